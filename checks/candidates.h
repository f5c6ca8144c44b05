/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which approvals of a change request are to be weighed, and which commits does each cover? A
 * trailer is text, and covers its commit, or all that its merge brought. A signed merge covers what
 * it brought. A signed tag covers what it names: the request, its head with all that is below, or
 * a merge on the way to that, alone.
 */
#ifndef CHECKS_CANDIDATES_H
#define CHECKS_CANDIDATES_H

#include "checks/contributors.h"
#include "core/policy.h"

/* Why an approval does not count, the nearest miss last: that one is reported. */
enum miss {
	MISS_NONE,
	MISS_UNIDENTIFIED,
	MISS_OTHER_COMMIT,
	MISS_SIGNATURE,
	MISS_SELF,
	MISS_GRADE,
	MISS_CONTENT,
	MISS_SPENT,
};

struct candidate {
	const struct approval *approval;
	const struct commit *named;         /* what it approves */
	enum miss miss;                     /* whatever it is weighed for: it cannot count */
	const char *why;                    /* of the miss, safe to show */
	const struct contributor *conflict; /* the first contribution of the request by whoever
					       may be the same */
	struct traits traits;
	bool told; /* the refusal is in the reasons */
};

/* What is asked of approvals. */
struct demand {
	const struct policy *policy;
	const struct approval_rules *rules; /* the policy's */
	int64_t count;                      /* of different people */
	const struct texts *among;          /* ids, one of which counts; NULL: everybody's */
	bool by_now, by_before; /* whose `among`: by the id now, by the id before, or both */
	bool trusting;          /* as if signatures that cannot be read were good */
};

struct candidates {
	LIST(struct candidate) all; /* by the commit they name; signed ones before trailers */
};

void candidates_of_request(struct arena *arena, const struct change_index *index,
			   const struct change_request *request, const struct demand *demand,
			   struct candidates *out);

/* Position of the first that names this commit; those that name it follow each other. */
size_t candidates_naming(const struct candidates *candidates, const struct commit *named);

bool is_trailer(const struct approval *approval);
bool is_tag(const struct approval *approval);

/* The request as a whole is named: its commit, or the head that was merged. */
bool names_request(const struct candidate *candidate, const struct change_request *request);

bool covers(const struct candidate *candidate, const struct change_request *request,
	    const struct commit *commit);

/* Is an approval or a commit of the request signed in a way that is not read? */
bool has_unread_signature(const struct candidates *candidates,
			  const struct contributions *contributions);

#endif
