/* SPDX-License-Identifier: Apache-2.0 */
/* Does a message show the line and point at the column, whatever the document holds? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail /* ours is meant */

#include <string.h>

#include "base/source.h"
#include "base/text.h"

static const struct source_text *
document(const char *text)
{
	static struct source_text source;

	source = (struct source_text){"p.yml", text, strlen(text)};
	return &source;
}

static void
assert_message(const struct source_text *source, unsigned line, unsigned column,
	       const char *expected)
{
	struct error err = {0};

	assert_false(fail_at(&err, source, line, column, "unknown key '%s'", "x"));
	assert_int_equal(err.code, ERROR_FORMAT);
	assert_string_equal(err.message, expected);
}

static void
points_at_the_column(void **state)
{
	(void)state;
	assert_message(document("a: 1\n  x: 2\nb: 3\n"), 2, 3,
		       "p.yml:2:3: unknown key 'x'\n    x: 2\n    ^");
	assert_message(document("x: 1"), 1, 1, "p.yml:1:1: unknown key 'x'\n  x: 1\n  ^");
	assert_message(document("x: 1\r\ny"), 1, 5, "p.yml:1:5: unknown key 'x'\n  x: 1\n      ^");
	assert_message(document("\xC3\xA9\xE4\xBD\xA0: x"), 1, 5,
		       "p.yml:1:5: unknown key 'x'\n  \xC3\xA9\xE4\xBD\xA0: x\n      ^");
	assert_message(document("\tx"), 1, 2, "p.yml:1:2: unknown key 'x'\n   x\n   ^");
}

static void
says_only_what_is_known(void **state)
{
	struct source_text unnamed = {NULL, "ab", 2}, unread = {"p.yml", NULL, 0};

	(void)state;
	assert_message(NULL, 0, 0, "unknown key 'x'");
	assert_message(NULL, 3, 0, "line 3: unknown key 'x'");
	assert_message(NULL, 3, 4, "line 3, column 4: unknown key 'x'");
	assert_message(document("ab"), 0, 0, "p.yml: unknown key 'x'");
	assert_message(document("ab"), 0, 9, "p.yml: unknown key 'x'");
	assert_message(document("ab"), 1, 0, "p.yml:1: unknown key 'x'\n  ab");
	assert_message(document("ab"), 2, 1, "p.yml:2:1: unknown key 'x'");
	assert_message(document("ab\n"), 2, 1, "p.yml:2:1: unknown key 'x'\n  \n  ^");
	assert_message(document(""), 1, 1, "p.yml:1:1: unknown key 'x'\n  \n  ^");
	assert_message(document("ab"), 4000000000u, 1, "p.yml:4000000000:1: unknown key 'x'");
	assert_message(document("ab"), 1, 4000000000u,
		       "p.yml:1:4000000000: unknown key 'x'\n  ab\n    ^");
	assert_message(&unnamed, 1, 2, "line 1, column 2: unknown key 'x'\n  ab\n   ^");
	assert_message(&unread, 1, 2, "p.yml:1:2: unknown key 'x'");
}

static void
line_is_safe_to_show(void **state)
{
	static const char nul[] = "a\0b: x";
	struct source_text with_nul = {"p.yml", nul, sizeof(nul) - 1};
	struct source_text bad_name = {"\x1B[2Jp", "x", 1};

	(void)state;
	assert_message(document("\x1B[31m\xE2\x80\xAE\xFFx"), 1, 8,
		       "p.yml:1:8: unknown key 'x'\n  ?[31m??x\n         ^");
	assert_message(&with_nul, 1, 6, "p.yml:1:6: unknown key 'x'\n  a?b: x\n       ^");
	assert_message(&bad_name, 0, 0, "?[2Jp: unknown key 'x'");
	assert_message(document("::x"), 1, 3, "p.yml:1:3: unknown key 'x'\n  : :x\n     ^");
}

/* Where the caret stands in the last line, counted in characters of the line above. */
static char
pointed_at(const char *message)
{
	const char *caret_line = strrchr(message, '\n') + 1;
	const char *line = caret_line - 1;

	while (line > message && line[-1] != '\n')
		line--;
	return line[strchr(caret_line, '^') - caret_line];
}

static void
long_lines_are_narrowed(void **state)
{
	char text[5000];
	struct error err;

	(void)state;
	memset(text, '.', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	for (unsigned column = 1; column < sizeof(text); column += 7) {
		text[column - 1] = 'X';
		fail_at(&err, document(text), 1, column, "here");
		text[column - 1] = '.';
		assert_true(strlen(err.message) < 500);
		assert_int_equal(pointed_at(err.message), 'X');
	}
}

static void
everything_long_still_has_a_caret(void **state)
{
	char text[5000], name[1000];
	struct source_text source = {name, text, sizeof(text)};
	struct error err;

	(void)state;
	memset(text, '\x85', sizeof(text));
	memset(name, 'n', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	fail_at(&err, &source, 1, 3000, "%5000d", 7);
	assert_true(strlen(err.message) < LIMIT_ERROR_BYTES);
	assert_int_equal(err.message[strlen(err.message) - 1], '^');
	assert_true(text_is_utf8(err.message, strlen(err.message)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(points_at_the_column),
		cmocka_unit_test(says_only_what_is_known),
		cmocka_unit_test(line_is_safe_to_show),
		cmocka_unit_test(long_lines_are_narrowed),
		cmocka_unit_test(everything_long_still_has_a_caret),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
