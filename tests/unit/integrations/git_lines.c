/* SPDX-License-Identifier: Apache-2.0 */
/* Are lines numbered alike if, and only if, their bytes are alike? */
#include "tests/unit/integrations/sandbox.h"

#include "integrations/git_lines.h"

static struct lines
split(const char *text, size_t length)
{
	struct lines lines;

	assert_true(lines_split(&box.arena, text, length, 100, &lines));
	return lines;
}

static void
test_split(void **state)
{
	struct lines lines;

	(void)state;
	assert_int_equal(split("", 0).count, 0);
	assert_int_equal(split("\n", 1).count, 1);
	assert_int_equal(split("a\n\nb", 4).count, 3);
	assert_int_equal(split("a\n\nb", 4).at[2].length, 1);
	assert_int_equal(split("a\n\nb", 4).at[1].length, 1);
	assert_int_equal(split("a\0b\nc\n", 6).at[0].length, 4);
	assert_true(lines_split(&box.arena, "1\n2\n3", 5, 3, &lines));
	assert_false(lines_split(&box.arena, "1\n2\n3", 5, 2, &lines));
}

static void
test_numbers(void **state)
{
	struct lines a = split("x\ny\nx\nx", 7), b = split("y\nx\nx\r\nx\0\nx", 11);

	(void)state;
	lines_number(&box.arena, &a, &b);
	assert_int_equal(a.at[0].number, a.at[2].number);
	assert_int_equal(a.at[0].number, b.at[1].number);
	assert_int_equal(a.at[1].number, b.at[0].number);
	assert_int_equal(a.at[3].number, b.at[4].number);
	assert_int_not_equal(a.at[0].number, a.at[3].number);
	assert_int_not_equal(a.at[0].number, b.at[2].number);
	assert_int_not_equal(b.at[2].number, b.at[3].number);
	assert_memory_equal(lines_names(&box.arena, &a), lines_names(&box.arena, &b) + 4, 4);
	assert_memory_equal(lines_names(&box.arena, &a) + 12, lines_names(&box.arena, &b) + 16, 4);
	assert_int_equal(strlen(lines_names(&box.arena, &b)), b.count * LINE_NAME_BYTES);
}

static void
test_none(void **state)
{
	struct lines a = split("", 0), b = split("", 0);

	(void)state;
	lines_number(&box.arena, &a, &b);
	assert_string_equal(lines_names(&box.arena, &a), "");
}

/* More lines than one byte of a name can tell apart. */
static void
test_many(void **state)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};
	struct lines a, b = split("", 0);
	const char *names;

	(void)state;
	for (int i = 0; i < 70000; i++)
		buffer_add_format(&text, "%d\n", i);
	assert_true(lines_split(&box.arena, text.bytes, text.length, 70000, &a));
	lines_number(&box.arena, &a, &b);
	names = lines_names(&box.arena, &a);
	assert_int_equal(strlen(names), (size_t)70000 * LINE_NAME_BYTES);
	for (size_t i = 1; i < 70000; i++)
		assert_memory_not_equal(names, names + i * LINE_NAME_BYTES, LINE_NAME_BYTES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {TEST(test_split), TEST(test_numbers), TEST(test_none),
					   TEST(test_many)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
