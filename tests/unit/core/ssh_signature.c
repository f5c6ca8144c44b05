/* SPDX-License-Identifier: Apache-2.0 */
/* Does core/ssh_signature.c accept what `ssh-keygen -Y sign` made, and nothing that was altered? */
#include "core/ssh_signature.h"
#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "tests/vectors/ssh_signatures.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

enum { ED25519, P256, RSA = 4, SK_ED25519, SK_P256 };

static bool
verify_text(const char *text, size_t length, const char *namespace, const char *message,
	    struct ssh_touch *touch, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	struct ssh_signature signature;

	return ssh_signature_parse(&arena, text, length, &signature, err) &&
	       ssh_signature_verify(&signature, namespace, message, strlen(message), touch, err);
}

static bool
verifies(const char *text)
{
	struct error err = {0};

	return verify_text(text, strlen(text), "git", SIGNED_MESSAGE, NULL, &err);
}

static void
assert_refused(const char *text, size_t length, const char *why)
{
	struct error err = {0};

	assert_false(verify_text(text, length, "git", SIGNED_MESSAGE, NULL, &err));
	assert_int_equal(err.code, ERROR_FORMAT);
	if (!strstr(err.message, why))
		fail_msg("'%s' does not say '%s'", err.message, why);
}

/* What is in the armour. */
static void
open_armour(const char *text, struct buffer *out)
{
	RELEASED_BY(buffer_release) struct buffer joined = {0};

	for (const char *at = strchr(text, '\n'); at < strstr(text, "\n-----END"); at++)
		if (*at != '\n')
			buffer_add_byte(&joined, *at);
	assert_true(base64_decode(out, joined.bytes, joined.length));
}

static void
close_armour(const struct buffer *blob, struct buffer *out)
{
	buffer_clear(out);
	buffer_add_text(out, SSH_SIGNATURE_BEGIN "\n");
	base64_encode(out, blob->bytes, blob->length);
	buffer_add_text(out, "\n-----END SSH SIGNATURE-----\n");
}

static void
assert_blob_refused(const struct buffer *blob, const char *why)
{
	RELEASED_BY(buffer_release) struct buffer text = {0};

	close_armour(blob, &text);
	assert_refused(text.bytes, text.length, why);
}

static void
accepts_each_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIGNED_BY_COUNT; i++) {
		RELEASED_BY(arena_release) struct arena arena = {0};
		struct ssh_signature signature;
		struct error err = {0};

		assert_true(ssh_signature_parse(&arena, signed_by[i].signature,
						strlen(signed_by[i].signature), &signature, &err));
		assert_string_equal(ssh_key_fingerprint(&arena, &signature.key),
				    signed_by[i].fingerprint);
		assert_true(verifies(signed_by[i].signature));
	}
	assert_true(verifies(signed_with_sha256));
	assert_true(verifies(signed_with_rsa_sha2_256));
}

static void
refuses_other_messages_and_namespaces(void **state)
{
	static const char *const messages[] = {"", "the messagE", "the message\n", "the messag"};
	static const char *const namespaces[] = {"", "gi", "git2", "Git", "file", "*"};

	(void)state;
	for (size_t i = 0; i < SIGNED_BY_COUNT; i++) {
		const char *text = signed_by[i].signature;
		struct error err = {0};

		for (size_t k = 0; k < 4; k++) {
			assert_false(
				verify_text(text, strlen(text), "git", messages[k], NULL, &err));
			assert_non_null(strstr(err.message, "does not fit"));
		}
		for (size_t k = 0; k < 6; k++) {
			assert_false(verify_text(text, strlen(text), namespaces[k], SIGNED_MESSAGE,
						 NULL, &err));
			assert_non_null(strstr(err.message, "namespace"));
		}
	}
}

static void
refuses_weak_algorithms(void **state)
{
	(void)state;
	assert_refused(signed_with_sha1, strlen(signed_with_sha1), "SHA-1");
	assert_refused(signed_mixed, strlen(signed_mixed), "does not fit");
	assert_refused(signed_with_rsa_1024, strlen(signed_with_rsa_1024), "RSA key of 1024 bits");
}

static void
tells_whether_the_key_was_touched(void **state)
{
	struct ssh_touch touch = {0};
	struct error err = {0};
	const char *text = signed_by[SK_ED25519].signature;

	(void)state;
	assert_true(verify_text(text, strlen(text), "git", SIGNED_MESSAGE, &touch, &err));
	assert_int_equal(touch.flags, SSH_TOUCHED);
	assert_true(touch.counter > 0);
	text = signed_untouched;
	assert_true(verify_text(text, strlen(text), "git", SIGNED_MESSAGE, &touch, &err));
	assert_int_equal(touch.flags, 0);
	text = signed_by[ED25519].signature;
	assert_true(verify_text(text, strlen(text), "git", SIGNED_MESSAGE, &touch, &err));
	assert_int_equal(touch.counter, 0);
}

/* Each bit of the blob is part of what is signed, or of its form. */
static void
refuses_each_flipped_bit(void **state)
{
	static const size_t samples[] = {ED25519, P256, SK_ED25519, SK_P256};

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		RELEASED_BY(buffer_release) struct buffer blob = {0};
		RELEASED_BY(buffer_release) struct buffer text = {0};

		open_armour(signed_by[samples[i]].signature, &blob);
		close_armour(&blob, &text);
		assert_true(verifies(text.bytes));
		for (size_t bit = 0; bit < 8 * blob.length; bit++) {
			blob.bytes[bit / 8] = (char)(blob.bytes[bit / 8] ^ 1 << bit % 8);
			close_armour(&blob, &text);
			assert_false(verifies(text.bytes));
			blob.bytes[bit / 8] = (char)(blob.bytes[bit / 8] ^ 1 << bit % 8);
		}
	}
}

