/* SPDX-License-Identifier: Apache-2.0 */
/* Who says that the tree has this root? See note.h. */
#include "ledger/note.h"

#include <string.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"

#define ED25519_TYPE 1                 /* signature type byte of signed-note */
#define SIGNATURE_MARK "\xe2\x80\x94 " /* em dash, blank */
#define ID_BYTES 4
#define SIGNATURE_BYTES 64
#define ORIGIN_BYTES 256

bool
origin_is_valid(const char *origin)
{
	size_t length = 0;

	for (; origin[length]; length++)
		if (origin[length] <= ' ' || origin[length] > '~' || origin[length] == '+')
			return false;
	return length > 0 && length <= ORIGIN_BYTES;
}

static void
add_typed_key(struct buffer *out, const struct public_key *key)
{
	uint8_t raw[32];

	public_key_ed25519(key, raw);
	buffer_add_byte(out, ED25519_TYPE);
	buffer_add(out, raw, sizeof(raw));
}

void
note_key_id(const char *name, const struct public_key *key, uint8_t id[4])
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct sha256 digest;

	buffer_add_format(&bytes, "%s\n", name);
	add_typed_key(&bytes, key);
	sha256(&digest, bytes.bytes, bytes.length);
	memcpy(id, digest.bytes, ID_BYTES);
}

char *
note_verifier_key(struct arena *arena, const char *name, const struct public_key *key)
{
	RELEASED_BY(buffer_release) struct buffer typed = {0};
	RELEASED_BY(buffer_release) struct buffer base64 = {0};
	uint8_t id[ID_BYTES];
	char hex[2 * ID_BYTES + 1];

	note_key_id(name, key, id);
	hex_encode(hex, id, sizeof(id));
	add_typed_key(&typed, key);
	base64_encode(&base64, typed.bytes, typed.length);
	return arena_format(arena, "%s+%s+%s", name, hex, base64.bytes);
}

bool
note_sign(const char *text, size_t length, const char *name, const struct signer *signer,
	  struct buffer *out, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer signature = {0};
	uint8_t id[ID_BYTES];

	if (public_key_algorithm(signer->key) != KEY_ED25519)
		return fail(err, ERROR_USAGE, "checkpoints are signed with an Ed25519 key");
	note_key_id(name, signer->key, id);
	buffer_add(&signature, id, sizeof(id));
	if (!signer->sign(signer->self, text, length, &signature, err))
		return fail_while(err, "signing the checkpoint");
	if (signature.length != ID_BYTES + SIGNATURE_BYTES)
		return fail(err, ERROR_LEDGER, "signing the checkpoint: not an Ed25519 signature");
	buffer_add(out, text, length);
	buffer_add_format(out, "\n" SIGNATURE_MARK "%s ", name);
	base64_encode(out, signature.bytes, signature.length);
	buffer_add_byte(out, '\n');
	return true;
}

/* The text ends at the last empty line. 0: there is none. */
static size_t
text_end(const char *bytes, size_t length)
{
	for (size_t i = length; i >= 2; i--)
		if (bytes[i - 1] == '\n' && bytes[i - 2] == '\n')
			return i - 1;
	return 0;
}

static bool
is_clean(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((uint8_t)bytes[i] < ' ' && bytes[i] != '\n')
			return false;
	return text_is_utf8(bytes, length);
}

static bool
read_signature(const char *base64, size_t length, struct signed_note *out)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	if (!base64_decode(&bytes, base64, length) || bytes.length != ID_BYTES + SIGNATURE_BYTES)
		return false;
	memcpy(out->key_id, bytes.bytes, ID_BYTES);
	memcpy(out->signature, bytes.bytes + ID_BYTES, SIGNATURE_BYTES);
	return true;
}

/* "<mark><name> <base64>\n", the whole of `line`. */
static bool
read_signature_line(struct arena *arena, const char *line, size_t length, struct signed_note *out)
{
	size_t mark = strlen(SIGNATURE_MARK);
	const char *blank;

	if (length <= mark || memcmp(line, SIGNATURE_MARK, mark) != 0 || line[length - 1] != '\n')
		return false;
	line += mark;
	length -= mark + 1;
	blank = memchr(line, ' ', length);
	if (!blank)
		return false;
	out->name = arena_copy(arena, line, (size_t)(blank - line));
	return origin_is_valid(out->name) &&
	       read_signature(blank + 1, (size_t)(line + length - blank - 1), out);
}

bool
note_parse(struct arena *arena, const char *bytes, size_t length, struct signed_note *out,
	   struct error *err)
{
	size_t end = length <= LIMIT_CHECKPOINT_BYTES ? text_end(bytes, length) : 0;
	struct signed_note note = {0};

