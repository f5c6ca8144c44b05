/* SPDX-License-Identifier: Apache-2.0 */
/* Does a rule of daylight time mean what POSIX and RFC 8536 say, and is everything else refused? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/time.h"
#include "base/zone_rule.h"

static int64_t
at(const char *text)
{
	int64_t instant = 0;

	assert_true(instant_parse(text, &instant));
	return instant;
}

static void
assert_offset(const char *rule_text, const char *instant, int64_t expected)
{
	struct zone_rule rule;

	if (!zone_rule_parse(rule_text, &rule))
		fail_msg("'%s' was refused", rule_text);
	if (zone_rule_offset(&rule, at(instant)) != expected)
		fail_msg("'%s' at %s: %d", rule_text, instant,
			 (int)zone_rule_offset(&rule, at(instant)));
}

static void
standard_time_only(void **state)
{
	(void)state;
	assert_offset("UTC0", "2026-07-01T00:00:00Z", 0);
	assert_offset("<+0330>-3:30", "2026-07-01T00:00:00Z", 12600);
	assert_offset("<-00>+0", "2026-07-01T00:00:00Z", 0);
	assert_offset("XXX24:59:59", "2026-07-01T00:00:00Z", -89999);
}

static void
weeks_of_months(void **state)
{
	static const char new_york[] = "EST5EDT,M3.2.0,M11.1.0";
	static const char sydney[] = "AEST-10AEDT,M10.1.0,M4.1.0/3";

	(void)state;
	assert_offset(new_york, "2026-03-08T06:59:59Z", -18000);
	assert_offset(new_york, "2026-03-08T07:00:00Z", -14400);
	assert_offset(new_york, "2026-11-01T05:59:59Z", -14400);
	assert_offset(new_york, "2026-11-01T06:00:00Z", -18000);
	assert_offset(sydney, "2026-01-01T00:00:00Z", 39600);
	assert_offset(sydney, "2026-04-04T15:59:59Z", 39600);
	assert_offset(sydney, "2026-04-04T16:00:00Z", 36000);
	assert_offset(sydney, "2026-10-03T16:00:00Z", 39600);
	assert_offset("AAA0BBB,M12.5.4/0,M12.5.5/0", "2026-12-30T23:59:59Z", 0);
	assert_offset("AAA0BBB,M12.5.4/0,M12.5.5/1", "2026-12-31T12:00:00Z", 3600);
}

static void
days_of_years(void **state)
{
	/* J60 is 1 March in every year, 59 is 29 February in leap years only. */
	(void)state;
	assert_offset("AAA0BBB,J60/0,J300", "2024-02-29T23:59:59Z", 0);
	assert_offset("AAA0BBB,J60/0,J300", "2024-03-01T00:00:00Z", 3600);
	assert_offset("AAA0BBB,J60/0,J300", "2026-03-01T00:00:00Z", 3600);
	assert_offset("AAA0BBB,J60/0,J300", "2026-02-28T23:59:59Z", 0);
	assert_offset("AAA0BBB,59/0,300", "2024-02-29T00:00:00Z", 3600);
	assert_offset("AAA0BBB,59/0,300", "2026-02-28T23:59:59Z", 0);
	assert_offset("AAA0BBB,59/0,300", "2026-03-01T00:00:00Z", 3600);
	assert_offset("AAA0BBB,0/0,1/0", "2026-01-01T00:00:00Z", 3600);
}

static void
wide_hours_reach_other_days_and_years(void **state)
{
	static const char gaza[] = "EET-2EEST,M3.4.4/50,M10.4.4/50";

	(void)state;
	assert_offset(gaza, "2030-03-29T23:59:59Z", 7200);
	assert_offset(gaza, "2030-03-30T00:00:00Z", 10800);
	assert_offset("AAA0BBB,J1/-167,J100", "2026-12-25T01:00:00Z", 3600);
	assert_offset("AAA0BBB,J1/-167,J100", "2026-12-25T00:59:59Z", 0);
	assert_offset("AAA0BBB,J200,J365/167", "2027-01-06T21:59:59Z", 3600);
	assert_offset("AAA0BBB,J200,J365/167", "2027-01-06T22:00:00Z", 0);
}

