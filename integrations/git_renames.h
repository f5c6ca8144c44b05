/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which files did one side of a merge rename that the other side changed? Told by content, as git
 * does: the same bytes, then the same name and three quarters of the bytes, then half of them.
 */
#ifndef INTEGRATIONS_GIT_RENAMES_H
#define INTEGRATIONS_GIT_RENAMES_H

#include "integrations/git_folder_renames.h"
#include "integrations/git_merge_tree.h"

/*
 * Rewrites base, ours and theirs so that a plain merge of paths follows the renames: in all of them
 * the file is where it was moved. Where the two sides moved, or removed, the same file, the base
 * has a conflict. *any is false if there is nothing to rewrite. Too much to look through is
 * ERROR_UNAVAILABLE.
 */
bool renames_follow(struct arena *arena, struct merging *merging, const struct three_trees *before,
		    struct object_id after[3], bool *any, struct relocations *relocations,
		    struct error *err);

#endif
