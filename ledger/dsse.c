/* SPDX-License-Identifier: Apache-2.0 */
/* Who signed this payload? See dsse.h. */
#include "ledger/dsse.h"

#include <string.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"

#define FINGERPRINT_PREFIX "SHA256:"
#define FINGERPRINT_LENGTH 50

/* An envelope is these texts with payload, keyid and signature between them. */
static const char before_payload[] = "{\"payload\":\"";
static const char before_keyid[] =
	"\",\"payloadType\":\"" PAYLOAD_TYPE "\",\"signatures\":[{\"keyid\":\"";
static const char before_signature[] = "\",\"sig\":\"";
static const char before_proof[] = "\"}],\"platformProof\":\"";
static const char after_proof[] = "\"}\n";
static const char at_end[] = "\"}]}\n";

void
dsse_pae(struct buffer *out, const char *type, const void *body, size_t length)
{
	buffer_reserve(out, length + 256);
	buffer_add_text(out, "DSSEv1 ");
	buffer_add_integer(out, (int64_t)strlen(type));
	buffer_add_byte(out, ' ');
	buffer_add_text(out, type);
	buffer_add_byte(out, ' ');
	buffer_add_integer(out, (int64_t)length);
	buffer_add_byte(out, ' ');
	buffer_add(out, body, length);
}

bool
dsse_sign_proved(const void *payload, size_t length, const struct signer *signer, const char *proof,
		 struct buffer *envelope, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer message = {0};
	RELEASED_BY(buffer_release) struct buffer signature = {0};
	RELEASED_BY(arena_release) struct arena arena;

	arena_init(&arena);
	dsse_pae(&message, PAYLOAD_TYPE, payload, length);
	if (!signer->sign(signer->self, message.bytes, message.length, &signature, err))
		return fail_while(err, "signing the record");
	dsse_write(envelope, &(struct envelope){
				     .payload = payload,
				     .payload_length = length,
				     .keyid = public_key_fingerprint(&arena, signer->key),
				     .signature = (const uint8_t *)signature.bytes,
				     .signature_length = signature.length,
				     .proof = proof,
			     });
	return true;
}

bool
dsse_sign(const void *payload, size_t length, const struct signer *signer, struct buffer *envelope,
	  struct error *err)
{
	return dsse_sign_proved(payload, length, signer, NULL, envelope, err);
}

void
dsse_write(struct buffer *out, const struct envelope *envelope)
{
	buffer_add_text(out, before_payload);
	base64_encode(out, envelope->payload, envelope->payload_length);
	buffer_add_text(out, before_keyid);
	buffer_add_text(out, envelope->keyid);
	buffer_add_text(out, before_signature);
	base64_encode(out, envelope->signature, envelope->signature_length);
	if (envelope->proof) {
		buffer_add_text(out, before_proof);
		buffer_add_text(out, envelope->proof);
	}
	buffer_add_text(out, envelope->proof ? after_proof : at_end);
}

struct reader {
	const char *at;
	size_t left;
};

static bool
skip(struct reader *reader, const char *text)
{
	size_t length = strlen(text);

	if (reader->left < length || memcmp(reader->at, text, length) != 0)
		return false;
	reader->at += length;
	reader->left -= length;
	return true;
}

/* What is before the next quote. None of the three values can hold one. */
static bool
take(struct reader *reader, const char **value, size_t *length)
{
	const char *quote = memchr(reader->at, '"', reader->left);

	if (!quote)
		return false;
	*value = reader->at;
	*length = (size_t)(quote - reader->at);
	reader->at = quote;
	reader->left -= *length;
	return true;
}

static bool
is_fingerprint(const char *text, size_t length)
{
	if (length != FINGERPRINT_LENGTH || !text_starts_with(text, FINGERPRINT_PREFIX))
		return false;
	for (size_t i = strlen(FINGERPRINT_PREFIX); i < length; i++)
		if (!byte_is_digit(text[i]) && !byte_is_letter(text[i]) && text[i] != '+' &&
		    text[i] != '/')
			return false;
	return true;
}

static bool
decode(struct arena *arena, const char *text, size_t length, const char **out, size_t *out_length)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	if (!base64_decode(&bytes, text, length))
		return false;
	*out = arena_copy(arena, bytes.bytes ? bytes.bytes : "", bytes.length);
	*out_length = bytes.length;
	return true;
}

/* With a token or without; that it is one is seen when it is verified. */
static bool
read_end(struct arena *arena, struct reader *reader, const char **proof)
{
	const char *text;
	size_t length;

	*proof = NULL;
	if (skip(reader, at_end))
		return reader->left == 0;
	if (!skip(reader, before_proof) || !take(reader, &text, &length) || !length ||
	    !skip(reader, after_proof))
		return false;
	for (size_t i = 0; i < length; i++)
		if (!byte_is_letter(text[i]) && !byte_is_digit(text[i]) && !strchr("-_.", text[i]))
			return false;
	*proof = arena_copy(arena, text, length);
	return reader->left == 0;
}

bool
dsse_parse(struct arena *arena, const char *bytes, size_t length, struct envelope *out,
	   struct error *err)
{
	struct reader reader = {bytes, length};
	struct envelope read;
	const char *payload, *keyid, *signature, *decoded;
	size_t payload_length, keyid_length, signature_length;

	if (length > LIMIT_ENVELOPE_BYTES)
		return fail(err, ERROR_FORMAT, "the envelope has %zu bytes, at most %u are read",
			    length, LIMIT_ENVELOPE_BYTES);
	if (!skip(&reader, before_payload) || !take(&reader, &payload, &payload_length) ||
	    !skip(&reader, before_keyid) || !take(&reader, &keyid, &keyid_length) ||
	    !skip(&reader, before_signature) || !take(&reader, &signature, &signature_length) ||
	    !read_end(arena, &reader, &read.proof) || !is_fingerprint(keyid, keyid_length))
		return fail(err, ERROR_FORMAT, "not an envelope as changegate writes it");
	if (!decode(arena, payload, payload_length, &read.payload, &read.payload_length) ||
	    !decode(arena, signature, signature_length, &decoded, &read.signature_length))
		return fail(err, ERROR_FORMAT, "payload or signature is not strict base64");
	read.signature = (const uint8_t *)decoded;
	read.keyid = arena_copy(arena, keyid, keyid_length);
	*out = read;
	return true;
}

bool
dsse_verify(const struct envelope *envelope, const struct public_key *key, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer message = {0};

	if (!public_key_has_fingerprint(key, envelope->keyid))
		return fail(err, ERROR_LEDGER, "signed by another key, %s", envelope->keyid);
	dsse_pae(&message, PAYLOAD_TYPE, envelope->payload, envelope->payload_length);
	if (!public_key_verify(key, message.bytes, message.length, envelope->signature,
			       envelope->signature_length))
		return fail(err, ERROR_LEDGER, "the signature does not fit the payload");
	return true;
}
