/* SPDX-License-Identifier: Apache-2.0 */
/* Which requests did a commit come out of, says the forge? See github_item_kinds.h. */
#include "integrations/github_item_kinds.h"

#include "base/text.h"

static bool
is_head(const struct github_work *work, size_t index)
{
	return work->question->checks &&
	       text_equal(work->question->commits.at[index], work->question->head);
}

static void
ask_commit(struct github_work *work, size_t index, struct github_query *query, bool full)
{
	char letter = full ? ITEM_FULL_COMMIT : ITEM_COMMIT;

	query->fragments |= full ? FRAGMENT_REQUEST : 0u;
	query->fragments |= is_head(work, index) ? FRAGMENT_HEAD_CHECKS : 0u;
	github_query_text(query, letter, index, "GitObjectID!", work->question->commits.at[index]);
	github_query_inside(query,
			    "%c%zu: object(oid: $%c%zu) { ... on Commit { oid "
			    "associatedPullRequests(first: %d) { " GITHUB_PAGE
			    "nodes { number baseRepository { nameWithOwner } %s%s} } } } ",
			    letter, index, letter, index, full ? 5 : 10, full ? "...Request " : "",
			    is_head(work, index) ? "...HeadChecks " : "");
}

static void
add_commit(struct github_work *work, size_t index, struct github_query *query)
{
	ask_commit(work, index, query, false);
}

static void
add_full_commit(struct github_work *work, size_t index, struct github_query *query)
{
	ask_commit(work, index, query, true);
}

static void
read_candidate(struct github_work *work, size_t commit, const struct node *node, bool full,
	       const struct github_reply *reply, const char *path)
{
	struct github_reading reading = {work->arena, NULL};
	struct landing *landing = &work->facts->landings.at[commit];
	const char *repository = github_name(&reading, github_map(&reading, node, "baseRepository"),
					     "nameWithOwner");
	int64_t number = github_count(&reading, node, "number");
	size_t index;

	if (reading.why) {
		const char *problem = github_problem(reply, path);

		github_give_up(work, problem ? problem : reading.why);
		return;
	}
	/* Of another repository it is no request of ours, whatever its number. */
	if (!text_equal_ignoring_case(repository, work->facts->repository)) {
		landing->request_count--;
		return;
	}
	*LIST_ADD(work->arena, &landing->requests) =
		(struct landed){number, LANDED_UNKNOWN, NULL, "it was not compared with the clone"};
	index = github_pull_index(work, number);
	if (full)
		github_take_request(work, index, node, reply, path);
	if (is_head(work, commit) && node_get(node, "last"))
		github_take_last_checks(work, node, number, reply, path);
}

static void
read_candidates(struct github_work *work, size_t index, const struct node *node, bool full,
		const struct github_reply *reply, const char *path)
{
	struct github_reading reading = {work->arena, NULL};
	const char *inside = arena_format(work->arena, "%s/associatedPullRequests", path);
	struct github_list list;
	size_t place = 0;
	bool first = !work->landed_after.at[index];

	github_list(&reading, node, "associatedPullRequests", &list);
	if (reading.why) {
		const char *problem = github_problem(reply, inside);

		github_give_up(work, problem ? problem : reading.why);
		return;
	}
	if (first)
		work->facts->landings.at[index].request_count = list.total;
	for (const struct node *each = list.first; each; each = each->next, place++)
		read_candidate(work, index, each, full, reply,
			       arena_format(work->arena, "%s/nodes/%zu", inside, place));
	work->landed_after.at[index] = list.after;
}

static void
take_commit(struct github_work *work, size_t index, const struct node *node, bool full,
	    const struct github_reply *reply, const char *path)
{
	const char *problem = github_problem(reply, path);

	if (node) {
		read_candidates(work, index, node, full, reply, path);
		return;
	}
	if (!problem)
		problem = arena_format(work->arena, "GitHub does not have commit %s: push it first",
				       work->question->commits.at[index]);
	github_give_up(work, problem);
}

static void
read_commit(struct github_work *work, size_t index, const struct node *node,
	    const struct github_reply *reply, const char *path)
{
	take_commit(work, index, node, false, reply, path);
}

static void
read_full_commit(struct github_work *work, size_t index, const struct node *node,
		 const struct github_reply *reply, const char *path)
{
	take_commit(work, index, node, true, reply, path);
}

static void
add_more_landed(struct github_work *work, size_t index, struct github_query *query)
{
	github_query_text(query, 'l', index, "GitObjectID!", work->question->commits.at[index]);
	github_query_text(query, 'm', index, "String!", work->landed_after.at[index]);
	github_query_inside(query,
			    "l%zu: object(oid: $l%zu) { ... on Commit { oid "
			    "associatedPullRequests(first: 100, after: $m%zu) { " GITHUB_PAGE
			    "nodes { number baseRepository { nameWithOwner } } } } } ",
			    index, index, index);
}

const struct github_item_kind github_commit_item = {ITEM_COMMIT, false, 9, add_commit, read_commit};
const struct github_item_kind github_full_commit_item = {ITEM_FULL_COMMIT, false, 45,
							 add_full_commit, read_full_commit};
const struct github_item_kind github_more_landed_item = {ITEM_MORE_LANDED, false, 20,
							 add_more_landed, read_commit};
