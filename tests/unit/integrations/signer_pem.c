/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does integrations/signer_pem.c read a private key in every form in which pipelines keep it,
 * refuse the others in words without a byte of the key, and sign as RFC 8032 says?
 */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"
#include "base/text.h"
#include "integrations/signer_pem.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Published test keys: RFC 6979 A.2.5 and RFC 8032 7.1, test 1. */
#define P256_PRIVATE "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
#define P256_X "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
#define P256_Y "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
#define EC_HEAD "020100301306072a8648ce3d020106082a8648ce3d030107"
#define P256_PKCS8                                                      \
	"308187" EC_HEAD "046d306b0201010420" P256_PRIVATE "a144034200" \
	"04" P256_X P256_Y
#define P256_WITHOUT_PUBLIC               \
	"3041" EC_HEAD "0427302502010104" \
	"20" P256_PRIVATE
#define P256_COMPRESSED                                               \
	"3067" EC_HEAD "044d304b0201010420" P256_PRIVATE "a124032200" \
	"03" P256_X
#define P256_SPKI "3059301306072a8648ce3d020106082a8648ce3d03010703420004" P256_X P256_Y
#define ED_PRIVATE "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
#define ED_PKCS8 "302e020100300506032b657004220420" ED_PRIVATE
#define ED_PUBLIC "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define ED_SIGNATURE                                                       \
	"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155" \
	"5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"

/* Put together here, so that nothing that looks like a private key is in the repository. */
#define DASHES "-----"
#define BEGIN(label) DASHES "BEGIN " label DASHES
#define END(label) DASHES "END " label DASHES

static char *
base64_of_hex(const char *hex, const char *line_break, size_t column)
{
	struct buffer text = {0}, broken = {0};
	size_t length = strlen(hex) / 2;
	void *bytes = malloc(length + 1);

	assert_true(hex_decode(bytes, length, hex));
	base64_encode(&text, bytes, length);
	for (size_t at = 0; at < text.length; at += column) {
		size_t rest = text.length - at;

		buffer_add(&broken, text.bytes + at, rest < column ? rest : column);
		buffer_add_text(&broken, line_break);
	}
	free(bytes);
	buffer_release(&text);
	return broken.bytes;
}

static char *
pem_of_hex(const char *label, const char *hex, const char *line_break)
{
	struct buffer pem = {0};
	char *body = base64_of_hex(hex, line_break, 64);

	buffer_add_format(&pem, DASHES "BEGIN %s" DASHES "%s%s" DASHES "END %s" DASHES "%s", label,
			  line_break, body, label, line_break);
	free(body);
	return pem.bytes;
}

static char *
base64_of_text(const char *text)
{
	struct buffer out = {0};

	base64_encode(&out, text, strlen(text));
	return out.bytes;
}

/* No run of ten characters of the key appears in the message. */
static void
assert_silent(const char *message, const char *text, size_t length)
{
	for (size_t at = 0; at + 10 <= length; at++) {
		char piece[11] = {0};

		memcpy(piece, text + at, 10);
		if (strlen(piece) == 10 && !strstr(piece, "PRIVATE") && strstr(message, piece) &&
		    !strstr(DASHES "BEGIN ENCRYPTED PRIVATE KEY" DASHES "END PRIVATE KEY" DASHES,
			    piece))
			fail_msg("'%s' tells '%s'", message, piece);
	}
}

static void
assert_refused_bytes(const char *text, size_t length, enum key_algorithm algorithm,
		     enum error_code code, const char *says)
{
	struct secret secret = {0};
	struct signing_key *key = NULL;
	struct error err = {0};

	secret_set(&secret, text, length);
	assert_false(signing_key_from_pem(&secret, algorithm, &key, &err));
	assert_null(key);
	if (!strstr(err.message, says))
		fail_msg("'%s' does not say '%s'", err.message, says);
	assert_int_equal(err.code, code);
	assert_int_equal(ERR_peek_error(), 0);
	assert_silent(err.message, text, length);
	secret_release(&secret);
}

static void
assert_refused(const char *text, const char *says)
{
	assert_refused_bytes(text, strlen(text), KEY_ECDSA_P256, ERROR_FORMAT, says);
}

