/* SPDX-License-Identifier: Apache-2.0 */
/* What is the forge to say of the environment and its run? See gather_protection.h. */
#include "cmd/gather_protection.h"

#include <stdlib.h>
#include <string.h>

#include "base/glob.h"
#include "base/text.h"
#include "integrations/git_history.h"

#define LONGEST_NUMBER 19

/* A number of a run; anything else is none. */
static const char *
run_number(struct arena *arena)
{
	const char *text = getenv("GITHUB_RUN_ID");
	size_t length = text ? strspn(text, "0123456789") : 0;

	return length && length <= LONGEST_NUMBER && !text[length] ? arena_text(arena, text) : NULL;
}

static bool
asks_settings(const struct platform_rules *rules)
{
	return rules->admin_bypass != BYPASS_ALLOWED || rules->branch_policy != PLATFORM_ANY ||
	       rules->reviewers != PLATFORM_ANY || rules->prevent_self_review != PLATFORM_ANY;
}

static void
add_wishes(struct protection_question *question, const struct policy *policy,
	   const char *environment)
{
	const struct environment_rules *rules =
		policy ? policy_environment(policy, environment) : NULL;

	if (!rules || policy->forge == FORGE_NONE)
		return;
	question->runs = question->runs || rules->workflows.count || rules->deploy_approval;
	question->openings = question->openings || rules->deploy_approval;
	question->settings = question->settings || asks_settings(&rules->platform);
	question->secrets = question->secrets || rules->platform.secrets != SECRETS_ANYWHERE;
}

/* Whoever opened the gate may answer for an emergency. */
static void
add_emergency(struct protection_question *question, const struct policy *policy,
	      const struct evidence *evidence)
{
	const struct environment_rules *rules =
		policy ? policy_environment(policy, evidence->change.key.environment) : NULL;
	const struct emergency_facts *emergency = evidence->emergency;

	if (!emergency || emergency->break_glass || !rules || !rules->forge_name ||
	    !policy->emergency || policy->emergency->gate != GATE_COUNTS)
		return;
	question->runs = question->openings = true;
}

const struct protection_question *
gather_protection_question(struct arena *arena, const struct policy *policy,
			   const struct policy *before, const struct evidence *evidence)
{
	struct protection_question *question = arena_allocate(arena, sizeof(*question));
	const char *environment = evidence->change.key.environment;

	add_wishes(question, policy, environment);
	add_wishes(question, before, environment);
	add_emergency(question, policy, evidence);
	add_emergency(question, before, evidence);
	if (question->runs)
		question->run = run_number(arena);
	return question->runs || question->settings || question->secrets ? question : NULL;
}

void
gather_protection_run(struct world *world, struct evidence *evidence)
{
	const struct environment_rules *rules =
		policy_environment(&world->policy, evidence->change.key.environment);
	const struct texts *allowed =
		rules && rules->refs.count ? &rules->refs : &world->policy.branches;
	struct forge_facts *forge = evidence->forge;
	struct gate_run *run = forge->protection ? &forge->protection->run : NULL;
	struct error ignored; /* what the clone does not show is not shown */

	if (!run || run->availability.state != KNOWN)
		return;
	for (size_t i = 0; i < forge->branches.count && !run->on_branch; i++)
		if (globs_match(allowed, forge->branches.at[i].name) &&
		    !history_contains(world->git, forge->branches.at[i].commit, run->commit,
				      &run->on_branch, &ignored))
			run->on_branch = false;
}
