/* SPDX-License-Identifier: Apache-2.0 */
/* Which hashes and entries of the log can be relied on? See log_tiles.h. */
#include "ledger/log_tiles.h"

#include <string.h>

#define HASH_BYTES sizeof(struct sha256)
#define BUNDLE_LIMIT ((size_t)TILE_WIDTH * (2 + UINT16_MAX))

void
hashes_root(const struct sha256 *hashes, unsigned height, struct sha256 *root)
{
	struct merkle tree = {0};

	for (size_t i = 0; i < (size_t)1 << height; i++)
		merkle_add(&tree, &hashes[i]);
	*root = tree.peaks[height];
}

static bool
fail_tile(struct error *err, const struct tile *tile, const char *problem)
{
	RELEASED_BY(arena_release) struct arena arena;

	arena_init(&arena);
	return fail(err, ERROR_LEDGER, "'%s' %s", tile_path(&arena, tile), problem);
}

static bool
read_tile(struct log *log, const struct tile *tile, size_t limit, struct buffer *out,
	  struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	const char *path;

	arena_init(&arena);
	path = tile_path(&arena, tile);
	if (log->store->read(log->store->self, path, limit, out, err))
		return true;
	if (err->code == ERROR_ABSENT)
		fail_as(err, ERROR_LEDGER);
	return fail_while(err, "reading '%s' of the ledger", path);
}

static bool
read_hashes(struct log *log, const struct tile *tile, struct sha256 *hashes, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	size_t expected = (size_t)tile->width * HASH_BYTES;

	if (!read_tile(log, tile, expected, &bytes, err))
		return false;
	if (bytes.length != expected)
		return fail_tile(err, tile, "does not have the length that its name says");
	memcpy(hashes, bytes.bytes, expected);
	return true;
}

bool
entries_split(struct entries *entries, int count, struct error *err)
{
	size_t offset = 0;

	entries->count = 0;
	while (entries->count < count &&
	       entry_next(entries->bundle.bytes, entries->bundle.length, &offset,
			  &entries->at[entries->count].bytes, &entries->at[entries->count].length))
		entries->count++;
	if (entries->count != count || offset != entries->bundle.length)
		return fail(err, ERROR_LEDGER, "not a bundle of %d entries", count);
	return true;
}

static bool
read_entries(struct log *log, const struct tile *tile, struct entries *entries, struct error *err)
{
	entries->number = -1;
	buffer_clear(&entries->bundle);
	if (!read_tile(log, tile, BUNDLE_LIMIT, &entries->bundle, err))
		return false;
	if (!entries_split(entries, tile->width, err))
		return fail_tile(err, tile, err->message);
	return true;
}

static struct tile
edge_of(const struct log *log, int level)
{
	int64_t count = tile_level_size(level, log->checkpoint.size);

	return tile_at(level, count / TILE_WIDTH, log->checkpoint.size);
}

static bool
open_level(struct log *log, int level, struct error *err)
{
	struct tile tile = edge_of(log, level);
	struct sha256 *hashes = log->tiles->edge[level];

	if (tile.width > 0 && !read_hashes(log, &tile, hashes, err))
		return false;
	for (int i = 0; i < tile.width; i++)
		merkle_add_subtree(&log->tree, TILE_HEIGHT * (unsigned)level, &hashes[i]);
	return true;
}

static bool
open_entries(struct log *log, struct error *err)
{
	struct tile tile = edge_of(log, TILE_ENTRIES);
	struct entries *entries = &log->tiles->edge_entries;

	if (tile.width == 0)
		return true;
	if (!read_entries(log, &tile, entries, err))
		return false;
	for (int i = 0; i < tile.width; i++) {
		struct sha256 hash;

		merkle_leaf(&hash, entries->at[i].bytes, entries->at[i].length);
		if (!sha256_equal(&hash, &log->tiles->edge[0][i]))
			return fail_tile(err, &tile, "does not fit the hashes of the log");
	}
	entries->number = tile.number;
	return true;
}

bool
log_tiles_open(struct log *log, struct error *err)
{
	struct sha256 root;

	for (int level = 0; level < TILE_LEVELS; level++)
		log->tiles->full[level].number = -1;
	log->tiles->full_entries.number = -1;
	log->tiles->edge_entries.number = -1;
	/* The left of a tree is of its greatest height. */
	for (int level = TILE_LEVELS; level-- > 0;)
		if (!open_level(log, level, err))
			return false;
	merkle_root(&log->tree, &root);
	if (!sha256_equal(&root, &log->checkpoint.root))
		return fail(err, ERROR_LEDGER,
			    "the hashes of the log do not give the root of its checkpoint");
	return open_entries(log, err);
}

