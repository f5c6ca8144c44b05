/* SPDX-License-Identifier: Apache-2.0 */
/* Which of the files that one side removed are which of those that it added? */
#ifndef INTEGRATIONS_GIT_RENAME_PAIRS_H
#define INTEGRATIONS_GIT_RENAME_PAIRS_H

#include "integrations/git_made.h"
#include "integrations/git_similarity.h"

/* One path that a side changed. */
struct path_change {
	const char *path;
	bool was, is;
	struct tree_entry from, to;
	struct path_change *partner; /* where it was moved, or from where */
	bool wanted;                 /* removed, and the other side changed it */
	struct spans *spans;
};

struct path_changes {
	struct tree_visitor visitor;
	struct arena *arena;
	struct path_change *at; /* by path */
	size_t count, capacity;
	bool too_many;
};

/*
 * Sets partners, as git does: files of the same bytes; then, of the wanted ones, those that are
 * alone with their last name and have three quarters of the bytes in common; then the most similar
 * ones that have half of them. Adds to *compared; ERROR_UNAVAILABLE if that takes too long.
 */
bool rename_pairs_find(struct merging *merging, struct path_changes *changes, uint64_t *compared,
		       struct error *err);

#endif
