/* SPDX-License-Identifier: Apache-2.0 */
/* Where would a file go that was added to a folder which was moved? See git_folder_renames.h. */
#include "integrations/git_folder_renames.h"

#include "base/limits.h"
#include "base/text.h"
#include "integrations/git_abreast.h"

#define MOST_TARGETS 32

static bool
is_below(const char *path, const char *folder, size_t length)
{
	return strncmp(path, folder, length) == 0 && path[length] == '/';
}

/* Is there an entry of this name that is a folder? Its id goes to *id. */
static bool
enter_folder(struct merging *merging, struct object_id *id, const char *name, size_t length,
	     bool *found, struct error *err)
{
	struct abreast abreast RELEASED_BY(abreast_release) = {0};
	const struct tree_entry *row[MOST_ABREAST] = {0};
	const struct object_id folder = *id, *ids[] = {&folder};
	bool more;

	*found = false;
	if (!abreast_open(&abreast, merging, ids, 1, err) ||
	    !abreast_next(&abreast, row, &more, err))
		return false;
	while (more && !*found) {
		*found = row[0]->kind == ENTRY_FOLDER && row[0]->name_length == length &&
			 memcmp(row[0]->name, name, length) == 0;
		if (*found)
			*id = row[0]->id;
		if (!abreast_next(&abreast, row, &more, err))
			return false;
	}
	return true;
}

static bool
has_folder(struct merging *merging, const struct object_id *tree, const char *path, size_t length,
	   bool *has, struct error *err)
{
	struct object_id id = *tree;
	size_t at = 0;

	*has = true;
	while (*has && at < length) {
		size_t name = strcspn(path + at, "/");

		if (!enter_folder(merging, &id, path + at, name, has, err))
			return false;
		at += name + 1;
	}
	return true;
}

/* The first change below a folder, by the order of paths. */
static size_t
first_below(const struct path_changes *changes, const char *folder, size_t length)
{
	size_t low = 0, high = changes->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *path = changes->at[middle].path;
		int order = strncmp(path, folder, length);

		if (order < 0 || (order == 0 && (unsigned char)path[length] < '/'))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
removed_below(const struct path_changes *changes, const char *folder, size_t length)
{
	size_t at = first_below(changes, folder, length);

	return at < changes->count && is_below(changes->at[at].path, folder, length) &&
	       !changes->at[at].is;
}

/* The length of the closest folder above a path that has been emptied; 0 if there is none. */
static size_t
closest_removed(const struct path_changes *changes, const char *path)
{
	size_t length = strlen(path);

	while (length > 0) {
		if (path[--length] == '/' && removed_below(changes, path, length))
			return length;
	}
	return 0;
}

static bool
is_added(const struct path_change *change)
{
	return !change->was && change->is;
}

bool
folder_renames_want(struct merging *merging, const struct object_id *tree,
		    struct path_changes *changes, const struct path_changes *other, bool *any,
		    struct error *err)
{
	for (size_t i = 0; i < other->count; i++) {
		const char *path = other->at[i].path;
		size_t length = is_added(&other->at[i]) ? closest_removed(changes, path) : 0;
		size_t at = length ? first_below(changes, path, length) : 0;
		bool has;

		if (!length || changes->at[at].wanted)
			continue;
		if (!has_folder(merging, tree, path, length, &has, err))
			return false;
		for (; !has && at < changes->count && is_below(changes->at[at].path, path, length);
		     at++) {
			changes->at[at].wanted = true;
			*any = true;
		}
	}
	return true;
}

struct target {
	const char *path;
	size_t length;
	unsigned count;
};

struct targets {
	struct target at[MOST_TARGETS];
	size_t count;
};

static size_t
folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) : 0;
}

/* The folder that a file of `folder`, or of one below it, was moved to. */
static bool
target_of(const char *from, size_t folder, const char *to, size_t *length)
{
	size_t from_length = folder_length(from), to_length = folder_length(to);
	size_t below = from_length - folder;

	if (to_length < below || memcmp(from + folder, to + to_length - below, below) != 0) {
		/* To the top: "a/b/c" became "b/c". */
		if (below == 0 || to_length != below - 1 ||
		    memcmp(from + folder + 1, to, to_length) != 0)
			return false;
		*length = 0;
		return true;
	}
	*length = to_length - below;
	return true;
}

static void
count_target(struct targets *targets, const char *path, size_t length)
{
	size_t i = 0;

	while (i < targets->count &&
	       (targets->at[i].length != length || memcmp(targets->at[i].path, path, length) != 0))
		i++;
	if (i == MOST_TARGETS)
		return;
	if (i == targets->count)
		targets->at[targets->count++] = (struct target){path, length, 0};
	targets->at[i].count++;
}

/* Where most of a folder's files went; NULL if there is no such place. */
static const struct target *
best_target(const struct path_changes *changes, const char *folder, size_t length,
	    struct targets *targets)
{
	const struct target *best = NULL;
	bool alone = false;
	size_t to;

	for (size_t i = first_below(changes, folder, length);
	     i < changes->count && is_below(changes->at[i].path, folder, length); i++) {
		const struct path_change *from = &changes->at[i];

		if (from->was && from->wanted && from->partner &&
		    target_of(from->path, length, from->partner->path, &to))
			count_target(targets, from->partner->path, to);
	}
	for (size_t i = 0; i < targets->count; i++) {
		alone = !best || (targets->at[i].count == best->count  ? false
				  : targets->at[i].count > best->count ? true
								       : alone);
		if (!best || targets->at[i].count > best->count)
			best = &targets->at[i];
	}
	return alone ? best : NULL;
}

void
folder_renames_find(struct arena *arena, const struct path_changes *changes,
		    const struct path_changes *other, struct relocations *relocations)
{
	for (size_t i = 0; i < other->count; i++) {
		const struct path_change *added = &other->at[i];
		size_t length = is_added(added) ? closest_removed(changes, added->path) : 0;
		struct targets targets = {0};
		const struct target *target =
			length ? best_target(changes, added->path, length, &targets) : NULL;
		struct relocation *relocation;

		if (!target)
			continue;
		if (relocations->all.count == LIMIT_MERGE_RELOCATIONS)
			return;
		relocation = LIST_ADD(arena, &relocations->all);
		relocation->from = added->path;
		relocation->entry = added->to;
		relocation->to = arena_format(arena, "%.*s%s", (int)target->length, target->path,
					      added->path + length + !target->length);
	}
}
