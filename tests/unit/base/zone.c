/* SPDX-License-Identifier: Apache-2.0 */
/* Do local times mean what other readers of the same zone files say, and do broken files fail? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/zone.h"
#include "tests/vectors/zone/zones.h"

#include <cmocka.h> /* last: its macro fail() is not ours */

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct arena arena;

static int
arena_start(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
arena_end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* In a malloc of its own, so that a sanitizer sees each byte read beyond the end. */
static uint8_t *
zone_bytes(const char *name, size_t *length)
{
	for (size_t i = 0; i < COUNT(zone_files); i++) {
		uint8_t *bytes;

		if (!text_equal(zone_files[i].name, name))
			continue;
		*length = strlen(zone_files[i].hex) / 2;
		bytes = malloc(*length);
		assert_non_null(bytes);
		assert_true(hex_decode(bytes, *length, zone_files[i].hex));
		return bytes;
	}
	fail_msg("no zone %s", name);
	return NULL;
}

static const struct zone *
zone_named(const char *name)
{
	const struct zone *zone = NULL;
	struct error err = {0};
	size_t length = 0;
	uint8_t *bytes = zone_bytes(name, &length);

	if (!zone_parse(&arena, bytes, length, &zone, &err))
		fail_msg("%s: %s", name, err.message);
	free(bytes);
	return zone;
}

static void
offsets_of_instants(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(zone_offsets); i++) {
		const struct zone *zone = zone_named(zone_offsets[i].zone);

		if (zone_offset(zone, zone_offsets[i].instant) != zone_offsets[i].offset)
			fail_msg("%s at row %zu", zone_offsets[i].zone, i);
	}
}

static void
readings_of_local_times(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(zone_locals); i++) {
		const struct zone *zone = zone_named(zone_locals[i].zone);
		int64_t earliest = 0, latest = 0;
		struct civil local;

		assert_true(local_parse(zone_locals[i].local, &local));
		zone_resolve(zone, &local, &earliest, &latest);
		if (earliest != zone_locals[i].earliest || latest != zone_locals[i].latest)
			fail_msg("%s %s", zone_locals[i].zone, zone_locals[i].local);
	}
}

/* Each instant is a reading of the local time that it shows. */
static void
readings_contain_where_they_came_from(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(zone_files); i++) {
		const struct zone *zone = zone_named(zone_files[i].name);

		for (int64_t instant = INT64_C(-5000000000); instant < INT64_C(9000000000);
		     instant += 1234567) {
			int64_t earliest = 0, latest = 0;
			struct civil local;

			seconds_to_civil(instant + zone_offset(zone, instant), &local);
			zone_resolve(zone, &local, &earliest, &latest);
			assert_true(earliest <= instant && instant <= latest);
			assert_true(latest - earliest <= 86400);
		}
	}
}

static void
extreme_instants(void **state)
{
	static const struct civil first = {.year = 0, .month = 1, .day = 1};
	static const struct civil last = {9999, 12, 31, 23, 59, 59};
	int64_t earliest = 0, latest = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(zone_files); i++) {
		const struct zone *zone = zone_named(zone_files[i].name);

		assert_true(llabs(zone_offset(zone, INT64_MIN)) <= 93600);
		assert_true(llabs(zone_offset(zone, INT64_MAX)) <= 93600);
		zone_resolve(zone, &first, &earliest, &latest);
		assert_true(llabs(earliest - civil_to_seconds(&first)) <= 93600);
		zone_resolve(zone, &last, &earliest, &latest);
		assert_true(llabs(latest - civil_to_seconds(&last)) <= 93600);
	}
}

/* --- files made by hand --- */

static void
add_number(struct buffer *out, int64_t number, size_t size)
{
	while (size--)
		buffer_add_byte(out, (char)((uint64_t)number >> (8 * size)));
}

struct sketch {
	char version;
	uint32_t leaps, types, name_bytes;
	int64_t times[4];
	uint32_t time_count;
	int64_t offset; /* of type 0; type 1 is an hour more */
	uint8_t index, daylight, name_at;
	const char *footer;
	size_t footer_length;
};

static const struct sketch good = {
	.version = '2',
	.types = 2,
	.name_bytes = 4,
	.times = {0, 1000},
	.time_count = 2,
	.index = 1,
	.footer = "\nAAA0\n",
	.footer_length = 6,
};

