/* SPDX-License-Identifier: Apache-2.0 */
/* Did those who use it accept the change? See attribute_places.h. */
#include <string.h>

#include "audit/attribute_places.h"
#include "base/text.h"
#include "core/evaluate.h"
#include "core/policy.h"

#define SUBJECT "tests "

/* Most policies do not ask, and reading one takes longer than looking. */
static bool
may_ask(const struct policy_facts *facts)
{
	const char *at = facts->bytes && facts->digest ? facts->bytes : "";

	while ((at = strchr(at, '"')) && !text_starts_with(at, "\"acceptance\":true"))
		at++;
	return at;
}

/* As the check names it. */
static bool
is_of(struct arena *arena, const struct finding *finding, const struct test_requirement *rule)
{
	const char *name = rule->junit ? rule->junit : rule->job ? rule->job : rule->check;

	return text_equal(finding->check, "tests") && text_starts_with(finding->subject, SUBJECT) &&
	       text_equal(finding->subject + strlen(SUBJECT), text_shown(arena, name));
}

/* The worst word on one of them; one that nobody judged is not testable. */
static struct attribute_outcome
outcome_on(struct arena *arena, const struct evaluation *evaluation,
	   const struct test_requirement *rule)
{
	struct attribute_outcome worst = {OUTCOME_NONE, "the acceptance was not judged"};

	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];
		int outcome = attribute_of_verdict(finding->verdict);

		if (is_of(arena, finding, rule) &&
		    attribute_weight(outcome) > attribute_weight(worst.outcome))
			attribute_say(&worst, outcome, finding->code);
	}
	if (worst.outcome == OUTCOME_NONE)
		worst.outcome = OUTCOME_NOT_TESTABLE;
	return worst;
}

/* Its bytes may hold the words in a text. */
static bool
asks(const struct policy *policy)
{
	for (size_t i = 0; i < policy->tests.required.count; i++)
		if (policy->tests.required.at[i].acceptance)
			return true;
	return false;
}

static void
judge_asked(struct arena *arena, const struct policy *policy, const struct evaluation *evaluation,
	    struct attribute_outcome *out)
{
	*out = (struct attribute_outcome){OUTCOME_NONE, NULL};
	for (size_t i = 0; i < policy->tests.required.count; i++) {
		const struct test_requirement *rule = &policy->tests.required.at[i];
		struct attribute_outcome one;

		if (!rule->acceptance)
			continue;
		one = outcome_on(arena, evaluation, rule);
		if (attribute_weight(one.outcome) > attribute_weight(out->outcome))
			*out = one;
	}
}

void
attributes_of_acceptance(const struct record *record, struct attribute_outcome *out)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	const struct policy_facts *facts = &record->evidence->policy;
	struct policy policy;
	struct error ignored;

	attribute_say(out, OUTCOME_NOT_APPLICABLE, "the policy does not ask for acceptance");
	if (!may_ask(facts))
		return;
	arena_init(&arena);
	if (!policy_read_digested(&arena, facts->digest, facts->bytes, &policy, &ignored))
		attribute_say(out, OUTCOME_NOT_TESTABLE, "the policy could not be read");
	else if (asks(&policy))
		judge_asked(&arena, &policy, record->evaluation, out);
}
