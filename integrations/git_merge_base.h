/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What are the best common ancestors of commits? Those that no other common ancestor descends from.
 * From raw parents alone. Dates of commits only decide in which order to look.
 */
#ifndef INTEGRATIONS_GIT_MERGE_BASE_H
#define INTEGRATIONS_GIT_MERGE_BASE_H

#include "integrations/git_graph.h"

struct merge_bases {
	uint32_t at[LIMIT_MERGE_BASES]; /* nodes of git->graph, in the order of their ids */
	uint32_t count;                 /* 0: no common ancestor */
};

/*
 * Of `one` and of any of the others. Adds the commits that were looked at to *seen.
 * ERROR_UNAVAILABLE if a commit that matters is missing, there are more than LIMIT_MERGE_BASES, or
 * *seen grows beyond LIMIT_MERGE_COMMITS.
 *
 * Why the answer does not hang on dates: a best common ancestor is reached from both ends over
 * commits that are no common ancestors, and work never stops while such a commit waits; so each one
 * is found. What is found beyond them is an ancestor of another one, and is asked for by the same
 * argument. Leaves the marks of the graph alone.
 */
bool merge_bases(struct git *git, uint32_t one, const uint32_t *others, uint32_t other_count,
		 struct merge_bases *bases, uint32_t *seen, struct error *err);

#endif
