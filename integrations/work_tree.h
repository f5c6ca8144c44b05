/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do the files in the work tree equal a commit? Every file is read and hashed; git's index and its
 * stat cache are not asked. An extra file is a difference too, unless the ignore rules of the
 * commit cover it: an untracked .gitignore, or a ".git" below the root, is a difference itself, and
 * rules that only this clone has make the work tree UNAVAILABLE. Of a submodule that is checked
 * out, the commit is compared, not the files.
 */
#ifndef INTEGRATIONS_WORK_TREE_H
#define INTEGRATIONS_WORK_TREE_H

#include "base/arena.h"
#include "core/evidence.h"
#include "integrations/git.h"

/*
 * Untracked files that match one of `reports` (globs of test reports), and everything at or below
 * one of the `excluded` paths (the ledger; relative to the work tree) are no difference; tracked
 * files are always compared. Cannot fail: what could not be read makes the work tree UNAVAILABLE,
 * with the reason.
 */
void work_tree_compare(struct arena *arena, struct git *git, const char *commit,
		       const struct texts *reports, const struct texts *excluded,
		       struct work_tree *work_tree);

#endif
