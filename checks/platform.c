/* SPDX-License-Identifier: Apache-2.0 */
/* Is this the job, run, commit and environment that it seems? See platform.h. */
#include "checks/platform.h"

#include "base/text.h"
#include "checks/subject.h"
#include "core/proof.h"

static struct finding *
judge_absent(struct judgement *judgement, const struct platform_facts *facts)
{
	const char *why = facts && facts->availability.why
				  ? text_shown(judgement->arena, facts->availability.why)
				  : "the evidence has none";
	struct finding *finding;

	if (facts && facts->availability.state == NOT_ASKED) {
		finding = judge(judgement, "platform", FAIL, "PROOF-MISSING",
				"no token of the platform: %s", why);
		finding_fix(judgement, finding,
			    "deploy from a job of the platform, with permissions: id-token: write");
		return finding;
	}
	finding = judge(judgement, "platform", UNKNOWN, "PROOF-UNKNOWN",
			"no token of the platform could be read: %s", why);
	finding_fix(judgement, finding, "try again");
	return finding;
}

static struct finding *
judge_token(struct judgement *judgement, const struct platform_facts *facts)
{
	struct proof_problem problem;
	struct finding *finding;

	if (proof_of_run(judgement->arena, judgement->evidence, judgement->policy, &problem))
		return judge(judgement, "platform", PASS, "PROOF-GIVEN",
			     "run %s, attempt %s, by the platform's own token",
			     text_shown(judgement->arena, facts->claims->run_id),
			     facts->claims->run_attempt
				     ? text_shown(judgement->arena, facts->claims->run_attempt)
				     : "?");
	finding = judge(judgement, "platform", FAIL, problem.code, "%s", problem.why);
	finding_fix(judgement, finding, "%s",
		    text_equal(problem.code, "ENV-CLAIM-MISMATCH")
			    ? "let the job name the environment that it deploys to"
			    : "deploy from a run of the commit, in a job of the platform");
	return finding;
}

void
judge_platform(struct judgement *judgement)
{
	const struct platform_facts *facts = judgement->evidence->platform;
	struct finding *finding;

	if (judgement->policy->platform.proof != PROOF_REQUIRED)
		return;
	finding = facts && facts->availability.state == KNOWN && facts->token
			  ? judge_token(judgement, facts)
			  : judge_absent(judgement, facts);
	finding_rests_on(judgement, finding, facts ? "/platform" : "/invocation");
	finding_rests_on(judgement, finding, "/now");
}
