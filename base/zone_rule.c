/* SPDX-License-Identifier: Apache-2.0 */
/* Which offset does a rule of daylight time give? See zone_rule.h. */
#include "base/zone_rule.h"

#include <stddef.h>

#include "base/text.h"
#include "base/time.h"

#define HOUR INT64_C(3600)
#define DAY (24 * HOUR)
#define LARGEST_RULE_HOUR 167 /* RFC 8536 3.3.1 */

/* From an instant on, an offset is in force. */
struct turn {
	int64_t at;
	int64_t offset;
};

/* One to `digits` digits, at most `largest`. */
static bool
read_number(const char **at, size_t digits, int largest, int *number)
{
	int value = 0;
	size_t read = 0;

	while (read < digits && byte_is_digit((*at)[read]))
		value = value * 10 + ((*at)[read++] - '0');
	if (read == 0 || value > largest)
		return false;
	*at += read;
	*number = value;
	return true;
}

static bool
read_byte(const char **at, char byte)
{
	if (**at != byte)
		return false;
	(*at)++;
	return true;
}

/* [+-]h[hh][:mm[:ss]] */
static bool
read_time(const char **at, int largest_hour, int64_t *seconds)
{
	bool negative = read_byte(at, '-');
	int hour, minute = 0, second = 0;

	if (!negative)
		read_byte(at, '+');
	if (!read_number(at, 3, largest_hour, &hour))
		return false;
	if (read_byte(at, ':')) {
		if (!read_number(at, 2, 59, &minute))
			return false;
		if (read_byte(at, ':') && !read_number(at, 2, 59, &second))
			return false;
	}
	*seconds = hour * HOUR + minute * 60 + second;
	if (negative)
		*seconds = -*seconds;
	return true;
}

/* Letters, or anything like <+0330>; the name itself does not matter here. */
static bool
read_name(const char **at)
{
	bool quoted = read_byte(at, '<');
	size_t length = 0;

	for (;; (*at)++, length++) {
		bool belongs = byte_is_letter(**at);

		if (quoted)
			belongs |= byte_is_digit(**at) || **at == '+' || **at == '-';
		if (!belongs)
			break;
	}
	return length >= 3 && (!quoted || read_byte(at, '>'));
}

/* Mm.w.d, Jn or n, each with an optional /time. */
static bool
read_date(const char **at, struct zone_rule_date *date)
{
	bool good;

	date->time = 2 * HOUR;
	if (read_byte(at, 'M')) {
		date->form = DAY_OF_WEEK;
		good = read_number(at, 2, 12, &date->month) && read_byte(at, '.') &&
		       read_number(at, 1, 5, &date->week) && read_byte(at, '.') &&
		       read_number(at, 1, 6, &date->day) && date->month && date->week;
	} else if (read_byte(at, 'J')) {
		date->form = DAY_WITHOUT_LEAP;
		good = read_number(at, 3, 365, &date->day) && date->day;
	} else {
		date->form = DAY_FROM_0;
		good = read_number(at, 3, 365, &date->day);
	}
	if (good && read_byte(at, '/'))
		good = read_time(at, LARGEST_RULE_HOUR, &date->time);
	return good;
}

/* POSIX counts offsets westwards; we count them eastwards. */
bool
zone_rule_parse(const char *text, struct zone_rule *rule)
{
	const char *at = text;

	if (!read_name(&at) || !read_time(&at, 24, &rule->standard))
		return false;
	rule->standard = rule->daylight = -rule->standard;
	rule->changes = *at != '\0';
	if (!rule->changes)
		return true;
	if (!read_name(&at))
		return false;
	rule->daylight = rule->standard + HOUR;
	if (*at != ',') {
		if (!read_time(&at, 24, &rule->daylight))
			return false;
		rule->daylight = -rule->daylight;
	}
	return read_byte(&at, ',') && read_date(&at, &rule->start) && read_byte(&at, ',') &&
	       read_date(&at, &rule->end) && *at == '\0';
}

static int64_t
year_start(int year)
{
	struct civil civil = {.year = year, .month = 1, .day = 1};

	return civil_to_seconds(&civil);
}

static bool
has_leap_day(int year)
{
	return year_start(year + 1) - year_start(year) == 366 * DAY;
}

/* Midnight of the week's day; week 5 is the last one, fourth or fifth. */
static int64_t
day_of_week_start(const struct zone_rule_date *date, int year)
{
	struct civil first = {.year = year, .month = date->month, .day = 1};
	struct civil next = {.year = year, .month = date->month + 1, .day = 1};
	int day = (date->day - civil_weekday(&first) + 7) % 7 + (date->week - 1) * 7;
	int64_t start = civil_to_seconds(&first) + day * DAY;

	if (date->month == 12)
		next = (struct civil){.year = year + 1, .month = 1, .day = 1};
	return start < civil_to_seconds(&next) ? start : start - 7 * DAY;
}

/* Local seconds of the year's change, read as if the clock did not change. */
static int64_t
date_in_year(const struct zone_rule_date *date, int year)
{
	int day = date->day;

	if (date->form == DAY_OF_WEEK)
		return day_of_week_start(date, year) + date->time;
	if (date->form == DAY_WITHOUT_LEAP) {
		day--;
		if (has_leap_day(year) && day >= 59)
			day++;
	}
	return year_start(year) + day * DAY + date->time;
}

#define RULE_YEARS 4 /* hours reach beyond the year on either side, and beyond a turn there */

/*
 * The turns around an instant, oldest first. Where two fall together the later one in
 * this order wins: daylight time that ends when the next year's begins goes on all year.
 */
static void
rule_turns(const struct zone_rule *rule, int64_t instant, struct turn out[2 * RULE_YEARS])
{
	struct civil civil;

	seconds_to_civil(instant, &civil);
	for (int i = 0; i < RULE_YEARS; i++) {
		int year = civil.year - 2 + i;
		struct turn start, end;

		start.at = date_in_year(&rule->start, year) - rule->standard;
		start.offset = rule->daylight;
		end.at = date_in_year(&rule->end, year) - rule->daylight;
		end.offset = rule->standard;
		out[2 * i] = start.at <= end.at ? start : end;
		out[2 * i + 1] = start.at <= end.at ? end : start;
	}
}

int64_t
zone_rule_offset(const struct zone_rule *rule, int64_t instant)
{
	struct turn around[2 * RULE_YEARS];
	int64_t latest = INT64_MIN, offset = rule->standard;

	if (!rule->changes)
		return offset;
	rule_turns(rule, instant, around);
	for (size_t i = 0; i < 2 * RULE_YEARS; i++)
		if (around[i].at <= instant && around[i].at >= latest) {
			latest = around[i].at;
			offset = around[i].offset;
		}
	return offset;
}

int64_t
zone_rule_next(const struct zone_rule *rule, int64_t instant)
{
	struct turn around[2 * RULE_YEARS];
	int64_t next = INT64_MAX;

	if (!rule->changes)
		return next;
	rule_turns(rule, instant, around);
	for (size_t i = 0; i < 2 * RULE_YEARS; i++)
		if (around[i].at > instant && around[i].at < next)
			next = around[i].at;
	return next;
}
