/* SPDX-License-Identifier: Apache-2.0 */
/* Whose key signed these bytes, and for what purpose? See ssh_signature.h. */
#include "core/ssh_signature.h"

#include <string.h>

#include "base/crypto_ssh.h"
#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"

#define MAGIC "SSHSIG"
#define BEGIN_LINE SSH_SIGNATURE_BEGIN "\n"
#define END_MARK "\n-----END SSH SIGNATURE-----"

enum { VERSION = 1, MAGIC_BYTES = sizeof(MAGIC) - 1 };

static const char *
find(const char *text, size_t length, const char *part)
{
	size_t wanted = strlen(part);

	for (size_t i = 0; i + wanted <= length; i++)
		if (memcmp(text + i, part, wanted) == 0)
			return text + i;
	return NULL;
}

static bool
is_blank(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!byte_is_space(text[i]))
			return false;
	return true;
}

static bool
decode(const char *text, size_t length, struct buffer *out)
{
	struct buffer joined RELEASED_BY(buffer_release) = {0};

	for (size_t i = 0; i < length; i++)
		if (!byte_is_space(text[i]))
			buffer_add_byte(&joined, text[i]);
	return joined.length && base64_decode(out, joined.bytes, joined.length);
}

/* What is between the BEGIN and the END line. */
static bool
open_armour(const char *text, size_t length, struct buffer *out, struct error *err)
{
	size_t begin = strlen(BEGIN_LINE);
	const char *end;

	if (length > LIMIT_SIGNATURE_BYTES)
		return fail(err, ERROR_FORMAT, "the signature is longer than %u bytes",
			    LIMIT_SIGNATURE_BYTES);
	if (length < begin || memcmp(text, BEGIN_LINE, begin) != 0)
		return fail(err, ERROR_FORMAT, "the signature does not begin with the line %s",
			    SSH_SIGNATURE_BEGIN);
	end = find(text + begin, length - begin, END_MARK);
	if (!end)
		return fail(err, ERROR_FORMAT, "the signature has no END line");
	if (!is_blank(end + strlen(END_MARK), (size_t)(text + length - end) - strlen(END_MARK)))
		return fail(err, ERROR_FORMAT, "something follows the END line of the signature");
	if (!decode(text + begin, (size_t)(end - text) - begin, out))
		return fail(err, ERROR_FORMAT, "the signature is not base64");
	return true;
}

static bool
take_preamble(struct wire *rest, struct error *err)
{
	uint32_t version;

	if (rest->left < MAGIC_BYTES || memcmp(rest->at, MAGIC, MAGIC_BYTES) != 0)
		return fail(err, ERROR_FORMAT, "not an SSH signature: no " MAGIC);
	rest->at += MAGIC_BYTES;
	rest->left -= MAGIC_BYTES;
	if (!wire_take_number(rest, &version))
		return fail(err, ERROR_FORMAT, "broken SSH signature: no version");
	if (version != VERSION)
		return fail(err, ERROR_FORMAT, "SSH signatures of version %lu are not supported",
			    (unsigned long)version);
	return true;
}

static bool
check_fields(const struct ssh_signature *signature, struct wire reserved, struct error *err)
{
	struct wire namespace = signature->namespace;

	if (namespace.left == 0 || memchr(namespace.at, '\0', namespace.left))
		return fail(err, ERROR_FORMAT, "broken SSH signature: no namespace");
	if (reserved.left)
		return fail(err, ERROR_FORMAT,
			    "broken SSH signature: the reserved field is not empty");
	if (!wire_is(signature->digest, "sha256") && !wire_is(signature->digest, "sha512"))
		return fail(err, ERROR_FORMAT,
			    "the hash of the SSH signature is neither sha256 nor sha512");
	return true;
}

static bool
parse_blob(struct wire rest, struct ssh_signature *signature, struct error *err)
{
	struct wire key, reserved;

	if (!take_preamble(&rest, err))
		return false;
	if (!wire_take_string(&rest, &key) || !wire_take_string(&rest, &signature->namespace) ||
	    !wire_take_string(&rest, &reserved) || !wire_take_string(&rest, &signature->digest) ||
	    !wire_take_string(&rest, &signature->signature))
		return fail(err, ERROR_FORMAT, "broken SSH signature: it ends too early");
	if (rest.left)
		return fail(err, ERROR_FORMAT, "broken SSH signature: %zu bytes too many",
			    rest.left);
	if (!check_fields(signature, reserved, err))
		return false;
	return ssh_key_parse(key.at, key.left, &signature->key, err) ||
	       fail_while(err, "the key in the SSH signature");
}

bool
ssh_signature_parse(struct arena *arena, const char *text, size_t length, struct ssh_signature *out,
		    struct error *err)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	struct ssh_signature signature = {0};
	const uint8_t *kept;

	if (!open_armour(text, length, &bytes, err))
		return false;
	kept = (const uint8_t *)arena_copy(arena, bytes.bytes, bytes.length);
	if (!parse_blob((struct wire){kept, bytes.length}, &signature, err))
		return false;
	*out = signature;
	return true;
}

/* What the key signs: the digest of the message, and what it is for. */
static void
add_signed(const struct ssh_signature *signature, const void *message, size_t length,
	   struct buffer *out)
{
	enum digest kind = wire_is(signature->digest, "sha256") ? DIGEST_SHA256 : DIGEST_SHA512;
	uint8_t digest[DIGEST_BYTES_MAX];
	size_t digest_length = digest_bytes(kind, message, length, digest);

	buffer_add(out, MAGIC, MAGIC_BYTES);
	wire_add_string(out, signature->namespace.at, signature->namespace.left);
	wire_add_string(out, NULL, 0);
	wire_add_string(out, signature->digest.at, signature->digest.left);
	wire_add_string(out, digest, digest_length);
}

bool
ssh_signature_verify(const struct ssh_signature *signature, const char *namespace,
		     const void *message, size_t length, struct ssh_touch *touch, struct error *err)
{
	struct buffer to_sign RELEASED_BY(buffer_release) = {0};

	if (!wire_is(signature->namespace, namespace))
		return fail(err, ERROR_FORMAT, "the signature is not for the namespace '%s'",
			    namespace);
	add_signed(signature, message, length, &to_sign);
	return ssh_key_verify(&signature->key,
			      (struct wire){(const uint8_t *)to_sign.bytes, to_sign.length},
			      signature->signature, touch, err);
}
