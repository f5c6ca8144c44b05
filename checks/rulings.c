/* SPDX-License-Identifier: Apache-2.0 */
/* Under which policies is an approval judged? See rulings.h. */
#include "checks/rulings.h"

#include "base/text.h"
#include "checks/contributors.h"
#include "checks/subject.h"
#include "core/evaluate.h"
#include "core/scope.h"

#define MOST_SIGNATURES 50

bool
rulings_build(struct judgement *judgement, struct rulings *out)
{
	const struct evidence *evidence = judgement->evidence;
	const struct previous_policy *previous = evidence->policy.previous;
	struct policy *before = arena_allocate(judgement->arena, sizeof(*before));
	struct error err;

	*out = (struct rulings){.now = judgement->policy};
	if (previous && !text_equal(previous->digest, evidence->policy.digest)) {
		if (!policy_read_digested(judgement->arena, previous->digest, previous->bytes,
					  before, &err)) {
			finding_fix(judgement,
				    judge(judgement, "policy", UNKNOWN, "POLICY-PREVIOUS",
					  "the policy of the record in place cannot be read: %s",
					  text_shown(judgement->arena, err.message)),
				    "verify the ledger");
			return false;
		}
		out->before = before;
	}
	out->index = change_index_build(judgement->arena, evidence);
	return true;
}

bool
concerns_service(const struct judgement *judgement, const struct policy *policy,
		 const struct change_request *request)
{
	struct scope scope;

	scope_of_request(policy, judgement->evidence->change.key.service, request, &scope);
	return scope.inside;
}

size_t
request_position(const struct judgement *judgement, const struct change_request *request)
{
	return (size_t)(request - judgement->evidence->change.requests.at);
}

void
rest_on_approvals(struct judgement *judgement, struct finding *finding,
		  const struct change_index *index, const struct change_request *request)
{
	struct positions approvals = change_index_approvals(index, request);

	for (size_t i = 0; i < approvals.count; i++)
		finding_rests_on(judgement, finding, "/reviews/approvals/%zu", approvals.at[i]);
	if (!approvals.count)
		finding_rests_on(judgement, finding, "/reviews/approvals");
}

static size_t
commit_position(const struct judgement *judgement, const struct commit *commit)
{
	return (size_t)(commit - judgement->evidence->change.commits.at);
}

void
rest_on_commit(struct judgement *judgement, struct finding *finding, const struct commit *commit)
{
	finding_rests_on(judgement, finding, "/change/commits/%zu",
			 commit_position(judgement, commit));
}

void
rest_on_signatures(struct judgement *judgement, struct finding *finding,
		   const struct change_index *index, const struct change_request *request)
{
	if (request->commits.count > MOST_SIGNATURES) {
		finding_rests_on(judgement, finding, "/change/commits");
		return;
	}
	for (size_t i = 0; i < request->commits.count; i++) {
		const struct commit *commit = change_index_commit(index, request->commits.at[i]);

		if (commit && commit->signature)
			finding_rests_on(judgement, finding, "/change/commits/%zu/signature",
					 commit_position(judgement, commit));
	}
}

void
fix_unread(struct judgement *judgement, struct finding *finding)
{
	finding_fix(judgement, finding,
		    "sign with an SSH key that the policy's allowed_signers list (git config "
		    "gpg.format ssh), or have an approval of that kind added");
}