static struct signing_key *
read_key(const char *text, enum key_algorithm algorithm)
{
	struct secret secret = {0};
	struct signing_key *key = NULL;
	struct error err = {0};

	secret_set(&secret, text, strlen(text));
	if (!signing_key_from_pem(&secret, algorithm, &key, &err))
		fail_msg("%s\n%s", err.message, text);
	secret_release(&secret);
	assert_int_equal(ERR_peek_error(), 0);
	return key;
}

static void
assert_spki(const struct signing_key *key, const char *expected_hex)
{
	struct public_key *public = NULL;
	struct buffer spki = {0};
	struct error err = {0};
	char hex[256];

	assert_true(signing_key_public(key, &public, &err));
	public_key_spki(public, &spki);
	hex_encode(hex, spki.bytes, spki.length);
	assert_string_equal(hex, expected_hex);
	buffer_release(&spki);
	public_key_release(&public);
}

/* Takes `text`, from malloc. */
static void
assert_reads_p256(char *text)
{
	struct signing_key *key = read_key(text, KEY_ECDSA_P256);

	assert_spki(key, P256_SPKI);
	signing_key_release(&key);
	assert_null(key);
	free(text);
}

static void
every_form_is_read(void **state)
{
	static const char *const line_breaks[] = {"\n",     "\r\n", " ",    "",    "\\n",
						  "\\r\\n", "\t",   "\n\n", "\\n "};

	(void)state;
	for (size_t i = 0; i < sizeof(line_breaks) / sizeof(line_breaks[0]); i++) {
		char *pem = pem_of_hex("PRIVATE KEY", P256_PKCS8, line_breaks[i]);

		assert_reads_p256(base64_of_text(pem));
		assert_reads_p256(pem);
		assert_reads_p256(base64_of_hex(P256_PKCS8, line_breaks[i], 76));
	}
	assert_reads_p256(pem_of_hex("PRIVATE KEY", P256_WITHOUT_PUBLIC, "\n"));
	assert_reads_p256(pem_of_hex("PRIVATE KEY", P256_COMPRESSED, "\n"));
}

static void
text_around_the_block_is_ignored(void **state)
{
	struct buffer text = {0};
	char *pem = pem_of_hex("PRIVATE KEY", P256_PKCS8, "\n");

	(void)state;
	buffer_add_format(&text, "Bag Attributes\n    friendlyName: ci\n%s\n# end\n", pem);
	assert_reads_p256(text.bytes);
	free(pem);
}

static void
ed25519_signs_as_published(void **state)
{
	char *pem = pem_of_hex("PRIVATE KEY", ED_PKCS8, "\n");
	struct signing_key *key = read_key(pem, KEY_ED25519);
	struct buffer signature = {0};
	struct error err = {0};
	char hex[256];

	(void)state;
	assert_spki(key, "302a300506032b6570032100" ED_PUBLIC);
	buffer_add_text(&signature, "+");
	assert_true(signing_key_sign(key, "", 0, &signature, &err));
	assert_int_equal(signature.length, 65);
	hex_encode(hex, signature.bytes + 1, 64);
	assert_string_equal(hex, ED_SIGNATURE);
	assert_int_equal(signature.bytes[0], '+');
	buffer_release(&signature);
	signing_key_release(&key);
	free(pem);
}

static void
signs_and_verifies(enum key_algorithm algorithm)
{
	struct secret pem = {0};
	struct signing_key *key = NULL;
	struct signer signer;
	struct buffer signature = {0};
	struct error err = {0};
	static char message[100000];

	assert_true(signing_key_generate(algorithm, &pem, &err));
	assert_true(text_starts_with(pem.bytes, BEGIN("PRIVATE KEY") "\n"));
	assert_true(text_ends_with(pem.bytes, END("PRIVATE KEY") "\n"));
	assert_int_equal(strlen(pem.bytes), pem.length);
	assert_true(signing_key_from_pem(&pem, algorithm, &key, &err));
	signing_key_signer(key, &signer);
	assert_string_equal(signer.name, "pem");
	assert_int_equal(public_key_algorithm(signer.key), algorithm);
	for (size_t length = 0; length <= sizeof(message); length += 9999) {
		buffer_clear(&signature);
		assert_true(signer.sign(signer.self, message, length, &signature, &err));
		assert_true(public_key_verify(signer.key, message, length, signature.bytes,
					      signature.length));
		assert_false(public_key_verify(signer.key, message, length + 1, signature.bytes,
					       signature.length));
	}
	buffer_release(&signature);
	signing_key_release(&key);
	secret_release(&pem);
}

