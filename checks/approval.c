/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did somebody approve every change who is not its author? (controls A3, A7; CC8.1, NIST AC-5,
 * PCI DSS 6.2.3.1)
 */
#include "base/text.h"
#include "checks/approvers.h"
#include "checks/subject.h"
#include "checks/table.h"
#include "core/evaluate.h"
#include "core/scope.h"

/* What the policy of the record in place would have said counts too: a change may not loosen its
 * gate. */
struct rulings {
	const struct change_index *index;
	const struct policy *now;
	const struct policy *before; /* NULL if it is the same policy or there is none */
};

static struct finding *
judge_cover(struct judgement *judgement, const struct change_request *request,
	    const struct approval_rules *rules, const struct cover *cover)
{
	struct arena *arena = judgement->arena;
	const char *subject = subject_of_request(arena, request);

	if (cover->missing == NULL)
		return judge(judgement, subject, PASS, "APPR-COUNTED", "approved by %s (%s)",
			     cover->approvers, grade_names[cover->grade]);
	if (text_equal(cover->code, "APPR-UNKNOWN-AUTHOR"))
		return judge(judgement, subject, FAIL, cover->code, "commit %s: %s",
			     short_id(arena, cover->missing->id), cover->reasons);
	return judge(judgement, subject, FAIL, cover->code,
		     "%lld needed, %zu valid for commit %s%s%s", (long long)rules->count,
		     cover->valid, short_id(arena, cover->missing->id),
		     cover->reasons[0] ? ": " : "", cover->reasons);
}

static void
fix_cover(struct judgement *judgement, struct finding *finding, const struct cover *cover)
{
	if (text_equal(cover->code, "APPR-GRADE"))
		finding_fix(judgement, finding,
			    "a trailer is text that anybody can write: approvals of the grade that "
			    "approval.evidence asks for are needed");
	else if (text_equal(cover->code, "APPR-UNKNOWN-AUTHOR"))
		finding_fix(judgement, finding,
			    "make the commit again with user.name and user.email set "
			    "(git commit --amend --reset-author)");
	else
		finding_fix(judgement, finding,
			    "ask somebody who wrote none of it to review, and record it as a "
			    "trailer 'Reviewed-by: Name <address>' on the merge or the commit");
}

static void
rest_on_approvals(struct judgement *judgement, struct finding *finding,
		  const struct change_index *index, const struct change_request *request)
{
	struct positions approvals = change_index_approvals(index, request);

	for (size_t i = 0; i < approvals.count; i++)
		finding_rests_on(judgement, finding, "/reviews/approvals/%zu", approvals.at[i]);
	if (!approvals.count)
		finding_rests_on(judgement, finding, "/reviews/approvals");
}

static bool
concerns_service(const struct judgement *judgement, const struct policy *policy,
		 const struct change_request *request)
{
	struct scope scope;

	scope_of_request(policy, judgement->evidence->change.key.service, request, &scope);
	return scope.inside;
}

/* By the worse of the two policies, each where the request is in its scope. */
static void
judge_request(struct judgement *judgement, const struct change_request *request, const void *with)
{
	const struct rulings *rulings = with;
	struct cover cover = {0};
	const struct policy *policy = rulings->now;
	struct finding *finding;

	if (concerns_service(judgement, rulings->now, request))
		cover_of_request(judgement, rulings->index, request, &rulings->now->approval,
				 &cover);
	if (rulings->before && !cover.missing &&
	    concerns_service(judgement, rulings->before, request)) {
		struct cover before;

		cover_of_request(judgement, rulings->index, request, &rulings->before->approval,
				 &before);
		if (before.missing || !cover.approvers) {
			cover = before;
			policy = rulings->before;
		}
	}
	finding = judge_cover(judgement, request, &policy->approval, &cover);
	if (cover.missing)
		fix_cover(judgement, finding, &cover);
	if (policy == rulings->before)
		finding_note(judgement, finding, "POLICY-CHANGED",
			     "the policy of the record in place asks for this approval");
	if (cover.mutual)
		finding_note(judgement, finding, "APPR-MUTUAL",
			     "an approver also contributed to another commit of this request");
	if (text_equal(finding->code, "APPR-UNKNOWN-AUTHOR"))
		finding_rests_on(judgement, finding, "/change/commits/%zu",
				 (size_t)(cover.missing - judgement->evidence->change.commits.at));
	rest_on_approvals(judgement, finding, rulings->index, request);
}

/* A change may not put itself, or what comes with it, out of scope. */
static void
judge_formerly_in_scope(struct judgement *judgement, const struct rulings *rulings)
{
	const struct change *change = &judgement->evidence->change;

	for (size_t i = 0; rulings->before && i < change->requests.count; i++)
		if (!request_is_judged(judgement, &change->requests.at[i]) &&
		    concerns_service(judgement, rulings->before, &change->requests.at[i]))
			judge_request(judgement, &change->requests.at[i], rulings);
}

/* The policy of the record in place; false after saying UNKNOWN if it cannot be read. */
static bool
read_previous(struct judgement *judgement, struct policy *policy, bool *differs)
{
	const struct previous_policy *previous = judgement->evidence->policy.previous;
	struct error err;

	*differs = previous && !text_equal(previous->digest, judgement->evidence->policy.digest);
	if (!*differs ||
	    policy_read_digested(judgement->arena, previous->digest, previous->bytes, policy, &err))
		return true;
	finding_fix(judgement,
		    judge(judgement, "policy", UNKNOWN, "POLICY-PREVIOUS",
			  "the policy of the record in place cannot be read: %s",
			  text_shown(judgement->arena, err.message)),
		    "verify the ledger");
	return false;
}

static void
answer(struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;
	struct policy *before = arena_allocate(judgement->arena, sizeof(*before));
	struct rulings rulings = {.now = judgement->policy};
	bool differs;

	if (has_no_commits_to_judge(judgement) ||
	    is_unavailable(judgement, &evidence->reviews.availability, "APPR-UNAVAILABLE",
			   "reviews") ||
	    !read_previous(judgement, before, &differs))
		return;
	if (differs)
		rulings.before = before;
	rulings.index = change_index_build(judgement->arena, evidence);
	judge_each_request(judgement, judge_request, &rulings);
	judge_formerly_in_scope(judgement, &rulings);
}

const struct check approval_check_1 = {
	.id = "approval",
	.revision = 1,
	.question = "Did somebody approve every change who did not write it?",
	.answer = answer,
};
