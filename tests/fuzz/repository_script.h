/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which repository does an input describe? Parts that begin with a line "%kind label rest":
 *   %blob, %commit, %tag L     an object of these bytes
 *   %tree L                    one line "mode name label" for each entry, in any order
 *   %raw L KIND                an object of these bytes, also a tree
 *   %signed L KIND KEY         a commit or tag with a good SSH signature of one of three keys
 *   %file PATH, %link PATH     in the git folder
 *   %pack, %loose              where objects from here on go
 *   %deploy HEAD [IN-PLACE]    labels of commits: what is asked
 * The last line break before the next part is no part of a file, but is of an object. Within a
 * body: {L} is the id of an object as text, {#L} as bytes, {x0aFF} bytes, {*9 ab} a repetition,
 * {key 0} a public key. An object that is not there has an id, too; "=" and 40 digits are a label
 * as well. So what is hostile gets past the hash checks, and a mutation of one object keeps those
 * that name it whole.
 */
#ifndef TESTS_FUZZ_REPOSITORY_SCRIPT_H
#define TESTS_FUZZ_REPOSITORY_SCRIPT_H

#include "tests/fuzz/fuzz.h"

#include "base/encoding.h"
#include "base/hash.h"
#include "base/list.h"
#include "tests/fuzz/repository_keys.h"

enum { MOST_PARTS = 500, MOST_MADE_BYTES = 2 * 1024 * 1024 };

struct made_object {
	const char *label, *kind;
	struct buffer body; /* in the arena: never released */
	struct sha1 id;
	bool packed;
};

struct made_file {
	const char *path; /* in the git folder */
	const char *bytes;
	size_t length;
	bool link;
};

struct asked {
	const char *head, *in_place; /* ids; in_place NULL: a first deploy */
};

struct script {
	struct arena *arena;
	LIST(struct made_object) objects;
	LIST(struct made_file) files;
	LIST(struct asked) asked;
	bool packed;
	size_t made; /* bytes so far */
};

struct part {
	const char *kind, *label, *rest, *last; /* words of the first line, "" if missing */
	const char *body;
	size_t length;
};

/* The one defined last; one of its own for a label that nothing has. */
static inline struct sha1
script_id(const struct script *script, const char *label)
{
	struct sha1 id;

	for (size_t i = script->objects.count; i > 0; i--)
		if (text_equal(script->objects.at[i - 1].label, label))
			return script->objects.at[i - 1].id;
	if (*label == '=' && hex_decode(id.bytes, sizeof(id.bytes), label + 1))
		return id;
	sha1(&id, label, strlen(label));
	return id;
}

static inline const char *
script_hex(const struct script *script, const char *label)
{
	struct sha1 id = script_id(script, label);
	char hex[41];

	hex_encode(hex, id.bytes, sizeof(id.bytes));
	return arena_text(script->arena, hex);
}

static inline void
script_add(struct script *script, struct buffer *out, const void *bytes, size_t length)
{
	if (script->made + length > MOST_MADE_BYTES)
		return;
	script->made += length;
	buffer_add(out, bytes, length);
}

static inline int
hex_value(char digit)
{
	const char *found = digit ? strchr("0123456789abcdef", byte_to_lower(digit)) : NULL;

	return found ? (int)(found - "0123456789abcdef") : -1;
}

static inline void
expand_hex(struct script *script, const char *digits, struct buffer *out)
{
	while (hex_value(digits[0]) >= 0 && hex_value(digits[1]) >= 0) {
		char byte = (char)(hex_value(digits[0]) * 16 + hex_value(digits[1]));

		script_add(script, out, &byte, 1);
		digits += 2;
	}
}

static inline void
expand_repetition(struct script *script, const char *word, struct buffer *out)
{
	size_t times = 0;

	while (byte_is_digit(*word))
		times = (times * 10 + (size_t)(*word++ - '0')) % 10000000;
	word += *word == ' ';
	for (size_t i = 0; i < times && *word && script->made < MOST_MADE_BYTES; i++)
		script_add(script, out, word, strlen(word));
}

static inline void
expand(struct script *script, const char *word, struct buffer *out)
{
	if (*word == 'x') {
		expand_hex(script, word + 1, out);
	} else if (*word == '*') {
		expand_repetition(script, word + 1, out);
	} else if (text_starts_with(word, "key ")) {
		const char *line = key_line(script->arena, word + strlen("key "));

		script_add(script, out, line, strlen(line));
	} else if (*word == '#') {
		struct sha1 id = script_id(script, word + 1);

		script_add(script, out, id.bytes, sizeof(id.bytes));
	} else {
		script_add(script, out, script_hex(script, word), 40);
	}
}

static inline void
expand_all(struct script *script, const char *bytes, size_t length, struct buffer *out)
{
	const char *end = bytes + length;

	while (bytes < end) {
		const char *open = memchr(bytes, '{', (size_t)(end - bytes));
		const char *close = open ? memchr(open, '}', (size_t)(end - open)) : NULL;

		script_add(script, out, bytes, (size_t)((close ? open : end) - bytes));
		if (!close)
			return;
		expand(script, arena_copy(script->arena, open + 1, (size_t)(close - open - 1)),
		       out);
		bytes = close + 1;
	}
}

/* Of "mode name label": the mode, a space, the name, a NUL and the id. */
static inline void
expand_entry(struct script *script, const char *line, size_t length, struct buffer *out)
{
	const char *last = line + length - 1;
	const char *label;

	while (last > line && *last != ' ')
		last--;
	if (last == line)
		return;
	label = arena_copy(script->arena, last + 1, (size_t)(line + length - last - 1));
	expand_all(script, line, (size_t)(last - line), out);
	script_add(script, out, "", 1);
	expand(script, arena_format(script->arena, "#%s", label), out);
}

static inline void
expand_tree(struct script *script, const struct part *part, struct buffer *out)
{
	const char *at = part->body, *end = at + part->length;

	while (at < end) {
		const char *line = memchr(at, '\n', (size_t)(end - at));
		size_t length = (size_t)((line ? line : end) - at);

		if (length > 2)
			expand_entry(script, at, length, out);
		at += length + 1;
	}
}

static inline void
hash_object(struct made_object *object)
{
	struct buffer whole RELEASED_BY(buffer_release) = {0};

	buffer_add_format(&whole, "%s %zu", object->kind, object->body.length);
	buffer_add_byte(&whole, '\0');
	buffer_add(&whole, object->body.bytes, object->body.length);
	sha1(&object->id, whole.bytes, whole.length);
}

static inline void
add_object(struct script *script, const struct part *part, const char *kind, struct buffer *body)
{
	struct made_object object = {.label = part->label, .kind = kind, .packed = script->packed};

	object.body.bytes = arena_copy(script->arena, body->bytes ? body->bytes : "", body->length);
	object.body.length = body->length;
	hash_object(&object);
	*LIST_ADD(script->arena, &script->objects) = object;
}

static inline const char *
known_kind(const char *name)
{
	static const char *const kinds[] = {"commit", "tree", "blob", "tag"};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (text_equal(kinds[i], name))
			return kinds[i];
	return NULL;
}

static inline bool
take_object(struct script *script, const struct part *part)
{
	struct buffer body RELEASED_BY(buffer_release) = {0};
	bool is_signed = text_equal(part->kind, "signed");
	bool named = is_signed || text_equal(part->kind, "raw");
	const char *kind = known_kind(named ? part->rest : part->kind);

	if (!kind)
		return false;
	if (!named && text_equal(kind, "tree"))
		expand_tree(script, part, &body);
	else
		expand_all(script, part->body, part->length, &body);
	if (is_signed)
		sign_object(kind, part->last, &body);
	add_object(script, part, kind, &body);
	return true;
}

/* libgit2 1.5 leaks wherever it looks for extensions, in whichever file of configuration. */
static inline bool
leaks_in_library(struct arena *arena, const struct buffer *body)
{
	const char *at = text_to_lower(arena, body->bytes ? body->bytes : "");

	return strstr(at, "extensions") || strstr(at, "formatversion");
}

/* Nothing above the git folder, nor its own folders. */
static inline bool
is_safe_path(const char *path)
{
	const char *at = path;

	if (strlen(path) > 200 || !*path)
		return false;
	while (*at) {
		size_t length = strcspn(at, "/");

		if (length == 0 || *at == '.')
			return false;
		at += length;
		if (*at == '/' && !*++at)
			return false;
	}
	return true;
}

static inline void
take_file(struct script *script, const struct part *part)
{
	struct buffer body RELEASED_BY(buffer_release) = {0};
	size_t length = part->length;

	if (!is_safe_path(part->label))
		return;
	length -= length && part->body[length - 1] == '\n';
	expand_all(script, part->body, length, &body);
	if (!leaks_in_library(script->arena, &body))
		*LIST_ADD(script->arena, &script->files) = (struct made_file){
			part->label,
			arena_copy(script->arena, body.bytes ? body.bytes : "", body.length),
			body.length, text_equal(part->kind, "link")};
}

static inline void
take_part(struct script *script, const struct part *part)
{
	if (text_equal(part->kind, "file") || text_equal(part->kind, "link"))
		take_file(script, part);
	else if (text_equal(part->kind, "pack") || text_equal(part->kind, "loose"))
		script->packed = *part->kind == 'p';
	else if (text_equal(part->kind, "deploy"))
		*LIST_ADD(script->arena, &script->asked) =
			(struct asked){script_hex(script, part->label),
				       *part->rest ? script_hex(script, part->rest) : NULL};
	else
		take_object(script, part);
}

static inline const char *
take_word(struct arena *arena, const char **at, const char *end)
{
	const char *begin = *at;

	while (*at < end && **at != ' ')
		++*at;
	begin = arena_copy(arena, begin, (size_t)(*at - begin));
	if (*at < end)
		++*at;
	return begin;
}

/* Behind its "%". */
static inline void
read_part(struct script *script, const char *bytes, size_t length)
{
	const char *end = bytes + length;
	const char *line = memchr(bytes, '\n', length);
	const char *at = bytes, *stop = line ? line : end;
	struct part part;

	part.kind = take_word(script->arena, &at, stop);
	part.label = take_word(script->arena, &at, stop);
	part.rest = take_word(script->arena, &at, stop);
	part.last = take_word(script->arena, &at, stop);
	part.body = line ? line + 1 : end;
	part.length = (size_t)(end - part.body);
	take_part(script, &part);
}

/* A part ends with the line break before the next "%". */
static inline const char *
part_end(const char *at, const char *end)
{
	for (; at < end; at++) {
		at = memchr(at, '\n', (size_t)(end - at));
		if (!at || at + 1 == end)
			return end;
		if (at[1] == '%')
			return at + 1;
	}
	return end;
}

static inline void
script_read(struct script *script, const char *bytes, size_t length)
{
	const char *at = bytes, *end = bytes + length;

	for (size_t parts = 0; at < end && parts < MOST_PARTS; parts++) {
		const char *stop = part_end(at, end);

		if (*at == '%')
			read_part(script, at + 1, (size_t)(stop - at - 1));
		at = stop;
	}
}

#endif
