/* SPDX-License-Identifier: Apache-2.0 */
/* Which records is the forge asked about again, and what does it say? What the files of
 * 'audit corroborate' share. */
#ifndef CMD_CORROBORATE_H
#define CMD_CORROBORATE_H

#include "audit/corroborate.h"
#include "cmd/audit_frame.h"

#define LIMIT_ASKED_RECORDS 1000

struct asking {
	struct arena *arena;
	const struct arguments *arguments;
	const char *folder;
	struct frame frame; /* its place is the ledger; the rest only for a sample that was drawn */
	struct log log;
	struct texts ids; /* of records */
	struct corroboration_file file;
	size_t unanswered; /* records of which not one fact was told */
};

/* --record, --n and --seed, or the sample in the folder; opens the ledger. */
bool corroborate_choose(struct asking *asking, struct error *err);

/* Asks about one record, and appends what came of it. ERROR_USAGE: there is no token that may. */
bool corroborate_ask(struct asking *asking, const struct record *record, struct error *err);

#endif
