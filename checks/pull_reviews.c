/* SPDX-License-Identifier: Apache-2.0 */
/* Which reviews of a change request approve it? See pull_reviews.h. */
#include "checks/pull_reviews.h"

#include "base/text.h"
#include "checks/pull_fresh.h"
#include "checks/pull_teams.h"
#include "checks/subject.h"

#define MOST_TOLD 10
#define MOST_NAMED 5

/* Why a review does not count, the nearest miss last: that one is reported. */
static const char *const misses[] = {
	"APPR-MISSING",     "APPR-GHOST",        "APPR-NOT-HUMAN", "APPR-DISMISSED",
	"APPR-PERMISSION",  "APPR-TEAM",         "APPR-SELF",      "APPR-AFTER-DEPLOY",
	"APPR-AFTER-MERGE", "APPR-BASE-CHANGED", "APPR-STALE",
};

/* The reviews of one request at work. */
struct polling {
	struct pull *pull;
	struct approvers *out;
	LIST(size_t) commits; /* for which approvals are counted */
	size_t told;
	size_t miss; /* of `misses` */
	bool mutual;
};

/* ---- who is not counted ---- */

static void
tell(struct polling *polling, const char *text)
{
	struct approvers *out = polling->out;
	struct arena *arena = polling->pull->arena;

	polling->told++;
	if (polling->told == MOST_TOLD + 1)
		out->reasons = arena_format(arena, "%s; and others", out->reasons);
	if (polling->told <= MOST_TOLD)
		out->reasons = arena_format(arena, "%s%s%s", out->reasons,
					    out->reasons[0] ? "; " : "", text);
}

static void
refuse(struct polling *polling, const struct forge_review *review, const char *code,
       const char *why)
{
	struct arena *arena = polling->pull->arena;

	for (size_t i = polling->miss + 1; i < sizeof(misses) / sizeof(misses[0]); i++)
		if (text_equal(misses[i], code))
			polling->miss = i;
	tell(polling, arena_format(arena, "%s %s", account_shown(arena, review->author), why));
}

/* ---- is it an opinion that counts? ---- */

static bool
is_last_opinion(const struct forge_request *request, const struct forge_review *review)
{
	return review->latest && pull_is_last_opinion(request, review);
}

static bool
is_refused_as_person(struct polling *polling, const struct forge_review *review)
{
	const struct forge_request *request = polling->pull->request;

	if (review->state == REVIEW_DISMISSED && is_last_opinion(request, review))
		refuse(polling, review, "APPR-DISMISSED", "not counted: the review was dismissed");
	if (review->state != REVIEW_APPROVED)
		return true;
	if (!account_is_known(review->author))
		refuse(polling, review, "APPR-GHOST", "not counted: the account is deleted");
	else if (!is_last_opinion(request, review))
		return true;
	else if (review->author->kind != ACCOUNT_HUMAN)
		refuse(polling, review, "APPR-NOT-HUMAN", "not counted: it is an app, no human");
	else
		return false;
	return true;
}

static bool
is_outside(const struct forge_review *review)
{
	static const char *const outside[] = {"NONE", "CONTRIBUTOR", "FIRST_TIME_CONTRIBUTOR",
					      "FIRST_TIMER"};

	for (size_t i = 0; i < sizeof(outside) / sizeof(outside[0]); i++)
		if (text_equal_ignoring_case(review->association, outside[i]))
			return true;
	return false;
}

static void
doubt(struct approver *approver, const char *code, const char *why)
{
	if (!approver->certain)
		return;
	approver->certain = false;
	approver->code = code;
	approver->why = why;
}

/* A stranger cannot review what is private. Internal is open to the whole enterprise. */
static bool
accepts_departed(const struct pull *pull)
{
	return pull->demand->rules->departed == DEPARTED_ACCEPTED &&
	       text_equal(pull->facts->visibility, "PRIVATE");
}

/* Whoever left since may have had the right then; nobody keeps that. */
static bool
lacks_permission(struct polling *polling, struct approver *approver)
{
	const struct pull *pull = polling->pull;
	const struct forge_review *review = approver->review;

	if (pull->demand->rules->permission == PERMISSION_ANY || review->may_push)
		return false;
	if (pull->request->state == STATE_MERGED && is_outside(review)) {
		approver->departed = accepts_departed(pull);
		if (!approver->departed)
			doubt(approver, "APPR-DEPARTED",
			      "has no access now, and nobody knows whether that was so when "
			      "approving");
		return false;
	}
	refuse(polling, review, "APPR-PERMISSION", "not counted: may only read");
	return true;
}

