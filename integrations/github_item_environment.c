/* SPDX-License-Identifier: Apache-2.0 */
/* How is GitHub asked what it has deployed to an environment? See github_item_kinds.h. */
#include "base/text.h"
#include "integrations/github_item_kinds.h"

#define NEWEST "20" /* deployments looked through for one that succeeded */

static void
add_environment(struct github_work *work, size_t index, struct github_query *query)
{
	(void)index;
	github_query_text(query, 'e', 0, "String!", work->question->environment);
	github_query_inside(query, "e0: deployments(first: " NEWEST ", environments: [$e0], "
				   "orderBy: {field: CREATED_AT, direction: DESC}) "
				   "{ " GITHUB_PAGE "nodes { commitOid createdAt latestStatus "
				   "{ state } } } ");
}

/* One whose job still runs, or that failed, has put nothing in place. */
static bool
has_succeeded(struct github_reading *reading, const struct node *node)
{
	const struct node *status = github_map_or_null(reading, node, "latestStatus");

	return status && text_equal(github_word(reading, status, "state"), "success");
}

static void
read_deployments(struct github_reading *reading, const struct node *node,
		 struct forge_deployment *deployment)
{
	struct github_list list;

	github_list_of(reading, node, "deployments", &list);
	deployment->count = list.total;
	for (const struct node *each = list.first; each && !deployment->commit; each = each->next) {
		if (!has_succeeded(reading, each))
			continue;
		deployment->commit = github_commit(reading, each, "commitOid");
		deployment->time = github_time(reading, each, "createdAt");
	}
	if (!deployment->commit && list.after)
		github_refuse(reading, "deployments", "has no success among the newest " NEWEST);
}

static void
read_environment(struct github_work *work, size_t index, const struct node *node,
		 const struct github_reply *reply, const char *path)
{
	struct github_reading reading = {work->arena, NULL};
	const char *problem = github_problem(reply, path);
	struct forge_deployment deployment = {.availability = {KNOWN, NULL},
					      .environment = work->question->environment};

	(void)index;
	if (!problem && !node)
		problem = "GitHub answered null for the deployments";
	if (!problem) {
		read_deployments(&reading, node, &deployment);
		problem = reading.why;
	}
	if (problem)
		deployment = (struct forge_deployment){.availability = {UNAVAILABLE, problem},
						       .environment = work->question->environment};
	work->facts->deployment = deployment;
}

const struct github_item_kind github_environment_item = {ITEM_ENVIRONMENT, false, 1,
							 add_environment, read_environment};
