/* SPDX-License-Identifier: Apache-2.0 */
/* Does what the tracker says of a ticket satisfy the policy? See ticket_tracked.h. */
#include "checks/ticket_tracked.h"

#include <string.h>

#include "base/text.h"
#include "checks/subject.h"
#include "checks/ticket_approval.h"
#include "core/evaluate.h"
#include "core/ticket_rules.h"

static int
weight(int verdict)
{
	return verdict == FAIL ? 2 : verdict == UNKNOWN ? 1 : 0;
}

void
ticket_say(struct ticket_case *ticket, enum verdict verdict, const char *code, const char *because,
	   const char *fix)
{
	struct ticket_opinion *out = ticket->out;

	if (out->code && weight((int)verdict) <= weight(out->verdict))
		return;
	out->verdict = (int)verdict;
	out->code = code;
	out->because = because;
	out->fix = fix;
}

void
ticket_note(struct ticket_case *ticket, const char *code, const char *text)
{
	*LIST_ADD(ticket->arena, &ticket->out->notes) = (struct note){code, text};
}

static void
say_unknown(struct ticket_case *ticket, const char *why)
{
	ticket_say(ticket, UNKNOWN, "TKT-TRACKER",
		   arena_format(ticket->arena, "the tracker does not confirm %s: %s", ticket->name,
				text_shown(ticket->arena, why)),
		   "try again; if it stays, look at tickets.url and the tracker's token");
}

/* ---- is there an answer at all? ---- */

/* A change that has the tracker asked elsewhere is judged by the place in force. */
static bool
is_place(struct judgement *judgement, const char *url)
{
	const struct previous_policy *previous = judgement->evidence->policy.previous;
	const char *own = judgement->policy->tickets.url;
	struct policy before;
	struct error ignored;

	if (text_equal(url, own ? own : ""))
		return true;
	return previous &&
	       policy_read_digested(judgement->arena, previous->digest, previous->bytes, &before,
				    &ignored) &&
	       before.tickets.tracker == judgement->policy->tickets.tracker && before.tickets.url &&
	       text_equal(url, before.tickets.url);
}

/* The forge's own issues come from where its change requests do: see sources.c. */
static bool
is_of_forge(const struct judgement *judgement, const struct tracker_facts *facts)
{
	const struct forge_facts *forge = judgement->evidence->forge;

	return judgement->policy->tickets.tracker != TRACKER_GITHUB || !forge ||
	       forge->availability.state != KNOWN ||
	       text_equal_ignoring_case(facts->host, forge->host);
}

const char *
tracker_problem(struct judgement *judgement, const struct tracker_facts *facts)
{
	if (!facts)
		return "it was not asked";
	if (facts->availability.state != KNOWN)
		return facts->availability.why ? facts->availability.why : "it did not answer";
	if (!text_equal(facts->kind, tracker_names[judgement->policy->tickets.tracker]) ||
	    !is_place(judgement, facts->url) || !is_of_forge(judgement, facts))
		return "another tracker than the policy's answered";
	if (facts->count != (int64_t)facts->tickets.count)
		return "some of its answers are missing";
	return NULL;
}

const char *
tracked_ticket_lacks(const struct tracked_ticket *ticket, int tracker)
{
	const struct {
		const void *place;
		const char *why;
	} needed[] = {
		{ticket->key, "it did not say its key"},
		{ticket->id, "it did not say its id"},
		{ticket->project, "it did not say its project"},
		{ticket->status, "it did not say its status"},
		{tracker == TRACKER_GITHUB ? ticket->key : ticket->type, "it did not say its type"},
		{ticket->created ? ticket->key : NULL, "it did not say when it was opened"},
	};

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (!needed[i].place)
			return needed[i].why;
	return NULL;
}

/* False after saying why there is nothing more to ask. */
static bool
is_answered(struct ticket_case *ticket, const char *problem)
{
	const struct tracked_ticket *facts = ticket->ticket;

	if (!problem && !facts)
		problem = "it was not asked about it";
	if (!problem && facts->state == TRACKED_UNKNOWN)
		problem = facts->why ? facts->why : "it did not say";
	if (!problem && facts->state == TRACKED_FOUND && !facts->is_request)
		problem = tracked_ticket_lacks(facts, ticket->rules->tracker);
	if (problem) {
		say_unknown(ticket, problem);
	} else if (facts->state == TRACKED_ABSENT) {
		ticket_say(ticket, FAIL, "TKT-NOTFOUND",
			   arena_format(ticket->arena,
					"%s does not exist, or the token cannot see it: %s",
					ticket->name,
					text_shown(ticket->arena, facts->why ? facts->why : "")),
			   "name a ticket that exists, or let the token's account see its project");
	} else if (facts->is_request) {
		ticket_say(ticket, FAIL, "TKT-REQUEST",
			   arena_format(ticket->arena, "%s is a change request, not an issue",
					ticket->name),
			   "name an issue");
	}
	return !ticket->out->code;
}

