/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the ledger say of this deploy? What is in place, which policy is in force, and whether
 * the commit has passed elsewhere or before.
 */
#ifndef CMD_GATHER_LEDGER_H
#define CMD_GATHER_LEDGER_H

#include "cmd/world.h"
#include "ledger/log.h"

/*
 * The ledger's own facts, and the policy in force: for the key in *evidence. *policy is what its
 * bytes say, or NULL if there is none, or none that can be read (the checks say so).
 */
bool gather_in_force(struct world *world, struct log *log, const struct key_state *state,
		     struct evidence *evidence, const struct policy **policy, struct error *err);

/* Earlier records: for the key, head, range kind and artefact in *evidence. */
bool gather_earlier(struct world *world, struct log *log, struct evidence *evidence,
		    struct error *err);

/*
 * When was a record in the ledger at the earliest? It says when it was judged; it was there no
 * earlier than what is before it, nor than the forge answered the question whose answer it holds.
 */
bool gather_inclusion(struct arena *arena, struct log *log, const struct logged *logged,
		      int64_t *included, struct error *err);

#endif
