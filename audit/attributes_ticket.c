/* SPDX-License-Identifier: Apache-2.0 */
/* Who authorised the ticket, and is it older than the deploy? See attribute_places.h. */
#include "audit/attribute_places.h"
#include "base/text.h"
#include "core/evaluate.h"
#include "core/ticket_rules.h"

#define REFERENCES "/tickets/references/"

static bool
is_of_ticket(const struct finding *finding, int verdict)
{
	return text_equal(finding->check, "ticket") && finding->verdict == verdict;
}

/* ---- A1 ---- */

/* The code by which a finding says that nobody else authorised the ticket; or NULL. */
static const char *
unauthorised(const struct finding *finding)
{
	static const char *const codes[] = {"TKT-UNAPPROVED", "TKT-SELF-APPROVED", "TKT-APPROVER",
					    "TKT-SELF-AUTHORISED"};

	if (!text_equal(finding->check, "ticket"))
		return NULL;
	for (size_t c = 0; c < sizeof(codes) / sizeof(codes[0]); c++) {
		if (finding->verdict == FAIL && text_equal(finding->code, codes[c]))
			return codes[c];
		for (size_t i = 0; i < finding->notes.count; i++)
			if (text_equal(finding->notes.at[i].code, codes[c]))
				return codes[c];
	}
	return NULL;
}

/* Did the policy ask for it, so that what passed has it? */
static bool
is_asked_for(const struct evidence *evidence)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	struct policy policy;
	struct error ignored;

	if (!evidence->policy.bytes || !evidence->policy.digest)
		return false;
	arena_init(&arena);
	return policy_read_digested(&arena, evidence->policy.digest, evidence->policy.bytes,
				    &policy, &ignored) &&
	       policy.tickets.tracker != TRACKER_NONE &&
	       (policy.tickets.approval.required || policy.tickets.authorised == RULE_ENFORCED);
}

static void
judge_authorised(const struct record *record, struct attribute_outcome *out)
{
	const struct evaluation *evaluation = record->evaluation;
	bool passed = false, unknown = false;

	attribute_say(out, OUTCOME_NOT_TESTABLE, "no tracker told who authorised the ticket");
	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const char *code = unauthorised(&evaluation->findings.at[i]);

		if (code) {
			attribute_say(out, OUTCOME_DEVIATION, code);
			return;
		}
		passed = passed || (is_of_ticket(&evaluation->findings.at[i], PASS) &&
				    text_equal(evaluation->findings.at[i].code, "TKT-FOUND"));
		unknown = unknown || is_of_ticket(&evaluation->findings.at[i], UNKNOWN) ||
			  is_of_ticket(&evaluation->findings.at[i], FAIL);
	}
	if (passed && !unknown && is_asked_for(record->evidence))
		attribute_say(out, OUTCOME_PASS, "TKT-FOUND");
}

/* ---- A2 ---- */

/* The ticket that an input of a finding names; NULL: it names none that a tracker has. */
static const struct tracked_ticket *
ticket_of_input(const struct evidence *evidence, const char *input)
{
	const struct tickets *tickets = &evidence->tickets;
	const char *key = NULL;
	int64_t index;

	if (!text_starts_with(input, REFERENCES) ||
	    !text_to_integer(input + sizeof(REFERENCES) - 1, &index) || index < 0 ||
	    (uint64_t)index >= tickets->references.count)
		return NULL;
	key = tickets->references.at[index].key;
	for (size_t i = 0; tickets->tracker && i < tickets->tracker->tickets.count; i++)
		if (text_equal(tickets->tracker->tickets.at[i].asked, key))
			return &tickets->tracker->tickets.at[i];
	return NULL;
}

/* Of one change request: one ticket that counts is enough. */
static int
age_of(const struct record *record, const struct finding *finding)
{
	int outcome = OUTCOME_NOT_TESTABLE;

	for (size_t i = 0; i < finding->inputs.count; i++) {
		const struct tracked_ticket *ticket =
			ticket_of_input(record->evidence, finding->inputs.at[i]);

		if (!ticket || ticket->state != TRACKED_FOUND || !ticket->created)
			continue;
		if (ticket->created <= record->time)
			return OUTCOME_PASS;
		outcome = OUTCOME_DEVIATION;
	}
	return outcome;
}

static void
judge_age(const struct record *record, struct attribute_outcome *out)
{
	const struct evaluation *evaluation = record->evaluation;
	bool passed = false;

	attribute_say(out, OUTCOME_NOT_TESTABLE, "no tracker told when the ticket was made");
	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];
		int outcome = OUTCOME_DEVIATION;

		if (is_of_ticket(finding, PASS) && text_equal(finding->code, "TKT-FOUND"))
			outcome = age_of(record, finding);
		else if (!is_of_ticket(finding, FAIL) || !text_equal(finding->code, "TKT-LATE"))
			continue;
		if (outcome == OUTCOME_DEVIATION) {
			attribute_say(out, outcome, "TKT-LATE");
			return;
		}
		if (outcome == OUTCOME_NOT_TESTABLE)
			return;
		passed = true;
	}
	if (passed)
		attribute_say(out, OUTCOME_PASS, "TKT-FOUND");
}

void
attributes_of_ticket(const struct record *record, struct attribute_outcome *outcomes)
{
	judge_authorised(record, &outcomes[A1]);
	judge_age(record, &outcomes[A2]);
}
