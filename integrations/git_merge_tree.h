/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What tree does merging two trees give, path by path, against the one that both come from? Knows
 * nothing of renames.
 */
#ifndef INTEGRATIONS_GIT_MERGE_TREE_H
#define INTEGRATIONS_GIT_MERGE_TREE_H

#include "base/list.h"
#include "integrations/git_made.h"

/* A path where the lines of both sides went into one file, or would not. */
struct merged_file {
	const char *path;
	bool has_base;
	struct object_id base, ours, theirs;
};

struct merged_files {
	LIST(struct merged_file) files; /* in the order of trees; at most LIMIT_PATHS */
	/* Folders ("a/") where one side put a file. */
	struct texts clashes;
	/* Both sides removed some file: they may have moved it, and not to the same place. */
	bool any_removed_twice;
	bool any_conflict;
};

struct three_trees {
	const struct object_id *base, *ours, *theirs; /* NULL: empty */
};

/*
 * Where the sides conflict, the result has an entry with conflict_id. Nothing below a folder is
 * looked at if one of its sides did not change it. `keep`: as in merge_file().
 */
bool merge_trees(struct arena *arena, struct merging *merging, const struct three_trees *trees,
		 bool keep, struct merged_files *merged, struct object_id *result,
		 struct error *err);

/*
 * What one way of merging the lines of a file gives; *clean is false on a conflict, and if the
 * files are no texts. `keep`: for a base, which may hold both versions of lines that conflict.
 */
bool merge_file(struct merging *merging, const struct merged_file *file, int how, bool keep,
		struct object_id *result, bool *clean, struct error *err);

#endif
