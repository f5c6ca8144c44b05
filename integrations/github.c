/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does GitHub say of a change? Rounds of items: first what the question names, then what its
 * answers open. See github.h and github_work.h.
 */
#include "integrations/github.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/github_environment.h"
#include "integrations/github_files.h"
#include "integrations/github_work.h"

#define FEW_COMMITS 20 /* whose requests are asked in the same round */

/* ---- all rounds ------------------------------------------------------------------------------ */

static void
add_item(struct github_work *work, struct github_items *items, char letter, size_t index)
{
	*LIST_ADD(work->arena, &items->all) = (struct github_item){letter, index};
}

static void
first_items(struct github_work *work, struct github_items *items)
{
	const struct forge_question *question = work->question;
	bool few = question->commits.count <= FEW_COMMITS;

	for (size_t i = 0; i < question->branches.count; i++)
		add_item(work, items, ITEM_BRANCH, i);
	for (size_t i = 0; i < work->facts->teams.count; i++)
		if (work->facts->teams.at[i].availability.state == NOT_ASKED)
			add_item(work, items, ITEM_TEAM, i);
	if (question->head && question->checks)
		add_item(work, items, ITEM_HEAD, 0);
	if (question->head && question->previous && question->branches.count)
		add_item(work, items, ITEM_RANGE, 0);
	if (question->environment)
		add_item(work, items, ITEM_ENVIRONMENT, 0);
	if (question->number)
		add_item(work, items, ITEM_NUMBER, 0);
	for (size_t i = 0; i < question->commits.count; i++)
		add_item(work, items, few ? ITEM_FULL_COMMIT : ITEM_COMMIT, i);
}

static void
add_team(struct github_work *work, const char *name)
{
	struct team_facts *team = LIST_ADD(work->arena, &work->facts->teams);

	team->name = name;
	texts_add(work->arena, &work->team_after, NULL);
	if (work->facts->teams.count > LIMIT_FORGE_NAMED_TEAMS)
		github_give_up(work, arena_format(work->arena,
						  "the policy and CODEOWNERS name more than %d "
						  "teams",
						  LIMIT_FORGE_NAMED_TEAMS));
	if (work->facts->teams.count > LIMIT_FORGE_TEAMS)
		team->availability = (struct availability){
			UNAVAILABLE, arena_format(work->arena,
						  "only the first %d teams that the policy and "
						  "CODEOWNERS name are asked about",
						  LIMIT_FORGE_TEAMS)};
}

static void
begin(struct github_work *work)
{
	const struct forge_question *question = work->question;
	struct forge_facts *facts = work->facts;

	facts->branches_known.state = question->branches.count ? KNOWN : NOT_ASKED;
	for (size_t i = 0; i < question->commits.count; i++) {
		LIST_ADD(work->arena, &facts->landings)->commit = question->commits.at[i];
		texts_add(work->arena, &work->landed_after, NULL);
	}
	for (size_t i = 0; i < question->teams.count; i++)
		add_team(work, question->teams.at[i]);
	if (question->commits.count > LIMIT_FORGE_COMMITS)
		github_give_up(work, arena_format(work->arena,
						  "the deploy brings more than %d first-parent "
						  "commits: deploy something in between first",
						  LIMIT_FORGE_COMMITS));
}

/* Where the branch did not count it, its ends are compared. */
static bool
ask_range(struct github_work *work, struct github_asks *asks)
{
	const struct forge_question *question = work->question;

	if (!question->head || !question->previous ||
	    work->facts->range.availability.state != NOT_ASKED)
		return false;
	LIST_ADD(work->arena, &asks->all)->path = arena_format(
		work->arena, "/compare/%s...%s?per_page=1", question->previous, question->head);
	return true;
}

static void
read_range(struct github_work *work, const struct github_ask *ask)
{
	struct forge_range *range = &work->facts->range;
	const char *why = NULL;

	if (ask->ok)
		why = github_read_compare(work->arena, ask->root, &range->commit_count);
	why = github_why_not(work->arena, ask, why);
	range->availability = (struct availability){why ? UNAVAILABLE : KNOWN, why};
	if (why)
		range->commit_count = 0;
}

static void
add_owner_teams(struct github_work *work)
{
	struct texts named = {0};

	for (size_t i = 0; i < work->facts->owners.count; i++)
		if (work->facts->owners.at[i].bytes)
			github_owner_teams(work->arena, work->facts->owners.at[i].bytes, &named);
	for (size_t i = 0; i < named.count; i++)
		if (!texts_contain(&work->question->teams, named.at[i]))
			add_team(work, named.at[i]);
}