void
log_tiles_release(struct log_tiles *tiles)
{
	buffer_release(&tiles->edge_entries.bundle);
	buffer_release(&tiles->full_entries.bundle);
}

/* A full tile is authentic if its root is the hash above it. */
static bool
load_full(struct log *log, int level, int64_t number, struct error *err)
{
	struct hash_tile *kept = &log->tiles->full[level];
	struct tile tile = {level, number, TILE_WIDTH};
	struct sha256 root, above;

	if (kept->number == number)
		return true;
	kept->number = -1;
	if (!log_tiles_hash(log, level + 1, number, &above, err) ||
	    !read_hashes(log, &tile, kept->hashes, err))
		return false;
	hashes_root(kept->hashes, TILE_HEIGHT, &root);
	if (!sha256_equal(&root, &above))
		return fail_tile(err, &tile, "does not fit the hashes above it");
	kept->number = number;
	return true;
}

static bool
find_hash(struct log *log, int level, int64_t index, const struct sha256 **out, struct error *err)
{
	int64_t number = index / TILE_WIDTH;

	if (level >= TILE_LEVELS || index < 0 ||
	    index >= tile_level_size(level, log->checkpoint.size))
		return fail(err, ERROR_BUG, "the log has no hash %lld at level %d",
			    (long long)index, level);
	if (number == edge_of(log, level).number) {
		*out = &log->tiles->edge[level][index % TILE_WIDTH];
		return true;
	}
	if (!load_full(log, level, number, err))
		return false;
	*out = &log->tiles->full[level].hashes[index % TILE_WIDTH];
	return true;
}

bool
log_tiles_hash(struct log *log, int level, int64_t index, struct sha256 *out, struct error *err)
{
	const struct sha256 *found;

	if (!find_hash(log, level, index, &found, err))
		return false;
	*out = *found;
	return true;
}

static void
entries_root(const struct entries *entries, struct sha256 *root)
{
	struct sha256 hashes[TILE_WIDTH];

	for (int i = 0; i < TILE_WIDTH; i++)
		merkle_leaf(&hashes[i], entries->at[i].bytes, entries->at[i].length);
	hashes_root(hashes, TILE_HEIGHT, root);
}

/* The hashes of the leaves need not be read: the root of the bundle is in the level above. */
static bool
load_entries(struct log *log, int64_t number, struct error *err)
{
	struct entries *kept = &log->tiles->full_entries;
	struct tile tile = {TILE_ENTRIES, number, TILE_WIDTH};
	struct sha256 root, above;

	if (kept->number == number)
		return true;
	if (!log_tiles_hash(log, 1, number, &above, err) || !read_entries(log, &tile, kept, err))
		return false;
	entries_root(kept, &root);
	if (!sha256_equal(&root, &above))
		return fail_tile(err, &tile, "does not fit the hashes of the log");
	kept->number = number;
	return true;
}

bool
log_tiles_entry(struct log *log, int64_t index, struct entry *out, struct error *err)
{
	int64_t number = index / TILE_WIDTH;
	struct entries *entries = &log->tiles->edge_entries;

	if (index < 0 || index >= log->checkpoint.size)
		return fail(err, ERROR_ABSENT, "the ledger has no record %lld", (long long)index);
	if (entries->number != number) {
		if (!load_entries(log, number, err))
			return false;
		entries = &log->tiles->full_entries;
	}
	*out = entries->at[index % TILE_WIDTH];
	return true;
}

bool
entry_has(const struct entry *entry, const struct buffer *mark)
{
	const char *at = entry->bytes;
	size_t left = entry->length;

	while (left >= mark->length) {
		const char *found = memchr(at, '"', left - mark->length + 1);

		if (!found)
			return false;
		if (memcmp(found, mark->bytes, mark->length) == 0)
			return true;
		left -= (size_t)(found + 1 - at);
		at = found + 1;
	}
	return false;
}

static bool
read_node(void *self, unsigned height, int64_t index, struct sha256 *out, struct error *err)
{
	struct log *log = self;
	int level = (int)(height / TILE_HEIGHT);
	unsigned above = height % TILE_HEIGHT;
	const struct sha256 *hashes;

	if (!find_hash(log, level, index << above, &hashes, err))
		return false;
	hashes_root(hashes, above, out);
	return true;
}

struct merkle_nodes
log_tiles_nodes(struct log *log)
{
	return (struct merkle_nodes){log, read_node};
}
