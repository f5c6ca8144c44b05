/* SPDX-License-Identifier: Apache-2.0 */
/* What would an auditor tick for an emergency? See attribute_places.h. */
#include "audit/attribute_places.h"
#include "base/text.h"

struct said {
	const char *code;
	int outcome;
};

/* The last that a finding says counts: the worst comes last. */
static const struct said of_incident[] = {
	{"EMER-INCIDENT-OPEN", OUTCOME_PASS},
	{"EMER-INCIDENT-CLAIMED", OUTCOME_NOT_TESTABLE},
	{"EMER-INCIDENT-UNKNOWN", OUTCOME_NOT_TESTABLE},
	{"EMER-INCIDENT-OPENER", OUTCOME_NOT_TESTABLE},
	{"EMER-INCIDENT-SELF-OPENED", OUTCOME_DEVIATION},
	{"EMER-INCIDENT-TYPE", OUTCOME_DEVIATION},
	{"EMER-INCIDENT-CLOSED", OUTCOME_DEVIATION},
	{"EMER-INCIDENT-ABSENT", OUTCOME_DEVIATION},
	{"EMER-INCIDENT", OUTCOME_DEVIATION},
	{"EMER-REASON", OUTCOME_DEVIATION},
	{NULL, OUTCOME_NONE},
};
static const struct said of_people[] = {
	{"EMER-AUTHORISED", OUTCOME_PASS},
	{"EMER-AUTHORISED-GATE", OUTCOME_PASS},
	{"EMER-SOLO", OUTCOME_DEVIATION},
	{"EMER-OVERDUE", OUTCOME_DEVIATION},
	{"EMER-AUTHORISER-MISSING", OUTCOME_DEVIATION},
	{NULL, OUTCOME_NONE},
};

static bool
has_said(const struct evaluation *evaluation, const char *code)
{
	for (size_t i = 0; i < evaluation->findings.count; i++)
		if (text_equal(evaluation->findings.at[i].check, "emergency") &&
		    text_equal(evaluation->findings.at[i].code, code))
			return true;
	return false;
}

static void
judge_said(const struct evaluation *evaluation, const struct said *said, int otherwise,
	   const char *because, struct attribute_outcome *out)
{
	attribute_say(out, otherwise, because);
	for (; said->code; said++)
		if (has_said(evaluation, said->code))
			attribute_say(out, said->outcome, said->code);
}

/* Without a retro that settled it: is it late, or may it still come? */
static void
judge_unsettled(const struct record *record, const struct deployed *deployed,
		struct attribute_outcome *outcomes)
{
	const struct emergency_facts *facts = record->evidence->emergency;
	bool late = facts && facts->due && facts->due <= deployed->ledger_end;

	for (size_t i = EM3; i <= EM5; i++)
		attribute_say(&outcomes[i], late ? OUTCOME_DEVIATION : OUTCOME_NOT_TESTABLE,
			      late ? "EMER-OVERDUE" : "the retro is not due yet");
}

static void
judge_settled(const struct settled *settled, struct attribute_outcome *outcomes)
{
	if (!settled->approved)
		attribute_say(&outcomes[EM3], OUTCOME_NOT_TESTABLE,
			      "the retro has no approval that passed");
	else if (settled->late)
		attribute_say(&outcomes[EM3], OUTCOME_DEVIATION, "RETRO-LATE");
	else
		attribute_say(&outcomes[EM3], OUTCOME_PASS, "RETRO-OPEN");
	if (settled->tested)
		attribute_say(&outcomes[EM4], OUTCOME_PASS, "tests passed in the retro");
	else
		attribute_say(&outcomes[EM4], OUTCOME_NOT_TESTABLE,
			      "the retro has no tests that passed");
	attribute_say(&outcomes[EM5], OUTCOME_PASS, "a retro settled it");
}

void
attributes_of_emergency(const struct record *record, const struct deployed *deployed,
			struct attribute_outcome *outcomes)
{
	if (record->kind != RECORD_EMERGENCY) {
		for (size_t i = EM1; i <= EM5; i++)
			attribute_say(&outcomes[i], OUTCOME_NOT_APPLICABLE, "not an emergency");
		return;
	}
	judge_said(record->evaluation, of_incident, OUTCOME_DEVIATION, "no incident is given",
		   &outcomes[EM1]);
	judge_said(record->evaluation, of_people, OUTCOME_NOT_TESTABLE,
		   "nobody was judged to answer for it", &outcomes[EM2]);
	/* It went ahead before the review; EM3 says whether that came in time. */
	if (outcomes[E].outcome != OUTCOME_PASS && deployed->at >= record->time)
		attribute_say(&outcomes[E], OUTCOME_NOT_APPLICABLE, "an emergency: see EM3");
	if (deployed->settled)
		judge_settled(deployed->settled, outcomes);
	else
		judge_unsettled(record, deployed, outcomes);
}
