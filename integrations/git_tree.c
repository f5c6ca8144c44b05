/* SPDX-License-Identifier: Apache-2.0 */
/* What is in a tree, and how do two trees differ? See git_tree.h. */
#include "integrations/git_tree.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

#define LONGEST_PATH 4096

void
tree_begin(struct tree_cursor *cursor, const struct object *tree)
{
	*cursor = (struct tree_cursor){0};
	cursor->at = tree->bytes;
	cursor->end = tree->bytes + tree->length;
}

/* Old versions wrote leading zeros and group write bits. */
static bool
kind_of_mode(unsigned mode, enum entry_kind *kind)
{
	if (mode == 040000)
		*kind = ENTRY_FOLDER;
	else if (mode == 0120000)
		*kind = ENTRY_LINK;
	else if (mode == 0160000)
		*kind = ENTRY_SUBMODULE;
	else if ((mode & 0170000) == 0100000)
		*kind = mode & 0100 ? ENTRY_PROGRAM : ENTRY_FILE;
	else
		return false;
	return true;
}

static bool
take_mode(struct tree_cursor *cursor, enum entry_kind *kind)
{
	unsigned mode = 0;
	size_t digits = 0;

	while (cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '7' && digits++ < 7)
		mode = mode * 8 + (unsigned)(*cursor->at++ - '0');
	if (digits == 0 || cursor->at == cursor->end || *cursor->at != ' ')
		return false;
	cursor->at++;
	return kind_of_mode(mode, kind);
}

static bool
is_name(const char *name, size_t length)
{
	return length > 0 && length <= LONGEST_PATH && !memchr(name, '/', length) &&
	       strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
	       !text_equal_ignoring_case(name, ".git");
}

static bool
take_name(struct tree_cursor *cursor, struct tree_entry *entry)
{
	size_t left = (size_t)(cursor->end - cursor->at);
	const char *nul = left ? memchr(cursor->at, '\0', left) : NULL;

	if (!nul || (size_t)(cursor->end - nul) <= sizeof(entry->id.bytes))
		return false;
	entry->name = cursor->at;
	entry->name_length = (size_t)(nul - cursor->at);
	memcpy(entry->id.bytes, nul + 1, sizeof(entry->id.bytes));
	cursor->at = nul + 1 + sizeof(entry->id.bytes);
	return is_name(entry->name, entry->name_length);
}

/* Git's order: a folder sorts as if its name ended with a slash. */
static int
compare_entries(const struct tree_entry *a, const struct tree_entry *b)
{
	size_t shorter = a->name_length < b->name_length ? a->name_length : b->name_length;
	int order = memcmp(a->name, b->name, shorter);
	unsigned char a_next, b_next;

	if (order != 0)
		return order;
	a_next = (unsigned char)a->name[shorter];
	b_next = (unsigned char)b->name[shorter];
	if (!a_next && a->kind == ENTRY_FOLDER)
		a_next = '/';
	if (!b_next && b->kind == ENTRY_FOLDER)
		b_next = '/';
	return (int)a_next - (int)b_next;
}

bool
tree_next(struct tree_cursor *cursor, struct tree_entry *entry, bool *more, struct error *err)
{
	*more = cursor->at < cursor->end;
	if (!*more)
		return true;
	if (!take_mode(cursor, &entry->kind) || !take_name(cursor, entry))
		return fail(err, ERROR_UNAVAILABLE, "broken tree; look with `git fsck`");
	if (cursor->any && compare_entries(&cursor->last, entry) >= 0)
		return fail(err, ERROR_UNAVAILABLE, "tree is not sorted; look with `git fsck`");
	cursor->last = *entry;
	cursor->any = true;
	return true;
}

bool
tree_read(struct git *git, const struct object_id *id, struct object *tree, struct error *err)
{
	/* A missing tree must not look like a missing file. */
	return object_read(git, id, OBJECT_TREE, LIMIT_TREE_BYTES, tree, err) ||
	       (err->code == ERROR_ABSENT && fail_as(err, ERROR_UNAVAILABLE));
}

/* The entry with a name within one tree. */
static bool
find_entry(struct git *git, const struct object_id *id, const char *name, size_t length,
	   struct tree_entry *entry, struct error *err)
{
	struct object tree RELEASED_BY(object_release) = {0};
	struct tree_cursor cursor;
	bool more = true, found = false;

	if (!tree_read(git, id, &tree, err))
		return false;
	tree_begin(&cursor, &tree);
	while (more && !found) {
		if (!tree_next(&cursor, entry, &more, err))
			return false;
		found = more && entry->name_length == length &&
			memcmp(entry->name, name, length) == 0;
	}
	entry->name = NULL;
	return found || fail(err, ERROR_ABSENT, "no such file in the commit");
}

bool
tree_find(struct git *git, const struct object_id *tree, const char *path, struct tree_entry *entry,
	  struct error *err)
{
	struct tree_entry at = {.kind = ENTRY_FOLDER, .id = *tree};
	const char *name = path;

