/* SPDX-License-Identifier: Apache-2.0 */
/* Which paths did each change request change? See git_paths.h. */
#include "integrations/git_paths.h"

#include "base/text.h"
#include "integrations/git_graph.h"
#include "integrations/git_tree.h"

struct path_visitor {
	struct tree_visitor visitor;
	struct arena *arena;
	struct texts paths;
	bool too_many;
};

static bool
visit_path(struct tree_visitor *self, const char *path, size_t length,
	   const struct tree_entry *from, const struct tree_entry *to)
{
	struct path_visitor *visitor = (struct path_visitor *)self;

	(void)from;
	(void)to;
	visitor->too_many = visitor->paths.count == LIMIT_PATHS;
	if (visitor->too_many)
		return false;
	texts_add(visitor->arena, &visitor->paths,
		  text_from_foreign(visitor->arena, path, length, 4 * length + 4));
	return true;
}

static bool
read_paths(struct arena *arena, struct git *git, struct change_request *request, struct error *err)
{
	struct path_visitor visitor = {.visitor = {visit_path}, .arena = arena};
	struct tree_pair trees;

	if (!graph_trees(git, request->commit, &trees, err) ||
	    !tree_diff(git, trees.any ? &trees.before : NULL, &trees.after, &visitor.visitor, err))
		return false;
	request->paths_known = !visitor.too_many;
	if (request->paths_known)
		request->paths = visitor.paths;
	request->path_count = (int64_t)request->paths.count;
	return true;
}

/*
 * Diffs against first parents add up to the whole only if the oldest begins at what is in place.
 * Otherwise what the merge of it drops would be in none of them.
 */
static bool
begins_at_previous(const struct change *change)
{
	int64_t oldest = change->requests.count
				 ? change_find_commit(change, change->requests.at[0].commit)
				 : -1;
	const struct commit *commit = oldest < 0 ? NULL : &change->commits.at[oldest];

	return commit && commit->parents.count &&
	       text_equal(commit->parents.at[0], change->range.previous);
}

bool
history_paths(struct arena *arena, struct git *git, struct change *change, struct error *err)
{
	if (!begins_at_previous(change))
		return true;
	for (size_t i = 0; i < change->requests.count; i++)
		if (!read_paths(arena, git, &change->requests.at[i], err))
			return fail_while(err, "paths changed by %s",
					  change->requests.at[i].commit);
	return true;
}
