/* SPDX-License-Identifier: Apache-2.0 */
/* Do all objects that an index of packs lists lie within their packs? See git_pack_index.h. */
#include "integrations/git_pack_index.h"

#include <string.h>

#define FANOUT_BYTES (256 * 4u)
#define ID_BYTES 20u
#define SUM_BYTES 20u
#define PACK_HEADER_BYTES 12u
#define HEADER_BYTES 8u /* of version 2 */
#define HIGH_BIT 0x80000000u
#define MULTI_HEADER_BYTES 12u
#define ROW_BYTES 12u /* of the table of chunks */

static bool
fail_malformed(struct error *err)
{
	return fail(err, ERROR_UNAVAILABLE, "its parts contradict each other");
}

static bool
fail_beyond(struct error *err)
{
	return fail(err, ERROR_UNAVAILABLE, "offsets beyond its pack");
}

static bool
read_fanout(const uint8_t *fanout, uint64_t *count)
{
	uint32_t before = 0;

	for (unsigned i = 0; i < 256; i++) {
		uint32_t number = number_at(fanout + (size_t)i * 4);

		if (number < before)
			return false;
		before = number;
	}
	*count = before;
	return true;
}

static bool
is_within(uint64_t offset, uint64_t pack_end)
{
	return offset >= PACK_HEADER_BYTES && offset < pack_end;
}

/* ---- the index of one pack ---- */

static bool
check_first(const struct mapping *index, uint64_t pack_end, struct error *err)
{
	static const uint64_t around = FANOUT_BYTES + 2 * SUM_BYTES, row = 4 + ID_BYTES;
	const uint8_t *rows = index->bytes + FANOUT_BYTES;
	uint64_t count;

	if (index->length < around || !read_fanout(index->bytes, &count) ||
	    index->length != around + count * row)
		return fail_malformed(err);
	for (uint64_t i = 0; i < count; i++)
		if (!is_within(number_at(rows + i * row), pack_end))
			return fail_beyond(err);
	return true;
}

static bool
check_offsets(const uint8_t *offsets, uint64_t count, uint64_t large_count, uint64_t pack_end,
	      struct error *err)
{
	const uint8_t *large = offsets + count * 4;

	for (uint64_t i = 0; i < count; i++) {
		uint64_t offset = number_at(offsets + i * 4);

		if (offset & HIGH_BIT) {
			if ((offset ^ HIGH_BIT) >= large_count)
				return fail_malformed(err);
			offset = long_number_at(large + (offset ^ HIGH_BIT) * 8);
		}
		if (!is_within(offset, pack_end))
			return fail_beyond(err);
	}
	return true;
}

static bool
check_second(const struct mapping *index, uint64_t pack_end, struct error *err)
{
	static const uint64_t around = HEADER_BYTES + FANOUT_BYTES + 2 * SUM_BYTES;
	uint64_t count, large;

	if (index->length < around || number_at(index->bytes + 4) != 2 ||
	    !read_fanout(index->bytes + HEADER_BYTES, &count) ||
	    index->length < around + count * (ID_BYTES + 8))
		return fail_malformed(err);
	large = index->length - around - count * (ID_BYTES + 8);
	if (large % 8 || large / 8 > count)
		return fail_malformed(err);
	return check_offsets(index->bytes + HEADER_BYTES + FANOUT_BYTES + count * (ID_BYTES + 4),
			     count, large / 8, pack_end, err);
}

bool
pack_index_check(const struct mapping *index, uint64_t pack_end, struct error *err)
{
	bool first = index->length < 4 || memcmp(index->bytes, "\377tOc", 4) != 0;

	return first ? check_first(index, pack_end, err) : check_second(index, pack_end, err);
}

/* ---- the index of many ---- */

enum { NAMES, FANOUT, IDS, OFFSETS, LARGE, CHUNKS };

static const char chunk_names[CHUNKS][5] = {"PNAM", "OIDF", "OIDL", "OOFF", "LOFF"};

/* A chunk ends where the next one begins. Others than these, for bitmaps, are no matter. */
static bool
read_chunks(const struct mapping *file, struct mapping chunks[CHUNKS])
{
	const uint8_t *row = file->bytes + MULTI_HEADER_BYTES;
	uint64_t rows = file->bytes[6], end = file->length - SUM_BYTES;
	uint64_t least = MULTI_HEADER_BYTES + (rows + 1) * ROW_BYTES;

	if (least > end)
		return false;
	for (uint64_t i = 0; i < rows; i++, row += ROW_BYTES) {
		uint64_t begin = long_number_at(row + 4);
		uint64_t next = i + 1 < rows ? long_number_at(row + ROW_BYTES + 4) : end;

		if (begin < least || begin > next || next > end)
			return false;
		for (int c = 0; c < CHUNKS; c++) {
			if (memcmp(row, chunk_names[c], 4) != 0)
				continue;
			if (chunks[c].bytes)
				return false;
			chunks[c] = (struct mapping){file->bytes + begin, next - begin};
		}
	}
	return true;
}

bool
multi_pack_index_read(const struct mapping *file, struct multi_pack_index *index, struct error *err)
{
	struct mapping chunks[CHUNKS] = {0};
	uint64_t count;

	*index = (struct multi_pack_index){0};
	if (file->length < MULTI_HEADER_BYTES + SUM_BYTES || memcmp(file->bytes, "MIDX", 4) != 0)
		return fail_malformed(err);
	if (file->bytes[4] != 1 || file->bytes[5] != 1)
		return true;
	if (!read_chunks(file, chunks) || chunks[FANOUT].length != FANOUT_BYTES ||
	    !read_fanout(chunks[FANOUT].bytes, &count) || chunks[IDS].length != count * ID_BYTES ||
	    chunks[OFFSETS].length != count * 8 || chunks[LARGE].length % 8)
		return fail_malformed(err);
	*index = (struct multi_pack_index){
		.names = chunks[NAMES].bytes,
		.names_length = chunks[NAMES].length,
		.packs = number_at(file->bytes + 8),
		.offsets = chunks[OFFSETS].bytes,
		.count = count,
		.large = chunks[LARGE].bytes,
		.large_count = chunks[LARGE].length / 8,
	};
	return true;
}

bool
multi_pack_index_check(const struct multi_pack_index *index, const uint64_t *ends,
		       struct error *err)
{
	for (uint64_t i = 0; i < index->count; i++) {
		uint32_t pack = number_at(index->offsets + i * 8);
		uint64_t offset = number_at(index->offsets + i * 8 + 4);

		if (pack >= index->packs)
			return fail_malformed(err);
		if (index->large && offset & HIGH_BIT) {
			if ((offset ^ HIGH_BIT) >= index->large_count)
				return fail_malformed(err);
			offset = long_number_at(index->large + (offset ^ HIGH_BIT) * 8);
		}
		if (!is_within(offset, ends[pack]))
			return fail_beyond(err);
	}
	return true;
}
