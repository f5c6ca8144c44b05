/* SPDX-License-Identifier: Apache-2.0 */
/* Is a change request a promotion, by the policy and by the one in force? See promoted_request.h.
 */
#include "checks/promoted_request.h"

#include "base/text.h"
#include "checks/pull_landing.h"
#include "checks/pull_whole.h"
#include "checks/subject.h"
#include "core/evaluate.h"

static void
promoted_by_policy(struct judgement *judgement, const struct policy *policy,
		   const struct change_request *request, struct promoted *out)
{
	struct demand demand = {.policy = policy, .rules = &policy->approval};
	struct pulled said = {0};
	struct pull pull = pull_begin(judgement, request, &demand, &said);
	struct brought_by brought = {0};

	*out = (struct promoted){.state = PROMOTES_NOTHING};
	if (!policy->promotions.count || policy->forge == FORGE_NONE || !pull_is_whole(&pull))
		return;
	pull_find_landings(&pull, &brought);
	if (said.code || brought.all.count != 1)
		return;
	pull.request = brought.all.at[0];
	if (!pull_problem(&pull))
		promoted_by_pull(&pull, out);
}

void
promoted_request(struct judgement *judgement, const struct change_request *request,
		 struct promoted *out)
{
	const struct evidence *evidence = judgement->evidence;
	const struct previous_policy *previous = evidence->policy.previous;
	struct promoted before;
	struct policy policy;
	struct error ignored;

	promoted_by_policy(judgement, judgement->policy, request, out);
	if (out->state == PROMOTES_NOTHING || !previous ||
	    text_equal(previous->digest, evidence->policy.digest))
		return;
	before = (struct promoted){.state = PROMOTES_NOTHING};
	if (policy_read_digested(judgement->arena, previous->digest, previous->bytes, &policy,
				 &ignored))
		promoted_by_policy(judgement, &policy, request, &before);
	if (before.state < out->state)
		*out = before;
}

static void
rest_on_promotion(struct judgement *judgement, struct finding *finding,
		  const struct promoted *promoted)
{
	for (size_t i = 0; i < promoted->inputs.count; i++)
		finding_rests_on(judgement, finding, "%s", promoted->inputs.at[i]);
}

void
judge_promotion_of(struct judgement *judgement, const struct change_request *request)
{
	struct promoted promoted;

	promoted_request(judgement, request, &promoted);
	if (promoted.state == PROMOTES)
		rest_on_promotion(judgement,
				  judge(judgement, subject_of_request(judgement->arena, request),
					PASS, "CHG-PROMOTION", "%s", promoted.because),
				  &promoted);
}

bool
needs_no_ticket(struct judgement *judgement, const struct change_request *request,
		const struct promoted *promoted)
{
	const char *subject = subject_of_request(judgement->arena, request);
	struct finding *finding;

	if (promoted->state != PROMOTES && promoted->state != PROMOTES_LATER)
		return false;
	finding = judge(judgement, subject, NOT_APPLICABLE,
			promoted->state == PROMOTES ? "CHG-PROMOTION" : "JUDGED-LATER", "%s",
			promoted->because);
	rest_on_promotion(judgement, finding, promoted);
	return true;
}

bool
may_need_no_ticket(struct judgement *judgement, const struct change_request *request,
		   const struct promoted *promoted)
{
	const char *subject = subject_of_request(judgement->arena, request);
	struct finding *finding;

	if (promoted->state != PROMOTES_UNKNOWN)
		return false;
	finding = judge(judgement, subject, UNKNOWN, "CHG-PROMOTION-UNKNOWN", "%s",
			promoted->because);
	finding_fix(judgement, finding, "verify the ledger and collect again, or name a ticket");
	rest_on_promotion(judgement, finding, promoted);
	return true;
}
