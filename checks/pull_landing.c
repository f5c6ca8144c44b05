/* SPDX-License-Identifier: Apache-2.0 */
/* Which change request brought this commit? See pull_landing.h. */
#include "checks/pull_landing.h"

#include "base/glob.h"
#include "base/text.h"
#include "checks/rulings.h"
#include "checks/subject.h"

/* What a request that the forge associates with the commit is to it. */
enum lending { LENDS_NOTHING, UNCLEAR, DIFFERENT, BROUGHT };

struct lender {
	const struct landed *landed;
	const struct forge_request *request;
	enum lending lending;
	const char *why; /* safe to show */
};

/* ---- what clone and forge tell ---- */

static const struct change *
change_of(const struct pull *pull)
{
	return &pull->judgement->evidence->change;
}

static size_t
position_of_commit(const struct pull *pull, const char *commit)
{
	const struct change *change = change_of(pull);
	size_t at = 0;

	while (at < change->requests.count && !text_equal(change->requests.at[at].commit, commit))
		at++;
	return at;
}

static size_t
position_in_request(const struct forge_request *request, const char *commit)
{
	size_t at = 0;

	while (at < request->commits.count && !text_equal(request->commits.at[at].id, commit))
		at++;
	return at;
}

static const struct landed *
rebased_from(const struct pull *pull, size_t at, int64_t number)
{
	const struct landing *landing = &pull->facts->landings.at[at];

	for (size_t i = 0; i < landing->requests.count; i++)
		if (landing->requests.at[i].number == number &&
		    landing->requests.at[i].kind == LANDED_REBASED)
			return &landing->requests.at[i];
	return NULL;
}

/* From this commit to the last of the rebase each is a later commit of the request. */
static bool
is_of_run(const struct pull *pull, const struct forge_request *request)
{
	size_t at = request_position(pull->judgement, pull->change);
	size_t end = position_of_commit(pull, request->merge_commit);
	size_t origin = 0;

	if (end == change_of(pull)->requests.count || end < at)
		return false;
	for (size_t i = at; i <= end; i++) {
		const struct landed *landed = rebased_from(pull, i, request->number);
		size_t next = landed ? position_in_request(request, landed->origin)
				     : request->commits.count;

		if (next == request->commits.count || (i > at && next <= origin))
			return false;
		origin = next;
	}
	return true;
}

static bool
fits(const struct pull *pull, const struct landed *landed, const struct forge_request *request)
{
	const struct change_request *change = pull->change;
	bool became = text_equal(request->merge_commit, change->commit);

	switch (landed->kind) {
	case LANDED_MERGED:
		return became && change->kind == REQUEST_MERGE &&
		       text_equal(change->head, request->head);
	case LANDED_SQUASHED:
		return became && change->kind == REQUEST_DIRECT;
	case LANDED_REBASED:
		return change->kind == REQUEST_DIRECT && is_of_run(pull, request);
	default:
		return false;
	}
}

static const struct texts *
branches_of(const struct pull *pull)
{
	const struct environment_rules *rules =
		policy_environment(pull->policy, change_of(pull)->key.environment);

	return rules && rules->refs.count ? &rules->refs : &pull->policy->branches;
}

/* ---- one request ---- */

static const char *
why_nothing(const struct pull *pull, const struct lender *lender)
{
	const struct forge_request *request = lender->request;
	struct arena *arena = pull->arena;

	if (!pull_is_home(pull->policy, request->base_repository))
		return arena_format(arena, "is of %s", text_shown(arena, request->base_repository));
	if (request->state != STATE_MERGED)
		return "is not merged";
	if (!globs_match(branches_of(pull), request->base))
		return arena_format(arena, "was merged into %s, which is not deployed here",
				    text_shown(arena, request->base));
	return lender->landed->kind == LANDED_NOT ? "did not become this commit" : NULL;
}

static void
look_at(const struct pull *pull, struct lender *lender)
{
	const char *told = lender->landed->why ? text_shown(pull->arena, lender->landed->why) : "";

	lender->why = why_nothing(pull, lender);
	if (lender->why) {
		lender->lending = LENDS_NOTHING;
	} else if (lender->landed->kind == LANDED_UNKNOWN) {
		lender->lending = UNCLEAR;
		lender->why = told[0] ? told : "its content could not be compared";
	} else if (lender->landed->kind == LANDED_DIFFERS) {
		lender->lending = DIFFERENT;
		lender->why = told[0] ? told : "it has something that the request's head has not";
	} else if (!fits(pull, lender->landed, lender->request)) {
		lender->lending = UNCLEAR;
		lender->why = "what the forge says of it does not fit the history that is deployed";
	} else {
		lender->lending = BROUGHT;
	}
}

