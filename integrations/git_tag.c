/* SPDX-License-Identifier: Apache-2.0 */
/* What does a raw tag object say, and what did its signer sign? See git_tag.h. */
#include "integrations/git_tag.h"

#include <string.h>

#define HEX_DIGITS 40

static const char *const kind_names[] = {
	[OBJECT_COMMIT] = "commit",
	[OBJECT_TREE] = "tree",
	[OBJECT_BLOB] = "blob",
	[OBJECT_TAG] = "tag",
};

/* The next line of `rest` without its line break; false at the end. */
static bool
take_line(struct raw_text *rest, struct raw_text *line)
{
	const char *end = rest->length ? memchr(rest->at, '\n', rest->length) : NULL;

	if (!end)
		return false;
	*line = (struct raw_text){rest->at, (size_t)(end - rest->at)};
	rest->at = end + 1;
	rest->length -= line->length + 1;
	return true;
}

/* If the next line is "<key> <value>", takes it; `key` with its blank. */
static bool
take_header(struct raw_text *rest, const char *key, struct raw_text *value)
{
	struct raw_text after = *rest, line;
	size_t length = strlen(key);

	if (!take_line(&after, &line) || line.length < length || memcmp(line.at, key, length) != 0)
		return false;
	*rest = after;
	*value = (struct raw_text){line.at + length, line.length - length};
	return true;
}

static bool
read_id(struct raw_text value, struct object_id *id)
{
	char hex[HEX_DIGITS + 1];

	if (value.length != HEX_DIGITS)
		return false;
	memcpy(hex, value.at, HEX_DIGITS);
	hex[HEX_DIGITS] = '\0';
	return object_id_parse(hex, id);
}

static bool
read_kind(struct raw_text value, enum object_kind *kind)
{
	for (size_t i = 0; i < sizeof(kind_names) / sizeof(kind_names[0]); i++)
		if (value.length == strlen(kind_names[i]) &&
		    memcmp(value.at, kind_names[i], value.length) == 0) {
			*kind = (enum object_kind)i;
			return true;
		}
	return false;
}

/* Where the signature begins; the end if there is none. */
static size_t
signature_begin(const char *bytes, size_t length)
{
	size_t found = length;

	for (size_t at = 0; at < length;) {
		const char *end = memchr(bytes + at, '\n', length - at);

		if (armour_kind(bytes + at, length - at) != ARMOUR_NONE)
			found = at;
		at = end ? (size_t)(end - bytes) + 1 : length;
	}
	return found;
}

/* The headers; what is left of `rest` is the message. */
static bool
take_headers(struct raw_text *rest, struct raw_tag *tag, struct error *err)
{
	struct raw_text value;

	if (!take_header(rest, "object ", &value) || !read_id(value, &tag->target))
		return fail(err, ERROR_UNAVAILABLE, "no object");
	if (!take_header(rest, "type ", &value) || !read_kind(value, &tag->kind))
		return fail(err, ERROR_UNAVAILABLE, "no type");
	if (!take_header(rest, "tag ", &tag->name) || tag->name.length == 0)
		return fail(err, ERROR_UNAVAILABLE, "no name");
	if (take_header(rest, "tagger ", &value))
		raw_ident_parse(value, &tag->tagger);
	while (take_line(rest, &value))
		if (value.length == 0)
			return true;
	*rest = (struct raw_text){rest->at + rest->length, 0}; /* no message */
	return true;
}

static bool
read_signature(struct arena *arena, const char *bytes, size_t length, struct raw_tag *tag,
	       struct error *err)
{
	size_t begin = signature_begin(bytes, length);
	struct raw_text in_headers;

	if (begin < length && bytes + begin < tag->message.at)
		return fail(err, ERROR_UNAVAILABLE, "a signature in the headers");
	if (!signature_headers_cut(arena, bytes, begin, &tag->object.payload, &in_headers, err))
		return false;
	if (in_headers.length)
		return fail(err, ERROR_UNAVAILABLE, "a signature in the headers");
	tag->object.kind = armour_kind(bytes + begin, length - begin);
	tag->object.signature = (struct raw_text){bytes + begin, length - begin};
	tag->message.length = (size_t)(bytes + begin - tag->message.at);
	return true;
}

bool
raw_tag_parse(struct arena *arena, const char *bytes, size_t length, struct raw_tag *out,
	      struct error *err)
{
	struct raw_text rest = {bytes, length};
	struct raw_tag tag = {.tagger = {.name = {bytes, 0}, .address = {bytes, 0}}};

	if (!take_headers(&rest, &tag, err))
		return fail_while(err, "broken tag");
	tag.message = rest;
	if (!read_signature(arena, bytes, length, &tag, err))
		return fail_while(err, "broken tag");
	*out = tag;
	return true;
}
