/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is what was reviewed what the head of the change request has? Compared is what each of the two
 * does to the base, not what lies between them:
 *
 *   own diff of a commit = from the merge base with the base, to the commit
 *
 * The base is a commit that has all of the base branch that the head has, and not the head: the
 * first parent of what the request landed as (of a run, of its last commit: copies of the request's
 * commits are no ancestors of anything in it); of a request that is not merged, the branch as the
 * forge has it now. An older one would take what was merged from the
 * branch for the request's own, and might miss that the head takes some of it back. So there must
 * be one merge base, and it must not be the head.
 *
 * - Same diff: both own diffs have one digest (git_diff_digest.h).
 * - Clean update: the head's tree is exactly what the reviewed commit's own diff gives on top of
 *   the head's merge base. So it is after merging the branch, or rebasing onto it, without
 * conflicts.
 * - It differs: anything else, be it a blank or the place of a line.
 */
#ifndef INTEGRATIONS_GIT_PULL_REVIEW_H
#define INTEGRATIONS_GIT_PULL_REVIEW_H

#include "integrations/git_pull_asking.h"

/* Fills content and why of each review. After the landings. */
void pull_reviews(struct pull_asking *asking, struct pull *pull);

/*
 * Says which of the request's merges add nothing: two parents, each of the request or in the base,
 * and exactly the tree that merging them gives. After the landings.
 */
void pull_merges(struct pull_asking *asking, struct pull *pull);

#endif
