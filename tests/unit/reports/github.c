/* SPDX-License-Identifier: Apache-2.0 */
/* Are annotations few, one line each, and never somebody else's command? */
#include "tests/unit/reports/fixture.h"

#include "base/text.h"
#include "tests/unit/reports/hostile.h"

static void
finish(struct fixture *fixture, const char *golden)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	fixture_write(fixture, &github_report, &out);
	assert_golden(golden, &out);
	arena_release(&fixture->arena);
}

static void
what_failed_is_annotated(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_pull(&fixture, "PAY-311 retry card capture");
	fixture_advice(&fixture);
	finish(&fixture, "request.github");
}

static void
green_is_a_notice(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_request(&fixture, "PAY-311 retry card capture");
	fixture_passes(&fixture);
	finish(&fixture, "allowed.github");
}

static void
four_are_enough(void **state)
{
	static const char *const checks[] = {"change", "ticket",     "approval",
					     "tests",  "separation", "policy"};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	for (size_t i = 0; i < 6; i++)
		for (size_t j = 0; j < 3; j++)
			fixture_finding(&fixture, checks[i], "change", j == 1 ? FAIL : UNKNOWN,
					"APPR-MISSING", "no");
	fixture_write(&fixture, &github_report, &out);
	assert_int_equal(count_text(out.bytes, "::error title="), 4);
	assert_int_equal(count_text(out.bytes, "\n"), 4);
	assert_int_equal(count_text(out.bytes, "%0A2 more controls are in the report\n"), 1);
	arena_release(&fixture.arena);
}

/* Every line is one command of ours; nothing of the text is a line, a property or an escape. */
static void
hostile_text_is_no_command(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_hostile(&fixture);
	fixture_finding(&fixture, hostile_title, "x", UNKNOWN, hostile_title, "y");
	fixture_write(&fixture, &github_report, &out);
	assert_plain(&out);
	assert_int_equal(count_text(out.bytes, "\n"), 2);
	assert_true(text_starts_with(out.bytes, "::error title=approval APPR-MISSING::"));
	assert_non_null(strstr(out.bytes, "\n::warning title="));
	assert_null(strstr(out.bytes, "%0A::"));
	assert_non_null(strstr(out.bytes, "%250A"));
	assert_null(
		strstr(strstr(out.bytes, "title=?") ? strstr(out.bytes, "title=?") : "", ":: "));
	finish(&fixture, "hostile.github");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_failed_is_annotated),
		cmocka_unit_test(green_is_a_notice),
		cmocka_unit_test(four_are_enough),
		cmocka_unit_test(hostile_text_is_no_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
