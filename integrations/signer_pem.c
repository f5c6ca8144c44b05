/* SPDX-License-Identifier: Apache-2.0 */
/* How does a private key that the program holds itself sign? See signer_pem.h. */
#include "integrations/signer_pem.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"
#include "base/text.h"

#define PEM_BEGIN "-----BEGIN "
#define PEM_END "-----END "
#define PEM_DASHES "-----"
#define PEM_LABEL "PRIVATE KEY"
#define CONVERT "; convert it with: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW"

struct signing_key {
	EVP_PKEY *key;
	struct public_key *public;
};

/* What other blocks are, and what to do about them; the first label that fits. */
static const struct {
	const char *label;
	const char *problem;
} other_labels[] = {
	{"ENCRYPTED PRIVATE KEY",
	 "is encrypted with a passphrase, which a pipeline cannot type" CONVERT},
	{"EC PRIVATE KEY", "has the older SEC1 form" CONVERT},
	{"EC PARAMETERS", "begins with curve parameters" CONVERT},
	{"RSA PRIVATE KEY", "is an RSA key"},
	{"OPENSSH PRIVATE KEY", "has OpenSSH's own form; make a key with: changegate keygen"},
	{"PUBLIC KEY", "is the public half; the private key is needed"},
	{"CERTIFICATE", "is a certificate; the private key is needed"},
};

static void
pkey_release(EVP_PKEY **key)
{
	EVP_PKEY_free(*key);
	*key = NULL;
}

static void
bio_release(BIO **bio)
{
	BIO_free(*bio);
	*bio = NULL;
}

/* Decoded key bytes: overwritten before they are given back. */
static void
key_bytes_release(struct buffer *buffer)
{
	if (buffer->bytes)
		OPENSSL_cleanse(buffer->bytes, buffer->capacity);
	buffer_release(buffer);
}

/* OpenSSL's reasons are constants, so they hold nothing of the key. */
static bool
fail_with_reason(struct error *err, enum error_code code, const char *message)
{
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());

	fail(err, code, "%s: %s", message, reason ? reason : "OpenSSL gives no reason");
	ERR_clear_error();
	return false;
}

static void
use_no_configuration(void)
{
	OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
}

/*
 * The base64 of `text` without white space and without "\n" and "\r" spelled out; neither can be
 * part of base64. `out` has room for all of it, so that it never moves and leaves a copy behind.
 */
static bool
decode_loose(const char *text, size_t length, struct buffer *out)
{
	RELEASED_BY(key_bytes_release) struct buffer packed = {0};

	buffer_reserve(&packed, length);
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\\' && i + 1 < length && (text[i + 1] == 'n' || text[i + 1] == 'r'))
			i++;
		else if (!byte_is_space(text[i]))
			buffer_add_byte(&packed, text[i]);
	}
	buffer_reserve(out, length);
	return packed.length && base64_decode(out, packed.bytes, packed.length);
}

static bool
fail_label(struct error *err, const char *label)
{
	for (size_t i = 0; i < sizeof(other_labels) / sizeof(other_labels[0]); i++)
		if (text_starts_with(label, other_labels[i].label))
			return fail(err, ERROR_FORMAT, "the key %s", other_labels[i].problem);
	return fail(err, ERROR_FORMAT,
		    "the key is in a PEM block of another kind than 'PRIVATE KEY' (PKCS#8)");
}

/* `text` ends with NUL and holds PEM_BEGIN at `begin`. */
static bool
decode_pem(const char *begin, struct buffer *der, struct error *err)
{
	const char *label = begin + strlen(PEM_BEGIN);
	const char *body, *end;

	if (!text_starts_with(label, PEM_LABEL PEM_DASHES))
		return fail_label(err, label);
	body = label + strlen(PEM_LABEL PEM_DASHES);
	end = strstr(body, PEM_END PEM_LABEL PEM_DASHES);
	if (!end)
		return fail(err, ERROR_FORMAT,
			    "the key is cut off: there is no line '" PEM_END PEM_LABEL PEM_DASHES
			    "'");
	if (strstr(end, PEM_BEGIN))
		return fail(err, ERROR_FORMAT,
			    "there is more than one PEM block; give the key "
			    "alone");
	if (!decode_loose(body, (size_t)(end - body), der))
		return fail(err, ERROR_FORMAT, "the text of the PEM block is not base64");
	return true;
}

