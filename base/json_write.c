/* SPDX-License-Identifier: Apache-2.0 */
/* How is a tree written as JSON, the same bytes every time? See json.h. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/json_scan.h"

static void
write_character(struct buffer *out, char byte)
{
	static const char escaped[] = "\"\\\b\f\n\r\t";
	static const char letters[] = "\"\\bfnrt";
	const char *found = strchr(escaped, byte);

	if (found) {
		buffer_add_byte(out, '\\');
		buffer_add_byte(out, letters[found - escaped]);
	} else {
		buffer_add_format(out, "\\u%04x", (unsigned)(unsigned char)byte);
	}
}

void
json_write_text(struct buffer *out, const char *text)
{
	const char *end = text + strlen(text), *special;

	buffer_reserve(out, (size_t)(end - text) + 2);
	buffer_add_byte(out, '"');
	for (; (special = json_skip_plain(text, end)) < end; text = special + 1) {
		buffer_add(out, text, (size_t)(special - text));
		write_character(out, *special);
	}
	buffer_add(out, text, (size_t)(end - text));
	buffer_add_byte(out, '"');
}

static void
write_map(struct buffer *out, const struct node *map)
{
	const struct node **sorted = node_sorted(map);

	buffer_add_byte(out, '{');
	for (size_t i = 0; i < map->count; i++) {
		if (i)
			buffer_add_byte(out, ',');
		json_write_text(out, sorted[i]->key);
		buffer_add_byte(out, ':');
		json_write(out, sorted[i]);
	}
	buffer_add_byte(out, '}');
	free(sorted);
}

static void
write_list(struct buffer *out, const struct node *list)
{
	buffer_add_byte(out, '[');
	for (const struct node *child = list->first; child; child = child->next) {
		if (child != list->first)
			buffer_add_byte(out, ',');
		json_write(out, child);
	}
	buffer_add_byte(out, ']');
}

void
json_write(struct buffer *out, const struct node *root)
{
	switch (root->kind) {
	case NODE_NULL:
		buffer_add_text(out, "null");
		break;
	case NODE_BOOLEAN:
		buffer_add_text(out, root->boolean ? "true" : "false");
		break;
	case NODE_INTEGER:
		buffer_add_integer(out, root->integer);
		break;
	case NODE_TEXT:
		json_write_text(out, root->text);
		break;
	case NODE_LIST:
		write_list(out, root);
		break;
	case NODE_MAP:
		write_map(out, root);
		break;
	}
}

static void
start_line(struct buffer *out, unsigned depth)
{
	buffer_add_byte(out, '\n');
	while (depth--)
		buffer_add_text(out, "  ");
}

/* Copies a string with its quotes; returns the byte behind it. */
static const char *
copy_string(struct buffer *out, const char *at, const char *end)
{
	const char *start = at++;

	while (at < end && *at != '"')
		at += *at == '\\' && end - at > 1 ? 2 : 1;
	at += at < end;
	buffer_add(out, start, (size_t)(at - start));
	return at;
}

static const char *
skip_space(const char *at, const char *end)
{
	while (at < end && strchr(" \t\r\n", *at))
		at++;
	return at;
}

/* An opening bracket; an empty list or map stays on one line. Returns the byte behind. */
static const char *
open_bracket(struct buffer *out, const char *at, const char *end, unsigned *depth)
{
	const char *next = skip_space(at + 1, end);

	buffer_add_byte(out, *at);
	if (next < end && (*next == ']' || *next == '}')) {
		buffer_add_byte(out, *next);
		return next + 1;
	}
	start_line(out, ++*depth);
	return next;
}

void
json_indent(struct buffer *out, const char *json, size_t length)
{
	const char *at = json, *end = json + length;
	unsigned depth = 0;

	while ((at = skip_space(at, end)) < end) {
		if (*at == '"') {
			at = copy_string(out, at, end);
			continue;
		}
		if (*at == '{' || *at == '[') {
			at = open_bracket(out, at, end, &depth);
			continue;
		}
		if ((*at == '}' || *at == ']') && depth)
			start_line(out, --depth);
		buffer_add_byte(out, *at);
		if (*at == ',')
			start_line(out, depth);
		if (*at == ':')
			buffer_add_byte(out, ' ');
		at++;
	}
}