static void
give_up_pages(struct github_work *work)
{
	github_give_up(work,
		       arena_format(work->arena, "POST %s (Requests): lists of more than %d pages",
				    work->github->place.graphql, LIMIT_FORGE_PAGES));
}

/* What the policy of the request asks for, which is known now. */
static void
open_policy(struct github_work *work, struct forge_question *question)
{
	const struct github_policy *policy = work->policy;
	size_t teams = question->teams.count;

	if (!policy || !policy->open || policy->availability.state != KNOWN)
		return;
	policy->open(policy->whose, policy, question);
	for (size_t i = teams; i < question->teams.count; i++)
		add_team(work, question->teams.at[i]);
}

/* What the runs open is bounded by itself, and goes out beside whatever else does. */
static void
further_rounds(struct github_work *work)
{
	for (int round = 0; !work->why; round++) {
		struct github_items items;
		struct github_asks asks = {0};
		size_t of_range, of_pushing;

		github_open_items(work, &items);
		of_range = ask_range(work, &asks);
		github_pushing_ask(work, &asks);
		of_pushing = asks.all.count;
		if (round >= LIMIT_FORGE_PAGES && (items.all.count || of_pushing))
			give_up_pages(work);
		github_runs_ask(work, &items, &asks);
		if (work->why || (!items.all.count && !asks.all.count))
			return;
		github_run_round(work, "Requests", &items, &asks);
		for (size_t i = 0; i < asks.all.count && !work->why; i++)
			if (i < of_range)
				read_range(work, &asks.all.at[i]);
			else if (i < of_pushing)
				github_pushing_read(work, &asks.all.at[i]);
			else
				github_runs_read(work, &asks.all.at[i]);
	}
}

/* ---- the end --------------------------------------------------------------------------------- */

static int
by_number(const void *a, const void *b)
{
	const struct github_pull *one = a, *other = b;

	return (one->number > other->number) - (one->number < other->number);
}

/* A request that is not what it should be is left out, and whatever names it says so. */
static void
leave_out(struct github_work *work, const struct github_pull *pull)
{
	const char *why = arena_format(work->arena, "request #%lld could not be read: %s",
				       (long long)pull->number, pull->why);

	for (size_t i = 0; i < work->facts->landings.count; i++) {
		struct landing *landing = &work->facts->landings.at[i];

		for (size_t k = 0; k < landing->requests.count; k++)
			if (landing->requests.at[k].number == pull->number)
				landing->requests.at[k].why = why;
	}
}

static void
finish(struct github_work *work)
{
	struct forge_facts *facts = work->facts;

	if (work->pulls.count)
		qsort(work->pulls.at, work->pulls.count, sizeof(*work->pulls.at), by_number);
	for (size_t i = 0; i < work->pulls.count; i++) {
		struct github_pull *pull = &work->pulls.at[i];

		github_close_request(work->arena, pull);
		if (pull->why)
			leave_out(work, pull);
		else
			*LIST_ADD(work->arena, &facts->requests) = pull->facts;
	}
	facts->availability.state = KNOWN;
	facts->landing_count = (int64_t)facts->landings.count;
	facts->request_count = (int64_t)facts->requests.count;
}

static void
take_back(struct github_work *work)
{
	struct forge_facts *facts = work->facts;

	*facts = (struct forge_facts){.availability = {UNAVAILABLE, work->why},
				      .kind = facts->kind,
				      .host = facts->host,
				      .repository = facts->repository,
				      .time = facts->time};
	if (work->policy && work->policy->availability.state == NOT_ASKED)
		work->policy->availability = (struct availability){UNAVAILABLE, work->why};
}

void
github_ask(struct arena *arena, struct github *github, const struct forge_question *question,
	   struct github_policy *policy, struct forge_facts *facts)
{
	struct forge_question wider = *question;
	struct github_work work = {.arena = arena,
				   .github = github,
				   .question = &wider,
				   .policy = policy,
				   .facts = facts};
	struct github_items items = {0};
	struct github_asks asks = {0};

	*facts = (struct forge_facts){.kind = "github",
				      .host = arena_text(arena, github->place.host),
				      .repository = arena_text(arena, github->place.repository)};
	begin(&work);
	first_items(&work, &items);
	github_environment_ask(&work, &asks);
	github_run_round(&work, question->number ? "Request" : "Deploy", &items, &asks);
	open_policy(&work, &wider);
	add_owner_teams(&work);
	further_rounds(&work);
	if (work.why) {
		take_back(&work);
		return;
	}
	github_environment_read(&work, &asks);
	github_runs_settle(&work);
	finish(&work);
}
