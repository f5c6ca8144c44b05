/* SPDX-License-Identifier: Apache-2.0 */
/* Which files did one side of a merge rename that the other side changed? See git_renames.h. */
#include "integrations/git_renames.h"

#include "base/limits.h"
#include "base/text.h"
#include "integrations/git_abreast.h"
#include "integrations/git_rename_pairs.h"
#include "integrations/git_tree_put.h"

#define MOST_RENAMES 1000u

struct following {
	struct arena *arena;
	struct merging *merging;
	struct path_changes sides[2];
	struct object_id trees[3]; /* base, ours, theirs, as rewritten so far */
	bool any;
	uint64_t compared;
	struct error *err;
};

static void *
grown(void *at, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return at;
	*capacity = *capacity ? *capacity * 2 : 64;
	at = realloc(at, *capacity * size);
	if (!at)
		abort();
	return at;
}

static void
following_release(struct following *following)
{
	for (int side = 0; side < 2; side++) {
		struct path_changes *changes = &following->sides[side];

		for (size_t i = 0; i < changes->count; i++) {
			if (changes->at[i].spans)
				spans_release(changes->at[i].spans);
			free(changes->at[i].spans);
		}
		free(changes->at);
	}
}

/* ---- what each side changed ---- */

static bool
note_change(struct tree_visitor *visitor, const char *path, size_t length,
	    const struct tree_entry *from, const struct tree_entry *to)
{
	struct path_changes *changes = (struct path_changes *)visitor;
	struct path_change change = {.was = from != NULL, .is = to != NULL};

	if (changes->count == LIMIT_MERGE_CHANGES) {
		changes->too_many = true;
		return false;
	}
	change.path = arena_copy(changes->arena, path, length);
	if (from)
		change.from = *from;
	if (to)
		change.to = *to;
	change.from.name = change.to.name = NULL;
	changes->at = grown(changes->at, changes->count, &changes->capacity, sizeof(change));
	changes->at[changes->count++] = change;
	return true;
}

static int
compare_changes(const void *a, const void *b)
{
	const struct path_change *left = a, *right = b;

	return strcmp(left->path, right->path);
}

static bool
read_changes(struct following *following, int side, const struct object_id *base,
	     const struct object_id *tree)
{
	struct path_changes *changes = &following->sides[side];

	changes->visitor.differs = note_change;
	changes->arena = following->arena;
	if (!abreast_compare(following->merging, base, tree, &changes->visitor, following->err))
		return false;
	if (changes->too_many)
		return fail(following->err, ERROR_UNAVAILABLE,
			    "more than %d changed paths to look through for renames",
			    LIMIT_MERGE_CHANGES);
	if (changes->count)
		qsort(changes->at, changes->count, sizeof(*changes->at), compare_changes);
	return true;
}

static struct path_change *
find_change(const struct path_changes *changes, const char *path)
{
	struct path_change key = {.path = path};

	return changes->count ? bsearch(&key, changes->at, changes->count, sizeof(*changes->at),
					compare_changes)
			      : NULL;
}

static bool
find_renames(struct following *following, int side)
{
	struct path_changes *changes = &following->sides[side];
	bool any = false;

	for (size_t i = 0; i < changes->count; i++) {
		struct path_change *change = &changes->at[i];

		change->wanted = change->was && !change->is &&
				 find_change(&following->sides[!side], change->path) != NULL;
		any = any || change->wanted;
	}
	if (!folder_renames_want(following->merging, &following->trees[1 + side], changes,
				 &following->sides[!side], &any, following->err))
		return false;
	if (!any)
		return true;
	return rename_pairs_find(following->merging, changes, &following->compared, following->err);
}

/* ---- trees in which the files have moved ---- */

enum { BASE };

static bool
move(struct following *following, int tree, const struct path_change *from,
     const struct tree_entry *entry)
{
	struct object_id *id = &following->trees[tree];

	return tree_put(following->merging, id, from->path, NULL, id, following->err) &&
	       tree_put(following->merging, id, from->partner->path, entry, id, following->err);
}

static const struct tree_entry unknown_entry = {.kind = ENTRY_FILE};

/* `there` is what the other side did to the file that one side renamed. */
static bool
follow(struct following *following, int other, const struct path_change *from,
       const struct path_change *there)
{
	const struct path_change *taken =
		find_change(&following->sides[other], from->partner->path);

	if (there->is) {
		/* The other side has a file of its own there: the conflict stays where it was. */
		if (taken && taken->is)
			return true;
		return move(following, BASE, from, &from->from) &&
		       move(following, 1 + other, from, &there->to);
	}
	if (there->partner && text_equal(there->partner->path, from->partner->path))
		return move(following, BASE, from, &from->from);
	return move(following, BASE, from, &unknown_entry);
}

static bool
follow_side(struct following *following, int side)
{
	const struct path_changes *changes = &following->sides[side];
	unsigned renames = 0;

	for (size_t i = 0; i < changes->count; i++) {
		const struct path_change *from = &changes->at[i];
		const struct path_change *there;

		if (!from->was || !from->partner || !from->wanted)
			continue;
		/* Wanted only for its folder. */
		if (!find_change(&following->sides[!side], from->path))
			continue;
		there = find_change(&following->sides[!side], from->path);
		if (++renames > MOST_RENAMES)
			return fail(following->err, ERROR_UNAVAILABLE, "more than %u renames",
				    MOST_RENAMES);
		following->any = true;
		if (there && !follow(following, !side, from, there))
			return false;
	}
	return true;
}

bool
renames_follow(struct arena *arena, struct merging *merging, const struct three_trees *before,
	       struct object_id after[3], bool *any, struct relocations *relocations,
	       struct error *err)
{
	struct following following RELEASED_BY(following_release) = {
		.arena = arena, .merging = merging, .err = err};

	/* Without a base nothing was renamed. */
	*any = false;
	if (!before->base)
		return true;
	following.trees[0] = *before->base;
	following.trees[1] = *before->ours;
	following.trees[2] = *before->theirs;
	if (!read_changes(&following, 0, before->base, before->ours) ||
	    !read_changes(&following, 1, before->base, before->theirs) ||
	    !find_renames(&following, 0) || !find_renames(&following, 1) ||
	    !follow_side(&following, 0) || !follow_side(&following, 1))
		return false;
	folder_renames_find(arena, &following.sides[0], &following.sides[1], relocations);
	folder_renames_find(arena, &following.sides[1], &following.sides[0], relocations);
	memcpy(after, following.trees, sizeof(following.trees));
	*any = following.any;
	return true;
}
