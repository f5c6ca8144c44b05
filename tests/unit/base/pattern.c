/* SPDX-License-Identifier: Apache-2.0 */
/* Does base/pattern.c find what a pattern means, and stop where a pattern would take for ever? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/pattern.h"

#define NONE SIZE_MAX

struct sample {
	const char *pattern, *subject;
	size_t from, start, end;
};

static const struct sample samples[] = {
	{"[A-Z]+-[0-9]+", "fix ABC-12, X-3", 0, 4, 10},
	{"[A-Z]+-[0-9]+", "fix ABC-12, X-3", 10, 12, 15},
	{"[A-Z]+-[0-9]+", "fix ABC-12, X-3", 15, NONE, NONE},
	{"a", "", 0, NONE, NONE},
	{"", "", 0, 0, 0},
	{"x*", "aax", 0, 0, 0},
	/* group 1 narrows, if it took part */
	{"see ([A-Z]+-\\d+)", "see AB-1", 0, 4, 8},
	{"see (?:[A-Z]+)-(\\d+)", "see AB-1", 0, 7, 8},
	{"(a)?b", "b", 0, 0, 1},
	{"(a)?b", "ab", 0, 0, 1},
	{"()b", "ab", 0, 1, 1},
	{"(?:(a)|(b))c", "bc", 0, 0, 2},
	{"x|(a)", "x", 0, 0, 1},
	/* what was before `from` is still seen */
	{"\\bB", "AB", 1, NONE, NONE},
	{"(?<=A)B", "AB", 1, 1, 2},
	{"^B", "AB", 1, NONE, NONE},
	/* lines and characters */
	{"^a$", "a\n", 0, NONE, NONE},
	{"(?m)^b$", "a\nb", 0, 2, 3},
	{"^.$", "\xC3\xA9", 0, 0, 2},
	{"^.$", "\xF0\x9F\x98\x80", 0, 0, 4},
	{"^\\w$", "\xC3\xA9", 0, NONE, NONE},
	{"\xC3\xA9+", "x\xC3\xA9\xC3\xA9", 0, 1, 5},
	{"(?i)\xC3\x89", "\xC3\xA9", 0, 0, 2},
};

static void
finds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		const struct sample *sample = &samples[i];
		struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
		size_t start = 77, end = 77;
		struct error err = {0};

		if (!pattern_compile(sample->pattern, &pattern, &err) ||
		    !pattern_find(pattern, sample->subject, strlen(sample->subject), sample->from,
				  &start, &end, &err))
			fail_msg("%s: %s", sample->pattern, err.message);
		if (start != sample->start || end != sample->end)
			fail_msg("%s in %s: %zu to %zu", sample->pattern, sample->subject, start,
				 end);
	}
}

static void
finds_in_bytes_with_nul(void **state)
{
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
	size_t start, end;
	struct error err;

	(void)state;
	assert_true(pattern_compile("b", &pattern, &err));
	assert_true(pattern_find(pattern, "a\0b", 3, 0, &start, &end, &err));
	assert_int_equal(start, 2);
	assert_true(pattern_find(pattern, "ab", 1, 0, &start, &end, &err));
	assert_int_equal(start, NONE);
	assert_true(pattern_find(pattern, NULL, 0, 0, &start, &end, &err));
	assert_int_equal(start, NONE);
}

static void
refuses_patterns(void **state)
{
	static const char *const broken[] = {"(",     "[a",    "a{2,1}", "*",        "\\",
					     "(?<n",  "\\C",   "[z-a]",  "(?P<1>a)", "\xFF",
					     "\\2()", "(?'a)", "\\p{Xx}"};

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		struct pattern *pattern = NULL;
		struct error err = {0};

		if (pattern_compile(broken[i], &pattern, &err))
			fail_msg("accepted: %s", broken[i]);
		assert_null(pattern);
		assert_int_equal(err.code, ERROR_FORMAT);
		assert_non_null(strstr(err.message, "not a pattern, at character "));
	}
}

