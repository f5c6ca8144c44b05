/* SPDX-License-Identifier: Apache-2.0 */
/* Roots and proofs against known trees, and against the definition of RFC 9162 2.1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/encoding.h"
#include "ledger/merkle.h"

enum { LARGEST = 70 };

static struct sha256 leaves[LARGEST];

/* The tree of the RFC 6962 reference implementation. */
static const char *const known_leaves[] = {"",
					   "00",
					   "10",
					   "2021",
					   "3031",
					   "40414243",
					   "5051525354555657",
					   "606162636465666768696a6b6c6d6e6f"};
static const char *const known_roots[] = {
	"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
	"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
	"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
	"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
	"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
	"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
	"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

/* MTH of RFC 9162 2.1.1, word for word. */
static void
naive_root(size_t begin, size_t end, struct sha256 *out)
{
	struct sha256 left, right;
	size_t split = 1;

	if (end == begin) {
		sha256(out, "", 0);
		return;
	}
	if (end - begin == 1) {
		*out = leaves[begin];
		return;
	}
	while (split * 2 < end - begin)
		split *= 2;
	naive_root(begin, begin + split, &left);
	naive_root(begin + split, end, &right);
	merkle_node(out, &left, &right);
}

static bool
read_node(void *self, unsigned height, int64_t index, struct sha256 *out, struct error *err)
{
	(void)self;
	(void)err;
	assert_true((index + 1) << height <= LARGEST);
	naive_root((size_t)index << height, (size_t)(index + 1) << height, out);
	return true;
}

static const struct merkle_nodes nodes = {NULL, read_node};

static int
set_up(void **state)
{
	(void)state;
	for (int i = 0; i < LARGEST; i++)
		merkle_leaf(&leaves[i], &i, sizeof(i));
	return 0;
}

static void
the_known_tree_has_its_roots(void **unused)
{
	struct merkle tree = {0};
	struct sha256 root;
	char hex[65];

	(void)unused;
	merkle_root(&tree, &root);
	sha256_format(hex, &root);
	assert_string_equal(hex,
			    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	for (size_t i = 0; i < 8; i++) {
		uint8_t entry[16];
		size_t length = strlen(known_leaves[i]) / 2;
		struct sha256 leaf;

		assert_true(hex_decode(entry, length, known_leaves[i]));
		merkle_leaf(&leaf, entry, length);
		merkle_add(&tree, &leaf);
		merkle_root(&tree, &root);
		sha256_format(hex, &root);
		assert_string_equal(hex, known_roots[i]);
	}
}

static void
roots_are_as_defined(void **unused)
{
	struct merkle tree = {0};
	struct sha256 root, expected;

	(void)unused;
	for (size_t size = 0; size <= LARGEST; size++) {
		merkle_root(&tree, &root);
		naive_root(0, size, &expected);
		assert_true(sha256_equal(&root, &expected));
		if (size < LARGEST)
			merkle_add(&tree, &leaves[size]);
	}
}

static void
subtrees_can_be_added_whole(void **unused)
{
	struct merkle tree = {0};
	struct sha256 root, expected;

	(void)unused;
	naive_root(0, 32, &root);
	merkle_add_subtree(&tree, 5, &root);
	naive_root(32, 40, &root);
	merkle_add_subtree(&tree, 3, &root);
	merkle_add(&tree, &leaves[40]);
	assert_int_equal(tree.size, 41);
	merkle_root(&tree, &root);
	naive_root(0, 41, &expected);
	assert_true(sha256_equal(&root, &expected));
}

static void
every_inclusion_is_proved_and_no_other(void **unused)
{
	struct arena arena;
	struct error err;

	(void)unused;
	arena_init(&arena);
	for (int64_t size = 1; size <= LARGEST; size++) {
		struct sha256 root;

		naive_root(0, (size_t)size, &root);
		for (int64_t index = 0; index < size; index++) {
			struct hashes proof;

			assert_true(
				merkle_prove_inclusion(&arena, &nodes, index, size, &proof, &err));
			assert_true(merkle_included(&leaves[index], index, size, &proof, &root));
			if (size > 1)
				assert_false(merkle_included(&leaves[index], (index + 1) % size,
							     size, &proof, &root));
			assert_false(merkle_included(&leaves[(index + 1) % LARGEST], index, size,
						     &proof, &root));
			assert_false(merkle_included(&leaves[index], index, size, &proof,
						     &leaves[index == 0]));
			for (size_t i = 0; i < proof.count; i++) {
				proof.at[i].bytes[7] ^= 1;
				assert_false(merkle_included(&leaves[index], index, size, &proof,
							     &root));
				proof.at[i].bytes[7] ^= 1;
			}
			*LIST_ADD(&arena, &proof) = root;
			assert_false(merkle_included(&leaves[index], index, size, &proof, &root));
			proof.count -= 2;
			if (size > 1)
				assert_false(merkle_included(&leaves[index], index, size, &proof,
							     &root));
			arena_release(&arena);
		}
	}
}

static void
indexes_outside_of_the_tree_are_refused(void **unused)
{
	struct arena arena;
	struct hashes proof = {0};
	struct error err;

	(void)unused;
	arena_init(&arena);
	assert_false(merkle_prove_inclusion(&arena, &nodes, 5, 5, &proof, &err));
	assert_false(merkle_prove_inclusion(&arena, &nodes, -1, 5, &proof, &err));
	assert_false(merkle_prove_inclusion(&arena, &nodes, 0, 0, &proof, &err));
	assert_false(merkle_prove_consistency(&arena, &nodes, 6, 5, &proof, &err));
	assert_false(merkle_prove_consistency(&arena, &nodes, -1, 5, &proof, &err));
	assert_false(merkle_included(&leaves[0], 0, 0, &proof, &leaves[0]));
	assert_false(merkle_included(&leaves[0], -1, 1, &proof, &leaves[0]));
	assert_false(merkle_included(&leaves[0], 1, 1, &proof, &leaves[0]));
	assert_true(merkle_included(&leaves[0], 0, 1, &proof, &leaves[0]));
	assert_false(merkle_consistent(2, &leaves[0], 1, &leaves[0], &proof));
	assert_false(merkle_consistent(-1, &leaves[0], 1, &leaves[0], &proof));
	arena_release(&arena);
}

static void
every_consistency_is_proved_and_no_other(void **unused)
{
	struct arena arena;
	struct error err;

	(void)unused;
	arena_init(&arena);
	for (int64_t to = 0; to <= LARGEST; to++)
		for (int64_t from = 0; from <= to; from++) {
			struct sha256 older, newer, other;
			struct hashes proof;

			naive_root(0, (size_t)from, &older);
			naive_root(0, (size_t)to, &newer);
			assert_true(
				merkle_prove_consistency(&arena, &nodes, from, to, &proof, &err));
			assert_true(merkle_consistent(from, &older, to, &newer, &proof));
			other = older;
			other.bytes[31] ^= 1;
			assert_false(merkle_consistent(from, &other, to, &newer, &proof));
			other = newer;
			other.bytes[0] ^= 1;
			if (from > 0)
				assert_false(merkle_consistent(from, &older, to, &other, &proof));
			for (size_t i = 0; i < proof.count; i++) {
				proof.at[i].bytes[0] ^= 0x80;
				assert_false(merkle_consistent(from, &older, to, &newer, &proof));
				proof.at[i].bytes[0] ^= 0x80;
			}
			*LIST_ADD(&arena, &proof) = newer;
			assert_false(merkle_consistent(from, &older, to, &newer, &proof));
			if (proof.count > 1) {
				proof.count -= 2;
				assert_false(merkle_consistent(from, &older, to, &newer, &proof));
			}
			arena_release(&arena);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_known_tree_has_its_roots),
		cmocka_unit_test(roots_are_as_defined),
		cmocka_unit_test(subtrees_can_be_added_whole),
		cmocka_unit_test(every_inclusion_is_proved_and_no_other),
		cmocka_unit_test(indexes_outside_of_the_tree_are_refused),
		cmocka_unit_test(every_consistency_is_proved_and_no_other),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
