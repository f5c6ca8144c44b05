/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What if the ledger cannot be read or written, and it cannot wait? With --break-glass and the
 * signatures of two people the deploy goes ahead; what they signed is kept in a file, and becomes a
 * record when it is handed in with `changegate ledger append`.
 */
#ifndef CMD_BREAK_GLASS_H
#define CMD_BREAK_GLASS_H

#include "cmd/question.h"
#include "cmd/world.h"

/*
 * After `err` kept a deploy from its record. Without --break-glass the message also says how, where
 * the policy knows emergencies, and the answer is false; so it is of mistakes of the caller.
 */
bool break_glass(struct world *world, const struct arguments *arguments,
		 const struct question *question, const struct texts *services, enum status *status,
		 struct error *err);

/* Is this what break_glass() keeps? */
bool break_glass_is_kept(struct arena *arena, const struct buffer *bytes);

/* Judges it and appends its record; says so in `out`. */
bool break_glass_hand_in(struct arena *arena, const struct arguments *arguments,
			 const struct buffer *bytes, struct buffer *out, enum status *status,
			 struct error *err);

#endif
