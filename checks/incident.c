/* SPDX-License-Identifier: Apache-2.0 */
/* What is an emergency about? See incident.h. */
#include "checks/incident.h"

#include "base/text.h"
#include "checks/outage.h"
#include "checks/pull.h"
#include "checks/subject.h"
#include "checks/ticket_tracked.h"
#include "core/incident.h"

#define SUBJECT "incident"

struct incident {
	struct judgement *judgement;
	struct arena *arena;
	const struct authorising *authorising;
	const struct incident_rules *rules;
	const struct tracker_facts *facts;
	const struct tracked_ticket *ticket;
	const char *name; /* safe to show */
};

static struct finding *
say(const struct incident *incident, enum verdict verdict, const char *code, const char *because,
    const char *fix)
{
	bool glass = incident->judgement->evidence->emergency->break_glass;
	struct finding *finding =
		judge(incident->judgement, SUBJECT, glass && verdict != PASS ? EXEMPT : verdict,
		      code, "%s", because);

	if (fix)
		finding_fix(incident->judgement, finding, "%s", fix);
	return finding;
}

/* ---- who has seen it ---- */

/* All that is known of who opened and moved it, against one of those who may have called. */
struct seen {
	bool other;     /* somebody else, or a machine */
	bool unmatched; /* somebody of whom nobody can tell */
};

static void
look_at(const struct incident *incident, const struct ticket_side *side,
	const struct tracker_person *person, struct seen *seen)
{
	enum relation relation = ticket_relation(side, incident->facts, person);

	if (relation == RELATION_OTHER || (person && person->machine))
		seen->other = true;
	else if (relation != RELATION_SELF)
		seen->unmatched = true;
}

static struct seen
seen_beside(const struct incident *incident, const struct person *person,
	    const struct account *account)
{
	const struct tracked_ticket *ticket = incident->ticket;
	struct ticket_side side;
	struct seen seen = {0};

	ticket_side_of_person(incident->judgement, person, account, &side);
	look_at(incident, &side, ticket->creator, &seen);
	for (size_t i = 0; i < ticket->transitions.count; i++)
		look_at(incident, &side, ticket->transitions.at[i].by, &seen);
	if (tracked_history_problem(ticket))
		seen.unmatched = true;
	return seen;
}

static void
judge_seen(const struct incident *incident, struct seen seen, const char *who)
{
	static const char fix[] = "let somebody else take it up at the tracker: whoever moves it "
				  "has seen it";

	if (seen.other)
		return;
	if (seen.unmatched)
		say(incident, UNKNOWN, "EMER-INCIDENT-OPENER",
		    arena_format(incident->arena,
				 "%s was opened by %s, who is not shown to be somebody else than "
				 "%s",
				 incident->name,
				 tracker_person_shown(incident->arena, incident->ticket->creator),
				 who),
		    "name both addresses of whoever opened it under identities, or let somebody "
		    "else whom the tracker shows take it up");
	else
		say(incident, FAIL, "EMER-INCIDENT-SELF-OPENED",
		    arena_format(incident->arena,
				 "%s was opened by %s, and nobody else has seen it", incident->name,
				 who),
		    fix);
}

/* Whoever started the run calls; without one any of those who signed may have. */
static void
judge_opener(const struct incident *incident)
{
	const struct authorising *authorising = incident->authorising;
	size_t findings = incident->judgement->evaluation->findings.count;

	if (authorising->by_gate) {
		const struct account *caller = authorising->accounts.at[0];

		judge_seen(incident, seen_beside(incident, NULL, caller),
			   account_shown(incident->arena, caller));
		return;
	}
	for (size_t i = 0; i < authorising->people.count; i++) {
		const struct person *person = authorising->people.at[i];

		judge_seen(incident, seen_beside(incident, person, NULL),
			   person_shown(incident->arena, person));
		if (incident->judgement->evaluation->findings.count > findings)
			return;
	}
}

/* ---- what it is ---- */

static void
judge_type(const struct incident *incident)
{
	const struct texts *types = &incident->rules->types;

	if (!types->count || texts_contain(types, incident->ticket->type))
		return;
	say(incident, FAIL, "EMER-INCIDENT-TYPE",
	    arena_format(incident->arena, "%s is of type %s, which is no incident", incident->name,
			 text_shown(incident->arena, incident->ticket->type)),
	    arena_format(incident->arena, "name one of the types %s",
			 texts_shown(incident->arena, types)));
}

static void
judge_open(const struct incident *incident)
{
	const char *status = text_shown(incident->arena, incident->ticket->status);

	if (incident->ticket->category == CATEGORY_DONE)
		say(incident, FAIL, "EMER-INCIDENT-CLOSED",
		    arena_format(incident->arena, "%s is closed (%s)", incident->name, status),
		    "name an incident that is open");
	else if (incident->ticket->category == CATEGORY_UNKNOWN)
		say(incident, UNKNOWN, "EMER-INCIDENT-UNKNOWN",
		    arena_format(incident->arena,
				 "the tracker does not tell whether %s, which is %s, is open",
				 incident->name, status),
		    "try again; if it cannot wait, break the glass");
}

