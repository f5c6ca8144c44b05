/* SPDX-License-Identifier: Apache-2.0 */
/* What do SSH public keys say, and did their holder sign these bytes? See ssh_key.h. */
#include "base/ssh_key.h"

#include <string.h>

#include "base/crypto.h"
#include "base/crypto_ssh.h"
#include "base/encoding.h"
#include "base/hash.h"
#include "base/text.h"

enum {
	ED25519_KEY_BYTES = 32,
	ED25519_SIGNATURE_BYTES = 64,
	RSA_BITS_MIN = 2048,
	RSA_BITS_MAX = 16384,
	EXPONENT_BITS_MAX = 64,
	NAME_SHOWN_BYTES = 64,
};

static const struct kind {
	const char *name;
	const char *curve_name; /* NULL: not ECDSA */
	enum curve curve;
	bool security;
} kinds[] = {
	[SSH_ED25519] = {"ssh-ed25519", NULL, CURVE_P256, false},
	[SSH_ECDSA_P256] = {"ecdsa-sha2-nistp256", "nistp256", CURVE_P256, false},
	[SSH_ECDSA_P384] = {"ecdsa-sha2-nistp384", "nistp384", CURVE_P384, false},
	[SSH_ECDSA_P521] = {"ecdsa-sha2-nistp521", "nistp521", CURVE_P521, false},
	[SSH_RSA] = {"ssh-rsa", NULL, CURVE_P256, false},
	[SSH_SK_ED25519] = {"sk-ssh-ed25519@openssh.com", NULL, CURVE_P256, true},
	[SSH_SK_ECDSA_P256] = {"sk-ecdsa-sha2-nistp256@openssh.com", "nistp256", CURVE_P256, true},
};

static bool
is_name(struct wire name)
{
	if (name.left == 0 || name.left > NAME_SHOWN_BYTES)
		return false;
	for (size_t i = 0; i < name.left; i++)
		if (name.at[i] <= ' ' || name.at[i] > '~')
			return false;
	return true;
}

static bool
wire_contains(struct wire wire, const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i + length <= wire.left; i++)
		if (memcmp(wire.at + i, text, length) == 0)
			return true;
	return false;
}

static bool
fail_kind(struct wire name, struct error *err)
{
	if (!is_name(name))
		return fail(err, ERROR_FORMAT, "not an SSH key");
	if (wire_contains(name, "-cert-v0"))
		return fail(err, ERROR_FORMAT,
			    "SSH certificates (%.*s) are not supported: name the key itself",
			    (int)name.left, (const char *)name.at);
	return fail(err, ERROR_FORMAT,
		    "SSH keys of the kind '%.*s' are not supported; supported are Ed25519, ECDSA, "
		    "RSA and security keys",
		    (int)name.left, (const char *)name.at);
}

static bool
find_kind(struct wire name, enum ssh_key_kind *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (wire_is(name, kinds[i].name)) {
			*kind = (enum ssh_key_kind)i;
			return true;
		}
	return false;
}

/* Number of bits of a positive number in its shortest form. */
static size_t
bits_of(struct wire number)
{
	size_t bits = 8 * number.left;

	for (unsigned mask = 0x80; mask && !(number.at[0] & mask); mask >>= 1)
		bits--;
	return number.at[0] ? bits : 8 * (number.left - 1);
}

static bool
parse_rsa(struct wire *rest, struct ssh_key *key, struct error *err)
{
	size_t bits;

	if (!wire_take_positive(rest, &key->exponent) || !wire_take_positive(rest, &key->modulus))
		return fail(err, ERROR_FORMAT, "broken RSA key: not two positive numbers");
	bits = bits_of(key->modulus);
	if (bits < RSA_BITS_MIN || bits > RSA_BITS_MAX)
		return fail(err, ERROR_FORMAT, "RSA key of %zu bits: must have %d to %d", bits,
			    RSA_BITS_MIN, RSA_BITS_MAX);
	bits = bits_of(key->exponent);
	if (bits < 2 || bits > EXPONENT_BITS_MAX ||
	    !(key->exponent.at[key->exponent.left - 1] & 1) ||
	    !(key->modulus.at[key->modulus.left - 1] & 1))
		return fail(err, ERROR_FORMAT,
			    "weak RSA key: its numbers must be odd, the exponent from 3 to 2^64");
	return true;
}

static bool
parse_ecdsa(struct wire *rest, struct ssh_key *key, struct error *err)
{
	const struct kind *kind = &kinds[key->kind];
	struct wire curve;

	if (!wire_take_string(rest, &curve) || !wire_is(curve, kind->curve_name))
		return fail(err, ERROR_FORMAT, "broken ECDSA key: not of the curve %s",
			    kind->curve_name);
	if (!wire_take_string(rest, &key->point) || !curve_has_point(kind->curve, key->point))
		return fail(err, ERROR_FORMAT,
			    "broken ECDSA key: not an uncompressed point of the curve %s",
			    kind->curve_name);
	return true;
}

static bool
parse_ed25519(struct wire *rest, struct ssh_key *key, struct error *err)
{
	struct public_key *checked RELEASED_BY(public_key_release) = NULL;

	if (!wire_take_string(rest, &key->point) || key->point.left != ED25519_KEY_BYTES)
		return fail(err, ERROR_FORMAT, "broken Ed25519 key: not %d bytes",
			    ED25519_KEY_BYTES);
	return public_key_from_ed25519(key->point.at, &checked, err);
}

static bool
parse_application(struct wire *rest, struct ssh_key *key, struct error *err)
{
	if (!wire_take_string(rest, &key->application) ||
	    (key->application.left && memchr(key->application.at, '\0', key->application.left)))
		return fail(err, ERROR_FORMAT, "broken security key: no application");
	return true;
}

