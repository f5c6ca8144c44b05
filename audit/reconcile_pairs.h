/* SPDX-License-Identifier: Apache-2.0 */
/* Which record is of the same deploy as a line of another system? Records by what they deployed,
 * so that each line finds its own without looking at all. */
#ifndef AUDIT_RECONCILE_PAIRS_H
#define AUDIT_RECONCILE_PAIRS_H

#include "audit/reconcile.h"

struct pairing {
	struct reconciliation *all;
	struct compared **by_commit, **by_artifact, **by_place;
	size_t count;
};

void pair_begin(struct reconciliation *all, struct pairing *pairing);

/* Orders of pointers to records. */
int pair_by_commit(const void *a, const void *b);
int pair_by_artifact(const void *a, const void *b);
int pair_by_place(const void *a, const void *b);

/* The first record that is not before `wanted`. */
size_t pair_first(const struct pairing *pairing, struct compared **at,
		  const struct compared *wanted, int (*order)(const void *a, const void *b));

bool pair_same_place(const struct compared *record, const struct outside_line *line);

/* In period and scope, and deployed by its own word. */
bool pair_of_interest(const struct reconciliation *all, const struct outside_line *line);

/* The nearest record of the same thing in the window; `bit` is taken by one line at most. */
struct compared *pair_find(const struct pairing *pairing, const struct outside_line *line,
			   unsigned bit, bool allowed);

/* A deploy without a record, found by R2 or R5; one that several sources show is one. */
void pair_unrecorded(const struct pairing *pairing, int test, const struct outside_source *source,
		     const struct outside_line *line);

const char *pair_instant(struct arena *arena, int64_t at);

/* R5, and what the registry says of R3. */
void reconcile_running(const struct pairing *pairing);

#endif
