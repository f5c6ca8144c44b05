/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a value in an answer of a tracker say? Readers of single values, strict about type and
 * form, as those of github_read.h: the first thing that is wrong is kept in `why`.
 */
#ifndef INTEGRATIONS_TRACKER_READ_H
#define INTEGRATIONS_TRACKER_READ_H

#include "base/arena.h"
#include "base/node.h"

struct tracker_reading {
	struct arena *arena;
	const char *why; /* NULL: all is as it should be */
};

void tracker_refuse(struct tracker_reading *reading, const char *key, const char *problem);

/* A map that must be there, or may be missing or null. */
const struct node *tracker_map(struct tracker_reading *reading, const struct node *map,
			       const char *key);
const struct node *tracker_map_or_null(struct tracker_reading *reading, const struct node *map,
				       const char *key);

/* The first element of a list of maps; NULL: it is empty, or refused. */
const struct node *tracker_list(struct tracker_reading *reading, const struct node *map,
				const char *key);

/* A name that decides something: never cut, never empty. */
const char *tracker_name(struct tracker_reading *reading, const struct node *map, const char *key);
/* NULL: missing, null or empty. */
const char *tracker_name_or_null(struct tracker_reading *reading, const struct node *map,
				 const char *key);

/* "" for NULL. */
const char *tracker_or_empty(const char *text);

/* Not negative. */
int64_t tracker_count(struct tracker_reading *reading, const struct node *map, const char *key);

/*
 * An instant: "2026-01-01T10:00:00.000+0000" (any offset), "2026-01-01 10:00:00" (UTC), seconds or
 * milliseconds since 1970. 0 for what is refused.
 */
int64_t tracker_time(struct tracker_reading *reading, const struct node *map, const char *key);
/* 0: missing, null or empty. */
int64_t tracker_time_or_0(struct tracker_reading *reading, const struct node *map, const char *key);

/* The text of such an instant; false: it is none. */
bool tracker_time_parse(const char *text, int64_t *time);

#endif
