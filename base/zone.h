/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which instants does a local time in a zone mean? From the bytes of a TZif file (RFC 8536,
 * versions 2 to 4, with its POSIX TZ footer); reading the file is somebody else's.
 *
 * A local time that a clock skips (gap) or shows twice (overlap) has two readings: `earliest` and
 * `latest`. Otherwise both are equal. A freeze takes the earliest start and the latest end, so that
 * doubt means the longer freeze.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/time.h"

struct zone; /* parsed, in the arena */

bool zone_parse(struct arena *arena, const void *bytes, size_t length, const struct zone **zone,
		struct error *err);

/* Offset from UTC in seconds that is in force at `instant`. */
int64_t zone_offset(const struct zone *zone, int64_t instant);

void zone_resolve(const struct zone *zone, const struct civil *local, int64_t *earliest,
		  int64_t *latest);

#endif
