/* SPDX-License-Identifier: Apache-2.0 */
/* How many emergencies had this month before this one? What emergency.budget is held against. */
#ifndef CMD_GATHER_SPENT_H
#define CMD_GATHER_SPENT_H

#include "cmd/world.h"
#include "ledger/log.h"

/* Counts in evidence->ledger, by the chain of its key; nothing where the deploy is no emergency. */
bool gather_spent(struct log *log, const struct key_state *state, struct evidence *evidence,
		  struct error *err);

#endif