static void
refuses_each_truncation(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIGNED_BY_COUNT; i++) {
		RELEASED_BY(buffer_release) struct buffer blob = {0};
		size_t length;

		open_armour(signed_by[i].signature, &blob);
		length = blob.length;
		while (--blob.length)
			assert_blob_refused(&blob, "");
		blob.length = length;
		buffer_add_byte(&blob, '\0');
		assert_blob_refused(&blob, "1 bytes too many");
		length = strlen(signed_by[i].signature) - 1;
		while (--length)
			assert_refused(signed_by[i].signature, length, "");
	}
}

/* "SSHSIG", version, key, namespace, reserved, hash, signature. */
static void
build(struct buffer *out, uint32_t version, const char *namespace, const char *reserved,
      const char *hash)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	struct ssh_signature read;
	const char *text = signed_by[ED25519].signature;

	assert_true(ssh_signature_parse(&arena, text, strlen(text), &read, &(struct error){0}));
	buffer_clear(out);
	buffer_add(out, "SSHSIG", 6);
	wire_add_number(out, version);
	wire_add_string(out, read.key.blob.at, read.key.blob.left);
	wire_add_string(out, namespace, strlen(namespace));
	wire_add_string(out, reserved, strlen(reserved));
	wire_add_string(out, hash, strlen(hash));
	wire_add_string(out, read.signature.at, read.signature.left);
}

static void
refuses_other_fields(void **state)
{
	RELEASED_BY(buffer_release) struct buffer blob = {0};
	RELEASED_BY(buffer_release) struct buffer text = {0};

	(void)state;
	build(&blob, 1, "git", "", "sha512");
	close_armour(&blob, &text);
	assert_true(verifies(text.bytes));
	build(&blob, 0, "git", "", "sha512");
	assert_blob_refused(&blob, "version 0");
	build(&blob, 2, "git", "", "sha512");
	assert_blob_refused(&blob, "version 2");
	build(&blob, 1, "git", "x", "sha512");
	assert_blob_refused(&blob, "reserved field");
	build(&blob, 1, "", "", "sha512");
	assert_blob_refused(&blob, "no namespace");
	build(&blob, 1, "git", "", "sha384");
	assert_blob_refused(&blob, "neither sha256 nor sha512");
	build(&blob, 1, "git", "", "SHA512");
	assert_blob_refused(&blob, "neither sha256 nor sha512");
	build(&blob, 1, "git", "", "sha256");
	assert_blob_refused(&blob, "does not fit");
	build(&blob, 1, "git", "", "sha512");
	blob.bytes[0] = 's';
	assert_blob_refused(&blob, "no SSHSIG");
}

static void
the_armour(void **state)
{
	RELEASED_BY(buffer_release) struct buffer blob = {0};
	RELEASED_BY(arena_release) struct arena arena = {0};
	const char *good = signed_by[ED25519].signature;
	char *text;

	(void)state;
	assert_true(verifies(arena_format(&arena, "%s\n \r\n", good)));
	text = arena_format(&arena, "%strailing\n", good);
	assert_refused(text, strlen(text), "follows the END line");
	text = arena_format(&arena, "%s%s", good, good);
	assert_refused(text, strlen(text), "follows the END line");
	text = arena_format(&arena, "\n%s", good);
	assert_refused(text, strlen(text), "does not begin");
	text = arena_text(&arena, good);
	text[strlen(SSH_SIGNATURE_BEGIN)] = '\r';
	assert_refused(text, strlen(text), "does not begin");
	text = arena_text(&arena, good);
	*strstr(text, "-----END") = '+';
	assert_refused(text, strlen(text), "no END line");
	text = arena_text(&arena, good);
	text[60] = '*';
	assert_refused(text, strlen(text), "not base64");
	text[60] = '\0';
	assert_refused(text, strlen(good), "not base64");
	text = arena_format(&arena, "%s\n\n-----END SSH SIGNATURE-----\n", SSH_SIGNATURE_BEGIN);
	assert_refused(text, strlen(text), "not base64");
	open_armour(good, &blob);
	while (blob.length < LIMIT_SIGNATURE_BYTES)
		buffer_add(&blob, "                ", 16);
	assert_blob_refused(&blob, "longer than 16384 bytes");
}

/* White space in the base64 is as nothing, as it is to ssh-keygen. */
static void
white_space(void **state)
{
	RELEASED_BY(buffer_release) struct buffer text = {0};
	const char *good = signed_by[P256].signature;
	size_t begin = strlen(SSH_SIGNATURE_BEGIN "\n");

	(void)state;
	buffer_add(&text, good, begin);
	for (const char *at = good + begin; at < strstr(good, "\n-----END"); at++)
		buffer_add_format(&text, " %c\r\n", *at);
	buffer_add_text(&text, "\n-----END SSH SIGNATURE-----");
	assert_true(verifies(text.bytes));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepts_each_kind),
		cmocka_unit_test(refuses_other_messages_and_namespaces),
		cmocka_unit_test(refuses_weak_algorithms),
		cmocka_unit_test(tells_whether_the_key_was_touched),
		cmocka_unit_test(refuses_each_flipped_bit),
		cmocka_unit_test(refuses_each_truncation),
		cmocka_unit_test(refuses_other_fields),
		cmocka_unit_test(the_armour),
		cmocka_unit_test(white_space),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
