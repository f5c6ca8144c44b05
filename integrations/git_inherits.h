/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a change request take back, or repeat, what another one brought? Messages ("This reverts
 * commit ...", "(cherry picked from commit ...)") are hints where to look. What proves it is what
 * the first-parent commits of the two do to their first parents:
 *
 * - A revert: the digest of its diff (git_diff_digest.h) is that of the other one's backwards; or
 *   its content is exactly what taking the other one back gives on top of its parent. The branch
 *   must have the other one.
 * - A backport: both have the same digest. Neither the branch nor what is in place may have the
 *   other one, nor any commit of that digest: what was taken out again does not come back so.
 */
#ifndef INTEGRATIONS_GIT_INHERITS_H
#define INTEGRATIONS_GIT_INHERITS_H

#include "core/change.h"
#include "integrations/git.h"

struct inheritances {
	LIST(struct inheritance) all;
};

/*
 * What the messages of a request name, as `from`, each once. More than anybody would name is no
 * hint: then there is one with the reason. What cannot be read names nothing.
 */
void git_inheritance_hints(struct arena *arena, struct git *git,
			   const struct change_request *request, struct inheritances *hints);

/* Fills digest, recomputed and why. `looked_at` counts for all requests of a deploy. */
void git_inheritance_prove(struct arena *arena, struct git *git, const struct change *change,
			   const struct change_request *request, size_t *looked_at,
			   struct inheritance *inheritance);

#endif
