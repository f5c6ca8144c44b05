/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How are large files looked at without being copied? As mapped bytes, which may change or end (a
 * signal) when somebody else writes to the file: only for files that git writes once and renames.
 */
#ifndef INTEGRATIONS_MAPPED_FILE_H
#define INTEGRATIONS_MAPPED_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct mapping {
	const uint8_t *bytes;
	uint64_t length;
};

/*
 * ERROR_FORMAT: empty, larger than `limit`, or no regular file, on which it does not wait;
 * ERROR_ABSENT; ERROR_UNAVAILABLE.
 */
bool file_map(const char *path, uint64_t limit, struct mapping *mapping, struct error *err);
void mapping_release(struct mapping *mapping); /* an empty one is fine */

/* Big-endian, as git writes numbers. */
static inline uint32_t
number_at(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static inline uint64_t
long_number_at(const uint8_t *at)
{
	return (uint64_t)number_at(at) << 32 | number_at(at + 4);
}

#endif
