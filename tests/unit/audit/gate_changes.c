/* SPDX-License-Identifier: Apache-2.0 */
/* Is a policy that lets more through told as looser, whichever words it adds or leaves out? */
#include "audit/gate_changes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/policy.h"

static struct period_version
version_of(struct arena *arena, const char *digest, const char *tests, const char *more)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *text = arena_format(
		arena,
		"version: 1\nextends: starter@1\nrepository: github.com/acme/pay\n"
		"forge: github\nbranches: [main]\ntickets: { projects: [PAY] }\n"
		"tests: { required: [{ junit: \"a.xml\" }]%s }\n"
		"environments: { staging: {}, production: {} }\nledger: { store: \"dir:a\" }\n%s",
		tests, more);
	struct source_text source = {"p.yml", text, strlen(text)};
	struct policy policy;
	struct error err;

	if (!policy_read(arena, &source, &policy, &err))
		fail_msg("%s", err.message);
	policy_write(&bytes, &policy);
	return (struct period_version){.repository = "github.com/acme/pay",
				       .digest = digest,
				       .name = digest,
				       .first_record = "01A",
				       .bytes = arena_copy(arena, bytes.bytes, bytes.length)};
}

static int64_t
loosened(const char *before, const char *after)
{
	struct arena arena = {0};
	struct period_version versions[] = {version_of(&arena, "a", "", before),
					    version_of(&arena, "b", "", after)};
	struct period period = {.arena = &arena, .policies = {versions, 2}};
	struct sheet sheet = {0};
	int64_t count;

	gate_changes_sheet(&period, &sheet, &count);
	arena_release(&arena);
	return count;
}

#define BOTS "approval: { bots: [{ app: renovate, id: 7, paths: [\"go.sum\"] }] }\n"
#define WAIVER \
	"waivers: [{ control: tests, reason: \"it burns\", expires: 2099-01-31T00:00:00Z }]\n"
#define IGNORED "ignored: [\"docs/**\"]\n"
#define HOLIDAYS "holidays: [2026-12-24]\n"

static void
what_is_added_may_be_looser(void **state)
{
	(void)state;
	assert_int_equal(loosened("", ""), 0);
	assert_int_equal(loosened("", BOTS), 1);
	assert_int_equal(loosened(BOTS, ""), 0);
	assert_int_equal(loosened("", IGNORED), 1);
	assert_int_equal(loosened("", HOLIDAYS), 1);
	assert_int_equal(loosened("", WAIVER), 1);
	assert_int_equal(loosened(WAIVER, ""), 1); /* fixed: any change of it is told */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_added_may_be_looser),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
