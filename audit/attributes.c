/* SPDX-License-Identifier: Apache-2.0 */
/* What would an auditor tick for one record? See attributes.h. */
#include "audit/attribute_places.h"

#include "base/text.h"

const struct attribute attributes[ATTRIBUTE_COUNT] = {
	{"A", "The change is documented in a ticket", "CC8.1-POF2, POF4, POF5"},
	{"A1", "The ticket was authorised by somebody other than who made the change",
	 "CC8.1-POF2"},
	{"A2", "The ticket is older than the deployment", "CC8.1-POF2, POF5"},
	{"B", "Tests passed on what was deployed, before it was deployed", "CC8.1-POF7"},
	{"UAT", "Those who use it accepted the change before it was deployed", "CC8.1-POF7"},
	{"C", "Somebody who contributed nothing to the change approved it", "CC8.1-POF8, POF9"},
	{"C2", "The approval covers the final revision", "CC8.1-POF8"},
	{"D", "Whoever deployed it is not who developed it", "CC8.1-POF9; CC6.3"},
	{"E", "It was deployed after the approval", "CC8.1-POF8"},
	{"F", "The same thing passed the environment before", "CC8.1-POF9; CC6.1"},
	{"G", "The platform's rules for the environment were in force", "CC8.1-POF9"},
	{"H", "There is a version to go back to", "CC8.1-POF15"},
	{"I", "The deployed artefact comes from the approved source", "CC6.8; CC8.1-POF12"},
	{"J", "The record is authentic and was made before the deployment ended", "CC2.1; CC4.1"},
	{"K", "The change is classified as what it is", "CC8.1-POF13"},
	{"EM1", "Emergency: a reason and an incident are given", "CC8.1-POF13"},
	{"EM2", "Emergency: authorised by a second person", "CC8.1-POF13"},
	{"EM3", "Emergency: reviewed by somebody else in time", "CC8.1-POF13"},
	{"EM4", "Emergency: tests were run afterwards", "CC8.1-POF13"},
	{"EM5", "Emergency: nothing of the review is left open", "CC8.1-POF13"},
};

const char *
outcome_sign(int outcome)
{
	static const char *const signs[] = {"", "P", "X", "NA", "NT"};

	return signs[outcome];
}

/*
 * Which findings speak for an attribute? All of a check, or those whose code begins so; a code that
 * `but` names speaks for a neighbour only.
 */
static const struct rule {
	enum place place;
	const char *check;
	const char *begins[12];
	const char *but[6];
	const char *unless; /* what is said where no finding speaks */
} rules[] = {
	{A,
	 "ticket",
	 {""},
	 {"TKT-LATE", "TKT-UNAPPROVED", "TKT-APPROVER", "TKT-SELF"},
	 "no ticket was judged"},
	{B, "tests", {""}, {NULL}, "no test was judged"},
	/* An approval of another revision is not counted, so what passes C passes C2. */
	{C, "approval", {""}, {NULL}, "no approval was judged"},
	{C2, "approval", {""}, {NULL}, "no approval was judged"},
	{D, "separation", {"ENV-DUTIES"}, {NULL}, "nobody told who deployed"},
	{F,
	 "separation",
	 {"ENV-PROMOT", "ENV-NOT-PROMOTED", "ENV-REBUILT", "ENV-FIRST", "ENV-SOAK", "CHG-ROLLBACK"},
	 {NULL},
	 "promotion was not judged"},
	{G,
	 "separation",
	 {"ENV-PROTECT", "ENV-NO-BYPASS", "ENV-ADMIN-BYPASS", "ENV-BRANCHES", "ENV-REVIEWERS",
	  "ENV-NO-SELF-REVIEW", "ENV-SELF-REVIEW", "ENV-SECRETS", "ENV-CLAIMS",
	  "ENV-REF-UNPROTECTED", "ENV-UNPROTECTED"},
	 {NULL},
	 "the platform's rules were not read"},
	{I, "separation", {"ART-"}, {NULL}, "no provenance ties the artefact to the commit"},
};

static bool
begins_with_any(const char *code, const char *const *begins, size_t count)
{
	for (size_t i = 0; i < count && begins[i]; i++)
		if (text_starts_with(code, begins[i]))
			return true;
	return false;
}

