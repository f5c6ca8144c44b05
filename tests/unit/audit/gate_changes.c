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

/* A policy with `more`, and `tests` among the keys of its tests. */
struct said {
	const char *tests, *more;
};

static int64_t
loosened_from(struct said before, struct said after)
{
	struct arena arena = {0};
	struct period_version versions[] = {version_of(&arena, "a", before.tests, before.more),
					    version_of(&arena, "b", after.tests, after.more)};
	struct period period = {.arena = &arena, .policies = {versions, 2}};
	struct sheet sheet = {0};
	int64_t count;

	gate_changes_sheet(&period, &sheet, &count);
	arena_release(&arena);
	return count;
}

static int64_t
loosened(const char *before, const char *after)
{
	return loosened_from((struct said){"", before}, (struct said){"", after});
}

#define BOTS "approval: { bots: [{ app: renovate, id: 7, paths: [\"go.sum\"] }] }\n"
#define WAIVER \
	"waivers: [{ control: tests, reason: \"it burns\", expires: 2099-01-31T00:00:00Z }]\n"
#define IGNORED "ignored: [\"docs/**\"]\n"
#define HOLIDAYS "holidays: [2026-12-24]\n"
#define EMERGENCY "emergency: { ticket: { projects: [INC] } }\n"
#define PROMOTIONS                                                          \
	"promotions: [{ service: pay, from: staging, paths: [\"apps/**\"]," \
	" by: [{ app: updater, id: 9 }] }]\n"
#define SKIPPED ", skip_unchanged: [\"src/**\"]"

static void
what_is_added_may_be_looser(void **state)
{
	(void)state;
	assert_int_equal(loosened("", ""), 0);
	assert_int_equal(loosened("", BOTS), 1);
	assert_int_equal(loosened(BOTS, ""), 0);
	assert_int_equal(loosened("", IGNORED), 1);
	assert_int_equal(loosened("", HOLIDAYS), 1);
	assert_int_equal(loosened("", EMERGENCY), 1);
	assert_int_equal(loosened("", PROMOTIONS), 1);
	assert_int_equal(loosened(PROMOTIONS, ""), 0);
	assert_int_equal(loosened_from((struct said){"", ""}, (struct said){SKIPPED, ""}), 1);
	assert_int_equal(loosened_from((struct said){SKIPPED, ""}, (struct said){"", ""}), 0);
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