	if (end == 0 || !is_clean(bytes, length))
		return fail(err, ERROR_FORMAT, "not a signed note");
	if (!read_signature_line(arena, bytes + end + 1, length - end - 1, &note))
		return fail(err, ERROR_FORMAT, "not a note with exactly one Ed25519 signature");
	note.text = arena_copy(arena, bytes, end);
	note.text_length = end;
	*out = note;
	return true;
}

bool
note_verify(const struct signed_note *note, const char *name, const struct public_key *key,
	    struct error *err)
{
	uint8_t id[ID_BYTES];

	if (public_key_algorithm(key) != KEY_ED25519)
		return fail(err, ERROR_LEDGER, "the key is not an Ed25519 key");
	note_key_id(name, key, id);
	if (!text_equal(note->name, name) || memcmp(id, note->key_id, sizeof(id)) != 0)
		return fail(err, ERROR_LEDGER, "signed by another key");
	if (!public_key_verify(key, note->text, note->text_length, note->signature,
			       sizeof(note->signature)))
		return fail(err, ERROR_LEDGER, "the signature does not fit the text");
	return true;
}

bool
checkpoint_sign(const struct checkpoint *checkpoint, const struct signer *signer,
		struct buffer *out, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer text = {0};

	if (!origin_is_valid(checkpoint->origin))
		return fail(err, ERROR_USAGE,
			    "the ledger's origin is not printable ASCII without "
			    "blanks and '+'");
	buffer_add_format(&text, "%s\n%lld\n", checkpoint->origin, (long long)checkpoint->size);
	base64_encode(&text, checkpoint->root.bytes, sizeof(checkpoint->root.bytes));
	buffer_add_byte(&text, '\n');
	return note_sign(text.bytes, text.length, checkpoint->origin, signer, out, err);
}

/* One line of text without its newline; NULL if there is none. */
static char *
next_line(struct arena *arena, const char **text)
{
	const char *end = strchr(*text, '\n');
	char *line;

	if (!end)
		return NULL;
	line = arena_copy(arena, *text, (size_t)(end - *text));
	*text = end + 1;
	return line;
}

static bool
read_size(const char *line, int64_t *size)
{
	if (!byte_is_digit(line[0]) || (line[0] == '0' && line[1]))
		return false;
	return text_to_integer(line, size) && *size <= LIMIT_LEDGER_SIZE;
}

static bool
read_root(const char *line, struct sha256 *root)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	if (!base64_decode(&bytes, line, strlen(line)) || bytes.length != sizeof(root->bytes))
		return false;
	memcpy(root->bytes, bytes.bytes, sizeof(root->bytes));
	return true;
}

static bool
read_checkpoint(struct arena *arena, const struct signed_note *note, struct checkpoint *out,
		struct error *err)
{
	const char *rest = note->text;
	const char *origin = next_line(arena, &rest);
	const char *size = next_line(arena, &rest);
	const char *root = next_line(arena, &rest);
	struct checkpoint read = {.origin = origin};

	if (!origin || !size || !root || *rest || !origin_is_valid(origin) ||
	    !read_size(size, &read.size) || !read_root(root, &read.root))
		return fail(err, ERROR_FORMAT, "not a checkpoint of origin, size and root");
	*out = read;
	return true;
}

bool
checkpoint_parse(struct arena *arena, const char *bytes, size_t length, struct checkpoint *out,
		 struct error *err)
{
	struct signed_note note;

	return note_parse(arena, bytes, length, &note, err) &&
	       read_checkpoint(arena, &note, out, err);
}

static const struct trusted_key *
signer_of(const struct trust *trust, const struct signed_note *note)
{
	struct error ignored;

	for (size_t i = 0; i < trust->keys.count; i++)
		if (trust->keys.at[i].usage == USAGE_CHECKPOINT &&
		    note_verify(note, trust->origin, trust->keys.at[i].key, &ignored))
			return &trust->keys.at[i];
	return NULL;
}

bool
checkpoint_verify(struct arena *arena, const char *bytes, size_t length, const struct trust *trust,
		  struct checkpoint *out, const struct trusted_key **used, struct error *err)
{
	struct signed_note note;
	struct checkpoint read;
	const struct trusted_key *key;

	if (!note_parse(arena, bytes, length, &note, err) ||
	    !read_checkpoint(arena, &note, &read, err))
		return fail_as(err, ERROR_LEDGER);
	if (!text_equal(read.origin, trust->origin))
		return fail(err, ERROR_LEDGER, "the checkpoint is of '%s', not of '%s'",
			    read.origin, trust->origin);
	key = signer_of(trust, &note);
	if (!key)
		return fail(err, ERROR_LEDGER, "no trusted key signed the checkpoint");
	if (!trust_permits_checkpoint(key, read.size, err))
		return false;
	*out = read;
	if (used)
		*used = key;
	return true;
}
