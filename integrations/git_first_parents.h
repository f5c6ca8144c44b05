/* SPDX-License-Identifier: Apache-2.0 */
/* Which commits did a branch consist of, one after the other? Its first-parent history. */
#ifndef INTEGRATIONS_GIT_FIRST_PARENTS_H
#define INTEGRATIONS_GIT_FIRST_PARENTS_H

#include "base/list.h"
#include "integrations/git.h"

#define LIMIT_FIRST_PARENTS 1000000 /* of one branch; Linux has 90,000 */

/* Newest first, down to the first commit. ERROR_UNAVAILABLE if the clone lacks one of them. */
bool git_first_parents(struct arena *arena, struct git *git, const char *tip, struct texts *commits,
		       struct error *err);

#endif
