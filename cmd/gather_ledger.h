/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the ledger say of this deploy? What is in place, which policy is in force, and whether
 * the commit has passed elsewhere or before.
 */
#ifndef CMD_GATHER_LEDGER_H
#define CMD_GATHER_LEDGER_H

#include "cmd/world.h"
#include "ledger/log.h"

/* For the key, head, range kind and artefact in *evidence. */
bool gather_from_ledger(struct world *world, struct log *log, const struct key_state *state,
			struct evidence *evidence, struct error *err);

#endif
