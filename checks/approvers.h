/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who approved which commit of a change request, and who of them counts? Every commit that adds
 * content needs its approvers: those named on the commit itself, and those named on the merge that
 * brought it. A merge that is not shown to be trivial adds content of its own. Content of somebody
 * without a plausible address is covered by nobody: whoever approves could be its author.
 */
#ifndef CHECKS_APPROVERS_H
#define CHECKS_APPROVERS_H

#include "core/change_index.h"
#include "core/check.h"

struct cover {
	const struct commit *missing; /* first commit without enough approvers; NULL: all have them
				       */
	size_t valid;                 /* approvers that count for `missing` */
	const char *code;             /* why it is missing: APPR-... */
	const char *reasons;          /* who was not counted and why; "" if nobody approved */
	const char *approvers;        /* who counts, for a request that is covered */
	int grade;                    /* the weakest that counts */
	bool mutual;                  /* an approver contributed to another commit of the request */
};

/* The request is one of the indexed evidence, which is the judgement's. */
void cover_of_request(struct judgement *judgement, const struct change_index *index,
		      const struct change_request *request, const struct approval_rules *rules,
		      struct cover *out);

#endif
