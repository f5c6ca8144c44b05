/* SPDX-License-Identifier: Apache-2.0 */
/* Do freezes become the right instants, and bad zones a problem in words? */
#include "tests/unit/integrations/sandbox.h"

#include "base/time.h"
#include "integrations/zone_file.h"

static struct freeze_fact fact;

static void
resolve(const char *from, const char *to, const char *zone)
{
	struct freeze_rule rule = {from, to, zone, "year end"};

	freeze_resolve(&box.arena, &rule, &fact);
}

static void
gives(const char *from, const char *to, const char *zone, const char *from_utc, const char *to_utc)
{
	char text[21];

	resolve(from, to, zone);
	if (fact.problem)
		fail_msg("%s", fact.problem);
	instant_format(text, fact.from);
	assert_string_equal(text, from_utc);
	instant_format(text, fact.to);
	assert_string_equal(text, to_utc);
}

static void
has_problem(const char *from, const char *to, const char *zone, const char *words)
{
	resolve(from, to, zone);
	assert_non_null(fact.problem);
	if (!strstr(fact.problem, words))
		fail_msg("'%s' does not say '%s'", fact.problem, words);
	assert_string_equal(fact.zone, zone);
}

static void
test_utc(void **state)
{
	(void)state;
	gives("2026-12-20T00:00", "2027-01-02", "UTC", "2026-12-20T00:00:00Z",
	      "2027-01-02T00:00:00Z");
	assert_null(fact.zone_sha256);
	gives("2026-12-20T00:00", "2027-01-02", "Etc/UTC", "2026-12-20T00:00:00Z",
	      "2027-01-02T00:00:00Z");
}

static void
test_zone(void **state)
{
	(void)state;
	assert_int_equal(access("/usr/share/zoneinfo/Europe/Berlin", R_OK), 0); /* make setup */
	setenv("TZDIR", "/nowhere", 1);
	setenv("TZ", "Pacific/Kiritimati", 1);
	gives("2026-12-20T00:00", "2027-07-02T12:30", "Europe/Berlin", "2026-12-19T23:00:00Z",
	      "2027-07-02T10:30:00Z");
	assert_int_equal(strlen(fact.zone_sha256), 64);
	assert_string_equal(fact.from_local, "2026-12-20T00:00");
	/* The clock skips 02:30 in March and shows it twice in October: the longer freeze. */
	gives("2026-10-25T02:30", "2026-10-25T02:30:01", "Europe/Berlin", "2026-10-25T00:30:00Z",
	      "2026-10-25T01:30:01Z");
	gives("2026-03-29T02:30", "2026-03-29T02:30:01", "Europe/Berlin", "2026-03-29T00:30:00Z",
	      "2026-03-29T01:30:01Z");
}

static void
test_problems(void **state)
{
	(void)state;
	has_problem("2026-12-20", "2027-01-02", "Europe/Atlantis", "install tzdata");
	has_problem("2026-12-20", "2027-01-02", "../../../etc/passwd", "no time zone name");
	has_problem("2026-12-20", "2027-01-02", "/etc/passwd", "no time zone name");
	has_problem("2026-12-20", "2027-01-02", "Europe//Berlin", "no time zone name");
	has_problem("2026-12-20", "2027-01-02", "", "no time zone name");
	has_problem("2026-12-20", "2027-01-02", "posixrules\x1b[31m", "no time zone name");
	has_problem("2026-12-20", "2027-01-02", "Europe", "Europe");
	has_problem("2026-12-20", "2027-01-02", "tzdata", "tzdata");
	has_problem("2026-13-20", "2027-01-02", "UTC", "no local time");
	has_problem("2026-12-20", "2026-12-20", "UTC", "before it begins");
	has_problem("2026-12-20", "2026-12-19", "UTC", "before it begins");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {TEST(test_utc), TEST(test_zone), TEST(test_problems)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
