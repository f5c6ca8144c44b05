/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What would a deploy of `head` bring over `previous`? Reads raw commits and trees, and fills the
 * facts of core/change.h. Dates of commits are foreign: wrong ones can only make the range larger.
 */
#ifndef INTEGRATIONS_GIT_HISTORY_H
#define INTEGRATIONS_GIT_HISTORY_H

#include "base/arena.h"
#include "base/error.h"
#include "core/change.h"
#include "integrations/git.h"
#include "integrations/git_signed.h"
#include "integrations/people.h"

/*
 * Fills head, tree, range (kind, previous and counts), commits, boundary, requests (without paths)
 * and submodules; leaves key and range.record alone. `previous` NULL: RANGE_FIRST, nothing is
 * listed. Merges that are not trivial are UNVERIFIED: see git_contents.h. More than LIMIT_COMMITS
 * in the range, or a missing object, is ERROR_UNAVAILABLE.
 *
 * RANGE_BACKWARD lists nothing: head brings no commit. RANGE_DIVERGED lists what head has and
 * `previous` has not.
 */
bool history_read(struct arena *arena, struct git *git, const char *head, const char *previous,
		  const struct people *people, const struct signing *signing, struct change *change,
		  struct error *err);

/* Is `commit` the commit `tip`, or one of its ancestors? Exact, whatever the dates. */
bool history_contains(struct git *git, const char *tip, const char *commit, bool *contains,
		      struct error *err);

#endif
