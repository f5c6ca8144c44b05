/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does base/crypto.c accept the published signatures (RFC 6979 A.2.5, RFC 8032 7.1), and nothing
 * that differs from them? Fingerprints as ssh-keygen -lf prints them.
 */
#include <openssl/err.h>
#include <pthread.h>

#include "base/crypto.h"
#include "base/encoding.h"
#include "base/text.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define P256_PREFIX "3059301306072a8648ce3d020106082a8648ce3d030107034200"
#define ED25519_PREFIX "302a300506032b6570032100"

#define X "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
#define Y "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
#define R "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
#define S "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
#define MINUS_S "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9" /* n - s */
#define R2 "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
#define S2 "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"
#define N "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
#define R_PLUS_N "01efd48b29acb6a8fe1140dd9cd45e81d65a138228fdc29816b706d96b4b125c67"
#define FIELD "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"
#define ZERO "0000000000000000000000000000000000000000000000000000000000000000"

#define ED_KEY "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define ED_R "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
#define ED_S "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
#define ED_S_PLUS_L "4c8c7872aa064e049dbb3013fbf29380d25bf5f0595bbe24655141438e7a101b"

struct bytes {
	uint8_t at[512];
	size_t length;
};

static struct bytes
unhex(const char *text)
{
	struct bytes bytes = {.length = strlen(text) / 2};

	assert_true(bytes.length <= sizeof(bytes.at));
	assert_true(hex_decode(bytes.at, bytes.length, text));
	return bytes;
}

static bool
read_spki(const char *hex, struct public_key **key, struct error *err)
{
	struct bytes spki = unhex(hex);
	/* Of its own size, so that sanitizers see a read beyond it. */
	void *copy = malloc(spki.length + 1);
	bool done;

	memcpy(copy, spki.at, spki.length);
	done = public_key_from_spki(copy, spki.length, key, err);
	free(copy);
	assert_int_equal(ERR_peek_error(), 0);
	return done;
}

static struct public_key *
p256_key(void)
{
	struct public_key *key = NULL;
	struct error err = {0};

	if (!read_spki(P256_PREFIX "04" X Y, &key, &err))
		fail_msg("%s", err.message);
	return key;
}

static struct public_key *
ed25519_key(const char *hex)
{
	struct public_key *key = NULL;
	struct error err = {0};
	struct bytes raw = unhex(hex);

	if (!public_key_from_ed25519(raw.at, &key, &err))
		fail_msg("%s", err.message);
	return key;
}

static bool
verifies(const struct public_key *key, const char *message, const void *signature, size_t length)
{
	void *copy = malloc(length + 1);
	bool verified;

	memcpy(copy, signature, length);
	verified = public_key_verify(key, message, strlen(message), copy, length);
	free(copy);
	assert_int_equal(ERR_peek_error(), 0);
	return verified;
}

static bool
verifies_hex(const struct public_key *key, const char *message, const char *hex)
{
	struct bytes signature = unhex(hex);

	return verifies(key, message, signature.at, signature.length);
}

static void
p256_published(void **state)
{
	struct public_key *key = p256_key();

	(void)state;
	assert_int_equal(public_key_algorithm(key), KEY_ECDSA_P256);
	assert_true(verifies_hex(key, "sample", "3046022100" R "022100" S));
	assert_true(verifies_hex(key, "test", "3045022100" R2 "0220" S2));
	/* The other s of the same signature is as good. */
	assert_true(verifies_hex(key, "sample", "3045022100" R "0220" MINUS_S));
	assert_false(verifies_hex(key, "test", "3046022100" R "022100" S));
	assert_false(verifies_hex(key, "sampl", "3046022100" R "022100" S));
	assert_false(verifies_hex(key, "", "3046022100" R "022100" S));
	public_key_release(&key);
	assert_null(key);
	public_key_release(&key);
}

