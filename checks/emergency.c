/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who answers for an emergency, and is what earlier ones left to be done in time? (controls A6;
 * CC8.1, ISO A.8.32, DORA RTS 2024/1774 Art. 17)
 */
#include "base/text.h"
#include "base/time.h"
#include "checks/incident.h"
#include "checks/outage.h"
#include "checks/subject.h"
#include "checks/table.h"
#include "core/bearing.h"
#include "core/business_days.h"

#define CLOCK_TOLERANCE_SECONDS 120

static const struct obligation *
first_overdue(const struct evidence *evidence)
{
	const struct open_obligations *open = evidence->ledger.obligations;

	for (size_t i = 0; open && i < open->all.count; i++)
		if (open->all.at[i].due <= evidence->now.time)
			return &open->all.at[i];
	return NULL;
}

/* Where the policy has no rules any more, what was opened under them is still owed. */
static bool
overdue_blocks(const struct policy *policy)
{
	return !policy->emergency || policy->emergency->retro.block_when_overdue;
}

/* One note for each emergency, however many change requests it brought. */
static void
note_open(struct judgement *judgement, struct finding *finding)
{
	const struct open_obligations *open = judgement->evidence->ledger.obligations;
	const char *last = NULL;

	finding_rests_on(judgement, finding, "/ledger/obligations");
	for (size_t i = 0; open && i < open->all.count; i++) {
		const struct obligation *one = &open->all.at[i];
		bool late = one->due <= judgement->evidence->now.time;
		char due[21];

		if (text_equal(one->record, last))
			continue;
		last = one->record;
		instant_format(due, one->due);
		finding_note(judgement, finding, late ? "EMER-OVERDUE" : "CHG-UNSETTLED",
			     "emergency %s %s a retro since %s: changegate retro %s",
			     text_shown(judgement->arena, one->record_id),
			     late ? "has lacked" : "needs", due,
			     text_shown(judgement->arena, one->record_id));
	}
}

static const char *
obligations_problem(const struct evidence *evidence)
{
	const struct open_obligations *open = evidence->ledger.obligations;

	if (open && open->count != (int64_t)open->all.count)
		return "an obligation is missing";
	return NULL;
}

static void
judge_incomplete(struct judgement *judgement, const char *why)
{
	struct finding *finding = judge(judgement, "emergency", UNKNOWN, "EMER-INCOMPLETE",
					"the facts do not fit together: %s", why);

	finding_fix(judgement, finding, "run again; if it stays, verify the ledger");
	finding_rests_on(judgement, finding, "/ledger");
}

/* ---- no emergency ---- */

static void
judge_overdue(struct judgement *judgement, const struct obligation *overdue)
{
	struct finding *finding;
	char due[21];

	instant_format(due, overdue->due);
	finding = judge(judgement, "retro", FAIL, "EMER-OVERDUE",
			"the retro of emergency %s was due at %s",
			text_shown(judgement->arena, overdue->record_id), due);
	finding_fix(judgement, finding,
		    "let somebody who contributed nothing review it, then run changegate retro %s",
		    text_shown(judgement->arena, overdue->record_id));
	finding_rests_on(judgement, finding, "/now");
	note_open(judgement, finding);
}

/* Going back is what one does when something is wrong: it is not stopped. */
static void
judge_none(struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;
	const struct obligation *overdue = first_overdue(evidence);
	struct finding *finding;

	if (!evidence->ledger.obligations) {
		judge_incomplete(judgement, "what is open is not told");
		return;
	}
	if (overdue && overdue_blocks(judgement->policy) &&
	    evidence->change.range.kind != RANGE_BACKWARD) {
		judge_overdue(judgement, overdue);
		return;
	}
	finding = judge(judgement, "emergency", NOT_APPLICABLE, "EMER-NONE", "it is none%s",
			evidence->ledger.obligations->count ? ", and earlier ones are open" : "");
	note_open(judgement, finding);
	outage_note(judgement, finding);
}

/* ---- an emergency ---- */

