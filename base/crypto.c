/* SPDX-License-Identifier: Apache-2.0 */
/* Did the holder of this key sign these bytes? See crypto.h. */
#include "base/crypto.h"

#include <assert.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"
#include "base/hash.h"

enum { POINT_BYTES = 65, RAW_BYTES = 32, SPKI_MAX = 91 };

#define FINGERPRINT_PREFIX "SHA256:"
#define FINGERPRINT_DIGITS 43 /* without the padding */

/* Verifiers that nobody uses at the moment, each with its key: making one costs a lookup in a table
 * that threads share. */
struct spares {
	_Atomic(EVP_PKEY_CTX *) at[4];
};

#define SPARES (sizeof(((struct spares *)NULL)->at) / sizeof(((struct spares *)NULL)->at[0]))

struct public_key {
	enum key_algorithm algorithm;
	EVP_PKEY *key;
	struct spares *spares;
	size_t spki_length;
	uint8_t spki[SPKI_MAX];
	char fingerprint[sizeof(FINGERPRINT_PREFIX) - 1 + FINGERPRINT_DIGITS + 1];
};

/*
 * Everything of a SubjectPublicKeyInfo up to the key itself (RFC 5480: named curve, uncompressed
 * point; RFC 8410). Comparing it whole gives each key exactly one encoding.
 */
static const uint8_t p256_prefix[] = {
	0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
	0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
};
static const uint8_t ed25519_prefix[] = {
	0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
};

static const struct {
	const char *object; /* identifier, DER contents */
	size_t length;
	const char *name;
} refused[] = {
	{"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", 9, "an RSA key"},
	{"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a", 9, "an RSA-PSS key"},
	{"\x2b\x81\x04\x00\x22", 5, "a key on the curve P-384"},
	{"\x2b\x81\x04\x00\x23", 5, "a key on the curve P-521"},
	{"\x2b\x81\x04\x00\x0a", 5, "a key on the curve secp256k1"},
	{"\x2b\x65\x6e", 3, "an X25519 key, which cannot sign"},
	{"\x2b\x65\x71", 3, "an Ed448 key"},
	{"\x2a\x86\x48\xce\x3d\x03\x01\x07", 8, "a P-256 key in another encoding"},
	{"\x2b\x65\x70", 3, "an Ed25519 key in another encoding"},
};

/*
 * The y coordinates of the eight points of small order, without the sign of x, and the two of them
 * that have a second encoding. Under such a key anybody can sign anything.
 */
