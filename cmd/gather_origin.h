/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the origin itself say of the branches that count? Asked where the ledger is kept there
 * anyway; elsewhere branch tips stay what the clone claims.
 */
#ifndef CMD_GATHER_ORIGIN_H
#define CMD_GATHER_ORIGIN_H

#include "cmd/world.h"

/* `refs`: globs of the branches that may be deployed. Failures become UNAVAILABLE. */
void gather_origin(struct world *world, const struct texts *refs, const char *head,
		   struct origin_facts *facts);

#endif
