/* SPDX-License-Identifier: Apache-2.0 */
/* May this go to this environment, from here, now? (controls A5, A7; CC8.1, ISO A.8.31) */
#include "base/text.h"
#include "checks/platform.h"
#include "checks/separation.h"
#include "checks/table.h"

const struct protection *
find_protection(struct judgement *judgement, const struct environment_rules *rules,
		const char *subject, const char *code)
{
	const struct forge_facts *forge = judgement->evidence->forge;
	const char *why = "nobody asked";
	struct finding *finding;

	if (forge && forge->availability.state == KNOWN && forge->protection &&
	    text_equal(forge->protection->environment, rules->forge_name))
		return forge->protection;
	if (forge && forge->availability.why)
		why = text_shown(judgement->arena, forge->availability.why);
	finding = judge(judgement, subject, UNKNOWN, code,
			"what the forge says of the environment is not known: %s", why);
	finding_fix(judgement, finding, "collect the evidence again");
	finding_rests_on(judgement, finding, forge ? "/forge" : "/policy");
	return NULL;
}

void
judge_part_unread(struct judgement *judgement, const struct availability *availability,
		  const char *subject, const char *code, const char *part)
{
	struct finding *finding;

	finding = judge(judgement, subject, UNKNOWN, code, "%s could not be read: %s", part,
			availability->why ? text_shown(judgement->arena, availability->why)
					  : "nobody asked");
	finding_fix(judgement, finding,
		    "give the token what the message asks for, or have the policy ask for less");
	finding_rests_on(judgement, finding, "/forge/protection/%s", part);
}

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
	judge_run(judgement, rules);
	judge_order(judgement, rules);
	judge_duties(judgement, rules);
	judge_protection(judgement, rules);
	judge_claims(judgement, rules);
	judge_target(judgement, rules);
	judge_artifact(judgement, rules);
	judge_freezes(judgement, rules);
	judge_clock(judgement);
	judge_platform(judgement);
}

const struct check separation_check_1 = {
	.id = "separation",
	.revision = 1,
	.question = "May this go to this environment, from here, now?",
	.answer = answer,
};
