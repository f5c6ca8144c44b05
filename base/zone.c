/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which instants does a local time in a zone mean? See zone.h. Transitions come from the table of
 * the file; behind the last one the footer's rule makes them, year by year.
 */
#include "base/zone.h"

#include <string.h>

#include "base/limits.h"
#include "base/list.h"
#include "base/text.h"
#include "base/zone_rule.h"

#define HEADER_BYTES 44
#define TYPE_BYTES 6
#define HOUR INT64_C(3600)
#define DAY (24 * HOUR)
#define LARGEST_OFFSET (26 * HOUR) /* RFC 8536 3.2 */
#define NEVER INT64_MAX
#define WINDOW (8 * DAY) /* around a local time; no two zones are further apart */

/* From an instant on, an offset is in force. */
struct transition {
	int64_t at;
	int64_t offset;
};

struct zone {
	int64_t first; /* offset before any transition */
	LIST(struct transition) transitions;
	bool has_rule;
	struct zone_rule rule;
};

/* --- the file --- */

/* What is not yet read; the caller checks `left` before reading. */
struct cursor {
	const uint8_t *at;
	size_t left;
};

/* RFC 8536 3.1, in the order of the header. */
struct counts {
	uint32_t ut_flags, standard_flags, leaps, times, types, name_bytes;
};

static uint64_t
read_big_endian(struct cursor *cursor, size_t bytes)
{
	uint64_t value = 0;

	for (size_t i = 0; i < bytes; i++)
		value = value << 8 | cursor->at[i];
	cursor->at += bytes;
	cursor->left -= bytes;
	return value;
}

static int64_t
as_signed(uint64_t value, unsigned bits)
{
	uint64_t sign = UINT64_C(1) << (bits - 1);

	if (!(value & sign))
		return (int64_t)value;
	return -(int64_t)(sign - 1 - (value & (sign - 1))) - 1;
}

static bool
read_header(struct cursor *cursor, struct counts *counts, struct error *err)
{
	uint8_t version;

	if (cursor->left < HEADER_BYTES || memcmp(cursor->at, "TZif", 4) != 0)
		return fail(err, ERROR_FORMAT, "not a TZif file (RFC 8536)");
	version = cursor->at[4];
	if (version < '2' || version > '4')
		return fail(err, ERROR_FORMAT, "TZif version is not 2, 3 or 4");
	cursor->at += 20;
	cursor->left -= 20;
	counts->ut_flags = (uint32_t)read_big_endian(cursor, 4);
	counts->standard_flags = (uint32_t)read_big_endian(cursor, 4);
	counts->leaps = (uint32_t)read_big_endian(cursor, 4);
	counts->times = (uint32_t)read_big_endian(cursor, 4);
	counts->types = (uint32_t)read_big_endian(cursor, 4);
	counts->name_bytes = (uint32_t)read_big_endian(cursor, 4);
	return true;
}

/* Six 32-bit counts times at most 13 fit into 64 bits. */
static uint64_t
block_length(const struct counts *counts, unsigned time_bytes)
{
	return (uint64_t)counts->times * (time_bytes + 1) + (uint64_t)counts->types * TYPE_BYTES +
	       counts->name_bytes + (uint64_t)counts->leaps * (time_bytes + 4) +
	       counts->standard_flags + counts->ut_flags;
}

/* The 32-bit block says nothing that the 64-bit block does not say as well. */
static bool
skip_first_block(struct cursor *cursor, struct error *err)
{
	struct counts counts = {0};
	uint64_t length;

	if (!read_header(cursor, &counts, err))
		return false;
	length = block_length(&counts, 4);
	if (length > cursor->left)
		return fail(err, ERROR_FORMAT, "TZif file ends within its first block");
	cursor->at += length;
	cursor->left -= (size_t)length;
	return true;
}

static bool
check_counts(const struct counts *counts, size_t left, struct error *err)
{
	if (counts->types == 0 || counts->types > 256 || counts->name_bytes == 0)
		return fail(err, ERROR_FORMAT, "TZif file has no local time types, or too many");
	if ((counts->ut_flags && counts->ut_flags != counts->types) ||
	    (counts->standard_flags && counts->standard_flags != counts->types))
		return fail(err, ERROR_FORMAT, "TZif file has indicators that fit no type");
	if (counts->leaps)
		return fail(err, ERROR_FORMAT,
			    "zone counts leap seconds; use one not below right/");
	if (block_length(counts, 8) > left)
		return fail(err, ERROR_FORMAT, "TZif file ends within its second block");
	return true;
}

/* The offset of each local time type. */
static bool
read_types(const uint8_t *bytes, const struct counts *counts, int64_t offsets[256],
	   struct error *err)
{
	struct cursor cursor = {bytes, (size_t)counts->types * TYPE_BYTES};

	for (uint32_t i = 0; i < counts->types; i++) {
		int64_t offset = as_signed(read_big_endian(&cursor, 4), 32);
		uint64_t daylight = read_big_endian(&cursor, 1);
		uint64_t name = read_big_endian(&cursor, 1);

		if (offset < -LARGEST_OFFSET || offset > LARGEST_OFFSET)
			return fail(err, ERROR_FORMAT, "TZif file has an offset of over 26 hours");
		if (daylight > 1 || name >= counts->name_bytes)
			return fail(err, ERROR_FORMAT, "TZif file has a broken local time type");
		offsets[i] = offset;
	}
	return true;
}

