/* SPDX-License-Identifier: Apache-2.0 */
/* What could a reviewer not see in a diff? See git_opaque.h. */
#include "integrations/git_opaque.h"

#include <string.h>

#include "base/text.h"
#include "integrations/git_file_content.h"
#include "integrations/git_graph.h"

#define READ_BYTES ((size_t)8 * 1024 * 1024) /* of one file, to tell binaries from text */
#define MOST_BYTES ((size_t)2 * 1024 * 1024 * 1024)

#define MOST_PLACES 65536 /* for files in the cache: 2 MiB */
#define NOT_OPAQUE (-1)

struct opaque_visitor {
	struct tree_visitor visitor;
	struct arena *arena;
	struct git *git;
	struct opaque_cache *cache;
	struct folder_rules now, before; /* of the commit and of what is in place */
	const char *commit;
	struct opaque_changes *out;
	size_t bytes;   /* of content that was read */
	uint64_t steps; /* of matching patterns */
	bool failed;
	struct error *err;
};

/* One file's content, whatever its path. */
struct seen_file {
	struct object_id id;
	bool used;
	bool pointer, binary, large;
	bool unread; /* could be text or not */
};

static bool
is_pointer(const struct content *content)
{
	static const char first[] = "version https://git-lfs.github.com/spec/v1";
	size_t length = sizeof(first) - 1;

	return content->object.length > length &&
	       memcmp(content->object.bytes, first, length) == 0 &&
	       (content->object.bytes[length] == '\n' || content->object.bytes[length] == '\r');
}

static bool
look_at(struct opaque_visitor *visitor, const struct tree_entry *entry, struct seen_file *seen)
{
	struct content content RELEASED_BY(content_release) = {0};

	if (!content_read(visitor->git, entry, READ_BYTES, &content, visitor->err))
		return false;
	visitor->bytes += content.object.length;
	if (visitor->bytes > MOST_BYTES)
		return fail(visitor->err, ERROR_UNAVAILABLE, "more than %zu bytes of files changed",
			    MOST_BYTES);
	*seen = (struct seen_file){.id = entry->id,
				   .used = true,
				   .pointer = is_pointer(&content),
				   .binary = content.binary,
				   .large = content.length > OPAQUE_SHOWN_BYTES,
				   .unread = content.oversized};
	return true;
}

/* Where a file is, or where it would be. There is always a free place. */
static struct seen_file *
place_of(const struct opaque_cache *cache, const struct object_id *id)
{
	size_t at;

	memcpy(&at, id->bytes, sizeof(at));
	for (;; at++) {
		struct seen_file *seen = &cache->files[at & (cache->file_places - 1)];

		if (!seen->used || object_id_equal(&seen->id, id))
			return seen;
	}
}

static void
make_places(struct arena *arena, struct opaque_cache *cache)
{
	struct opaque_cache grown = *cache;

	grown.file_places = cache->file_places ? 4 * cache->file_places : 1024;
	grown.files = arena_allocate(arena, grown.file_places * sizeof(*grown.files));
	for (size_t i = 0; i < cache->file_places; i++)
		if (cache->files[i].used)
			*place_of(&grown, &cache->files[i].id) = cache->files[i];
	*cache = grown;
}

/* The old side of one request is often the new side of an earlier one. */
static bool
see(struct opaque_visitor *visitor, const struct tree_entry *entry, struct seen_file *seen)
{
	struct opaque_cache *cache = visitor->cache;
	struct seen_file *place;

	*seen = (struct seen_file){0};
	if (!entry || !content_is_plain(entry))
		return true;
	if (2 * cache->file_count >= cache->file_places && cache->file_places < MOST_PLACES)
		make_places(visitor->arena, cache);
	place = place_of(cache, &entry->id);
	if (place->used) {
		*seen = *place;
		return true;
	}
	if (!look_at(visitor, entry, seen))
		return false;
	if (2 * cache->file_count < cache->file_places) {
		*place = *seen;
		cache->file_count++;
	}
	return true;
}

/* What the content alone says. */
static bool
kind_of_content(struct opaque_visitor *visitor, const struct tree_entry *from,
		const struct tree_entry *to, int *kind, bool *unread)
{
	struct seen_file before, after;

	if (!see(visitor, from, &before) || !see(visitor, to, &after))
		return false;
	*unread = before.unread || after.unread;
	if (before.pointer || after.pointer)
		*kind = OPAQUE_LFS;
	else if (before.binary || after.binary)
		*kind = OPAQUE_BINARY;
	else if (before.large || after.large)
		*kind = OPAQUE_OVERSIZED;
	return true;
}

/* Set, or to anything but "false", as the forges read it. */
static bool
is_on(const struct attribute *attribute)
{
	if (attribute->state == ATTRIBUTE_TEXT)
		return attribute->text_length != 5 || memcmp(attribute->text, "false", 5) != 0;
	return attribute->state == ATTRIBUTE_SET;
}

