/* SPDX-License-Identifier: Apache-2.0 */
/* Is every change linked to a ticket? (controls A2; CC8.1, PCI DSS 6.5.1) */
#include <string.h>

#include "base/text.h"
#include "checks/bot_request.h"
#include "checks/contributors.h"
#include "checks/inherited.h"
#include "checks/promoted_request.h"
#include "checks/subject.h"
#include "checks/table.h"
#include "checks/ticket_named.h"
#include "checks/ticket_reuse.h"
#include "core/ticket_rules.h"

struct asking { /* of all requests of the change */
	const struct change_index *index;
	struct ticket_uses uses;
};

struct naming { /* of one */
	struct judgement *judgement;
	const struct asking *asking;
	const struct change_request *request;
	struct named_tickets named;
	const struct named_ticket *decisive; /* NULL: none is named */
	const char *subject;
};

/* ---- the finding ---- */

static struct finding *
judge_miss(struct naming *naming)
{
	struct judgement *judgement = naming->judgement;
	struct arena *arena = judgement->arena;
	const struct ticket_reference *nearest = naming->decisive->reference;
	const char *key = text_shown(arena, nearest->key);

	switch (naming->decisive->miss) {
	case TICKET_PROJECT:
		return judge(judgement, naming->subject, FAIL, "TKT-PROJECT",
			     "%s is not a ticket of an allowed project (%s)", key,
			     texts_shown(arena, &judgement->policy->tickets.projects));
	case TICKET_DENIED:
		return judge(judgement, naming->subject, FAIL, "TKT-DENIED",
			     "%s is a catch-all ticket that the policy does not accept", key);
	case TICKET_GRADE:
		return judge(judgement, naming->subject, FAIL, "TKT-GRADE",
			     "%s is only %s; the policy asks for %s", key,
			     grade_names[nearest->grade],
			     grade_names[judgement->policy->tickets.evidence]);
	default:
		return judge(judgement, naming->subject, FAIL, "TKT-SOURCE",
			     "%s stands in a %s, where the policy does not look", key,
			     text_shown(arena, nearest->source));
	}
}

static void
fix_miss(struct judgement *judgement, struct finding *finding)
{
	const struct texts *projects = &judgement->policy->tickets.projects;
	const char *example = projects->count ? projects->at[0] : "KEY";

	if (text_equal(finding->code, "TKT-GRADE"))
		finding_fix(judgement, finding,
			    "configure a tracker that can confirm it, or lower tickets.evidence");
	else
		finding_fix(judgement, finding,
			    "name a ticket such as %s-123 in the %s, or add a "
			    "trailer 'Refs: %s-123'",
			    example,
			    judgement->policy->forge == FORGE_NONE ? "merge's subject"
								   : "title of the change request",
			    example);
}

static struct finding *
judge_found(struct naming *naming)
{
	struct judgement *judgement = naming->judgement;
	const struct ticket_reference *found = naming->decisive->reference;
	bool tracked = judgement->policy->tickets.tracker != TRACKER_NONE;
	const char *said = naming->decisive->opinion.because;

	return judge(judgement, naming->subject, PASS, "TKT-FOUND", "%s, from %s (%s%s%s)",
		     text_shown(judgement->arena, found->key),
		     text_shown(judgement->arena, found->source),
		     grade_names[tracked ? GRADE_VERIFIED : found->grade], tracked ? ": " : "",
		     tracked ? said : "");
}

static struct finding *
judge_opinion(struct naming *naming)
{
	const struct ticket_opinion *opinion = &naming->decisive->opinion;
	struct finding *finding =
		judge(naming->judgement, naming->subject, (enum verdict)opinion->verdict,
		      opinion->code, "%s", opinion->because);

	finding_fix(naming->judgement, finding, "%s", opinion->fix);
	return finding;
}

/* Position of the row of the tracker that was asked about it; SIZE_MAX: none. */
static size_t
tracked_position(const struct judgement *judgement, const struct named_ticket *named)
{
	const struct tracker_facts *facts = judgement->evidence->tickets.tracker;
	const struct tracked_ticket *ticket = named->opinion.ticket;

	return facts && ticket ? (size_t)(ticket - facts->tickets.at) : SIZE_MAX;
}

static void
rest_on(struct naming *naming, struct finding *finding, const struct named_ticket *named)
{
	size_t row = tracked_position(naming->judgement, named);

	finding_rests_on(naming->judgement, finding, "/tickets/references/%zu", named->at);
	if (row != SIZE_MAX)
		finding_rests_on(naming->judgement, finding, "/tickets/tracker/tickets/%zu", row);
	else if (naming->judgement->policy->tickets.tracker != TRACKER_NONE)
		finding_rests_on(naming->judgement, finding, "/tickets/tracker");
}

