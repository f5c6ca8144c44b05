/* SPDX-License-Identifier: Apache-2.0 */
/* Which records does a key have? From the newest back, one at a time. */
#ifndef LEDGER_LOG_CHAIN_H
#define LEDGER_LOG_CHAIN_H

#include "ledger/log.h"

struct chain_walk {
	struct log *log;
	const struct key *key;
	int64_t index;    /* of `leaf`; -1 past the first record */
	struct leaf leaf; /* until the next step */
	struct arena arena;
};

/* At the newest record of the key, if it has one. */
bool chain_walk_start(struct chain_walk *walk, struct log *log, const struct key *key,
		      struct error *err);

/* ERROR_LEDGER where the chain is broken. */
bool chain_walk_back(struct chain_walk *walk, struct error *err);

void chain_walk_release(struct chain_walk *walk);

/* Did this put something in place, whatever became of it? */
bool leaf_is_placing(const struct leaf *leaf);

/* Is it an outcome that says that what it is about failed? */
bool leaf_is_undoing(const struct leaf *leaf);

/* Was the record at an index let off no control? Whoever was has not passed it. */
bool log_passed_all(struct log *log, int64_t index, enum passing passing, bool *is,
		    struct error *err);

#endif