static void
judge_project(const struct incident *incident)
{
	const struct tracked_ticket *ticket = incident->ticket;

	if (incident_is_of_project(incident->arena, incident->judgement->policy, ticket->key))
		return;
	say(incident, FAIL, "EMER-INCIDENT",
	    arena_format(incident->arena, "%s is %s now, which is no incident of %s",
			 incident->name, text_shown(incident->arena, ticket->key),
			 texts_shown(incident->arena, &incident->rules->projects)),
	    "name the incident with --emergency");
}

/* ---- is there an answer? ---- */

static const char *
unread(const struct incident *incident, const char *asked)
{
	const struct tracked_ticket *ticket = incident->ticket;
	const char *why = tracker_problem(incident->judgement, incident->facts);

	if (why)
		return why;
	if (!asked)
		return "it has no keys of that form";
	if (!ticket)
		return "it was not asked about it";
	if (ticket->state == TRACKED_UNKNOWN)
		return ticket->why ? ticket->why : "it did not say";
	return ticket->state == TRACKED_FOUND && !ticket->is_request
		       ? tracked_ticket_lacks(ticket, incident->judgement->policy->tickets.tracker)
		       : NULL;
}

static void
judge_found(const struct incident *incident)
{
	const struct tracked_ticket *ticket = incident->ticket;
	size_t findings = incident->judgement->evaluation->findings.count;

	judge_project(incident);
	judge_type(incident);
	judge_open(incident);
	judge_opener(incident);
	if (incident->judgement->evaluation->findings.count == findings)
		say(incident, PASS, "EMER-INCIDENT-OPEN",
		    arena_format(incident->arena, "%s is %s, opened by %s", incident->name,
				 text_shown(incident->arena, ticket->status),
				 tracker_person_shown(incident->arena, ticket->creator)),
		    NULL);
}

static void
judge_answer(const struct incident *incident, const char *asked)
{
	const struct tracked_ticket *ticket = incident->ticket;
	const char *why = unread(incident, asked);

	if (why)
		outage_note(incident->judgement,
			    say(incident, UNKNOWN, "EMER-INCIDENT-UNKNOWN",
				arena_format(incident->arena, "the tracker does not confirm %s: %s",
					     incident->name, text_shown(incident->arena, why)),
				"try again; if it cannot wait, break the glass"));
	else if (ticket->state == TRACKED_ABSENT || ticket->is_request)
		say(incident, FAIL, "EMER-INCIDENT-ABSENT",
		    arena_format(incident->arena,
				 ticket->is_request
					 ? "%s is a change request, not an issue"
					 : "%s does not exist, or the token cannot see it",
				 incident->name),
		    "name an incident that exists, or let the token's account see its project");
	else
		judge_found(incident);
}

static void
judge_tracked(struct judgement *judgement, const struct authorising *authorising)
{
	const struct emergency_facts *facts = judgement->evidence->emergency;
	const char *asked = incident_asked(judgement->arena, judgement->policy, facts->incident);
	struct incident incident = {.judgement = judgement,
				    .arena = judgement->arena,
				    .authorising = authorising,
				    .rules = &judgement->policy->emergency->ticket,
				    .facts = judgement->evidence->tickets.tracker,
				    .name = text_shown(judgement->arena, facts->incident)};

	incident.ticket = asked ? tracker_find(incident.facts, asked) : NULL;
	judge_answer(&incident, asked);
}

/* ---- what was typed ---- */

static void
judge_none(struct judgement *judgement)
{
	const char *incident = judgement->evidence->emergency->incident;
	struct finding *finding = judge(
		judgement, SUBJECT, FAIL, "EMER-INCIDENT", "'%s' is no incident of %s",
		incident ? text_shown(judgement->arena, incident) : "",
		texts_shown(judgement->arena, &judgement->policy->emergency->ticket.projects));

	finding_fix(judgement, finding, "name the incident with --emergency");
}

static void
judge_claimed(struct judgement *judgement)
{
	struct finding *finding;

	finding = judge(judgement, SUBJECT, EXEMPT, "EMER-INCIDENT-CLAIMED",
			"%s was typed; nobody asked whether it is open",
			text_shown(judgement->arena, judgement->evidence->emergency->incident));
	finding_fix(judgement, finding, "see that it is what it says when it is settled");
}

void
judge_incident(struct judgement *judgement, const struct authorising *authorising)
{
	const struct emergency_facts *facts = judgement->evidence->emergency;
	struct evaluation *evaluation = judgement->evaluation;
	size_t first = evaluation->findings.count;

	/* A glass may be broken before anybody had the time to open an incident. */
	if (!facts->incident && facts->break_glass)
		return;
	if (!facts->incident ||
	    !incident_is_of_project(judgement->arena, judgement->policy, facts->incident))
		judge_none(judgement);
	else if (incident_is_tracked(judgement->policy))
		judge_tracked(judgement, authorising);
	else
		judge_claimed(judgement);
	for (size_t i = first; i < evaluation->findings.count; i++) {
		finding_rests_on(judgement, &evaluation->findings.at[i], "/emergency/incident");
		if (incident_is_tracked(judgement->policy))
			finding_rests_on(judgement, &evaluation->findings.at[i],
					 "/tickets/tracker");
	}
}
