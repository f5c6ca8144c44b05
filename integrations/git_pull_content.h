/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can only the content say of what the forge says? How the commits of a deploy came out of
 * change requests, whether what was reviewed is what was merged, and which merges add nothing. From
 * raw objects of the clone; the forge's word on content is not taken.
 */
#ifndef INTEGRATIONS_GIT_PULL_CONTENT_H
#define INTEGRATIONS_GIT_PULL_CONTENT_H

#include "core/change.h"
#include "core/forge.h"
#include "integrations/git.h"

/*
 * Fills landings[].requests[], reviews[].content, commits[].adds_nothing and .updates of what the
 * forge answered, each with its `why`. What cannot be found out is UNKNOWN; `why` then names what
 * to fetch, or which limit was reached. All comparisons together stay within LIMIT_RANGE_MERGE_....
 *
 * `git` NULL: there is no clone, and only equal ids compare. Else call it after contents_clone():
 * it reads commits that are not of the range.
 */
void git_pull_content(struct arena *arena, struct git *git, const struct change *change,
		      struct forge_facts *facts);

#endif