static void
sketch_block(struct buffer *out, const struct sketch *sketch, size_t time_bytes)
{
	buffer_add(out, "TZif", 4);
	buffer_add_byte(out, sketch->version);
	add_number(out, 0, 8);
	add_number(out, 0, 7);
	add_number(out, 0, 4);
	add_number(out, 0, 4);
	add_number(out, sketch->leaps, 4);
	add_number(out, sketch->time_count, 4);
	add_number(out, sketch->types, 4);
	add_number(out, sketch->name_bytes, 4);
	for (uint32_t i = 0; i < sketch->time_count && i < 4; i++)
		add_number(out, sketch->times[i], time_bytes);
	for (uint32_t i = 0; i < sketch->time_count && i < 4; i++)
		add_number(out, i == 0 ? sketch->index : 0, 1);
	for (uint32_t i = 0; i < sketch->types && i < 2; i++) {
		add_number(out, sketch->offset + 3600 * i, 4);
		add_number(out, sketch->daylight, 1);
		add_number(out, sketch->name_at, 1);
	}
	buffer_add(out, "AAA", 4);
	if (sketch->leaps == 1)
		buffer_add(out, "\0\0\0\0\0\0\0\1\0\0\0\1", time_bytes + 4);
}

static bool
sketch_parses(const struct sketch *sketch, const struct zone **zone)
{
	struct buffer file RELEASED_BY(buffer_release) = {0};
	struct error err = {0};
	bool parsed;

	sketch_block(&file, &good, 4);
	sketch_block(&file, sketch, 8);
	buffer_add(&file, sketch->footer, sketch->footer_length);
	parsed = zone_parse(&arena, file.bytes, file.length, zone, &err);
	if (!parsed) {
		assert_int_equal(err.code, ERROR_FORMAT);
		assert_true(strlen(err.message) > 0);
	}
	return parsed;
}

#define REFUSED(...)                                         \
	do {                                                 \
		struct sketch sketch = good;                 \
		const struct zone *zone = NULL;              \
		__VA_ARGS__;                                 \
		assert_false(sketch_parses(&sketch, &zone)); \
		assert_null(zone);                           \
	} while (0)

static void
handmade_files(void **state)
{
	const struct zone *zone = NULL;
	struct sketch sketch = good;

	(void)state;
	assert_true(sketch_parses(&good, &zone));
	assert_int_equal(zone_offset(zone, -1), 0);
	assert_int_equal(zone_offset(zone, 0), 3600);
	assert_int_equal(zone_offset(zone, 999), 3600);
	assert_int_equal(zone_offset(zone, 1000), 0);
	sketch.footer = "\n\n"; /* nobody knows: what was last goes on */
	sketch.footer_length = 2;
	sketch.time_count = 1;
	assert_true(sketch_parses(&sketch, &zone));
	assert_int_equal(zone_offset(zone, INT64_MAX), 3600);
	sketch.time_count = 0;
	assert_true(sketch_parses(&sketch, &zone));
	assert_int_equal(zone_offset(zone, 5), 0);
	sketch.footer = "\nCET-1CEST,M3.5.0,M10.5.0/3\n"; /* the rule is all there is */
	sketch.footer_length = strlen(sketch.footer);
	assert_true(sketch_parses(&sketch, &zone));
	assert_int_equal(zone_offset(zone, 1795293000), 3600);
	assert_int_equal(zone_offset(zone, 1784113200), 7200);
}

static void
hostile_files(void **state)
{
	(void)state;
	REFUSED(sketch.version = '\0');
	REFUSED(sketch.version = '1');
	REFUSED(sketch.version = '5');
	REFUSED(sketch.leaps = 1);
	REFUSED(sketch.leaps = UINT32_MAX);
	REFUSED(sketch.types = 0);
	REFUSED(sketch.types = 257);
	REFUSED(sketch.types = UINT32_MAX);
	REFUSED(sketch.name_bytes = 0);
	REFUSED(sketch.name_bytes = UINT32_MAX);
	REFUSED(sketch.time_count = UINT32_MAX);
	REFUSED(sketch.time_count = 3);
	REFUSED(sketch.times[1] = 0);
	REFUSED(sketch.times[0] = 1001);
	REFUSED(sketch.index = 2);
	REFUSED(sketch.index = 255);
	REFUSED(sketch.daylight = 2);
	REFUSED(sketch.name_at = 4);
	REFUSED(sketch.offset = 93601);
	REFUSED(sketch.offset = -93601);
	REFUSED(sketch.offset = INT32_MIN);
	REFUSED(sketch.footer_length = 0);
	REFUSED(sketch.footer_length = 1);
	REFUSED(sketch.footer_length = 5);
	REFUSED(sketch.footer = "\nAAA0\0\n", sketch.footer_length = 7);
	REFUSED(sketch.footer = "AAAA0\n");
	REFUSED(sketch.footer = "\nAAA\n\n");
	REFUSED(sketch.footer = "\nAAAx\n");
}

