/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who approved a ticket, and who stands behind it besides those who contributed to the change? Who
 * did something counts, not what a field says. (controls A2.08, A2.16) See ticket_approval.h.
 */
#include "checks/ticket_approval.h"

#include "base/text.h"

/* Those who approved, by how they stand to the change. */
struct tally {
	size_t others, unmatched, contributors;
	const struct tracker_person *other, *nobody_knows, *contributor;
	int64_t declined, approved; /* when last */
};

static void
count(struct ticket_case *ticket, const struct tracker_person *person, int64_t time,
      struct tally *tally)
{
	switch (ticket_relation(ticket->side, ticket->facts, person)) {
	case RELATION_OTHER:
		tally->others++;
		tally->other = person;
		break;
	case RELATION_UNMATCHED:
		tally->unmatched++;
		tally->nobody_knows = person;
		break;
	case RELATION_SELF:
		tally->contributors++;
		tally->contributor = person;
		break;
	case RELATION_NOBODY:
		return;
	}
	if (time > tally->approved)
		tally->approved = time;
}

static bool
by_history(const struct ticket_rules *rules)
{
	return rules->approval.field || rules->approval.status.count;
}

static void
count_approvals(struct ticket_case *ticket, struct tally *tally)
{
	const struct tracked_ticket *facts = ticket->ticket;

	for (size_t i = 0; i < facts->approvals.count; i++) {
		const struct ticket_approval *approval = &facts->approvals.at[i];

		if (approval->decision == DECISION_APPROVED)
			count(ticket, approval->person, approval->time, tally);
		else if (approval->decision == DECISION_DECLINED &&
			 approval->time >= tally->declined)
			tally->declined = approval->time;
	}
	for (size_t i = 0; i < facts->transitions.count; i++)
		if (texts_contain(&ticket->rules->approval.status, facts->transitions.at[i].to))
			count(ticket, facts->transitions.at[i].by, facts->transitions.at[i].time,
			      tally);
}

static const char *
why_not_known(const struct ticket_case *ticket)
{
	const struct tracked_ticket *facts = ticket->ticket;
	const struct availability *known =
		by_history(ticket->rules) ? &facts->history : &facts->approvals_known;

	if (known->state != KNOWN)
		return known->why ? known->why : "the tracker was not asked";
	if (facts->approval_count != (int64_t)facts->approvals.count ||
	    facts->transition_count != (int64_t)facts->transitions.count)
		return "some of it is missing";
	return NULL;
}

#define ASK_SOMEBODY "have it approved by somebody who contributes nothing to the change"

static void
judge_tally(struct ticket_case *ticket, const struct tally *tally)
{
	struct arena *arena = ticket->arena;

	if (tally->declined && tally->declined >= tally->approved)
		ticket_say(ticket, FAIL, "TKT-UNAPPROVED",
			   arena_format(arena, "the approval of %s was declined or taken back",
					ticket->name),
			   ASK_SOMEBODY);
	else if (tally->others)
		return;
	else if (tally->unmatched)
		ticket_say(ticket, UNKNOWN, "TKT-APPROVER",
			   arena_format(arena,
					"%s was approved by %s, and nobody can tell that this is "
					"none of the contributors",
					ticket->name,
					tracker_person_shown(arena, tally->nobody_knows)),
			   "list that account at the tracker under identities:, as ID@HOST");
	else if (tally->contributors)
		ticket_say(
			ticket, FAIL, "TKT-SELF-APPROVED",
			arena_format(arena, "%s was approved by %s, who contributed to the change",
				     ticket->name, tracker_person_shown(arena, tally->contributor)),
			ASK_SOMEBODY);
	else
		ticket_say(ticket, FAIL, "TKT-UNAPPROVED",
			   arena_format(arena, "nobody approved %s", ticket->name), ASK_SOMEBODY);
}

static void
judge_approval(struct ticket_case *ticket)
{
	const char *why = why_not_known(ticket);
	struct tally tally = {.declined = 0};

	if (why) {
		ticket_say(ticket, UNKNOWN, "TKT-TRACKER",
			   arena_format(ticket->arena, "who approved %s is not known: %s",
					ticket->name, text_shown(ticket->arena, why)),
			   "try again; if it stays, look at what the tracker's token may read");
		return;
	}
	count_approvals(ticket, &tally);
	judge_tally(ticket, &tally);
}

/* Whoever opened it or moved it before the merge. */
static void
count_movers(struct ticket_case *ticket, struct tally *tally)
{
	const struct tracked_ticket *facts = ticket->ticket;

	count(ticket, facts->creator, facts->created, tally);
	for (size_t i = 0; i < facts->transitions.count; i++)
		if (!ticket->side->merged || facts->transitions.at[i].time <= ticket->side->merged)
			count(ticket, facts->transitions.at[i].by, facts->transitions.at[i].time,
			      tally);
	for (size_t i = 0; i < facts->approvals.count; i++)
		if (facts->approvals.at[i].decision == DECISION_APPROVED)
			count(ticket, facts->approvals.at[i].person, facts->approvals.at[i].time,
			      tally);
}

static void
judge_authors(struct ticket_case *ticket)
{
	struct tally tally = {.declined = 0};
	const char *text;

	count_movers(ticket, &tally);
	if (tally.others || (tally.unmatched && ticket->rules->authorised == RULE_NOTED))
		return;
	text = arena_format(
		ticket->arena,
		tally.unmatched ? "nobody can tell that anybody but contributors opened or moved %s"
				: "only contributors opened or moved %s",
		ticket->name);
	if (ticket->rules->authorised == RULE_NOTED)
		ticket_note(ticket, "TKT-SELF-AUTHORISED", text);
	else
		ticket_say(ticket, tally.unmatched ? UNKNOWN : FAIL, "TKT-SELF-AUTHORISED", text,
			   "have it opened or moved by somebody who contributes nothing to the "
			   "change; list accounts at the tracker under identities:");
}

void
ticket_judge_people(struct ticket_case *ticket)
{
	if (ticket->rules->approval.required)
		judge_approval(ticket);
	judge_authors(ticket);
}
