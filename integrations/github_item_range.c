/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many commits does the range have, asked beside everything else? See github_item_kinds.h.
 *
 * GraphQL compares with a branch only. Where both ends of the range lie in it, what is behind it
 * counts the range: of the branch's commits the older end lacks more than the newer one, by those
 * between them. Anything else is left to the comparison of the two ends, which takes a request.
 */
#include "base/text.h"
#include "integrations/github_item_kinds.h"

static void
add_range(struct github_work *work, size_t index, struct github_query *query)
{
	const struct forge_question *question = work->question;

	(void)index;
	github_query_text(query, 'r', 0, "String!",
			  arena_format(work->arena, "refs/heads/%s", question->branches.at[0]));
	github_query_text(query, 'q', 0, "String!", question->previous);
	github_query_once(query, 'x', "String!", question->head);
	github_query_inside(query, "r0: ref(qualifiedName: $r0) { "
				   "from: compare(headRef: $q0) { aheadBy behindBy } "
				   "to: compare(headRef: $x0) { aheadBy behindBy } } ");
}

/* Commits of the branch that the commit lacks; refused, if it has others. */
static int64_t
lacks(struct github_reading *reading, const struct node *node, const char *key)
{
	const struct node *comparison = github_map(reading, node, key);

	if (github_count(reading, comparison, "aheadBy") != 0)
		github_refuse(reading, key, "is not in the branch");
	return github_count(reading, comparison, "behindBy");
}

static void
read_range(struct github_work *work, size_t index, const struct node *node,
	   const struct github_reply *reply, const char *path)
{
	struct github_reading reading = {work->arena, github_problem(reply, path)};
	int64_t count;

	(void)index;
	if (!node || reading.why)
		return;
	count = lacks(&reading, node, "from") - lacks(&reading, node, "to");
	if (reading.why || count != work->question->commit_count)
		return;
	work->facts->range = (struct forge_range){{KNOWN, NULL}, count};
}

const struct github_item_kind github_range_item = {ITEM_RANGE, false, 1, add_range, read_range};
