/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who signs what a fuzzer made? Three fixed Ed25519 keys, as `ssh-keygen -Y sign -n git` would, so
 * that good signatures survive each mutation of what they are under.
 */
#ifndef TESTS_FUZZ_REPOSITORY_KEYS_H
#define TESTS_FUZZ_REPOSITORY_KEYS_H

#include "tests/fuzz/fuzz.h"

#include "base/crypto.h"
#include "base/encoding.h"
#include "base/hash.h"
#include "integrations/signer_pem.h"

enum { FUZZ_KEYS = 3, ARMOUR_COLUMNS = 70 };

/* Made once, and kept. */
static inline struct signing_key *
fuzz_key(const char *name)
{
	static struct signing_key *keys[FUZZ_KEYS];
	size_t number = byte_is_digit(*name) ? (size_t)(*name - '0') % FUZZ_KEYS : 0;
	/* RFC 8410: all of the PKCS#8 but the 32 bytes, which are the key's number. */
	uint8_t der[48] = {0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06,
			   0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20};
	struct buffer text RELEASED_BY(buffer_release) = {0};
	struct secret secret RELEASED_BY(secret_release) = {0};
	struct error err = {0};

	if (keys[number])
		return keys[number];
	memset(der + 16, (int)number + 1, 32);
	base64_encode(&text, der, sizeof(der));
	secret_set(&secret, text.bytes, text.length);
	REQUIRE(signing_key_from_pem(&secret, KEY_ED25519, &keys[number], &err));
	return keys[number];
}

static inline void
add_wire(struct buffer *out, const void *bytes, size_t length)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buffer_add_byte(out, (char)(unsigned char)(length >> shift));
	buffer_add(out, bytes, length);
}

static inline void
add_public_key(struct buffer *out, const struct signing_key *key)
{
	struct public_key *public RELEASED_BY(public_key_release) = NULL;
	struct error err = {0};
	uint8_t raw[32];

	REQUIRE(signing_key_public(key, &public, &err));
	public_key_ed25519(public, raw);
	add_wire(out, "ssh-ed25519", strlen("ssh-ed25519"));
	add_wire(out, raw, sizeof(raw));
}

static inline const char *
key_line(struct arena *arena, const char *name)
{
	struct buffer blob RELEASED_BY(buffer_release) = {0};
	struct buffer line RELEASED_BY(buffer_release) = {0};

	add_public_key(&blob, fuzz_key(name));
	buffer_add_text(&line, "ssh-ed25519 ");
	base64_encode(&line, blob.bytes, blob.length);
	return arena_text(arena, line.bytes);
}

/* What is both in the armour and, with the digest, signed. */
static inline void
add_about(struct buffer *out)
{
	add_wire(out, "git", 3);
	add_wire(out, "", 0);
	add_wire(out, "sha256", 6);
}

static inline void
sign_bytes(const struct signing_key *key, const struct buffer *message, struct buffer *out)
{
	struct buffer payload RELEASED_BY(buffer_release) = {0};
	struct buffer signature RELEASED_BY(buffer_release) = {0};
	struct buffer wire RELEASED_BY(buffer_release) = {0};
	struct buffer public RELEASED_BY(buffer_release) = {0};
	struct error err = {0};
	struct sha256 digest;

	sha256(&digest, message->bytes ? message->bytes : "", message->length);
	buffer_add_text(&payload, "SSHSIG");
	add_about(&payload);
	add_wire(&payload, digest.bytes, sizeof(digest.bytes));
	REQUIRE(signing_key_sign(key, payload.bytes, payload.length, &signature, &err));
	add_wire(&wire, "ssh-ed25519", strlen("ssh-ed25519"));
	add_wire(&wire, signature.bytes, signature.length);
	add_public_key(&public, key);
	buffer_add(out, "SSHSIG\0\0\0\1", 10);
	add_wire(out, public.bytes, public.length);
	add_about(out);
	add_wire(out, wire.bytes, wire.length);
}

/* Each line but the first one begins with `indent`. */
static inline void
add_armour(struct buffer *out, const struct buffer *blob, const char *indent)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};

	base64_encode(&text, blob->bytes, blob->length);
	buffer_add_text(out, "-----BEGIN SSH SIGNATURE-----\n");
	for (size_t at = 0; at < text.length; at += ARMOUR_COLUMNS)
		buffer_add_format(out, "%s%.*s\n", indent, ARMOUR_COLUMNS, text.bytes + at);
	buffer_add_format(out, "%s-----END SSH SIGNATURE-----\n", indent);
}

/* A commit's goes to the end of its headers, a tag's to the end of the object. */
static inline void
sign_object(const char *kind, const char *key, struct buffer *body)
{
	bool in_headers = text_equal(kind, "commit");
	struct buffer blob RELEASED_BY(buffer_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	const char *gap = in_headers && body->bytes ? strstr(body->bytes, "\n\n") : NULL;
	size_t before = gap ? (size_t)(gap + 1 - body->bytes) : body->length;

	sign_bytes(fuzz_key(key), body, &blob);
	buffer_add(&out, body->bytes ? body->bytes : "", before);
	if (in_headers)
		buffer_add_text(&out, "gpgsig ");
	add_armour(&out, &blob, in_headers ? " " : "");
	buffer_add(&out, (body->bytes ? body->bytes : "") + before, body->length - before);
	buffer_clear(body);
	buffer_add(body, out.bytes, out.length);
}

#endif
