/* SPDX-License-Identifier: Apache-2.0 */
/* What is a tree with one more entry, or one less? */
#ifndef INTEGRATIONS_GIT_TREE_PUT_H
#define INTEGRATIONS_GIT_TREE_PUT_H

#include "integrations/git_made.h"

/* Makes a tree that has this entry at `path` (NULL: none). */
bool tree_put(struct merging *merging, const struct object_id *tree, const char *path,
	      const struct tree_entry *entry, struct object_id *result, struct error *err);

#endif
