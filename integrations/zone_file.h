/* SPDX-License-Identifier: Apache-2.0 */
/* When does a freeze begin and end? Its local times, by the machine's time zone database. */
#ifndef INTEGRATIONS_ZONE_FILE_H
#define INTEGRATIONS_ZONE_FILE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/zone.h"
#include "core/evidence.h"
#include "core/policy.h"

/*
 * The zone with an IANA name, and the SHA-256 of its file in hex (in the arena). TZ and TZDIR have
 * no effect. For "UTC" and "Etc/UTC" no file is read: *zone and *sha256 are NULL.
 */
bool zone_file_read(struct arena *arena, const char *name, const struct zone **zone,
		    const char **sha256, struct error *err);

/* Cannot fail: what could not be resolved is `problem`, with what to do. */
void freeze_resolve(struct arena *arena, const struct freeze_rule *rule, struct freeze_fact *fact);

#endif
