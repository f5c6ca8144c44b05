/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Could this clone hide a file or a change from the comparison with a commit, by rules that no
 * commit has?
 */
#ifndef INTEGRATIONS_GIT_RULES_H
#define INTEGRATIONS_GIT_RULES_H

#include "integrations/git_objects.h"

/*
 * ERROR_UNAVAILABLE, saying what to remove: any rule in info/exclude or info/attributes, or a file
 * of such rules that the repository's configuration names.
 */
bool rules_are_committed(struct git *git, struct error *err);

/*
 * ERROR_USAGE if the files are elsewhere than the ".git" through which the repository was opened
 * from `path`: a core.worktree, or a linked work tree that was moved.
 */
bool work_tree_is_here(struct git *git, const char *path, struct error *err);

#endif
