/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What belongs to which commit and which change request? Sorted once, so that a change of many
 * commits with many approvals and tickets is judged in about the time that reading it takes.
 */
#ifndef CORE_CHANGE_INDEX_H
#define CORE_CHANGE_INDEX_H

#include "core/evidence.h"

struct indexed_commit {
	const struct commit *commit;
	size_t request; /* in change.requests; SIZE_MAX if none lists the commit */
};

/* Positions in a list of the evidence, ascending. */
struct positions {
	const size_t *at;
	size_t count;
};

struct change_index {
	const struct evidence *evidence;
	LIST(struct indexed_commit) commits; /* by id */
	struct positions *approvals;         /* of each change request */
	struct positions *tickets;           /* of each change request */
	struct positions *hidden;            /* of each change request */
};

/* Lives in the arena and refers to the evidence, which must not change. Never fails. */
const struct change_index *change_index_build(struct arena *arena, const struct evidence *evidence);

/* The commit with this id, or NULL. */
const struct commit *change_index_commit(const struct change_index *index, const char *id);

/* The change request that lists the commit with this id, or NULL. */
const struct change_request *change_index_request(const struct change_index *index, const char *id);

/* Which of reviews.approvals, and of tickets.references, name a commit of this change request,
   which is one of the evidence's. */
struct positions change_index_approvals(const struct change_index *index,
					const struct change_request *request);
struct positions change_index_tickets(const struct change_index *index,
				      const struct change_request *request);

/* Which of change.opaque.all are hidden by attributes that the range itself changes. */
struct positions change_index_hidden(const struct change_index *index,
				     const struct change_request *request);

#endif
