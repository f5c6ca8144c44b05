/* SPDX-License-Identifier: Apache-2.0 */
/* Does a page keep its lines, and is its CSV its tables and nothing else? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/sheet.h"

static void
lines_stay_in_their_order(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct sheet sheet = {.name = "Summary"};

	(void)state;
	sheet_title(&arena, &sheet, "title");
	sheet_text(&arena, &sheet, "a sentence");
	sheet_pair(&arena, &sheet, "what", "value");
	sheet_pair(&arena, &sheet, "nothing", NULL);
	assert_int_equal(sheet.lines.count, 4);
	assert_int_equal(sheet.lines.at[0].kind, SHEET_TITLE);
	assert_string_equal(sheet.lines.at[0].cells.at[0], "title");
	assert_int_equal(sheet.lines.at[1].kind, SHEET_TEXT);
	assert_int_equal(sheet.lines.at[1].cells.count, 1);
	assert_int_equal(sheet.lines.at[2].kind, SHEET_PAIR);
	assert_int_equal(sheet.lines.at[2].cells.count, 2);
	assert_string_equal(sheet.lines.at[2].cells.at[1], "value");
	assert_string_equal(sheet.lines.at[3].cells.at[1], "");
}

static void
csv_is_the_tables(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct sheet sheet = {.name = "Workpaper"};
	struct texts *cells;

	(void)state;
	sheet_title(&arena, &sheet, "left out");
	cells = sheet_line(&arena, &sheet, SHEET_HEADER);
	texts_add(&arena, cells, "id");
	texts_add(&arena, cells, "title");
	cells = sheet_line(&arena, &sheet, SHEET_ROW);
	texts_add(&arena, cells, "1");
	texts_add(&arena, cells, "=1+1");
	sheet_pair(&arena, &sheet, "left", "out");
	sheet_write_csv(&out, &sheet);
	assert_string_equal(out.bytes, "id,title\r\n1,'=1+1\r\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_stay_in_their_order),
		cmocka_unit_test(csv_is_the_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
