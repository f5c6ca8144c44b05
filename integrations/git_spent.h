/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Was what a tag approved brought before? A tag counts once: what was taken back since was taken
 * back for a reason. Whether it was is asked of the content of all commits that the request stands
 * on, and the ledger is not needed.
 */
#ifndef INTEGRATIONS_GIT_SPENT_H
#define INTEGRATIONS_GIT_SPENT_H

#include "integrations/git_comparing.h"

/*
 * Before `commit`, into its first parent or into what is in place: merges whose first parent is
 * older than that lead around what was taken back. What cannot be found out is taken for true.
 */
bool is_spent(struct comparing *comparing, const struct candidate *candidate,
	      const struct commit *commit);

#endif