static struct finding *
judge_solo(struct judgement *judgement, const struct authorising *authorising)
{
	const struct emergency_facts *facts = judgement->evidence->emergency;
	const struct obligation *overdue = first_overdue(judgement->evidence);

	if (facts->break_glass || judgement->policy->emergency->solo == SOLO_REFUSED)
		return judge(judgement, "people", FAIL, "EMER-SOLO",
			     "%s alone signed for it, and two people must", authorising->who);
	if (overdue)
		return judge(judgement, "people", FAIL, "EMER-OVERDUE",
			     "%s alone signed for it, and the retro of emergency %s is overdue",
			     authorising->who, text_shown(judgement->arena, overdue->record_id));
	return judge(judgement, "people", EXEMPT, "EMER-SOLO",
		     "%s alone signed for it: a deviation that the policy lets go ahead",
		     authorising->who);
}

/* It is reported, and stops nobody: what is down is to be mended. */
static void
note_budget(struct judgement *judgement, struct finding *finding)
{
	const struct evidence *evidence = judgement->evidence;
	int64_t budget = judgement->policy->emergency->budget;
	int64_t number = evidence->ledger.emergencies;
	char now[21];

	if (!budget || number < budget)
		return;
	instant_format(now, evidence->now.time);
	finding_note(judgement, finding, "EMER-BUDGET",
		     "it is emergency %lld of this service and environment in %.7s, and "
		     "emergency.budget has %lld",
		     (long long)number + 1, now, (long long)budget);
	finding_rests_on(judgement, finding, "/ledger/emergencies");
}

static void
judge_people(struct judgement *judgement, const struct authorising *authorising)
{
	const struct emergency_facts *facts = judgement->evidence->emergency;
	struct finding *finding;

	if (authorising->by_gate)
		finding = judge(judgement, "people", EXEMPT, "EMER-AUTHORISED-GATE",
				"%s started the run and opened its gate", authorising->who);
	else if (authorising->count >= 2)
		finding = judge(judgement, "people", EXEMPT, "EMER-AUTHORISED", "%s signed for it",
				authorising->who);
	else if (authorising->count == 1)
		finding = judge_solo(judgement, authorising);
	else
		finding = judge(judgement, "people", FAIL, "EMER-AUTHORISER-MISSING",
				"nobody's signature counts for it");
	finding_fix(judgement, finding, "%s",
		    finding->verdict == FAIL
			    ? "let two people sign what changegate authorise prints, and give "
			      "both with --authorisation"
			    : "run changegate retro on this record before it is due");
	for (size_t i = 0; i < authorising->refused.count; i++)
		finding_note(judgement, finding, authorising->refused.at[i].code, "%s",
			     authorising->refused.at[i].text);
	if (facts->authoriser)
		finding_note(judgement, finding, "EMER-AUTHORISER-CLAIMED",
			     "the name %s was typed, which proves nothing",
			     text_shown(judgement->arena, facts->authoriser));
	finding_rests_on(judgement, finding, "/emergency/authorisations");
	if (authorising->by_gate)
		finding_rests_on(judgement, finding, "/forge/protection");
	note_budget(judgement, finding);
	note_open(judgement, finding);
}

/* What was collected must be what the policy makes of it. */
static const char *
facts_problem(const struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;
	const struct emergency_facts *facts = evidence->emergency;
	const struct emergency_rules *rules = judgement->policy->emergency;
	int64_t due;

	if (facts->authorisation_count != (int64_t)facts->authorisations.count)
		return "an authorisation is missing";
	if (facts->break_glass ? facts->time > evidence->now.time + CLOCK_TOLERANCE_SECONDS
			       : facts->time != evidence->now.time)
		return "it was called at another time";
	if (!evidence->ledger.obligations && !facts->unknowns.count)
		return "what is open is not told";
	if (!business_due(rules->retro.due, &judgement->policy->holidays, facts->time, &due) ||
	    facts->due > due || facts->due < facts->time)
		return "it is due at another time";
	return obligations_problem(evidence);
}

