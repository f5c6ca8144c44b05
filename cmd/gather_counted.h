/* SPDX-License-Identifier: Apache-2.0 */
/* How many tests ran for what is in place? What the checks compare this deploy's reports with. */
#ifndef CMD_GATHER_COUNTED_H
#define CMD_GATHER_COUNTED_H

#include "cmd/world.h"
#include "ledger/log.h"

/* Adds to evidence->ledger, for each requirement of the policy that has reports. */
bool gather_counted(struct world *world, struct log *log, const struct placed *in_place,
		    struct evidence *evidence, struct error *err);

#endif