/* Each mention that does not count by the policy's words. */
static void
note_mentions(struct naming *naming, struct finding *finding)
{
	struct judgement *judgement = naming->judgement;
	const struct tickets *tickets = &judgement->evidence->tickets;
	struct positions all = change_index_tickets(naming->asking->index, naming->request);

	for (size_t i = 0; i < all.count; i++) {
		const struct ticket_reference *other = &tickets->references.at[all.at[i]];

		if (!text_equal(other->key, naming->decisive->reference->key) &&
		    ticket_weigh(judgement, other) != TICKET_COUNTS)
			finding_note(judgement, finding, "TKT-IGNORED", "%s was not counted",
				     text_shown(judgement->arena, other->key));
	}
}

/* Each ticket that does not count by what the tracker says. */
static void
note_others(struct naming *naming, struct finding *finding)
{
	for (size_t i = 0; i < naming->named.all.count; i++) {
		const struct named_ticket *other = &naming->named.all.at[i];

		if (other == naming->decisive || other->miss != TICKET_COUNTS ||
		    other->opinion.verdict == PASS)
			continue;
		finding_note(naming->judgement, finding, "TKT-IGNORED", "%s was not counted: %s",
			     text_shown(naming->judgement->arena, other->reference->key),
			     other->opinion.because);
	}
}

static void
note_opinion(struct naming *naming, struct finding *finding)
{
	const struct ticket_opinion *opinion = &naming->decisive->opinion;

	for (size_t i = 0; i < opinion->notes.count; i++)
		finding_note(naming->judgement, finding, opinion->notes.at[i].code, "%s",
			     opinion->notes.at[i].text);
}

/* ---- what is asked beside a ticket that counts ---- */

/* A ticket that the commit names itself, whatever its request names. */
static int
verdict_of_commit(const struct naming *naming, const char *commit)
{
	const struct tickets *tickets = &naming->judgement->evidence->tickets;
	struct positions all = change_index_tickets(naming->asking->index, naming->request);
	int best = FAIL;

	for (size_t i = 0; i < all.count; i++) {
		const struct ticket_reference *reference = &tickets->references.at[all.at[i]];

		if (!text_equal(reference->commit, commit) ||
		    (!text_equal(reference->source, "subject") &&
		     !text_equal(reference->source, "trailer")) ||
		    ticket_weigh(naming->judgement, reference) != TICKET_COUNTS)
			continue;
		for (size_t k = 0; k < naming->named.all.count; k++) {
			const struct named_ticket *named = &naming->named.all.at[k];
			int verdict = ticket_verdict(named);

			if (text_equal(named->reference->key, reference->key) &&
			    (verdict == PASS || best == FAIL))
				best = verdict;
		}
	}
	return best;
}

static struct finding *
judge_commits(struct naming *naming)
{
	struct judgement *judgement = naming->judgement;

	for (size_t i = 0; i < naming->request->commits.count; i++) {
		const char *id = naming->request->commits.at[i];
		const struct commit *commit = change_index_commit(naming->asking->index, id);
		int verdict =
			!commit || adds_content(commit) ? verdict_of_commit(naming, id) : PASS;
		struct finding *finding;

		if (verdict == PASS)
			continue;
		finding = judge(judgement, naming->subject, (enum verdict)verdict, "TKT-COMMITS",
				"commit %s names no ticket that %s", short_id(judgement->arena, id),
				verdict == UNKNOWN ? "the tracker confirms" : "counts");
		finding_fix(judgement, finding, "name it in the commit's subject, or in a trailer");
		return finding;
	}
	return NULL;
}

static struct finding *
judge_uses(struct naming *naming, struct finding *finding)
{
	struct judgement *judgement = naming->judgement;
	const struct ticket_reuse *rule = &judgement->policy->tickets.max_requests;
	const char *key = naming->decisive->reference->key;
	size_t uses = ticket_uses_of(&naming->asking->uses, key);
	const char *text =
		arena_format(judgement->arena, "%zu change requests of this deploy name %s", uses,
			     text_shown(judgement->arena, key));

	if (!rule->count || uses <= (size_t)rule->count)
		return finding;
	if (rule->action == RULE_NOTED) {
		finding_note(judgement, finding, "TKT-REUSED", "%s", text);
		return finding;
	}
	finding->verdict = FAIL;
	finding->code = "TKT-REUSED";
	finding->because = text;
	finding_fix(judgement, finding, "open a ticket for each piece of work");
	return finding;
}

/* ---- one request ---- */

/* An app names no tickets; the policy does for it. */
static bool
has_standing_ticket(struct judgement *judgement, const struct change_request *request)
{
	const struct bot_rule *rule = bot_of_request(judgement, request);
	struct finding *finding;

	if (!rule || !rule->ticket)
		return false;
	finding = judge(judgement, subject_of_request(judgement->arena, request), EXEMPT, "TKT-BOT",
			"%s is the standing ticket of the app %s (%lld), all of whose this is",
			text_shown(judgement->arena, rule->ticket),
			text_shown(judgement->arena, rule->app), (long long)rule->id);
	finding_rests_on(judgement, finding, "/forge/landings/%zu",
			 (size_t)(request - judgement->evidence->change.requests.at));
	finding_rests_on(judgement, finding, "/forge/requests");
	return true;
}

