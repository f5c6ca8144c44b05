/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do commits of change requests come here that no branch has? Squashed and rebased ones are
 * only below refs/pull/N/head at the origin, where a clone does not look. They are fetched into a
 * bare repository of our own below the clone's git folder, and lent to the clone in memory only:
 * nothing of the clone changes. Objects are checked against their hash whoever sends them.
 */
#ifndef INTEGRATIONS_GIT_PULLS_H
#define INTEGRATIONS_GIT_PULLS_H

#include "integrations/git.h"
#include "integrations/git_remote.h"

/* Has the clone (or what was lent to it) this commit? */
bool git_has_commit(struct git *git, const char *commit);

/*
 * `refs` there, such as "refs/pull/12/head". `have` is a commit of the clone with much of what they
 * have. ERROR_UNAVAILABLE (ERROR_ABSENT: one is not there) with the place in the message.
 */
bool git_pulls_fetch(struct git *git, const struct remote_place *place, const struct texts *refs,
		     const char *have, struct error *err);

/* Where the clone was cloned from, as written in its own configuration; NULL: from nowhere. */
bool git_clone_url(struct arena *arena, struct git *git, const char **url, struct error *err);

#endif
