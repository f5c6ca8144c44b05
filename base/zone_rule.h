/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which offset does a rule of daylight time give, for any year? POSIX.1 TZ without the forms that
 * depend on the machine, with the wider hours of RFC 8536 3.3.1: the footer of a TZif file.
 */
#ifndef BASE_ZONE_RULE_H
#define BASE_ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

/* A day of each year and a time on it, in the local time that the change ends. */
struct zone_rule_date {
	enum { DAY_FROM_0, DAY_WITHOUT_LEAP, DAY_OF_WEEK } form; /* n, Jn, Mm.w.d */
	int month, week, day;
	int64_t time; /* seconds after midnight, within +-167 hours */
};

struct zone_rule {
	int64_t standard, daylight;       /* seconds east of UTC; daylight may be the smaller one */
	bool changes;                     /* else standard time goes on for ever */
	struct zone_rule_date start, end; /* of daylight time */
};

/* The whole of `text`; daylight time without dates is refused, since its dates would be guessed. */
bool zone_rule_parse(const char *text, struct zone_rule *rule);

/* In force at `instant`. Years beyond 0..9999 are taken for the nearest of these. */
int64_t zone_rule_offset(const struct zone_rule *rule, int64_t instant);

/* The first instant after this one at which the offset may change; INT64_MAX if none. */
int64_t zone_rule_next(const struct zone_rule *rule, int64_t instant);

#endif
