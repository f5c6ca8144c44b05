/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is in what a deploy brings? Which merges follow from their parents, which of the gate's own
 * files each change request changes, and which files no diff shows. For a change that was read
 * (git_history.h).
 */
#ifndef INTEGRATIONS_GIT_CONTENTS_H
#define INTEGRATIONS_GIT_CONTENTS_H

#include "base/arena.h"
#include "base/error.h"
#include "core/change.h"
#include "core/policy.h"
#include "integrations/git.h"

/* Makes MERGE_UNVERIFIED merges CLEAN, RESOLVED or EVIL where they can be recomputed. */
bool contents_merges(struct arena *arena, struct git *git, struct change *change,
		     struct error *err);

/*
 * Fills `gate` of each change request, by the policy and by the one in force (NULL: none). More
 * than LIMIT_PATHS of them is ERROR_UNAVAILABLE.
 */
bool contents_gate(struct arena *arena, struct git *git, const struct policy *now,
		   const struct policy *before, struct change *change, struct error *err);

/* Fills change->opaque; what cannot be read makes it UNAVAILABLE. */
void contents_opaque(struct arena *arena, struct git *git, struct change *change);

/* Fills change->clone. */
void contents_clone(struct arena *arena, struct git *git, struct change *change);

#endif
