/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does GitHub say of issues? A hundred aliases in one query of GraphQL, by the client of the
 * forge. A number is that of an issue or of a pull request, which is no ticket. Statuses are its
 * two: open and closed. See github_issues.h.
 */
#include "integrations/github_issues.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/github_client.h"
#include "integrations/github_read.h"

#define ACTOR                                                                      \
	"{ __typename login ... on User { databaseId } ... on Bot { databaseId } " \
	"... on Mannequin { databaseId } ... on Organization { databaseId } } "
#define ISSUE                                                                                  \
	"{ __typename ... on Issue { databaseId number url state createdAt author " ACTOR      \
	"repository { nameWithOwner } timelineItems(first: 100, itemTypes: [CLOSED_EVENT, "    \
	"REOPENED_EVENT]) { totalCount pageInfo { hasNextPage endCursor } nodes { __typename " \
	"... on ClosedEvent { createdAt actor " ACTOR                                          \
	"} ... on ReopenedEvent { createdAt actor " ACTOR "} } } } } "

struct issues {
	struct arena *arena;
	struct github *github;
	struct tracker_facts *facts;
};

/* ---- the query ---- */

/* "acme/payments" of "acme/payments#12". */
static const char *
repository_of(struct arena *arena, const struct tracked_ticket *row)
{
	return arena_copy(arena, row->asked, strcspn(row->asked, "#"));
}

static bool
is_at_home(const struct issues *issues, const struct tracked_ticket *row)
{
	return text_equal_ignoring_case(repository_of(issues->arena, row),
					github_repository(issues->github));
}

static void
add_issue(const struct issues *issues, size_t index, struct github_query *query)
{
	const struct tracked_ticket *row = &issues->facts->tickets.at[index];
	const char *repository = repository_of(issues->arena, row);
	size_t owner = strcspn(repository, "/");
	int64_t number = 0;

	text_to_integer(strchr(row->asked, '#') + 1, &number);
	github_query_number(query, 'i', index, number);
	if (is_at_home(issues, row)) {
		github_query_inside(query, "i%zu: issueOrPullRequest(number: $i%zu) " ISSUE, index,
				    index);
		return;
	}
	github_query_text(query, 'v', index, "String!",
			  arena_copy(issues->arena, repository, owner));
	github_query_text(query, 'w', index, "String!", repository + owner + 1);
	github_query_beside(query,
			    "r%zu: repository(owner: $v%zu, name: $w%zu) "
			    "{ i: issueOrPullRequest(number: $i%zu) " ISSUE "} ",
			    index, index, index, index);
}

/* ---- the answer ---- */

static struct tracker_person *
read_actor(struct github_reading *reading, const struct node *map, const char *key)
{
	struct account *account = github_account(reading, map, key);
	struct tracker_person *person;

	if (!account)
		return NULL;
	person = arena_allocate(reading->arena, sizeof(*person));
	*person = (struct tracker_person){.id = account->id,
					  .name = account->login,
					  .address = "",
					  .machine = account->kind != ACCOUNT_HUMAN};
	return person;
}

static void
add_transition(struct github_reading *reading, const struct node *node, struct tracked_ticket *row)
{
	bool closes = text_equal(github_name(reading, node, "__typename"), "ClosedEvent");

	*LIST_ADD(reading->arena, &row->transitions) = (struct ticket_transition){
		.from = closes ? "open" : "closed",
		.to = closes ? "closed" : "open",
		.from_category = closes ? CATEGORY_IN_PROGRESS : CATEGORY_DONE,
		.to_category = closes ? CATEGORY_DONE : CATEGORY_IN_PROGRESS,
		.time = github_time(reading, node, "createdAt"),
		.by = read_actor(reading, node, "actor")};
}

static void
read_history(struct github_reading *reading, const struct node *issue, struct tracked_ticket *row)
{
	const struct ticket_transition *last;
	struct github_list list;

	github_list(reading, issue, "timelineItems", &list);
	for (const struct node *each = list.first; each && !reading->why; each = each->next)
		add_transition(reading, each, row);
	row->transition_count = (int64_t)row->transitions.count;
	row->history.state = KNOWN;
	last = row->transitions.count ? &row->transitions.at[row->transitions.count - 1] : NULL;
	if (list.after)
		row->history = (struct availability){
			UNAVAILABLE, "it was closed and opened more often than is read"};
	else if (!text_equal(last ? last->to : "open", row->status))
		row->history = (struct availability){
			UNAVAILABLE, "its history does not lead to the status that it has"};
	row->entered = last ? last->time : row->created;
	row->entered_by = last ? last->by : row->creator;
}

