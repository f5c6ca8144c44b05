/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do up to three trees have under each name? Side by side, in the order of git's trees, where
 * a file and a folder of one name are different things.
 */
#ifndef INTEGRATIONS_GIT_ABREAST_H
#define INTEGRATIONS_GIT_ABREAST_H

#include "integrations/git_made.h"

#define MOST_ABREAST 3

struct abreast_tree {
	struct object tree;
	struct tree_cursor cursor;
	struct tree_entry entry;
	bool more, given, made;
};

struct abreast {
	struct merging *merging;
	struct abreast_tree trees[MOST_ABREAST];
	unsigned count;
};

/* A NULL among the ids is the empty tree. Counts against LIMIT_TREES. */
bool abreast_open(struct abreast *abreast, struct merging *merging,
		  const struct object_id *const *ids, unsigned count, struct error *err);
void abreast_release(struct abreast *abreast);

/*
 * The entries of the next name, NULL for a tree that has none; *more is false at the end. They last
 * until the next call, their names until the release. Counts against LIMIT_TREE_ENTRIES.
 */
bool abreast_next(struct abreast *abreast, const struct tree_entry **row, bool *more,
		  struct error *err);

/* The name of a row, and whether it is a folder's. */
const struct tree_entry *abreast_any(const struct abreast *abreast, const struct tree_entry **row);

/* A path that grows and shrinks with the folders; how deep and how long is bounded. */
struct abreast_path {
	struct buffer text;
	unsigned depth;
};

/* Appends a name; *before is for path_leave(). */
bool path_enter(struct abreast_path *path, const struct tree_entry *entry, size_t *before,
		struct error *err);
void path_leave(struct abreast_path *path, const struct tree_entry *entry, size_t before);

/*
 * As tree_diff(), of trees that may have been made. Folders and what they hold are told apart from
 * a file of the same name.
 */
bool abreast_compare(struct merging *merging, const struct object_id *from,
		     const struct object_id *to, struct tree_visitor *visitor, struct error *err);

#endif
