/* SPDX-License-Identifier: Apache-2.0 */
/* Does a commit-graph say what the raw objects say? See git_commit_graph.h. */
#include "integrations/git_commit_graph.h"

#include <string.h>

#include "integrations/mapped_file.h"

#define ID_BYTES 20u
#define HEADER_BYTES 8u
#define ROW_BYTES 12u /* of the table of chunks */
#define FANOUT_BYTES (256 * 4u)
#define ENTRY_BYTES (ID_BYTES + 16)
#define MOST_COMMITS 0x6FFFFFFFu
#define NO_PARENT 0x70000000u
#define HIGH_BIT 0x80000000u
#define HIGHEST_LEVEL 0x3FFFFFFFu
#define TIME_BITS 34
#define LATEST_OFFSET (UINT64_C(1) << 62)

/* ---- the form of one file ---- */

struct file {
	const uint8_t *bytes;
	uint64_t length; /* without the checksum */
	uint32_t chunks;
	struct error *err;
};

static bool
check_header(struct file *file, size_t length)
{
	const uint8_t *bytes = file->bytes;
	uint64_t table;

	if (length < HEADER_BYTES + ROW_BYTES + ID_BYTES)
		return fail(file->err, ERROR_FORMAT, "it is too short");
	if (memcmp(bytes, "CGPH", 4) != 0)
		return fail(file->err, ERROR_FORMAT, "it does not begin with CGPH");
	if (bytes[4] != 1)
		return fail(file->err, ERROR_FORMAT, "it has version %d, not 1", bytes[4]);
	if (bytes[5] != 1)
		return fail(file->err, ERROR_FORMAT, "its ids are not SHA-1");
	file->length = length - ID_BYTES;
	file->chunks = bytes[6];
	table = HEADER_BYTES + (file->chunks + UINT64_C(1)) * ROW_BYTES;
	return table <= file->length ||
	       fail(file->err, ERROR_FORMAT, "its table of chunks does not fit");
}

static const uint8_t *
row_at(const struct file *file, uint32_t row)
{
	return file->bytes + HEADER_BYTES + (size_t)row * ROW_BYTES;
}

/* Chunks lie one behind the other, from the table to the checksum. */
static bool
check_table(struct file *file)
{
	uint64_t before = HEADER_BYTES + (file->chunks + UINT64_C(1)) * ROW_BYTES;

	for (uint32_t i = 0; i <= file->chunks; i++) {
		uint64_t offset = long_number_at(row_at(file, i) + 4);
		bool is_last = i == file->chunks;

		if (offset < before || offset > file->length || (is_last && offset != file->length))
			return fail(file->err, ERROR_FORMAT, "a chunk lies outside of it");
		if ((number_at(row_at(file, i)) == 0) != is_last)
			return fail(file->err, ERROR_FORMAT, "its table of chunks ends early");
		before = offset;
	}
	return true;
}

/* The only chunk of this name, or NULL; a second one is what another reader might take. */
static bool
find_chunk(struct file *file, const char *name, const uint8_t **found, uint64_t *length)
{
	*found = NULL;
	*length = 0;
	for (uint32_t i = 0; i < file->chunks; i++) {
		const uint8_t *row = row_at(file, i);
		uint64_t begin = long_number_at(row + 4);

		if (memcmp(row, name, 4) != 0)
			continue;
		if (*found)
			return fail(file->err, ERROR_FORMAT, "it has two chunks %s", name);
		*found = file->bytes + begin;
		*length = long_number_at(row + ROW_BYTES + 4) - begin;
	}
	return true;
}

/* A chunk of exactly `count` elements; `required` or absent. */
static bool
take_exact(struct file *file, const char *name, uint64_t count, uint32_t size, bool required,
	   const uint8_t **found)
{
	uint64_t length;

	if (!find_chunk(file, name, found, &length))
		return false;
	if (!*found && !required)
		return true;
	return (*found && length == count * size) ||
	       fail(file->err, ERROR_FORMAT, "its chunk %s has not the right length", name);
}

/* An optional chunk of however many elements. */
static bool
take_list(struct file *file, const char *name, uint32_t size, const uint8_t **found,
	  uint32_t *count)
{
	uint64_t length;

	if (!find_chunk(file, name, found, &length))
		return false;
	if (length % size != 0 || length / size > UINT32_MAX)
		return fail(file->err, ERROR_FORMAT, "its chunk %s has not the right length", name);
	*count = (uint32_t)(length / size);
	return true;
}

