/* SPDX-License-Identifier: Apache-2.0 */
/* Has an id file exactly one form? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/ids.h"

static void
ids_are_of_few_characters(void **state)
{
	char longest[130];

	(void)state;
	assert_true(id_is_valid("01JD8ZQ4E7V5M3K2X1W0T9S8R7"));
	assert_true(id_is_valid("CHG-2026_a.1"));
	assert_false(id_is_valid(""));
	assert_false(id_is_valid("a b"));
	assert_false(id_is_valid("a\n"));
	assert_false(id_is_valid("a:b"));
	assert_false(id_is_valid("\xC3\xA9"));
	assert_false(id_is_valid("$(id)"));
	memset(longest, 'a', sizeof(longest));
	longest[128] = 0;
	assert_true(id_is_valid(longest));
	longest[128] = 'a';
	longest[129] = 0;
	assert_false(id_is_valid(longest));
}

static void
sorting_is_by_byte_and_refuses_twins(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct texts ids = {0};
	struct error err;

	(void)state;
	assert_true(ids_sort(&ids, &err));
	texts_add(&arena, &ids, "b");
	texts_add(&arena, &ids, "a");
	texts_add(&arena, &ids, "B");
	texts_add(&arena, &ids, "a-1");
	assert_true(ids_sort(&ids, &err));
	ids_write(&out, &ids);
	assert_string_equal(out.bytes, "B\na\na-1\nb\n");
	assert_true(ids_contain(&ids, "B") && ids_contain(&ids, "a-1") && ids_contain(&ids, "b"));
	assert_false(ids_contain(&ids, "A") || ids_contain(&ids, "") || ids_contain(&ids, "c"));
	texts_add(&arena, &ids, "a");
	assert_false(ids_sort(&ids, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_non_null(strstr(err.message, "'a'"));
}

static void
assert_refused(const char *bytes, size_t length, const char *why)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct texts ids = {0};
	struct error err;

	assert_false(ids_parse(&arena, bytes, length, &ids, &err));
	assert_int_equal(err.code, ERROR_FORMAT);
	assert_int_equal(ids.count, 0);
	if (!strstr(err.message, why))
		fail_msg("%s", err.message);
}

static void
only_the_canonical_file_is_read(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct texts ids = {0};
	struct error err;

	(void)state;
	assert_true(ids_parse(&arena, "A\nB\na\n", 6, &ids, &err));
	assert_int_equal(ids.count, 3);
	assert_string_equal(ids.at[2], "a");
	assert_true(ids_parse(&arena, "", 0, &ids, &err));
	assert_int_equal(ids.count, 0);
	assert_refused("A\nB", 3, "newline");
	assert_refused("A\r\nB\r\n", 6, "line 1");
	assert_refused("B\nA\n", 4, "line 2 of the id file: 'A' is not in byte order");
	assert_refused("A\nA\n", 4, "twice");
	assert_refused("A\n\n", 3, "line 2");
	assert_refused("A\n\n\n", 4, "line 2");
	assert_refused("\xEF\xBB\xBF"
		       "A\n",
		       5, "line 1");
	assert_refused("A\0B\n", 4, "line 1");
	assert_refused("A \n", 3, "line 1");
	assert_refused("\x1b[2J\n", 5, "'?[2J'");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_are_of_few_characters),
		cmocka_unit_test(sorting_is_by_byte_and_refuses_twins),
		cmocka_unit_test(only_the_canonical_file_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
