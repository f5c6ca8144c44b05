/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the forge still say what a record says that it said? Compares requests with their merge and
 * reviews, and checks with their conclusions, fact by fact. Pure: answers that others got. What
 * was not answered, or is older than a forge keeps it, is not tested.
 */
#ifndef AUDIT_CORROBORATE_H
#define AUDIT_CORROBORATE_H

#include "audit/corroboration.h"
#include "core/record.h"

/* How long a forge keeps runs and checks at least; older ones may be gone by themselves. */
#define CORROBORATE_RETENTION (INT64_C(90) * 86400)

struct request_again {
	int64_t number;
	bool gone;                /* the repository is there, and the request is not */
	struct forge_facts facts; /* of a question about this number */
};

/* What the forge says of one record now. */
struct forge_again {
	struct forge_facts head; /* of the deployed commit; NOT_ASKED if it was not needed */
	LIST(struct request_again) requests;
};

/* Does the record rest on a forge that answered? NULL, or why nothing can be asked again. */
const char *corroborate_why_not(const struct record *record);

/* Are there checks of the deployed commit to be asked for (0), or of this request? */
bool corroborate_wants_checks(const struct record *record, int64_t request);

/* The workflows whose runs' jobs the record has. */
void corroborate_workflows(struct arena *arena, const struct record *record, struct texts *paths);

/* Appends a fact for each thing that was recorded. */
void corroborate_record(struct arena *arena, const struct record *record,
			const struct forge_again *again, struct corroboration_file *out);

/* For a deploy that has no record. */
void corroborate_without(struct arena *arena, const char *record_id,
			 struct corroboration_file *out);

/* For the parts of it. */
struct corroborating {
	struct arena *arena;
	const char *record_id;
	const struct record *record; /* NULL: there is none */
	const struct forge_again *again;
	struct corroboration_file *out;
	const char *subject;
};

void corroborate_add(struct corroborating *work, const char *fact, int state, const char *recorded,
		     const char *now, const char *why);
void corroborate_compare(struct corroborating *work, const char *fact, const char *recorded,
			 const char *now);
/* When the forge was asked for the record, by its own clock. */
int64_t corroborate_asked_then(const struct record *record);
const char *corroborate_instant(struct arena *arena, int64_t at);
void corroborate_tests(struct corroborating *work);

#endif
