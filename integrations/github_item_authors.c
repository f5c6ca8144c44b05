/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which accounts do the co-authors of a commit have? Messages have addresses only, and whoever
 * approves is known by account. Asked for commits that name co-authors: it costs a list for each.
 */
#include "integrations/github_item_kinds.h"

#include "base/text.h"
#include "integrations/github_commits.h"

void
github_find_named(struct github_work *work)
{
	for (size_t i = 0; i < work->pulls.count; i++) {
		struct github_pull *pull = &work->pulls.at[i];

		for (; pull->looked_at < pull->facts.commits.count; pull->looked_at++)
			if (pull->facts.commits.at[pull->looked_at].co_authors.count)
				*LIST_ADD(work->arena, &work->named) =
					(struct github_named){i, pull->looked_at, false};
	}
}

static struct github_pull *
pull_of(struct github_work *work, size_t index, struct forge_commit **commit)
{
	struct github_pull *pull = &work->pulls.at[work->named.at[index].pull];

	*commit = &pull->facts.commits.at[work->named.at[index].commit];
	return pull;
}

static void
add_authors(struct github_work *work, size_t index, struct github_query *query)
{
	struct forge_commit *commit;

	(void)pull_of(work, index, &commit);
	query->fragments |= FRAGMENT_AUTHORS;
	github_query_text(query, 'a', index, "GitObjectID!", commit->id);
	github_query_inside(query,
			    "a%zu: object(oid: $a%zu) { ... on Commit { oid "
			    "authors(first: 100) { ...Authors } } } ",
			    index, index);
}

static void
read_authors(struct github_work *work, size_t index, const struct node *node,
	     const struct github_reply *reply, const char *path)
{
	struct github_reading reading = {work->arena, NULL};
	const char *problem = github_problem(reply, path);
	struct forge_commit *commit;
	struct github_pull *pull = pull_of(work, index, &commit);

	work->named.at[index].asked = true;
	if (pull->why)
		return;
	if (!node && !problem)
		problem = "GitHub does not have one of its commits any more";
	if (!problem)
		github_read_authors(&reading, node, commit);
	pull->why = problem ? problem : reading.why;
}

const struct github_item_kind github_authors_item = {ITEM_AUTHORS, false, 4, add_authors,
						     read_authors};
