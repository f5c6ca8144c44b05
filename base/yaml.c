/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a YAML text say, in the subset that nobody can misread? See yaml.h. libfyaml says what
 * comes next, event by event; what may come, and what a plain scalar means, is decided here.
 */
#include "base/yaml.h"

#include <libfyaml.h>
#include <string.h>

#include "base/text.h"
#include "base/yaml_scan.h"

/*
 * Without recycling libfyaml does not ask the environment; without mmap it opens nothing. YAML 1.2
 * so that `yes` and `on` are text to its scanner, too.
 */
#define PARSE_FLAGS                                                       \
	(FYPCF_QUIET | FYPCF_DISABLE_RECYCLING | FYPCF_DISABLE_MMAP_OPT | \
	 FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE)

struct reader {
	struct arena *arena;
	const struct source_text *source;
	struct fy_parser *parser;
	struct fy_diag *complaints;
	struct fy_event *event; /* the current one, or NULL */
	unsigned line, column;  /* where it begins */
	size_t keys;
	unsigned depth;
	bool in_flow; /* within [] or {}, where indentation says nothing */
	struct error *err;
};

static bool read_value(struct reader *reader, struct node *node);

static bool
refuse(struct reader *reader, const char *what)
{
	return fail_at(reader->err, reader->source, reader->line, reader->column, "%s", what);
}

/* The first complaint of the library is the cause, later ones are consequences. */
static bool
refuse_as_library(struct reader *reader)
{
	void *position = NULL;
	const struct fy_diag_error *first = fy_diag_errors_iterate(reader->complaints, &position);

	if (!first)
		return refuse(reader, "this is not YAML that can be read");
	return fail_at(reader->err, reader->source, first->line > 0 ? (unsigned)first->line : 0,
		       first->column > 0 ? (unsigned)first->column : 0, "%s",
		       text_shown(reader->arena, first->msg));
}

static void
drop_event(struct reader *reader)
{
	if (reader->event)
		fy_parser_event_free(reader->parser, reader->event);
	reader->event = NULL;
}

static void
move_to(struct reader *reader, const struct fy_mark *mark, unsigned back)
{
	if (!mark)
		return;
	reader->line = (unsigned)mark->line + 1;
	reader->column = (unsigned)mark->column + 1 - back;
}

/* The mark of a quoted scalar, anchor or alias is behind its quote, '&' or '*'. */
static unsigned
behind_sign(const struct fy_event *event)
{
	enum fy_scalar_style style;

	if (event->type != FYET_SCALAR || !event->scalar.value)
		return event->type == FYET_ALIAS;
	style = fy_token_scalar_style(event->scalar.value);
	return style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
}

static bool
next_event(struct reader *reader)
{
	drop_event(reader);
	reader->event = fy_parser_parse(reader->parser);
	if (!reader->event || fy_parser_get_stream_error(reader->parser) ||
	    fy_diag_got_error(reader->complaints))
		return refuse_as_library(reader);
	move_to(reader, fy_event_start_mark(reader->event), behind_sign(reader->event));
	return true;
}

static bool
has_no_property(struct reader *reader)
{
	const struct fy_event *event = reader->event;
	struct fy_token *anchor = NULL, *tag = NULL;

	if (event->type == FYET_SCALAR) {
		anchor = event->scalar.anchor;
		tag = event->scalar.tag;
	} else if (event->type == FYET_SEQUENCE_START) {
		anchor = event->sequence_start.anchor;
		tag = event->sequence_start.tag;
	} else if (event->type == FYET_MAPPING_START) {
		anchor = event->mapping_start.anchor;
		tag = event->mapping_start.tag;
	}
	if (!anchor && !tag)
		return true;
	move_to(reader, fy_token_start_mark(anchor ? anchor : tag), anchor != NULL);
	return refuse(reader, anchor ? "anchors (&) are not accepted; write the value out"
				     : "tags (!) are not accepted; put text in quotes");
}

static bool
is_decimal(const char *text)
{
	text += *text == '-';
	if (text[0] == '0' && text[1])
		return false;
	for (const char *at = text; *at; at++)
		if (!byte_is_digit(*at))
			return false;
	return *text != '\0';
}

static bool
read_plain(struct reader *reader, const char *text, struct node *node)
{
	if (text_equal(text, "true") || text_equal(text, "false")) {
		node->kind = NODE_BOOLEAN;
		node->boolean = text[0] == 't';
	} else if (text_equal(text, "") || text_equal(text, "~") || text_equal(text, "null")) {
		node->kind = NODE_NULL;
	} else if (is_decimal(text)) {
		node->kind = NODE_INTEGER;
		if (!text_to_integer(text, &node->integer))
			return refuse(reader, "a number beyond 2^53 is not accepted; put it in "
					      "quotes if it is text");
	} else {
		node->kind = NODE_TEXT;
		node->text = text;
	}
	return true;
}

