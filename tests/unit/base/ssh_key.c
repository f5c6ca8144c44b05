/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does base/ssh_key.c read the keys that OpenSSH makes, and nothing that differs from them? Keys of
 * tests/vectors/ssh_signatures.h; signatures over messages are looked at in core/ssh_signature.c.
 */
#include "base/ssh_key.h"
#include "base/crypto_ssh.h"
#include "base/encoding.h"
#include "base/text.h"
#include "tests/vectors/ssh_signatures.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { KEY_ED25519, KEY_P256, KEY_P384, KEY_P521, KEY_RSA, KEY_SK_ED25519, KEY_SK_P256 };

/* The bytes behind "kind base64". */
static void
decode_key(const char *line, struct buffer *out)
{
	const char *base64 = strchr(line, ' ') + 1;

	assert_true(base64_decode(out, base64, strlen(base64)));
}

/* Of its own size, so that sanitizers see a read beyond it. */
static bool
parse(const void *bytes, size_t length, struct error *err)
{
	void *copy = malloc(length + 1);
	struct ssh_key key;
	bool parsed;

	assert_non_null(copy);
	memcpy(copy, bytes, length);
	copy = realloc(copy, length ? length : 1);
	assert_non_null(copy);
	parsed = ssh_key_parse(copy, length, &key, err);
	free(copy);
	return parsed;
}

static void
assert_refused(const struct buffer *bytes, const char *why)
{
	struct error err = {0};

	assert_false(parse(bytes->bytes, bytes->length, &err));
	assert_int_equal(err.code, ERROR_FORMAT);
	if (!strstr(err.message, why))
		fail_msg("'%s' does not say '%s'", err.message, why);
}

static void
reads_each_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIGNED_BY_COUNT; i++) {
		RELEASED_BY(arena_release) struct arena arena = {0};
		RELEASED_BY(buffer_release) struct buffer bytes = {0};
		struct ssh_key key;
		struct error err = {0};

		decode_key(signed_by[i].key, &bytes);
		assert_true(ssh_key_parse(bytes.bytes, bytes.length, &key, &err));
		assert_string_equal(ssh_key_fingerprint(&arena, &key), signed_by[i].fingerprint);
		assert_true(text_starts_with(signed_by[i].key, key.name));
		assert_int_equal(key.kind, i);
	}
}

static void
refuses_each_truncation(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIGNED_BY_COUNT; i++) {
		RELEASED_BY(buffer_release) struct buffer bytes = {0};
		struct error err = {0};

		decode_key(signed_by[i].key, &bytes);
		for (size_t length = 0; length < bytes.length; length++)
			assert_false(parse(bytes.bytes, length, &err));
		buffer_add_byte(&bytes, '\0');
		assert_refused(&bytes, "1 bytes too many");
	}
}

static void
refuses_other_kinds(void **state)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	(void)state;
	decode_key(key_rsa_1024, &bytes);
	assert_refused(&bytes, "RSA key of 1024 bits");
	buffer_clear(&bytes);
	decode_key(key_dsa, &bytes);
	assert_refused(&bytes, "'ssh-dss' are not supported");
	buffer_clear(&bytes);
	decode_key(key_certificate, &bytes);
	assert_refused(&bytes, "certificates (ssh-ed25519-cert-v01@openssh.com)");
	buffer_clear(&bytes);
	wire_add_string(&bytes, "ssh-ed25519\0", 12);
	assert_refused(&bytes, "not an SSH key");
	buffer_clear(&bytes);
	wire_add_string(&bytes, "ED25519", 7);
	assert_refused(&bytes, "not supported");
	buffer_clear(&bytes);
	wire_add_string(&bytes, "\x1b[31m", 5);
	assert_refused(&bytes, "not an SSH key");
}

/* A name, and strings; each with its length. */
static void
build(struct buffer *out, const char *name, const void *second, size_t second_length,
      const void *third, size_t third_length)
{
	buffer_clear(out);
	wire_add_string(out, name, strlen(name));
	wire_add_string(out, second, second_length);
	wire_add_string(out, third, third_length);
}

static void
refuses_points_off_the_curve(void **state)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(buffer_release) struct buffer made = {0};
	struct ssh_key key;
	struct error err = {0};
	uint8_t point[133];

	(void)state;
	for (size_t i = KEY_P256; i <= KEY_P521; i++) {
		buffer_clear(&bytes);
		decode_key(signed_by[i].key, &bytes);
		assert_true(ssh_key_parse(bytes.bytes, bytes.length, &key, &err));
		memcpy(point, key.point.at, key.point.left);
		point[key.point.left - 1] ^= 1;
		build(&made, key.name, key.name + 11, 8, point, key.point.left);
		assert_refused(&made, "not an uncompressed point");
		point[key.point.left - 1] ^= 1;
		build(&made, key.name, key.name + 11, 8, point, key.point.left);
		assert_true(parse(made.bytes, made.length, &err));
		point[0] = 2; /* compressed */
		build(&made, key.name, key.name + 11, 8, point, (key.point.left + 1) / 2);
		assert_refused(&made, "not an uncompressed point");
		build(&made, key.name, "\0", 1, point, 1); /* infinity */
		assert_refused(&made, "not of the curve");
		build(&made, key.name, key.name + 11, 8, "\0", 1);
		assert_refused(&made, "not an uncompressed point");
		build(&made, key.name, i == KEY_P256 ? "nistp384" : "nistp256", 8, key.point.at,
		      key.point.left);
		assert_refused(&made, "not of the curve");
	}
}

