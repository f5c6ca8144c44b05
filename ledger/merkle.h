/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this entry in that tree, and does the newer tree begin with the older one? Merkle trees of RFC
 * 6962 with SHA-256: roots in a stream, and the proofs of RFC 9162 2.1.3 (inclusion) and 2.1.4
 * (consistency).
 */
#ifndef LEDGER_MERKLE_H
#define LEDGER_MERKLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/list.h"

#define MERKLE_HEIGHT 41 /* of the largest tree, LIMIT_LEDGER_SIZE entries, and one */

struct hashes {
	struct sha256 *at;
	size_t count;
};

void merkle_leaf(struct sha256 *out, const void *entry, size_t length);
void merkle_node(struct sha256 *out, const struct sha256 *left, const struct sha256 *right);

/* A tree of which only the roots of its complete subtrees are kept, one at most of each height. */
struct merkle {
	int64_t size;                       /* its bits say which of `peaks` are in use */
	struct sha256 peaks[MERKLE_HEIGHT]; /* by height */
};

/* Adds one entry's hash; merkle_add_subtree() adds 2^height entries where size allows it. */
void merkle_add(struct merkle *tree, const struct sha256 *leaf);
void merkle_add_subtree(struct merkle *tree, unsigned height, const struct sha256 *root);
void merkle_root(const struct merkle *tree, struct sha256 *root);

/* Where the roots of complete subtrees come from: 2^height entries from index * 2^height on. */
struct merkle_nodes {
	void *self;
	bool (*read)(void *self, unsigned height, int64_t index, struct sha256 *out,
		     struct error *err);
};

bool merkle_prove_inclusion(struct arena *arena, const struct merkle_nodes *nodes, int64_t index,
			    int64_t size, struct hashes *proof, struct error *err);
bool merkle_included(const struct sha256 *leaf, int64_t index, int64_t size,
		     const struct hashes *proof, const struct sha256 *root);

/* 0 <= from <= to. The proof is empty where from is 0 or equals to. */
bool merkle_prove_consistency(struct arena *arena, const struct merkle_nodes *nodes, int64_t from,
			      int64_t to, struct hashes *proof, struct error *err);
bool merkle_consistent(int64_t from, const struct sha256 *from_root, int64_t to,
		       const struct sha256 *to_root, const struct hashes *proof);

#endif
