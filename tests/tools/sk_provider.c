/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do tests sign with a security key that is not there? A FIDO provider for OpenSSH
 * (PROTOCOL.u2f, sk-api.h version 10) without hardware: loaded by SSH_SK_PROVIDER into
 * ssh-sk-helper. The key handle is the private key itself, so this protects nothing. With
 * SK_UNTOUCHED set nobody touches the key.
 */
#define OPENSSL_SUPPRESS_DEPRECATED /* low-level ECDSA is the short way from a secret number */

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ALGORITHM_ECDSA = 0, ALGORITHM_ED25519 = 1, FAILED = -1, UNSUPPORTED = -2 };
enum { VERSION = 0x000a0000, TOUCHED = 1, SECRET_BYTES = 32, POINT_BYTES = 65 };

struct sk_enroll_response {
	uint8_t flags;
	uint8_t *public_key;
	size_t public_key_len;
	uint8_t *key_handle;
	size_t key_handle_len;
	uint8_t *signature;
	size_t signature_len;
	uint8_t *attestation_cert;
	size_t attestation_cert_len;
	uint8_t *authdata;
	size_t authdata_len;
};

struct sk_sign_response {
	uint8_t flags;
	uint32_t counter;
	uint8_t *sig_r;
	size_t sig_r_len;
	uint8_t *sig_s;
	size_t sig_s_len;
};

struct sk_option;
struct sk_resident_key;

uint32_t sk_api_version(void);
int sk_enroll(uint32_t algorithm, const uint8_t *challenge, size_t challenge_length,
	      const char *application, uint8_t flags, const char *pin, struct sk_option **options,
	      struct sk_enroll_response **out);
int sk_sign(uint32_t algorithm, const uint8_t *bytes, size_t length, const char *application,
	    const uint8_t *handle, size_t handle_length, uint8_t flags, const char *pin,
	    struct sk_option **options, struct sk_sign_response **out);
int sk_load_resident_keys(const char *pin, struct sk_option **options,
			  struct sk_resident_key ***keys, size_t *count);

uint32_t
sk_api_version(void)
{
	return VERSION;
}

static uint8_t *
copy(const void *bytes, size_t length)
{
	uint8_t *made = malloc(length ? length : 1);

	if (!made)
		abort();
	memcpy(made, bytes, length);
	return made;
}

static size_t
new_ed25519(uint8_t secret[SECRET_BYTES], uint8_t *public_key)
{
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	size_t secret_length = SECRET_BYTES, length = SECRET_BYTES;

	if (!key || EVP_PKEY_get_raw_private_key(key, secret, &secret_length) != 1 ||
	    EVP_PKEY_get_raw_public_key(key, public_key, &length) != 1)
		length = 0;
	EVP_PKEY_free(key);
	return length;
}

static size_t
new_ecdsa(uint8_t secret[SECRET_BYTES], uint8_t *public_key)
{
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
	BIGNUM *number = NULL;
	size_t length = 0;

	if (!key || EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &number) != 1 ||
	    BN_bn2binpad(number, secret, SECRET_BYTES) != SECRET_BYTES ||
	    EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, public_key, POINT_BYTES,
					    &length) != 1)
		length = 0;
	BN_free(number);
	EVP_PKEY_free(key);
	return length;
}

int
sk_enroll(uint32_t algorithm, const uint8_t *challenge, size_t challenge_length,
	  const char *application, uint8_t flags, const char *pin, struct sk_option **options,
	  struct sk_enroll_response **out)
{
	struct sk_enroll_response *made = calloc(1, sizeof(*made));
	uint8_t secret[SECRET_BYTES], public_key[POINT_BYTES];
	size_t length = 0;

	(void)challenge, (void)challenge_length, (void)application, (void)pin, (void)options;
	if (algorithm == ALGORITHM_ED25519)
		length = new_ed25519(secret, public_key);
	else if (algorithm == ALGORITHM_ECDSA)
		length = new_ecdsa(secret, public_key);
	if (!made || !length) {
		free(made);
		return FAILED;
	}
	made->flags = flags;
	made->public_key = copy(public_key, length);
	made->public_key_len = length;
	made->key_handle = copy(secret, sizeof(secret));
	made->key_handle_len = sizeof(secret);
	made->signature = copy("", 0);
	made->attestation_cert = copy("", 0);
	made->authdata = copy("", 0);
	*out = made;
	return 0;
}