static void
judge_glass(struct judgement *judgement)
{
	const struct emergency_facts *facts = judgement->evidence->emergency;
	struct finding *finding;

	if (!facts->break_glass)
		return;
	finding = judge(judgement, "outage", EXEMPT, "EMER-BREAK-GLASS", "the glass was broken%s%s",
			facts->unknowns.count ? ": " : "",
			texts_shown(judgement->arena, &facts->unknowns));
	finding_fix(judgement, finding, "collect what is missing with changegate retro");
	finding_rests_on(judgement, finding, "/emergency/unknowns");
}

static void
refuse_all(struct judgement *judgement, const char *code, const char *because, const char *fix)
{
	struct finding *finding = judge(judgement, "emergency", FAIL, code, "%s", because);

	finding_fix(judgement, finding, "%s", fix);
	finding_rests_on(judgement, finding, "/emergency");
}

static void
judge_emergency(struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;
	struct authorising authorising;
	const char *problem;

	if (!judgement->policy->emergency) {
		refuse_all(judgement, "EMER-NOT-ALLOWED", "the policy knows no emergencies",
			   "add emergency: to the policy, and deploy that first");
		return;
	}
	problem = facts_problem(judgement);
	if (problem) {
		judge_incomplete(judgement, problem);
		return;
	}
	if (evidence->change.range.kind == RANGE_FIRST)
		refuse_all(judgement, "EMER-FIRST", "nothing is in place for this key",
			   "run its first deploy with --baseline");
	if (!evidence->emergency->reason[0])
		refuse_all(judgement, "EMER-REASON", "it does not say why", "say it with --reason");
	authorising_read(judgement, &authorising);
	judge_incident(judgement, &authorising);
	judge_people(judgement, &authorising);
	judge_glass(judgement);
}

/* ---- a retro ---- */

static bool
is_open(const struct evidence *evidence)
{
	const struct open_obligations *open = evidence->ledger.obligations;

	for (size_t i = 0; open && i < open->all.count; i++)
		if (text_equal(open->all.at[i].record, evidence->retro->record) &&
		    open->all.at[i].due == evidence->retro->due)
			return true;
	return false;
}

static void
judge_retro(struct judgement *judgement)
{
	const struct retro_facts *facts = judgement->evidence->retro;
	const char *record_id = text_shown(judgement->arena, facts->record_id);
	struct finding *finding;
	char due[21];

	instant_format(due, facts->due);
	if (is_open(judgement->evidence)) {
		finding = judge(judgement, "retro", NOT_APPLICABLE, "RETRO-OPEN",
				"what emergency %s brought is judged now; it is due at %s",
				record_id, due);
	} else {
		finding = judge(judgement, "retro", FAIL, "RETRO-NOTHING-OPEN",
				"emergency %s is owed no retro", record_id);
		finding_fix(judgement, finding, "look at it with changegate explain %s", record_id);
	}
	if (facts->due <= judgement->evidence->now.time)
		finding_note(judgement, finding, "RETRO-LATE", "it was due at %s", due);
	finding_rests_on(judgement, finding, "/retro");
	finding_rests_on(judgement, finding, "/ledger/obligations");
}

static void
answer(struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;
	const char *problem = obligations_problem(evidence);

	if (problem)
		judge_incomplete(judgement, problem);
	else if (evidence->retro)
		judge_retro(judgement);
	else if (evidence->emergency)
		judge_emergency(judgement);
	else
		judge_none(judgement);
}

static bool
applies(const struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;

	if (evidence->emergency || evidence->retro || evidence->ledger.obligations)
		return true;
	return judgement->policy->emergency && evidence->change.range.kind != RANGE_REQUEST;
}

const struct check emergency_check_1 = {
	.id = CHECK_EMERGENCY,
	.revision = 1,
	.question =
		"Who answers for an emergency, and is what earlier ones left to be done in time?",
	.answer = answer,
	.applies = applies,
};
