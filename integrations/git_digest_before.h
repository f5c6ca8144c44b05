/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Has a digest that comes to a file been there before? Then somebody took it back, and the next to
 * bring it undoes that. Seen along first parents: an earlier content of the file, at the same path,
 * that has the digest more often than the content just before the move.
 */
#ifndef INTEGRATIONS_GIT_DIGEST_BEFORE_H
#define INTEGRATIONS_GIT_DIGEST_BEFORE_H

#include <stdint.h>

#include "core/promoted.h"
#include "integrations/git.h"

/*
 * Fills `held_at` of the moves of a commit, given as 40 hex digits, over its last
 * DIGEST_BEFORE_COMMITS. What cannot be read is a `why`, and no moves. Bytes that were read are
 * added to *read.
 */
void git_digest_before(struct arena *arena, struct git *git, const char *commit, uint64_t *read,
		       struct digest_moves *moves);

#endif
