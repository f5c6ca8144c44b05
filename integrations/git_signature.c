/* SPDX-License-Identifier: Apache-2.0 */
/* What did the person who signed a commit sign, and with which signature? See git_signature.h. */
#include "integrations/git_signature.h"

#include <string.h>

#include "core/ssh_signature.h"

enum header { HEADER_OTHER, HEADER_SIGNATURE, HEADER_SIGNATURE_SHA256, HEADER_BROKEN };

static const struct {
	const char *begin;
	enum armour kind;
} armours[] = {
	{SSH_SIGNATURE_BEGIN, ARMOUR_SSH},
	{"-----BEGIN PGP SIGNATURE-----", ARMOUR_OPENPGP},
	{"-----BEGIN PGP MESSAGE-----", ARMOUR_OPENPGP},
	{"-----BEGIN SIGNED MESSAGE-----", ARMOUR_X509},
};

static bool
begins_with(const char *bytes, size_t length, const char *text)
{
	size_t wanted = strlen(text);

	return length >= wanted && memcmp(bytes, text, wanted) == 0;
}

enum armour
armour_kind(const char *bytes, size_t length)
{
	for (size_t i = 0; i < sizeof(armours) / sizeof(armours[0]); i++)
		if (begins_with(bytes, length, armours[i].begin))
			return armours[i].kind;
	return ARMOUR_NONE;
}

static enum header
header_of(const char *line, size_t length)
{
	if (begins_with(line, length, "gpgsig "))
		return HEADER_SIGNATURE;
	if (begins_with(line, length, "gpgsig-sha256 "))
		return HEADER_SIGNATURE_SHA256;
	return begins_with(line, length, "gpgsig") ? HEADER_BROKEN : HEADER_OTHER;
}

/* With its line break, if it has one. */
static size_t
line_length(const char *line, size_t left)
{
	const char *end = memchr(line, '\n', left);

	return end ? (size_t)(end - line) + 1 : left;
}

struct cut {
	struct buffer payload, signature;
	bool seen[HEADER_BROKEN];
};

static void
cut_release(struct cut *cut)
{
	buffer_release(&cut->payload);
	buffer_release(&cut->signature);
}

static bool
begin_header(struct cut *cut, enum header header, struct error *err)
{
	if (header == HEADER_BROKEN)
		return fail(err, ERROR_UNAVAILABLE,
			    "a header that begins with gpgsig, but is none that git writes");
	if (header != HEADER_OTHER && cut->seen[header])
		return fail(err, ERROR_UNAVAILABLE, "more than one signature in the headers");
	cut->seen[header] = true;
	return true;
}

/* A header goes on in lines that begin with a blank, which is not part of it. */
static bool
cut_headers(struct cut *cut, const char *bytes, size_t length, struct error *err)
{
	enum header header = HEADER_OTHER;
	size_t at = 0;

	while (at < length && bytes[at] != '\n') {
		const char *line = bytes + at;
		size_t size = line_length(line, length - at);
		size_t skipped = 1;

		if (line[0] != ' ') {
			header = header_of(line, size);
			skipped = strlen("gpgsig ");
			if (!begin_header(cut, header, err))
				return false;
		}
		if (header == HEADER_SIGNATURE)
			buffer_add(&cut->signature, line + skipped, size - skipped);
		else if (header == HEADER_OTHER)
			buffer_add(&cut->payload, line, size);
		at += size;
	}
	buffer_add(&cut->payload, bytes + at, length - at);
	return true;
}

static struct raw_text
kept(struct arena *arena, const struct buffer *buffer)
{
	const char *bytes = buffer->length ? buffer->bytes : "";

	return (struct raw_text){arena_copy(arena, bytes, buffer->length), buffer->length};
}

bool
signature_headers_cut(struct arena *arena, const char *bytes, size_t length,
		      struct raw_text *payload, struct raw_text *signature, struct error *err)
{
	struct cut cut RELEASED_BY(cut_release) = {0};

	if (!cut_headers(&cut, bytes, length, err))
		return false;
	if (cut.payload.length == length)
		*payload = (struct raw_text){bytes, length};
	else
		*payload = kept(arena, &cut.payload);
	*signature = kept(arena, &cut.signature);
	return true;
}

bool
signed_commit_parse(struct arena *arena, const char *bytes, size_t length,
		    struct signed_object *out, struct error *err)
{
	struct signed_object object = {.kind = ARMOUR_NONE};
	struct raw_commit commit;

	if (!raw_commit_parse(bytes, length, &commit, err))
		return false;
	if (!signature_headers_cut(arena, bytes, length, &object.payload, &object.signature, err))
		return fail_while(err, "broken commit");
	if (object.signature.length)
		object.kind = armour_kind(object.signature.at, object.signature.length);
	if (object.signature.length && object.kind == ARMOUR_NONE)
		object.kind = ARMOUR_UNKNOWN;
	*out = object;
	return true;
}
