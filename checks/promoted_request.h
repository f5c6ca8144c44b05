/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a change request a promotion? For controls that do not judge reviews: by the policy, and by
 * the one in force where that is another. A change that loosens what is a promotion does not loosen
 * it for itself.
 */
#ifndef CHECKS_PROMOTED_REQUEST_H
#define CHECKS_PROMOTED_REQUEST_H

#include "checks/promoted.h"

void promoted_request(struct judgement *judgement, const struct change_request *request,
		      struct promoted *out);

/* Names the record that judged what it brings, if it is one. */
void judge_promotion_of(struct judgement *judgement, const struct change_request *request);

/* Says so if it is one, or may be one that a deploy will judge. */
bool needs_no_ticket(struct judgement *judgement, const struct change_request *request,
		     const struct promoted *promoted);

/* Says so if nobody knows whether it is one. */
bool may_need_no_ticket(struct judgement *judgement, const struct change_request *request,
			const struct promoted *promoted);

#endif
