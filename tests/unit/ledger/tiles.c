/* SPDX-License-Identifier: Apache-2.0 */
/* Are tiles named and packed as C2SP tlog-tiles says? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ledger/tiles.h"

static void
paths_go_both_ways(void **unused)
{
	static const struct {
		struct tile tile;
		const char *path;
	} cases[] = {
		{{0, 0, 256}, "tile/0/000"},
		{{0, 0, 1}, "tile/0/000.p/1"},
		{{1, 999, 255}, "tile/1/999.p/255"},
		{{0, 1234067, 256}, "tile/0/x001/x234/067"},
		{{5, 1000, 3}, "tile/5/x001/000.p/3"},
		{{TILE_ENTRIES, 1234, 256}, "tile/entries/x001/234"},
		{{TILE_ENTRIES, 0, 112}, "tile/entries/000.p/112"},
	};
	struct arena arena;

	(void)unused;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct tile tile;

		assert_string_equal(tile_path(&arena, &cases[i].tile), cases[i].path);
		assert_true(tile_from_path(cases[i].path, &tile));
		assert_int_equal(tile.level, cases[i].tile.level);
		assert_int_equal(tile.number, cases[i].tile.number);
		assert_int_equal(tile.width, cases[i].tile.width);
	}
	arena_release(&arena);
}

static void
other_paths_are_none(void **unused)
{
	static const char *const paths[] = {"",
					    "tile",
					    "tile/",
					    "tile/0",
					    "tile/0/",
					    "tile/0/0",
					    "tile/0/00",
					    "tile/0/0000",
					    "tile/0/x000/001",
					    "tile/0/001/002",
					    "tile/0/x001",
					    "tile/0/x001/",
					    "tile/6/000",
					    "tile/00/000",
					    "tile/-1/000",
					    "tile/0/000.p/0",
					    "tile/0/000.p/256",
					    "tile/0/000.p/",
					    "tile/0/000.p/01",
					    "tile/0/000.p/1x",
					    "tile/0/000/1",
					    "tile/entries/",
					    "tile/data/000",
					    "tile/0/000 ",
					    " tile/0/000",
					    "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999",
					    "tile/0/99999999999999999999999999",
					    "tile/0/000.p/99999999999999999999999"};
	struct tile tile;

	(void)unused;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (tile_from_path(paths[i], &tile))
			fail_msg("'%s' was taken for a tile", paths[i]);
}

static void
widths_follow_the_size(void **unused)
{
	(void)unused;
	assert_int_equal(tile_at(0, 0, 0).width, 0);
	assert_int_equal(tile_at(0, 0, 1).width, 1);
	assert_int_equal(tile_at(0, 0, 256).width, 256);
	assert_int_equal(tile_at(0, 1, 256).width, 0);
	assert_int_equal(tile_at(0, 1, 300).width, 44);
	assert_int_equal(tile_at(1, 0, 300).width, 1);
	assert_int_equal(tile_at(1, 0, 65536).width, 256);
	assert_int_equal(tile_at(2, 0, 65536).width, 1);
	assert_int_equal(tile_at(TILE_ENTRIES, 1, 300).width, 44);
}

static void
bundles_are_split_as_they_were_made(void **unused)
{
	struct buffer bundle = {0};
	const char *entry;
	size_t offset = 0, length;
	char large[300] = {1};

	(void)unused;
	entry_add(&bundle, "ab", 2);
	entry_add(&bundle, "", 0);
	entry_add(&bundle, large, sizeof(large));
	assert_memory_equal(bundle.bytes, "\0\2ab\0\0\1\54", 8);
	assert_true(entry_next(bundle.bytes, bundle.length, &offset, &entry, &length));
	assert_int_equal(length, 2);
	assert_memory_equal(entry, "ab", 2);
	assert_true(entry_next(bundle.bytes, bundle.length, &offset, &entry, &length));
	assert_int_equal(length, 0);
	assert_true(entry_next(bundle.bytes, bundle.length, &offset, &entry, &length));
	assert_int_equal(length, 300);
	assert_false(entry_next(bundle.bytes, bundle.length, &offset, &entry, &length));
	assert_int_equal(offset, bundle.length);
	offset = 6;
	assert_false(entry_next(bundle.bytes, bundle.length - 1, &offset, &entry, &length));
	assert_false(entry_next(bundle.bytes, 7, &offset, &entry, &length));
	assert_int_equal(offset, 6);
	buffer_release(&bundle);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_go_both_ways),
		cmocka_unit_test(other_paths_are_none),
		cmocka_unit_test(widths_follow_the_size),
		cmocka_unit_test(bundles_are_split_as_they_were_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
