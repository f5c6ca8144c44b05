/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a JSON text say, strictly? See json.h. Our own scan decides what is acceptable, cJSON
 * parses, and the tree is taken over node by node, so that both trees never exist whole at once.
 */
#include "base/json.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <stdint.h>
#include <string.h>

#include "base/json_scan.h"
#include "base/text.h"

struct adoption {
	struct arena *arena;
	const char *bytes, *end;
	const struct json_marks *marks;
	size_t next_mark;
	bool plain;     /* one line of ASCII: no need to count */
	const char *at; /* line and column are those of this byte */
	unsigned line, column;
	struct error *err;
};

static bool adopt(struct adoption *adoption, cJSON *item, struct node *node);

/* Marks only ever move forward, so counting lines costs one pass over the document. */
static const char *
advance(struct adoption *adoption)
{
	const char *to;

	assert(adoption->next_mark < adoption->marks->count);
	to = adoption->bytes + adoption->marks->at[adoption->next_mark++];
	if (adoption->plain) {
		adoption->column = (unsigned)(to - adoption->bytes) + 1;
		return to;
	}
	for (; adoption->at < to; adoption->at++) {
		if (*adoption->at == '\n') {
			adoption->line++;
			adoption->column = 1;
		} else if (((unsigned char)*adoption->at & 0xC0) != 0x80) {
			adoption->column++;
		}
	}
	return to;
}

static bool
keys_differ(struct adoption *adoption, const struct node *map)
{
	const struct node *again = node_duplicate(map);

	return !again ||
	       fail(adoption->err, ERROR_FORMAT,
		    "not acceptable JSON, line %u, column %u: the key '%s' is there twice",
		    again->key_line, again->key_column, text_shown(adoption->arena, again->key));
}

static bool
adopt_child(struct adoption *adoption, cJSON *item, struct node *child)
{
	if (item->string) {
		advance(adoption);
		child->key = arena_text(adoption->arena, item->string);
		child->key_line = adoption->line;
		child->key_column = adoption->column;
	}
	return adopt(adoption, item, child);
}

static bool
adopt_children(struct adoption *adoption, cJSON *item, struct node *node)
{
	struct node **link = &node->first;
	bool adopted = true;

	while (adopted && item->child) {
		cJSON *taken = cJSON_DetachItemViaPointer(item, item->child);
		*link = arena_allocate(adoption->arena, sizeof(**link));
		adopted = adopt_child(adoption, taken, *link);
		cJSON_Delete(taken);
		link = &(*link)->next;
		node->count++;
	}
	return adopted;
}

static bool
adopt_value(struct adoption *adoption, cJSON *item, struct node *node, const char *at)
{
	const char *problem;

	switch (item->type & 0xFF) {
	case cJSON_True:
	case cJSON_False:
		node->kind = NODE_BOOLEAN;
		node->boolean = cJSON_IsTrue(item);
		return true;
	case cJSON_Number:
		node->kind = NODE_INTEGER;
		return json_read_integer(at, adoption->end, &node->integer, &problem) ||
		       fail(adoption->err, ERROR_BUG, "the JSON readers disagree: %s", problem);
	case cJSON_String:
		node->kind = NODE_TEXT;
		node->text = arena_text(adoption->arena, item->valuestring);
		return true;
	case cJSON_Array:
		node->kind = NODE_LIST;
		return adopt_children(adoption, item, node);
	case cJSON_Object:
		node->kind = NODE_MAP;
		return adopt_children(adoption, item, node) && keys_differ(adoption, node);
	default:
		node->kind = NODE_NULL;
		return true;
	}
}

static bool
adopt(struct adoption *adoption, cJSON *item, struct node *node)
{
	const char *at = advance(adoption);

	node->line = adoption->line;
	node->column = adoption->column;
	return adopt_value(adoption, item, node, at);
}

static void
release_cjson(cJSON **item)
{
	cJSON_Delete(*item);
}

static bool
parse_scanned(struct adoption *adoption, const struct node **root)
{
	size_t length = (size_t)(adoption->end - adoption->bytes);
	cJSON *parsed RELEASED_BY(release_cjson) =
		cJSON_ParseWithLengthOpts(adoption->bytes, length, NULL, 0);
	struct node *node;

	if (!parsed)
		return fail(adoption->err, ERROR_BUG, "the JSON readers disagree, or no memory");
	node = arena_allocate(adoption->arena, sizeof(*node));
	if (!adopt(adoption, parsed, node))
		return false;
	*root = node;
	return true;
}

static bool
is_ascii(const char *bytes, size_t length)
{
	unsigned char all = 0;

	for (size_t i = 0; i < length; i++)
		all |= (unsigned char)bytes[i];
	return all < 0x80;
}

bool
json_parse(struct arena *arena, const char *bytes, size_t length, const struct node **root,
	   struct error *err)
{
	struct json_marks marks RELEASED_BY(json_marks_release) = {0};
	struct adoption adoption = {arena, bytes, bytes + length, &marks, 0, false, bytes, 1,
				    1,     err};

	if (!json_scan(bytes, length, &marks, err))
		return false;
	adoption.plain = !memchr(bytes, '\n', length) && is_ascii(bytes, length);
	return parse_scanned(&adoption, root);
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
