/* SPDX-License-Identifier: Apache-2.0 */
/* Do the entries give the tiles and the root? Part of verify.h. */
#include <string.h>

#include "ledger/log_tiles.h"
#include "ledger/verify_state.h"

#define HASH_BYTES sizeof(struct sha256)

/* The tree as it grows from the entries, with one unfinished tile for each level. */
struct growth {
	struct verifying *verifying;
	struct merkle tree;
	struct sha256 hashes[TILE_LEVELS][TILE_WIDTH];
	int64_t counts[TILE_LEVELS]; /* hashes so far */
	struct buffer bytes;         /* of a tile that is compared */
};

/* The file of a tile must hold just these hashes. */
static bool
compare_tile(struct growth *growth, const struct tile *tile, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct buffer *bytes = &growth->bytes;
	size_t expected = (size_t)tile->width * HASH_BYTES;
	const char *path;
	bool there;

	arena_init(&arena);
	path = tile_path(&arena, tile);
	buffer_clear(bytes);
	names_mark(&growth->verifying->names, path);
	if (!read_file(growth->verifying, path, expected, "LEDGER-TILE", bytes, &there, err))
		return false;
	if (there && (bytes->length != expected ||
		      memcmp(bytes->bytes, growth->hashes[tile->level], expected) != 0))
		found(growth->verifying, "LEDGER-TILE", path,
		      "does not hold the hashes of the entries");
	return true;
}

static bool
add_hash(struct growth *growth, const struct sha256 *leaf, struct error *err)
{
	struct sha256 hash = *leaf;

	for (int level = 0; level < TILE_LEVELS; level++) {
		int64_t at = growth->counts[level]++;
		struct tile tile = {level, at / TILE_WIDTH, TILE_WIDTH};

		growth->hashes[level][at % TILE_WIDTH] = hash;
		if ((at + 1) % TILE_WIDTH != 0)
			return true;
		if (!compare_tile(growth, &tile, err))
			return false;
		hashes_root(growth->hashes[level], TILE_HEIGHT, &hash);
	}
	return true;
}

static void
compare_anchor(struct growth *growth)
{
	struct verifying *verifying = growth->verifying;
	struct sha256 root;

	if (!verifying->has_anchor || growth->tree.size != verifying->anchor.size)
		return;
	merkle_root(&growth->tree, &root);
	verifying->out->anchored = sha256_equal(&root, &verifying->anchor.root);
	if (!verifying->out->anchored)
		found(verifying, "LEDGER-INCONSISTENT", "checkpoint",
		      "the first %lld records are not those of the earlier checkpoint",
		      (long long)verifying->anchor.size);
}

static bool
add_entry(struct growth *growth, const struct entry *entry, struct error *err)
{
	struct sha256 hash;

	merkle_leaf(&hash, entry->bytes, entry->length);
	merkle_add(&growth->tree, &hash);
	compare_anchor(growth);
	stamps_compare(growth->verifying, &growth->tree);
	return add_hash(growth, &hash, err);
}

/* *complete becomes false where the bundle cannot be read. */
static bool
add_bundle(struct growth *growth, int64_t number, struct entries *entries, bool *complete,
	   struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct verifying *verifying = growth->verifying;
	struct tile tile = tile_at(TILE_ENTRIES, number, verifying->out->checkpoint.size);
	const char *path;
	struct error problem;

	arena_init(&arena);
	path = tile_path(&arena, &tile);
	names_mark(&verifying->names, path);
	if (!read_bundle(verifying, number, "LEDGER-ENTRIES", &entries->bundle, complete, err))
		return false;
	if (*complete && !entries_split(entries, tile.width, &problem)) {
		found(verifying, "LEDGER-ENTRIES", path, "%s", problem.message);
		*complete = false;
	}
	for (int i = 0; *complete && i < tile.width; i++)
		if (!add_entry(growth, &entries->at[i], err))
			return false;
	return true;
}

static bool
compare_edge(struct growth *growth, struct error *err)
{
	for (int level = 0; level < TILE_LEVELS; level++) {
		struct tile tile =
			tile_at(level, growth->counts[level] / TILE_WIDTH, growth->tree.size);

		if (tile.width > 0 && !compare_tile(growth, &tile, err))
			return false;
	}
	return true;
}

static void
compare_root(struct growth *growth)
{
	struct verifying *verifying = growth->verifying;
	struct sha256 root;

	merkle_root(&growth->tree, &root);
	if (!sha256_equal(&root, &verifying->out->checkpoint.root))
		found(verifying, "LEDGER-ROOT", "checkpoint",
		      "its root is not that of the entries");
}

static bool
grow(struct growth *growth, struct entries *entries, bool *complete, struct error *err)
{
	int64_t size = growth->verifying->out->checkpoint.size;

	*complete = true;
	compare_anchor(growth);
	for (int64_t number = 0; *complete && number * TILE_WIDTH < size; number++)
		if (!add_bundle(growth, number, entries, complete, err))
			return false;
	if (!*complete)
		return true;
	compare_root(growth);
	return compare_edge(growth, err);
}

bool
verify_tree(struct verifying *verifying, bool *complete, struct error *err)
{
	struct growth *growth = arena_allocate(&verifying->keeping, sizeof(*growth));
	struct entries *entries = arena_allocate(&verifying->keeping, sizeof(*entries));
	bool done;

	growth->verifying = verifying;
	done = grow(growth, entries, complete, err);
	buffer_release(&growth->bytes);
	buffer_release(&entries->bundle);
	return done;
}
