/* SPDX-License-Identifier: Apache-2.0 */
/* Does base/node.c find values by key, sort keys by byte and see every duplicate? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/node.h"

static struct node *
map_of(struct arena *arena, const char *const *keys, size_t count)
{
	struct node *map = arena_allocate(arena, sizeof(*map));
	struct node **link = &map->first;

	map->kind = NODE_MAP;
	map->count = count;
	for (size_t i = 0; i < count; i++) {
		*link = arena_allocate(arena, sizeof(**link));
		(*link)->key = keys[i];
		(*link)->key_line = (unsigned)i + 1;
		link = &(*link)->next;
	}
	return map;
}

static void
get_finds_by_exact_key(void **state)
{
	static const char *const keys[] = {"b", "a", "A", ""};
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct node *map = map_of(&arena, keys, 4);
	struct node list = {.kind = NODE_LIST, .first = map->first};

	(void)state;
	assert_ptr_equal(node_get(map, "b"), map->first);
	assert_int_equal(node_get(map, "A")->key_line, 3);
	assert_int_equal(node_get(map, "")->key_line, 4);
	assert_null(node_get(map, "B"));
	assert_null(node_get(NULL, "b"));
	assert_null(node_get(&list, "b"));
}

static void
sorted_is_by_byte(void **state)
{
	static const char *const keys[] = {"b", "\xC3\xA9", "a_", "B", "a", "", "aB"};
	static const char *const expected[] = {"", "B", "a", "aB", "a_", "b", "\xC3\xA9"};
	struct arena arena RELEASED_BY(arena_release) = {0};
	const struct node **sorted = node_sorted(map_of(&arena, keys, 7));

	(void)state;
	for (size_t i = 0; i < 7; i++)
		assert_string_equal(sorted[i]->key, expected[i]);
	free(sorted);
}

/* Each pair of places in a small and in a large map. */
static void
each_duplicate_is_found(void **state)
{
	const size_t sizes[] = {2, 16, 17, 40};
	const char *keys[40];
	struct arena arena RELEASED_BY(arena_release) = {0};

	(void)state;
	for (size_t s = 0; s < 4; s++) {
		for (size_t i = 0; i < sizes[s]; i++)
			keys[i] = arena_format(&arena, "k%zu", i);
		assert_null(node_duplicate(map_of(&arena, keys, sizes[s])));
		for (size_t a = 0; a < sizes[s]; a++) {
			for (size_t b = a + 1; b < sizes[s]; b++) {
				const char *kept = keys[b];
				keys[b] = arena_text(&arena, keys[a]);
				assert_int_equal(
					node_duplicate(map_of(&arena, keys, sizes[s]))->key_line,
					b + 1);
				keys[b] = kept;
			}
		}
	}
}

static void
kinds_have_names(void **state)
{
	(void)state;
	assert_string_equal(node_kind_name(NODE_MAP), "a map");
	assert_string_equal(node_kind_name(NODE_LIST), "a list");
	assert_string_equal(node_kind_name(NODE_TEXT), "text");
	assert_string_equal(node_kind_name(NODE_INTEGER), "a number");
	assert_string_equal(node_kind_name(NODE_BOOLEAN), "true or false");
	assert_string_equal(node_kind_name(NODE_NULL), "nothing");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(get_finds_by_exact_key),
		cmocka_unit_test(sorted_is_by_byte),
		cmocka_unit_test(each_duplicate_is_found),
		cmocka_unit_test(kinds_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