/* The right numbers in any other bytes than their one DER form, and wrong numbers in DER. */
static void
p256_refuses_other_forms(void **state)
{
	static const char *const wrong[] = {
		"",
		"30",
		"3000",
		"3080022100" R "022100" S "0000", /* indefinite length */
		"308146022100" R "022100" S,      /* length in the long form */
		"30820046022100" R "022100" S,    /* longer still */
		"304702220000" R "022100" S,      /* r with one zero too many */
		"304702210000" R "022100" S,      /* lengths that do not add up */
		"3047022100" R "02220000" S,      /* s with one zero too many */
		"30450220" R "022100" S,          /* r is negative */
		"3045022100" R "0220" S,          /* s is negative */
		"30470281"
		"2100" R "022100" S,                /* length of r in the long form */
		"3046022100" R "022100" S "00",     /* behind */
		"3047022100" R "022100" S "00",     /* behind s, inside */
		"3049022100" R "022100" S "020100", /* a third number */
		"3048022100" R "022100" S "0500",   /* NULL */
		"3146022100" R "022100" S,          /* SET */
		"3046032100" R "022100" S,          /* BIT STRING */
		"3023022100" R,                     /* r alone */
		"022100" R "022100" S,              /* no SEQUENCE */
		R S,                                /* raw */
		"3026020100022100" S,               /* r = 0 */
		"3026022100" R "020100",            /* s = 0 */
		"3006020100020100",                 /* both */
		"3006020101020100",
		"3006020101020101", /* a well-formed wrong one */
		"30060201ff0201ff", /* -1 */
		"3024"
		"0200"
		"022000" S,                /* empty number */
		"3046022100" N "022100" S, /* r = n */
		"3046022100" R "022100" N, /* s = n */
		"3046022100" N "022100" N,
		"30460221" R_PLUS_N "022100" S, /* r + n */
		"3046022100" S "022100" R,      /* exchanged */
		"3046022100" ZERO "022100" ZERO,
	};
	struct public_key *key = p256_key();

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (verifies_hex(key, "sample", wrong[i]))
			fail_msg("verifies: %s", wrong[i]);
	public_key_release(&key);
}

static void
refuses_each_bit_and_length(const struct public_key *key, const char *message,
			    struct bytes signature)
{
	assert_true(verifies(key, message, signature.at, signature.length));
	for (size_t length = 0; length < signature.length; length++)
		assert_false(verifies(key, message, signature.at, length));
	for (size_t bit = 0; bit < 8 * signature.length; bit++) {
		signature.at[bit / 8] ^= (uint8_t)(1 << (bit % 8));
		if (verifies(key, message, signature.at, signature.length))
			fail_msg("bit %zu does not matter", bit);
		signature.at[bit / 8] ^= (uint8_t)(1 << (bit % 8));
	}
	signature.at[signature.length] = 0;
	assert_false(verifies(key, message, signature.at, signature.length + 1));
	assert_false(verifies(key, message, signature.at, sizeof(signature.at)));
}

static void
every_bit_of_a_signature_matters(void **state)
{
	struct public_key *p256 = p256_key(), *ed25519 = ed25519_key(ED_KEY);

	(void)state;
	refuses_each_bit_and_length(p256, "sample", unhex("3046022100" R "022100" S));
	refuses_each_bit_and_length(ed25519, "", unhex(ED_R ED_S));
	public_key_release(&p256);
	public_key_release(&ed25519);
}

