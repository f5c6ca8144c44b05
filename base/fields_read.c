/* SPDX-License-Identifier: Apache-2.0 */
/* How does a document become a struct, and what exactly is wrong with it if not? See fields.h. */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fields.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"

#define NEAR_DISTANCE 2 /* edits, up to which "did you mean" */

struct reading {
	struct arena *arena;
	const struct source_text *source;
	struct error *err;
};

/* Where we are in the document: a chain outward, put into words only when something is wrong. */
struct place {
	const struct place *outer; /* NULL: the document */
	const char *key;           /* NULL: an element of a list */
	size_t index;
};

static bool read_map(struct reading *reading, const struct place *place,
		     const struct fields *fields, const struct node *map, char *out);

static void
describe_place(struct arena *arena, struct buffer *words, const struct place *place)
{
	if (!place)
		return;
	describe_place(arena, words, place->outer);
	if (!place->key)
		buffer_add_format(words, "[%zu]", place->index);
	else
		buffer_add_format(words, "%s%s", words->length ? "." : "",
				  text_shown(arena, place->key));
}

static bool wrong(struct reading *reading, const struct place *place, unsigned line,
		  unsigned column, const char *format, ...) FORMATTED(5, 6);

static bool
wrong(struct reading *reading, const struct place *place, unsigned line, unsigned column,
      const char *format, ...)
{
	struct buffer words RELEASED_BY(buffer_release) = {0};
	char what[LIMIT_ERROR_BYTES];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	describe_place(reading->arena, &words, place);
	if (words.length)
		buffer_add_text(&words, ": ");
	buffer_add_text(&words, what);
	return fail_at(reading->err, reading->source, line, column, "%s", words.bytes);
}

static void
consider(const char *given, const char *candidate, const char **nearest, size_t *distance)
{
	size_t here = text_distance(given, candidate);

	if (here < *distance && here < strlen(candidate)) {
		*nearest = candidate;
		*distance = here;
	}
}

static bool
wrong_kind(struct reading *reading, const struct place *place, const struct node *node,
	   const char *expected)
{
	return wrong(reading, place, node->line, node->column, "expected %s, found %s", expected,
		     node_kind_name(node->kind));
}

static bool
read_text(struct reading *reading, const struct place *place, const struct field *field,
	  const struct node *node, const char **text)
{
	const char *problem;

	if (node->kind == NODE_INTEGER || node->kind == NODE_BOOLEAN)
		return wrong(reading, place, node->line, node->column,
			     "expected text, found %s; put it in quotes",
			     node_kind_name(node->kind));
	if (node->kind != NODE_TEXT)
		return wrong_kind(reading, place, node, "text");
	problem = field->problem ? field->problem(node->text) : NULL;
	if (problem)
		return wrong(reading, place, node->line, node->column, "'%s' %s",
			     text_shown(reading->arena, node->text), problem);
	*text = node->text;
	return true;
}

static bool
within(const struct field *field, int64_t number)
{
	return (field->minimum == 0 && field->maximum == 0) ||
	       (number >= field->minimum && number <= field->maximum);
}

static bool
read_integer(struct reading *reading, const struct place *place, const struct field *field,
	     const struct node *node, int64_t *number)
{
	if (node->kind != NODE_INTEGER)
		return wrong_kind(reading, place, node, "a whole number");
	if (!within(field, node->integer))
		return wrong(reading, place, node->line, node->column,
			     "must be between %lld and %lld, not %lld", (long long)field->minimum,
			     (long long)field->maximum, (long long)node->integer);
	*number = node->integer;
	return true;
}

static bool
read_instant(struct reading *reading, const struct place *place, const struct node *node,
	     int64_t *instant)
{
	static const char expected[] = "an instant in UTC such as \"2026-11-21T20:30:00Z\"";

	if (node->kind != NODE_TEXT)
		return wrong_kind(reading, place, node, expected);
	if (!instant_parse(node->text, instant))
		return wrong(reading, place, node->line, node->column, "expected %s, not '%s'",
			     expected, text_shown(reading->arena, node->text));
	return true;
}

static bool
read_duration(struct reading *reading, const struct place *place, const struct field *field,
	      const struct node *node, int64_t *seconds)
{
	static const char expected[] = "a duration such as \"90s\", \"30m\", \"12h\" or \"30d\"";
	char minimum[24], maximum[24];

	if (node->kind != NODE_TEXT)
		return wrong_kind(reading, place, node, expected);
	if (!duration_parse(node->text, seconds))
		return wrong(reading, place, node->line, node->column, "expected %s, not '%s'",
			     expected, text_shown(reading->arena, node->text));
	if (within(field, *seconds))
		return true;
	duration_format(minimum, field->minimum);
	duration_format(maximum, field->maximum);
	return wrong(reading, place, node->line, node->column,
		     "must be between %s and %s, not '%s'", minimum, maximum, node->text);
}

