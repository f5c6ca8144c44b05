/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a JSON text say, strictly? See json.h. Our own scan has decided what is acceptable, so
 * that the tree can be built without asking again; cJSON is asked what a text with escapes says.
 */
#include "base/json.h"

#include <cjson/cJSON.h>
#include <stdint.h>
#include <string.h>

#include "base/json_scan.h"
#include "base/text.h"

/* A text that json_scan() has accepted. */
struct reader {
	struct arena *arena;
	const char *bytes, *end;
	bool plain;     /* one line of ASCII: no need to count */
	const char *at; /* line and column are those of this byte */
	unsigned line, column;
	struct error *err;
};

static const char *build(struct reader *reader, const char *at, struct node *node);

/* Positions only ever move forward, so counting lines costs one pass over the document. */
static void
advance(struct reader *reader, const char *to)
{
	if (reader->plain) {
		reader->column = (unsigned)(to - reader->bytes) + 1;
		return;
	}
	for (; reader->at < to; reader->at++) {
		if (*reader->at == '\n') {
			reader->line++;
			reader->column = 1;
		} else if (((unsigned char)*reader->at & 0xC0) != 0x80) {
			reader->column++;
		}
	}
}

static const char *
skip_space(const char *at)
{
	while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')
		at++;
	return at;
}

static void
release_cjson(cJSON **item)
{
	cJSON_Delete(*item);
}

static bool
unescape(struct reader *reader, const char *begin, const char *behind, const char **text)
{
	cJSON *parsed RELEASED_BY(release_cjson) =
		cJSON_ParseWithLengthOpts(begin, (size_t)(behind - begin), NULL, 0);

	if (!parsed || !cJSON_IsString(parsed))
		return fail(reader->err, ERROR_BUG, "the JSON readers disagree, or no memory");
	*text = arena_text(reader->arena, parsed->valuestring);
	return true;
}

/* From quote to quote; returns what is behind, NULL where it fails. */
static const char *
read_text(struct reader *reader, const char *begin, const char **text)
{
	const char *at = json_skip_plain(begin + 1, reader->end);
	bool escaped = false;

	while (*at != '"') {
		escaped = true;
		at = json_skip_plain(at + 2, reader->end);
	}
	if (!escaped)
		*text = arena_copy(reader->arena, begin + 1, (size_t)(at - begin - 1));
	else if (!unescape(reader, begin, at + 1, text))
		return NULL;
	return at + 1;
}

static bool
keys_differ(struct reader *reader, const struct node *map)
{
	const struct node *again = node_duplicate(map);

	return !again ||
	       fail(reader->err, ERROR_FORMAT,
		    "not acceptable JSON, line %u, column %u: the key '%s' is there twice",
		    again->key_line, again->key_column, text_shown(reader->arena, again->key));
}

/* With the colon. */
static const char *
build_key(struct reader *reader, const char *at, struct node *child)
{
	advance(reader, at);
	child->key_line = reader->line;
	child->key_column = reader->column;
	at = read_text(reader, at, &child->key);
	return at ? skip_space(skip_space(at) + 1) : NULL;
}

static const char *
build_children(struct reader *reader, const char *at, char last, struct node *node)
{
	struct node **link = &node->first;

	for (at = skip_space(at + 1); *at != last; at = skip_space(at + (*at == ','))) {
		struct node *child = *link = arena_allocate(reader->arena, sizeof(*child));

		if (node->kind == NODE_MAP)
			at = build_key(reader, at, child);
		at = at ? build(reader, at, child) : NULL;
		if (!at)
			return NULL;
		at = skip_space(at);
		link = &child->next;
		node->count++;
	}
	return at + 1;
}

static const char *
build_map(struct reader *reader, const char *at, struct node *node)
{
	node->kind = NODE_MAP;
	at = build_children(reader, at, '}', node);
	return at && keys_differ(reader, node) ? at : NULL;
}

static const char *
build_integer(struct reader *reader, const char *at, struct node *node)
{
	const char *problem, *behind = json_read_integer(at, reader->end, &node->integer, &problem);

	node->kind = NODE_INTEGER;
	if (!behind)
		fail(reader->err, ERROR_BUG, "the JSON readers disagree: %s", problem);
	return behind;
}

/* Returns what is behind the value, NULL where it fails. */
static const char *
build(struct reader *reader, const char *at, struct node *node)
{
	advance(reader, at);
	node->line = reader->line;
	node->column = reader->column;
	switch (*at) {
	case '{':
		return build_map(reader, at, node);
	case '[':
		node->kind = NODE_LIST;
		return build_children(reader, at, ']', node);
	case '"':
		node->kind = NODE_TEXT;
		return read_text(reader, at, &node->text);
	case 't':
	case 'f':
		node->kind = NODE_BOOLEAN;
		node->boolean = *at == 't';
		return at + strlen(node->boolean ? "true" : "false");
	case 'n':
		node->kind = NODE_NULL;
		return at + strlen("null");
	default:
		return build_integer(reader, at, node);
	}
}

static bool
is_ascii(const char *bytes, size_t length)
{
	uint64_t all = 0, eight;
	size_t at = 0;

	for (; length - at >= sizeof(eight); at += sizeof(eight)) {
		memcpy(&eight, bytes + at, sizeof(eight));
		all |= eight;
	}
	for (; at < length; at++)
		all |= (unsigned char)bytes[at];
	return !(all & 0x8080808080808080U);
}

bool
json_parse(struct arena *arena, const char *bytes, size_t length, const struct node **root,
	   struct error *err)
{
	struct reader reader = {arena, bytes, bytes + length, false, bytes, 1, 1, err};
	struct node *node;

	if (!json_scan(bytes, length, err))
		return false;
	reader.plain = !memchr(bytes, '\n', length) && is_ascii(bytes, length);
	node = arena_allocate(arena, sizeof(*node));
	if (!build(&reader, skip_space(bytes), node))
		return false;
	*root = node;
	return true;
}

/* Does an escaped segment of a pointer, `length` bytes, name this key? */
static bool
segment_is(const char *segment, size_t length, const char *key)
{
	for (size_t i = 0; i < length; i++, key++) {
		char byte = segment[i];
		if (byte == '~') {
			if (++i == length || (segment[i] != '0' && segment[i] != '1'))
				return false;
			byte = segment[i] == '0' ? '~' : '/';
		}
		if (*key != byte)
			return false;
	}
	return *key == '\0';
}

static const struct node *
child_by_key(const struct node *map, const char *segment, size_t length)
{
	for (const struct node *child = map->first; child; child = child->next)
		if (segment_is(segment, length, child->key))
			return child;
	return NULL;
}

static const struct node *
child_by_index(const struct node *list, const char *segment, size_t length)
{
	const struct node *child = list->first;
	size_t index = 0;

	if (length == 0 || length > 10 || (segment[0] == '0' && length > 1))
		return NULL;
	for (size_t i = 0; i < length; i++) {
		if (!byte_is_digit(segment[i]))
			return NULL;
		index = index * 10 + (size_t)(segment[i] - '0');
	}
	while (child && index--)
		child = child->next;
	return child;
}

const struct node *
json_pointer(const struct node *root, const char *pointer)
{
	while (root && *pointer == '/') {
		size_t length = strcspn(++pointer, "/");
		if (root->kind == NODE_MAP)
			root = child_by_key(root, pointer, length);
		else if (root->kind == NODE_LIST)
			root = child_by_index(root, pointer, length);
		else
			root = NULL;
		pointer += length;
	}
	return *pointer ? NULL : root;
}