/* Each id once and in order, as many as the fanout says: every search finds the same entry. */
static bool
check_ids(struct file *file, const struct listing_layer *layer)
{
	uint32_t at = 0;

	for (uint32_t first = 0; first < 256; first++) {
		uint32_t end = number_at(layer->fanout + (size_t)first * 4);

		if (end < at || end > layer->count)
			return fail(file->err, ERROR_FORMAT, "its fanout is not in order");
		for (; at < end; at++) {
			const uint8_t *id = layer->ids + (size_t)at * ID_BYTES;

			if (*id != first || (at > 0 && memcmp(id - ID_BYTES, id, ID_BYTES) >= 0))
				return fail(file->err, ERROR_FORMAT, "its ids are not in order");
		}
	}
	return true;
}

static bool
take_chunks(struct file *file, struct listing_layer *layer)
{
	if (!take_exact(file, "OIDF", FANOUT_BYTES, 1, true, &layer->fanout))
		return false;
	layer->count = number_at(layer->fanout + FANOUT_BYTES - 4);
	if (!take_exact(file, "OIDL", layer->count, ID_BYTES, true, &layer->ids) ||
	    !take_exact(file, "CDAT", layer->count, ENTRY_BYTES, true, &layer->commits) ||
	    !take_exact(file, "GDA2", layer->count, 4, false, &layer->offsets))
		return false;
	return take_list(file, "EDGE", 4, &layer->edges, &layer->edge_count) &&
	       take_list(file, "GDO2", 8, &layer->late_offsets, &layer->late_count) &&
	       take_list(file, "BASE", ID_BYTES, &layer->bases, &layer->base_count) &&
	       check_ids(file, layer);
}

/* A layer names all those below it by their checksums. */
static bool
check_bases(struct file *file, const struct listing *listing, struct listing_layer *layer)
{
	if (layer->base_count != listing->layers.count || file->bytes[7] != layer->base_count)
		return fail(file->err, ERROR_FORMAT, "it belongs on %d other files, not on %zu",
			    file->bytes[7], listing->layers.count);
	for (size_t i = 0; i < listing->layers.count; i++) {
		const struct listing_layer *base = &listing->layers.at[i];

		if (memcmp(layer->bases + i * ID_BYTES, base->checksum, ID_BYTES) != 0)
			return fail(file->err, ERROR_FORMAT, "it belongs on other files");
		layer->below = base->below + base->count;
	}
	return layer->count <= MOST_COMMITS - layer->below ||
	       fail(file->err, ERROR_FORMAT, "it has too many commits");
}

bool
listing_add(struct arena *arena, struct listing *listing, const void *bytes, size_t length,
	    struct error *err)
{
	struct file file = {.bytes = bytes, .err = err};
	struct listing_layer layer = {0};

	if (listing->layers.count >= LISTING_LAYERS)
		return fail(err, ERROR_FORMAT, "there are more than %d layers", LISTING_LAYERS);
	if (!check_header(&file, length) || !check_table(&file) || !take_chunks(&file, &layer))
		return false;
	layer.checksum = file.bytes + file.length;
	if (layer.count > MOST_COMMITS)
		return fail(err, ERROR_FORMAT, "it has too many commits");
	if (!check_bases(&file, listing, &layer))
		return false;
	listing->undated = listing->undated || !layer.offsets;
	*LIST_ADD(arena, &listing->layers) = layer;
	return true;
}

/* ---- entries ---- */

