/* SPDX-License-Identifier: Apache-2.0 */
/* What is a tree with one more entry, or one less? See git_tree_put.h. */
#include "integrations/git_tree_put.h"

#include "integrations/git_abreast.h"

static bool put_below(struct merging *merging, const struct object_id *folder, const char *path,
		      const struct tree_entry *entry, struct object_id *id, struct buffer *bytes,
		      struct error *err);

/* What becomes of the entry (NULL: none yet) under the first name of a path. */
static bool
replace(struct merging *merging, const struct tree_entry *before, const char *path,
	const struct tree_entry *entry, struct tree_entry *after, struct error *err)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	size_t length = strcspn(path, "/");

	after->name = NULL;
	if (!path[length]) {
		if (entry)
			*after = *entry;
	} else {
		after->kind = ENTRY_FOLDER;
		if (!put_below(merging, before ? &before->id : NULL, path + length + 1, entry,
			       &after->id, &bytes, err))
			return false;
		if (!bytes.length)
			return true;
	}
	if (path[length] || entry) {
		after->name = path;
		after->name_length = length;
	}
	return true;
}

static void
add_if_any(struct buffer *bytes, const struct tree_entry *entry)
{
	if (entry->name)
		tree_add(bytes, entry);
}

/* Where does a name stand in git's order against an entry of the tree? */
static int
compare_place(const struct tree_entry *entry, const char *path, bool folder)
{
	size_t length = strcspn(path, "/");
	size_t shorter = entry->name_length < length ? entry->name_length : length;
	int order = memcmp(entry->name, path, shorter);
	int entry_next = (unsigned char)entry->name[shorter];
	int path_next = shorter < length ? (unsigned char)path[shorter] : folder ? '/' : 0;

	if (order != 0)
		return order;
	if (!entry_next && entry->kind == ENTRY_FOLDER)
		entry_next = '/';
	return entry_next - path_next;
}

static bool
put_below(struct merging *merging, const struct object_id *folder, const char *path,
	  const struct tree_entry *entry, struct object_id *id, struct buffer *bytes,
	  struct error *err)
{
	struct abreast abreast RELEASED_BY(abreast_release) = {0};
	const struct tree_entry *row[MOST_ABREAST] = {0};
	struct tree_entry after;
	bool more, done = false, deeper = strchr(path, '/') != NULL;

	if (!abreast_open(&abreast, merging, &folder, 1, err) ||
	    !abreast_next(&abreast, row, &more, err))
		return false;
	while (more || !done) {
		int order = more ? compare_place(row[0], path, deeper) : 1;

		if (!done && order >= 0) {
			if (!replace(merging, order == 0 ? row[0] : NULL, path, entry, &after, err))
				return false;
			add_if_any(bytes, &after);
			done = true;
			if (order > 0)
				continue;
		} else {
			tree_add(bytes, row[0]);
		}
		if (more && !abreast_next(&abreast, row, &more, err))
			return false;
	}
	return merging_make(merging, OBJECT_TREE, bytes->bytes ? bytes->bytes : "", bytes->length,
			    id, err);
}

bool
tree_put(struct merging *merging, const struct object_id *tree, const char *path,
	 const struct tree_entry *entry, struct object_id *result, struct error *err)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	struct object_id id;

	if (!put_below(merging, tree, path, entry, &id, &bytes, err))
		return false;
	*result = id;
	return true;
}
