/* SPDX-License-Identifier: Apache-2.0 */
/* Are times and values of trackers read strictly? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "integrations/tracker_read.h"

static int
begin(void **state)
{
	static struct arena arena;

	arena_init(&arena);
	*state = &arena;
	return 0;
}

static int
end(void **state)
{
	arena_release(*state);
	return 0;
}

static void
test_times(void **state)
{
	static const struct {
		const char *text;
		int64_t time; /* 0: none */
	} rows[] = {
		{"2026-01-01T10:00:00.000+0000", 1767261600},
		{"2026-01-01T11:00:00.999+0100", 1767261600},
		{"2026-01-01T04:30:00-05:30", 1767261600},
		{"2026-01-01T10:00:00Z", 1767261600},
		{"2026-01-01 10:00:00", 1767261600},
		{"2026-01-01", 0},
		{"2026-02-30 10:00:00", 0},
		{"2026-01-01T10:00:00+01", 0},
		{"2026-01-01T10:00:00.5+010a", 0},
		{"01.01.2026 10:00:00", 0},
		{"", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t time = 0;

		assert_int_equal(tracker_time_parse(rows[i].text, &time), rows[i].time != 0);
		if (rows[i].time)
			assert_int_equal(time, rows[i].time);
	}
}

static const struct node *
parse(struct arena *arena, const char *text)
{
	const struct node *root;
	struct error err;

	assert_true(json_parse(arena, text, strlen(text), &root, &err));
	return root;
}

static void
test_values(void **state)
{
	const struct node *map = parse(*state, "{\"s\":1492070429,\"ms\":1492070429000,\"n\":null,"
					       "\"e\":\"\",\"l\":[1],\"t\":\"x\"}");
	struct tracker_reading reading = {*state, NULL};

	assert_int_equal(tracker_time(&reading, map, "s"), 1492070429);
	assert_int_equal(tracker_time(&reading, map, "ms"), 1492070429);
	assert_int_equal(tracker_time_or_0(&reading, map, "n"), 0);
	assert_null(tracker_name_or_null(&reading, map, "e"));
	assert_null(tracker_map_or_null(&reading, map, "gone"));
	assert_null(reading.why);
	tracker_name(&reading, map, "e");
	assert_string_equal(reading.why, "`e` is missing");
	reading.why = NULL;
	assert_null(tracker_list(&reading, map, "l"));
	assert_string_equal(reading.why, "`l` has an element that is no object");
	reading.why = NULL;
	tracker_time(&reading, map, "t");
	assert_string_equal(reading.why, "`t` is no time");
	reading.why = NULL;
	tracker_name_or_null(&reading, map, "s");
	assert_string_equal(reading.why, "`s` is of another type");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_times, begin, end),
		cmocka_unit_test_setup_teardown(test_values, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
