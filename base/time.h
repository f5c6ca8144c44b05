/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How are instants written and read? An instant is seconds since 1970-01-01T00:00:00Z without leap
 * seconds, in an int64_t; text is RFC 3339 UTC with "Z". No clock and no zone is asked here.
 */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include <stdbool.h>
#include <stdint.h>

struct civil {     /* proleptic Gregorian calendar */
	int year;  /* 0..9999 */
	int month; /* 1..12 */
	int day;   /* 1..31 */
	int hour, minute, second;
};

int64_t civil_to_seconds(const struct civil *civil); /* read as if it were UTC */
void seconds_to_civil(int64_t seconds, struct civil *civil);
int civil_weekday(const struct civil *civil); /* 0 = Sunday */

/* "2026-11-21T20:30:00Z", 20 characters; years 0000..9999. */
void instant_format(char out[21], int64_t instant);

/* Exactly that form ("Z", no fraction, a date that exists); false otherwise. */
bool instant_parse(const char *text, int64_t *instant);

/* "2026-12-20T00:00" or "...:SS" without zone, or "2026-12-20" (midnight). */
bool local_parse(const char *text, struct civil *civil);

/* "90s", "30m", "12h", "30d": seconds. At most 100 years. */
bool duration_parse(const char *text, int64_t *seconds);
/* In the largest unit that divides it; "0s" for none. */
void duration_format(char out[24], int64_t seconds);

#endif
