/* SPDX-License-Identifier: Apache-2.0 */
/* Is a change request an app's own? See bot_request.h. */
#include "checks/bot_request.h"

#include "checks/pull_bots.h"
#include "checks/pull_landing.h"
#include "checks/pull_whole.h"

const struct bot_rule *
bot_of_request(struct judgement *judgement, const struct change_request *request)
{
	const struct policy *policy = judgement->policy;
	struct demand demand = {.policy = policy, .rules = &policy->approval};
	struct pulled said = {0};
	struct pull pull = pull_begin(judgement, request, &demand, &said);
	struct brought_by brought = {0};
	const struct bot_rule *rule = NULL;
	const char *why;

	if (policy->forge == FORGE_NONE || !pull_is_whole(&pull))
		return NULL;
	pull_find_landings(&pull, &brought);
	if (said.code || brought.all.count != 1)
		return NULL;
	pull.request = brought.all.at[0];
	if (!pull_problem(&pull))
		rule = pull_bot_rule(&pull, &why);
	return rule;
}
