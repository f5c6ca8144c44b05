/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do pushes into a repository of the file system keep out of each other's way, and what becomes
 * of the locks of one that was killed? The file "changegate.push" in the repository's folder is
 * locked (flock), which ends with the process; it names the refs that are about to be locked in
 * git's way, which does not. Whoever gets the lock and finds names removes the left-over locks.
 */
#ifndef INTEGRATIONS_GIT_REMOTE_JOURNAL_H
#define INTEGRATIONS_GIT_REMOTE_JOURNAL_H

#include "base/error.h"
#include "integrations/git_remote.h"

struct journal {
	int descriptor;     /* -1: not open */
	const char *folder; /* of the repository, with a slash behind it */
};

/* Waits for its turn. ERROR_UNAVAILABLE. */
bool journal_begin(struct journal *journal, struct git_repository *place,
		   const struct remote_move *moves, size_t count, struct error *err);

/* No ref is locked any more. */
void journal_end(const struct journal *journal);
void journal_release(struct journal *journal); /* for RELEASED_BY */

#endif
