/* SPDX-License-Identifier: Apache-2.0 */
/* Are instants, dates and durations read strictly and written so that they read back? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/time.h"

static void
assert_instant(const char *text, int64_t expected)
{
	int64_t instant = -1;
	char again[21];

	assert_true(instant_parse(text, &instant));
	assert_int_equal(instant, expected);
	instant_format(again, instant);
	assert_string_equal(again, text);
}

static void
instants_of_known_dates(void **state)
{
	(void)state;
	assert_instant("1970-01-01T00:00:00Z", 0);
	assert_instant("1969-12-31T23:59:59Z", -1);
	assert_instant("2026-11-21T20:30:00Z", 1795293000);
	assert_instant("2000-02-29T12:00:00Z", 951825600);
	assert_instant("2024-02-29T23:59:59Z", 1709251199);
	assert_instant("2038-01-19T03:14:08Z", INT64_C(2147483648));
	assert_instant("0000-01-01T00:00:00Z", INT64_C(-62167219200));
	assert_instant("9999-12-31T23:59:59Z", INT64_C(253402300799));
}

static void
instants_in_other_forms(void **state)
{
	static const char *const bad[] = {
		"",
		"2026-02-30T00:00:00Z",
		"2025-02-29T00:00:00Z",
		"1900-02-29T00:00:00Z",
		"2026-04-31T00:00:00Z",
		"2026-00-01T00:00:00Z",
		"2026-13-01T00:00:00Z",
		"2026-01-00T00:00:00Z",
		"2026-01-32T00:00:00Z",
		"2026-01-01T24:00:00Z",
		"2026-01-01T00:60:00Z",
		"2026-01-01T00:00:60Z",
		"2026-01-01T00:00:00",
		"2026-01-01T00:00:00z",
		"2026-01-01 00:00:00Z",
		"2026-01-01t00:00:00Z",
		"2026-01-01T00:00:00+00:00",
		"2026-01-01T00:00:00.0Z",
		"2026-01-01T00:00Z",
		"2026-1-01T00:00:00Z",
		"+026-01-01T00:00:00Z",
		"-026-01-01T00:00:00Z",
		"2026-01-01T00:00:00ZZ",
		" 2026-01-01T00:00:00Z",
		"2026-01-01T00:00:00Z\n",
		"12026-01-01T00:00:00Z",
		"2026-01-01",
		"2026-01-01T-1:00:00Z",
	};
	int64_t instant = 77;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (instant_parse(bad[i], &instant))
			fail_msg("'%s' was accepted", bad[i]);
	assert_int_equal(instant, 77);
}

/* Walks 400 years day by day beside a calendar of its own. */
static void
every_day_of_an_era(void **state)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	struct civil civil, expected = {.year = 1900, .month = 1, .day = 1};
	int64_t seconds = civil_to_seconds(&expected);
	int weekday = 1; /* a Monday */

	(void)state;
	for (; expected.year < 2300; seconds += 86400, weekday = (weekday + 1) % 7) {
		int year = expected.year;
		int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

		seconds_to_civil(seconds + 86399, &civil);
		assert_int_equal(civil.year, year);
		assert_int_equal(civil.month, expected.month);
		assert_int_equal(civil.day, expected.day);
		assert_int_equal(civil.hour * 3600 + civil.minute * 60 + civil.second, 86399);
		assert_int_equal(civil_to_seconds(&civil), seconds + 86399);
		assert_int_equal(civil_weekday(&civil), weekday);
		if (expected.day++ == days[expected.month - 1] + (leap && expected.month == 2)) {
			expected.day = 1;
			expected.year += expected.month == 12;
			expected.month = expected.month % 12 + 1;
		}
	}
}

static void
beyond_the_calendar(void **state)
{
	char text[21];

	(void)state;
	instant_format(text, INT64_MAX);
	assert_string_equal(text, "9999-12-31T23:59:59Z");
	instant_format(text, INT64_MIN);
	assert_string_equal(text, "0000-01-01T00:00:00Z");
}

static void
local_times(void **state)
{
	static const char *const bad[] = {
		"",
		"2026",
		"2026-12",
		"2026-12-20T",
		"2026-12-20T00",
		"2026-12-20T00:0",
		"2026-12-20T00:00:0",
		"2026-12-20T00:00Z",
		"2026-12-20T24:00",
		"2026-02-29",
		"2026-12-20T00:00+01:00",
		"2026-12-20 00:00",
		"2026-12-20T12:60",
		"20-12-2026",
		"2026-12-20T00:00:00.5",
		"2026/12/20",
	};
	struct civil civil = {.year = 77};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (local_parse(bad[i], &civil))
			fail_msg("'%s' was accepted", bad[i]);
	assert_int_equal(civil.year, 77);
	assert_true(local_parse("2026-12-20T23:59", &civil));
	assert_true(civil.year == 2026 && civil.month == 12 && civil.day == 20);
	assert_true(civil.hour == 23 && civil.minute == 59 && civil.second == 0);
	assert_true(local_parse("2024-02-29", &civil));
	assert_true(civil.day == 29 && civil.hour == 0 && civil.minute == 0);
	assert_true(local_parse("2026-12-20T01:02:03", &civil));
	assert_true(civil.hour == 1 && civil.minute == 2 && civil.second == 3);
}

static void
assert_duration(const char *text, int64_t expected, const char *written)
{
	int64_t seconds = -1;
	char again[24];

	assert_true(duration_parse(text, &seconds));
	assert_int_equal(seconds, expected);
	duration_format(again, seconds);
	assert_string_equal(again, written);
}

static void
durations(void **state)
{
	static const char *const bad[] = {
		"",     "s",     "30",     "-1s",         "+1s",
		"1.5h", "1h30m", "30 m",   " 30m",        "30m ",
		"30M",  "1w",    "36526d", "3155760001s", "99999999999999999999999s",
		"0x1s", "1\n",
	};
	int64_t seconds = 77;
	char text[24];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (duration_parse(bad[i], &seconds))
			fail_msg("'%s' was accepted", bad[i]);
	assert_int_equal(seconds, 77);
	assert_duration("0s", 0, "0s");
	assert_duration("0d", 0, "0s");
	assert_duration("90s", 90, "90s");
	assert_duration("30m", 1800, "30m");
	assert_duration("60m", 3600, "1h");
	assert_duration("12h", 43200, "12h");
	assert_duration("48h", 172800, "2d");
	assert_duration("36525d", INT64_C(3155760000), "36525d");
	duration_format(text, -1800);
	assert_string_equal(text, "-30m");
	duration_format(text, INT64_MIN);
	assert_string_equal(text, "-9223372036854775808s");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(instants_of_known_dates),
		cmocka_unit_test(instants_in_other_forms),
		cmocka_unit_test(every_day_of_an_era),
		cmocka_unit_test(beyond_the_calendar),
		cmocka_unit_test(local_times),
		cmocka_unit_test(durations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