/* By the rules of today, whatever it counted by. */
static bool
has_inherited_ticket(struct judgement *judgement, const struct change_request *request)
{
	const struct ticket_rules *rules = &judgement->policy->tickets;
	struct finding *finding;
	const char *key;

	if (!inherits_ticket(rules, request))
		return false;
	key = request->inherits->ticket;
	if (!ticket_is_of_project(judgement->arena, judgement->policy, key) ||
	    ticket_is_denied(judgement->arena, judgement->policy, key))
		return false;
	finding = judge(judgement, subject_of_request(judgement->arena, request), PASS,
			"TKT-INHERITED", "%s, of %s", text_shown(judgement->arena, key),
			inherited_shown(judgement->arena, request));
	finding_rests_on(judgement, finding, "%s", inherited_pointer(judgement, request));
	return true;
}

static void
note_no_inheritance(struct naming *naming, struct finding *finding)
{
	const struct ticket_rules *rules = &naming->judgement->policy->tickets;

	note_not_inherited(naming->judgement, finding, naming->request, rules->reverts,
			   rules->backports, "TKT-NOT-INHERITED");
}

static void
judge_none(struct naming *naming)
{
	struct finding *finding = judge(naming->judgement, naming->subject, FAIL, "TKT-MISSING",
					"no ticket is named");

	fix_miss(naming->judgement, finding);
	note_no_inheritance(naming, finding);
	finding_rests_on(naming->judgement, finding, "/tickets/references");
}

static struct finding *
judge_passed(struct naming *naming)
{
	struct finding *finding = NULL;

	if (naming->judgement->policy->tickets.per == TICKET_PER_COMMIT)
		finding = judge_commits(naming);
	if (finding)
		return finding;
	finding = judge_found(naming);
	note_mentions(naming, finding);
	note_others(naming, finding);
	note_opinion(naming, finding);
	return judge_uses(naming, finding);
}

static struct finding *
judge_named(struct naming *naming)
{
	struct finding *finding;

	if (naming->decisive->miss != TICKET_COUNTS) {
		finding = judge_miss(naming);
		fix_miss(naming->judgement, finding);
		note_no_inheritance(naming, finding);
		return finding;
	}
	return ticket_verdict(naming->decisive) == PASS ? judge_passed(naming)
							: judge_opinion(naming);
}

static void
judge_request(struct judgement *judgement, const struct change_request *request, const void *with)
{
	struct naming naming = {.judgement = judgement, .asking = with, .request = request};
	struct promoted promoted;

	promoted_request(judgement, request, &promoted);
	if (has_standing_ticket(judgement, request) ||
	    needs_no_ticket(judgement, request, &promoted))
		return;
	naming.subject = subject_of_request(judgement->arena, request);
	ticket_list_named(judgement, naming.asking->index, request, &naming.named);
	ticket_ask_opinions(judgement, naming.asking->index, request, &naming.named);
	naming.decisive = ticket_decisive(judgement, &naming.named);
	if ((!naming.decisive || naming.decisive->miss != TICKET_COUNTS) &&
	    (has_inherited_ticket(judgement, request) ||
	     may_need_no_ticket(judgement, request, &promoted)))
		return;
	if (!naming.decisive)
		judge_none(&naming);
	else
		rest_on(&naming, judge_named(&naming), naming.decisive);
}

/* Where a ticket that got lost could help. */
static bool
is_whole(struct judgement *judgement)
{
	const struct tickets *tickets = &judgement->evidence->tickets;
	const struct ticket_rules *rules = &judgement->policy->tickets;
	struct finding *finding;

	if ((rules->several == TICKETS_ANY && !rules->max_requests.count) ||
	    tickets->reference_count == (int64_t)tickets->references.count)
		return true;
	finding = judge(judgement, "tickets", UNKNOWN, "TKT-UNAVAILABLE",
			"some of the tickets that are named are missing from the evidence");
	finding_fix(judgement, finding, "collect the evidence again");
	finding_rests_on(judgement, finding, "/tickets/references");
	return false;
}

static void
answer(struct judgement *judgement)
{
	struct asking asking;

	if (has_no_commits_to_judge(judgement))
		return;
	if (is_unavailable(judgement, &judgement->evidence->tickets.availability, "TKT-UNAVAILABLE",
			   "tickets") ||
	    !is_whole(judgement))
		return;
	asking.index = change_index_build(judgement->arena, judgement->evidence);
	ticket_count_uses(judgement, asking.index, &asking.uses);
	judge_each_request(judgement, judge_request, &asking);
}

const struct check ticket_check_1 = {
	.id = "ticket",
	.revision = 1,
	.question = "Is every change linked to a ticket?",
	.answer = answer,
};