static void
read_issue(struct github_reading *reading, const struct node *issue, struct tracked_ticket *row)
{
	const struct node *repository = github_map(reading, issue, "repository");
	int64_t number = github_count(reading, issue, "number");

	row->id = github_id_or_null(reading, issue, "databaseId");
	row->url = github_name(reading, issue, "url");
	row->project = github_name(reading, repository, "nameWithOwner");
	row->key = arena_format(reading->arena, "%s#%lld", row->project, (long long)number);
	row->moved = !text_equal_ignoring_case(row->key, row->asked);
	row->status = github_word(reading, issue, "state");
	row->category = text_equal(row->status, "closed") ? CATEGORY_DONE : CATEGORY_IN_PROGRESS;
	row->created = github_time(reading, issue, "createdAt");
	row->creator = read_actor(reading, issue, "author");
	read_history(reading, issue, row);
}

static const char *
read_node(struct issues *issues, const struct node *node, struct tracked_ticket *row)
{
	struct github_reading reading = {issues->arena, NULL};
	struct tracked_ticket read = {.asked = row->asked, .state = TRACKED_FOUND};
	const char *type = github_name(&reading, node, "__typename");

	if (text_equal(type, "PullRequest")) {
		read.key = row->asked;
		read.is_request = true;
	} else if (text_equal(type, "Issue")) {
		read_issue(&reading, node, &read);
	} else {
		github_refuse(&reading, "__typename", "is neither Issue nor PullRequest");
	}
	if (!reading.why)
		*row = read;
	return reading.why;
}

static bool
is_not_found(struct arena *arena, const char *problem, const char *path)
{
	return text_starts_with(problem, arena_format(arena, "GraphQL at %s: NOT_FOUND: ", path));
}

static void
take_row(struct issues *issues, size_t index, const struct github_ask *ask)
{
	struct tracked_ticket *row = &issues->facts->tickets.at[index];
	bool own = is_at_home(issues, row);
	const char *outer = own ? "/repository" : arena_format(issues->arena, "/r%zu", index);
	const char *name = own ? arena_format(issues->arena, "i%zu", index) : "i";
	const char *path = arena_format(issues->arena, "%s/%s", outer, name);
	const char *problem = github_problem(&ask->reply, path);
	const struct node *node = node_get(node_get(ask->reply.data, outer + 1), name);

	if (problem && (is_not_found(issues->arena, problem, path) ||
			(!own && is_not_found(issues->arena, problem, outer)))) {
		row->state = TRACKED_ABSENT;
		row->why = "GitHub has no such issue, or does not show it to the token";
		return;
	}
	if (!problem && (!node || node->kind != NODE_MAP))
		problem = "GitHub answered null";
	row->why = problem ? problem : read_node(issues, node, row);
}

static void
ask_all(struct issues *issues)
{
	size_t count = issues->facts->tickets.count;
	size_t parts = (count + LIMIT_TRACKED_AT_ONCE - 1) / LIMIT_TRACKED_AT_ONCE;
	struct github_query *queries = arena_allocate(issues->arena, parts * sizeof(*queries));
	struct github_ask *asks = arena_allocate(issues->arena, parts * sizeof(*asks));

	for (size_t i = 0; i < count; i++)
		add_issue(issues, i, &queries[i / LIMIT_TRACKED_AT_ONCE]);
	for (size_t i = 0; i < parts; i++) {
		github_query_finish(&queries[i], "Issues", issues->github->place.owner,
				    issues->github->place.name);
		asks[i] = (struct github_ask){.query = &queries[i], .name = "Issues"};
	}
	github_send(issues->arena, issues->github, asks, parts);
	for (size_t i = 0; i < count; i++) {
		const struct github_ask *ask = &asks[i / LIMIT_TRACKED_AT_ONCE];

		if (ask->ok)
			take_row(issues, i, ask);
		else
			issues->facts->tickets.at[i].why =
				arena_text(issues->arena, ask->err.message);
	}
	for (size_t i = 0; i < parts; i++)
		github_query_release(&queries[i]);
}

void
github_issues_ask(struct arena *arena, const struct tracker_question *question,
		  struct tracker_facts *facts, struct evidence *evidence)
{
	RELEASED_BY(github_release) struct github *github = NULL;
	struct error err;

	if (!github_open(&question->forge, &github, &err)) {
		facts->availability =
			(struct availability){UNAVAILABLE, arena_text(arena, err.message)};
		return;
	}
	facts->host = arena_text(arena, github_host(github));
	ask_all(&(struct issues){arena, github, facts});
	github_sources(arena, github, evidence);
}