/* Before anything is merged it is the request itself that is judged. */
static void
look_at_advice(struct pull *pull, struct lender *lender)
{
	const struct forge_request *request = lender->request;

	lender->lending = BROUGHT;
	if (!pull_is_home(pull->policy, request->base_repository)) {
		lender->lending = LENDS_NOTHING;
		lender->why = "is of another repository";
	} else if (!text_equal(request->head, pull->change->commit)) {
		lender->lending = UNCLEAR;
		lender->why = "its head is another commit by now";
	} else if (!globs_match(branches_of(pull), request->base)) {
		pull_note(pull, "APPR-OTHER-REQUEST",
			  arena_format(pull->arena,
				       "%s goes into %s, which is not deployed: what it brings "
				       "needs a request of its own there",
				       pull_shown(pull, request),
				       text_shown(pull->arena, request->base)));
	}
}

/* ---- all of them ---- */

static void
say_different(struct pull *pull, const struct lender *lender)
{
	pull_say(pull, FAIL, "APPR-SQUASH-MISMATCH",
		 arena_format(pull->arena, "commit %s is not what was reviewed as %s: %s",
			      short_id(pull->arena, pull->change->commit),
			      pull_shown(pull, lender->request), lender->why),
		 "open a change request with what this commit has beyond the one that was "
		 "reviewed, or take it back");
}

static void
say_unclear(struct pull *pull, const struct lender *lender)
{
	pull_say(
		pull, UNKNOWN, "APPR-CONTENT-UNKNOWN",
		arena_format(pull->arena,
			     "nobody knows whether commit %s is what was reviewed as %s: %s",
			     short_id(pull->arena, pull->change->commit),
			     pull_shown(pull, lender->request), lender->why),
		"bring the missing objects into the clone (git fetch --unshallow; git fetch origin "
		"refs/pull/N/head) and run again");
}

static void
note_other(struct pull *pull, const struct lender *lender)
{
	pull_note(pull, "APPR-OTHER-REQUEST",
		  arena_format(pull->arena, "%s lends nothing: it %s",
			       pull_shown(pull, lender->request), lender->why));
}

/* What does not say what it became may have become this. */
static bool
is_said_of(const struct pull *pull, const struct lender *lender)
{
	return !lender->request->merge_commit ||
	       text_equal(lender->request->merge_commit, pull->change->commit);
}

static void
say_none(struct pull *pull)
{
	if (pull->out->code)
		return;
	pull_say(pull, FAIL, "APPR-NO-PR",
		 arena_format(pull->arena,
			      "commit %s came without a change request that was merged into a "
			      "branch which is deployed here",
			      short_id(pull->arena, pull->change->commit)),
		 "take it back and bring it by a change request; protect the branch against "
		 "direct pushes");
}

/* One that does not say what became of it weighs only if nothing else brought the commit. */
static void
say_lenders(struct pull *pull, const struct lender *lenders, size_t count, bool brought)
{
	for (size_t i = 0; i < count; i++) {
		const struct lender *lender = &lenders[i];

		if (lender->lending == BROUGHT)
			continue;
		if (lender->lending == LENDS_NOTHING || (brought && !is_said_of(pull, lender)))
			note_other(pull, lender);
		else if (lender->lending == DIFFERENT)
			say_different(pull, lender);
		else
			say_unclear(pull, lender);
	}
}

void
pull_find_landings(struct pull *pull, struct brought_by *out)
{
	size_t at = request_position(pull->judgement, pull->change);
	const struct landing *landing = &pull->facts->landings.at[at];
	size_t count = landing->requests.count;
	struct lender *lenders = arena_allocate(pull->arena, (count + 1) * sizeof(*lenders));

	texts_add(pull->arena, &pull->out->inputs,
		  arena_format(pull->arena, "/forge/landings/%zu", at));
	for (size_t i = 0; i < count; i++) {
		struct lender *lender = &lenders[i];

		lender->landed = &landing->requests.at[i];
		lender->request = forge_find_request(pull->facts, lender->landed->number);
		if (pull_is_advice(pull) && lender->landed->kind != LANDED_DIFFERS)
			look_at_advice(pull, lender);
		else
			look_at(pull, lender);
		if (lender->lending == BROUGHT)
			*LIST_ADD(pull->arena, &out->all) = lender->request;
	}
	say_lenders(pull, lenders, count, out->all.count > 0);
	if (!out->all.count)
		say_none(pull);
}