/* Digest of the application, flags, counter, digest of the message. */
static size_t
to_sign(uint8_t out[69], const char *application, const struct sk_sign_response *response,
	const uint8_t *bytes, size_t length)
{
	SHA256((const uint8_t *)application, strlen(application), out);
	out[32] = response->flags;
	for (int i = 0; i < 4; i++)
		out[33 + i] = (uint8_t)(response->counter >> (24 - 8 * i));
	SHA256(bytes, length, out + 37);
	return 69;
}

static int
sign_ed25519(const uint8_t *secret, const uint8_t *bytes, size_t length,
	     struct sk_sign_response *response)
{
	EVP_PKEY *key =
		EVP_PKEY_new_raw_private_key_ex(NULL, "ED25519", NULL, secret, SECRET_BYTES);
	EVP_MD_CTX *signer = EVP_MD_CTX_new();
	uint8_t signature[64];
	size_t signature_length = sizeof(signature);
	int done = key && signer && EVP_DigestSignInit(signer, NULL, NULL, NULL, key) == 1 &&
		   EVP_DigestSign(signer, signature, &signature_length, bytes, length) == 1;

	if (done) {
		response->sig_r = copy(signature, signature_length);
		response->sig_r_len = signature_length;
	}
	EVP_MD_CTX_free(signer);
	EVP_PKEY_free(key);
	return done ? 0 : FAILED;
}

static uint8_t *
number_bytes(const BIGNUM *number, size_t *length)
{
	uint8_t bytes[SECRET_BYTES];

	*length = (size_t)BN_bn2bin(number, bytes);
	return copy(bytes, *length);
}

static int
sign_ecdsa(const uint8_t *secret, const uint8_t *bytes, size_t length,
	   struct sk_sign_response *response)
{
	EC_KEY *key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
	BIGNUM *number = BN_bin2bn(secret, SECRET_BYTES, NULL);
	uint8_t digest[32];
	ECDSA_SIG *signature = NULL;

	SHA256(bytes, length, digest);
	if (key && number && EC_KEY_set_private_key(key, number) == 1)
		signature = ECDSA_do_sign(digest, sizeof(digest), key);
	if (signature) {
		response->sig_r = number_bytes(ECDSA_SIG_get0_r(signature), &response->sig_r_len);
		response->sig_s = number_bytes(ECDSA_SIG_get0_s(signature), &response->sig_s_len);
	}
	ECDSA_SIG_free(signature);
	BN_free(number);
	EC_KEY_free(key);
	return response->sig_r ? 0 : FAILED;
}

int
sk_sign(uint32_t algorithm, const uint8_t *bytes, size_t length, const char *application,
	const uint8_t *handle, size_t handle_length, uint8_t flags, const char *pin,
	struct sk_option **options, struct sk_sign_response **out)
{
	struct sk_sign_response *response = calloc(1, sizeof(*response));
	uint8_t message[69];
	int result = FAILED;

	(void)pin, (void)options;
	if (response && handle_length == SECRET_BYTES) {
		response->flags = getenv("SK_UNTOUCHED") ? 0 : flags | TOUCHED;
		response->counter = (uint32_t)time(NULL);
		to_sign(message, application, response, bytes, length);
		if (algorithm == ALGORITHM_ED25519)
			result = sign_ed25519(handle, message, sizeof(message), response);
		else if (algorithm == ALGORITHM_ECDSA)
			result = sign_ecdsa(handle, message, sizeof(message), response);
	}
	if (result == 0)
		*out = response;
	else
		free(response);
	return result;
}

int
sk_load_resident_keys(const char *pin, struct sk_option **options, struct sk_resident_key ***keys,
		      size_t *count)
{
	(void)pin, (void)options, (void)keys, (void)count;
	return UNSUPPORTED;
}