static bool
find_in_layer(const struct listing_layer *layer, const struct object_id *id, uint32_t *at)
{
	uint8_t first = id->bytes[0];
	uint32_t low = first ? number_at(layer->fanout + (size_t)(first - 1) * 4) : 0;
	uint32_t high = number_at(layer->fanout + (size_t)first * 4);

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = memcmp(id->bytes, layer->ids + (size_t)middle * ID_BYTES, ID_BYTES);

		if (order == 0) {
			*at = middle;
			return true;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

/* Like git from the top, should two layers list the same commit. */
bool
listing_find(const struct listing *listing, const struct object_id *id, uint32_t *position)
{
	for (size_t i = listing->layers.count; i-- > 0;) {
		const struct listing_layer *layer = &listing->layers.at[i];

		if (!find_in_layer(layer, id, position))
			continue;
		*position += layer->below;
		return true;
	}
	return false;
}

/* Where one commit is told about. */
struct entry {
	const struct listing_layer *layer;
	const uint8_t *bytes; /* in CDAT */
	uint32_t at;          /* in the layer */
};

static struct entry
entry_at(const struct listing *listing, uint32_t position)
{
	const struct listing_layer *layer = &listing->layers.at[listing->layers.count - 1];
	uint32_t at;

	while (position < layer->below)
		layer--;
	at = position - layer->below;
	return (struct entry){layer, layer->commits + (size_t)at * ENTRY_BYTES, at};
}

static uint64_t
time_of(const struct entry *entry)
{
	return (uint64_t)(number_at(entry->bytes + ID_BYTES + 8) & 3) << 32 |
	       number_at(entry->bytes + ID_BYTES + 12);
}

static uint32_t
level_of(const struct entry *entry)
{
	return number_at(entry->bytes + ID_BYTES + 8) >> 2;
}

/* The second generation number; false if it is nowhere or absurd. */
static bool
corrected_date_of(const struct entry *entry, uint64_t *date)
{
	const struct listing_layer *layer = entry->layer;
	uint64_t offset = number_at(layer->offsets + (size_t)entry->at * 4);

	if (offset & HIGH_BIT) {
		uint64_t late = offset & ~HIGH_BIT;

		if (late >= layer->late_count)
			return false;
		offset = long_number_at(layer->late_offsets + (size_t)late * 8);
	}
	*date = time_of(entry) + offset;
	return offset <= LATEST_OFFSET;
}

struct positions {
	uint32_t at[LIMIT_PARENTS];
	size_t count;
};

/* An octopus keeps all but its first parent in a list of their own. */
static bool
read_edges(const struct listing_layer *layer, uint32_t edge, struct positions *parents)
{
	uint32_t value = 0;

	for (; !(value & HIGH_BIT); edge++) {
		if (edge >= layer->edge_count || parents->count >= LIMIT_PARENTS)
			return false;
		value = number_at(layer->edges + (size_t)edge * 4);
		parents->at[parents->count++] = value & ~HIGH_BIT;
	}
	return true;
}

static bool
read_parents(const struct entry *entry, struct positions *parents)
{
	uint32_t first = number_at(entry->bytes + ID_BYTES);
	uint32_t second = number_at(entry->bytes + ID_BYTES + 4);

	parents->count = 0;
	if (first == NO_PARENT)
		return second == NO_PARENT;
	parents->at[parents->count++] = first;
	if (second == NO_PARENT)
		return true;
	if (second & HIGH_BIT)
		return read_edges(entry->layer, second & ~HIGH_BIT, parents);
	parents->at[parents->count++] = second;
	return true;
}

/* ---- the comparison ---- */

static bool
has_parents(const struct listing *listing, const struct entry *entry, const struct raw_facts *facts,
	    struct positions *parents)
{
	uint32_t position;

	if (!read_parents(entry, parents) || parents->count != facts->parent_count)
		return false;
	for (size_t i = 0; i < parents->count; i++)
		if (!listing_find(listing, &facts->parents[i], &position) ||
		    parents->at[i] != position)
			return false;
	return true;
}

/* Git before 2.19 wrote 0 everywhere, and 0 for the first makes git ignore the others. */
static bool
may_be_unnumbered(const struct listing_layer *layer)
{
	const struct entry first = {layer, layer->commits, 0};

	return level_of(&first) == 0;
}

static bool
has_level(const struct listing *listing, const struct entry *entry, const struct positions *parents)
{
	uint32_t level = level_of(entry), highest = 0;

	for (size_t i = 0; i < parents->count; i++) {
		struct entry parent = entry_at(listing, parents->at[i]);

		if (level_of(&parent) > highest)
			highest = level_of(&parent);
	}
	if (level == 0)
		return highest == 0 && may_be_unnumbered(entry->layer);
	return level == (highest < HIGHEST_LEVEL ? highest + 1 : HIGHEST_LEVEL);
}

static bool
has_corrected_date(const struct listing *listing, const struct entry *entry,
		   const struct positions *parents)
{
	uint64_t date, latest = 0, given;

	if (!corrected_date_of(entry, &given))
		return false;
	for (size_t i = 0; i < parents->count; i++) {
		struct entry parent = entry_at(listing, parents->at[i]);

		if (!corrected_date_of(&parent, &date))
			return false;
		if (date > latest)
			latest = date;
	}
	date = time_of(entry);
	return given == (date > latest ? date : latest + 1);
}

/* The file has room for 34 bits. */
static bool
has_time(const struct entry *entry, int64_t time)
{
	return time == 0 || ((uint64_t)time & ((UINT64_C(1) << TIME_BITS) - 1)) == time_of(entry);
}

const char *
listing_disagrees(const struct listing *listing, const struct raw_facts *facts)
{
	struct positions parents;
	struct entry entry;
	uint32_t position;

	if (!listing_find(listing, &facts->id, &position))
		return NULL;
	entry = entry_at(listing, position);
	if (memcmp(entry.bytes, facts->tree.bytes, ID_BYTES) != 0)
		return "tree";
	if (!has_parents(listing, &entry, facts, &parents))
		return "parents";
	if (!has_time(&entry, facts->time))
		return "date";
	if (!has_level(listing, &entry, &parents))
		return "generation number";
	if (!listing->undated && !has_corrected_date(listing, &entry, &parents))
		return "corrected date";
	return NULL;
}
