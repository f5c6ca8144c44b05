/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which merges on the way to the head of a change request have something of their own? Whoever
 * merges the branch does not see it, so a tag may name such a merge, and approves just that.
 */
#ifndef INTEGRATIONS_MERGES_INSIDE_H
#define INTEGRATIONS_MERGES_INSIDE_H

#include "core/change_index.h"

/* Sorted once, for many tags. The merges of the change must have been computed again. */
const struct change_index *merges_inside(struct arena *arena, const struct change *change);

/* The request that brought this merge on the way; NULL: it is none, or the request's own. */
const struct change_request *request_around(const struct change_index *inside, const char *merge);

#endif
