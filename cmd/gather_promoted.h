/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which change requests only move digests, and what does the ledger have of these? Asked only where
 * a policy has `promotions`.
 */
#ifndef CMD_GATHER_PROMOTED_H
#define CMD_GATHER_PROMOTED_H

#include "cmd/world.h"
#include "ledger/log.h"

/*
 * Fills change.requests[].moves and ledger.artifacts; the history must be known. What the ledger
 * cannot tell of an artefact is UNAVAILABLE there.
 */
void gather_promoted(struct world *world, struct log *log, const struct policy *before,
		     struct evidence *evidence);

#endif
