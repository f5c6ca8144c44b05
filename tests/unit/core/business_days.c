/* SPDX-License-Identifier: Apache-2.0 */
/* When is something due that may take business days? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/time.h"
#include "core/business_days.h"

static void
must_be_due(const char *rule, const char *holiday, const char *begin, const char *expected)
{
	const char *days[] = {holiday};
	struct texts holidays = {days, holiday ? 1 : 0};
	int64_t from, due;
	char text[21];

	assert_true(instant_parse(begin, &from));
	assert_true(business_due(rule, &holidays, from, &due));
	instant_format(text, due);
	assert_string_equal(text, expected);
}

static void
weekends_and_holidays_do_not_count(void **state)
{
	(void)state;
	/* 2026-11-23 is a Monday. */
	must_be_due("2bd", NULL, "2026-11-23T03:00:00Z", "2026-11-26T00:00:00Z");
	must_be_due("2bd", NULL, "2026-11-23T00:00:00Z", "2026-11-26T00:00:00Z");
	must_be_due("2bd", NULL, "2026-11-23T23:59:59Z", "2026-11-26T00:00:00Z");
	must_be_due("1bd", NULL, "2026-11-27T12:00:00Z", "2026-12-01T00:00:00Z");
	must_be_due("2bd", NULL, "2026-11-28T12:00:00Z", "2026-12-02T00:00:00Z");
	must_be_due("2bd", "2026-11-24", "2026-11-23T03:00:00Z", "2026-11-27T00:00:00Z");
	must_be_due("2bd", "2026-11-29", "2026-11-28T12:00:00Z", "2026-12-02T00:00:00Z");
	must_be_due("5bd", "2026-12-25", "2026-12-23T12:00:00Z", "2027-01-01T00:00:00Z");
	must_be_due("48h", "2026-11-24", "2026-11-23T03:00:00Z", "2026-11-25T03:00:00Z");
}

static void
what_is_neither_is_refused(void **state)
{
	static const char *const rules[] = {"",    "bd",   "0bd",    "61bd", "-1bd", "2 bd",
					    "2BD", "2bds", "1000bd", "0s",   "2",    "two"};
	struct texts none = {0};
	int64_t due = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (business_due(rules[i], &none, 0, &due))
			fail_msg("'%s' is taken", rules[i]);
	assert_int_equal(due, 7);
}

/* A list that makes every day a holiday ends the search. */
static void
no_day_is_left(void **state)
{
	static char dates[2000][21];
	static const char *at[2000];
	struct texts holidays = {at, 2000};
	int64_t due;

	(void)state;
	for (size_t i = 0; i < 2000; i++) {
		instant_format(dates[i], (int64_t)i * 86400);
		dates[i][10] = '\0';
		at[i] = dates[i];
	}
	assert_false(business_due("1bd", &holidays, 0, &due));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weekends_and_holidays_do_not_count),
		cmocka_unit_test(what_is_neither_is_refused),
		cmocka_unit_test(no_day_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
