/* SPDX-License-Identifier: Apache-2.0 */
/* Is all there that the forge has? See pull_whole.h. */
#include "checks/pull_whole.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "checks/rulings.h"
#include "checks/subject.h"

/* GitHub lists no more of one request. */
#define MOST_COMMITS 250

/* ---- of the forge ---- */

static const char *
forge_problem(const struct judgement *judgement, const struct policy *policy)
{
	const struct forge_facts *facts = judgement->evidence->forge;

	if (!text_equal(facts->kind, "github"))
		return "another forge than the policy's answered";
	if (!pull_is_home(policy, facts->repository))
		return "the forge answered for another repository";
	if (facts->request_count != (int64_t)facts->requests.count)
		return "a change request of the forge is missing";
	for (size_t i = 1; i < facts->requests.count; i++)
		if (facts->requests.at[i - 1].number >= facts->requests.at[i].number)
			return "change requests of the forge are not in order";
	if (facts->landing_count != (int64_t)facts->landings.count ||
	    facts->landings.count != judgement->evidence->change.requests.count)
		return "the forge did not say of every commit where it comes from";
	return NULL;
}

static const char *
landing_problem(const struct pull *pull)
{
	size_t at = request_position(pull->judgement, pull->change);
	const struct landing *landing = &pull->facts->landings.at[at];

	if (!text_equal(landing->commit, pull->change->commit))
		return "the forge spoke of another commit";
	if (landing->request_count != (int64_t)landing->requests.count)
		return "a change request of the commit is missing";
	for (size_t i = 0; i < landing->requests.count; i++)
		if (!forge_find_request(pull->facts, landing->requests.at[i].number))
			return arena_format(pull->arena, "change request #%lld is missing",
					    (long long)landing->requests.at[i].number);
	return NULL;
}

void
pull_say_incomplete(struct pull *pull, const char *why)
{
	pull_say(pull, UNKNOWN, "APPR-INCOMPLETE",
		 arena_format(pull->arena, "what the forge said is not whole: %s", why),
		 "collect the evidence again");
}

static void
say_unavailable(struct pull *pull)
{
	const char *why = pull->facts ? pull->facts->availability.why : NULL;

	pull_say(pull, UNKNOWN, "FORGE-UNAVAILABLE",
		 arena_format(pull->arena, "the forge could not be asked: %s",
			      why ? text_shown(pull->arena, why)
				  : "the evidence has no answer of it"),
		 "try again; if it stays, see `changegate doctor`");
	texts_add(pull->arena, &pull->out->inputs, "/forge");
}

bool
pull_is_whole(struct pull *pull)
{
	const char *problem;

	if (pull->policy->forge == FORGE_NONE) {
		pull_say(pull, UNKNOWN, "FORGE-UNAVAILABLE",
			 "a change request is known by a forge only, and the policy names none",
			 "set `forge:` in the policy");
		return false;
	}
	if (!pull->facts || pull->facts->availability.state != KNOWN) {
		say_unavailable(pull);
		return false;
	}
	problem = forge_problem(pull->judgement, pull->policy);
	if (!problem)
		problem = landing_problem(pull);
	if (!problem)
		return true;
	pull_say_incomplete(pull, problem);
	texts_add(pull->arena, &pull->out->inputs, "/forge");
	return false;
}

/* ---- of one request ---- */

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Their ids in order; the last, behind them, is NULL. */
static const char **
sorted_commits(const struct pull *pull)
{
	size_t count = pull->request->commits.count;
	const char **ids = arena_allocate(pull->arena, (count + 1) * sizeof(*ids));

	for (size_t i = 0; i < count; i++)
		ids[i] = pull->request->commits.at[i].id;
	if (count)
		qsort(ids, count, sizeof(*ids), compare_texts);
	return ids;
}

static bool
lists(const struct pull *pull, const char **ids, const char *id)
{
	return id && pull->request->commits.count &&
	       bsearch(&id, ids, pull->request->commits.count, sizeof(*ids), compare_texts);
}

/* What a merge brought, the forge must list, or somebody's contribution is not weighed. */
static const char *
unlisted_problem(const struct pull *pull, const char **ids)
{
	const struct change_request *change = pull->change;

	for (size_t i = 0; change->kind == REQUEST_MERGE && i < change->commits.count; i++)
		if (!text_equal(change->commits.at[i], change->commit) &&
		    !lists(pull, ids, change->commits.at[i]))
			return arena_format(
				pull->arena,
				"commit %s came with it, and the forge does not list it",
				short_id(pull->arena, change->commits.at[i]));
	return NULL;
}

static const char *
commits_problem(const struct pull *pull)
{
	const struct forge_request *request = pull->request;
	const char **ids = sorted_commits(pull);

	if (request->commit_count != (int64_t)request->commits.count || !request->commits.count)
		return "a commit is missing";
	if (request->commits.count > MOST_COMMITS)
		return "it has more commits than the forge lists";
	for (size_t i = 1; i < request->commits.count; i++)
		if (text_equal(ids[i - 1], ids[i]))
			return "a commit is listed twice";
	if (!lists(pull, ids, request->head))
		return "its head is not among its commits";
	for (size_t i = 0; i < request->commits.count; i++)
		if (request->commits.at[i].co_author_count !=
		    (int64_t)request->commits.at[i].co_authors.count)
			return "a co-author is missing";
	return unlisted_problem(pull, ids);
}

static bool
has_two_last_opinions(const struct forge_request *request, size_t at)
{
	const struct forge_review *review = &request->reviews.at[at];

	for (size_t i = 0; review->latest && i < at; i++)
		if (request->reviews.at[i].latest &&
		    account_equal(request->reviews.at[i].author, review->author))
			return true;
	return false;
}

static const char *
reviews_problem(const struct forge_request *request)
{
	if (request->review_count != (int64_t)request->reviews.count)
		return "a review is missing";
	for (size_t i = 0; i < request->reviews.count; i++)
		if (has_two_last_opinions(request, i))
			return "somebody has two last opinions";
	return NULL;
}

static const char *
state_problem(const struct forge_request *request)
{
	bool merged = request->state == STATE_MERGED;

	if (merged != (request->merged != 0))
		return "it does not say when it was merged";
	if (merged && !request->merge_commit)
		return "it does not say what it became";
	return NULL;
}

const char *
pull_problem(const struct pull *pull)
{
	const struct forge_request *request = pull->request;
	const char *problem = state_problem(request);

	if (!problem)
		problem = commits_problem(pull);
	if (!problem)
		problem = reviews_problem(request);
	if (!problem && request->event_count != (int64_t)request->events.count)
		problem = "an event is missing";
	if (!problem && request->assignee_count != (int64_t)request->assignees.count)
		problem = "an assignee is missing";
	if (!problem && request->pushes.count != (int64_t)request->pushes.all.count)
		problem = "a push is missing";
	if (!problem && request->files.state == KNOWN &&
	    request->path_count != (int64_t)request->paths.count)
		problem = "a changed path is missing";
	return problem;
}