/* Two escaped quotes in a row, or an escaped quote in text of several lines. */
static bool
has_misread_quote(const char *at, const char *end)
{
	bool several_lines = memchr(at, '\n', (size_t)(end - at)) != NULL;
	size_t quotes = 0;

	for (; at < end; at++) {
		quotes = *at == '\'' ? quotes + 1 : 0;
		if (quotes == 4 || (quotes == 2 && several_lines))
			return true;
	}
	return false;
}

static bool
has_continued_line(const char *at, const char *end)
{
	for (; end - at > 1; at++)
		if (at[0] == '\\' && (at[1] == '\n' || at[1] == '\r'))
			return true;
	return false;
}

/*
 * libfyaml 0.7.12 loses characters, without a word, of 'x''''y', of "x\\" at the end of a line, and
 * of block text with an indentation indicator (found by comparing it with another reader). So the
 * token is asked for its place first, and for its text only where both agree.
 */
static bool
is_readable(struct reader *reader, struct fy_token *token, enum fy_scalar_style style)
{
	const struct fy_mark *start = fy_token_start_mark(token), *end = fy_token_end_mark(token);
	const char *bytes = reader->source->bytes;

	if (style == FYSS_LITERAL || style == FYSS_FOLDED)
		return refuse(reader, "block text (| and >) is not accepted; put it in quotes");
	if (style == FYSS_PLAIN)
		return true;
	if (!start || !end || end->input_pos < start->input_pos ||
	    end->input_pos > reader->source->length)
		return refuse_as_library(reader);
	if (style == FYSS_SINGLE_QUOTED &&
	    has_misread_quote(bytes + start->input_pos, bytes + end->input_pos))
		return refuse(reader, "quotes in single quotes are accepted only apart from each "
				      "other and in one line; use double quotes");
	if (style == FYSS_DOUBLE_QUOTED &&
	    has_continued_line(bytes + start->input_pos, bytes + end->input_pos))
		return refuse(reader, "a backslash at the end of a line is not accepted");
	return true;
}

static bool
read_scalar(struct reader *reader, struct node *node)
{
	struct fy_token *token = reader->event->scalar.value;
	enum fy_scalar_style style = token ? fy_token_scalar_style(token) : FYSS_PLAIN;
	size_t length = 0;
	const char *bytes = "", *text;

	if (token && !is_readable(reader, token, style))
		return false;
	if (token)
		bytes = fy_token_get_text(token, &length);
	if (!bytes)
		return refuse_as_library(reader);
	if (memchr(bytes, '\0', length))
		return refuse(reader, "a NUL in text is not accepted");
	if (!text_is_utf8(bytes, length))
		return refuse(reader, "an escape in this text is not a character");
	text = arena_copy(reader->arena, bytes, length);
	if (style == FYSS_PLAIN)
		return read_plain(reader, text, node);
	node->kind = NODE_TEXT;
	node->text = text;
	return true;
}

static bool
read_key(struct reader *reader, struct node *child)
{
	struct node key = {.kind = NODE_NULL};

	child->key_line = reader->line;
	child->key_column = reader->column;
	if (++reader->keys > LIMIT_POLICY_KEYS)
		return refuse(reader, "too many keys in one document");
	if (reader->event->type != FYET_SCALAR && reader->event->type != FYET_ALIAS)
		return refuse(reader, "a key must be text, not a list or a map");
	if (!read_value(reader, &key))
		return false;
	if (key.kind != NODE_TEXT)
		return refuse(reader, "a key must be text; put it in quotes");
	if (text_equal(key.text, "<<"))
		return refuse(reader, "merge keys (<<) are not accepted; write the values out");
	child->key = key.text;
	return true;
}

static bool
keys_differ(struct reader *reader, const struct node *map)
{
	const struct node *again = node_duplicate(map);

	return !again ||
	       fail_at(reader->err, reader->source, again->key_line, again->key_column,
		       "the key '%s' is there twice, first in line %u",
		       text_shown(reader->arena, again->key), node_get(map, again->key)->key_line);
}

/* libfyaml takes a value that begins in the column of its key, as if it were indented. */
static bool
is_indented(struct reader *reader, const struct node *parent, const struct node *child)
{
	bool list_in_map = parent->kind == NODE_MAP && child->kind == NODE_LIST;

	if (reader->in_flow || child->kind == NODE_NULL ||
	    child->column + list_in_map > parent->column)
		return true;
	return fail_at(reader->err, reader->source, child->line, child->column,
		       "this value is not indented");
}

