/* SPDX-License-Identifier: Apache-2.0 */
/* Is a saved table read as it was meant, and anything else refused with its line? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/csv_read.h"
#include "base/buffer.h"

/* Cells as "a|b\n". */
static void
assert_cells(const char *bytes, const char *expected)
{
	RELEASED_BY(buffer_release) struct buffer told = {0};
	struct arena arena = {0};
	struct csv_table table;
	struct error err;

	if (!csv_read(&arena, bytes, strlen(bytes), &table, &err))
		fail_msg("%s", err.message);
	for (size_t i = 0; i < table.lines.count; i++) {
		for (size_t j = 0; j < table.lines.at[i].cells.count; j++)
			buffer_add_format(&told, "%s%s", j ? "|" : "",
					  table.lines.at[i].cells.at[j]);
		buffer_add_byte(&told, '\n');
	}
	assert_string_equal(told.bytes, expected);
	arena_release(&arena);
}

static void
assert_refused(const char *bytes, size_t length, const char *why)
{
	struct arena arena = {0};
	struct csv_table table = {.lines = {NULL, 77}};
	struct error err;

	assert_false(csv_read(&arena, bytes, length, &table, &err));
	assert_int_equal(table.lines.count, 77);
	assert_int_equal(err.code, ERROR_FORMAT);
	if (!strstr(err.message, why))
		fail_msg("%s", err.message);
	arena_release(&arena);
}

static void
tables_of_spreadsheets_are_read(void **state)
{
	(void)state;
	assert_cells("a,b\r\n1,2\r\n", "a|b\n1|2\n");
	assert_cells("a,b\n1,2", "a|b\n1|2\n");
	assert_cells("a,b\r1,2\r", "a|b\n1|2\n");
	assert_cells("\xEF\xBB\xBF"
		     "a;b\n1;2,5\n",
		     "a|b\n1|2,5\n");
	assert_cells("a\tb\n1;\t2,5\n", "a|b\n1;|2,5\n");
	assert_cells("\"a\",\"b \"\"c\"\"\"\n\"x\ny\",\n", "a|b \"c\"\nx\ny|\n");
	assert_cells("a,b\n,\n\n1,2\n,,\n", "a|b\n1|2\n");
	assert_cells("only\n1\n", "only\n1\n");
	assert_cells("a,b\n,2\n", "a|b\n|2\n");
}

static void
anything_else_is_refused(void **state)
{
	(void)state;
	assert_refused("", 0, "empty");
	assert_refused("\n,\n", 3, "empty");
	assert_refused("a,b\n1\n", 6, "line 2: 1 cells, but 2 columns");
	assert_refused("a\n\"x\ny\"\n1,2\n", 12, "line 4: 2 cells");
	assert_refused("a\n\"x\n", 5, "a quoted cell has no end");
	assert_refused("a\n\"x\"y\n", 7, "line 2: something behind");
	assert_refused("a\nx\"y\n", 6, "line 2: a quote inside");
	assert_refused("a\n\xff\n", 4, "UTF-8");
	assert_refused("a\nx\0y\n", 6, "UTF-8");
}

static void
limits_are_errors(void **state)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	(void)state;
	for (int i = 0; i < LIMIT_CSV_COLUMNS; i++)
		buffer_add_text(&bytes, "x,");
	assert_refused(bytes.bytes, bytes.length, "too many columns");
	assert_cells("x,x\n", "x|x\n");
	buffer_clear(&bytes);
	for (int i = 0; i <= LIMIT_CSV_CELL_BYTES; i++)
		buffer_add_byte(&bytes, 'x');
	assert_refused(bytes.bytes, bytes.length, "too long");
	bytes.bytes[0] = '"';
	buffer_add_text(&bytes, "x");
	assert_refused(bytes.bytes, bytes.length, "too long");
	buffer_clear(&bytes);
	memset(buffer_reserve(&bytes, LIMIT_CSV_BYTES + 1), '\n', LIMIT_CSV_BYTES + 1);
	assert_refused(bytes.bytes, LIMIT_CSV_BYTES + 1, "16777216 bytes");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_of_spreadsheets_are_read),
		cmocka_unit_test(anything_else_is_refused),
		cmocka_unit_test(limits_are_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
