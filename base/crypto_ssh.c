/* SPDX-License-Identifier: Apache-2.0 */
/* Did the holder of an ECDSA or RSA key sign these bytes? See crypto_ssh.h. */
#include "base/crypto_ssh.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { POINT_MAX = 133, MODULUS_MAX = 2048, EXPONENT_MAX = 8, DER_MAX = 160 };

static const char *const digest_names[] = {"SHA2-256", "SHA2-384", "SHA2-512"};

static const struct {
	char group[12];
	size_t point_bytes;
	enum digest digest;
} curves[] = {
	{"prime256v1", 65, DIGEST_SHA256},
	{"secp384r1", 97, DIGEST_SHA384},
	{"secp521r1", 133, DIGEST_SHA512},
};

size_t
digest_bytes(enum digest digest, const void *bytes, size_t length, uint8_t out[DIGEST_BYTES_MAX])
{
	size_t written = 0;

	hash_prepare();
	/* Fails only when memory is exhausted: the rule of base/arena.h. */
	if (EVP_Q_digest(NULL, digest_names[digest], NULL, length ? bytes : "", length, out,
			 &written) != 1)
		abort();
	return written;
}

static EVP_PKEY *
key_from(const char *type, OSSL_PARAM *params)
{
	EVP_PKEY *key = NULL;
	EVP_PKEY_CTX *maker = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);

	if (!maker || EVP_PKEY_fromdata_init(maker) != 1 ||
	    EVP_PKEY_fromdata(maker, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL;
	EVP_PKEY_CTX_free(maker);
	return key;
}

/* OpenSSL refuses coordinates that are too large or off the curve. */
static EVP_PKEY *
key_from_point(enum curve curve, struct wire point)
{
	char group[sizeof(curves[0].group)];
	uint8_t copy[POINT_MAX];
	OSSL_PARAM params[3];

	if (point.left != curves[curve].point_bytes || point.at[0] != 0x04)
		return NULL;
	memcpy(copy, point.at, point.left);
	memcpy(group, curves[curve].group, sizeof(group));
	hash_prepare();
	params[0] = OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0);
	params[1] = OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, copy, point.left);
	params[2] = OSSL_PARAM_construct_end();
	return key_from("EC", params);
}

static void
key_release(EVP_PKEY **key)
{
	EVP_PKEY_free(*key);
	ERR_clear_error();
}

bool
curve_has_point(enum curve curve, struct wire point)
{
	EVP_PKEY *key RELEASED_BY(key_release) = key_from_point(curve, point);

	return key != NULL;
}

static bool
verify(EVP_PKEY *key, enum digest digest, const uint8_t *signature, size_t length,
       struct wire message)
{
	EVP_MD_CTX *verifier = EVP_MD_CTX_new();
	bool verified =
		verifier &&
		EVP_DigestVerifyInit_ex(verifier, NULL, digest_names[digest], NULL, NULL, key,
					NULL) == 1 &&
		EVP_DigestVerify(verifier, signature, length, message.at, message.left) == 1;

	EVP_MD_CTX_free(verifier);
	return verified;
}

static size_t
put_integer(uint8_t *out, struct wire number)
{
	out[0] = 0x02;
	out[1] = (uint8_t)number.left;
	memcpy(out + 2, number.at, number.left);
	return 2 + number.left;
}

/* SEQUENCE { r INTEGER, s INTEGER }; 0: longer than any signature. */
static size_t
der_signature(uint8_t out[DER_MAX], struct wire r, struct wire s)
{
	size_t length = 4 + r.left + s.left, at = 0;

	if (r.left > 67 || s.left > 67)
		return 0;
	out[at++] = 0x30;
	if (length > 127)
		out[at++] = 0x81;
	out[at++] = (uint8_t)length;
	at += put_integer(out + at, r);
	at += put_integer(out + at, s);
	return at;
}

bool
ecdsa_verify(enum curve curve, struct wire point, struct wire r, struct wire s, struct wire message)
{
	EVP_PKEY *key RELEASED_BY(key_release) = key_from_point(curve, point);
	uint8_t der[DER_MAX];
	size_t length = der_signature(der, r, s);

	return key && length && verify(key, curves[curve].digest, der, length, message);
}

/* The parameter is in the machine's byte order. */
static bool
put_native(struct wire number, uint8_t *out, size_t size)
{
	BIGNUM *value = BN_bin2bn(number.at, (int)number.left, NULL);
	bool fits = value && BN_bn2nativepad(value, out, (int)size) == (int)size;

	BN_free(value);
	return fits;
}

static struct wire
without_zero(struct wire number)
{
	if (number.left && number.at[0] == 0)
		return (struct wire){number.at + 1, number.left - 1};
	return number;
}

static EVP_PKEY *
rsa_key(struct wire modulus, struct wire exponent)
{
	uint8_t n[MODULUS_MAX], e[EXPONENT_MAX];
	OSSL_PARAM params[3];

	if (modulus.left > sizeof(n) || exponent.left > sizeof(e) ||
	    !put_native(modulus, n, modulus.left) || !put_native(exponent, e, exponent.left))
		return NULL;
	hash_prepare();
	params[0] = OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_N, n, modulus.left);
	params[1] = OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_E, e, exponent.left);
	params[2] = OSSL_PARAM_construct_end();
	return key_from("RSA", params);
}

bool
rsa_verify(struct wire modulus, struct wire exponent, enum digest digest, struct wire signature,
	   struct wire message)
{
	struct wire n = without_zero(modulus);
	EVP_PKEY *key RELEASED_BY(key_release) = rsa_key(n, without_zero(exponent));
	uint8_t padded[MODULUS_MAX] = {0};

	if (!key || signature.left == 0 || signature.left > n.left)
		return false;
	memcpy(padded + n.left - signature.left, signature.at, signature.left);
	return verify(key, digest, padded, n.left, message);
}
