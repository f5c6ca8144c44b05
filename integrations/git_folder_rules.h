/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which .gitattributes speak about a path in a tree? Reads those on the way down to it, each folder
 * once for paths that come in the order of tree_diff().
 */
#ifndef INTEGRATIONS_GIT_FOLDER_RULES_H
#define INTEGRATIONS_GIT_FOLDER_RULES_H

#include "base/arena.h"
#include "base/limits.h"
#include "integrations/git_attributes.h"
#include "integrations/git_tree.h"

/* Files parsed so far, by their ids; begins as zeros and lives as long as the arena. */
struct rules_cache {
	struct cached_rules *buckets[256];
	size_t bytes; /* of all files */
};

/* A folder on the way down. */
struct rules_folder {
	size_t path_length; /* with its slash; of the root 0 */
	bool unclear;       /* has a file that can be read in two ways */
	struct object tree; /* empty if there is no such folder */
	struct tree_cursor cursor;
	struct tree_entry next; /* looks for folders below, in order */
	bool more;
};

struct folder_rules {
	struct arena *arena;
	struct git *git;
	struct rules_cache *cache;
	const struct object_id *root;
	struct buffer path; /* of the last folder */
	struct rules_folder folders[LIMIT_TREE_DEPTH + 2];
	struct attribute_layer layers[LIMIT_TREE_DEPTH + 2]; /* one for each folder */
	size_t count;
};

void folder_rules_release(struct folder_rules *rules);

/*
 * Makes layers[0..count-1] those of a path. ERROR_UNAVAILABLE: something is missing, or a file has
 * more than LIMIT_RULES_BYTES, or all have more than 4 MiB.
 */
bool folder_rules_enter(struct folder_rules *rules, const char *path, size_t length,
			struct error *err);

/* Can one of these files be read in two ways? */
bool folder_rules_unclear(const struct folder_rules *rules);

#endif
