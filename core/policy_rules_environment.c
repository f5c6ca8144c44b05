/* SPDX-License-Identifier: Apache-2.0 */
/* Do the keys of an environment fit together, and with other environments? See policy_rules.h. */
#include "base/text.h"
#include "core/platform.h"
#include "core/policy_rules.h"

struct problem {
	const char *key; /* of the environment */
	const char *what;
};

static bool
asks_platform(const struct platform_rules *rules)
{
	return rules->admin_bypass != BYPASS_ALLOWED || rules->branch_policy != PLATFORM_ANY ||
	       rules->reviewers != PLATFORM_ANY || rules->prevent_self_review != PLATFORM_ANY ||
	       rules->secrets != SECRETS_ANYWHERE;
}

static bool
asks_claims(const struct platform_rules *rules)
{
	return rules->claims != CLAIMS_ANY || rules->tier;
}

static bool
has_claims(const struct policy *policy)
{
	return policy->platform.proof == PROOF_REQUIRED && policy->platform.kind == PLATFORM_GITLAB;
}

/* Nobody may believe in a control that nothing can enforce. */
static struct problem
needed_problem(const struct policy *policy, const struct environment_rules *rules)
{
	static const char forge[] = "needs a forge that can tell: set `forge: github`";
	static const char name[] = "needs `forge_name`: the environment that the forge guards";
	static const char token[] = "claims and tier need a token that makes them: set "
				    "`platform: { proof: required, kind: gitlab }`";
	bool asks = asks_platform(&rules->platform);

	if (policy->forge == FORGE_NONE && rules->workflows.count)
		return (struct problem){"workflows", forge};
	if (rules->deploy_approval && policy->forge == FORGE_NONE)
		return (struct problem){"deploy_approval", forge};
	if (asks && policy->forge == FORGE_NONE)
		return (struct problem){"platform", forge};
	if (asks_claims(&rules->platform) && !has_claims(policy))
		return (struct problem){"platform", token};
	if (rules->deploy_approval && !rules->forge_name)
		return (struct problem){"deploy_approval", name};
	if (asks && !rules->forge_name)
		return (struct problem){"platform", name};
	if (rules->events.count && !rules->workflows.count)
		return (struct problem){"events", "needs `workflows`"};
	if (rules->soak && !rules->after)
		return (struct problem){"soak", "needs `after`"};
	if (rules->same_artifact == ARTIFACT_SAME && !rules->after)
		return (struct problem){"same_artifact", "needs `after`"};
	return (struct problem){0};
}

static struct problem
after_problem(const struct policy *policy, const struct environment_rules *rules)
{
	const struct environment_rules *after =
		rules->after ? policy_environment(policy, rules->after) : NULL;

	if (after && after->class == ENVIRONMENT_EPHEMERAL)
		return (struct problem){"after", "is ephemeral: what was there has passed nothing"};
	return (struct problem){0};
}

static const char *
shared_problem(struct arena *arena, const struct policy *policy,
	       const struct environment_rules *rules, const char *name)
{
	const struct environment_rules *other = policy_environment(policy, name);

	if (!other || other == rules)
		return arena_format(arena, "not_shared_with: '%s' is no other environment", name);
	if (!other->target)
		return arena_format(arena, "not_shared_with: '%s' has no `target`", name);
	if (text_equal(other->target->account, rules->target->account))
		return arena_format(arena, "not_shared_with: '%s' has the same account", name);
	return NULL;
}

static struct problem
target_problem(struct arena *arena, const struct policy *policy,
	       const struct environment_rules *rules)
{
	const struct texts *others = rules->target ? &rules->target->not_shared_with : NULL;

	for (size_t i = 0; others && i < others->count; i++) {
		const char *what = shared_problem(arena, policy, rules, others->at[i]);

		if (what)
			return (struct problem){"target", what};
	}
	return (struct problem){0};
}

bool
policy_environments_fit(struct arena *arena, const struct policy *policy, const char **pointer,
			const char **what)
{
	for (size_t i = 0; i < policy->environments.count; i++) {
		const struct environment_rules *rules = &policy->environments.at[i];
		struct problem problem = needed_problem(policy, rules);

		if (!problem.what)
			problem = after_problem(policy, rules);
		if (!problem.what)
			problem = target_problem(arena, policy, rules);
		if (!problem.what)
			continue;
		*pointer = arena_format(arena, "/environments/%s/%s", rules->name, problem.key);
		*what = problem.what;
		return false;
	}
	return true;
}
