/* SPDX-License-Identifier: Apache-2.0 */
/* Is this entry in that tree, and does the newer tree begin with the older one? See merkle.h. */
#include "ledger/merkle.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"

void
merkle_leaf(struct sha256 *out, const void *entry, size_t length)
{
	sha256_of_two(out, "\0", 1, entry, length);
}

void
merkle_node(struct sha256 *out, const struct sha256 *left, const struct sha256 *right)
{
	uint8_t bytes[1 + 2 * sizeof(left->bytes)] = {1};

	memcpy(bytes + 1, left->bytes, sizeof(left->bytes));
	memcpy(bytes + 1 + sizeof(left->bytes), right->bytes, sizeof(right->bytes));
	sha256(out, bytes, sizeof(bytes));
}

void
merkle_add_subtree(struct merkle *tree, unsigned height, const struct sha256 *root)
{
	struct sha256 node = *root;
	unsigned at = height;

	assert(height < MERKLE_HEIGHT && tree->size < LIMIT_LEDGER_SIZE);
	assert((tree->size & ((INT64_C(1) << height) - 1)) == 0);
	for (; (tree->size >> at) & 1; at++)
		merkle_node(&node, &tree->peaks[at], &node);
	tree->peaks[at] = node;
	tree->size += INT64_C(1) << height;
}

void
merkle_add(struct merkle *tree, const struct sha256 *leaf)
{
	merkle_add_subtree(tree, 0, leaf);
}

void
merkle_root(const struct merkle *tree, struct sha256 *root)
{
	bool any = false;

	if (tree->size == 0)
		sha256(root, "", 0);
	for (unsigned height = 0; height < MERKLE_HEIGHT; height++) {
		if (!((tree->size >> height) & 1))
			continue;
		if (any)
			merkle_node(root, &tree->peaks[height], root);
		else
			*root = tree->peaks[height];
		any = true;
	}
}

/* The largest power of two below `count`, which is at least 2. */
static int64_t
split_of(int64_t count)
{
	int64_t split = 1;

	while (split * 2 < count)
		split *= 2;
	return split;
}

static unsigned
height_of(int64_t power)
{
	unsigned height = 0;

	while (INT64_C(1) << height < power)
		height++;
	return height;
}

/* The root of the entries [begin, end); begin is a multiple of the power of two that covers them.
 */
static bool
range_root(const struct merkle_nodes *nodes, int64_t begin, int64_t end, struct sha256 *out,
	   struct error *err)
{
	int64_t count = end - begin;
	struct sha256 left, right;

	if ((count & (count - 1)) == 0) {
		unsigned height = height_of(count);

		return nodes->read(nodes->self, height, begin >> height, out, err);
	}
	if (!range_root(nodes, begin, begin + split_of(count), &left, err) ||
	    !range_root(nodes, begin + split_of(count), end, &right, err))
		return false;
	merkle_node(out, &left, &right);
	return true;
}

static bool
add_range(struct arena *arena, const struct merkle_nodes *nodes, int64_t begin, int64_t end,
	  struct hashes *proof, struct error *err)
{
	struct sha256 root;

	if (!range_root(nodes, begin, end, &root, err))
		return false;
	*LIST_ADD(arena, proof) = root;
	return true;
}

/* Proofs are found from the root down and told from the leaf up. */
static void
hashes_reverse(struct hashes *hashes)
{
	for (size_t i = 0; i < hashes->count / 2; i++) {
		struct sha256 kept = hashes->at[i];

		hashes->at[i] = hashes->at[hashes->count - 1 - i];
		hashes->at[hashes->count - 1 - i] = kept;
	}
}

bool
merkle_prove_inclusion(struct arena *arena, const struct merkle_nodes *nodes, int64_t index,
		       int64_t size, struct hashes *proof, struct error *err)
{
	struct hashes path = {0};
	int64_t begin = 0, end = size;

	if (index < 0 || index >= size)
		return fail(err, ERROR_ABSENT, "the log has no entry %lld", (long long)index);
	while (end - begin > 1) {
		int64_t middle = begin + split_of(end - begin);
		bool left = index < middle;

		if (!add_range(arena, nodes, left ? middle : begin, left ? end : middle, &path,
			       err))
			return false;
		if (left)
			end = middle;
		else
			begin = middle;
	}
	hashes_reverse(&path);
	*proof = path;
	return true;
}