static void
bounds_pattern(void **state)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};
	struct pattern *pattern = NULL;
	struct error err;

	(void)state;
	for (size_t i = 0; i < LIMIT_PATTERN_BYTES; i++)
		buffer_add_byte(&text, 'a');
	assert_true(pattern_compile(text.bytes, &pattern, &err));
	pattern_release(&pattern);
	assert_null(pattern);
	buffer_add_byte(&text, 'a');
	assert_false(pattern_compile(text.bytes, &pattern, &err));
	assert_non_null(strstr(err.message, "513 bytes"));
	pattern_free(NULL);
}

/* Each would take longer than anybody lives; a limit is an error, never "no match". */
static void
limits_are_errors(void **state)
{
	static const char *const patterns[] = {"^(a+)+$",
					       "^(a|a)*$",
					       "^(a|aa)+$",
					       "(x|a*)*b\\b",
					       "(*LIMIT_MATCH=4000000000)^(a+)+$",
					       "(*LIMIT_DEPTH=4000000000)^(a+)+$"};
	static const char subject[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!b_";

	(void)state;
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
		size_t start = 77, end = 77;
		struct error err = {0};

		assert_true(pattern_compile(patterns[i], &pattern, &err));
		if (pattern_find(pattern, subject, strlen(subject), 0, &start, &end, &err))
			fail_msg("%s: no limit reached", patterns[i]);
		assert_int_equal(err.code, ERROR_FORMAT);
		assert_non_null(strstr(err.message, "limit"));
		assert_int_equal(start, 77);
		assert_int_equal(end, 77);
	}
}

/* Depth: a group for each of many characters. */
static void
deep_matches_are_errors(void **state)
{
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
	struct buffer subject RELEASED_BY(buffer_release) = {0};
	size_t start, end;
	struct error err;

	(void)state;
	for (size_t i = 0; i < 5000; i++)
		buffer_add_byte(&subject, 'a');
	assert_true(pattern_compile("^(?:a|b)*$", &pattern, &err));
	assert_false(pattern_find(pattern, subject.bytes, subject.length, 0, &start, &end, &err));
	assert_non_null(strstr(err.message, "limit"));
}

/* Some hundred thousand steps: below the limit that PCRE2 has by itself, above ours. */
static void
our_limit_holds(void **state)
{
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
	size_t start, end;
	struct error err;

	(void)state;
	assert_true(pattern_compile("^(?:a|aa)+$", &pattern, &err));
	assert_false(
		pattern_find(pattern, "aaaaaaaaaaaaaaaaaaaaaaaaaaa!", 28, 0, &start, &end, &err));
	assert_true(pattern_find(pattern, "aaaaaaaaaa!", 11, 0, &start, &end, &err));
}

static void
refuses_subjects(void **state)
{
	static const char *const broken[] = {"a\xFF", "\xC3", "\xED\xA0\x80", "\xC0\x80",
					     "\xF4\x90\x80\x80"};
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
	size_t start = 77, end = 77;
	struct error err;

	(void)state;
	assert_true(pattern_compile("a|b", &pattern, &err));
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
		assert_false(
			pattern_find(pattern, broken[i], strlen(broken[i]), 0, &start, &end, &err));
	assert_false(pattern_find(pattern, "ab", 2, 3, &start, &end, &err));
	assert_false(pattern_find(pattern, "\xC3\xA9", 2, 1, &start, &end, &err));
	assert_int_equal(start, 77);
}

/* A long text with a match in every few bytes: linear, or this test takes minutes. */
static void
many_matches_are_quick(void **state)
{
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
	struct buffer subject RELEASED_BY(buffer_release) = {0};
	size_t start, end = 0, count = 0;
	struct error err;

	(void)state;
	for (size_t i = 0; i < 250000; i++)
		buffer_add_text(&subject, "A-1 ");
	assert_true(pattern_compile("[A-Z]+-[0-9]+", &pattern, &err));
	for (;; count++) {
		assert_true(pattern_find(pattern, subject.bytes, subject.length, end, &start, &end,
					 &err));
		if (start == NONE)
			break;
	}
	assert_int_equal(count, 250000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds),
		cmocka_unit_test(finds_in_bytes_with_nul),
		cmocka_unit_test(refuses_patterns),
		cmocka_unit_test(bounds_pattern),
		cmocka_unit_test(limits_are_errors),
		cmocka_unit_test(deep_matches_are_errors),
		cmocka_unit_test(our_limit_holds),
		cmocka_unit_test(refuses_subjects),
		cmocka_unit_test(many_matches_are_quick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
