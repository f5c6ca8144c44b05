/* SPDX-License-Identifier: Apache-2.0 */
/* Is the environment where it says that it is? See separation.h. */
#include "base/text.h"
#include "checks/separation.h"
#include "checks/subject.h"

#define SUBJECT "target"

static void
judge_targets(struct judgement *judgement, const struct texts *allowed)
{
	const struct texts *given = &judgement->evidence->deployment.targets;
	struct finding *finding = NULL;

	if (!allowed->count)
		return;
	if (!given->count)
		finding = judge(judgement, SUBJECT, FAIL, "ENV-TARGET-NONE",
				"no target is named; the environment has %s",
				texts_shown(judgement->arena, allowed));
	for (size_t i = 0; i < given->count && !finding; i++)
		if (!texts_contain(allowed, given->at[i]))
			finding = judge(judgement, SUBJECT, FAIL, "ENV-TARGET-OTHER",
					"%s is no target of the environment",
					text_shown(judgement->arena, given->at[i]));
	if (finding)
		finding_fix(judgement, finding, "name with --target where it goes");
	else
		finding = judge(judgement, SUBJECT, PASS, "ENV-TARGET", "it goes to %s",
				texts_shown(judgement->arena, given));
	finding_rests_on(judgement, finding, "/deployment/targets");
}

static void
judge_account(struct judgement *judgement, const struct target_rules *rules)
{
	const char *given = judgement->evidence->deployment.account;
	struct finding *finding;

	if (text_equal(given, rules->account)) {
		finding = judge(judgement, SUBJECT, PASS, "ENV-ACCOUNT", "the account is %s",
				text_shown(judgement->arena, given));
	} else {
		finding = judge(judgement, SUBJECT, FAIL, "ENV-ACCOUNT-OTHER",
				"the account is %s, that of the environment is %s",
				given ? text_shown(judgement->arena, given) : "not named",
				text_shown(judgement->arena, rules->account));
		finding_fix(judgement, finding,
			    "deploy with the credentials of that account, and name it with "
			    "--account");
	}
	finding_rests_on(judgement, finding, "/deployment");
}

void
judge_target(struct judgement *judgement, const struct environment_rules *rules)
{
	judge_targets(judgement, &rules->targets);
	if (rules->target)
		judge_account(judgement, rules->target);
}
