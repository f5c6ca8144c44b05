/* SPDX-License-Identifier: Apache-2.0 */
/* Are ticket keys found, and nothing that only looks like a part of one? */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "core/ticket_key.h"

static struct arena arena;
static struct error err;

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static const char *
found_by(const char *pattern_text, const char *text)
{
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct texts keys;

	assert_true(ticket_pattern_compile(pattern_text, &pattern, &err));
	assert_true(ticket_keys_find(&arena, pattern, text, &keys, &err));
	for (size_t i = 0; i < keys.count; i++)
		buffer_add_format(&out, "%s%s", i ? " " : "", keys.at[i]);
	return arena_copy(&arena, out.bytes ? out.bytes : "", out.length);
}

static void
test_grammar(void **state)
{
	static const char *const cases[][2] = {
		{"PAY-311 retry capture", "PAY-311"},
		{"retry capture (PAY-311)", "PAY-311"},
		{"PAY-311: x, OPS-2 and PAY-311", "PAY-311 OPS-2"},
		{"feature/PAY-311_x", "PAY-311"},
		{"A2_B-7", "A2_B-7"},
		{"", ""},
		{"pay-311", ""},
		{"P-311", ""},
		{"PAY-0", ""},
		{"PAY-011", ""},
		{"PAY-311a", ""},
		{"PAY-123456789", ""},
		{"PAY-12345678", "PAY-12345678"},
		{"xPAY-311", ""},
		{"1PAY-311", ""},
		{"_PAY-311", ""},
		{"\xC3\x89PAY-311", ""},
		{"PAY-311\xC3\xA9", ""},
		{"ABCDEFGHIJK-1", ""},
		{"ABCDEFGHIJ-1", "ABCDEFGHIJ-1"},
		{"CVE-2026-41284", ""},
		{"CVE-2026", "CVE-2026"},
		{"PAY-311-fix", "PAY-311"},
		{"2023-04-11", ""},
		{"UTF-8 SHA-256 ISO-8601", "UTF-8 SHA-256 ISO-8601"},
		{"UTF-16LE", ""},
		{"11-245", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(found_by(NULL, cases[i][0]), cases[i][1]);
}

static void
test_own_pattern(void **state)
{
	(void)state;
	assert_string_equal(found_by("#([0-9]+)", "fixes #12 and #7"), "12 7");
	assert_string_equal(found_by("x*", "axx\xC3\xA9y"), "xx");
}

static void
test_bad_pattern(void **state)
{
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;

	(void)state;
	assert_false(ticket_pattern_compile("(", &pattern, &err));
	assert_non_null(strstr(err.message, "pattern for tickets"));
}

static void
test_limit_is_an_error(void **state)
{
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
	struct texts keys = {.count = 3};

	(void)state;
	assert_true(ticket_pattern_compile("(a+)+$", &pattern, &err));
	assert_false(ticket_keys_find(&arena, pattern, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
				      &keys, &err));
	assert_int_equal(keys.count, 3);
}

static void
test_project(void **state)
{
	(void)state;
	assert_string_equal(ticket_project(&arena, "PAY-311"), "PAY");
	assert_string_equal(ticket_project(&arena, "A-B-1"), "A-B");
	assert_string_equal(ticket_project(&arena, "12"), "12");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_grammar, end),
		cmocka_unit_test_teardown(test_own_pattern, end),
		cmocka_unit_test_teardown(test_bad_pattern, end),
		cmocka_unit_test_teardown(test_limit_is_an_error, end),
		cmocka_unit_test_teardown(test_project, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