static void
negative_daylight_time(void **state)
{
	static const char dublin[] = "IST-1GMT0,M10.5.0,M3.5.0/1";

	(void)state;
	assert_offset(dublin, "2026-07-01T00:00:00Z", 3600);
	assert_offset(dublin, "2026-01-01T00:00:00Z", 0);
	assert_offset(dublin, "2026-10-25T00:59:59Z", 3600);
	assert_offset(dublin, "2026-10-25T01:00:00Z", 0);
	assert_offset(dublin, "2026-03-29T01:00:00Z", 3600);
}

/* RFC 8536 3.3.1 writes daylight time all year like this. */
static void
daylight_time_all_year(void **state)
{
	static const char always[] = "XXX3EDT4,0/0,J365/23";

	(void)state;
	assert_offset(always, "2026-01-01T03:00:00Z", -14400);
	assert_offset(always, "2026-12-31T23:59:59Z", -14400);
	assert_offset(always, "2027-01-01T03:00:00Z", -14400);
	assert_offset(always, "2024-12-31T12:00:00Z", -14400);
}

static void
next_turns_in_order(void **state)
{
	struct zone_rule rule;
	int64_t instant = at("2026-01-01T00:00:00Z");

	(void)state;
	assert_true(zone_rule_parse("CET-1CEST,M3.5.0,M10.5.0/3", &rule));
	instant = zone_rule_next(&rule, instant);
	assert_int_equal(instant, at("2026-03-29T01:00:00Z"));
	instant = zone_rule_next(&rule, instant);
	assert_int_equal(instant, at("2026-10-25T01:00:00Z"));
	assert_int_equal(zone_rule_next(&rule, instant), at("2027-03-28T01:00:00Z"));
	assert_true(zone_rule_next(&rule, INT64_MAX - 1) > INT64_MAX - 1);
	assert_true(zone_rule_next(&rule, INT64_MIN) > INT64_MIN);
	assert_int_equal(zone_rule_offset(&rule, INT64_MAX), 3600);
	assert_int_equal(zone_rule_offset(&rule, INT64_MIN), 3600);
	assert_true(zone_rule_parse("UTC0", &rule));
	assert_true(zone_rule_next(&rule, instant) == INT64_MAX);
}

static void
everything_else_is_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"UT0",
		"UTC",
		"UTC0 ",
		"UTC25",
		"UTC0:60",
		"UTC0:00:60",
		"UTC--1",
		"<UTC0",
		"<UT>0",
		"<+0_>0",
		"UTC1234",
		":Europe/Berlin",
		"EST5EDT",
		"EST5EDT,",
		"EST5EDT,M3.2.0",
		"EST5EDT,M3.2.0,",
		"EST5EDT,M3.2.0,M11.1.0,",
		"EST5EDT4",
		"EST5EDT,M0.2.0,M11.1.0",
		"EST5EDT,M13.2.0,M11.1.0",
		"EST5EDT,M3.0.0,M11.1.0",
		"EST5EDT,M3.6.0,M11.1.0",
		"EST5EDT,M3.2.7,M11.1.0",
		"EST5EDT,M3.2,M11.1.0",
		"EST5EDT,J0,J5",
		"EST5EDT,J366,J5",
		"EST5EDT,366,5",
		"EST5EDT,M3.2.0/168,M11.1.0",
		"EST5EDT,M3.2.0/,M11.1.0",
		"EST5EDT,M3.2.0/1:,M11.1.0",
		"EST5EDT,M3.2.0/+-1,M11.1.0",
		"EST5EDT,-1,5",
		"EST5ED4,M3.2.0,M11.1.0",
		"EST5EDT,M3.2.0,M11.1.0\n",
		"EST99999999999999999999",
		"\xFF\xFF\xFF"
		"0",
		"<<UTC>0",
		"EST5EDT,M3.2.0;M11.1.0",
	};
	struct zone_rule rule;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (zone_rule_parse(bad[i], &rule))
			fail_msg("'%s' was accepted", bad[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(standard_time_only),
		cmocka_unit_test(weeks_of_months),
		cmocka_unit_test(days_of_years),
		cmocka_unit_test(wide_hours_reach_other_days_and_years),
		cmocka_unit_test(negative_daylight_time),
		cmocka_unit_test(daylight_time_all_year),
		cmocka_unit_test(next_turns_in_order),
		cmocka_unit_test(everything_else_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
