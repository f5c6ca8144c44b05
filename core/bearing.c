/* SPDX-License-Identifier: Apache-2.0 */
/* What does an emergency put up with, and what does a retro look at? See bearing.h. */
#include "core/bearing.h"

#include <string.h>

#include "base/text.h"

#define ID_SHOWN 12 /* digits; a commit id has 40 */

static bool
is_among(const char *text, const char *const *texts)
{
	while (*texts && !text_equal(text, *texts))
		texts++;
	return *texts != NULL;
}

/* Subjects name a change request by the beginning of its commit. */
static bool
names(const char *subject, const char *commit)
{
	size_t length = strlen(subject);

	for (size_t at = 0; at + ID_SHOWN <= length; at++)
		if (memcmp(subject + at, commit, ID_SHOWN) == 0)
			return true;
	return false;
}

/* Two signatures are for what is broken, not for the rules and the keys that they count by. */
static bool
is_of_gate(const struct evidence *evidence, const struct finding *finding)
{
	const struct change *change = &evidence->change;

	if (!text_equal(finding->check, "approval"))
		return false;
	for (size_t i = 0; i < change->requests.count; i++)
		if (change->requests.at[i].gate.count &&
		    names(finding->subject, change->requests.at[i].commit))
			return true;
	return false;
}

/* What is deployed, where, and by whose rules, must be known for anybody to answer for it. */
static bool
is_firm(const struct finding *finding)
{
	static const char *const firm[] = {
		"CHG-INCOMPLETE", "CHG-SERVICE-UNDECLARED", "CHG-NO-BASELINE",
		"CHG-BASELINE",   "GIT-CLONE-ALTERED",      "ENV-UNDECLARED",
		"TIME-ORDER",     "CHECK-SILENT",           NULL};
	static const char *const outages[] = {"FORGE-UNAVAILABLE", "GIT-REF-UNKNOWN", NULL};

	if (is_among(finding->code, firm) || text_equal(finding->check, CHECK_EMERGENCY))
		return true;
	return text_equal(finding->check, "policy") && !is_among(finding->code, outages);
}

static bool
unknowns_stop(const struct policy *policy, const char *environment)
{
	const struct environment_rules *rules = policy_environment(policy, environment);

	return !rules || rules->on_unknown == UNKNOWN_BLOCK;
}

static bool
is_looked_at(const struct finding *finding)
{
	static const char *const owed[] = {"ticket", "approval", "tests", NULL};

	return is_among(finding->check, owed);
}

bool
bearing_stops(const struct evidence *evidence, const struct policy *policy,
	      const struct finding *finding)
{
	if (finding->verdict != FAIL && finding->verdict != UNKNOWN)
		return false;
	if (is_firm(finding) || is_of_gate(evidence, finding))
		return true;
	if (evidence->retro)
		return is_looked_at(finding);
	return finding->verdict == UNKNOWN &&
	       unknowns_stop(policy, evidence->change.key.environment);
}

static bool
is_answered_for(const struct evaluation *evaluation)
{
	for (size_t i = 0; i < evaluation->findings.count; i++)
		if (text_equal(evaluation->findings.at[i].check, CHECK_EMERGENCY))
			return true;
	return false;
}

int
bearing_conclude(const struct evidence *evidence, const struct policy *policy,
		 const struct evaluation *evaluation)
{
	bool unknown = !is_answered_for(evaluation) ||
		       evidence->change.range.kind == RANGE_REQUEST ||
		       (evidence->emergency && evidence->retro);

	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		if (!bearing_stops(evidence, policy, finding))
			continue;
		if (finding->verdict == FAIL)
			return RESULT_REFUSED;
		unknown = true;
	}
	if (unknown)
		return RESULT_UNKNOWN;
	return evidence->retro ? RESULT_ALLOWED : RESULT_EMERGENCY;
}