static bool
wrong_choice(struct reading *reading, const struct place *place, const struct field *field,
	     const struct node *node)
{
	struct buffer choices RELEASED_BY(buffer_release) = {0};
	const char *nearest = NULL;
	size_t distance = NEAR_DISTANCE + 1;

	for (const char *const *choice = field->choices; *choice; choice++) {
		buffer_add_format(&choices, "%s%s", choices.length ? ", " : "", *choice);
		consider(node->text, *choice, &nearest, &distance);
	}
	return wrong(reading, place, node->line, node->column, "'%s' is not one of: %s%s%s%s",
		     text_shown(reading->arena, node->text), choices.bytes,
		     nearest ? "; did you mean '" : "", nearest ? nearest : "",
		     nearest ? "'?" : "");
}

static bool
read_choice(struct reading *reading, const struct place *place, const struct field *field,
	    const struct node *node, int *index)
{
	if (node->kind != NODE_TEXT)
		return wrong_kind(reading, place, node, "text");
	for (*index = 0; field->choices[*index]; ++*index)
		if (strcmp(field->choices[*index], node->text) == 0)
			return true;
	return wrong_choice(reading, place, field, node);
}

/* Room for a whole list, with the capacity that list_grow expects of a list of this length. */
static char *
list_room(struct arena *arena, struct any_list *list, size_t count, size_t size)
{
	size_t capacity = 1;

	while (capacity < count)
		capacity *= 2;
	list->count = count;
	list->at = count ? arena_allocate(arena, capacity * size) : NULL;
	return list->at;
}

static bool
read_texts(struct reading *reading, const struct place *place, const struct field *field,
	   const struct node *node, char *out)
{
	struct place element = {place, NULL, 0};
	struct any_list list;
	const char **text;

	if (node->kind != NODE_LIST)
		return wrong_kind(reading, place, node, "a list of texts");
	text = (const char **)(void *)list_room(reading->arena, &list, node->count, sizeof(*text));
	for (const struct node *child = node->first; child; child = child->next, element.index++)
		if (!read_text(reading, &element, field, child, &text[element.index]))
			return false;
	memcpy(out, &list, sizeof(list));
	return true;
}

static bool
read_objects(struct reading *reading, const struct place *place, const struct field *field,
	     const struct node *node, char *out)
{
	struct place element = {place, NULL, 0};
	struct any_list list;
	char *at;

	if (node->kind != NODE_LIST)
		return wrong_kind(reading, place, node, "a list");
	at = list_room(reading->arena, &list, node->count, field->of->size);
	for (const struct node *child = node->first; child; child = child->next, element.index++) {
		if (!read_map(reading, &element, field->of, child, at))
			return false;
		at += field->of->size;
	}
	memcpy(out, &list, sizeof(list));
	return true;
}

static bool
name_is_good(struct reading *reading, const struct place *place, const struct field *field,
	     const struct node *named)
{
	const char *problem = field->problem ? field->problem(named->key) : NULL;

	return !problem || wrong(reading, place, named->key_line, named->key_column, "'%s' %s",
				 text_shown(reading->arena, named->key), problem);
}

static bool
no_key_twice(struct reading *reading, const struct place *place, const struct node *map)
{
	const struct node *again = node_duplicate(map);

	return !again ||
	       wrong(reading, place, again->key_line, again->key_column,
		     "the key '%s' is there twice", text_shown(reading->arena, again->key));
}

static bool
read_named(struct reading *reading, const struct place *place, const struct field *field,
	   const struct node *node, char *out)
{
	struct any_list list;
	char *at;

	if (node->kind != NODE_MAP)
		return wrong_kind(reading, place, node, "a map");
	if (!no_key_twice(reading, place, node))
		return false;
	at = list_room(reading->arena, &list, node->count, field->of->size);
	for (const struct node *child = node->first; child; child = child->next) {
		struct place element = {place, child->key, 0};
		if (!name_is_good(reading, place, field, child) ||
		    !read_map(reading, &element, field->of, child, at))
			return false;
		memcpy(at, &child->key, sizeof(child->key));
		at += field->of->size;
	}
	memcpy(out, &list, sizeof(list));
	return true;
}

static bool
read_optional(struct reading *reading, const struct place *place, const struct field *field,
	      const struct node *node, char *out)
{
	char *object = arena_allocate(reading->arena, field->of->size);

	if (!read_map(reading, place, field->of, node, object))
		return false;
	memcpy(out, &object, sizeof(object));
	return true;
}

static bool
read_boolean(struct reading *reading, const struct place *place, const struct node *node,
	     bool *boolean)
{
	if (node->kind != NODE_BOOLEAN)
		return wrong_kind(reading, place, node, "true or false");
	*boolean = node->boolean;
	return true;
}

