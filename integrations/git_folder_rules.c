/* SPDX-License-Identifier: Apache-2.0 */
/* Which .gitattributes speak about a path in a tree? See git_folder_rules.h. */
#include "integrations/git_folder_rules.h"

#include <string.h>

#include "base/text.h"

#define MOST_BYTES ((size_t)4 * 1024 * 1024)

static const char file_name[] = ".gitattributes";

struct cached_rules {
	struct cached_rules *next;
	struct object_id id;
	bool root;
	struct attribute_rules rules;
};

static const struct attribute_rules *
find_cached(const struct rules_cache *cache, const struct object_id *id, bool root)
{
	for (const struct cached_rules *at = cache->buckets[id->bytes[0]]; at; at = at->next)
		if (at->root == root && object_id_equal(&at->id, id))
			return &at->rules;
	return NULL;
}

static bool
parse_rules(struct folder_rules *rules, const struct object_id *id, bool root,
	    const struct attribute_rules **out, struct error *err)
{
	struct cached_rules **bucket = &rules->cache->buckets[id->bytes[0]];
	struct cached_rules *cached = arena_allocate(rules->arena, sizeof(*cached));
	struct object object RELEASED_BY(object_release) = {0};

	if (!object_read(rules->git, id, OBJECT_BLOB, LIMIT_RULES_BYTES, &object, err))
		return fail_as(err, ERROR_UNAVAILABLE);
	rules->cache->bytes += object.length;
	if (rules->cache->bytes > MOST_BYTES)
		return fail(err, ERROR_UNAVAILABLE, "more than %zu bytes of attributes",
			    MOST_BYTES);
	if (!attributes_parse(rules->arena, object.bytes, object.length, root, &cached->rules, err))
		return false;
	cached->id = *id;
	cached->root = root;
	cached->next = *bucket;
	*bucket = cached;
	*out = &cached->rules;
	return true;
}

/* A link: git ignores it in a checkout, but reads its target as rules where there is none. */
static bool
read_rules(struct folder_rules *rules, struct rules_folder *folder, const struct tree_entry *entry,
	   const struct attribute_rules **out, struct error *err)
{
	bool root = folder->path_length == 0;

	if (entry->kind == ENTRY_LINK)
		folder->unclear = true;
	if (entry->kind != ENTRY_FILE && entry->kind != ENTRY_PROGRAM)
		return true;
	*out = find_cached(rules->cache, &entry->id, root);
	if (!*out && !parse_rules(rules, &entry->id, root, out, err))
		return false;
	folder->unclear = (*out)->unclear;
	return true;
}

/* Where an entry stands to a name, which is that of a file or, with '/' for `behind`, a folder. */
static int
compare_to_name(const struct tree_entry *entry, const char *name, size_t length, char behind)
{
	size_t shorter = entry->name_length < length ? entry->name_length : length;
	int order = memcmp(entry->name, name, shorter);
	char entry_next = entry->name[shorter];

	if (!entry_next && entry->kind == ENTRY_FOLDER)
		entry_next = '/';
	if (order != 0)
		return order;
	return (int)(unsigned char)entry_next -
	       (int)(unsigned char)(shorter < length ? name[shorter] : behind);
}

static bool
find_rules(struct folder_rules *rules, struct rules_folder *folder,
	   const struct attribute_rules **out, struct error *err)
{
	struct tree_cursor cursor;
	struct tree_entry entry;
	bool more = true;

	tree_begin(&cursor, &folder->tree);
	while (more) {
		int order;

		if (!tree_next(&cursor, &entry, &more, err))
			return false;
		order = more ? compare_to_name(&entry, file_name, strlen(file_name), '\0') : 1;
		if (order == 0)
			return read_rules(rules, folder, &entry, out, err);
		more = order < 0;
	}
	return true;
}

/* `id` NULL: the tree has no such folder. */
static bool
open_folder(struct folder_rules *rules, const struct object_id *id, size_t path_length,
	    struct error *err)
{
	struct rules_folder *folder = &rules->folders[rules->count];
	struct attribute_layer *layer = &rules->layers[rules->count];
	struct buffer shown RELEASED_BY(buffer_release) = {0};

	*folder = (struct rules_folder){.path_length = path_length};
	*layer = (struct attribute_layer){.folder_length = path_length};
	rules->count++;
	if (!id)
		return true;
	if (!tree_read(rules->git, id, &folder->tree, err))
		return false;
	tree_begin(&folder->cursor, &folder->tree);
	if (!tree_next(&folder->cursor, &folder->next, &folder->more, err))
		return false;
	return find_rules(rules, folder, &layer->rules, err) ||
	       fail_while(err, "%s%s", foreign_shown(&shown, path_length ? rules->path.bytes : ""),
			  file_name);
}

static bool
open_below(struct folder_rules *rules, const char *path, size_t length, struct error *err)
{
	struct rules_folder *above = &rules->folders[rules->count - 1];
	const char *name = path + above->path_length;
	size_t name_length = length - above->path_length - 1;
	int order = -1;

	while (above->more && (order = compare_to_name(&above->next, name, name_length, '/')) < 0)
		if (!tree_next(&above->cursor, &above->next, &above->more, err))
			return false;
	buffer_clear(&rules->path);
	buffer_add(&rules->path, path, length);
	return open_folder(rules, above->more && order == 0 ? &above->next.id : NULL, length, err);
}

static void
close_folder(struct folder_rules *rules)
{
	object_release(&rules->folders[--rules->count].tree);
}

void
folder_rules_release(struct folder_rules *rules)
{
	while (rules->count)
		close_folder(rules);
	buffer_release(&rules->path);
}

static bool
is_below(const struct folder_rules *rules, const char *path, size_t length)
{
	size_t begin = rules->folders[rules->count - 1].path_length;

	return begin <= length && (begin == 0 || memcmp(path, rules->path.bytes, begin) == 0);
}

bool
folder_rules_enter(struct folder_rules *rules, const char *path, size_t length, struct error *err)
{
	if (rules->count == 0 && !open_folder(rules, rules->root, 0, err))
		return false;
	while (!is_below(rules, path, length))
		close_folder(rules);
	for (;;) {
		size_t begin = rules->folders[rules->count - 1].path_length;
		const char *slash = memchr(path + begin, '/', length - begin);

		if (!slash)
			return true;
		if (rules->count == LIMIT_TREE_DEPTH + 2)
			return fail(err, ERROR_UNAVAILABLE, "more than %d nested folders",
				    LIMIT_TREE_DEPTH);
		if (!open_below(rules, path, (size_t)(slash - path) + 1, err))
			return false;
	}
}

bool
folder_rules_unclear(const struct folder_rules *rules)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rules->folders[i].unclear)
			return true;
	return false;
}
