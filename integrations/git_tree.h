/* SPDX-License-Identifier: Apache-2.0 */
/* What is in a tree, and how do two trees differ? From raw tree objects. */
#ifndef INTEGRATIONS_GIT_TREE_H
#define INTEGRATIONS_GIT_TREE_H

#include "base/buffer.h"
#include "integrations/git_objects.h"

enum entry_kind { ENTRY_FILE, ENTRY_PROGRAM, ENTRY_LINK, ENTRY_FOLDER, ENTRY_SUBMODULE };

struct tree_entry {
	enum entry_kind kind;
	const char *name; /* any bytes but NUL and "/"; ends with a NUL */
	size_t name_length;
	struct object_id id;
};

/* Where the next entry of a tree object begins, and what came before it. */
struct tree_cursor {
	const char *at, *end;
	struct tree_entry last;
	bool any;
};

void tree_begin(struct tree_cursor *cursor, const struct object *tree);

/*
 * The next entry, pointing into the object. *more is false at the end. What git would not write
 * (disorder, doubles, "..", unknown modes) is ERROR_UNAVAILABLE.
 */
bool tree_next(struct tree_cursor *cursor, struct tree_entry *entry, bool *more, struct error *err);

/* A missing tree is ERROR_UNAVAILABLE. */
bool tree_read(struct git *git, const struct object_id *id, struct object *tree, struct error *err);

/* The entry at `path` below a tree; ERROR_ABSENT if there is none. entry->name is NULL. */
bool tree_find(struct git *git, const struct object_id *tree, const char *path,
	       struct tree_entry *entry, struct error *err);

/* Counts one more of what a limit holds for; over it is ERROR_UNAVAILABLE. */
bool tree_count(uint32_t *seen, uint32_t limit, const char *things, struct error *err);

/* One path whose entry differs: never a folder. `from` NULL: new; `to` NULL: removed. */
struct tree_visitor {
	/* `path` is as raw as names are. false without an error: enough seen. */
	bool (*differs)(struct tree_visitor *self, const char *path, size_t length,
			const struct tree_entry *from, const struct tree_entry *to);
};

/*
 * Calls the visitor in the order of paths' bytes within folders. NULL is the empty tree. What is
 * equal is not looked into. More than LIMIT_TREES or LIMIT_TREE_ENTRIES: ERROR_UNAVAILABLE.
 */
bool tree_diff(struct git *git, const struct object_id *from, const struct object_id *to,
	       struct tree_visitor *visitor, struct error *err);

#endif
