/* SPDX-License-Identifier: Apache-2.0 */
/* Is nothing frozen now? See separation.h. */
#include "base/text.h"
#include "checks/separation.h"
#include "checks/subject.h"

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

void
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