static void
ed25519_published(void **state)
{
	struct public_key *key = ed25519_key(ED_KEY);

	(void)state;
	assert_int_equal(public_key_algorithm(key), KEY_ED25519);
	assert_true(verifies_hex(key, "", ED_R ED_S));
	assert_true(public_key_verify(key, NULL, 0, unhex(ED_R ED_S).at, 64));
	assert_false(verifies_hex(key, "a", ED_R ED_S));
	assert_false(verifies_hex(key, "", ED_R ED_S_PLUS_L)); /* s is not reduced */
	assert_false(verifies_hex(key, "", ZERO ZERO));
	public_key_release(&key);

	key = ed25519_key("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
	assert_true(
		verifies_hex(key, "\x72",
			     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
			     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
	assert_false(verifies_hex(key, "", ED_R ED_S));
	public_key_release(&key);

	key = ed25519_key("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
	assert_true(
		verifies_hex(key, "\xaf\x82",
			     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
			     "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));
	public_key_release(&key);
}

static void
keys_of_small_order_are_refused(void **state)
{
	static const char *const points[] = {
		"0100000000000000000000000000000000000000000000000000000000000000",
		"0100000000000000000000000000000000000000000000000000000000000080",
		"0000000000000000000000000000000000000000000000000000000000000000",
		"0000000000000000000000000000000000000000000000000000000000000080",
		"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
		"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
		"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
		"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
		"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
	};
	struct public_key *key = NULL;
	struct error err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(points) / sizeof(points[0]); i++) {
		struct bytes raw = unhex(points[i]);

		assert_false(public_key_from_ed25519(raw.at, &key, &err));
		assert_non_null(strstr(err.message, "small order"));
		assert_null(key);
	}
	assert_false(read_spki(ED25519_PREFIX ZERO, &key, &err));
}

static void
spki_and_raw_and_back(void **state)
{
	struct public_key *p256 = p256_key(), *ed25519 = NULL;
	struct error err = {0};
	struct buffer out = {0};
	uint8_t raw[32];

	(void)state;
	buffer_add_text(&out, "before");
	public_key_spki(p256, &out);
	assert_int_equal(out.length, 6 + 91);
	assert_memory_equal(out.bytes, "before", 6);
	assert_memory_equal(out.bytes + 6, unhex(P256_PREFIX "04" X Y).at, 91);
	public_key_release(&p256);

	assert_true(read_spki(ED25519_PREFIX ED_KEY, &ed25519, &err));
	public_key_ed25519(ed25519, raw);
	assert_memory_equal(raw, unhex(ED_KEY).at, 32);
	assert_true(verifies_hex(ed25519, "", ED_R ED_S));
	buffer_clear(&out);
	public_key_spki(ed25519, &out);
	assert_int_equal(out.length, 44);
	assert_memory_equal(out.bytes, unhex(ED25519_PREFIX ED_KEY).at, 44);
	public_key_release(&ed25519);
	buffer_release(&out);
}

static void
other_keys_are_refused_by_name(void **state)
{
	static const struct {
		const char *spki, *says;
	} wrong[] = {
		{"", "0 bytes"},
		{"30", "something else"},
		{P256_PREFIX, "P-256 key in another encoding"},
		{P256_PREFIX "04" X, "P-256 key in another encoding"},
		{P256_PREFIX "04" X Y "00", "P-256 key in another encoding"},
		{"3039301306072a8648ce3d020106082a8648ce3d03010703220003" X, "another encoding"},
		{P256_PREFIX "05" X Y, "not an uncompressed point"},
		{P256_PREFIX "00" X Y, "not an uncompressed point"},
		{P256_PREFIX "07" X Y, "not an uncompressed point"},    /* hybrid */
		{P256_PREFIX "04" Y X, "reading the P-256 public key"}, /* off the curve */
		{P256_PREFIX "04" X X, "reading the P-256 public key"},
		{P256_PREFIX "04" ZERO ZERO, "reading the P-256 public key"},
		{P256_PREFIX "04" FIELD Y, "reading the P-256 public key"},
		/* The point with x = 5, its x written as p + 5. */
		{P256_PREFIX "04ffffffff00000001000000000000000000000001000000000000000000000004"
			     "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc",
		 "reading the P-256 public key"},
		{ED25519_PREFIX, "Ed25519 key in another encoding"},
		{ED25519_PREFIX ED_KEY "00", "Ed25519 key in another encoding"},
		{"302a300506032b656e032100" ED_KEY, "X25519"},
		{"3043300506032b6571033a00" ED_KEY, "Ed448"},
		{"30820122300d06092a864886f70d01010105000382010f00", "RSA key"},
		{"3076301006072a8648ce3d020106052b8104002203620004", "P-384"},
		{"3056301006072a8648ce3d020106052b8104000a03420004" X Y, "secp256k1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct public_key *key = NULL;
		struct error err = {0};

		assert_false(read_spki(wrong[i].spki, &key, &err));
		assert_null(key);
		assert_int_equal(err.code, ERROR_FORMAT);
		if (!strstr(err.message, wrong[i].says))
			fail_msg("'%s' does not say '%s'", err.message, wrong[i].says);
	}
	{
		struct public_key *key = NULL;
		struct error err = {0};

		assert_true(read_spki(
			P256_PREFIX
			"040000000000000000000000000000000000000000000000000000000000000005"
			"459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc",
			&key, &err));
		public_key_release(&key);
	}
}

static void
any_broken_byte_is_survived(void **state)
{
	struct bytes spki = unhex(P256_PREFIX "04" X Y);

	(void)state;
	for (size_t bit = 0; bit < 8 * spki.length; bit++) {
		struct public_key *key = NULL;
		struct error err = {0};

		spki.at[bit / 8] ^= (uint8_t)(1 << (bit % 8));
		assert_false(public_key_from_spki(spki.at, spki.length, &key, &err));
		spki.at[bit / 8] ^= (uint8_t)(1 << (bit % 8));
	}
}

static void
fingerprints_equal_ssh_keygen(void **state)
{
	struct public_key *p256 = p256_key(), *ed25519 = ed25519_key(ED_KEY);
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_string_equal(public_key_fingerprint(&arena, p256),
			    "SHA256:hfuNWmjIYvsBGZ6dpCLTTAEa5LxbZABRHHVoynAxFlo");
	assert_string_equal(public_key_fingerprint(&arena, ed25519),
			    "SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8");
	arena_release(&arena);
	public_key_release(&p256);
	public_key_release(&ed25519);
}

struct often {
	const struct public_key *key;
	int wrong;
};

static void *
verify_often(void *self)
{
	struct often *often = self;
	struct bytes good = unhex("3046022100" R "022100" S);

	for (int i = 0; i < 100; i++) {
		often->wrong += !public_key_verify(often->key, "sample", 6, good.at, good.length);
		often->wrong += public_key_verify(often->key, "simple", 6, good.at, good.length);
		often->wrong += public_key_verify(often->key, "sample", 6, good.at, 5);
	}
	return NULL;
}

/* More threads than verifiers are kept, and each is used again after a bad signature. */
static void
a_key_serves_many_threads(void **state)
{
	struct public_key *key = p256_key();
	struct often each[10];
	pthread_t threads[10];

	(void)state;
	for (int i = 0; i < 10; i++) {
		each[i] = (struct often){.key = key};
		assert_int_equal(pthread_create(&threads[i], NULL, verify_often, &each[i]), 0);
	}
	for (int i = 0; i < 10; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal(each[i].wrong, 0);
	}
	assert_true(verifies_hex(key, "sample", "3046022100" R "022100" S));
	public_key_release(&key);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(p256_published),
		cmocka_unit_test(p256_refuses_other_forms),
		cmocka_unit_test(every_bit_of_a_signature_matters),
		cmocka_unit_test(ed25519_published),
		cmocka_unit_test(keys_of_small_order_are_refused),
		cmocka_unit_test(spki_and_raw_and_back),
		cmocka_unit_test(other_keys_are_refused_by_name),
		cmocka_unit_test(any_broken_byte_is_survived),
		cmocka_unit_test(fingerprints_equal_ssh_keygen),
		cmocka_unit_test(a_key_serves_many_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
