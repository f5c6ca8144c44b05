/* SPDX-License-Identifier: Apache-2.0 */
/* Is a cell quoted as RFC 4180 says, and never a formula? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/csv.h"

struct row {
	const char *text;
	struct texts list;
	int64_t number;
	bool flag;
};

static const struct field rows[] = {
	{.name = "text", .type = FIELD_TEXT, .offset = offsetof(struct row, text)},
	{.name = "list", .type = FIELD_TEXTS, .offset = offsetof(struct row, list)},
	{.name = "number", .type = FIELD_INTEGER, .offset = offsetof(struct row, number)},
	{.name = "flag", .type = FIELD_BOOLEAN, .offset = offsetof(struct row, flag)},
};
static const struct fields fields = {"row", sizeof(struct row), FIELDS_OF(rows), "x"};

static void
assert_row(const struct row *row, const char *expected)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	csv_write_row(&out, &fields, row);
	assert_string_equal(out.bytes, expected);
}

static void
header_has_the_table_s_order(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	(void)state;
	csv_write_header(&out, &fields);
	assert_string_equal(out.bytes, "text,list,number,flag\r\n");
}

static void
cells_are_quoted_where_they_must(void **state)
{
	static const char *const list[] = {"a", "b"};
	struct row row = {"plain", {(const char **)(uintptr_t)list, 2}, -7, true};

	(void)state;
	assert_row(&row, "plain,\"a; b\",-7,yes\r\n");
	row = (struct row){NULL, {0}, 0, false};
	assert_row(&row, ",,0,no\r\n");
	row.text = "say \"no\"";
	assert_row(&row, "\"say \"\"no\"\"\",,0,no\r\n");
	row.text = "a,b";
	assert_row(&row, "\"a,b\",,0,no\r\n");
	row.text = "two\r\nlines";
	assert_row(&row, "\"two\r\nlines\",,0,no\r\n");
	row.text = " x";
	assert_row(&row, "\" x\",,0,no\r\n");
}

static void
no_cell_is_a_formula(void **state)
{
	static const struct {
		const char *cell, *expected;
	} cases[] = {
		{"=1+1", "'=1+1"},
		{"+1", "'+1"},
		{"-1", "'-1"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\t=1", "\"'\t=1\""},
		{"\r=1", "\"'\r=1\""},
		{"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},
		{"=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""},
		{"\xEF\xBC\x9D"
		 "1",
		 "'\xEF\xBC\x9D"
		 "1"},
		{"a=1", "a=1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buffer expected RELEASED_BY(buffer_release) = {0};
		struct row row = {.text = cases[i].cell};
		const char *only = cases[i].cell;

		buffer_add_format(&expected, "%s,,0,no\r\n", cases[i].expected);
		assert_row(&row, expected.bytes);
		row = (struct row){.list = {&only, 1}};
		buffer_clear(&expected);
		buffer_add_format(&expected, ",%s,0,no\r\n", cases[i].expected);
		assert_row(&row, expected.bytes);
	}
}

/* A spreadsheet would cut a cell of 32,767 characters without a word. */
static void
a_long_list_says_what_is_left_out(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct row row = {.text = "x"};

	(void)state;
	for (size_t i = 0; i < 2000; i++)
		texts_add(&arena, &row.list, "0123456789012345678901234567890123456789");
	csv_write_row(&out, &fields, &row);
	assert_true(out.length < 32000);
	assert_non_null(strstr(out.bytes, "; and 1286 more\",0,no\r\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(header_has_the_table_s_order),
		cmocka_unit_test(cells_are_quoted_where_they_must),
		cmocka_unit_test(no_cell_is_a_formula),
		cmocka_unit_test(a_long_list_says_what_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