/* `out` is the place of the field within a struct that the table describes. */
static bool
read_field(struct reading *reading, const struct place *place, const struct field *field,
	   const struct node *node, void *out)
{
	switch (field->type) {
	case FIELD_TEXT:
		return read_text(reading, place, field, node, out);
	case FIELD_INTEGER:
		return read_integer(reading, place, field, node, out);
	case FIELD_BOOLEAN:
		return read_boolean(reading, place, node, out);
	case FIELD_CHOICE:
		return read_choice(reading, place, field, node, out);
	case FIELD_INSTANT:
		return read_instant(reading, place, node, out);
	case FIELD_DURATION:
		return read_duration(reading, place, field, node, out);
	case FIELD_TEXTS:
		return read_texts(reading, place, field, node, out);
	case FIELD_OBJECT:
		return read_map(reading, place, field->of, node, out);
	case FIELD_OPTIONAL:
		return read_optional(reading, place, field, node, out);
	case FIELD_OBJECTS:
		return read_objects(reading, place, field, node, out);
	case FIELD_NAMED:
		return read_named(reading, place, field, node, out);
	}
	return fail(reading->err, ERROR_BUG, "field '%s' has no type", field->name);
}

bool
field_is_required(const struct field *field)
{
	return !field->optional && !field->unless_given && field->type != FIELD_OPTIONAL;
}

bool
fields_require_any(const struct fields *fields)
{
	for (size_t i = 0; i < fields->count; i++)
		if (field_is_required(&fields->rows[i]))
			return true;
	return false;
}

static bool
read_default(struct reading *reading, const struct place *place, const struct field *field,
	     char *out)
{
	struct reading ours = {reading->arena, NULL, reading->err};
	const struct node *node;

	if (json_parse(ours.arena, field->unless_given, strlen(field->unless_given), &node,
		       ours.err) &&
	    read_field(&ours, place, field, node, out))
		return true;
	return fail_as(ours.err, ERROR_BUG);
}

static bool
read_absent(struct reading *reading, const struct place *outer, const struct field *field,
	    const struct node *map, char *out)
{
	static const struct node empty = {.kind = NODE_MAP};
	struct place place = {outer, field->name, 0};

	if (field->unless_given)
		return read_default(reading, &place, field, out);
	if (field_is_required(field))
		return wrong(reading, outer, map->line, map->column, "'%s' is missing",
			     field->name);
	if (field->type == FIELD_OBJECT && !fields_require_any(field->of))
		return read_map(reading, &place, field->of, &empty, out);
	return true;
}

static bool
unknown_key(struct reading *reading, const struct place *place, const struct fields *fields,
	    const struct node *child)
{
	const char *nearest = NULL;
	size_t distance = NEAR_DISTANCE + 1;

	for (size_t i = 0; i < fields->count; i++)
		consider(child->key, fields->rows[i].name, &nearest, &distance);
	return wrong(reading, place, child->key_line, child->key_column, "unknown key '%s'%s%s%s",
		     text_shown(reading->arena, child->key), nearest ? "; did you mean '" : "",
		     nearest ? nearest : "", nearest ? "'?" : "");
}

/* The place of the row of this name; `count` if there is none. */
static size_t
row_of(const struct fields *fields, const char *name)
{
	size_t i = 0;

	while (i < fields->count &&
	       (fields->rows[i].name[0] != name[0] || strcmp(fields->rows[i].name, name) != 0))
		i++;
	return i;
}

/* given[]: for each row what the map has of it, or NULL. */
static bool
find_given(struct reading *reading, const struct place *place, const struct fields *fields,
	   const struct node *map, const struct node *given[FIELDS_MOST])
{
	bool twice = false;

	for (const struct node *child = map->first; child; child = child->next) {
		size_t row = row_of(fields, child->key);

		if (row == fields->count)
			return unknown_key(reading, place, fields, child);
		twice = twice || given[row];
		given[row] = child;
	}
	return !twice || no_key_twice(reading, place, map);
}

static bool
read_map(struct reading *reading, const struct place *place, const struct fields *fields,
	 const struct node *map, char *out)
{
	const struct node *given[FIELDS_MOST] = {NULL};

	assert(fields->count <= FIELDS_MOST);
	if (map->kind != NODE_MAP)
		return wrong_kind(reading, place, map, "a map");
	if (!find_given(reading, place, fields, map, given))
		return false;
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *field = &fields->rows[i];
		struct place here = {place, field->name, 0};
		if (!(given[i] ? read_field(reading, &here, field, given[i], out + field->offset)
			       : read_absent(reading, place, field, map, out + field->offset)))
			return false;
	}
	return true;
}

bool
fields_read(struct arena *arena, const struct fields *fields, const struct node *map,
	    const struct source_text *source, void *out, struct error *err)
{
	struct reading reading = {arena, source, err};
	char *fresh = arena_allocate(arena, fields->size);

	if (!read_map(&reading, NULL, fields, map, fresh))
		return false;
	memcpy(out, fresh, fields->size);
	return true;
}