static void
refuses_weak_keys(void **state)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	uint8_t modulus[2050] = {0};
	uint8_t zero[32] = {0};

	(void)state;
	modulus[1] = 0x80;
	modulus[256] = 1;
	build(&bytes, "ssh-rsa", "\3", 1, modulus, 257);
	assert_true(parse(bytes.bytes, bytes.length, &(struct error){0}));
	build(&bytes, "ssh-rsa", "\1", 1, modulus, 257);
	assert_refused(&bytes, "weak RSA key");
	build(&bytes, "ssh-rsa", "\2", 1, modulus, 257);
	assert_refused(&bytes, "weak RSA key");
	build(&bytes, "ssh-rsa", "\1\0\0\0\0\0\0\0\1", 9, modulus, 257);
	assert_refused(&bytes, "weak RSA key");
	build(&bytes, "ssh-rsa", "\0\3", 2, modulus, 257);
	assert_refused(&bytes, "two positive numbers");
	build(&bytes, "ssh-rsa", "\3", 1, modulus + 1, 256); /* negative */
	assert_refused(&bytes, "two positive numbers");
	build(&bytes, "ssh-rsa", "\3", 1, "", 0);
	assert_refused(&bytes, "two positive numbers");
	modulus[1] = 0x40;
	build(&bytes, "ssh-rsa", "\3", 1, modulus + 1, 256);
	assert_refused(&bytes, "RSA key of 2047 bits");
	modulus[1] = 0x80;
	modulus[256] = 0;
	build(&bytes, "ssh-rsa", "\3", 1, modulus, 257);
	assert_refused(&bytes, "must be odd");
	modulus[2049] = 1;
	modulus[2048] = 1;
	build(&bytes, "ssh-rsa", "\3", 1, modulus, 2049);
	assert_true(parse(bytes.bytes, bytes.length, &(struct error){0}));
	modulus[1] = 1;
	build(&bytes, "ssh-rsa", "\3", 1, modulus + 1, 2049);
	assert_refused(&bytes, "RSA key of 16385 bits");
	buffer_clear(&bytes);
	wire_add_string(&bytes, "ssh-ed25519", 11);
	wire_add_string(&bytes, zero, 32);
	assert_refused(&bytes, "small order");
	buffer_clear(&bytes);
	wire_add_string(&bytes, "ssh-ed25519", 11);
	wire_add_string(&bytes, zero, 31);
	assert_refused(&bytes, "not 32 bytes");
}

static void
refuses_odd_applications(void **state)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct ssh_key key;

	(void)state;
	decode_key(signed_by[KEY_SK_ED25519].key, &bytes);
	assert_true(ssh_key_parse(bytes.bytes, bytes.length, &key, &(struct error){0}));
	assert_true(wire_is(key.application, "ssh:"));
	bytes.bytes[bytes.length - 1] = '\0';
	assert_refused(&bytes, "no application");
}

static void
a_signature_goes_with_its_kind(void **state)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	static const char *const names[] = {"ssh-ed25519",
					    "ecdsa-sha2-nistp256",
					    "ecdsa-sha2-nistp384",
					    "ssh-rsa",
					    "ssh-dss",
					    "webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
					    "sk-ssh-ed25519@openssh.com",
					    "rsa-sha2-512"};

	(void)state;
	for (size_t i = 0; i < SIGNED_BY_COUNT; i++) {
		struct ssh_key key;

		buffer_clear(&bytes);
		decode_key(signed_by[i].key, &bytes);
		assert_true(ssh_key_parse(bytes.bytes, bytes.length, &key, &(struct error){0}));
		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
			RELEASED_BY(buffer_release) struct buffer made = {0};
			struct wire signature;
			struct error err = {0};

			wire_add_string(&made, names[k], strlen(names[k]));
			signature = (struct wire){(const uint8_t *)made.bytes, made.length};
			assert_false(ssh_key_verify(&key, (struct wire){0}, signature, NULL, &err));
			if (text_equal(key.name, names[k]) && key.kind != SSH_RSA)
				assert_non_null(strstr(err.message, "ends too early"));
			else if (key.kind == SSH_RSA && text_equal(names[k], "ssh-rsa"))
				assert_non_null(strstr(err.message, "SHA-1"));
			else if (key.kind != SSH_RSA || !text_starts_with(names[k], "rsa"))
				assert_non_null(strstr(err.message, "does not go with"));
		}
	}
}

static void
digests(void **state)
{
	uint8_t digest[DIGEST_BYTES_MAX];
	char hex[2 * DIGEST_BYTES_MAX + 1];

	(void)state;
	hex_encode(hex, digest, digest_bytes(DIGEST_SHA384, "abc", 3, digest));
	hex_encode(hex, digest, 48);
	assert_string_equal(hex, "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
				 "8086072ba1e7cc2358baeca134c825a7");
	assert_int_equal(digest_bytes(DIGEST_SHA512, NULL, 0, digest), 64);
	hex_encode(hex, digest, 4);
	assert_string_equal(hex, "cf83e135");
	assert_int_equal(digest_bytes(DIGEST_SHA256, "abc", 3, digest), 32);
	hex_encode(hex, digest, 4);
	assert_string_equal(hex, "ba7816bf");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_each_kind),
		cmocka_unit_test(refuses_each_truncation),
		cmocka_unit_test(refuses_other_kinds),
		cmocka_unit_test(refuses_points_off_the_curve),
		cmocka_unit_test(refuses_weak_keys),
		cmocka_unit_test(refuses_odd_applications),
		cmocka_unit_test(a_signature_goes_with_its_kind),
		cmocka_unit_test(digests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
