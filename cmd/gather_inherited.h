/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which change requests take back, or repeat, what the ledger has as judged before? Asked only
 * where a policy lets them inherit from it.
 */
#ifndef CMD_GATHER_INHERITED_H
#define CMD_GATHER_INHERITED_H

#include "cmd/world.h"
#include "ledger/log.h"

/*
 * Fills change.requests[].inherits; the history must be known. Looks through the newest allowed
 * deployments of the repository, whatever their service and environment; what is older lends
 * nothing.
 */
bool gather_inherited(struct world *world, struct log *log, const struct policy *before,
		      struct evidence *evidence, struct error *err);

#endif
