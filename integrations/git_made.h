/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where are the trees and files that exist in no repository: what merging would give, and merged
 * merge bases? In memory, beside the repository's objects, for as long as one merge is recomputed.
 */
#ifndef INTEGRATIONS_GIT_MADE_H
#define INTEGRATIONS_GIT_MADE_H

#include "integrations/git_tree.h"

/* What one recomputation has cost so far. */
struct merge_effort {
	uint64_t bytes; /* of files that were merged or compared */
	uint64_t steps; /* of comparing lines */
	uint32_t commits, trees, entries;
};

/* Questions that each stay within their limits may still be too many together. */
void merge_effort_add(struct merge_effort *spent, const struct merge_effort *effort);
bool merge_effort_is_spent(const struct merge_effort *spent); /* LIMIT_RANGE_MERGE_... reached */

struct made_object {
	struct object_id id;
	enum object_kind kind;
	char *bytes;
	size_t length;
};

struct merging {
	struct git *git;
	struct merge_effort effort;
	struct made_object *made;
	uint32_t made_count, made_capacity;
	size_t made_bytes;
	uint32_t *slots; /* open addressing by object id; 0 is free */
	uint32_t slot_count;
};

void merging_release(struct merging *merging);

/* As object_read(), of what was made or is in the repository; missing: ERROR_UNAVAILABLE. */
bool merging_read(struct merging *merging, const struct object_id *id, enum object_kind kind,
		  size_t limit, struct object *object, struct error *err);
bool merging_has_made(const struct merging *merging, const struct object_id *id);

/* How long is an object? Of the repository's it is what the header says. */
bool merging_length(struct merging *merging, const struct object_id *id, size_t *length,
		    struct error *err);

/* Keeps a copy. More than LIMIT_MERGE_MADE_BYTES is ERROR_UNAVAILABLE. */
bool merging_make(struct merging *merging, enum object_kind kind, const void *bytes, size_t length,
		  struct object_id *id, struct error *err);

/* More than LIMIT_MERGE_TOTAL_BYTES is ERROR_UNAVAILABLE. */
bool merging_spend(struct merging *merging, uint64_t bytes, struct error *err);

/*
 * An entry that nobody can tell: parents conflict there. Only trees that were made have it; a tree
 * of a repository that names this id is refused.
 */
extern const struct object_id conflict_id;
bool entry_is_conflict(const struct tree_entry *entry); /* NULL: no */

/* NULL is what is not there. */
bool entries_are_same(const struct tree_entry *a, const struct tree_entry *b);

/* Appends an entry to the bytes of a tree. */
void tree_add(struct buffer *tree, const struct tree_entry *entry);

#endif