/* PEM, base64 of PEM, or base64 of DER: which it is shows in the text itself. */
static bool
decode_text(const char *text, size_t length, struct buffer *der, struct error *err)
{
	RELEASED_BY(key_bytes_release) struct buffer inner = {0};
	const char *begin;

	if (length > LIMIT_KEY_BYTES || memchr(text, '\0', length))
		return fail(err, ERROR_FORMAT, "the key is not text, or too long for a key");
	begin = strstr(text, PEM_BEGIN);
	if (begin)
		return decode_pem(begin, der, err);
	if (!decode_loose(text, length, &inner))
		return fail(err, ERROR_FORMAT, "the key is neither PEM nor the base64 of a key");
	begin = strstr(inner.bytes, PEM_BEGIN);
	if (begin)
		return decode_pem(begin, der, err);
	buffer_reserve(der, inner.length);
	buffer_add(der, inner.bytes, inner.length);
	return true;
}

static bool
is_encrypted(const struct buffer *der)
{
	const unsigned char *at = (const unsigned char *)der->bytes;
	X509_SIG *encrypted = d2i_X509_SIG(NULL, &at, (long)der->length);
	bool found = encrypted != NULL;

	X509_SIG_free(encrypted);
	ERR_clear_error();
	return found;
}

/* Only the unencrypted structure is parsed, so that OpenSSL has no reason to ask anybody. */
static bool
parse_pkcs8(const struct buffer *der, EVP_PKEY **key, struct error *err)
{
	const unsigned char *at = (const unsigned char *)der->bytes;
	const unsigned char *end = at + der->length;
	PKCS8_PRIV_KEY_INFO *parsed = d2i_PKCS8_PRIV_KEY_INFO(NULL, &at, (long)der->length);

	if (!parsed && is_encrypted(der))
		return fail_label(err, "ENCRYPTED PRIVATE KEY");
	if (!parsed)
		return fail_with_reason(err, ERROR_FORMAT, "the key is not PKCS#8");
	if (at == end)
		*key = EVP_PKCS82PKEY(parsed);
	PKCS8_PRIV_KEY_INFO_free(parsed);
	if (at != end)
		return fail(err, ERROR_FORMAT, "there are bytes behind the PKCS#8 key");
	if (!*key)
		return fail_with_reason(err, ERROR_FORMAT, "the PKCS#8 key is broken");
	return true;
}

static const char *
algorithm_name(enum key_algorithm algorithm)
{
	return algorithm == KEY_ED25519 ? "Ed25519" : "ECDSA P-256";
}

static bool
is_p256(const EVP_PKEY *key)
{
	char group[64];

	return EVP_PKEY_is_a(key, "EC") &&
	       EVP_PKEY_get_group_name(key, group, sizeof(group), NULL) == 1 &&
	       text_equal(group, "prime256v1");
}

static bool
check_algorithm(const EVP_PKEY *key, enum key_algorithm expected, struct error *err)
{
	bool p256 = is_p256(key);
	enum key_algorithm found = p256 ? KEY_ECDSA_P256 : KEY_ED25519;

	ERR_clear_error();
	if (!p256 && !EVP_PKEY_is_a(key, "ED25519"))
		return fail(err, ERROR_FORMAT, "the key is %s; an %s key is needed",
			    EVP_PKEY_is_a(key, "RSA")  ? "an RSA key"
			    : EVP_PKEY_is_a(key, "EC") ? "on another curve than P-256"
						       : "of another algorithm",
			    algorithm_name(expected));
	if (found != expected)
		return fail(err, ERROR_USAGE, "the key is an %s key; an %s key is needed",
			    algorithm_name(found), algorithm_name(expected));
	return true;
}

/* A public half that does not belong to the private one would make signatures nobody can verify. */
static bool
check_halves(EVP_PKEY *key, struct error *err)
{
	EVP_PKEY_CTX *checker = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
	bool good = checker && EVP_PKEY_check(checker) == 1;

	EVP_PKEY_CTX_free(checker);
	if (!good)
		return fail_with_reason(err, ERROR_FORMAT, "the key is broken");
	return true;
}

static bool
public_of_ed25519(const EVP_PKEY *key, struct public_key **out, struct error *err)
{
	uint8_t raw[32];
	size_t length = sizeof(raw);

	if (EVP_PKEY_get_raw_public_key(key, raw, &length) != 1 || length != sizeof(raw))
		return fail_with_reason(err, ERROR_FORMAT, "taking the public key");
	return public_key_from_ed25519(raw, out, err);
}

