/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which instants does a local time in a zone mean, and which offset has an instant there? Lines of
 * "ZONE LOCAL INSTANT" from standard input, each answered by "EARLIEST LATEST OFFSET".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "integrations/zone_file.h"

struct named {
	const char *name;
	const struct zone *zone; /* NULL: UTC */
};

static LIST(struct named) zones;

static void
die(const char *what)
{
	fprintf(stderr, "zone_times: %s\n", what);
	exit(1);
}

static const struct zone *
find(struct arena *arena, const char *name)
{
	const char *digest;
	struct error err;
	struct named *named;

	for (size_t i = 0; i < zones.count; i++)
		if (text_equal(zones.at[i].name, name))
			return zones.at[i].zone;
	named = LIST_ADD(arena, &zones);
	named->name = arena_text(arena, name);
	if (!zone_file_read(arena, name, &named->zone, &digest, &err))
		die(err.message);
	return named->zone;
}

static void
answer(const struct zone *zone, const char *local, int64_t instant)
{
	int64_t earliest, latest, offset = 0;
	struct civil civil;

	if (!local_parse(local, &civil))
		die(local);
	earliest = latest = civil_to_seconds(&civil);
	if (zone) {
		zone_resolve(zone, &civil, &earliest, &latest);
		offset = zone_offset(zone, instant);
	}
	printf("%lld %lld %lld\n", (long long)earliest, (long long)latest, (long long)offset);
}

int
main(void)
{
	struct arena arena RELEASED_BY(arena_release);
	char line[256], name[128], local[64];
	long long instant;

	arena_init(&arena);
	while (fgets(line, sizeof(line), stdin)) {
		if (sscanf(line, "%127s %63s %lld", name, local, &instant) != 3)
			die("a line is not ZONE LOCAL INSTANT");
		answer(find(&arena, name), local, (int64_t)instant);
	}
	return 0;
}