static void
footers_are_shown_safely(void **state)
{
	struct buffer file RELEASED_BY(buffer_release) = {0};
	const struct zone *zone = NULL;
	struct error err = {0};

	(void)state;
	sketch_block(&file, &good, 4);
	sketch_block(&file, &good, 8);
	buffer_add_text(&file, "\n\x1B[2J\n");
	assert_false(zone_parse(&arena, file.bytes, file.length, &zone, &err));
	assert_string_equal(err.message, "TZif footer '?[2J' is not a POSIX TZ rule");
}

static void
large_files_are_refused(void **state)
{
	static char bytes[LIMIT_ZONE_BYTES + 1] = "TZif2";
	const struct zone *zone = NULL;
	struct error err = {0};

	(void)state;
	assert_false(zone_parse(&arena, bytes, sizeof(bytes), &zone, &err));
	assert_false(zone_parse(&arena, bytes, LIMIT_ZONE_BYTES, &zone, &err));
	assert_false(zone_parse(&arena, NULL, 0, &zone, &err));
}

/* Every shorter file is refused, except one that ends within nothing. */
static void
truncated_files(void **state)
{
	size_t whole = 0;
	uint8_t *bytes = zone_bytes("Europe/Berlin", &whole);

	(void)state;
	for (size_t length = 0; length < whole; length++) {
		uint8_t *cut = malloc(length + !length);
		const struct zone *zone = NULL;
		struct error err = {0};

		assert_non_null(cut);
		memcpy(cut, bytes, length);
		assert_false(zone_parse(&arena, cut, length, &zone, &err));
		free(cut);
	}
	free(bytes);
}

static uint64_t
random_number(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return *seed >> 33;
}

/* Whatever was parsed, each question has an answer within reason. */
static void
ask_everything(const struct zone *zone, uint64_t *seed)
{
	int64_t earliest = 0, latest = 0;
	struct civil local;

	for (int i = 0; i < 4; i++) {
		int64_t instant = (int64_t)(random_number(seed) << 3) - INT64_C(8000000000);

		assert_true(llabs(zone_offset(zone, instant)) <= 93600);
		seconds_to_civil(instant, &local);
		zone_resolve(zone, &local, &earliest, &latest);
		assert_true(earliest <= latest);
		assert_true(llabs(earliest - instant) <= 93600);
		assert_true(llabs(latest - instant) <= 93600);
	}
}

static void
damaged_and_random_files(void **state)
{
	uint64_t seed = 11;
	size_t accepted = 0;

	(void)state;
	for (int round = 0; round < 60000; round++) {
		size_t length = 0;
		uint8_t *bytes = zone_bytes(
			zone_files[random_number(&seed) % COUNT(zone_files)].name, &length);
		const struct zone *zone = NULL;
		struct arena own;
		struct error err;

		for (uint64_t i = 1 + random_number(&seed) % 4; i > 0; i--)
			bytes[random_number(&seed) % length] = (uint8_t)random_number(&seed);
		if (round % 8 == 0)
			for (size_t i = 44; i < length; i++)
				bytes[i] = (uint8_t)random_number(&seed);
		arena_init(&own);
		if (zone_parse(&own, bytes, length, &zone, &err)) {
			accepted++;
			ask_everything(zone, &seed);
		}
		arena_release(&own);
		free(bytes);
	}
	assert_true(accepted > 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(offsets_of_instants),
		cmocka_unit_test(readings_of_local_times),
		cmocka_unit_test(readings_contain_where_they_came_from),
		cmocka_unit_test(extreme_instants),
		cmocka_unit_test(handmade_files),
		cmocka_unit_test(hostile_files),
		cmocka_unit_test(footers_are_shown_safely),
		cmocka_unit_test(large_files_are_refused),
		cmocka_unit_test(truncated_files),
		cmocka_unit_test(damaged_and_random_files),
	};

	return cmocka_run_group_tests(tests, arena_start, arena_end);
}
