/* SPDX-License-Identifier: Apache-2.0 */
/* Is foreign text measured strictly and shown without anything that could deceive? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"

#define ELLIPSIS "\xE2\x80\xA6"
#define BROKEN "\xEF\xBF\xBD"

static struct arena arena;

static int
arena_start(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
arena_end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void
comparisons(void **state)
{
	(void)state;
	assert_true(text_equal("a", "a") && text_equal(NULL, NULL) && text_equal("", ""));
	assert_false(text_equal("a", "A") || text_equal("a", NULL) || text_equal(NULL, ""));
	assert_true(text_equal_ignoring_case("PaSS-1", "pAss-1"));
	assert_true(text_equal_ignoring_case(NULL, NULL) && text_equal_ignoring_case("", ""));
	assert_false(text_equal_ignoring_case("a", "ab") || text_equal_ignoring_case("ab", "a"));
	assert_false(text_equal_ignoring_case("@", "`") || text_equal_ignoring_case("[", "{"));
	assert_false(text_equal_ignoring_case("\xC3\x84", "\xC3\xA4"));
	assert_true(text_starts_with("abc", "ab") && text_starts_with("abc", ""));
	assert_false(text_starts_with("ab", "abc") || text_starts_with("", "a"));
	assert_true(text_ends_with("abc", "bc") && text_ends_with("abc", ""));
	assert_false(text_ends_with("bc", "abc") || text_ends_with("abcd", "bc"));
}

static void
bytes(void **state)
{
	(void)state;
	for (int byte = -128; byte < 128; byte++) {
		char c = (char)byte;

		assert_int_equal(byte_is_digit(c), c && memchr("0123456789", c, 10) != NULL);
		assert_int_equal(byte_is_space(c), c && strchr(" \t\r\n\v\f", c) != NULL);
		assert_int_equal(byte_is_letter(c),
				 (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
		assert_int_equal(byte_to_lower(c), c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	assert_string_equal(text_to_lower(&arena, "ABC-\xC3\x84xI"), "abc-\xC3\x84xi");
	assert_null(text_to_lower(&arena, NULL));
}

static void
trims_both_ends(void **state)
{
	(void)state;
	assert_string_equal(text_trim(&arena, " \t a b\r\n", 8), "a b");
	assert_string_equal(text_trim(&arena, " \v\f ", 4), "");
	assert_string_equal(text_trim(&arena, NULL, 0), "");
	assert_string_equal(text_trim(&arena, "abc ", 2), "ab");
	assert_string_equal(text_trim(&arena, "\xC2\xA0x", 3), "\xC2\xA0x");
}

static void
assert_utf8(const char *text, bool expected)
{
	assert_int_equal(text_is_utf8(text, strlen(text)), expected);
}

static void
utf8_is_strict(void **state)
{
	static const char *const good[] = {
		"",
		"abc",
		"\x7F",
		"\xC2\x80",
		"\xDF\xBF",
		"\xE0\xA0\x80",
		"\xED\x9F\xBF",
		"\xEE\x80\x80",
		"\xEF\xBF\xBF",
		"\xF0\x90\x80\x80",
		"\xF4\x8F\xBF\xBF",
	};
	static const char *const bad[] = {
		"\x80",
		"\xBF",
		"\xC0\x80",
		"\xC1\xBF",
		"\xC2",
		"\xC2"
		"a",
		"\xE0\x9F\xBF",
		"\xE2\x80",
		"\xED\xA0\x80",
		"\xED\xBF\xBF",
		"\xF0\x8F\xBF\xBF",
		"\xF4\x90\x80\x80",
		"\xF5\x80\x80\x80",
		"\xF0\x9F\x98",
		"\xFE",
		"\xFF",
		"ok\xE2\x80\xA6\xE2",
		"\xF8\x88\x80\x80\x80",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_utf8(good[i], true);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_utf8(bad[i], false);
	assert_true(text_is_utf8(NULL, 0));
	assert_true(text_is_utf8("\xC3\xA9\xC3", 2)); /* looks at so many bytes only */
	assert_false(text_is_utf8("\xC3\xA9", 1));
}

