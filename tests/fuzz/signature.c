/* SPDX-License-Identifier: Apache-2.0 */
/* Do signatures, SSH keys, signed commits and tags, whatever they are, stay within their bytes? */
#include "tests/fuzz/fuzz.h"

#include "base/encoding.h"
#include "base/ssh_key.h"
#include "core/ssh_signature.h"
#include "integrations/git_tag.h"
#include "tests/vectors/ssh_signatures.h"

static void
require_within(const struct raw_text *text, const char *bytes, size_t length)
{
	REQUIRE(text->length <= length);
	if (text->length)
		REQUIRE(text->at >= bytes && text->at + text->length <= bytes + length);
}

/* Nobody but the holders of the keys signs anything, and of theirs we know one message. */
static void
try_signature(struct arena *arena, const char *bytes, size_t length)
{
	struct ssh_signature signature;
	struct ssh_touch touch;
	struct error err = {0};

	if (!ssh_signature_parse(arena, bytes, length, &signature, &err)) {
		require_refusal(&err);
		return;
	}
	REQUIRE(strlen(ssh_key_fingerprint(arena, &signature.key)) == 50);
	REQUIRE(!ssh_signature_verify(&signature, "git", "another", 7, &touch, &err));
	require_refusal(&err);
	if (!ssh_signature_verify(&signature, "git", SIGNED_MESSAGE, strlen(SIGNED_MESSAGE), &touch,
				  &err))
		require_refusal(&err);
	else
		REQUIRE(wire_is(signature.namespace, "git"));
}

/* The same with the input as what the armour holds. */
static void
try_blob(struct arena *arena, const uint8_t *bytes, size_t length)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};

	buffer_add_text(&text, SSH_SIGNATURE_BEGIN "\n");
	base64_encode(&text, bytes, length);
	buffer_add_text(&text, "\n-----END SSH SIGNATURE-----\n");
	try_signature(arena, text.bytes, text.length);
}

static void
try_key(struct arena *arena, const uint8_t *bytes, size_t length)
{
	struct ssh_key key;
	struct error err = {0};
	struct wire half = {bytes, length / 2};

	if (!ssh_key_parse(bytes, length, &key, &err)) {
		require_refusal(&err);
		return;
	}
	REQUIRE(key.blob.at == bytes && key.blob.left == length);
	REQUIRE(ssh_key_equal(&key, &key));
	REQUIRE(text_starts_with(ssh_key_fingerprint(arena, &key), "SHA256:"));
	REQUIRE(!ssh_key_verify(&key, half, key.blob, NULL, &err));
	require_refusal(&err);
}

static void
require_object(struct arena *arena, const struct signed_object *object, size_t length)
{
	REQUIRE(object->payload.length + object->signature.length <= length);
	REQUIRE((object->kind == ARMOUR_NONE) == (object->signature.length == 0));
	if (object->kind == ARMOUR_SSH)
		try_signature(arena, object->signature.at, object->signature.length);
}

static void
try_commit(struct arena *arena, const char *bytes, size_t length)
{
	struct signed_object object;
	struct error err = {0};

	if (!signed_commit_parse(arena, bytes, length, &object, &err)) {
		require_refusal(&err);
		return;
	}
	require_object(arena, &object, length);
}

static void
try_tag(struct arena *arena, const char *bytes, size_t length)
{
	struct raw_tag tag;
	struct error err = {0};

	if (!raw_tag_parse(arena, bytes, length, &tag, &err)) {
		require_refusal(&err);
		return;
	}
	require_object(arena, &tag.object, length);
	require_within(&tag.name, bytes, length);
	require_within(&tag.message, bytes, length);
	require_within(&tag.tagger.name, bytes, length);
	require_within(&tag.tagger.address, bytes, length);
	require_within(&tag.object.signature, bytes, length);
	REQUIRE(tag.object.signature.at + tag.object.signature.length == bytes + length);
	REQUIRE(tag.message.at + tag.message.length <= tag.object.signature.at);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	const char *text = (const char *)bytes;

	try_signature(&arena, text, length);
	try_blob(&arena, bytes, length);
	try_key(&arena, bytes, length);
	try_commit(&arena, text, length);
	try_tag(&arena, text, length);
	return 0;
}
