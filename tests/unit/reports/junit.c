/* SPDX-License-Identifier: Apache-2.0 */
/* Is the JUnit report well-formed, complete, and read back as it was meant? */
#include "tests/unit/reports/fixture.h"

#include "base/text.h"
#include "integrations/junit.h"
#include "tests/unit/reports/hostile.h"

static void
finish(struct fixture *fixture, const char *golden)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	fixture_write(fixture, &junit_report, &out);
	assert_golden(golden, &out);
	arena_release(&fixture->arena);
}

static void
each_finding_is_a_case(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_pull(&fixture, "PAY-311 retry card capture");
	fixture_advice(&fixture);
	fixture_finding(&fixture, "policy", "policy", UNKNOWN, "FORGE-UNAVAILABLE",
			"the forge did not answer");
	finish(&fixture, "request.xml");
}

/* Our own strict reader counts what we wrote. */
static void
it_reads_back(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct test_report read = {0};
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_hostile(&fixture);
	fixture_finding(&fixture, "policy", "policy", UNKNOWN, "FORGE-UNAVAILABLE", hostile_title);
	fixture_write(&fixture, &junit_report, &out);
	assert_plain(&out);
	junit_parse(&fixture.arena, out.bytes, out.length, &read);
	assert_string_equal(read.problem ? read.problem : "", "");
	assert_int_equal(read.tests, 4);
	assert_int_equal(read.failures, 1);
	assert_int_equal(read.errors, 1);
	assert_int_equal(read.skipped, 1);
	assert_null(strstr(out.bytes, "\xEF\xBF\xBE"));
	finish(&fixture, "hostile.xml");
}

static void
gitlab_reads_the_same(void **state)
{
	struct buffer one RELEASED_BY(buffer_release) = {0};
	struct buffer other RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_advice(&fixture);
	fixture_write(&fixture, &junit_report, &one);
	fixture_write(&fixture, report_find("gitlab"), &other);
	assert_string_equal(one.bytes, other.bytes);
	arena_release(&fixture.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_finding_is_a_case),
		cmocka_unit_test(it_reads_back),
		cmocka_unit_test(gitlab_reads_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