	for (;;) {
		size_t length = strcspn(name, "/");
		struct object_id folder = at.id;

		if (at.kind != ENTRY_FOLDER)
			return fail(err, ERROR_ABSENT, "no such file in the commit");
		if (!find_entry(git, &folder, name, length, &at, err))
			return false;
		if (!name[length])
			break;
		name += length + 1;
	}
	*entry = at;
	return true;
}

struct comparison {
	struct git *git;
	struct tree_visitor *visitor;
	struct buffer path;
	unsigned depth;
	uint32_t trees, entries; /* visited so far */
	bool enough;
	struct error *err;
};

/* Folders that hold one another many times over have more paths than anybody can visit. */
bool
tree_count(uint32_t *seen, uint32_t limit, const char *things, struct error *err)
{
	return ++*seen <= limit ||
	       fail(err, ERROR_UNAVAILABLE, "more than %u %s to compare", limit, things);
}

/* One of the two trees that are compared at some level; without an id it is empty. */
struct side {
	struct object tree;
	struct tree_cursor cursor;
	struct tree_entry entry;
	bool more;
};

static void
side_release(struct side *side)
{
	object_release(&side->tree);
}

static bool
side_open(struct comparison *comparison, const struct object_id *id, struct side *side)
{
	struct error *err = comparison->err;

	if (!id)
		return true;
	if (!tree_count(&comparison->trees, LIMIT_TREES, "folders", err) ||
	    !tree_read(comparison->git, id, &side->tree, err))
		return false;
	tree_begin(&side->cursor, &side->tree);
	return tree_next(&side->cursor, &side->entry, &side->more, err);
}

static bool compare_trees(struct comparison *comparison, const struct object_id *from,
			  const struct object_id *to);

static bool
descend(struct comparison *comparison, const struct tree_entry *from, const struct tree_entry *to)
{
	bool good;

	if (comparison->depth == LIMIT_TREE_DEPTH)
		return fail(comparison->err, ERROR_UNAVAILABLE, "more than %d nested folders",
			    LIMIT_TREE_DEPTH);
	comparison->depth++;
	buffer_add_byte(&comparison->path, '/');
	good = compare_trees(comparison, from ? &from->id : NULL, to ? &to->id : NULL);
	comparison->depth--;
	return good;
}

/* Entries of one name; at most one is NULL, and both are folders or neither is. */
static bool
compare_pair(struct comparison *comparison, const struct tree_entry *from,
	     const struct tree_entry *to)
{
	const struct tree_entry *either = from ? from : to;
	size_t before = comparison->path.length;
	bool good = true;

	if (from && to && from->kind == to->kind && object_id_equal(&from->id, &to->id))
		return true;
	if (before + either->name_length > LONGEST_PATH)
		return fail(comparison->err, ERROR_UNAVAILABLE, "a path of more than %d bytes",
			    LONGEST_PATH);
	buffer_add(&comparison->path, either->name, either->name_length);
	if (either->kind == ENTRY_FOLDER)
		good = descend(comparison, from, to);
	else
		comparison->enough =
			!comparison->visitor->differs(comparison->visitor, comparison->path.bytes,
						      comparison->path.length, from, to);
	comparison->path.length = before;
	return good;
}

static bool
compare_sides(struct comparison *comparison, struct side *from, struct side *to)
{
	struct error *err = comparison->err;

	while (!comparison->enough && (from->more || to->more)) {
		int order = from->more && to->more ? compare_entries(&from->entry, &to->entry)
			    : from->more           ? -1
						   : 1;

		if (!tree_count(&comparison->entries, LIMIT_TREE_ENTRIES, "entries of folders",
				err) ||
		    !compare_pair(comparison, order <= 0 ? &from->entry : NULL,
				  order >= 0 ? &to->entry : NULL))
			return false;
		if (order <= 0 && !tree_next(&from->cursor, &from->entry, &from->more, err))
			return false;
		if (order >= 0 && !tree_next(&to->cursor, &to->entry, &to->more, err))
			return false;
	}
	return true;
}

static bool
compare_trees(struct comparison *comparison, const struct object_id *from,
	      const struct object_id *to)
{
	struct side from_side RELEASED_BY(side_release) = {0};
	struct side to_side RELEASED_BY(side_release) = {0};

	if (!side_open(comparison, from, &from_side) || !side_open(comparison, to, &to_side))
		return false;
	return compare_sides(comparison, &from_side, &to_side);
}

bool
tree_diff(struct git *git, const struct object_id *from, const struct object_id *to,
	  struct tree_visitor *visitor, struct error *err)
{
	struct comparison comparison = {.git = git, .visitor = visitor, .err = err};
	bool good;

	if (from && to && object_id_equal(from, to))
		return true;
	good = compare_trees(&comparison, from, to);
	buffer_release(&comparison.path);
	return good;
}
