/* SPDX-License-Identifier: Apache-2.0 */
/* Is this the job, run, commit and environment that it seems? See platform.h. */
#include "checks/platform.h"

#include "base/text.h"
#include "checks/subject.h"
#include "core/proof.h"

static bool
is_gitlab(const struct judgement *judgement)
{
	return judgement->policy->platform.kind == PLATFORM_GITLAB;
}

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
		finding_fix(
			judgement, finding, "deploy from a job of the platform, with %s",
			is_gitlab(judgement)
				? "id_tokens: CHANGEGATE_ID_TOKEN: aud: " PLATFORM_GIVEN_AUDIENCE_RUN
				: "permissions: id-token: write");
		return finding;
	}
	finding = judge(judgement, "platform", UNKNOWN, "PROOF-UNKNOWN",
			"no token of the platform could be read: %s", why);
	finding_fix(judgement, finding, "try again");
	return finding;
}

/* No token of GitLab's can be about one record, and the finding must not sound as if one were. */
static struct finding *
judge_given(struct judgement *judgement, const struct platform_facts *facts)
{
	struct arena *arena = judgement->arena;

	return judge(judgement, "platform", PASS, "PROOF-STATIC",
		     "job %s of pipeline %s, by the platform's own token, which the job had from "
		     "its start",
		     text_shown(arena, facts->claims->job),
		     text_shown(arena, facts->claims->run_id));
}

static struct finding *
judge_token(struct judgement *judgement, const struct platform_facts *facts)
{
	struct proof_problem problem;
	struct finding *finding;

	if (proof_of_run(judgement->arena, judgement->evidence, judgement->policy, &problem)) {
		if (is_gitlab(judgement))
			return judge_given(judgement, facts);
		return judge(judgement, "platform", PASS, "PROOF-GIVEN",
			     "run %s, attempt %s, by the platform's own token",
			     text_shown(judgement->arena, facts->claims->run_id),
			     facts->claims->run_attempt
				     ? text_shown(judgement->arena, facts->claims->run_attempt)
				     : "?");
	}
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

/* ---- what its claims say of the environment ---- */

static struct finding *
say_claim(struct judgement *judgement, enum verdict verdict, const char *code, const char *because,
	  const char *fix)
{
	struct finding *finding = judge(judgement, "protection", verdict, code, "%s", because);

	if (fix)
		finding_fix(judgement, finding, "%s", fix);
	finding_rests_on(judgement, finding, "/platform");
	return finding;
}

/* What the job does to the environment; NULL: an older GitLab, which does not say. */
static const char *
action_of(struct judgement *judgement)
{
	struct token token;
	struct error ignored;

	return token_parse(judgement->arena, judgement->evidence->platform->token, &token, &ignored)
		       ? token.action
		       : NULL;
}

/* What only prepares, verifies or stops an environment is no deployment to GitLab. */
static void
judge_action(struct judgement *judgement)
{
	const char *action = action_of(judgement);

	if (!action)
		say_claim(judgement, UNKNOWN, "ENV-PROTECTION-UNKNOWN",
			  "the token does not say what the job does to the environment, so "
			  "whether the platform asked who may deploy is not known",
			  "use a newer GitLab, whose tokens have the claim environment_action");
	else if (!text_equal(action, "start"))
		say_claim(judgement, FAIL, "ENV-UNPROTECTED",
			  arena_format(judgement->arena,
				       "the job does not deploy to the environment (its action is "
				       "%s), so the platform does not ask who may",
				       text_shown(judgement->arena, action)),
			  "let the job that deploys have environment:action: start");
	else
		say_claim(judgement, PASS, "ENV-CLAIMS-PROTECTED",
			  "branch and environment are protected, by the platform's own token",
			  NULL);
}

static void
judge_protected_claims(struct judgement *judgement, const struct platform_claims *claims)
{
	if (!text_equal(claims->ref_protected, "true"))
		say_claim(judgement, FAIL, "ENV-REF-UNPROTECTED",
			  "the pipeline's branch or tag is not protected",
			  "deploy from a protected branch");
	else if (!text_equal(claims->environment_protected, "true"))
		say_claim(judgement, FAIL, "ENV-UNPROTECTED",
			  "the platform does not protect the environment",
			  "protect the environment: say who may deploy to it");
	else
		judge_action(judgement);
}

static void
judge_tier(struct judgement *judgement, const struct platform_claims *claims, const char *tier)
{
	struct arena *arena = judgement->arena;

	if (text_equal(claims->tier, tier))
		say_claim(judgement, PASS, "ENV-TIER",
			  arena_format(arena, "its tier is %s", text_shown(arena, tier)), NULL);
	else
		say_claim(judgement, FAIL, "ENV-TIER-OTHER",
			  arena_format(arena, "its tier is %s, not %s",
				       claims->tier ? text_shown(arena, claims->tier) : "not told",
				       text_shown(arena, tier)),
			  "give the environment its deployment_tier");
}

/* Claims count for nothing unless the token itself does. */
void
judge_claims(struct judgement *judgement, const struct environment_rules *rules)
{
	const struct platform_facts *facts = judgement->evidence->platform;
	struct proof_problem problem;

	if (rules->platform.claims == CLAIMS_ANY && !rules->platform.tier)
		return;
	if (!facts || facts->availability.state != KNOWN || !facts->token ||
	    !proof_of_run(judgement->arena, judgement->evidence, judgement->policy, &problem)) {
		say_claim(judgement, UNKNOWN, "ENV-PROTECTION-UNKNOWN",
			  "no token that counts says how it is protected",
			  "see what is wrong with the token");
		return;
	}
	if (rules->platform.claims == CLAIMS_PROTECTED)
		judge_protected_claims(judgement, facts->claims);
	if (rules->platform.tier)
		judge_tier(judgement, facts->claims, rules->platform.tier);
}