static bool
lacks_team(struct polling *polling, struct approver *approver)
{
	const struct pull *pull = polling->pull;
	const struct texts *teams = &pull->demand->rules->teams;
	const char *why = NULL;
	enum team_word word = teams_have(pull->facts, teams, approver->review->author, &why);

	if (!teams->count || word == IS_MEMBER)
		return false;
	if (word == TEAM_UNKNOWN) {
		doubt(approver, "APPR-TEAM-UNKNOWN",
		      arena_format(pull->arena,
				   "approved it, and the members of %s are not known: %s",
				   texts_shown(pull->arena, teams),
				   why ? text_shown(pull->arena, why) : "nobody asked"));
		return false;
	}
	refuse(polling, approver->review, "APPR-TEAM",
	       arena_format(pull->arena, "not counted: not in %s",
			    texts_shown(pull->arena, teams)));
	return true;
}

static bool
is_out_of_time(struct polling *polling, const struct forge_review *review)
{
	struct pull *pull = polling->pull;
	const struct forge_request *request = pull->request;
	bool merged = request->state == STATE_MERGED;

	if (review->time > pull->judgement->evidence->now.time)
		refuse(polling, review, "APPR-AFTER-DEPLOY",
		       "not counted: approved after the deploy");
	else if (review->time < request->created)
		refuse(polling, review, "APPR-AFTER-DEPLOY",
		       "not counted: the review is older than the request");
	else if (merged && review->time > request->merged && !pull->judgement->evidence->retro &&
		 pull->demand->rules->before == BEFORE_MERGE)
		refuse(polling, review, "APPR-AFTER-MERGE",
		       "not counted: approved after the merge");
	else
		return false;
	return true;
}

static bool
is_stale(struct polling *polling, struct approver *approver)
{
	const char *code = NULL, *why = NULL;

	switch (pull_freshness(polling->pull, approver->review, &code, &why)) {
	case FRESH:
		return false;
	case NOBODY_KNOWS:
		doubt(approver, code, why);
		return false;
	default:
		refuse(polling, approver->review, code, why);
		return true;
	}
}

/* ---- for which commits does it count? ---- */

/* Whoever may approve one may approve all, unless each author is looked at alone. */
static void
choose_commits(struct polling *polling)
{
	const struct forge_request *request = polling->pull->request;
	bool each = polling->pull->demand->rules->independence == INDEPENDENCE_COVERS_EACH_AUTHOR;

	for (size_t i = 0; each && i < request->commits.count; i++)
		if (!request->commits.at[i].adds_nothing)
			*LIST_ADD(polling->pull->arena, &polling->commits) = i;
	if (!polling->commits.count)
		*LIST_ADD(polling->pull->arena, &polling->commits) = 0;
}

static const struct pull_contributor *
conflict_of(struct polling *polling, const struct approver *approver, size_t at, bool *suggested)
{
	const struct pull *pull = polling->pull;

	return pull_conflict(pull, &approver->person, &pull->request->commits.at[at],
			     &polling->mutual, suggested);
}

/* Whoever contributed to all of them approves none. */
static bool
is_contributor(struct polling *polling, const struct approver *approver)
{
	struct pull *pull = polling->pull;
	const struct pull_contributor *conflict = NULL;
	bool suggested = false;

	for (size_t i = 0; i < polling->commits.count; i++) {
		conflict = conflict_of(polling, approver, polling->commits.at[i], &suggested);
		if (!conflict)
			break;
	}
	if (suggested && !conflict)
		pull_note(pull, "APPR-SUGGESTION",
			  arena_format(pull->arena, "a suggestion of %s was applied",
				       account_shown(pull->arena, approver->review->author)));
	if (!conflict)
		return false;
	refuse(polling, approver->review, "APPR-SELF",
	       arena_format(pull->arena, "not counted: %s",
			    contribution_shown(pull->arena, conflict)));
	return true;
}

static bool
is_counted_already(const struct polling *polling, const struct approver *approver)
{
	const struct approvers *out = polling->out;

	for (size_t i = 0; i < out->all.count; i++)
		if (known_person_is(polling->pull, &approver->person,
				    out->all.at[i].review->author))
			return true;
	return false;
}

static void
look_at(struct polling *polling, size_t at)
{
	struct pull *pull = polling->pull;
	struct approver approver = {.review = &pull->request->reviews.at[at], .certain = true};

	pull_rests_on_one(pull, "reviews", at);
	if (is_refused_as_person(polling, approver.review))
		return;
	known_person_init(pull, approver.review->author, &approver.person);
	if (pull->demand->among && !known_person_is_among(&approver.person, pull->demand->among))
		return;
	if (is_contributor(polling, &approver) || lacks_permission(polling, &approver) ||
	    lacks_team(polling, &approver) || is_out_of_time(polling, approver.review) ||
	    is_stale(polling, &approver) || is_counted_already(polling, &approver))
		return;
	*LIST_ADD(pull->arena, &polling->out->all) = approver;
}

/* ---- are they enough? ---- */

struct poll {
	size_t certain, possible;
	const struct approver *doubtful; /* the first */
};