/* Reads children up to the event that closes the list or map. */
static bool
read_children(struct reader *reader, struct node *node, enum fy_event_type closing)
{
	struct node **link = &node->first;

	for (;;) {
		if (!next_event(reader))
			return false;
		if (reader->event->type == closing)
			return true;
		*link = arena_allocate(reader->arena, sizeof(**link));
		if (node->kind == NODE_MAP && (!read_key(reader, *link) || !next_event(reader)))
			return false;
		if (!read_value(reader, *link) || !is_indented(reader, node, *link))
			return false;
		link = &(*link)->next;
		node->count++;
	}
}

static bool
read_nested(struct reader *reader, struct node *node, enum fy_event_type closing)
{
	bool outer_flow = reader->in_flow;

	if (++reader->depth > LIMIT_YAML_DEPTH)
		return refuse(reader, "nested too deeply");
	if (fy_event_get_node_style(reader->event) == FYNS_FLOW)
		reader->in_flow = true;
	if (!read_children(reader, node, closing))
		return false;
	reader->in_flow = outer_flow;
	reader->depth--;
	return node->kind != NODE_MAP || keys_differ(reader, node);
}

/* The value that begins with the current event. */
static bool
read_value(struct reader *reader, struct node *node)
{
	node->line = reader->line;
	node->column = reader->column;
	if (!has_no_property(reader))
		return false;
	switch (reader->event->type) {
	case FYET_SCALAR:
		return read_scalar(reader, node);
	case FYET_SEQUENCE_START:
		node->kind = NODE_LIST;
		return read_nested(reader, node, FYET_SEQUENCE_END);
	case FYET_MAPPING_START:
		node->kind = NODE_MAP;
		return read_nested(reader, node, FYET_MAPPING_END);
	case FYET_ALIAS:
		return refuse(reader, "aliases (*) are not accepted; write the value out");
	default:
		return refuse(reader, "expected a value");
	}
}

static bool
expect(struct reader *reader, enum fy_event_type type)
{
	return next_event(reader) &&
	       (reader->event->type == type || refuse(reader, "expected one document"));
}

/* An empty stream is a document that holds nothing. */
static bool
read_document(struct reader *reader, struct node *node)
{
	if (!expect(reader, FYET_STREAM_START) || !next_event(reader))
		return false;
	if (reader->event->type == FYET_STREAM_END)
		return true;
	if (reader->event->type != FYET_DOCUMENT_START)
		return refuse(reader, "expected one document");
	if (!next_event(reader) || !read_value(reader, node) ||
	    !expect(reader, FYET_DOCUMENT_END) || !next_event(reader))
		return false;
	return reader->event->type == FYET_STREAM_END ||
	       refuse(reader, "a second document is not accepted");
}

static void
release_reader(struct reader *reader)
{
	drop_event(reader);
	fy_parser_destroy(reader->parser);
	fy_diag_destroy(reader->complaints);
}

/* Complaints are collected for us; with neither file nor function nothing can be printed. */
static bool
open_reader(struct reader *reader)
{
	struct fy_diag_cfg silent = {.level = FYET_ERROR, .module_mask = ~0u};
	struct fy_parse_cfg parse = {.search_path = "", .flags = PARSE_FLAGS};
	size_t length = reader->source->length;
	const char *copy = arena_copy(reader->arena, reader->source->bytes, length);

	reader->complaints = fy_diag_create(&silent);
	if (!reader->complaints)
		return fail(reader->err, ERROR_BUG, "cannot start to read YAML");
	fy_diag_set_collect_errors(reader->complaints, true);
	parse.diag = reader->complaints;
	reader->parser = fy_parser_create(&parse);
	if (!reader->parser || fy_parser_set_string(reader->parser, copy, length) != 0)
		return fail(reader->err, ERROR_BUG, "cannot start to read YAML");
	return true;
}

bool
yaml_parse(struct arena *arena, const struct source_text *source, const struct node **root,
	   struct error *err)
{
	struct reader reader RELEASED_BY(release_reader) = {
		.arena = arena, .source = source, .line = 1, .column = 1, .err = err};
	struct node *node = arena_allocate(arena, sizeof(*node));

	node->line = node->column = 1;
	if (!yaml_scan(source, err))
		return false;
	if (source->length > 0 && (!open_reader(&reader) || !read_document(&reader, node)))
		return false;
	*root = node;
	return true;
}