static void
foreign_bytes_become_utf8(void **state)
{
	(void)state;
	assert_string_equal(text_from_foreign(&arena, "a\xC3\xA9z", 4, 100), "a\xC3\xA9z");
	assert_string_equal(text_from_foreign(&arena, "a\xFF\0b", 4, 100), "a" BROKEN BROKEN "b");
	assert_string_equal(text_from_foreign(&arena, "\xE2\x82", 2, 100), BROKEN BROKEN);
	assert_string_equal(text_from_foreign(&arena, NULL, 0, 100), "");
	assert_string_equal(text_from_foreign(&arena, "abcdef", 6, 6), "abcdef");
	assert_string_equal(text_from_foreign(&arena, "abcdefg", 7, 6), "abc" ELLIPSIS);
	assert_string_equal(text_from_foreign(&arena, "ab\xC3\xA9xyz", 7, 6), "ab" ELLIPSIS);
	assert_string_equal(text_from_foreign(&arena, "abcd", 4, 3), ELLIPSIS);
	assert_true(strlen(text_from_foreign(&arena, "abcd", 4, 2)) <= 2);
	assert_string_equal(text_from_foreign(&arena, "abcd", 4, 0), "");
}

static void
random_bytes_become_utf8_within_the_limit(void **state)
{
	uint64_t seed = 42;
	char in[64];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t length = (size_t)round % sizeof(in), limit = (size_t)round % 50;
		char *out, *shown;

		for (size_t i = 0; i < length; i++) {
			seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
			in[i] = (char)(seed >> 56);
		}
		out = text_from_foreign(&arena, in, length, limit);
		assert_true(strlen(out) <= limit);
		assert_true(text_is_utf8(out, strlen(out)));
		shown = text_shown(&arena, out);
		assert_true(text_is_utf8(shown, strlen(shown)));
		assert_string_equal(text_shown(&arena, shown), shown);
	}
}

static void
assert_shown(const char *text, const char *expected)
{
	assert_string_equal(text_shown(&arena, text), expected);
}

/* As UTF-8, for code points that matter here. */
static void
encode(char out[5], uint32_t code)
{
	size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};

	for (size_t i = length - 1; i > 0; i--, code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3F));
	out[0] = (char)(lead[length] | code);
	out[length] = '\0';
}

static void
assert_code_hidden(uint32_t first, uint32_t last)
{
	char character[5], text[16];

	for (uint32_t code = first; code <= last; code++) {
		encode(character, code);
		snprintf(text, sizeof(text), "a%sb", character);
		assert_shown(text, "a?b");
	}
}

static void
nothing_deceives(void **state)
{
	(void)state;
	assert_code_hidden(0x01, 0x1F);
	assert_code_hidden(0x7F, 0x9F);
	assert_code_hidden(0x61C, 0x61C);
	assert_code_hidden(0x200B, 0x200F);
	assert_code_hidden(0x2028, 0x202E);
	assert_code_hidden(0x2060, 0x2060);
	assert_code_hidden(0x2066, 0x2069);
	assert_code_hidden(0xFEFF, 0xFEFF);
	assert_code_hidden(0xE0020, 0xE007F);
	assert_shown("\x1B[31mred\x1B]0;title\x07", "?[31mred?]0;title?");
	assert_shown("a\xC2\x9B"
		     "2Jb",
		     "a?2Jb");
	assert_shown("a\x9B"
		     "2J\xFF",
		     "a?2J?");
	assert_shown("two\r\nlines", "two??lines");
	assert_shown("tr\xC3\xA9s \xE4\xBD\xA0 \xF0\x9F\x98\x80 ok",
		     "tr\xC3\xA9s \xE4\xBD\xA0 \xF0\x9F\x98\x80 ok");
	assert_shown("", "");
}

