/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do commits come here that the clone has not? Those of squashed and rebased change requests
 * are only below refs/pull/N/head at the origin, where a clone does not look; a shallow clone lacks
 * those of its own branches, too. They are fetched into a bare repository of our own below the
 * clone's git folder, and lent to the clone in memory only: nothing of the clone changes. Objects
 * are checked against their hash whoever sends them.
 */
#ifndef INTEGRATIONS_GIT_PULLS_H
#define INTEGRATIONS_GIT_PULLS_H

#include "integrations/git.h"
#include "integrations/git_remote.h"

/* Has the clone (or what was lent to it) this commit? */
bool git_has_commit(struct git *git, const char *commit);

/* Is it shallow or partial, so that commits or files of its own branches may be missing? */
bool git_lacks_history(const struct git *git);

/*
 * `refs` there, such as "refs/pull/12/head". `have` is a commit of the clone with much of what they
 * have; a clone that lacks history lends nothing, and all of it is fetched. ERROR_UNAVAILABLE
 * (ERROR_ABSENT: one is not there) with the place in the message.
 */
bool git_pulls_fetch(struct git *git, const struct remote_place *place, const struct texts *refs,
		     const char *have, struct error *err);

/* All at once, and if one of them is gone, which is ERROR_ABSENT, each that is there for itself. */
bool git_pulls_fetch_there(struct git *git, const struct remote_place *place,
			   const struct texts *refs, const char *have, struct error *err);

/* Where the clone was cloned from, as written in its own configuration; NULL: from nowhere. */
bool git_clone_url(struct arena *arena, struct git *git, const char **url, struct error *err);

#endif