bool
merkle_prove_consistency(struct arena *arena, const struct merkle_nodes *nodes, int64_t from,
			 int64_t to, struct hashes *proof, struct error *err)
{
	struct hashes path = {0};
	int64_t begin = 0, end = to;

	if (from < 0 || from > to)
		return fail(err, ERROR_ABSENT, "a log of %lld entries cannot begin with %lld",
			    (long long)to, (long long)from);
	while (from > 0 && from < end) {
		int64_t middle = begin + split_of(end - begin);
		bool left = from <= middle;

		if (!add_range(arena, nodes, left ? middle : begin, left ? end : middle, &path,
			       err))
			return false;
		if (left)
			end = middle;
		else
			begin = middle;
	}
	/* The older tree's own root needs no telling if it is a subtree that begins at 0. */
	if (begin > 0 && !add_range(arena, nodes, begin, end, &path, err))
		return false;
	hashes_reverse(&path);
	*proof = path;
	return true;
}

/* Where a path stands: node `first` of the level, whose last node is `last`. */
struct climb {
	int64_t first, last;
};

/* One level up, and past the levels where our node has no sibling. True: the sibling is on the
 * left. */
static bool
climb_by_one(struct climb *climb)
{
	bool left = (climb->first & 1) || climb->first == climb->last;

	if (left)
		while (!(climb->first & 1) && climb->first != 0) {
			climb->first >>= 1;
			climb->last >>= 1;
		}
	climb->first >>= 1;
	climb->last >>= 1;
	return left;
}

bool
merkle_included(const struct sha256 *leaf, int64_t index, int64_t size, const struct hashes *proof,
		const struct sha256 *root)
{
	struct climb climb = {index, size - 1};
	struct sha256 node = *leaf;

	if (index < 0 || index >= size)
		return false;
	for (size_t i = 0; i < proof->count; i++) {
		if (climb.last == 0)
			return false;
		if (climb_by_one(&climb))
			merkle_node(&node, &proof->at[i], &node);
		else
			merkle_node(&node, &node, &proof->at[i]);
	}
	return climb.last == 0 && sha256_equal(&node, root);
}

static bool
is_empty_root(const struct sha256 *root)
{
	struct sha256 empty;

	sha256(&empty, "", 0);
	return sha256_equal(&empty, root);
}

/* 0 < from < to */
static bool
consistent_proof(int64_t from, const struct sha256 *from_root, int64_t to,
		 const struct sha256 *to_root, const struct hashes *proof)
{
	struct climb climb = {from - 1, to - 1};
	bool own = (from & (from - 1)) == 0; /* the older root is itself the first of the path */
	struct sha256 older, newer;

	if (proof->count == 0)
		return false;
	older = newer = own ? *from_root : proof->at[0];
	while (climb.first & 1) {
		climb.first >>= 1;
		climb.last >>= 1;
	}
	for (size_t i = own ? 0 : 1; i < proof->count; i++) {
		if (climb.last == 0)
			return false;
		if (climb_by_one(&climb)) {
			merkle_node(&older, &proof->at[i], &older);
			merkle_node(&newer, &proof->at[i], &newer);
		} else {
			merkle_node(&newer, &newer, &proof->at[i]);
		}
	}
	return climb.last == 0 && sha256_equal(&older, from_root) && sha256_equal(&newer, to_root);
}

bool
merkle_consistent(int64_t from, const struct sha256 *from_root, int64_t to,
		  const struct sha256 *to_root, const struct hashes *proof)
{
	if (from < 0 || from > to)
		return false;
	if (from == 0)
		return proof->count == 0 && is_empty_root(from_root);
	if (from == to)
		return proof->count == 0 && sha256_equal(from_root, to_root);
	return consistent_proof(from, from_root, to, to_root, proof);
}
