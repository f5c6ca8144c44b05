/* SPDX-License-Identifier: Apache-2.0 */
/* Which failures does the environment only have reported? See reported.h. */
#include "core/reported.h"

#include "base/text.h"
#include "core/evaluate.h"

/* Whose rule says whether a finding stops: that of the control, or of its part. */
static const struct {
	const char *check, *subject; /* "": any other subject */
	size_t offset;               /* in struct control_rules */
} rows[] = {
	{"ticket", "", offsetof(struct control_rules, ticket)},
	{"approval", "", offsetof(struct control_rules, approval)},
	{"tests", "", offsetof(struct control_rules, tests)},
	{"separation", "source", offsetof(struct control_rules, source)},
	{"separation", "workflow", offsetof(struct control_rules, source)},
	{"separation", "promotion", offsetof(struct control_rules, promotion)},
	{"separation", "duties", offsetof(struct control_rules, duties)},
	{"separation", "protection", offsetof(struct control_rules, protection)},
};

/* A name that nobody declared, and a wrong clock, stop everywhere. */
static bool
always_stops(const struct finding *finding)
{
	return text_equal(finding->check, "separation") &&
	       (text_starts_with(finding->subject, "environment") ||
		text_starts_with(finding->subject, "clock"));
}

static bool
is_among(const struct finding *finding, const char *const *checks)
{
	while (*checks && !text_equal(*checks, finding->check))
		checks++;
	return *checks;
}

static bool
is_four(const struct finding *finding)
{
	static const char *const four[] = {"ticket", "approval", "tests", "separation", NULL};

	return is_among(finding, four);
}

static bool
rule_says_report(const struct control_rules *rules, const struct finding *finding)
{
	if (text_equal(finding->check, "separation") && rules->separation == CONTROL_REPORTED)
		return true;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (text_equal(rows[i].check, finding->check) &&
		    text_starts_with(finding->subject, rows[i].subject))
			return *(const int *)(const void *)((const char *)rules + rows[i].offset) ==
			       CONTROL_REPORTED;
	return false;
}

/* The note by which the policy has it reported; NULL: it does not. */
static const char *
note_by(const struct policy *policy, const char *environment, const struct finding *finding)
{
	const struct environment_rules *rules = policy_environment(policy, environment);

	if (!rules || !is_four(finding) || always_stops(finding))
		return NULL;
	if (rules->class == ENVIRONMENT_EPHEMERAL)
		return REPORTED_EPHEMERAL;
	return rules->controls && rule_says_report(rules->controls, finding) ? REPORTED_BY_RULE
									     : NULL;
}

/* NULL: there is none in force. One that cannot be read requires everything: *broken. */
static const struct policy *
read_in_force(struct judgement *judgement, bool *broken)
{
	const struct previous_policy *previous = judgement->evidence->policy.previous;
	struct policy *policy = arena_allocate(judgement->arena, sizeof(*policy));
	struct error err;

	*broken = false;
	if (!previous)
		return NULL;
	*broken = !policy_read_digested(judgement->arena, previous->digest, previous->bytes, policy,
					&err);
	return policy;
}

static void
report(struct judgement *judgement, struct finding *finding, const char *note)
{
	finding_note(judgement, finding, note, "%s",
		     text_equal(note, REPORTED_EPHEMERAL)
			     ? "the environment is ephemeral: its controls are reported"
			     : "the policy has it reported here: it stops nothing");
	finding_rests_on(judgement, finding, "/policy");
	finding->verdict = EXEMPT;
}

void
reported_apply(struct judgement *judgement, const struct policy *now)
{
	const char *environment = judgement->evidence->change.key.environment;
	struct evaluation *evaluation = judgement->evaluation;
	bool broken;
	const struct policy *in_force = read_in_force(judgement, &broken);

	if (broken || judgement->evidence->change.range.kind == RANGE_REQUEST)
		return;
	for (size_t i = 0; i < evaluation->findings.count; i++) {
		struct finding *finding = &evaluation->findings.at[i];
		const char *note = note_by(now, environment, finding);

		if (!note || (finding->verdict != FAIL && finding->verdict != UNKNOWN))
			continue;
		if (in_force && policy_environment(in_force, environment) &&
		    !note_by(in_force, environment, finding))
			continue;
		report(judgement, finding, note);
	}
}

bool
finding_was_reported(const struct finding *finding, const char *note)
{
	for (size_t i = 0; finding->verdict == EXEMPT && i < finding->notes.count; i++)
		if (text_equal(finding->notes.at[i].code, note))
			return true;
	return false;
}

bool
evaluation_reported_any(const struct evaluation *evaluation)
{
	for (size_t i = 0; i < evaluation->findings.count; i++)
		if (finding_was_reported(&evaluation->findings.at[i], REPORTED_BY_RULE) ||
		    finding_was_reported(&evaluation->findings.at[i], REPORTED_EPHEMERAL))
			return true;
	return false;
}
