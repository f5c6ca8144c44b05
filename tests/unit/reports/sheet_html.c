/* SPDX-License-Identifier: Apache-2.0 */
/* Is a page of a workpaper well-formed, and is foreign text on it text? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/text.h"
#include "reports/sheet_html.h"
#include "tests/unit/reports/hostile.h"

static void
body_of(const struct sheet *sheet, struct buffer *out)
{
	const struct sheet *const sheets[] = {sheet};

	sheets_write_html(out, sheet->name, sheets, 1);
}

static size_t
count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)) != NULL; text += strlen(part))
		count++;
	return count;
}

static void
groups_open_and_close(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct sheet sheet = {.name = "Page"};

	(void)state;
	sheet_title(&arena, &sheet, "title");
	sheet_pair(&arena, &sheet, "what", "value");
	sheet_pair(&arena, &sheet, "other", "more");
	sheet_text(&arena, &sheet, "text");
	texts_add(&arena, sheet_line(&arena, &sheet, SHEET_HEADER), "P");
	texts_add(&arena, sheet_line(&arena, &sheet, SHEET_ROW), "P");
	texts_add(&arena, sheet_line(&arena, &sheet, SHEET_ROW), "Pass");
	texts_add(&arena, sheet_line(&arena, &sheet, SHEET_HEADER), "second table");
	body_of(&sheet, &out);
	assert_non_null(strstr(out.bytes, "<section><h1>Page</h1>\n<h2>title</h2>\n"
					  "<dl>\n<dt>what</dt><dd>value</dd>\n"
					  "<dt>other</dt><dd>more</dd>\n</dl>\n<p>text</p>\n"
					  "<div class=\"wide\" tabindex=\"0\"><table>\n"
					  "<tr><th>P</th></tr>\n"
					  "<tr><td class=\"P\">P</td></tr>\n"
					  "<tr><td>Pass</td></tr>\n</table></div>\n"
					  "<div class=\"wide\" tabindex=\"0\"><table>\n"
					  "<tr><th>second table</th></tr>\n</table></div>\n"
					  "</section>\n"));
	assert_int_equal(count_of(out.bytes, "<table>"), 2);
}

static void
foreign_text_is_text(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer plain RELEASED_BY(buffer_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct sheet tame = {.name = "x"}, sheet = {.name = hostile_title};

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct sheet *page = i ? &sheet : &tame;
		const char *text = i ? hostile_title : "x";

		sheet_title(&arena, page, text);
		sheet_text(&arena, page, text);
		sheet_pair(&arena, page, text, text);
		texts_add(&arena, sheet_line(&arena, page, SHEET_HEADER), text);
		texts_add(&arena, sheet_line(&arena, page, SHEET_ROW), text);
	}
	body_of(&tame, &plain);
	body_of(&sheet, &out);
	assert_non_null(strstr(out.bytes, "&lt;script&gt;"));
	assert_int_equal(count_of(out.bytes, "<"), count_of(plain.bytes, "<"));
	assert_int_equal(count_of(out.bytes, ">"), count_of(plain.bytes, ">"));
	assert_int_equal(count_of(out.bytes, "\""), count_of(plain.bytes, "\""));
	assert_null(strchr(out.bytes, '\x1b'));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_open_and_close),
		cmocka_unit_test(foreign_text_is_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
