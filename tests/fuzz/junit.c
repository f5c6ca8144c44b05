/* SPDX-License-Identifier: Apache-2.0 */
/* Do the counts of a test report make sense, whatever the report is? */
#include "tests/fuzz/fuzz.h"

#include "integrations/junit.h"

static void
require_counts(const struct test_report *report)
{
	REQUIRE(report->tests >= 0 && report->failures >= 0);
	REQUIRE(report->errors >= 0 && report->skipped >= 0);
	REQUIRE(report->skipped <= report->tests); /* suites can fail, too */
	REQUIRE(report->problem || report->tests > 0);
	REQUIRE(!report->problem || is_showable(report->problem, strlen(report->problem)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct test_report report = {.path = "report.xml"}, again = {.path = "report.xml"};

	junit_parse(&arena, (const char *)bytes, length, &report);
	require_counts(&report);
	junit_parse(&arena, (const char *)bytes, length, &again);
	REQUIRE(report.tests == again.tests && report.failures == again.failures);
	REQUIRE(text_equal(report.sha256, again.sha256));
	REQUIRE(text_equal(report.problem, again.problem));
	return 0;
}
