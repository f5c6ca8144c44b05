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

/* By environment, service and time of the deploy: the first record that is not before `wanted`. */
size_t pair_first_place(const struct pairing *pairing, const struct compared *wanted);

/* Is there an allowed record of this commit or artefact, at any time? */
bool pair_ever_recorded(const struct pairing *pairing, const struct outside_line *line);

/* In period and scope, and deployed by its own word. */
bool pair_of_interest(const struct reconciliation *all, const struct outside_line *line);

/* The nearest record of the same thing in the window; `bit` is taken by one line at most. */
struct compared *pair_find(const struct pairing *pairing, const struct outside_line *line,
			   unsigned bit, bool allowed);

/* Is it a deployment of the forge that was in another page of its list, and has its record? */
bool pair_seen_before(const struct pairing *pairing, const struct outside_line *line);

/* A deploy without a record, found by R2 or R5; one that several sources show is one. */
void pair_unrecorded(const struct pairing *pairing, int test, const struct outside_source *source,
		     const struct outside_line *line);

const char *pair_instant(struct arena *arena, int64_t at);

/* R5, and what the registry says of R3. */
void reconcile_running(const struct pairing *pairing);

#endif
