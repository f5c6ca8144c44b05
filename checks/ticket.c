/* SPDX-License-Identifier: Apache-2.0 */
/* Is every change linked to a ticket? (controls A2; CC8.1, PCI DSS 6.5.1) */
#include <string.h>

#include "base/text.h"
#include "checks/bot_request.h"
#include "checks/inherited.h"
#include "checks/subject.h"
#include "checks/table.h"
#include "core/change_index.h"

/* Why a mention does not count, weakest excuse first: the nearest miss is reported. */
enum miss { MISS_NONE_FOUND, MISS_SOURCE, MISS_PROJECT, MISS_DENIED, MISS_GRADE, COUNTS };

static bool
is_in_project(const char *key, const struct texts *projects)
{
	for (size_t i = 0; i < projects->count; i++) {
		size_t length = strlen(projects->at[i]);

		if (text_starts_with(key, projects->at[i]) && key[length] == '-')
			return true;
	}
	return false;
}

static enum miss
weigh(const struct ticket_rules *rules, const struct ticket_reference *reference)
{
	if (!texts_contain(&rules->sources, reference->source))
		return MISS_SOURCE;
	if (!is_in_project(reference->key, &rules->projects))
		return MISS_PROJECT;
	if (texts_contain(&rules->deny, reference->key))
		return MISS_DENIED;
	if (reference->grade < rules->evidence)
		return MISS_GRADE;
	return COUNTS;
}

static struct finding *
judge_miss(struct judgement *judgement, const char *subject, enum miss miss,
	   const struct ticket_reference *nearest)
{
	struct arena *arena = judgement->arena;
	const char *key = nearest ? text_shown(arena, nearest->key) : "";

	switch (miss) {
	case MISS_PROJECT:
		return judge(judgement, subject, FAIL, "TKT-PROJECT",
			     "%s is not a ticket of an allowed project (%s)", key,
			     texts_shown(arena, &judgement->policy->tickets.projects));
	case MISS_DENIED:
		return judge(judgement, subject, FAIL, "TKT-DENIED",
			     "%s is a catch-all ticket that the policy does not accept", key);
	case MISS_GRADE:
		return judge(judgement, subject, FAIL, "TKT-GRADE",
			     "%s is only %s; the policy asks for %s", key,
			     grade_names[nearest->grade],
			     grade_names[judgement->policy->tickets.evidence]);
	case MISS_SOURCE:
		return judge(judgement, subject, FAIL, "TKT-SOURCE",
			     "%s stands in a %s, where the policy does not look", key,
			     text_shown(arena, nearest->source));
	default:
		return judge(judgement, subject, FAIL, "TKT-MISSING", "no ticket is named");
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

static void
note_others(struct judgement *judgement, struct finding *finding, const struct positions *named,
	    const struct ticket_reference *counted)
{
	const struct tickets *tickets = &judgement->evidence->tickets;

	for (size_t i = 0; i < named->count; i++) {
		const struct ticket_reference *other = &tickets->references.at[named->at[i]];

		if (text_equal(other->key, counted->key) ||
		    weigh(&judgement->policy->tickets, other) == COUNTS)
			continue;
		finding_note(judgement, finding, "TKT-IGNORED", "%s was not counted",
			     text_shown(judgement->arena, other->key));
	}
}

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
	if (!is_in_project(key, &rules->projects) || texts_contain(&rules->deny, key))
		return false;
	finding = judge(judgement, subject_of_request(judgement->arena, request), PASS,
			"TKT-INHERITED", "%s, of %s", text_shown(judgement->arena, key),
			inherited_shown(judgement->arena, request));
	finding_rests_on(judgement, finding, "%s", inherited_pointer(judgement, request));
	return true;
}

static void
judge_request(struct judgement *judgement, const struct change_request *request, const void *with)
{
	const struct tickets *tickets = &judgement->evidence->tickets;
	struct positions named = change_index_tickets(with, request);
	const char *subject = subject_of_request(judgement->arena, request);
	enum miss best = MISS_NONE_FOUND;
	struct finding *finding;
	size_t at = 0;

	if (has_standing_ticket(judgement, request))
		return;
	for (size_t i = 0; i < named.count; i++) {
		enum miss miss =
			weigh(&judgement->policy->tickets, &tickets->references.at[named.at[i]]);

		if (miss > best) {
			best = miss;
			at = named.at[i];
		}
	}
	if (best != COUNTS && has_inherited_ticket(judgement, request))
		return;
	if (best == COUNTS) {
		const struct ticket_reference *found = &tickets->references.at[at];

		finding = judge(judgement, subject, PASS, "TKT-FOUND", "%s, from %s (%s)",
				text_shown(judgement->arena, found->key),
				text_shown(judgement->arena, found->source),
				grade_names[found->grade]);
		note_others(judgement, finding, &named, found);
	} else {
		finding = judge_miss(judgement, subject, best,
				     best == MISS_NONE_FOUND ? NULL : &tickets->references.at[at]);
		fix_miss(judgement, finding);
		note_not_inherited(judgement, finding, request, judgement->policy->tickets.reverts,
				   judgement->policy->tickets.backports, "TKT-NOT-INHERITED");
	}
	if (best == MISS_NONE_FOUND)
		finding_rests_on(judgement, finding, "/tickets/references");
	else
		finding_rests_on(judgement, finding, "/tickets/references/%zu", at);
}

static void
answer(struct judgement *judgement)
{
	if (has_no_commits_to_judge(judgement))
		return;
	if (is_unavailable(judgement, &judgement->evidence->tickets.availability, "TKT-UNAVAILABLE",
			   "tickets"))
		return;
	judge_each_request(judgement, judge_request,
			   change_index_build(judgement->arena, judgement->evidence));
}

const struct check ticket_check_1 = {
	.id = "ticket",
	.revision = 1,
	.question = "Is every change linked to a ticket?",
	.answer = answer,
};
