/* SPDX-License-Identifier: Apache-2.0 */
/* How does a table look as a JSON Schema (2020-12)? See fields.h. */
#include <assert.h>
#include <string.h>

#include "base/fields.h"
#include "base/json.h"

#define MOST_TABLES 128 /* that one table reaches */

#define INSTANT_PATTERN "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
#define DURATION_PATTERN "^[0-9]+[smhd]$"

struct tables {
	const struct fields *at[MOST_TABLES];
	size_t count;
};

/* Each table once, in the order in which they are met. Two of one name would be one definition. */
static void
collect(struct tables *tables, const struct fields *fields)
{
	for (size_t i = 0; i < tables->count; i++) {
		if (tables->at[i] == fields)
			return;
		assert(strcmp(tables->at[i]->name, fields->name) != 0);
	}
	assert(tables->count < MOST_TABLES);
	tables->at[tables->count++] = fields;
	for (size_t i = 0; i < fields->count; i++)
		if (fields->rows[i].of)
			collect(tables, fields->rows[i].of);
}

static void
add_member(struct buffer *out, const char *key, const char *text)
{
	buffer_add_byte(out, ',');
	json_write_text(out, key);
	buffer_add_byte(out, ':');
	json_write_text(out, text);
}

static void
add_reference(struct buffer *out, const struct fields *of)
{
	buffer_add_format(out, "\"$ref\":\"#/$defs/%s\"", of->name);
}

static void
add_choices(struct buffer *out, const char *const *choices)
{
	buffer_add_text(out, "\"enum\":[");
	for (size_t i = 0; choices[i]; i++) {
		if (i)
			buffer_add_byte(out, ',');
		json_write_text(out, choices[i]);
	}
	buffer_add_byte(out, ']');
}

static void
add_integer(struct buffer *out, const struct field *field)
{
	buffer_add_text(out, "\"type\":\"integer\"");
	if (field->minimum || field->maximum)
		buffer_add_format(out, ",\"minimum\":%lld,\"maximum\":%lld",
				  (long long)field->minimum, (long long)field->maximum);
}

static void
add_text_of(struct buffer *out, const char *pattern)
{
	buffer_add_text(out, "\"type\":\"string\"");
	add_member(out, "pattern", pattern);
}

/* The keywords that say what the value is, without braces. */
static void
add_type(struct buffer *out, const struct field *field)
{
	switch (field->type) {
	case FIELD_TEXT:
		buffer_add_text(out, "\"type\":\"string\"");
		break;
	case FIELD_INTEGER:
		add_integer(out, field);
		break;
	case FIELD_BOOLEAN:
		buffer_add_text(out, "\"type\":\"boolean\"");
		break;
	case FIELD_CHOICE:
		add_choices(out, field->choices);
		break;
	case FIELD_INSTANT:
		add_text_of(out, INSTANT_PATTERN);
		break;
	case FIELD_DURATION:
		add_text_of(out, DURATION_PATTERN);
		break;
	case FIELD_TEXTS:
		buffer_add_text(out, "\"type\":\"array\",\"items\":{\"type\":\"string\"}");
		break;
	case FIELD_OBJECT:
	case FIELD_OPTIONAL:
		add_reference(out, field->of);
		break;
	case FIELD_OBJECTS:
		buffer_add_text(out, "\"type\":\"array\",\"items\":{");
		add_reference(out, field->of);
		buffer_add_byte(out, '}');
		break;
	case FIELD_NAMED:
		buffer_add_text(out, "\"type\":\"object\",\"additionalProperties\":{");
		add_reference(out, field->of);
		buffer_add_byte(out, '}');
		break;
	}
}

static void
add_property(struct buffer *out, const struct field *field)
{
	json_write_text(out, field->name);
	buffer_add_text(out, ":{");
	add_type(out, field);
	if (field->meaning)
		add_member(out, "description", field->meaning);
	if (field->unless_given)
		buffer_add_format(out, ",\"default\":%s", field->unless_given);
	buffer_add_byte(out, '}');
}

static void
add_properties(struct buffer *out, const struct fields *fields)
{
	buffer_add_text(out, ",\"properties\":{");
	for (size_t i = 0; i < fields->count; i++) {
		if (i)
			buffer_add_byte(out, ',');
		add_property(out, &fields->rows[i]);
	}
	buffer_add_byte(out, '}');
}

static void
add_required(struct buffer *out, const struct fields *fields)
{
	const char *before = ",\"required\":[";

	if (!fields_require_any(fields))
		return;
	for (size_t i = 0; i < fields->count; i++) {
		if (!field_is_required(&fields->rows[i]))
			continue;
		buffer_add_text(out, before);
		json_write_text(out, fields->rows[i].name);
		before = ",";
	}
	buffer_add_byte(out, ']');
}

static void
add_definition(struct buffer *out, const struct fields *fields)
{
	json_write_text(out, fields->name);
	buffer_add_text(out, ":{\"type\":\"object\"");
	if (fields->meaning)
		add_member(out, "description", fields->meaning);
	add_properties(out, fields);
	add_required(out, fields);
	buffer_add_text(out, ",\"additionalProperties\":false}");
}

void
fields_schema(struct buffer *out, const struct fields *fields, const char *id)
{
	struct buffer compact RELEASED_BY(buffer_release) = {0};
	struct tables tables = {.count = 0};

	collect(&tables, fields);
	buffer_add_text(&compact, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"");
	add_member(&compact, "$id", id);
	buffer_add_byte(&compact, ',');
	add_reference(&compact, fields);
	buffer_add_text(&compact, ",\"$defs\":{");
	for (size_t i = 0; i < tables.count; i++) {
		if (i)
			buffer_add_byte(&compact, ',');
		add_definition(&compact, tables.at[i]);
	}
	buffer_add_text(&compact, "}}");
	json_indent(out, compact.bytes, compact.length);
	buffer_add_byte(out, '\n');
}