static bool
speaks(const struct rule *rule, const struct finding *finding)
{
	return text_equal(finding->check, rule->check) &&
	       begins_with_any(finding->code, rule->begins,
			       sizeof(rule->begins) / sizeof(rule->begins[0])) &&
	       !begins_with_any(finding->code, rule->but, sizeof(rule->but) / sizeof(rule->but[0]));
}

int
attribute_of_verdict(int verdict)
{
	static const int outcomes[] = {OUTCOME_PASS, OUTCOME_DEVIATION, OUTCOME_NOT_APPLICABLE,
				       OUTCOME_NOT_TESTABLE, OUTCOME_NOT_APPLICABLE};

	return outcomes[verdict];
}

int
attribute_weight(int outcome)
{
	static const int weights[] = {0, 2, 4, 1, 3};

	return weights[outcome];
}

static void
judge_by_findings(const struct rule *rule, const struct evaluation *evaluation,
		  struct attribute_outcome *out)
{
	*out = (struct attribute_outcome){OUTCOME_NONE, rule->unless};
	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];
		int outcome = attribute_of_verdict(finding->verdict);

		if (speaks(rule, finding) &&
		    attribute_weight(outcome) > attribute_weight(out->outcome))
			*out = (struct attribute_outcome){outcome, finding->code};
	}
	if (out->outcome == OUTCOME_NONE)
		out->outcome = OUTCOME_NOT_TESTABLE;
}

void
attribute_say(struct attribute_outcome *out, int outcome, const char *because)
{
	*out = (struct attribute_outcome){outcome, because};
}

/* The gate counts only what is there when it asks, and it asks before the deploy. */
static void
judge_times(const struct verified_record *verified, const struct deployed *deployed,
	    struct attribute_outcome *outcomes)
{
	outcomes[E] = outcomes[C];
	if (deployed->at < verified->record->time)
		attribute_say(&outcomes[E], OUTCOME_DEVIATION,
			      "deployed before the gate was asked");
	if (deployed->at < verified->record->time)
		attribute_say(&outcomes[J], OUTCOME_DEVIATION,
			      "recorded after the deployment ended");
	else if (!verified->signed_by)
		attribute_say(&outcomes[J], OUTCOME_NOT_TESTABLE,
			      "no trust root to verify it with");
	else
		attribute_say(&outcomes[J], OUTCOME_PASS,
			      "signature, inclusion and chain verified");
}

static void
judge_way_back(const struct evidence *evidence, struct attribute_outcome *out)
{
	if (evidence->change.range.kind == RANGE_FIRST)
		attribute_say(out, OUTCOME_NOT_APPLICABLE, "the first of its key");
	else if (evidence->ledger.in_place)
		attribute_say(out, OUTCOME_PASS, "what was in place before is on record");
	else
		attribute_say(out, OUTCOME_NOT_TESTABLE, "nothing was in place before");
}

/* A baseline is accepted and not judged: nothing is known of the change that it stands for. */
static void
judge_baseline(struct attribute_outcome *outcomes)
{
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		attribute_say(&outcomes[i], OUTCOME_NOT_TESTABLE,
			      "a baseline is accepted, not judged");
}

void
attributes_judge(const struct verified_record *verified, const struct deployed *deployed,
		 struct attribute_outcome outcomes[ATTRIBUTE_COUNT])
{
	const struct record *record = verified->record;

	if (record->kind == RECORD_BASELINE) {
		judge_baseline(outcomes);
		judge_times(verified, deployed, outcomes);
		attribute_say(&outcomes[E], OUTCOME_NOT_TESTABLE,
			      "a baseline is accepted, not judged");
		attributes_of_emergency(record, deployed, outcomes);
		return;
	}
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		judge_by_findings(&rules[i], record->evaluation, &outcomes[rules[i].place]);
	judge_way_back(record->evidence, &outcomes[H]);
	judge_times(verified, deployed, outcomes);
	attribute_say(&outcomes[K], OUTCOME_PASS, record_kind_names[record->kind]);
	attributes_of_ticket(record, outcomes);
	attributes_of_acceptance(record, &outcomes[UAT]);
	attributes_of_emergency(record, deployed, outcomes);
}

int
attributes_together(const struct attribute_outcome outcomes[ATTRIBUTE_COUNT])
{
	int worst = OUTCOME_NONE;

	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		if (attribute_weight(outcomes[i].outcome) > attribute_weight(worst))
			worst = outcomes[i].outcome;
	return worst;
}
