/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Under which policies is an approval judged? Under the one of now and under the one of the record
 * in place, and the worse verdict counts: a change may not loosen its own gate.
 */
#ifndef CHECKS_RULINGS_H
#define CHECKS_RULINGS_H

#include "checks/approvers.h"

struct rulings {
	const struct change_index *index;
	const struct policy *now;
	const struct policy *before; /* NULL if it is the same policy or there is none */
};

/* False after saying UNKNOWN, if the policy of the record in place cannot be read. */
bool rulings_build(struct judgement *judgement, struct rulings *out);

/* Does the request concern the service by this policy? */
bool concerns_service(const struct judgement *judgement, const struct policy *policy,
		      const struct change_request *request);

/* Adds the approvals of the request as inputs. */
void rest_on_approvals(struct judgement *judgement, struct finding *finding,
		       const struct change_index *index, const struct change_request *request);

/* Adds the commit as an input. */
void rest_on_commit(struct judgement *judgement, struct finding *finding,
		    const struct commit *commit);

/* Adds the signatures under the request's commits as inputs. */
void rest_on_signatures(struct judgement *judgement, struct finding *finding,
			const struct change_index *index, const struct change_request *request);

/* What to do about a signature that this version does not read. */
void fix_unread(struct judgement *judgement, struct finding *finding);

/* Position in change.requests. */
size_t request_position(const struct judgement *judgement, const struct change_request *request);

#endif
