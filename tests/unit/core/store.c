/* SPDX-License-Identifier: Apache-2.0 */
/* Are the names of a store listed sorted, and only those of the folder? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/store.h"
#include "tests/fake/memory_store.h"

static struct memory_store memory;
static struct store store;
static struct arena arena;

static int
set_up(void **state)
{
	static const char *const names[] = {"tile/1",   "tile-0/x", "a",
					    "tile/0/1", "tile",     "tile.x"};

	(void)state;
	memory_store_store(&memory, &store);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		memory_store_put(&memory, names[i], "x", 1);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	memory_store_release(&memory);
	arena_release(&arena);
	return 0;
}

static void
assert_listed(const char *folder, size_t count, const char *const *expected)
{
	struct texts names = {.count = 77};
	struct error err;

	assert_true(store_list(&store, &arena, folder, &names, &err));
	assert_int_equal(names.count, count);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(names.at[i], expected[i]);
}

static void
names_are_listed_in_the_order_of_their_bytes(void **unused)
{
	static const char *const all[] = {"a", "tile", "tile-0/x", "tile.x", "tile/0/1", "tile/1"};

	(void)unused;
	assert_listed("", 6, all);
	assert_listed("tile", 2, all + 4);
	assert_listed("tile/0", 1, all + 4);
	assert_listed("tile/2", 0, NULL);
}

static bool
each_fails(void *self, const char *folder, bool (*take)(void *with, const char *name), void *with,
	   struct error *err)
{
	(void)self;
	assert_true(take(with, folder));
	return (fail)(err, ERROR_UNAVAILABLE, "told to fail");
}

static void
a_list_that_breaks_off_is_none(void **unused)
{
	struct texts names = {.count = 77};
	struct error err;

	(void)unused;
	store.each = each_fails;
	assert_false(store_list(&store, &arena, "tile", &names, &err));
	assert_int_equal(err.code, ERROR_UNAVAILABLE);
	assert_int_equal(names.count, 77);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_are_listed_in_the_order_of_their_bytes),
		TEST(a_list_that_breaks_off_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
