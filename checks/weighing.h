/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which approvals of a change request count for which of its commits? Those that cover it
 * (candidates.h), by people who are none of its contributors (contributors.h), and of the grade
 * that is asked. Over a commit that its author has not signed an approval is claimed, whatever its
 * own signature: whoever approves could have forged the name.
 */
#ifndef CHECKS_WEIGHING_H
#define CHECKS_WEIGHING_H

#include "checks/candidates.h"

/* Who has a trait: the contributors in their order, and the approvers that were counted. */
struct trait {
	const struct contributor *first;
	const struct contributor *latest; /* the first of the commit that is weighed, if of it */
	const struct commit *counted_for;
	bool counted;
};

/* One request at work. */
struct weighing {
	struct arena *arena;
	const struct change_index *index;
	const struct change_request *request;
	const struct demand *demand;
	struct contributions contributions;
	struct candidates candidates;
	const struct commit *unproven; /* first of the request that its author has not signed */
	struct trait *traits;
	size_t next_contributor;
	size_t told;
	/* Of the commit that was weighed last. */
	enum miss miss; /* the nearest */
	bool named;     /* by a tag that counts and names the request */
	/* Of all that were. */
	LIST(const struct approval *) counted; /* one for each person */
	const char *reasons;                   /* who was not counted and why; "" */
	int grade;                             /* the weakest that counts */
	bool mutual;                           /* an approver contributed to another commit */
	const struct commit *lacking; /* its author's signature would have made an approval count */
	const struct approval *squashed; /* one that counts and is of other commits, or NULL */
	const struct approval *rebased;  /* the same */
};

void weigh_request(struct arena *arena, const struct change_index *index,
		   const struct change_request *request, const struct demand *demand,
		   struct weighing *out);

/*
 * The number of different people whose approval of this commit counts. Asked for each of
 * `contributions.commits`, in their order.
 */
size_t weigh_commit(struct weighing *weighing, const struct commit *commit);

#endif
