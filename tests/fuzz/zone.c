/* SPDX-License-Identifier: Apache-2.0 */
/* Does every zone file that we accept lead from an instant to local time and back? */
#include "tests/fuzz/fuzz.h"

#include "base/limits.h"
#include "base/zone.h"
#include "base/zone_rule.h"

#define DAY INT64_C(86400)
#define LAST_INSTANT                                                                 \
	(INT64_C(253402300799) - 2 * DAY) /* of the year 9999, with room for offsets \
					   */

static void
require_return(const struct zone *zone, int64_t instant)
{
	int64_t offset = zone_offset(zone, instant), earliest, latest;
	struct civil local;

	REQUIRE(offset > -2 * DAY && offset < 2 * DAY);
	seconds_to_civil(instant + offset, &local);
	zone_resolve(zone, &local, &earliest, &latest);
	REQUIRE(earliest <= instant && instant <= latest);
	REQUIRE(latest - earliest < 4 * DAY);
}

/* A local time that no instant has is in a gap, which has two sides. */
static void
require_sides(const struct zone *zone, int64_t wanted)
{
	int64_t earliest, latest;
	struct civil local;

	seconds_to_civil(wanted, &local);
	zone_resolve(zone, &local, &earliest, &latest);
	REQUIRE(earliest <= latest);
	REQUIRE(earliest < latest || earliest + zone_offset(zone, earliest) == wanted);
}

static void
require_both(const struct zone *zone, int64_t instant)
{
	require_return(zone, instant);
	for (int64_t minutes = -60; minutes <= 180; minutes += 30)
		require_sides(zone, instant + minutes * 60);
}

/* Instants that the bytes choose, and some where zones change. */
static void
require_returns(const struct zone *zone, const uint8_t *bytes, size_t length)
{
	static const int64_t fixed[] = {
		-2 * DAY,   0,          1,          1774746000,   1774746001, 1792893600,
		2147483647, 2147483648, 4102444800, LAST_INSTANT, -2147483648};

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		require_both(zone, fixed[i]);
	for (size_t i = 0; i + 4 <= length && i < 4096; i += 4) {
		uint32_t big = (uint32_t)bytes[i] << 24 | (uint32_t)bytes[i + 1] << 16 |
			       (uint32_t)bytes[i + 2] << 8 | bytes[i + 3];

		require_both(zone, (int32_t)big);
	}
}

static void
try_rule(const char *text)
{
	int64_t at = 0;
	struct zone_rule rule;

	if (!zone_rule_parse(text, &rule))
		return;
	for (int i = 0; i < 20; i++) {
		int64_t next = zone_rule_next(&rule, at);
		int64_t offset = zone_rule_offset(&rule, at);

		REQUIRE(offset > -2 * DAY && offset < 2 * DAY);
		REQUIRE(next > at);
		if (next == INT64_MAX)
			return;
		REQUIRE(zone_rule_offset(&rule, next - 1) == offset);
		at = next;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	const struct zone *zone = NULL;
	struct error err = {0};

	try_rule(input_text(&arena, bytes, length));
	if (zone_parse(&arena, bytes, length, &zone, &err))
		require_returns(zone, bytes, length);
	else
		require_refusal(&err);
	return 0;
}