static void
no_workflow_commands(void **state)
{
	(void)state;
	assert_shown("::error::x", ": :error::x");
	assert_shown("  ::add-mask::x", "  : :add-mask::x");
	assert_shown("\xC2\xA0\xE3\x80\x80 ::x", "\xC2\xA0\xE3\x80\x80 : :x");
	assert_shown("\t::x", "?::x");
	assert_shown("\n::x", "?::x");
	assert_shown(":::", ": ::");
	assert_shown(": :", ": :");
	assert_shown("::", ": :");
	assert_shown(":", ":");
	assert_shown("std::vector", "std::vector");
	assert_shown("x ::y", "x ::y");
	assert_shown("a ##[error]b", "a # #[error]b");
	assert_shown("##vso[task.setvariable]", "# #vso[task.setvariable]");
	assert_shown("## title", "## title");
	assert_shown("###[", "## #[");
}

static void
shown_text_is_short(void **state)
{
	char text[1000];
	char *shown;

	(void)state;
	memset(text, 'x', sizeof(text));
	text[LIMIT_SHOWN_BYTES] = '\0';
	assert_shown(text, text);
	text[LIMIT_SHOWN_BYTES] = 'x';
	text[sizeof(text) - 1] = '\0';
	shown = text_shown(&arena, text);
	assert_int_equal(strlen(shown), LIMIT_SHOWN_BYTES);
	assert_true(text_ends_with(shown, "xx" ELLIPSIS));
	for (size_t i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "\xC3\xA9", 2);
	shown = text_shown(&arena, text);
	assert_true(strlen(shown) <= LIMIT_SHOWN_BYTES);
	assert_true(text_is_utf8(shown, strlen(shown)));
}

static void
safe_text_is_appended(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	char text[1000];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	buffer_add(&out, text, 500);
	text_safe(&out, "::x\n");
	assert_string_equal(out.bytes + 500, ": :x?");
	text_safe(&out, text);
	assert_int_equal(out.length, 505 + LIMIT_SHOWN_BYTES);
}

static void
integers_are_whole_and_bounded(void **state)
{
	static const char *const bad[] = {
		"",
		"-",
		"+1",
		" 1",
		"1 ",
		"1.0",
		"0x1",
		"1e3",
		"--1",
		"007",
		"-01",
		"a",
		"1a",
		"9007199254740993",
		"-9007199254740993",
		"99999999999999999999999999",
		"\xD9\xA1",
	};
	int64_t number = 77;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(text_to_integer(bad[i], &number));
	assert_int_equal(number, 77);
	assert_true(text_to_integer("0", &number));
	assert_int_equal(number, 0);
	assert_true(text_to_integer("-0", &number));
	assert_int_equal(number, 0);
	assert_true(text_to_integer("9007199254740992", &number));
	assert_true(number == LIMIT_INTEGER);
	assert_true(text_to_integer("-9007199254740992", &number));
	assert_true(number == -LIMIT_INTEGER);
}

static void
distances(void **state)
{
	char text[2000];

	(void)state;
	assert_int_equal(text_distance("", ""), 0);
	assert_int_equal(text_distance("abc", ""), 3);
	assert_int_equal(text_distance("", "abc"), 3);
	assert_int_equal(text_distance("kitten", "sitting"), 3);
	assert_int_equal(text_distance("approvls", "approvals"), 1);
	assert_int_equal(text_distance("flaw", "lawn"), 2);
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(text_distance(text, "x"), sizeof(text) - 1);
	text[64] = '\0';
	assert_int_equal(text_distance(text, "x"), 63);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comparisons),
		cmocka_unit_test(bytes),
		cmocka_unit_test(trims_both_ends),
		cmocka_unit_test(utf8_is_strict),
		cmocka_unit_test(foreign_bytes_become_utf8),
		cmocka_unit_test(random_bytes_become_utf8_within_the_limit),
		cmocka_unit_test(nothing_deceives),
		cmocka_unit_test(no_workflow_commands),
		cmocka_unit_test(shown_text_is_short),
		cmocka_unit_test(safe_text_is_appended),
		cmocka_unit_test(integers_are_whole_and_bounded),
		cmocka_unit_test(distances),
	};

	return cmocka_run_group_tests(tests, arena_start, arena_end);
}