/* ---- what and where it is ---- */

static void
judge_place(struct ticket_case *ticket)
{
	const struct policy *policy = ticket->judgement->policy;
	const struct tracked_ticket *facts = ticket->ticket;
	const char *key = text_shown(ticket->arena, facts->key);

	if (facts->moved)
		ticket_note(ticket, "TKT-MOVED",
			    arena_format(ticket->arena, "%s is %s now (id %s)", ticket->name, key,
					 text_shown(ticket->arena, facts->id)));
	if (!ticket_is_of_project(ticket->arena, policy, facts->key))
		ticket_say(ticket, FAIL, "TKT-PROJECT",
			   arena_format(ticket->arena,
					"%s is %s now, which is of no allowed project (%s)",
					ticket->name, key,
					texts_shown(ticket->arena, &ticket->rules->projects)),
			   "name a ticket of an allowed project");
	if (ticket_is_denied(ticket->arena, policy, facts->key))
		ticket_say(ticket, FAIL, "TKT-DENIED",
			   arena_format(ticket->arena,
					"%s is %s now, a catch-all that the policy does not accept",
					ticket->name, key),
			   "open a ticket for this change");
}

static void
judge_type(struct ticket_case *ticket)
{
	const struct ticket_rules *rules = ticket->rules;
	const char *type = ticket->ticket->type;

	if (!(rules->types.count && !texts_contain(&rules->types, type)) &&
	    !texts_contain(&rules->deny_types, type ? type : ""))
		return;
	ticket_say(ticket, FAIL, "TKT-TYPE",
		   arena_format(ticket->arena, "%s is of type %s, which does not count",
				ticket->name, text_shown(ticket->arena, type)),
		   rules->types.count
			   ? arena_format(ticket->arena, "name a ticket of one of the types %s",
					  texts_shown(ticket->arena, &rules->types))
			   : "name a ticket of another type");
}

static void
judge_hold(struct ticket_case *ticket)
{
	if (ticket->ticket->on_hold)
		ticket_say(ticket, FAIL, "TKT-HOLD",
			   arena_format(ticket->arena, "%s is on hold", ticket->name),
			   "have it released");
}

/* ---- its status ---- */

const char *
tracked_history_problem(const struct tracked_ticket *ticket)
{
	if (ticket->history.state != KNOWN)
		return ticket->history.why ? ticket->history.why : "its history is not known";
	return ticket->transition_count == (int64_t)ticket->transitions.count
		       ? NULL
		       : "some of its history is missing";
}

static void
say_done(struct ticket_case *ticket, const char *when)
{
	ticket_say(ticket, FAIL, "TKT-STATUS",
		   arena_format(ticket->arena, "%s was done (%s) %s", ticket->name,
				text_shown(ticket->arena, ticket->ticket->status), when),
		   "work on something that was done needs a ticket of its own");
}

/* Without a forge nobody knows when a change was begun: then one that is done is done. */
static void
judge_done_now(struct ticket_case *ticket)
{
	if (ticket->ticket->category == CATEGORY_DONE &&
	    !texts_contain(&ticket->rules->status, ticket->ticket->status))
		say_done(ticket, "already");
}

static void
judge_done(struct ticket_case *ticket)
{
	const struct tracked_ticket *facts = ticket->ticket;
	const char *problem = tracked_history_problem(facts);
	int category;

	if (facts->history.state == NOT_ASKED || !ticket->side->forge) {
		judge_done_now(ticket);
		return;
	}
	if (!ticket->side->opened)
		problem = "when the change request was opened is not known";
	if (problem) {
		say_unknown(ticket, problem);
		return;
	}
	if (facts->created > ticket->side->opened)
		return;
	tracked_status_at(facts, ticket->side->opened, &category);
	if (category == CATEGORY_DONE)
		say_done(ticket, "before the change request was opened");
	else if (category == CATEGORY_UNKNOWN)
		say_unknown(ticket, "it does not say whether the status that it had then is one of "
				    "being done");
}

