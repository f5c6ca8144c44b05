/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which hashes and entries of the log can be relied on? Tiles as they were read, each shown to be
 * in the tree of the checkpoint. The partial tiles at the right edge are read at once, since an
 * append replaces them; full tiles never change and are read when asked for, the last of each level
 * being kept.
 */
#ifndef LEDGER_LOG_TILES_H
#define LEDGER_LOG_TILES_H

#include "ledger/log.h"

struct entry {
	const char *bytes;
	size_t length;
};

struct entries {
	int64_t number; /* of the tile; -1 if none was read */
	int count;
	struct entry at[TILE_WIDTH];
	struct buffer bundle;
};

struct hash_tile {
	int64_t number;
	struct sha256 hashes[TILE_WIDTH];
};

struct log_tiles {
	struct arena *arena;                         /* lives as long as the log */
	struct sha256 edge[TILE_LEVELS][TILE_WIDTH]; /* of partial tiles: tile_at() says how many */
	struct entries edge_entries;
	struct hash_tile full[TILE_LEVELS];
	struct entries full_entries;
};

/* Reads the right edge; fills log->tree, whose root must be the checkpoint's. */
bool log_tiles_open(struct log *log, struct error *err);
void log_tiles_release(struct log_tiles *tiles);

/* The hash at a tile level: the root of 256^level entries. */
bool log_tiles_hash(struct log *log, int level, int64_t index, struct sha256 *out,
		    struct error *err);

bool log_tiles_entry(struct log *log, int64_t index, struct entry *out, struct error *err);

/* For proofs; lives as long as the log. */
struct merkle_nodes log_tiles_nodes(struct log *log);

/* Splits a bundle, which stays where it is, into exactly `count` entries. */
bool entries_split(struct entries *entries, int count, struct error *err);

/* Root of 2^height hashes. */
void hashes_root(const struct sha256 *hashes, unsigned height, struct sha256 *root);

/* A ledger that does not answer stops the gate: it is ERROR_LEDGER, not a fact that is unknown. */
void log_stops(struct error *err);

/* Are these bytes, which begin with a quotation mark, in the entry? Most need not be parsed for
 * that. */
bool entry_has(const struct entry *entry, const struct buffer *mark);

#endif
