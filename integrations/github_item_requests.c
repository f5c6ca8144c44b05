/* SPDX-License-Identifier: Apache-2.0 */
/* How are requests asked, alone and page by page? See github_item_kinds.h. */
#include "integrations/github_item_kinds.h"

#include "base/text.h"
#include "integrations/github_files.h"

static const char *
problem_of_request(struct github_work *work, const struct github_reply *reply, const char *path)
{
	const char *problem = github_problem(reply, path);
	const char *last = arena_format(work->arena, "%s/last", path);

	for (size_t i = 0; problem && i < reply->problems.count; i++) {
		const struct github_problem *each = &reply->problems.at[i];

		if (!text_starts_with(each->path, last) && text_starts_with(each->path, path))
			return each->says;
		if (text_starts_with(path, each->path))
			return each->says;
	}
	return NULL;
}

void
github_take_request(struct github_work *work, size_t index, const struct node *node,
		    const struct github_reply *reply, const char *path)
{
	struct github_pull *pull = &work->pulls.at[index];

	if (pull->read)
		return;
	pull->read = true;
	pull->why = problem_of_request(work, reply, path);
	if (!node && !pull->why)
		pull->why = "GitHub does not have it";
	if (!pull->why)
		github_read_request(work->arena, node, work->question->files, work->question->links,
				    pull);
}

static void
add_request(struct github_work *work, size_t index, struct github_query *query)
{
	query->fragments |= FRAGMENT_REQUEST;
	github_query_number(query, 'p', index, work->pulls.at[index].number);
	github_query_inside(query, "p%zu: pullRequest(number: $p%zu) { ...Request } ", index,
			    index);
}

static void
add_number(struct github_work *work, size_t index, struct github_query *query)
{
	(void)index;
	query->fragments |= FRAGMENT_REQUEST;
	github_query_number(query, 'n', 0, work->question->number);
	github_query_inside(query, "n0: pullRequest(number: $n0) { ...Request ");
	if (work->question->checks) {
		query->fragments |= FRAGMENT_HEAD_CHECKS;
		github_query_inside(query, "...HeadChecks ");
	}
	github_query_inside(query, "baseRef { name target { oid ... on Commit { ");
	if (work->question->owners)
		github_ask_owners(query);
	if (work->policy)
		github_ask_policy(query, work->policy);
	github_query_inside(query, "oid } } } } ");
}

static void
read_base(struct github_work *work, const struct node *node, const char *base, const char *problem)
{
	struct github_reading reading = {work->arena, NULL};
	const struct node *ref = problem ? NULL : github_map_or_null(&reading, node, "baseRef");
	const struct node *target = ref ? github_map(&reading, ref, "target") : NULL;

	if (!problem && !target)
		problem = "the branch that it is merged into is gone";
	if (work->question->owners)
		github_take_owners(work, base, target, problem);
	if (!work->policy)
		return;
	work->policy->branch = base;
	if (problem)
		work->policy->availability = (struct availability){UNAVAILABLE, problem};
	else
		github_read_policy(work->arena, target, work->policy);
}

/* As if its head were what is deployed: the one change request of the question. */
static void
read_number(struct github_work *work, size_t index, const struct node *node,
	    const struct github_reply *reply, const char *path)
{
	int64_t number = work->question->number;
	size_t place = github_pull_index(work, number);
	struct github_pull *pull = &work->pulls.at[place];
	struct landing *landing;

	(void)index;
	github_take_request(work, place, node, reply, path);
	if (pull->why) {
		github_give_up(work, arena_format(work->arena, "request #%lld: %s",
						  (long long)number, pull->why));
		return;
	}
	landing = LIST_ADD(work->arena, &work->facts->landings);
	texts_add(work->arena, &work->landed_after, NULL);
	landing->commit = pull->facts.head;
	landing->request_count = 1;
	*LIST_ADD(work->arena, &landing->requests) =
		(struct landed){number, LANDED_UNKNOWN, NULL, "it was not compared with the clone"};
	read_base(work, node, pull->facts.base,
		  github_problem(reply, arena_format(work->arena, "%s/baseRef", path)));
	if (work->question->checks)
		github_take_last_checks(work, node, number, reply, path);
}

/* One list of one request that has a further page. */
static void
ask_page(struct github_query *query, size_t index, const char *after, char letter, const char *list,
	 const char *selection)
{
	if (!after)
		return;
	github_query_text(query, letter, index, "String!", after);
	github_query_inside(query, "%s, after: $%c%zu) %s ", list, letter, index, selection);
}

static void
add_more_request(struct github_work *work, size_t index, struct github_query *query)
{
	const struct github_pull *pull = &work->pulls.at[index];

	github_query_number(query, 'o', index, pull->number);
	github_query_inside(query, "o%zu: pullRequest(number: $o%zu) { number ", index, index);
	ask_page(query, index, pull->after.latest, 'q', "latestOpinionatedReviews(first: 100",
		 "{ " GITHUB_PAGE "nodes { id } }");
	ask_page(query, index, pull->after.reviews, 'r',
		 "reviews(first: 100, states: [APPROVED, CHANGES_REQUESTED, DISMISSED]",
		 "{ ...Reviews }");
	ask_page(query, index, pull->after.commits, 'k', "commits(first: 100", "{ ...Commits }");
	ask_page(query, index, pull->after.events, 'e',
		 query->plain ? "timelineItems(first: 100, itemTypes: [" GITHUB_OLD_EVENTS "]"
			      : "timelineItems(first: 100, itemTypes: [" GITHUB_EVENTS "]",
		 "{ ...EventsFields }");
	ask_page(query, index, pull->after.files, 'i', "files(first: 100",
		 "{ " GITHUB_PAGE "nodes { path changeType } }");
	ask_page(query, index, pull->after.closes, 'j', "closingIssuesReferences(first: 50",
		 "{ ...Issues }");
	github_query_inside(query, "} ");
	query->fragments |= pull->after.reviews ? FRAGMENT_REVIEWS : 0u;
	query->fragments |= pull->after.commits ? FRAGMENT_COMMITS : 0u;
	query->fragments |= pull->after.events ? FRAGMENT_EVENTS : 0u;
	query->fragments |= pull->after.closes ? FRAGMENT_ISSUES : 0u;
}

static void
read_more_request(struct github_work *work, size_t index, const struct node *node,
		  const struct github_reply *reply, const char *path)
{
	struct github_pull *pull = &work->pulls.at[index];

	pull->why = github_problem(reply, path);
	if (!node && !pull->why)
		pull->why = "GitHub does not have it any more";
	if (!pull->why)
		github_read_more(work->arena, node, pull);
}

const struct github_item_kind github_number_item = {ITEM_NUMBER, false, 36, add_number,
						    read_number};
const struct github_item_kind github_more_request_item = {ITEM_MORE_REQUEST, false, 36,
							  add_more_request, read_more_request};
const struct github_item_kind github_request_item = {ITEM_REQUEST, false, 36, add_request,
						     github_take_request};
