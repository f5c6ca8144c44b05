/* SPDX-License-Identifier: Apache-2.0 */
/* Was it in the environment before this one? See separation.h. */
#include "base/text.h"
#include "checks/separation.h"
#include "checks/subject.h"

/* It has to have been there for a while: by the clock of whoever could not gain by it. */
static struct finding *
judge_soak(struct judgement *judgement, const struct environment_rules *rules,
	   const char *environment)
{
	const struct promotion *promotion = judgement->evidence->environment.promotion;
	int64_t included = promotion->included;
	int64_t since = included > promotion->passed->time ? included : promotion->passed->time;
	int64_t left = since + rules->soak - judgement->evidence->now.time;
	struct finding *finding;

	if (!rules->soak || (included && left <= 0))
		return NULL;
	if (!included)
		return judge(judgement, "promotion", UNKNOWN, "ENV-PROMOTION-UNKNOWN",
			     "how long it has been in %s was not read", environment);
	finding =
		judge(judgement, "promotion", FAIL, "ENV-SOAK",
		      "it has to be in %s for another %lld seconds", environment, (long long)left);
	finding_rests_on(judgement, finding, "/now");
	return finding;
}

static struct finding *
judge_rebuilt(struct judgement *judgement, const struct environment_rules *rules,
	      const struct placed *passed, const char *environment)
{
	const char *artifact = judgement->evidence->deployment.artifact;

	if (!text_equal(passed->artifact, artifact))
		return judge(judgement, "promotion", FAIL, "ENV-REBUILT",
			     "%s had artefact %s, this is %s", environment,
			     passed->artifact ? text_shown(judgement->arena, passed->artifact)
					      : "(none named)",
			     artifact ? text_shown(judgement->arena, artifact) : "(none named)");
	if (!artifact && rules->same_artifact == ARTIFACT_SAME)
		return judge(judgement, "promotion", FAIL, "ENV-ARTIFACT-NONE",
			     "no artefact is named, so none is shown to be that of %s",
			     environment);
	return NULL;
}

static struct finding *
judge_passed(struct judgement *judgement, const struct environment_rules *rules,
	     const struct placed *passed, const char *environment)
{
	const struct evidence *evidence = judgement->evidence;
	struct finding *finding;

	if (!text_equal(passed->commit, evidence->change.head) ||
	    !text_equal(passed->kind, "deployment"))
		return judge(judgement, "promotion", UNKNOWN, "ENV-PROMOTION-UNKNOWN",
			     "the record of %s is not a deployment of this commit", environment);
	if (passed->time > evidence->now.time + CLOCK_TOLERANCE_SECONDS)
		return judge(judgement, "promotion", UNKNOWN, "TIME-ORDER",
			     "the record of %s is younger than this deploy", environment);
	finding = judge_rebuilt(judgement, rules, passed, environment);
	if (!finding)
		finding = judge_soak(judgement, rules, environment);
	if (finding)
		return finding;
	return judge(judgement, "promotion", PASS, "ENV-PROMOTED", "passed %s as record %s",
		     environment, text_shown(judgement->arena, passed->record_id));
}

static void
fix_promotion(struct judgement *judgement, struct finding *finding, const char *environment)
{
	if (finding->verdict == UNKNOWN)
		finding_fix(judgement, finding, "verify the ledger and collect again");
	else if (text_equal(finding->code, "ENV-SOAK"))
		finding_fix(judgement, finding, "wait, then deploy again");
	else if (text_equal(finding->code, "ENV-ARTIFACT-NONE"))
		finding_fix(judgement, finding, "give --artifact at every deploy");
	else
		finding_fix(judgement, finding, "deploy the same commit and artefact to %s first",
			    environment);
}

static struct finding *
judge_promotion(struct judgement *judgement, const struct environment_rules *rules)
{
	const struct promotion *promotion = judgement->evidence->environment.promotion;
	const char *environment = text_shown(judgement->arena, rules->after);
	struct finding *finding;

	if (!promotion || !text_equal(promotion->environment, rules->after) ||
	    promotion->availability.state != KNOWN)
		finding = judge(judgement, "promotion", UNKNOWN, "ENV-PROMOTION-UNKNOWN",
				"records of %s could not be read%s%s", environment,
				promotion && promotion->availability.why ? ": " : "",
				promotion && promotion->availability.why
					? text_shown(judgement->arena, promotion->availability.why)
					: "");
	else if (!promotion->passed)
		finding = judge(judgement, "promotion", FAIL, "ENV-NOT-PROMOTED",
				"no passing record of %s for %s", environment,
				short_id(judgement->arena, judgement->evidence->change.head));
	else
		finding = judge_passed(judgement, rules, promotion->passed, environment);
	if (finding->verdict != PASS)
		fix_promotion(judgement, finding, environment);
	else if (promotion && promotion->passed && !promotion->passed->artifact)
		finding_note(judgement, finding, "ENV-PROMOTED-BY-COMMIT",
			     "no artefact digest is known: the commit is compared");
	return finding;
}

void
judge_order(struct judgement *judgement, const struct environment_rules *rules)
{
	const struct evidence *evidence = judgement->evidence;
	struct finding *finding;

	if (!rules->after) {
		finding = judge(judgement, "promotion", NOT_APPLICABLE, "ENV-FIRST",
				"the policy names no environment before this one");
		finding_rests_on(judgement, finding, "/change/key/environment");
		return;
	}
	if (evidence->change.range.kind == RANGE_FIRST)
		finding = judge(judgement, "promotion", NOT_APPLICABLE, "CHG-BASELINE",
				"a baseline is not promoted");
	else if (is_redeploy(evidence) || evidence->change.range.kind == RANGE_BACKWARD)
		finding = judge(judgement, "promotion", NOT_APPLICABLE, "CHANGE-REDEPLOY",
				"judged when it was first deployed here");
	else
		finding = judge_promotion(judgement, rules);
	finding_rests_on(judgement, finding,
			 evidence->environment.promotion ? "/environment/promotion"
							 : "/change/range");
}