static const uint8_t small_order[][RAW_BYTES] = {
	{0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00},
	{0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00},
	{0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
	{0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
	 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
	 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
	{0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
	 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
	 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
	{0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
	{0xee, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
};

static const char *
key_kind(const uint8_t *bytes, size_t length)
{
	size_t head = length < 40 ? length : 40;

	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		for (size_t at = 0; at + refused[i].length <= head; at++)
			if (memcmp(bytes + at, refused[i].object, refused[i].length) == 0)
				return refused[i].name;
	return "something else";
}

static bool
fail_with_reason(struct error *err, const char *message)
{
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());

	fail(err, ERROR_FORMAT, "%s: %s", message, reason ? reason : "not a valid key");
	ERR_clear_error();
	return false;
}

/* RFC 4251 5: a length of four bytes, big-endian, and the bytes. */
static void
add_wire(struct buffer *out, const void *bytes, size_t length)
{
	const uint8_t size[4] = {0, 0, 0, (uint8_t)length};

	assert(length < 256);
	buffer_add(out, size, sizeof(size));
	buffer_add(out, bytes, length);
}

/* RFC 5656 3.1, RFC 8709 4. */
static void
wire_form(const struct public_key *key, struct buffer *out)
{
	if (key->algorithm == KEY_ED25519) {
		add_wire(out, "ssh-ed25519", 11);
		add_wire(out, key->spki + sizeof(ed25519_prefix), RAW_BYTES);
	} else {
		add_wire(out, "ecdsa-sha2-nistp256", 19);
		add_wire(out, "nistp256", 8);
		add_wire(out, key->spki + sizeof(p256_prefix), POINT_BYTES);
	}
}

static void
fill_fingerprint(struct public_key *key)
{
	RELEASED_BY(buffer_release) struct buffer wire = {0};
	RELEASED_BY(buffer_release) struct buffer text = {0};
	struct sha256 digest;

	wire_form(key, &wire);
	sha256(&digest, wire.bytes, wire.length);
	buffer_add_text(&text, FINGERPRINT_PREFIX);
	base64_encode(&text, digest.bytes, sizeof(digest.bytes));
	memcpy(key->fingerprint, text.bytes, sizeof(key->fingerprint) - 1);
}

static struct public_key *
public_key_new(enum key_algorithm algorithm, EVP_PKEY *pkey, const uint8_t *prefix,
	       size_t prefix_length, const uint8_t *raw, size_t raw_length)
{
	struct public_key *key = calloc(1, sizeof(*key));

	if (!key)
		abort();
	key->spares = calloc(1, sizeof(*key->spares));
	if (!key->spares)
		abort();
	key->algorithm = algorithm;
	key->key = pkey;
	memcpy(key->spki, prefix, prefix_length);
	memcpy(key->spki + prefix_length, raw, raw_length);
	key->spki_length = prefix_length + raw_length;
	fill_fingerprint(key);
	return key;
}

static EVP_PKEY *
p256_key(const uint8_t *point)
{
	char curve[] = "prime256v1";
	uint8_t copy[POINT_BYTES];
	EVP_PKEY *pkey = NULL;
	EVP_PKEY_CTX *maker;
	OSSL_PARAM params[3];

	memcpy(copy, point, sizeof(copy));
	params[0] = OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve, 0);
	params[1] = OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, copy, sizeof(copy));
	params[2] = OSSL_PARAM_construct_end();
	maker = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	if (!maker)
		return NULL;
	if (EVP_PKEY_fromdata_init(maker) != 1 ||
	    EVP_PKEY_fromdata(maker, &pkey, EVP_PKEY_PUBLIC_KEY, params) != 1)
		pkey = NULL;
	EVP_PKEY_CTX_free(maker);
	return pkey;
}

/* `point` is 0x04, x, y; OpenSSL refuses coordinates that are too large or off the curve. */
static bool
public_key_from_point(const uint8_t *point, struct public_key **key, struct error *err)
{
	EVP_PKEY *pkey;

	if (point[0] != 0x04)
		return fail(err, ERROR_FORMAT,
			    "the public key is not an uncompressed point of the curve P-256");
	OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
	pkey = p256_key(point);
	if (!pkey)
		return fail_with_reason(err, "reading the P-256 public key");
	*key = public_key_new(KEY_ECDSA_P256, pkey, p256_prefix, sizeof(p256_prefix), point,
			      POINT_BYTES);
	return true;
}

static bool
is_small_order(const uint8_t raw[RAW_BYTES])
{
	uint8_t y[RAW_BYTES];

	memcpy(y, raw, sizeof(y));
	y[RAW_BYTES - 1] &= 0x7f;
	for (size_t i = 0; i < sizeof(small_order) / sizeof(small_order[0]); i++)
		if (memcmp(y, small_order[i], sizeof(y)) == 0)
			return true;
	return false;
}

bool
public_key_from_ed25519(const uint8_t raw[32], struct public_key **key, struct error *err)
{
	EVP_PKEY *pkey;

	if (is_small_order(raw))
		return fail(err, ERROR_FORMAT,
			    "the Ed25519 public key is a point of small order, for which anybody "
			    "can make signatures");
	OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
	pkey = EVP_PKEY_new_raw_public_key_ex(NULL, "ED25519", NULL, raw, RAW_BYTES);
	if (!pkey)
		return fail_with_reason(err, "reading the Ed25519 public key");
	*key = public_key_new(KEY_ED25519, pkey, ed25519_prefix, sizeof(ed25519_prefix), raw,
			      RAW_BYTES);
	return true;
}

bool
public_key_from_spki(const void *bytes, size_t length, struct public_key **key, struct error *err)
{
	const uint8_t *der = bytes;

	if (length == sizeof(p256_prefix) + POINT_BYTES &&
	    memcmp(der, p256_prefix, sizeof(p256_prefix)) == 0)
		return public_key_from_point(der + sizeof(p256_prefix), key, err);
	if (length == sizeof(ed25519_prefix) + RAW_BYTES &&
	    memcmp(der, ed25519_prefix, sizeof(ed25519_prefix)) == 0)
		return public_key_from_ed25519(der + sizeof(ed25519_prefix), key, err);
	return fail(err, ERROR_FORMAT,
		    "the public key (%zu bytes) is %s; changegate takes ECDSA P-256 and Ed25519 "
		    "keys as a DER SubjectPublicKeyInfo",
		    length, key_kind(der, length));
}

void
public_key_free(struct public_key *key)
{
	if (!key)
		return;
	for (size_t i = 0; i < SPARES; i++)
		EVP_PKEY_CTX_free(atomic_load(&key->spares->at[i]));
	free(key->spares);
	EVP_PKEY_free(key->key);
	free(key);
}

void
public_key_release(struct public_key **key)
{
	public_key_free(*key);
	*key = NULL;
}

enum key_algorithm
public_key_algorithm(const struct public_key *key)
{
	return key->algorithm;
}

void
public_key_spki(const struct public_key *key, struct buffer *out)
{
	buffer_add(out, key->spki, key->spki_length);
}

void
public_key_ed25519(const struct public_key *key, uint8_t raw[32])
{
	assert(key->algorithm == KEY_ED25519);
	memcpy(raw, key->spki + sizeof(ed25519_prefix), RAW_BYTES);
}

char *
public_key_fingerprint(struct arena *arena, const struct public_key *key)
{
	return arena_text(arena, key->fingerprint);
}

bool
public_key_has_fingerprint(const struct public_key *key, const char *fingerprint)
{
	return strcmp(key->fingerprint, fingerprint) == 0;
}

static EVP_PKEY_CTX *
take_verifier(const struct public_key *key)
{
	EVP_PKEY_CTX *verifier = NULL;

	for (size_t i = 0; !verifier && i < SPARES; i++)
		verifier = atomic_exchange(&key->spares->at[i], NULL);
	if (verifier)
		return verifier;
	verifier = EVP_PKEY_CTX_new_from_pkey(NULL, key->key, NULL);
	if (verifier && EVP_PKEY_verify_init(verifier) == 1)
		return verifier;
	EVP_PKEY_CTX_free(verifier);
	return NULL;
}

static void
give_back(const struct public_key *key, EVP_PKEY_CTX *verifier)
{
	for (size_t i = 0; verifier && i < SPARES; i++)
		verifier = atomic_exchange(&key->spares->at[i], verifier);
	EVP_PKEY_CTX_free(verifier);
}

/*
 * OpenSSL encodes the signature again and compares, so that BER, padding and trailing bytes are
 * refused, and checks 0 < r, s < n (tests/unit/base/crypto.c holds it to that).
 */
static bool
verify_p256(const struct public_key *key, const void *message, size_t message_length,
	    const void *signature, size_t signature_length)
{
	EVP_PKEY_CTX *verifier = take_verifier(key);
	struct sha256 digest;
	bool verified;

	sha256(&digest, message, message_length);
	verified = verifier && EVP_PKEY_verify(verifier, signature, signature_length, digest.bytes,
					       sizeof(digest.bytes)) == 1;
	give_back(key, verifier);
	return verified;
}

static bool
verify_ed25519(EVP_PKEY *pkey, const void *message, size_t message_length, const void *signature,
	       size_t signature_length)
{
	EVP_MD_CTX *verifier = EVP_MD_CTX_new();
	bool verified;

	verified = verifier &&
		   EVP_DigestVerifyInit_ex(verifier, NULL, NULL, NULL, NULL, pkey, NULL) == 1 &&
		   EVP_DigestVerify(verifier, signature, signature_length, message,
				    message_length) == 1;
	EVP_MD_CTX_free(verifier);
	return verified;
}

bool
public_key_verify(const struct public_key *key, const void *message, size_t message_length,
		  const void *signature, size_t signature_length)
{
	bool verified;

	if (key->algorithm == KEY_ED25519)
		verified = verify_ed25519(key->key, message, message_length, signature,
					  signature_length);
	else
		verified = verify_p256(key, message, message_length, signature, signature_length);
	if (!verified)
		ERR_clear_error();
	return verified;
}