static void
count_for(struct polling *polling, size_t commit, struct poll *poll)
{
	struct approvers *out = polling->out;
	bool suggested = false;

	*poll = (struct poll){0};
	for (size_t i = 0; i < out->all.count; i++) {
		const struct approver *approver = &out->all.at[i];

		if (conflict_of(polling, approver, commit, &suggested))
			continue;
		poll->possible++;
		if (approver->certain)
			poll->certain++;
		else if (!poll->doubtful)
			poll->doubtful = approver;
	}
}

/* The commit for which it is worst. */
static void
find_worst(struct polling *polling, struct poll *worst)
{
	for (size_t i = 0; i < polling->commits.count; i++) {
		struct poll poll;

		count_for(polling, polling->commits.at[i], &poll);
		if (i == 0 || poll.possible < worst->possible ||
		    (poll.possible == worst->possible && poll.certain < worst->certain))
			*worst = poll;
	}
}

static void
tell_doubts(struct polling *polling)
{
	struct arena *arena = polling->pull->arena;

	for (size_t i = 0; i < polling->out->all.count; i++) {
		const struct approver *approver = &polling->out->all.at[i];

		if (!approver->certain)
			tell(polling, arena_format(arena, "%s %s",
						   account_shown(arena, approver->review->author),
						   approver->why));
	}
}

static const char *
approvers_shown(const struct pull *pull, const struct approvers *approvers)
{
	const char *all = "";
	size_t shown = 0;

	for (size_t i = 0; i < approvers->all.count; i++) {
		if (!approvers->all.at[i].certain || shown++ >= MOST_NAMED)
			continue;
		all = arena_format(pull->arena, "%s%s%s", all, all[0] ? ", " : "",
				   account_shown(pull->arena, approvers->all.at[i].review->author));
	}
	return shown > MOST_NAMED
		       ? arena_format(pull->arena, "%s and %zu others", all, shown - MOST_NAMED)
		       : all;
}

static const char *
poll_shown(const struct polling *polling, const struct poll *worst, int64_t needed)
{
	const struct pull *pull = polling->pull;
	const char *reasons = polling->out->reasons;

	return arena_format(pull->arena, "%lld needed, %zu valid for %s%s%s", (long long)needed,
			    worst->certain, pull_shown(pull, pull->request), reasons[0] ? ": " : "",
			    reasons);
}

static void
say_missing(struct polling *polling, const struct poll *worst, int64_t needed)
{
	const char *code = misses[polling->miss];

	pull_say(polling->pull, FAIL, worst->certain ? "APPR-TOO-FEW" : code,
		 poll_shown(polling, worst, needed),
		 text_equal(code, "APPR-STALE")
			 ? "ask for another look at the head as it is now, or ask another writer "
			   "who contributed nothing"
			 : "ask somebody who may write here and contributed nothing to review the "
			   "head as it is now");
}

static void
note_what_counts(struct polling *polling)
{
	struct pull *pull = polling->pull;
	const struct forge_request *request = pull->request;

	if (polling->mutual)
		pull_note(pull, "APPR-MUTUAL",
			  "an approver also contributed to another commit of this request");
	for (size_t i = 0; i < polling->out->all.count; i++) {
		const struct approver *approver = &polling->out->all.at[i];
		const struct forge_review *review = approver->review;

		if (approver->departed && approver->certain)
			pull_note(pull, "APPR-DEPARTED",
				  arena_format(pull->arena,
					       "%s has no access now, and counts as the repository "
					       "is private",
					       account_shown(pull->arena, review->author)));
		if (request->state == STATE_MERGED && review->time > request->merged)
			pull_note(pull, "APPR-LATE",
				  arena_format(pull->arena, "%s approved it after the merge",
					       account_shown(pull->arena, review->author)));
	}
}

void
pull_judge_reviews(struct pull *pull, struct approvers *out)
{
	struct polling polling = {.pull = pull, .out = out};
	int64_t needed = pull->demand->count + pull->more;
	struct poll worst = {0};

	*out = (struct approvers){.reasons = ""};
	choose_commits(&polling);
	for (size_t i = 0; i < pull->request->reviews.count; i++)
		look_at(&polling, i);
	if (!pull->request->reviews.count)
		pull_rests_on(pull, "reviews");
	find_worst(&polling, &worst);
	tell_doubts(&polling);
	pull->approvers = approvers_shown(pull, out);
	if ((int64_t)worst.possible < needed)
		say_missing(&polling, &worst, needed);
	else if ((int64_t)worst.certain < needed)
		pull_say(pull, UNKNOWN, worst.doubtful->code, poll_shown(&polling, &worst, needed),
			 "ask for another review, or see that it can be known: by a clone that "
			 "has the commits, and a token that may read what was asked");
	else if (out->reasons[0])
		pull_note(pull, "APPR-NOT-COUNTED", out->reasons);
	note_what_counts(&polling);
}
