/* SPDX-License-Identifier: Apache-2.0 */
/* Does base/hash.c compute SHA-256 (FIPS 180-4 examples), also in pieces and in many threads? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>

#include "base/encoding.h"
#include "base/hash.h"
#include "base/text.h"

#define OF_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define OF_MILLION "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
#define TWO_BLOCKS "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
#define OF_TWO_BLOCKS "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"

static void
assert_digest(const struct sha256 *digest, const char *expected)
{
	char text[65];

	sha256_format(text, digest);
	assert_string_equal(text, expected);
}

static void
published_examples(void **state)
{
	struct sha256 digest;

	(void)state;
	sha256(&digest, "abc", 3);
	assert_digest(&digest, OF_ABC);
	sha256(&digest, TWO_BLOCKS, strlen(TWO_BLOCKS));
	assert_digest(&digest, OF_TWO_BLOCKS);
	sha256(&digest, "", 0);
	assert_digest(&digest, OF_NOTHING);
	sha256(&digest, NULL, 0);
	assert_digest(&digest, OF_NOTHING);
	sha256(&digest, "\xbd", 1);
	assert_digest(&digest, "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b");
	sha256(&digest, "\xc9\x8c\x8e\x55", 4);
	assert_digest(&digest, "7abc22c0ae5af26ce93dbb94433a0e0b2e119d014f8e7f65bd56c61ccccd9504");
}

/* FIPS 180-2, appendix A. */
static void
old_examples(void **state)
{
	struct sha1 digest;
	char text[41];

	(void)state;
	sha1(&digest, "abc", 3);
	hex_encode(text, digest.bytes, sizeof(digest.bytes));
	assert_string_equal(text, "a9993e364706816aba3e25717850c26c9cd0d89d");
	sha1(&digest, NULL, 0);
	hex_encode(text, digest.bytes, sizeof(digest.bytes));
	assert_string_equal(text, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

static void
pieces_equal_the_whole(void **state)
{
	struct sha256 digest;
	char a[1000];
	struct hasher *hasher = hasher_new();

	(void)state;
	memset(a, 'a', sizeof(a));
	for (int i = 0; i < 1000; i++)
		hasher_add(hasher, a, sizeof(a));
	hasher_finish(hasher, &digest);
	assert_digest(&digest, OF_MILLION);
	hasher_add(hasher, "a", 1);
	hasher_add(hasher, NULL, 0);
	hasher_add(hasher, "bc", 2);
	hasher_finish(hasher, &digest);
	assert_digest(&digest, OF_ABC);
	hasher_finish(hasher, &digest);
	assert_digest(&digest, OF_NOTHING);
	hasher_release(&hasher);
	assert_null(hasher);
	hasher_release(&hasher);
}

static void
two_spans_are_one(void **state)
{
	struct sha256 digest;

	(void)state;
	sha256_of_two(&digest, "a", 1, "bc", 2);
	assert_digest(&digest, OF_ABC);
	sha256_of_two(&digest, NULL, 0, "abc", 3);
	assert_digest(&digest, OF_ABC);
	sha256_of_two(&digest, "abc", 3, NULL, 0);
	assert_digest(&digest, OF_ABC);
}

static void
text_and_back(void **state)
{
	struct arena arena;
	struct sha256 digest, parsed;

	(void)state;
	arena_init(&arena);
	assert_string_equal(sha256_hex(&arena, "abc", 3), OF_ABC);
	sha256(&digest, "abc", 3);
	memset(&parsed, 0, sizeof(parsed));
	assert_true(sha256_parse(OF_ABC, &parsed));
	assert_true(sha256_equal(&digest, &parsed));
	for (int bit = 0; bit < 256; bit++) {
		struct sha256 other = digest;

		other.bytes[bit / 8] ^= (uint8_t)(1 << (bit % 8));
		assert_false(sha256_equal(&digest, &other));
	}
	arena_release(&arena);
}

static void
refuses_other_text(void **state)
{
	static const char *const wrong[] = {
		"",
		"ba78",
		OF_ABC "0",
		OF_ABC " ",
		" " OF_ABC,
		"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
		"ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015",
	};
	struct sha256 digest;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		memset(&digest, 0x5a, sizeof(digest));
		assert_false(sha256_parse(wrong[i], &digest));
		assert_int_equal(digest.bytes[0], 0x5a);
		assert_int_equal(digest.bytes[31], 0x5a);
	}
}

static void *
hash_often(void *wrong)
{
	struct sha256 expected, digest;

	sha256_parse(OF_ABC, &expected);
	for (int i = 0; i < 1000; i++) {
		sha256(&digest, "abc", 3);
		if (!sha256_equal(&digest, &expected))
			*(int *)wrong = 1;
	}
	return NULL;
}

/* Runs first: the threads race for the first use. */
static void
first_use_in_threads(void **state)
{
	pthread_t threads[8];
	int wrong[8] = {0};

	(void)state;
	for (int i = 0; i < 8; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, hash_often, &wrong[i]), 0);
	for (int i = 0; i < 8; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal(wrong[i], 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_use_in_threads),   cmocka_unit_test(published_examples),
		cmocka_unit_test(pieces_equal_the_whole), cmocka_unit_test(two_spans_are_one),
		cmocka_unit_test(old_examples),           cmocka_unit_test(text_and_back),
		cmocka_unit_test(refuses_other_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
