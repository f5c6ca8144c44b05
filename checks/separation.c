/* SPDX-License-Identifier: Apache-2.0 */
/* May this go to this environment, from here, now? (controls A5, A7; CC8.1, ISO A.8.31) */
#include "base/glob.h"
#include "base/text.h"
#include "checks/origin.h"
#include "checks/subject.h"
#include "checks/table.h"

#define CLOCK_TOLERANCE_SECONDS 120

static bool
judge_declared(struct judgement *judgement)
{
	const char *name = judgement->evidence->change.key.environment;
	struct finding *finding;

	if (policy_environment(judgement->policy, name)) {
		finding = judge(judgement, "environment", PASS, "ENV-DECLARED",
				"the policy declares %s", text_shown(judgement->arena, name));
	} else {
		finding = judge(judgement, "environment", FAIL, "ENV-UNDECLARED",
				"the policy declares no environment '%s'",
				text_shown(judgement->arena, name));
		finding_fix(judgement, finding, "correct the name, or add it under environments:");
	}
	finding_rests_on(judgement, finding, "/change/key/environment");
	return finding->verdict == PASS;
}

static void
judge_on_branch(struct judgement *judgement, size_t at)
{
	const struct ref_fact *ref = &judgement->evidence->environment.refs.at[at];
	struct finding *finding;

	finding = judge(judgement, "source", PASS, "ENV-SOURCE", "%s is on %s",
			short_id(judgement->arena, judgement->evidence->change.head),
			text_shown(judgement->arena, ref->ref));
	finding_rests_on(judgement, finding, "/environment/refs/%zu", at);
	finding_rests_on(judgement, finding, "/environment/origin");
}

static void
judge_on_no_branch(struct judgement *judgement, const struct texts *allowed)
{
	struct finding *finding;

	finding = judge(judgement, "source", FAIL, "ENV-SOURCE-OTHER", "%s is not on %s",
			short_id(judgement->arena, judgement->evidence->change.head),
			texts_shown(judgement->arena, allowed));
	finding_fix(judgement, finding, "merge it first, then deploy what was merged");
	finding_rests_on(judgement, finding, "/environment/refs");
}

static void
judge_source(struct judgement *judgement, const struct environment_rules *rules)
{
	const struct environment_facts *facts = &judgement->evidence->environment;
	const struct texts *allowed =
		rules->refs.count ? &rules->refs : &judgement->policy->branches;
	const struct ref_fact *claimed = NULL;

	for (size_t i = 0; i < facts->refs.count; i++) {
		const struct ref_fact *ref = &facts->refs.at[i];
		enum origin_word word;

		if (!ref->contains || !globs_match(allowed, ref->name))
			continue;
		word = origin_on_change(judgement, ref->name);
		if (word == ORIGIN_NOT_ASKED || word == ORIGIN_CONFIRMS) {
			judge_on_branch(judgement, i);
			return;
		}
		claimed = claimed ? claimed : ref;
	}
	if (claimed)
		judge_claimed(judgement, "source", claimed->ref, claimed->name, "the commit");
	else
		judge_on_no_branch(judgement, allowed);
}

static struct finding *
judge_passed(struct judgement *judgement, const struct placed *passed, const char *environment)
{
	const struct evidence *evidence = judgement->evidence;

	if (!text_equal(passed->commit, evidence->change.head) ||
	    !text_equal(passed->kind, "deployment"))
		return judge(judgement, "promotion", UNKNOWN, "ENV-PROMOTION-UNKNOWN",
			     "the record of %s is not a deployment of this commit", environment);
	if (passed->time > evidence->now.time + CLOCK_TOLERANCE_SECONDS)
		return judge(judgement, "promotion", UNKNOWN, "TIME-ORDER",
			     "the record of %s is younger than this deploy", environment);
	if (!text_equal(passed->artifact, evidence->deployment.artifact))
		return judge(judgement, "promotion", FAIL, "ENV-REBUILT",
			     "%s had artefact %s, this is %s", environment,
			     passed->artifact ? text_shown(judgement->arena, passed->artifact)
					      : "(none named)",
			     evidence->deployment.artifact
				     ? text_shown(judgement->arena, evidence->deployment.artifact)
				     : "(none named)");
	return judge(judgement, "promotion", PASS, "ENV-PROMOTED", "passed %s as record %s",
		     environment, text_shown(judgement->arena, passed->record_id));
}

static void
fix_promotion(struct judgement *judgement, struct finding *finding, const char *environment)
{
	if (finding->verdict == UNKNOWN)
		finding_fix(judgement, finding, "verify the ledger and collect again");
	else
		finding_fix(judgement, finding, "deploy the same commit and artefact to %s first",
			    environment);
}

