/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which file is an entry or a hash? Paths and entry bundles of C2SP tlog-tiles: 256 hashes or
 * entries to a tile; the last tile of a level may be partial and then its name says how wide it is.
 */
#ifndef LEDGER_TILES_H
#define LEDGER_TILES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

#define TILE_WIDTH 256
#define TILE_HEIGHT 8     /* a tile's root is a hash of the level above */
#define TILE_LEVELS 6     /* enough for LIMIT_LEDGER_SIZE entries */
#define TILE_ENTRIES (-1) /* the level of entry bundles */

struct tile {
	int level;      /* TILE_ENTRIES, or 0 .. TILE_LEVELS - 1 */
	int64_t number; /* of the tile in its level */
	int width;      /* 1 .. TILE_WIDTH; partial if less than TILE_WIDTH */
};

/* "tile/0/x001/234", "tile/entries/000.p/7" */
char *tile_path(struct arena *arena, const struct tile *tile);

/* Exactly such a path; false for anything else. */
bool tile_from_path(const char *path, struct tile *tile);

/* How many hashes (or entries) there are at a level of a tree of `size` entries. */
int64_t tile_level_size(int level, int64_t size);

/* The tile of `level` with this number in a tree of `size` entries; width 0 if it has none. */
struct tile tile_at(int level, int64_t number, int64_t size);

/* Entry bundle: uint16 big-endian length, then the entry. Entries have at most 65,535 bytes. */
void entry_add(struct buffer *bundle, const void *entry, size_t length);

/* Steps through a bundle from *offset; false at its end or where it is broken. */
bool entry_next(const char *bundle, size_t bundle_length, size_t *offset, const char **entry,
		size_t *length);

#endif
