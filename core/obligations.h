/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is left to be done after this record? Each record of a key carries the obligations that were
 * open before it, so nobody has to look through the ledger for them: what is open after it follows
 * from the record alone.
 */
#ifndef CORE_OBLIGATIONS_H
#define CORE_OBLIGATIONS_H

#include "core/record.h"

/*
 * An emergency opens one for each change request that it brought (without any: one for its commit).
 * A retro that came out clean closes those of its emergency; a deploy that was judged and allowed
 * closes those whose change requests were judged with it. `payload` names the record. In the arena.
 */
void obligations_after(struct arena *arena, const struct record *record, const char *payload,
		       struct open_obligations *out);

/* The same obligations in the same order? */
bool obligations_equal(const struct open_obligations *a, const struct open_obligations *b);

#endif
