/* SPDX-License-Identifier: Apache-2.0 */
/* When is something due that may take two business days? See business_days.h. */
#include "core/business_days.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/time.h"

#define DAY INT64_C(86400)
#define LONGEST_SEARCH 1000 /* days: more holidays than that are none */

static bool
is_business_day(const struct texts *holidays, int64_t begin_of_day)
{
	struct civil civil;
	char date[21];
	int weekday;

	seconds_to_civil(begin_of_day, &civil);
	weekday = civil_weekday(&civil);
	if (weekday == 0 || weekday == 6)
		return false;
	instant_format(date, begin_of_day);
	date[10] = '\0';
	return !texts_contain(holidays, date);
}

static bool
count_of(const char *rule, int64_t *count)
{
	size_t length = strlen(rule);
	char digits[4];

	if (length < 3 || length > 5 || strcmp(rule + length - 2, "bd") != 0)
		return false;
	memcpy(digits, rule, length - 2);
	digits[length - 2] = '\0';
	return text_to_integer(digits, count) && *count >= 1 && *count <= LIMIT_BUSINESS_DAYS;
}

bool
business_due(const char *rule, const struct texts *holidays, int64_t begin, int64_t *due)
{
	int64_t count, seconds, day;

	if (!count_of(rule, &count)) {
		if (!duration_parse(rule, &seconds) || seconds <= 0)
			return false;
		*due = begin + seconds;
		return true;
	}
	day = begin - begin % DAY;
	for (int tries = 0; count > 0; tries++) {
		if (tries > LONGEST_SEARCH)
			return false;
		day += DAY;
		count -= is_business_day(holidays, day);
	}
	*due = day + DAY;
	return true;
}
