/* SPDX-License-Identifier: Apache-2.0 */
/* How does a struct become a document, the same bytes every time? See fields.h. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/fields.h"
#include "base/json.h"
#include "base/time.h"

static void
write_instant(struct buffer *out, int64_t instant)
{
	char text[21];

	instant_format(text, instant);
	json_write_text(out, text);
}

static void
write_duration(struct buffer *out, int64_t seconds)
{
	char text[24];

	duration_format(text, seconds);
	json_write_text(out, text);
}

static void
write_choice(struct buffer *out, const struct field *field, int index)
{
	for (int i = 0; i <= index; i++)
		assert(field->choices[i]);
	json_write_text(out, field->choices[index]);
}

static void
write_texts(struct buffer *out, const struct texts *texts)
{
	buffer_add_byte(out, '[');
	for (size_t i = 0; i < texts->count; i++) {
		if (i)
			buffer_add_byte(out, ',');
		json_write_text(out, texts->at[i]);
	}
	buffer_add_byte(out, ']');
}

static void
write_objects(struct buffer *out, const struct fields *of, const struct any_list *list)
{
	const char *at = list->at;

	buffer_add_byte(out, '[');
	for (size_t i = 0; i < list->count; i++, at += of->size) {
		if (i)
			buffer_add_byte(out, ',');
		fields_write(out, of, at);
	}
	buffer_add_byte(out, ']');
}

/* The name is the first member of an element, whatever its struct is. */
static const char *
name_of(const void *element)
{
	const char *name;

	memcpy(&name, element, sizeof(name));
	return name;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(name_of(*(const void *const *)a), name_of(*(const void *const *)b));
}

static void
write_named(struct buffer *out, const struct fields *of, const struct any_list *list)
{
	const void **sorted = calloc(list->count + 1, sizeof(*sorted));

	if (!sorted)
		abort();
	for (size_t i = 0; i < list->count; i++)
		sorted[i] = (const char *)list->at + i * of->size;
	qsort(sorted, list->count, sizeof(*sorted), compare_names);
	buffer_add_byte(out, '{');
	for (size_t i = 0; i < list->count; i++) {
		if (i)
			buffer_add_byte(out, ',');
		json_write_text(out, name_of(sorted[i]));
		buffer_add_byte(out, ':');
		fields_write(out, of, sorted[i]);
	}
	buffer_add_byte(out, '}');
	free(sorted);
}

static int64_t
number_at(const void *in)
{
	int64_t number;

	memcpy(&number, in, sizeof(number));
	return number;
}

static const void *
pointer_at(const void *in)
{
	const void *pointer;

	memcpy(&pointer, in, sizeof(pointer));
	return pointer;
}

static struct any_list
list_at(const void *in)
{
	struct any_list list;

	memcpy(&list, in, sizeof(list));
	return list;
}

/* `in` is the place of the field within the struct. */
static void
write_value(struct buffer *out, const struct field *field, const void *in)
{
	struct any_list list;

	switch (field->type) {
	case FIELD_TEXT:
		json_write_text(out, pointer_at(in));
		break;
	case FIELD_INTEGER:
		buffer_add_integer(out, number_at(in));
		break;
	case FIELD_BOOLEAN:
		buffer_add_text(out, *(const bool *)in ? "true" : "false");
		break;
	case FIELD_CHOICE:
		write_choice(out, field, *(const int *)in);
		break;
	case FIELD_INSTANT:
		write_instant(out, number_at(in));
		break;
	case FIELD_DURATION:
		write_duration(out, number_at(in));
		break;
	case FIELD_TEXTS:
		write_texts(out, in);
		break;
	case FIELD_OBJECT:
		fields_write(out, field->of, in);
		break;
	case FIELD_OPTIONAL:
		fields_write(out, field->of, pointer_at(in));
		break;
	case FIELD_OBJECTS:
		list = list_at(in);
		write_objects(out, field->of, &list);
		break;
	case FIELD_NAMED:
		list = list_at(in);
		write_named(out, field->of, &list);
		break;
	}
}

static bool all_zero(const struct fields *fields, const char *in);

/* Is it what an absent field without default leaves behind? */
static bool
is_zero(const struct field *field, const void *in)
{
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_OPTIONAL:
		return pointer_at(in) == NULL;
	case FIELD_INTEGER:
	case FIELD_INSTANT:
	case FIELD_DURATION:
		return number_at(in) == 0;
	case FIELD_BOOLEAN:
		return !*(const bool *)in;
	case FIELD_CHOICE:
		return *(const int *)in == 0;
	case FIELD_TEXTS:
	case FIELD_OBJECTS:
	case FIELD_NAMED:
		return list_at(in).count == 0;
	case FIELD_OBJECT:
		return all_zero(field->of, in);
	}
	return false;
}

static bool
all_zero(const struct fields *fields, const char *in)
{
	for (size_t i = 0; i < fields->count; i++)
		if (!is_zero(&fields->rows[i], in + fields->rows[i].offset))
			return false;
	return true;
}

static bool is_omitted(const struct field *field, const char *in);

static bool
all_omitted(const struct fields *fields, const char *in)
{
	for (size_t i = 0; i < fields->count; i++)
		if (!is_omitted(&fields->rows[i], in + fields->rows[i].offset))
			return false;
	return true;
}

static bool
is_omitted(const struct field *field, const char *in)
{
	if (field->type == FIELD_TEXT || field->type == FIELD_OPTIONAL)
		return pointer_at(in) == NULL;
	if (!field->optional || field->unless_given)
		return false;
	if (field->type == FIELD_OBJECT && !fields_require_any(field->of))
		return all_omitted(field->of, in);
	return is_zero(field, in);
}

/* Most names differ in their first byte. */
static bool
is_behind(const char *name, const char *other)
{
	return *name == *other ? strcmp(name, other) > 0
			       : (unsigned char)*name > (unsigned char)*other;
}

/* Insertion sort: tables are short and mostly in order already. */
static void
sort_rows(const struct fields *fields, const struct field **sorted)
{
	assert(fields->count <= FIELDS_MOST);
	for (size_t i = 0; i < fields->count; i++) {
		size_t at = i;
		for (; at && is_behind(sorted[at - 1]->name, fields->rows[i].name); at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = &fields->rows[i];
	}
}

void
fields_write(struct buffer *out, const struct fields *fields, const void *in)
{
	const struct field *sorted[FIELDS_MOST];
	bool first = true;

	sort_rows(fields, sorted);
	buffer_add_byte(out, '{');
	for (size_t i = 0; i < fields->count; i++) {
		const char *place = (const char *)in + sorted[i]->offset;
		if (is_omitted(sorted[i], place))
			continue;
		if (!first)
			buffer_add_byte(out, ',');
		first = false;
		json_write_text(out, sorted[i]->name);
		buffer_add_byte(out, ':');
		write_value(out, sorted[i], place);
	}
	buffer_add_byte(out, '}');
}
