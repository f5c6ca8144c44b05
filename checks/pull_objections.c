/* SPDX-License-Identifier: Apache-2.0 */
/* Does somebody object? See pull_objections.h. */
#include "checks/pull_objections.h"

#include "base/text.h"
#include "checks/pull_people.h"

/* An objection whose author got lost is still one. */
static bool
is_last_of_a_human(const struct forge_request *request, const struct forge_review *review)
{
	return (!review->author || review->author->kind != ACCOUNT_BOT) &&
	       pull_is_last_opinion(request, review);
}

static const struct forge_event *
dismissal_of(const struct forge_request *request, const struct forge_review *review)
{
	for (size_t i = request->events.count; i > 0; i--)
		if (request->events.at[i - 1].kind == FORGE_REVIEW_DISMISSED &&
		    text_equal(request->events.at[i - 1].review, review->id))
			return &request->events.at[i - 1];
	return NULL;
}

/* Whom nobody knows may be one. */
static bool
is_a_contributor(const struct pull *pull, const struct account *account)
{
	struct known_person person;

	if (!account_is_known(account))
		return true;
	known_person_init(pull, account, &person);
	for (size_t i = 0; i < pull->contributors.count; i++)
		if (known_person_is(pull, &person, pull->contributors.at[i].account))
			return true;
	return false;
}

/* A workflow of the author's own may dismiss, too. */
static const char *
why_not_by(const struct pull *pull, const struct account *account)
{
	if (is_a_contributor(pull, account))
		return "who contributed";
	return account_is_human(account) ? NULL : "for nobody knows whom";
}

static void
judge_dismissed(struct pull *pull, const struct forge_review *review)
{
	const struct forge_event *event = dismissal_of(pull->request, review);
	const char *reviewer = account_shown(pull->arena, review->author);
	const char *why;

	if (!event) {
		pull_say(pull, UNKNOWN, "APPR-INCOMPLETE",
			 arena_format(pull->arena, "nobody knows who dismissed the review of %s",
				      reviewer),
			 "collect the evidence again");
		return;
	}
	/* A push may dismiss an approval by itself; that objects to nothing. */
	if (text_equal_ignoring_case(event->before, "approved"))
		return;
	why = why_not_by(pull, event->actor);
	if (!why)
		return;
	pull_say(pull, FAIL, "APPR-CHANGES-REQUESTED",
		 arena_format(pull->arena, "the review of %s was dismissed by %s, %s", reviewer,
			      account_shown(pull->arena, event->actor), why),
		 "have the reviewer look at it again, or dismiss the review as somebody who "
		 "contributed nothing");
}

/* Anybody may object to a public repository; but a right that was taken away later is to be seen.
 */
static void
note_objection(struct pull *pull, const struct forge_review *review)
{
	if (review->state == REVIEW_CHANGES_REQUESTED)
		pull_note(pull, "APPR-OBJECTED",
			  arena_format(pull->arena, "%s, who may not write now, requested changes",
				       account_shown(pull->arena, review->author)));
}

static void
judge_review(struct pull *pull, size_t at)
{
	const struct forge_review *review = &pull->request->reviews.at[at];

	if (review->state == REVIEW_APPROVED || !is_last_of_a_human(pull->request, review))
		return;
	if (!review->may_push)
		note_objection(pull, review);
	else if (review->state == REVIEW_DISMISSED)
		judge_dismissed(pull, review);
	else
		pull_say(pull, FAIL, "APPR-CHANGES-REQUESTED",
			 arena_format(pull->arena, "%s requested changes, and that stands",
				      account_shown(pull->arena, review->author)),
			 "make the changes and ask for another review; or have it dismissed by its "
			 "author or somebody who contributed nothing");
	pull_rests_on_one(pull, "reviews", at);
}

void
pull_judge_objections(struct pull *pull)
{
	if (pull->demand->rules->changes_requested != CHANGES_BLOCK)
		return;
	for (size_t i = 0; i < pull->request->reviews.count; i++)
		judge_review(pull, i);
	pull_rests_on(pull, "events");
}

static void
judge_self_merge(struct pull *pull)
{
	const struct forge_request *request = pull->request;
	bool refused = pull->demand->rules->self_merge == SELF_MERGE_REFUSED;
	const char *merger = account_shown(pull->arena, request->merger);

	if (account_equal(request->merger, request->author)) {
		if (refused)
			pull_say(pull, FAIL, "APPR-SELF-MERGE",
				 arena_format(pull->arena, "%s opened and merged it", merger),
				 "have somebody else merge");
		else
			pull_note(pull, "APPR-SELF-MERGED",
				  arena_format(pull->arena, "%s opened and merged it", merger));
	} else if (refused && !account_is_known(request->merger)) {
		pull_say(pull, UNKNOWN, "APPR-MERGER-UNKNOWN", "nobody knows who merged it",
			 "have somebody merge whose account exists");
	}
}

/* Without the merger nobody knows whether an approver is the one to be left out. */
static void
judge_agent(struct pull *pull)
{
	const struct forge_request *request = pull->request;

	if (pull->demand->rules->agents == AGENTS_EXCLUDE_MERGER && request->author &&
	    request->author->kind != ACCOUNT_HUMAN && !account_is_known(request->merger))
		pull_say(pull, UNKNOWN, "APPR-MERGER-UNKNOWN",
			 "an app opened it, and nobody knows who merged it",
			 "have somebody merge whose account exists");
}

void
pull_judge_merger(struct pull *pull)
{
	const struct forge_request *request = pull->request;
	const char *decision = request->decision;

	if (request->state != STATE_MERGED)
		return;
	judge_self_merge(pull);
	judge_agent(pull);
	if (text_equal_ignoring_case(decision, "REVIEW_REQUIRED") ||
	    text_equal_ignoring_case(decision, "CHANGES_REQUESTED"))
		pull_note(pull, "APPR-BYPASSED",
			  arena_format(pull->arena,
				       "the forge's own rules say %s: it was merged "
				       "past them, or they came later",
				       text_shown(pull->arena, decision)));
}
