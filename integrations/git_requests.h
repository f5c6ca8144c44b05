/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which commit of the first-parent line brought which commits, and which merges add nothing? Over a
 * range that has been painted and ordered (node->place), without reading anything.
 */
#ifndef INTEGRATIONS_GIT_REQUESTS_H
#define INTEGRATIONS_GIT_REQUESTS_H

#include "core/change.h"
#include "integrations/git_graph.h"

/* Commits of the range by place: children before parents, change->commits in the same order. */
struct ordered_range {
	const struct graph *graph;
	const uint32_t *nodes;
	uint32_t count;
};

/* Sets `merge` of each commit. */
void requests_classify(const struct ordered_range *range, struct change *change);

/* Fills change->requests, without paths. Linear in commits and parents. */
void requests_partition(struct arena *arena, const struct ordered_range *range,
			struct change *change);

#endif
