/* SPDX-License-Identifier: Apache-2.0 */
/* What does a policy say about one environment or service, and can it be met at all? */
#include "core/policy.h"

#include "base/text.h"

const struct environment_rules *
policy_environment(const struct policy *policy, const char *name)
{
	for (size_t i = 0; i < policy->environments.count; i++)
		if (text_equal(policy->environments.at[i].name, name))
			return &policy->environments.at[i];
	return NULL;
}

const struct service_rules *
policy_service(const struct policy *policy, const char *name)
{
	static const struct service_rules everything = {.name = "default"};

	if (policy->services.count == 0)
		return text_equal(name, everything.name) ? &everything : NULL;
	for (size_t i = 0; i < policy->services.count; i++)
		if (text_equal(policy->services.at[i].name, name))
			return &policy->services.at[i];
	return NULL;
}

bool
policy_has_service(const struct policy *policy, const char *name)
{
	return policy_service(policy, name) != NULL;
}

static void
add_unmet(struct arena *arena, const char *control, int grade, const char *why, struct texts *out)
{
	texts_add(arena, out,
		  arena_format(arena, "%s.evidence: %s cannot be met: %s", control,
			       grade_names[grade], why));
}

/* What a forge tells of its jobs is verified; files are at best attested. */
static bool
tests_can_be(const struct policy *policy, int grade)
{
	for (size_t i = 0; i < policy->tests.required.count; i++) {
		const struct test_requirement *required = &policy->tests.required.at[i];

		if (required->workflow || required->check)
			continue;
		if (grade > GRADE_ATTESTED || (grade == GRADE_ATTESTED && !required->statement))
			return false;
	}
	return true;
}

void
policy_unsatisfiable(struct arena *arena, const struct policy *policy, struct texts *out)
{
	int tests = policy->tests.evidence;

	if (policy->tickets.evidence > GRADE_CLAIMED && policy->tickets.tracker == TRACKER_NONE)
		add_unmet(arena, "tickets", policy->tickets.evidence,
			  policy->forge == FORGE_NONE
				  ? "plain git gives tickets at grade claimed: name a tracker "
				    "under tickets.tracker"
				  : "the forge gives tickets at grade claimed: name a tracker "
				    "under tickets.tracker",
			  out);
	if (policy->approval.evidence > GRADE_CLAIMED && policy->forge == FORGE_NONE &&
	    !policy->allowed_signers)
		add_unmet(arena, "approval", policy->approval.evidence,
			  "without allowed_signers nobody's signature can be verified", out);
	if (policy->emergency && !policy->allowed_signers)
		texts_add(arena, out,
			  "emergency: without allowed_signers nobody can authorise one");
	if (policy->emergency && policy->emergency->actors.count == 1 &&
	    policy->emergency->solo == SOLO_REFUSED)
		texts_add(arena, out, "emergency.actors: two people must sign, and one is named");
	if (!tests_can_be(policy, tests))
		add_unmet(arena, "tests", tests,
			  tests == GRADE_ATTESTED
				  ? "a required test names no statement that somebody signs"
				  : "test reports are grade claimed, or attested with a signed "
				    "statement; jobs of a forge are verified",
			  out);
}
