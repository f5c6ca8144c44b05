/* SPDX-License-Identifier: Apache-2.0 */
/* Do raw commits, trees and mailmaps, whatever they are, stay within their bytes? */
#include "tests/fuzz/fuzz.h"

#include "integrations/git_commit.h"
#include "integrations/git_tree.h"
#include "integrations/mailmap.h"

static void
require_within(const struct raw_text *text, const char *bytes, size_t length)
{
	REQUIRE(text->length <= length);
	if (text->length == 0)
		return;
	REQUIRE(text->at >= bytes && text->at + text->length <= bytes + length);
}

static void
require_person(struct arena *arena, const struct mailmap *map, const char *name,
	       const char *address)
{
	struct person person = {0};

	mailmap_resolve(arena, map, name, address, &person);
	REQUIRE(person.id && person.name);
	REQUIRE(text_equal(person.id, text_to_lower(arena, person.id)));
}

static void
require_ident(struct arena *arena, const struct raw_ident *ident, const char *bytes, size_t length,
	      const struct mailmap *map)
{
	require_within(&ident->name, bytes, length);
	require_within(&ident->address, bytes, length);
	REQUIRE(ident->time >= 0);
	require_person(arena, map, arena_copy(arena, ident->name.at, ident->name.length),
		       arena_copy(arena, ident->address.at, ident->address.length));
}

static void
try_commit(struct arena *arena, const char *bytes, size_t length, const struct mailmap *map)
{
	struct raw_commit commit;
	struct error err = {0};

	if (!raw_commit_parse(bytes, length, &commit, &err)) {
		require_refusal(&err);
		return;
	}
	REQUIRE(commit.parent_count <= LIMIT_PARENTS);
	require_ident(arena, &commit.author, bytes, length, map);
	require_ident(arena, &commit.committer, bytes, length, map);
	require_within(&commit.encoding, bytes, length);
	require_within(&commit.message, bytes, length);
	REQUIRE(!commit.message.length ||
		commit.message.at + commit.message.length == bytes + length);
}

static void
try_tree(const char *bytes, size_t length)
{
	struct object tree = {.bytes = bytes, .length = length};
	struct tree_cursor cursor;
	struct tree_entry entry;
	struct error err = {0};
	size_t used = 0;
	bool more = true;

	tree_begin(&cursor, &tree);
	while (tree_next(&cursor, &entry, &more, &err)) {
		if (!more) {
			REQUIRE(cursor.at == bytes + length);
			return;
		}
		REQUIRE((size_t)(cursor.at - bytes) > used);
		used = (size_t)(cursor.at - bytes);
		REQUIRE(strlen(entry.name) == entry.name_length && entry.name_length > 0);
		REQUIRE(!strchr(entry.name, '/'));
	}
	require_refusal(&err);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct mailmap *map RELEASED_BY(mailmap_release) = NULL;
	struct error err = {0};

	if (mailmap_parse((const char *)bytes, length, &map, &err))
		require_person(&arena, map, "Ann", "ANN@old");
	else
		require_refusal(&err);
	try_commit(&arena, (const char *)bytes, length, map);
	try_tree((const char *)bytes, length);
	return 0;
}