/* From the coordinates: the form in which OpenSSL writes the point depends on how it was read. */
static bool
public_of_p256(const EVP_PKEY *key, struct public_key **out, struct error *err)
{
	static const uint8_t prefix[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48,
					 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
					 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
	uint8_t spki[sizeof(prefix) + 64];
	BIGNUM *x = NULL, *y = NULL;
	bool done;

	memcpy(spki, prefix, sizeof(prefix));
	done = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_EC_PUB_X, &x) == 1 &&
	       EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_EC_PUB_Y, &y) == 1 &&
	       BN_bn2binpad(x, spki + sizeof(prefix), 32) == 32 &&
	       BN_bn2binpad(y, spki + sizeof(prefix) + 32, 32) == 32;
	BN_free(x);
	BN_free(y);
	if (!done)
		return fail_with_reason(err, ERROR_FORMAT, "taking the public key");
	return public_key_from_spki(spki, sizeof(spki), out, err);
}

static bool
load(const struct secret *secret, enum key_algorithm expected, EVP_PKEY **pkey,
     struct public_key **public, struct error *err)
{
	RELEASED_BY(key_bytes_release) struct buffer der = {0};

	if (!secret->bytes)
		return fail(err, ERROR_FORMAT, "there is no key");
	if (!decode_text(secret->bytes, secret->length, &der, err) ||
	    !parse_pkcs8(&der, pkey, err) || !check_algorithm(*pkey, expected, err) ||
	    !check_halves(*pkey, err))
		return false;
	if (expected == KEY_ED25519)
		return public_of_ed25519(*pkey, public, err);
	return public_of_p256(*pkey, public, err);
}

bool
signing_key_from_pem(const struct secret *secret, enum key_algorithm expected,
		     struct signing_key **key, struct error *err)
{
	RELEASED_BY(pkey_release) EVP_PKEY *pkey = NULL;
	struct public_key *public = NULL;

	use_no_configuration();
	if (!load(secret, expected, &pkey, &public, err))
		return fail_while(err, "reading the private key");
	*key = calloc(1, sizeof(**key));
	if (!*key)
		abort();
	(*key)->key = pkey;
	(*key)->public = public;
	pkey = NULL;
	return true;
}

void
signing_key_release(struct signing_key **key)
{
	if (!*key)
		return;
	EVP_PKEY_free((*key)->key); /* cleanses the private number */
	public_key_free((*key)->public);
	free(*key);
	*key = NULL;
}

bool
signing_key_public(const struct signing_key *key, struct public_key **out, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer spki = {0};

	public_key_spki(key->public, &spki);
	return public_key_from_spki(spki.bytes, spki.length, out, err);
}

bool
signing_key_sign(const struct signing_key *key, const void *message, size_t length,
		 struct buffer *signature, struct error *err)
{
	const char *digest = public_key_algorithm(key->public) == KEY_ED25519 ? NULL : "SHA2-256";
	unsigned char bytes[80]; /* DER of two numbers of 32 bytes: at most 72 */
	size_t size = sizeof(bytes);
	EVP_MD_CTX *signing = EVP_MD_CTX_new();
	bool done;

	done = signing &&
	       EVP_DigestSignInit_ex(signing, NULL, digest, NULL, NULL, key->key, NULL) == 1 &&
	       EVP_DigestSign(signing, bytes, &size, message, length) == 1;
	EVP_MD_CTX_free(signing);
	if (!done)
		return fail_with_reason(err, ERROR_LEDGER, "signing");
	buffer_add(signature, bytes, size);
	return true;
}

bool
signing_key_generate(enum key_algorithm algorithm, struct secret *pem, struct error *err)
{
	RELEASED_BY(pkey_release) EVP_PKEY *pkey = NULL;
	RELEASED_BY(bio_release) BIO *memory = NULL; /* cleanses what it held */
	char *text = NULL;
	long length;

	use_no_configuration();
	if (algorithm == KEY_ED25519)
		pkey = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	else
		pkey = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
	memory = BIO_new(BIO_s_mem());
	if (!pkey || !memory ||
	    PEM_write_bio_PKCS8PrivateKey(memory, pkey, NULL, NULL, 0, NULL, NULL) != 1)
		return fail_with_reason(err, ERROR_UNAVAILABLE, "making a key");
	length = BIO_get_mem_data(memory, &text);
	secret_set(pem, text, (size_t)length);
	return true;
}

static bool
sign_with_key(void *self, const void *message, size_t length, struct buffer *signature,
	      struct error *err)
{
	return signing_key_sign(self, message, length, signature, err);
}

void
signing_key_signer(struct signing_key *key, struct signer *out)
{
	out->name = "pem";
	out->self = key;
	out->key = key->public;
	out->sign = sign_with_key;
}