static struct finding *
judge_promotion(struct judgement *judgement, const char *after)
{
	const struct promotion *promotion = judgement->evidence->environment.promotion;
	const char *environment = text_shown(judgement->arena, after);
	struct finding *finding;

	if (!promotion || !text_equal(promotion->environment, after) ||
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
		finding = judge_passed(judgement, promotion->passed, environment);
	if (finding->verdict != PASS)
		fix_promotion(judgement, finding, environment);
	else if (promotion && promotion->passed && !promotion->passed->artifact)
		finding_note(judgement, finding, "ENV-PROMOTED-BY-COMMIT",
			     "no artefact digest is known: the commit is compared");
	return finding;
}

static void
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
		finding = judge_promotion(judgement, rules->after);
	finding_rests_on(judgement, finding,
			 evidence->environment.promotion ? "/environment/promotion"
							 : "/change/range");
}

static bool
fits(const struct freeze_fact *fact, const struct freeze_rule *rule)
{
	return text_equal(fact->from_local, rule->from) && text_equal(fact->to_local, rule->to) &&
	       text_equal(fact->zone, rule->zone);
}

static struct finding *
judge_freeze(struct judgement *judgement, const struct freeze_fact *fact,
	     const struct freeze_rule *rule)
{
	int64_t now = judgement->evidence->now.time;
	const char *reason = rule->reason ? text_shown(judgement->arena, rule->reason) : "freeze";
	struct finding *finding;

	if (fact->problem || fact->from >= fact->to) {
		finding = judge(judgement, "freeze", UNKNOWN, "ENV-FREEZE-UNKNOWN",
				"the window '%s' could not be resolved: %s", reason,
				fact->problem ? text_shown(judgement->arena, fact->problem)
					      : "it ends before it starts");
		finding_fix(judgement, finding, "install the time zone data and collect again");
		return finding;
	}
	if (now < fact->from || now >= fact->to)
		return NULL;
	finding = judge(judgement, "freeze", FAIL, "ENV-FREEZE", "frozen until %s %s: %s",
			text_shown(judgement->arena, rule->to),
			text_shown(judgement->arena, rule->zone), reason);
	finding_fix(judgement, finding, "wait until the freeze is over");
	return finding;
}

static void
judge_freezes(struct judgement *judgement, const struct environment_rules *rules)
{
	const struct environment_facts *facts = &judgement->evidence->environment;
	struct finding *finding;
	bool said = false;

	for (size_t i = 0; i < rules->freeze.count; i++) {
		if (i >= facts->freezes.count ||
		    !fits(&facts->freezes.at[i], &rules->freeze.at[i])) {
			finding = judge(judgement, "freeze", UNKNOWN, "ENV-FREEZE-UNKNOWN",
					"the evidence lacks a freeze window of the policy");
			finding_fix(judgement, finding, "collect the evidence again");
			finding_rests_on(judgement, finding, "/environment/freezes");
			return;
		}
		finding = judge_freeze(judgement, &facts->freezes.at[i], &rules->freeze.at[i]);
		if (!finding)
			continue;
		finding_rests_on(judgement, finding, "/environment/freezes/%zu", i);
		finding_rests_on(judgement, finding, "/now");
		said = true;
	}
	if (said)
		return;
	finding = judge(judgement, "freeze", PASS, "ENV-OPEN", "no freeze is in force");
	finding_rests_on(judgement, finding, "/environment/freezes");
	finding_rests_on(judgement, finding, "/now");
}

/* A clock that runs behind the ledger would step around freezes and ages. */
static void
judge_clock(struct judgement *judgement)
{
	const struct placed *in_place = judgement->evidence->ledger.in_place;
	struct finding *finding;

	if (!in_place || judgement->evidence->now.time + CLOCK_TOLERANCE_SECONDS >= in_place->time)
		return;
	finding = judge(judgement, "clock", UNKNOWN, "TIME-ORDER",
			"now is earlier than the record in place");
	finding_fix(judgement, finding, "set the clock of this machine");
	finding_rests_on(judgement, finding, "/now");
	finding_rests_on(judgement, finding, "/ledger/inPlace/time");
}

static void
answer(struct judgement *judgement)
{
	const struct environment_rules *rules;

	if (judgement->evidence->change.range.kind == RANGE_REQUEST) {
		finding_rests_on(judgement,
				 judge(judgement, "environment", NOT_APPLICABLE, "JUDGED-LATER",
				       "where and when it may go is judged by 'changegate deploy'"),
				 "/change/range");
		return;
	}
	if (!judge_declared(judgement))
		return;
	rules = policy_environment(judgement->policy, judgement->evidence->change.key.environment);
	judge_source(judgement, rules);
	judge_order(judgement, rules);
	judge_freezes(judgement, rules);
	judge_clock(judgement);
}

const struct check separation_check_1 = {
	.id = "separation",
	.revision = 1,
	.question = "May this go to this environment, from here, now?",
	.answer = answer,
};