static void
generated_keys_work(void **state)
{
	struct secret first = {0}, second = {0};
	struct error err = {0};

	(void)state;
	for (int i = 0; i < 10; i++)
		signs_and_verifies(KEY_ECDSA_P256);
	signs_and_verifies(KEY_ED25519);
	assert_true(signing_key_generate(KEY_ED25519, &first, &err));
	assert_true(signing_key_generate(KEY_ED25519, &second, &err));
	assert_string_not_equal(first.bytes, second.bytes);
	secret_release(&first);
	secret_release(&second);
	assert_int_equal(ERR_peek_error(), 0);
}

static char *
write_pkcs8(EVP_PKEY *pkey, const char *passphrase)
{
	BIO *memory = BIO_new(BIO_s_mem());
	struct buffer text = {0};
	char *bytes;
	long length;

	assert_int_equal(PEM_write_bio_PKCS8PrivateKey(
				 memory, pkey, passphrase ? EVP_aes_256_cbc() : NULL, passphrase,
				 passphrase ? (int)strlen(passphrase) : 0, NULL, NULL),
			 1);
	length = BIO_get_mem_data(memory, &bytes);
	buffer_add(&text, bytes, (size_t)length);
	BIO_free(memory);
	EVP_PKEY_free(pkey);
	return text.bytes;
}

static void
assert_refused_and_free(char *text, const char *says)
{
	assert_refused(text, says);
	free(text);
}

/* In PEM, its base64, and the bare DER: without asking anybody for the passphrase. */
static void
encrypted_keys_are_refused(void **state)
{
	char *pem = write_pkcs8(EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256"), "secret");
	char *body = strchr(pem, '\n') + 1;
	struct buffer der_only = {0};

	(void)state;
	buffer_add(&der_only, body, (size_t)(strstr(body, DASHES) - body));
	assert_refused(pem, "encrypted with a passphrase");
	assert_refused(pem, "openssl pkcs8 -topk8 -nocrypt");
	assert_refused_and_free(base64_of_text(pem), "encrypted with a passphrase");
	assert_refused(der_only.bytes, "encrypted with a passphrase");
	assert_refused(BEGIN("EC PRIVATE KEY") "\nProc-Type: 4,ENCRYPTED\n\nAAAA\n" END(
			       "EC PRIVATE KEY") "\n",
		       "SEC1");
	buffer_release(&der_only);
	free(pem);
}

static void
other_algorithms_are_refused(void **state)
{
	char *p256 = pem_of_hex("PRIVATE KEY", P256_PKCS8, "\n");
	char *ed25519 = pem_of_hex("PRIVATE KEY", ED_PKCS8, "\n");

	(void)state;
	assert_refused_and_free(
		write_pkcs8(EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)1024), NULL), "RSA");
	assert_refused_and_free(write_pkcs8(EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-384"), NULL),
				"another curve");
	assert_refused_and_free(write_pkcs8(EVP_PKEY_Q_keygen(NULL, NULL, "EC", "secp256k1"), NULL),
				"another curve");
	assert_refused_and_free(write_pkcs8(EVP_PKEY_Q_keygen(NULL, NULL, "X25519"), NULL),
				"of another algorithm");
	assert_refused_and_free(write_pkcs8(EVP_PKEY_Q_keygen(NULL, NULL, "ED448"), NULL),
				"of another algorithm");
	assert_refused_bytes(ed25519, strlen(ed25519), KEY_ECDSA_P256, ERROR_USAGE,
			     "an Ed25519 key; an ECDSA P-256 key is needed");
	assert_refused_bytes(p256, strlen(p256), KEY_ED25519, ERROR_USAGE,
			     "an ECDSA P-256 key; an Ed25519 key is needed");
	free(p256);
	free(ed25519);
}

