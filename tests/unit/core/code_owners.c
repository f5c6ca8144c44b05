/* SPDX-License-Identifier: Apache-2.0 */
/* Who owns a file by CODEOWNERS? */
#include "core/code_owners.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"

struct row {
	const char *bytes, *path, *owner; /* NULL: nobody */
};

static const struct row rows[] = {
	{"* @all", "a", "@all"},
	{"* @all", "a/b/c", "@all"},
	{"* @all\n*.js @js\n", "x/y.js", "@js"},
	{"*.js @js\n* @all\n", "x/y.js", "@all"},
	{"*.js @js # and others\n", "y.js", "@js"},
	{"# *.js @js\n", "y.js", NULL},
	{"/build/logs/ @doctor", "build/logs/a/b", "@doctor"},
	{"/build/logs/ @doctor", "x/build/logs/a", NULL},
	{"docs/* docs@example.org", "docs/a.md", "docs@example.org"},
	{"docs/* docs@example.org", "docs/a/b.md", NULL},
	{"apps/ @acme/apps", "x/apps/y/z", "@acme/apps"},
	{"apps/ @acme/apps", "apps", NULL},
	{"/apps/ @a\n/apps/github\n", "apps/github/x", NULL},
	{"/apps/ @a\n/apps/github\n", "apps/x", "@a"},
	{"/scripts @s", "scripts/x", "@s"},
	{"/scripts @s", "scripts", "@s"},
	{"/scripts @s", "x/scripts", NULL},
	{"**/logs @l", "a/b/logs/c", "@l"},
	{"/a/**/b @ab", "a/b", "@ab"},
	{"/a/**/b @ab", "a/x/y/b", "@ab"},
	{"/a/** @ab", "a/x/y", "@ab"},
	{"a/b @ab", "a/b/c", "@ab"},
	{"a/b @ab", "x/a/b", NULL},
	{"my\\ file @me", "my file", "@me"},
	{"\\#a @me", "#a", "@me"},
	{"* @all\n!x @no\n", "x", "@all"},
	{"* @all\n[x] @no\n", "x", "@all"},
	{"* @all\nx not-an-owner\n", "x", "@all"},
	{"* @all\r\nx @x\r\n", "x", "@x"},
	{"A @a", "a", NULL},
	{"", "a", NULL},
};

static void
the_last_line_that_matches_decides(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct code_owners owners;
		const struct owner_rule *rule;
		const char *owner;

		code_owners_parse(&arena, rows[i].bytes, &owners);
		assert_null(owners.problem);
		rule = code_owners_of(&owners, rows[i].path);
		owner = rule && rule->owners.count ? rule->owners.at[0] : NULL;
		if (!text_equal(owner, rows[i].owner))
			fail_msg("'%s' of '%s': %s", rows[i].path, rows[i].bytes,
				 owner ? owner : "nobody");
	}
	arena_release(&arena);
}

static void
what_is_not_understood_is_a_problem(void **state)
{
	static const char *const bytes[] = {"a\\b @a", "a**b @a", "* @a\n/ @a\n"};
	struct code_owners owners;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++) {
		code_owners_parse(&arena, bytes[i], &owners);
		assert_non_null(owners.problem);
	}
	arena_release(&arena);
}

static void
too_many_lines_are_a_problem(void **state)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	struct code_owners owners;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < 5001; i++)
		buffer_add_text(&bytes, "a @a\n");
	code_owners_parse(&arena, bytes.bytes, &owners);
	assert_non_null(owners.problem);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_line_that_matches_decides),
		cmocka_unit_test(what_is_not_understood_is_a_problem),
		cmocka_unit_test(too_many_lines_are_a_problem),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