static void
judge_status(struct ticket_case *ticket)
{
	const struct tracked_ticket *facts = ticket->ticket;
	const struct texts *allowed = &ticket->rules->status;
	const char *then = NULL;
	int category;

	if (!allowed->count || texts_contain(allowed, facts->status))
		return;
	if (ticket->side->merged && facts->history.state != NOT_ASKED) {
		if (tracked_history_problem(facts)) {
			say_unknown(ticket, tracked_history_problem(facts));
			return;
		}
		then = tracked_status_at(facts, ticket->side->merged, &category);
	}
	if (then && texts_contain(allowed, then))
		return;
	ticket_say(ticket, FAIL, "TKT-STATUS",
		   arena_format(ticket->arena, "%s is %s now%s%s, and none of %s", ticket->name,
				text_shown(ticket->arena, facts->status),
				then ? ", was at the merge " : "",
				then ? text_shown(ticket->arena, then) : "",
				texts_shown(ticket->arena, allowed)),
		   "bring the ticket into an accepted status");
}

static void
judge_begun(struct ticket_case *ticket)
{
	const struct ticket_rules *rules = ticket->rules;
	const char *status = ticket->ticket->status;
	const char *text;

	if (texts_contain(&rules->status, status) ||
	    (ticket->ticket->category != CATEGORY_TODO && !texts_contain(&rules->backlog, status)))
		return;
	text = arena_format(ticket->arena, "nobody has begun %s (%s)", ticket->name,
			    text_shown(ticket->arena, status));
	if (rules->unstarted == RULE_ENFORCED)
		ticket_say(ticket, FAIL, "TKT-UNSTARTED", text,
			   "move the ticket to the status that the work is in");
	else
		ticket_note(ticket, "TKT-UNSTARTED", text);
}

/* ---- its times ---- */

static void
judge_created(struct ticket_case *ticket)
{
	int64_t now = ticket->judgement->evidence->now.time;
	bool merge = ticket->rules->created == CREATED_BEFORE_MERGE;
	int64_t until = merge && ticket->side->merged ? ticket->side->merged : now;

	if (ticket->rules->created == CREATED_ANY)
		return;
	if (merge && !ticket->side->opened)
		say_unknown(ticket, "when the change was merged is not known");
	else if (ticket->ticket->created > until)
		ticket_say(ticket, FAIL, "TKT-LATE",
			   arena_format(ticket->arena, "%s was opened after the %s", ticket->name,
					until == now ? "deploy" : "merge"),
			   "open tickets before the work is merged");
}

static void
judge_window(struct ticket_case *ticket)
{
	int64_t now = ticket->judgement->evidence->now.time;
	const struct ticket_window *window = ticket->ticket->window;

	if (ticket->rules->window == RULE_NOTED ||
	    (window && window->start && window->end && window->start <= now && now <= window->end))
		return;
	ticket_say(ticket, FAIL, "TKT-WINDOW",
		   arena_format(ticket->arena, "%s plans the change for %s", ticket->name,
				window ? "another time" : "no time at all"),
		   "deploy within the ticket's window, or have it planned anew");
}

/* ---- all of it ---- */

static void (*const questions[])(struct ticket_case *) = {
	judge_place, judge_type,    judge_done,   judge_status,        judge_begun,
	judge_hold,  judge_created, judge_window, ticket_judge_people,
};

static const char *
found_shown(struct ticket_case *ticket)
{
	const struct tracked_ticket *facts = ticket->ticket;

	return arena_format(ticket->arena, "%s%s%s", facts->type ? facts->type : "",
			    facts->type ? ", " : "", facts->status);
}

void
ticket_judge(struct judgement *judgement, const struct ticket_side *side, const char *key,
	     struct ticket_opinion *out)
{
	const struct tracker_facts *facts = judgement->evidence->tickets.tracker;
	const char *problem = tracker_problem(judgement, facts);
	const char *asked = ticket_asked(judgement->arena, judgement->policy, key);
	struct ticket_case ticket = {.judgement = judgement,
				     .arena = judgement->arena,
				     .rules = &judgement->policy->tickets,
				     .side = side,
				     .facts = facts,
				     .ticket = tracker_find(facts, asked),
				     .name = text_shown(judgement->arena, key),
				     .out = out};

	*out = (struct ticket_opinion){.verdict = PASS, .ticket = ticket.ticket};
	if (!problem && !asked)
		problem = "it has no keys of that form";
	if (!is_answered(&ticket, problem))
		return;
	if (side->renamed)
		ticket_note(&ticket, "TKT-EDITED",
			    "the title of the change request was changed after the merge");
	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
		questions[i](&ticket);
	if (!out->code)
		out->because = text_shown(judgement->arena, found_shown(&ticket));
}
