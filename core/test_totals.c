/* SPDX-License-Identifier: Apache-2.0 */
/* How many tests ran for a requirement? See test_totals.h. */
#include "core/test_totals.h"

#include "base/limits.h"
#include "base/text.h"

static bool
counts_tests(const struct test_report *report)
{
	return !report->problem && report->sha256 && report->tests > 0 &&
	       report->tests <= LIMIT_INTEGER / LIMIT_REPORTS && report->skipped >= 0 &&
	       report->skipped <= report->tests;
}

bool
test_totals_of(const struct test_result *result, struct test_totals *totals)
{
	struct test_totals sum = {.junit = result->junit};

	if (!result->junit || result->reports.count == 0 || result->reports.count > LIMIT_REPORTS ||
	    result->report_count != (int64_t)result->reports.count)
		return false;
	for (size_t i = 0; i < result->reports.count; i++) {
		const struct test_report *report = &result->reports.at[i];

		if (!counts_tests(report))
			return false;
		sum.executed += report->tests - report->skipped;
		sum.skipped += report->skipped;
	}
	*totals = sum;
	return true;
}

const struct test_totals *
test_totals_find(const struct ledger_facts *ledger, const char *junit)
{
	for (size_t i = 0; i < ledger->test_totals.count; i++)
		if (text_equal(ledger->test_totals.at[i].junit, junit))
			return &ledger->test_totals.at[i];
	return NULL;
}
