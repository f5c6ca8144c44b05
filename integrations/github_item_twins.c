/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is GitHub asked which requests ever came from a branch of one name? A run for one of them
 * does not tell which. See github_item_kinds.h.
 */
#include "base/text.h"
#include "integrations/github_item_kinds.h"

static void
add_twins(struct github_work *work, size_t index, struct github_query *query)
{
	github_query_text(query, 'w', index, "String!", work->twins.at[index].branch);
	github_query_inside(query,
			    "w%zu: pullRequests(first: 100, headRefName: $w%zu, "
			    "orderBy: {field: CREATED_AT, direction: DESC}) { " GITHUB_PAGE
			    "nodes { number createdAt closedAt baseRefName headRefOid "
			    "timelineItems(first: 1, itemTypes: [BASE_REF_CHANGED_EVENT, "
			    "AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]) { nodes { __typename } } } "
			    "} ",
			    index, index);
}

static void
read_twin(struct github_reading *reading, const struct node *node, struct github_twin *twin)
{
	const struct node *events = github_map(reading, node, "timelineItems");
	const struct node *first = github_array(reading, events, "nodes");

	twin->number = github_count(reading, node, "number");
	twin->created = github_time(reading, node, "createdAt");
	twin->closed = github_time_or_0(reading, node, "closedAt");
	twin->base = github_name(reading, node, "baseRefName");
	twin->head = github_commit_or_null(reading, node, "headRefOid");
	twin->moved = first != NULL;
}

static const char *
read_list(struct github_work *work, const struct node *node, struct github_twins *twins)
{
	struct github_reading reading = {work->arena, NULL};
	struct github_list list;

	github_list_of(&reading, node, "pullRequests", &list);
	for (const struct node *each = list.first; each && !reading.why; each = each->next)
		read_twin(&reading, each, LIST_ADD(work->arena, &twins->all));
	if (!reading.why && list.after)
		return arena_format(work->arena, "more than 100 requests came from branches '%s'",
				    text_shown(work->arena, twins->branch));
	return reading.why;
}

static void
read_twins(struct github_work *work, size_t index, const struct node *node,
	   const struct github_reply *reply, const char *path)
{
	struct github_twins *twins = &work->twins.at[index];
	const char *why = github_problem(reply, path);

	if (!why && !node)
		why = "GitHub answered null for the requests of a branch";
	if (!why)
		why = read_list(work, node, twins);
	twins->availability = (struct availability){why ? UNAVAILABLE : KNOWN, why};
}

const struct github_item_kind github_twins_item = {ITEM_TWINS, false, 2, add_twins, read_twins};
