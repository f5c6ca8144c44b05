/* SPDX-License-Identifier: Apache-2.0 */
/* When does a freeze begin and end? See zone_file.h. */
#include "integrations/zone_file.h"

#include <string.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "base/text.h"
#include "integrations/disk.h"

#define FOLDER "/usr/share/zoneinfo"
#define LONGEST_NAME 64
#define LARGEST_FILE ((size_t)1024 * 1024) /* real ones have a few kilobytes */

static bool
is_name_byte(char byte)
{
	return byte_is_letter(byte) || byte_is_digit(byte) || strchr("_+-", byte);
}

/* Segments of letters, digits, "_", "+" and "-": never "..", never absolute. */
static bool
is_zone_name(const char *name)
{
	size_t length = strlen(name);

	if (length == 0 || length > LONGEST_NAME || name[0] == '/' || name[length - 1] == '/')
		return false;
	for (size_t i = 0; i < length; i++)
		if (name[i] == '/' ? name[i - 1] == '/' : !is_name_byte(name[i]))
			return false;
	return true;
}

static bool
is_utc(const char *name)
{
	return text_equal(name, "UTC") || text_equal(name, "Etc/UTC");
}

static bool
read_zone(const char *name, struct buffer *bytes, struct error *err)
{
	struct buffer path RELEASED_BY(buffer_release) = {0};

	buffer_add_format(&path, FOLDER "/%s", name);
	if (disk_read(path.bytes, LARGEST_FILE, bytes, err))
		return true;
	if (err->code != ERROR_ABSENT)
		return false;
	return fail(err, ERROR_UNAVAILABLE,
		    "no time zone '%s' in " FOLDER "; install tzdata, or correct the name", name);
}

bool
zone_file_read(struct arena *arena, const char *name, const struct zone **zone, const char **sha256,
	       struct error *err)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	const struct zone *parsed;

	if (is_utc(name)) {
		*zone = NULL;
		*sha256 = NULL;
		return true;
	}
	if (!is_zone_name(name))
		return fail(err, ERROR_USAGE, "'%s' is no time zone name like Europe/Berlin",
			    text_shown(arena, name));
	if (!read_zone(name, &bytes, err))
		return false;
	if (!zone_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &parsed, err))
		return fail_while(err, "time zone '%s'", name);
	*zone = parsed;
	*sha256 = sha256_hex(arena, bytes.bytes ? bytes.bytes : "", bytes.length);
	return true;
}

/* A clock that skips or repeats a time gives two readings: the earlier start, the later end. */
static bool
resolve(const struct zone *zone, const char *text, bool is_end, int64_t *instant, struct error *err)
{
	struct civil local;
	int64_t earliest, latest;

	if (!local_parse(text, &local))
		return fail(err, ERROR_USAGE, "'%s' is no local time like 2026-12-20T00:00", text);
	if (zone)
		zone_resolve(zone, &local, &earliest, &latest);
	else
		earliest = latest = civil_to_seconds(&local);
	*instant = is_end ? latest : earliest;
	return true;
}

static bool
resolve_both(struct arena *arena, struct freeze_fact *fact, struct error *err)
{
	const struct zone *zone;

	if (!zone_file_read(arena, fact->zone, &zone, &fact->zone_sha256, err) ||
	    !resolve(zone, fact->from_local, false, &fact->from, err) ||
	    !resolve(zone, fact->to_local, true, &fact->to, err))
		return false;
	return fact->from < fact->to || fail(err, ERROR_USAGE, "the freeze ends before it begins");
}

void
freeze_resolve(struct arena *arena, const struct freeze_rule *rule, struct freeze_fact *fact)
{
	struct error err;

	*fact = (struct freeze_fact){
		.from_local = arena_text(arena, rule->from),
		.to_local = arena_text(arena, rule->to),
		.zone = arena_text(arena, rule->zone),
	};
	if (resolve_both(arena, fact, &err))
		return;
	fact->from = fact->to = 0;
	fact->problem = arena_text(arena, err.message);
}