static void
other_text_is_refused(void **state)
{
	static const struct {
		const char *text, *says;
	} wrong[] = {
		{"", "neither PEM"},
		{"\n", "neither PEM"},
		{"hello, world", "neither PEM"},
		{"AAAA", "not PKCS#8"},
		{"./secrets/record.key", "neither PEM"},
		{BEGIN("PRIVATE KEY"), "cut off"},
		{BEGIN("PRIVATE KEY") "\n" END("PUBLIC KEY"), "cut off"},
		{BEGIN("PRIVATE KEY") "\n" END("PRIVATE KEY"), "not base64"},
		{BEGIN("PRIVATE KEY") "\nA\n" END("PRIVATE KEY"), "not base64"},
		{BEGIN("PRIVATE KEY") "\n****\n" END("PRIVATE KEY"), "not base64"},
		{BEGIN("PRIVATE KEY") "\nAAAA\n" END("PRIVATE KEY"), "not PKCS#8"},
		{DASHES "BEGIN ", "another kind"},
		{DASHES "BEGIN PRIVATE KEY", "another kind"},
		{BEGIN("PUBLIC KEY") "\nAAAA\n" END("PUBLIC KEY"), "public half"},
		{BEGIN("CERTIFICATE") "\nAAAA\n" END("CERTIFICATE"), "certificate"},
		{BEGIN("RSA PRIVATE KEY") "\nAAAA\n" END("RSA PRIVATE KEY"), "RSA"},
		{BEGIN("EC PRIVATE KEY") "\nAAAA\n" END("EC PRIVATE KEY"), "SEC1"},
		{BEGIN("EC PARAMETERS") "\nAAAA\n" END("EC PARAMETERS"), "parameters"},
		{BEGIN("OPENSSH PRIVATE KEY") "\nAAAA\n" END("OPENSSH PRIVATE KEY"), "OpenSSH"},
		{BEGIN("PRIVATE KEY") "\nAAAA\n" END("PRIVATE KEY") "\n" BEGIN("PRIVATE KEY"),
		 "more than one"},
	};
	struct signing_key *key = NULL;
	struct secret none = {0};
	struct error err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_refused(wrong[i].text, wrong[i].says);
	assert_refused_bytes("AAAA\0AAA", 8, KEY_ECDSA_P256, ERROR_FORMAT, "not text");
	assert_false(signing_key_from_pem(&none, KEY_ECDSA_P256, &key, &err));
}

/* Wrong lengths, bytes behind, a public half of another key, private numbers 0 and n. */
static void
broken_keys_are_refused(void **state)
{
	static const char *const wrong[] = {
		P256_PKCS8 "00",
		"308187" EC_HEAD "046d306b0201010420" P256_PRIVATE "a144034200"
		"04" P256_Y P256_X,
		"308187" EC_HEAD "046d306b0201010420"
		"c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6722"
		"a14403420004" P256_X P256_Y,
		"3041" EC_HEAD "042730250201010420"
		"0000000000000000000000000000000000000000000000000000000000000000",
		"3041" EC_HEAD "042730250201010420"
		"ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
		"302d020100300506032b65700421041f"
		"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_refused_and_free(pem_of_hex("PRIVATE KEY", wrong[i], "\n"), "private key");
}

static void
every_cut_and_flip_is_survived(void **state)
{
	static const char *const keys[] = {P256_PKCS8, ED_PKCS8};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		size_t length = strlen(keys[i]) / 2;
		uint8_t der[256];

		assert_true(hex_decode(der, length, keys[i]));
		for (size_t bit = 0; bit < 8 * length; bit++) {
			struct buffer text = {0};
			struct secret secret = {0};
			struct signing_key *key = NULL;
			struct error err = {0};

			der[bit / 8] ^= (uint8_t)(1 << (bit % 8));
			base64_encode(&text, der, bit % 3 ? length : bit / 8);
			der[bit / 8] ^= (uint8_t)(1 << (bit % 8));
			secret_set(&secret, text.bytes, text.length);
			if (signing_key_from_pem(&secret, i ? KEY_ED25519 : KEY_ECDSA_P256, &key,
						 &err))
				signing_key_release(&key);
			else
				assert_silent(err.message, secret.bytes, secret.length);
			assert_int_equal(ERR_peek_error(), 0);
			secret_release(&secret);
			buffer_release(&text);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_is_read),
		cmocka_unit_test(text_around_the_block_is_ignored),
		cmocka_unit_test(ed25519_signs_as_published),
		cmocka_unit_test(generated_keys_work),
		cmocka_unit_test(encrypted_keys_are_refused),
		cmocka_unit_test(other_algorithms_are_refused),
		cmocka_unit_test(other_text_is_refused),
		cmocka_unit_test(broken_keys_are_refused),
		cmocka_unit_test(every_cut_and_flip_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
