/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The questions of git_remote.h for a repository in the file system. Not with libgit2's own
 * transport for paths (1.5): that overwrites whatever somebody else wrote in the meantime.
 *
 * Pushes of this program to one repository wait for each other (git_remote_journal.h); git's own
 * locks are taken, too. Hooks do not run.
 */
#ifndef INTEGRATIONS_GIT_REMOTE_PATH_H
#define INTEGRATIONS_GIT_REMOTE_PATH_H

#include "integrations/git_remote.h"

bool path_list(struct arena *arena, const char *path, struct remote_refs *refs, struct error *err);
bool path_fetch(struct git_repository *own, const char *path, const struct texts *pairs,
		struct error *err);
bool path_push(struct git_repository *own, const char *path, const struct remote_move *moves,
	       size_t count, struct error *err);

#endif
