/* SPDX-License-Identifier: Apache-2.0 */
/* How are instants written and read? See time.h. */
#include "base/time.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define DAY INT64_C(86400)
#define FIRST_INSTANT INT64_C(-62167219200) /* 0000-01-01T00:00:00Z */
#define LAST_INSTANT INT64_C(253402300799)  /* 9999-12-31T23:59:59Z */
#define LONGEST_DURATION (INT64_C(36525) * DAY)

/* Rounded down, also below zero. */
static int64_t
divided(int64_t number, int64_t by)
{
	return number / by - (number % by < 0);
}

/*
 * Days since 1970-01-01. A year is counted from March, so that the leap day is its last, in eras
 * of 400 years, which all have 146,097 days.
 */
static int64_t
civil_to_days(const struct civil *civil)
{
	int64_t year = (int64_t)civil->year - (civil->month <= 2);
	int64_t era = divided(year, 400);
	int64_t year_of_era = year - era * 400;
	int64_t month = ((int64_t)civil->month + 9) % 12;
	int64_t day_of_year = (153 * month + 2) / 5 + civil->day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

int64_t
civil_to_seconds(const struct civil *civil)
{
	return civil_to_days(civil) * DAY + (int64_t)civil->hour * 3600 +
	       (int64_t)civil->minute * 60 + civil->second;
}

static void
days_to_civil(int64_t days, struct civil *civil)
{
	int64_t era = divided(days + 719468, 146097);
	int64_t day = days + 719468 - era * 146097;
	int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int64_t month;

	day -= 365 * year + year / 4 - year / 100;
	month = (5 * day + 2) / 153;
	civil->day = (int)(day - (153 * month + 2) / 5 + 1);
	civil->month = (int)(month < 10 ? month + 3 : month - 9);
	civil->year = (int)(year + era * 400 + (civil->month <= 2));
}

void
seconds_to_civil(int64_t seconds, struct civil *civil)
{
	int64_t days, rest;

	if (seconds < FIRST_INSTANT)
		seconds = FIRST_INSTANT;
	if (seconds > LAST_INSTANT)
		seconds = LAST_INSTANT;
	days = divided(seconds, DAY);
	rest = seconds - days * DAY;
	days_to_civil(days, civil);
	civil->hour = (int)(rest / 3600);
	civil->minute = (int)(rest / 60 % 60);
	civil->second = (int)(rest % 60);
}

int
civil_weekday(const struct civil *civil)
{
	int64_t days = civil_to_days(civil) + 4; /* 1970-01-01 was a Thursday */

	return (int)(days - divided(days, 7) * 7);
}

/* `digits` decimal digits that end before out + digits. */
static void
put_number(char *out, int number, size_t digits)
{
	while (digits--) {
		out[digits] = (char)('0' + number % 10);
		number /= 10;
	}
}

void
instant_format(char out[21], int64_t instant)
{
	struct civil civil;

	seconds_to_civil(instant, &civil);
	memcpy(out, "0000-00-00T00:00:00Z", 21);
	put_number(out, civil.year, 4);
	put_number(out + 5, civil.month, 2);
	put_number(out + 8, civil.day, 2);
	put_number(out + 11, civil.hour, 2);
	put_number(out + 14, civil.minute, 2);
	put_number(out + 17, civil.second, 2);
}

static int
month_days(int year, int month)
{
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (month == 2)
		return leap ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static bool
civil_exists(const struct civil *civil)
{
	return civil->month >= 1 && civil->month <= 12 && civil->day >= 1 &&
	       civil->day <= month_days(civil->year, civil->month) && civil->hour <= 23 &&
	       civil->minute <= 59 && civil->second <= 59;
}

/* The number at `text`, whose digits were checked before. */
static int
number_at(const char *text, size_t digits)
{
	int number = 0;

	for (size_t i = 0; i < digits; i++)
		number = number * 10 + (text[i] - '0');
	return number;
}

/* Does `text` consist of digits where `shape` has '0', and of the same bytes elsewhere? */
static bool
has_shape(const char *text, const char *shape)
{
	for (; *shape; text++, shape++)
		if (*shape == '0' ? !byte_is_digit(*text) : *text != *shape)
			return false;
	return *text == '\0';
}

/* Fills what the first `length` characters of a text like "0000-00-00T00:00:00" say. */
static bool
civil_read(const char *text, size_t length, struct civil *out)
{
	struct civil civil = {0};

	civil.year = number_at(text, 4);
	civil.month = number_at(text + 5, 2);
	civil.day = number_at(text + 8, 2);
	if (length >= 16) {
		civil.hour = number_at(text + 11, 2);
		civil.minute = number_at(text + 14, 2);
	}
	if (length >= 19)
		civil.second = number_at(text + 17, 2);
	if (!civil_exists(&civil))
		return false;
	*out = civil;
	return true;
}

bool
instant_parse(const char *text, int64_t *instant)
{
	struct civil civil;

	if (!has_shape(text, "0000-00-00T00:00:00Z") || !civil_read(text, 19, &civil))
		return false;
	*instant = civil_to_seconds(&civil);
	return true;
}

bool
local_parse(const char *text, struct civil *civil)
{
	static const char *const shapes[] = {"0000-00-00", "0000-00-00T00:00",
					     "0000-00-00T00:00:00"};

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		if (has_shape(text, shapes[i]))
			return civil_read(text, strlen(shapes[i]), civil);
	return false;
}

struct unit {
	char letter;
	int64_t seconds;
};

static const struct unit units[] = {{'d', DAY}, {'h', 3600}, {'m', 60}, {'s', 1}};

#define UNIT_COUNT (sizeof(units) / sizeof(units[0]))

bool
duration_parse(const char *text, int64_t *seconds)
{
	const char *at = text;
	int64_t number = 0;

	for (; byte_is_digit(*at); at++) {
		number = number * 10 + (*at - '0');
		if (number > LONGEST_DURATION)
			return false;
	}
	if (at == text || !*at || at[1])
		return false;
	for (size_t i = 0; i < UNIT_COUNT; i++) {
		if (units[i].letter != *at)
			continue;
		if (number > LONGEST_DURATION / units[i].seconds)
			return false;
		*seconds = number * units[i].seconds;
		return true;
	}
	return false;
}

void
duration_format(char out[24], int64_t seconds)
{
	size_t i = seconds ? 0 : UNIT_COUNT - 1;

	while (seconds % units[i].seconds != 0)
		i++;
	snprintf(out, 24, "%" PRId64 "%c", seconds / units[i].seconds, units[i].letter);
}
