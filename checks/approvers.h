/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a change request covered by its approvers? Every commit that adds content needs as many as the
 * policy asks for; which approvals count is for weighing.h. Content of somebody without a plausible
 * address is covered by nobody: whoever approves could be its author.
 */
#ifndef CHECKS_APPROVERS_H
#define CHECKS_APPROVERS_H

#include "checks/candidates.h"
#include "core/check.h"

struct pulled; /* checks/pull.h */

struct cover {
	int verdict;                  /* PASS, EXEMPT, UNKNOWN or FAIL */
	const struct pulled *pulled;  /* by facts of a forge: what it says; NULL: by git alone */
	const struct commit *missing; /* first commit without enough approvers; NULL: all have them
				       */
	size_t valid;                 /* approvers that count for `missing` */
	const char *code;             /* why it is missing: APPR-... */
	const char *reasons;          /* who was not counted and why; "" if nobody approved */
	const char *approvers;        /* who counts, for a request that is covered */
	const char *namers;           /* those of signed tags, if it is named */
	int grade;                    /* the weakest that counts */
	bool mutual;                  /* an approver contributed to another commit of the request */
	bool inherited; /* covered as an approved one was that it takes back or repeats */
	bool named;     /* each commit has a tag that counts and names the request */
	const struct commit *unproven;   /* its author's signature is what APPR-GRADE lacks */
	const struct commit *bad;        /* first commit whose signature is bad, or NULL */
	const struct approval *squashed; /* one that counts and is of other commits, or NULL */
	const struct approval *rebased;  /* the same */
	/*
	 * SIG-...: all would be covered, or named, were a signature good that this version cannot
	 * read; and which one that is. NULL: it would not.
	 */
	const char *unread;
	const char *unread_naming;
	const char *unread_what;
};

/*
 * By the forge's facts where the policy names a forge: there trailers, tags and signed merges count
 * only for what no review can show. The request is one of the indexed evidence, which is the
 * judgement's. */
void cover_of_request(struct judgement *judgement, const struct change_index *index,
		      const struct change_request *request, const struct demand *demand,
		      struct cover *out);

/* By git alone. */
void cover_by_git(struct judgement *judgement, const struct change_index *index,
		  const struct change_request *request, const struct demand *demand,
		  struct cover *out);

#endif
