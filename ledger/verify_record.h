/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is one record genuine, and the one that its entry tells of? What touches nothing but the record
 * may be done side by side with others, the rest is done in the order of the log. Part of verify.h.
 */
#ifndef LEDGER_VERIFY_RECORD_H
#define LEDGER_VERIFY_RECORD_H

#include "ledger/log_tiles.h"
#include "ledger/verify_state.h"

/* One record under examination; its arena is emptied for the next. */
struct examined {
	struct verifying *verifying;
	struct arena arena;
	int64_t index;
	struct entry entry; /* its own copy */
	bool is_examined;
	const char *where, *path;
	bool has_leaf; /* else there is nothing to be said of it */
	struct leaf leaf;
	bool has_envelope;
	struct buffer envelope;
	bool is_of_entry; /* the envelope */
	bool unsealed_well;
	struct unsealed unsealed;
	const char *code;     /* why it was not */
	struct error problem; /* the same in words, or why leaf or envelope could not be read */
	bool says_the_same;   /* as the entry */
};

/* The entry is copied. */
void examined_begin(struct examined *examined, int64_t index, const struct entry *entry);

/* The costly part: reads the file and unseals it. Several may go on at a time. */
void examined_read(struct examined *examined);

/* Its place among the others, in their order, and `each`; reads it first if nobody has. */
bool examined_conclude(struct examined *examined, struct error *err);

void examined_end(struct examined *examined);

#endif