bool
ssh_key_parse(const void *bytes, size_t length, struct ssh_key *out, struct error *err)
{
	struct ssh_key key = {.blob = {bytes, length}};
	struct wire rest = key.blob, name;
	bool parsed;

	if (!wire_take_string(&rest, &name))
		return fail(err, ERROR_FORMAT, "not an SSH key");
	if (!find_kind(name, &key.kind))
		return fail_kind(name, err);
	key.name = kinds[key.kind].name;
	if (kinds[key.kind].curve_name)
		parsed = parse_ecdsa(&rest, &key, err);
	else if (key.kind == SSH_RSA)
		parsed = parse_rsa(&rest, &key, err);
	else
		parsed = parse_ed25519(&rest, &key, err);
	if (!parsed || (kinds[key.kind].security && !parse_application(&rest, &key, err)))
		return false;
	if (rest.left)
		return fail(err, ERROR_FORMAT, "broken SSH key: %zu bytes too many", rest.left);
	*out = key;
	return true;
}

bool
ssh_key_equal(const struct ssh_key *a, const struct ssh_key *b)
{
	return wire_same(a->blob, b->blob);
}

char *
ssh_key_fingerprint(struct arena *arena, const struct ssh_key *key)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};
	struct sha256 digest;

	sha256(&digest, key->blob.at, key->blob.left);
	base64_encode(&text, digest.bytes, sizeof(digest.bytes));
	return arena_format(arena, "SHA256:%.43s", text.bytes);
}

/* The algorithm of the signature must be the key's own. */
static bool
take_algorithm(const struct ssh_key *key, struct wire *rest, enum digest *digest, struct error *err)
{
	struct wire name;

	if (!wire_take_string(rest, &name) || !is_name(name))
		return fail(err, ERROR_FORMAT, "broken signature: no algorithm");
	if (key->kind == SSH_RSA && wire_is(name, "rsa-sha2-256"))
		*digest = DIGEST_SHA256;
	else if (key->kind == SSH_RSA && wire_is(name, "rsa-sha2-512"))
		*digest = DIGEST_SHA512;
	else if (key->kind == SSH_RSA && wire_is(name, "ssh-rsa"))
		return fail(err, ERROR_FORMAT,
			    "the signature algorithm ssh-rsa uses SHA-1 and is not accepted");
	else if (key->kind == SSH_RSA || !wire_is(name, key->name))
		return fail(err, ERROR_FORMAT,
			    "the signature algorithm '%.*s' does not go with %s keys",
			    (int)name.left, (const char *)name.at, key->name);
	return true;
}

static bool
verify_ed25519(const struct ssh_key *key, struct wire message, struct wire signature)
{
	struct public_key *point RELEASED_BY(public_key_release) = NULL;
	struct error ignored;

	return signature.left == ED25519_SIGNATURE_BYTES &&
	       public_key_from_ed25519(key->point.at, &point, &ignored) &&
	       public_key_verify(point, message.at, message.left, signature.at, signature.left);
}

static bool
verify_ecdsa(const struct ssh_key *key, struct wire message, struct wire signature,
	     struct error *err)
{
	struct wire r, s;

	if (!wire_take_positive(&signature, &r) || !wire_take_positive(&signature, &s) ||
	    signature.left)
		return fail(err, ERROR_FORMAT,
			    "broken signature: not two positive numbers in their shortest form");
	return ecdsa_verify(kinds[key->kind].curve, key->point, r, s, message) ||
	       fail(err, ERROR_FORMAT, "the signature does not fit");
}

static bool
verify_bytes(const struct ssh_key *key, enum digest digest, struct wire message,
	     struct wire signature, struct error *err)
{
	bool verified;

	if (kinds[key->kind].curve_name)
		return verify_ecdsa(key, message, signature, err);
	if (key->kind == SSH_RSA)
		verified = rsa_verify(key->modulus, key->exponent, digest, signature, message);
	else
		verified = verify_ed25519(key, message, signature);
	return verified || fail(err, ERROR_FORMAT, "the signature does not fit");
}

/* PROTOCOL.u2f: a security key signs digests of application and message, flags and counter. */
static void
add_touched_message(const struct ssh_key *key, const struct ssh_touch *touch, struct wire message,
		    struct buffer *out)
{
	struct sha256 digest;

	sha256(&digest, key->application.at, key->application.left);
	buffer_add(out, digest.bytes, sizeof(digest.bytes));
	buffer_add_byte(out, (char)touch->flags);
	wire_add_number(out, touch->counter);
	sha256(&digest, message.at, message.left);
	buffer_add(out, digest.bytes, sizeof(digest.bytes));
}

bool
ssh_key_verify(const struct ssh_key *key, struct wire message, struct wire signature,
	       struct ssh_touch *touch, struct error *err)
{
	struct buffer touched RELEASED_BY(buffer_release) = {0};
	struct wire rest = signature, bytes;
	struct ssh_touch read = {0};
	enum digest digest = DIGEST_SHA256;

	if (!take_algorithm(key, &rest, &digest, err))
		return false;
	if (!wire_take_string(&rest, &bytes) ||
	    (kinds[key->kind].security &&
	     (!wire_take_byte(&rest, &read.flags) || !wire_take_number(&rest, &read.counter))))
		return fail(err, ERROR_FORMAT, "broken signature: it ends too early");
	if (rest.left)
		return fail(err, ERROR_FORMAT, "broken signature: %zu bytes too many", rest.left);
	if (kinds[key->kind].security) {
		add_touched_message(key, &read, message, &touched);
		message = (struct wire){(const uint8_t *)touched.bytes, touched.length};
	}
	if (!verify_bytes(key, digest, message, bytes, err))
		return false;
	if (touch)
		*touch = read;
	return true;
}