static int
kind_by_rules(const struct folder_rules *rules, const char *path, size_t length, bool doubtful,
	      uint64_t *steps)
{
	struct attribute answers[] = {{.name = "diff"},
				      {.name = "linguist-generated"},
				      {.name = "gitlab-generated"},
				      {.name = "linguist-vendored"}};

	attributes_find(rules->layers, rules->count, path, length, doubtful, answers,
			sizeof(answers) / sizeof(answers[0]), steps);
	if (answers[0].state == ATTRIBUTE_UNSET)
		return OPAQUE_HIDDEN;
	if (is_on(&answers[1]) || is_on(&answers[2]))
		return OPAQUE_GENERATED;
	return is_on(&answers[3]) ? OPAQUE_VENDORED : NOT_OPAQUE;
}

static bool
has_mark(const struct folder_rules *rules)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rules->layers[i].rules && rules->layers[i].rules->marked)
			return true;
	return false;
}

/* Of all ways to read the rules the one that hides most. */
static bool
kind_of_attributes(struct opaque_visitor *visitor, struct folder_rules *rules, const char *path,
		   size_t length, int *kind)
{
	int without;

	*kind = NOT_OPAQUE;
	if (!rules->root)
		return true;
	if (!folder_rules_enter(rules, path, length, visitor->err))
		return false;
	*kind = kind_by_rules(rules, path, length, true, &visitor->steps);
	if (has_mark(rules)) {
		without = kind_by_rules(rules, path, length, false, &visitor->steps);
		*kind = without > *kind ? without : *kind;
	}
	if (folder_rules_unclear(rules))
		*kind = OPAQUE_HIDDEN;
	return visitor->steps <= ATTRIBUTES_MOST_STEPS ||
	       fail(visitor->err, ERROR_UNAVAILABLE, "matching attributes takes too long");
}

static bool
judge_attributes(struct opaque_visitor *visitor, const char *path, size_t length,
		 struct opaque_change *change)
{
	int now, before = NOT_OPAQUE;

	if (!kind_of_attributes(visitor, &visitor->now, path, length, &now))
		return false;
	if (now == NOT_OPAQUE)
		return true;
	if (!kind_of_attributes(visitor, &visitor->before, path, length, &before))
		return false;
	change->hidden_by_range = visitor->before.root && now > before;
	if (change->kind == NOT_OPAQUE)
		change->kind = now;
	return true;
}

static bool
add_change(struct opaque_visitor *visitor, const struct opaque_change *change)
{
	struct opaque_changes *out = visitor->out;

	if (out->all.count == LIMIT_OPAQUE)
		return fail(visitor->err, ERROR_UNAVAILABLE,
			    "more than %d changed files that no diff shows", LIMIT_OPAQUE);
	*LIST_ADD(visitor->arena, &out->all) = *change;
	out->count = (int64_t)out->all.count;
	return true;
}

static bool
judge(struct opaque_visitor *visitor, const char *path, size_t length,
      const struct tree_entry *from, const struct tree_entry *to)
{
	struct opaque_change change = {.commit = visitor->commit, .kind = NOT_OPAQUE};
	bool unread = false;

	if ((!from || !content_is_plain(from)) && (!to || !content_is_plain(to)))
		return true;
	if (!kind_of_content(visitor, from, to, &change.kind, &unread))
		return false;
	if (change.kind != OPAQUE_BINARY && !unread &&
	    !judge_attributes(visitor, path, length, &change))
		return false;
	if (change.kind == NOT_OPAQUE)
		return true;
	change.path = text_from_foreign(visitor->arena, path, length, 4 * length + 4);
	return add_change(visitor, &change);
}

static bool
visit_path(struct tree_visitor *self, const char *path, size_t length,
	   const struct tree_entry *from, const struct tree_entry *to)
{
	struct opaque_visitor *visitor = (struct opaque_visitor *)self;

	visitor->failed = !judge(visitor, path, length, from, to);
	return !visitor->failed;
}

static bool
tree_of(struct git *git, const char *commit, struct object_id *tree, struct error *err)
{
	uint32_t number;

	if (!graph_open(git, commit, &number, err))
		return false;
	*tree = graph_of(git)->nodes[number].tree;
	return true;
}

static bool
list_trees(struct opaque_visitor *visitor, const struct object_id *from, const struct object_id *to)
{
	bool good = tree_diff(visitor->git, from, to, &visitor->visitor, visitor->err) &&
		    !visitor->failed;

	folder_rules_release(&visitor->now);
	folder_rules_release(&visitor->before);
	return good;
}

bool
opaque_list(struct arena *arena, struct git *git, struct opaque_cache *cache,
	    const char *first_parent, const char *commit, const char *previous,
	    struct opaque_changes *out, struct error *err)
{
	struct object_id from, to, in_place;
	struct opaque_visitor visitor = {.visitor = {visit_path},
					 .arena = arena,
					 .git = git,
					 .cache = cache,
					 .now = {arena, git, &cache->rules, &to},
					 .before = {arena, git, &cache->rules},
					 .commit = arena_text(arena, commit),
					 .out = out,
					 .err = err};

	if ((first_parent && !tree_of(git, first_parent, &from, err)) ||
	    !tree_of(git, commit, &to, err) ||
	    (previous && !tree_of(git, previous, &in_place, err)))
		return false;
	visitor.before.root = previous ? &in_place : NULL;
	return list_trees(&visitor, first_parent ? &from : NULL, &to);
}
