/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do all objects that an index of packs lists lie within their packs? libgit2 1.5 takes the offsets
 * at their word and reads memory that is not there. Only what it relies on is looked at: sizes,
 * fanout and offsets; where an object really is shows its hash. Formats: gitformat-pack(5).
 */
#ifndef INTEGRATIONS_GIT_PACK_INDEX_H
#define INTEGRATIONS_GIT_PACK_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "integrations/mapped_file.h"

#define PACK_TRAILER_BYTES 20u

/* `pack_end`: where the last 20 bytes of the pack begin. ERROR_UNAVAILABLE, in a few words. */
bool pack_index_check(const struct mapping *index, uint64_t pack_end, struct error *err);

struct multi_pack_index {
	const uint8_t *names; /* of packs, each with a NUL */
	uint64_t names_length;
	uint32_t packs;
	const uint8_t *offsets;
	uint64_t count;
	const uint8_t *large; /* NULL: the high bit of an offset says nothing */
	uint64_t large_count;
};

/* The parts of a multi-pack-index; one of another version, which nobody reads, has no objects. */
bool multi_pack_index_read(const struct mapping *file, struct multi_pack_index *index,
			   struct error *err);

/* `ends`: one for each pack, UINT64_MAX if the pack is not there. */
bool multi_pack_index_check(const struct multi_pack_index *index, const uint64_t *ends,
			    struct error *err);

#endif
