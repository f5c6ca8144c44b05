/* SPDX-License-Identifier: Apache-2.0 */
/* Which commits did a branch consist of? See git_first_parents.h. */
#include "integrations/git_first_parents.h"

#include "integrations/git_graph.h"

bool
git_first_parents(struct arena *arena, struct git *git, const char *tip, struct texts *commits,
		  struct error *err)
{
	struct graph *graph = graph_of(git);
	uint32_t node;

	if (!graph_open(git, tip, &node, err))
		return false;
	for (;;) {
		if (!graph_read(git, node, false, err)) {
			fail_while(err, "reading a first-parent history");
			return fail_as(err, ERROR_UNAVAILABLE);
		}
		if (commits->count == LIMIT_FIRST_PARENTS)
			return fail(err, ERROR_UNAVAILABLE,
				    "the branch has more than %d first-parent commits",
				    LIMIT_FIRST_PARENTS);
		texts_add(arena, commits, object_id_text(arena, &graph->nodes[node].id));
		if (!graph->nodes[node].parent_count)
			return true;
		node = graph->parents[graph->nodes[node].parents];
	}
}
