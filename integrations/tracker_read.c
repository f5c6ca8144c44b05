/* SPDX-License-Identifier: Apache-2.0 */
/* What does a value in an answer of a tracker say? See tracker_read.h. */
#include "integrations/tracker_read.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"

#define MILLISECONDS_FROM INT64_C(100000000000) /* as seconds, that is the year 5138 */

void
tracker_refuse(struct tracker_reading *reading, const char *key, const char *problem)
{
	if (!reading->why)
		reading->why = arena_format(reading->arena, "`%s` %s", key, problem);
}

static const struct node *
find_or_null(struct tracker_reading *reading, const struct node *map, const char *key,
	     enum node_kind kind)
{
	const struct node *value = node_get(map, key);

	if (!value || value->kind == NODE_NULL)
		return NULL;
	if (value->kind == kind)
		return value;
	tracker_refuse(reading, key, "is of another type");
	return NULL;
}

static const struct node *
find(struct tracker_reading *reading, const struct node *map, const char *key, enum node_kind kind)
{
	const struct node *value = find_or_null(reading, map, key, kind);

	if (!value)
		tracker_refuse(reading, key, "is missing");
	return value;
}

const struct node *
tracker_map(struct tracker_reading *reading, const struct node *map, const char *key)
{
	return find(reading, map, key, NODE_MAP);
}

const struct node *
tracker_map_or_null(struct tracker_reading *reading, const struct node *map, const char *key)
{
	return find_or_null(reading, map, key, NODE_MAP);
}

const struct node *
tracker_list(struct tracker_reading *reading, const struct node *map, const char *key)
{
	const struct node *list = find(reading, map, key, NODE_LIST);

	for (const struct node *each = list ? list->first : NULL; each; each = each->next)
		if (each->kind != NODE_MAP) {
			tracker_refuse(reading, key, "has an element that is no object");
			return NULL;
		}
	return list ? list->first : NULL;
}

const char *
tracker_name_or_null(struct tracker_reading *reading, const struct node *map, const char *key)
{
	const struct node *value = find_or_null(reading, map, key, NODE_TEXT);

	if (!value || !value->text[0])
		return NULL;
	if (strlen(value->text) <= LIMIT_FORGE_NAME)
		return arena_text(reading->arena, value->text);
	tracker_refuse(reading, key, "is too long for a name");
	return NULL;
}

const char *
tracker_name(struct tracker_reading *reading, const struct node *map, const char *key)
{
	const char *name = tracker_name_or_null(reading, map, key);

	if (!name)
		tracker_refuse(reading, key, "is missing");
	return name ? name : "";
}

const char *
tracker_or_empty(const char *text)
{
	return text ? text : "";
}

int64_t
tracker_count(struct tracker_reading *reading, const struct node *map, const char *key)
{
	const struct node *value = find(reading, map, key, NODE_INTEGER);

	if (value && value->integer >= 0)
		return value->integer;
	tracker_refuse(reading, key, "is negative");
	return 0;
}

/* "Z", "+hhmm", "-hh:mm"; nothing is UTC. */
static bool
read_offset(const char *text, int64_t *seconds)
{
	char digits[5] = {0};
	size_t at = 0;

	*seconds = 0;
	if (!text[0] || text_equal(text, "Z"))
		return true;
	if (text[0] != '+' && text[0] != '-')
		return false;
	for (const char *each = text + 1; *each; each++) {
		if (*each == ':' && at == 2)
			continue;
		if (!byte_is_digit(*each) || at == 4)
			return false;
		digits[at++] = *each;
	}
	if (at != 4)
		return false;
	*seconds = ((digits[0] - '0') * 10 + digits[1] - '0') * 3600 +
		   ((digits[2] - '0') * 10 + digits[3] - '0') * 60;
	if (text[0] == '-')
		*seconds = -*seconds;
	return true;
}

bool
tracker_time_parse(const char *text, int64_t *time)
{
	char local[20];
	struct civil civil;
	const char *rest;
	int64_t offset;

	if (strlen(text) < 19)
		return false;
	memcpy(local, text, 19);
	local[19] = '\0';
	if (local[10] == ' ')
		local[10] = 'T';
	rest = text + 19;
	if (*rest == '.')
		rest += 1 + strspn(rest + 1, "0123456789");
	if (local[10] != 'T' || !local_parse(local, &civil) || !read_offset(rest, &offset))
		return false;
	*time = civil_to_seconds(&civil) - offset;
	return *time > 0;
}

static int64_t
instant_of(struct tracker_reading *reading, const struct node *value, const char *key)
{
	int64_t time = 0;

	if (value->kind == NODE_INTEGER && value->integer > 0)
		return value->integer >= MILLISECONDS_FROM ? value->integer / 1000 : value->integer;
	if (value->kind == NODE_TEXT && tracker_time_parse(value->text, &time))
		return time;
	tracker_refuse(reading, key, "is no time");
	return 0;
}

int64_t
tracker_time_or_0(struct tracker_reading *reading, const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);

	if (!value || value->kind == NODE_NULL || (value->kind == NODE_TEXT && !value->text[0]))
		return 0;
	return instant_of(reading, value, key);
}

int64_t
tracker_time(struct tracker_reading *reading, const struct node *map, const char *key)
{
	int64_t time = tracker_time_or_0(reading, map, key);

	if (!time)
		tracker_refuse(reading, key, "is missing");
	return time;
}
