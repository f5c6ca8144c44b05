/* SPDX-License-Identifier: Apache-2.0 */
/* Does a glob match what is written, and nothing else, in bounded time? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/glob.h"

struct row {
	const char *glob, *name;
	bool matches;
};

static const struct row rows[] = {
	{"main", "main", true},
	{"main", "main2", false},
	{"main", "Main", false},
	{"main", "a/main", false},
	{"main", "", false},
	{"*", "main", true},
	{"*", "", true},
	{"*", "a/b", false},
	{"*.c", "x.c", true},
	{"*.c", ".c", true},
	{"*.c", "src/x.c", false},
	{"*.c", "x.c.h", false},
	{"a?c", "abc", true},
	{"a?c", "ac", false},
	{"a?c", "a/c", false},
	{"a?c",
	 "a\xC3\xA9"
	 "c",
	 true},
	{"a??c",
	 "a\xC3\xA9"
	 "c",
	 false},
	{"*?", "", false},
	{"*a*b*", "xxaxxbxx", true},
	{"*a*b*", "xxbxxaxx", false},
	{"*ab", "aab", true},
	{"release/*", "release/1.2", true},
	{"release/*", "release/1/2", false},
	{"release/*", "release", false},
	{"release/*", "xrelease/1", false},
	{"**", "", true},
	{"**", "a", true},
	{"**", "a/b/c", true},
	{"**/x", "x", true},
	{"**/x", "a/x", true},
	{"**/x", "a/b/x", true},
	{"**/x", "a/bx", false},
	{"**/x", "x/a", false},
	{"a/**", "a", true},
	{"a/**", "a/b/c", true},
	{"a/**", "ab/c", false},
	{"a/**/b", "a/b", true},
	{"a/**/b", "a/x/y/b", true},
	{"a/**/b", "a/x/y/bc", false},
	{"a/**/b", "a/b/c", false},
	{"a/**/b/**/c", "a/b/x/b/c", true},
	{"a/**/b/**/c", "a/x/b/y/c/z/c", true},
	{"a/**/b/**/c", "a/x/y/c", false},
	{"**/a/*/b", "a/a/x/b", true},
	{"**/**/x", "x", true},
	{"services/*/src/**", "services/pay/src/a/b.c", true},
	{"services/*/src/**", "services/pay/lib/a.c", false},
	{"[a]", "a", false},
	{"[a]", "[a]", true},
	{"app/[id]/{x}", "app/[id]/{x}", true},
	{"a\\*", "a\\b", true},
	{"a\\*", "a*", false},
	{"a**b", "axyb", true},
	{"a**b", "a/b", false},
	{".*", ".git", true},
	{"*", ".git", true},
	{"a//b", "a/b", false},
	{"", "", true},
	{"", "a", false},
};

static void
matches_what_is_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (glob_matches(rows[i].glob, rows[i].name) != rows[i].matches)
			fail_msg("'%s' and '%s'", rows[i].glob, rows[i].name);
}

static bool
begins_any(const char *glob)
{
	return strncmp(glob, "**", 2) == 0 && (glob[2] == '/' || !glob[2]);
}

/* The obvious, exponential definition, to compare with. */
static bool
plainly_matches(const char *glob, const char *name)
{
	const char *slash = strchr(name, '/');

	if (begins_any(glob) && !glob[2])
		return true;
	if (begins_any(glob))
		return plainly_matches(glob + 3, name) ||
		       (slash && plainly_matches(glob, slash + 1));
	if (*glob == '/' && begins_any(glob + 1) && !*name) /* of no segments */
		return plainly_matches(glob + 3, name);
	if (*glob == '*')
		return plainly_matches(glob + 1, name) ||
		       (*name && *name != '/' && plainly_matches(glob, name + 1));
	if (!*glob || !*name)
		return !*glob && !*name;
	if (*glob == '?' ? *name == '/' : *glob != *name)
		return false;
	return plainly_matches(glob + 1, name + 1);
}

static size_t
random_below(uint64_t *seed, size_t end)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (size_t)(*seed >> 40) % end;
}

static void
agrees_with_the_obvious_definition(void **state)
{
	static const char *const pieces[] = {"a",  "b",  "*",  "?",   "**",
					     "ab", "*b", "a*", "*a*", "?b"};
	static const char *const names[] = {"a", "b", "ab", "ba", "aab", "bb"};
	uint64_t seed = 5;
	size_t matched = 0;

	(void)state;
	for (int round = 0; round < 200000; round++) {
		char glob[64] = "", name[64] = "";
		size_t segments = 1 + random_below(&seed, 5);

		for (size_t i = 0; i < segments; i++) {
			const char *piece = pieces[random_below(&seed, 10)];

			memcpy(glob + strlen(glob), i ? "/" : "", 2 - !i);
			memcpy(glob + strlen(glob), piece, strlen(piece) + 1);
		}
		segments = 1 + random_below(&seed, 6);
		for (size_t i = 0; i < segments; i++) {
			const char *piece = names[random_below(&seed, 6)];

			memcpy(name + strlen(name), i ? "/" : "", 2 - !i);
			memcpy(name + strlen(name), piece, strlen(piece) + 1);
		}
		matched += glob_matches(glob, name);
		if (glob_matches(glob, name) != plainly_matches(glob, name))
			fail_msg("'%s' and '%s'", glob, name);
	}
	assert_true(matched > 5000);
}

/* Would take longer than the universe has if it were exponential. */
static void
hostile_patterns_end(void **state)
{
	static char glob[4001], name[4002];

	(void)state;
	for (size_t i = 0; i < 4000; i += 2)
		memcpy(glob + i, "*a", 2);
	memset(name, 'a', 4000);
	name[4000] = 'b';
	assert_false(glob_matches(glob, name));
	for (size_t i = 0; i + 5 <= 4000; i += 5)
		memcpy(glob + i, "**/a/", 5);
	glob[3999] = '\0';
	for (size_t i = 0; i < 4000; i += 2)
		memcpy(name + i, "a/", 2);
	name[4000] = 'b';
	assert_false(glob_matches(glob, name));
}

static void
any_of_several(void **state)
{
	const char *list[] = {"main", "release/*"};
	struct texts globs = {list, 2}, none = {0};

	(void)state;
	assert_true(globs_match(&globs, "release/7"));
	assert_true(globs_match(&globs, "main"));
	assert_false(globs_match(&globs, "feature"));
	assert_false(globs_match(&none, "main"));
}

static void
problems_are_named(void **state)
{
	(void)state;
	assert_null(glob_problem("main"));
	assert_null(glob_problem("**"));
	assert_null(glob_problem("a/**/b*.?"));
	assert_null(glob_problem(".github/*"));
	assert_null(glob_problem("a.../b"));
	assert_string_equal(glob_problem(""), "empty");
	assert_string_equal(glob_problem("a**"), "`**` must be a whole segment");
	assert_string_equal(glob_problem("x/**.c"), "`**` must be a whole segment");
	assert_string_equal(glob_problem("***"), "`**` must be a whole segment");
	assert_non_null(glob_problem("/a"));
	assert_non_null(glob_problem("a/"));
	assert_non_null(glob_problem("a//b"));
	assert_non_null(glob_problem("./a"));
	assert_non_null(glob_problem("a/../b"));
	assert_non_null(glob_problem("a\xFF"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches_what_is_written),
		cmocka_unit_test(agrees_with_the_obvious_definition),
		cmocka_unit_test(hostile_patterns_end),
		cmocka_unit_test(any_of_several),
		cmocka_unit_test(problems_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