static bool
read_transitions(struct arena *arena, struct cursor *cursor, const struct counts *counts,
		 struct zone *zone, struct error *err)
{
	struct cursor times = *cursor;
	const uint8_t *indexes = cursor->at + (size_t)counts->times * 8;
	int64_t offsets[256] = {0}, previous = 0;

	if (!read_types(indexes + counts->times, counts, offsets, err))
		return false;
	zone->first = offsets[0];
	for (uint32_t i = 0; i < counts->times; i++) {
		struct transition *transition;
		int64_t at = as_signed(read_big_endian(&times, 8), 64);

		if (i && at <= previous)
			return fail(err, ERROR_FORMAT, "TZif transitions are not in order");
		if (indexes[i] >= counts->types)
			return fail(err, ERROR_FORMAT,
				    "TZif transition to a type that is not there");
		transition = LIST_ADD(arena, &zone->transitions);
		transition->at = previous = at;
		transition->offset = offsets[indexes[i]];
	}
	cursor->at += block_length(counts, 8);
	cursor->left -= (size_t)block_length(counts, 8);
	return true;
}

/* A line of its own behind the data; empty where nobody knows what comes. */
static bool
read_footer(struct arena *arena, const struct cursor *cursor, struct zone *zone, struct error *err)
{
	char *text;

	if (cursor->left < 2 || cursor->at[0] != '\n' || cursor->at[cursor->left - 1] != '\n')
		return fail(err, ERROR_FORMAT, "TZif file has no complete footer");
	text = arena_copy(arena, cursor->at + 1, cursor->left - 2);
	if (strlen(text) != cursor->left - 2)
		return fail(err, ERROR_FORMAT, "TZif footer contains a NUL byte");
	zone->has_rule = *text != '\0';
	if (zone->has_rule && !zone_rule_parse(text, &zone->rule))
		return fail(err, ERROR_FORMAT, "TZif footer '%s' is not a POSIX TZ rule",
			    text_shown(arena, text));
	return true;
}

bool
zone_parse(struct arena *arena, const void *bytes, size_t length, const struct zone **zone,
	   struct error *err)
{
	struct cursor cursor = {bytes, length};
	struct zone *parsed = arena_allocate(arena, sizeof(*parsed));
	struct counts counts = {0};

	if (length > LIMIT_ZONE_BYTES)
		return fail(err, ERROR_FORMAT, "TZif file is larger than %u bytes",
			    LIMIT_ZONE_BYTES);
	if (!skip_first_block(&cursor, err) || !read_header(&cursor, &counts, err) ||
	    !check_counts(&counts, cursor.left, err) ||
	    !read_transitions(arena, &cursor, &counts, parsed, err) ||
	    !read_footer(arena, &cursor, parsed, err))
		return false;
	*zone = parsed;
	return true;
}

/* --- questions --- */

/* How many transitions are at or before an instant. */
static size_t
transitions_until(const struct zone *zone, int64_t instant)
{
	size_t low = 0, high = zone->transitions.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->transitions.at[middle].at <= instant)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
rule_holds(const struct zone *zone, size_t passed, int64_t instant)
{
	if (!zone->has_rule || passed < zone->transitions.count)
		return false;
	return passed == 0 || instant > zone->transitions.at[passed - 1].at;
}

int64_t
zone_offset(const struct zone *zone, int64_t instant)
{
	size_t passed = transitions_until(zone, instant);

	if (rule_holds(zone, passed, instant))
		return zone_rule_offset(&zone->rule, instant);
	return passed ? zone->transitions.at[passed - 1].offset : zone->first;
}

/* The first instant after this one at which another offset may be in force. */
static int64_t
zone_next(const struct zone *zone, int64_t instant)
{
	size_t passed = transitions_until(zone, instant);

	if (passed < zone->transitions.count)
		return zone->transitions.at[passed].at;
	if (!zone->has_rule)
		return NEVER;
	if (passed && instant == zone->transitions.at[passed - 1].at && instant < NEVER)
		return instant + 1; /* from there on the rule holds, which may disagree */
	return zone_rule_next(&zone->rule, instant);
}

struct readings {
	int64_t earliest, latest;
	bool any;
};

static void
readings_add(struct readings *readings, int64_t instant)
{
	if (!readings->any || instant < readings->earliest)
		readings->earliest = instant;
	if (!readings->any || instant > readings->latest)
		readings->latest = instant;
	readings->any = true;
}

void
zone_resolve(const struct zone *zone, const struct civil *local, int64_t *earliest, int64_t *latest)
{
	int64_t wanted = civil_to_seconds(local);
	int64_t from = wanted - WINDOW, offset = zone_offset(zone, from);
	struct readings shown = {0}, skipped = {0};

	while (from <= wanted + WINDOW) {
		int64_t until = zone_next(zone, from), reading = wanted - offset;
		int64_t after = until < NEVER ? zone_offset(zone, until) : offset;

		if (reading >= from && reading < until)
			readings_add(&shown, reading);
		if (reading >= until && wanted - after < until) {
			readings_add(&skipped, reading);
			readings_add(&skipped, wanted - after);
		}
		from = until;
		offset = after;
	}
	if (!shown.any)
		shown = skipped;
	*earliest = shown.earliest;
	*latest = shown.latest;
}
