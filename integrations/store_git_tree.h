/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which files does one commit of a ledger's branch have, and which will the next one have? Folders
 * are read from raw tree objects when they are first looked into, and kept; what is written stays
 * in memory until ledger_tree_write(). Only for the store_git*.c files.
 *
 * A branch with anything but plain files and folders of a ledger's names is ERROR_LEDGER where one
 * looks.
 */
#ifndef INTEGRATIONS_STORE_GIT_TREE_H
#define INTEGRATIONS_STORE_GIT_TREE_H

#include "base/list.h"
#include "integrations/git_objects.h"

struct ledger_node;

struct ledger_tree {
	struct git *git;
	struct arena arena;
	struct ledger_node *root; /* NULL: closed */
};

/* Of the tree object `id`; NULL: no file. In the place of what was there. */
void ledger_tree_open(struct ledger_tree *tree, struct git *git, const struct object_id *id);
void ledger_tree_close(struct ledger_tree *tree);

/* ERROR_ABSENT; ERROR_LEDGER: no file, or over `limit`. */
bool ledger_tree_read(struct ledger_tree *tree, const char *name, size_t limit, struct buffer *out,
		      struct error *err);

/* Hands out the names of all files below `folder`: as each() of core/store.h. */
bool ledger_tree_each(struct ledger_tree *tree, const char *folder,
		      bool (*take)(void *with, const char *name), void *with, struct error *err);

bool ledger_tree_put(struct ledger_tree *tree, const char *name, const void *bytes, size_t length,
		     struct error *err);
bool ledger_tree_remove(struct ledger_tree *tree, const char *name, struct error *err);

/* Has anything been put or removed since it was opened? */
bool ledger_tree_is_changed(const struct ledger_tree *tree);

/* Writes the objects of what changed; *id is the whole. To be opened again before further use. */
bool ledger_tree_write(struct ledger_tree *tree, struct object_id *id, struct error *err);

#endif
