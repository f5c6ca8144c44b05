/* SPDX-License-Identifier: Apache-2.0 */
/* What do up to three trees have under each name? See git_abreast.h. */
#include "integrations/git_abreast.h"

#include <assert.h>

#include "base/limits.h"

#define LONGEST_PATH 4096

static bool
take_entry(struct abreast_tree *tree, struct error *err)
{
	if (!tree_next(&tree->cursor, &tree->entry, &tree->more, err))
		return false;
	return !tree->more || tree->made || !entry_is_conflict(&tree->entry) ||
	       fail(err, ERROR_UNAVAILABLE, "broken tree; look with `git fsck`");
}

bool
abreast_open(struct abreast *abreast, struct merging *merging, const struct object_id *const *ids,
	     unsigned count, struct error *err)
{
	abreast->merging = merging;
	abreast->count = count;
	for (unsigned i = 0; i < count; i++) {
		struct abreast_tree *tree = &abreast->trees[i];

		if (!ids[i])
			continue;
		if (!tree_count(&merging->effort.trees, LIMIT_TREES, "folders", err) ||
		    !merging_read(merging, ids[i], OBJECT_TREE, LIMIT_TREE_BYTES, &tree->tree, err))
			return false;
		tree->made = merging_has_made(merging, ids[i]);
		tree_begin(&tree->cursor, &tree->tree);
		if (!take_entry(tree, err))
			return false;
	}
	return true;
}

void
abreast_release(struct abreast *abreast)
{
	for (unsigned i = 0; i < abreast->count; i++)
		object_release(&abreast->trees[i].tree);
}

/* As git sorts them: a folder as if its name ended with a slash. */
static int
compare_names(const struct tree_entry *a, const struct tree_entry *b)
{
	size_t shorter = a->name_length < b->name_length ? a->name_length : b->name_length;
	int order = memcmp(a->name, b->name, shorter);
	int a_next, b_next;

	if (order != 0)
		return order;
	a_next = (unsigned char)a->name[shorter];
	b_next = (unsigned char)b->name[shorter];
	if (!a_next && a->kind == ENTRY_FOLDER)
		a_next = '/';
	if (!b_next && b->kind == ENTRY_FOLDER)
		b_next = '/';
	return a_next - b_next;
}

bool
abreast_next(struct abreast *abreast, const struct tree_entry **row, bool *more, struct error *err)
{
	const struct tree_entry *first = NULL;

	for (unsigned i = 0; i < abreast->count; i++) {
		struct abreast_tree *tree = &abreast->trees[i];

		if (tree->given && !take_entry(tree, err))
			return false;
		tree->given = false;
		if (tree->more && (!first || compare_names(&tree->entry, first) < 0))
			first = &tree->entry;
	}
	*more = first != NULL;
	for (unsigned i = 0; first && i < abreast->count; i++) {
		struct abreast_tree *tree = &abreast->trees[i];

		tree->given = tree->more && compare_names(&tree->entry, first) == 0;
		row[i] = tree->given ? &tree->entry : NULL;
	}
	return !first || tree_count(&abreast->merging->effort.entries, LIMIT_TREE_ENTRIES,
				    "entries of folders", err);
}

const struct tree_entry *
abreast_any(const struct abreast *abreast, const struct tree_entry **row)
{
	unsigned i = 0;

	while (i + 1 < abreast->count && !row[i])
		i++;
	return row[i];
}

bool
path_enter(struct abreast_path *path, const struct tree_entry *entry, size_t *before,
	   struct error *err)
{
	*before = path->text.length;
	if (*before + entry->name_length >= LONGEST_PATH)
		return fail(err, ERROR_UNAVAILABLE, "a path of more than %d bytes", LONGEST_PATH);
	if (entry->kind == ENTRY_FOLDER && path->depth == LIMIT_TREE_DEPTH)
		return fail(err, ERROR_UNAVAILABLE, "more than %d nested folders",
			    LIMIT_TREE_DEPTH);
	buffer_add(&path->text, entry->name, entry->name_length);
	if (entry->kind != ENTRY_FOLDER)
		return true;
	buffer_add_byte(&path->text, '/');
	path->depth++;
	return true;
}

void
path_leave(struct abreast_path *path, const struct tree_entry *entry, size_t before)
{
	path->text.length = before;
	path->depth -= entry->kind == ENTRY_FOLDER;
}

struct comparison {
	struct merging *merging;
	struct tree_visitor *visitor;
	struct abreast_path path;
	bool enough;
	struct error *err;
};

static bool compare_folders(struct comparison *comparison, const struct object_id *from,
			    const struct object_id *to);

static bool
compare_row(struct comparison *comparison, const struct tree_entry *from,
	    const struct tree_entry *to)
{
	struct abreast_path *path = &comparison->path;
	const struct tree_entry *any = from ? from : to;
	bool good = true;
	size_t before;

	assert(any);
	if (entries_are_same(from, to))
		return true;
	if (!path_enter(path, any, &before, comparison->err))
		return false;
	if (any->kind == ENTRY_FOLDER)
		good = compare_folders(comparison, from ? &from->id : NULL, to ? &to->id : NULL);
	else
		comparison->enough = !comparison->visitor->differs(
			comparison->visitor, path->text.bytes, path->text.length, from, to);
	path_leave(path, any, before);
	return good;
}

static bool
compare_folders(struct comparison *comparison, const struct object_id *from,
		const struct object_id *to)
{
	struct abreast abreast RELEASED_BY(abreast_release) = {0};
	const struct object_id *ids[] = {from, to};
	const struct tree_entry *row[MOST_ABREAST] = {0};
	bool more;

	if (!abreast_open(&abreast, comparison->merging, ids, 2, comparison->err) ||
	    !abreast_next(&abreast, row, &more, comparison->err))
		return false;
	while (more && !comparison->enough)
		if (!compare_row(comparison, row[0], row[1]) ||
		    !abreast_next(&abreast, row, &more, comparison->err))
			return false;
	return true;
}

bool
abreast_compare(struct merging *merging, const struct object_id *from, const struct object_id *to,
		struct tree_visitor *visitor, struct error *err)
{
	struct comparison comparison = {.merging = merging, .visitor = visitor, .err = err};
	bool good;

	if (from && to && object_id_equal(from, to))
		return true;
	good = compare_folders(&comparison, from, to);
	buffer_release(&comparison.path.text);
	return good;
}
