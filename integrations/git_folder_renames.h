/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where would a file go that one side added to a folder which the other side moved? Git proposes
 * the new place; both places are fine for a merge.
 */
#ifndef INTEGRATIONS_GIT_FOLDER_RENAMES_H
#define INTEGRATIONS_GIT_FOLDER_RENAMES_H

#include "base/list.h"
#include "integrations/git_rename_pairs.h"

/* A file that may be in either place, but only in one of them. */
struct relocation {
	const char *from, *to;
	struct tree_entry entry;
	bool gone, arrived; /* for whoever looks */
};

struct relocations {
	LIST(struct relocation) all; /* at most LIMIT_MERGE_RELOCATIONS */
};

/* Marks what one side, of this tree, removed from folders that it has no more as wanted. */
bool folder_renames_want(struct merging *merging, const struct object_id *tree,
			 struct path_changes *changes, const struct path_changes *other, bool *any,
			 struct error *err);

/* Adds the places for what `other` added, by the partners of `changes`. */
void folder_renames_find(struct arena *arena, const struct path_changes *changes,
			 const struct path_changes *other, struct relocations *relocations);

#endif
