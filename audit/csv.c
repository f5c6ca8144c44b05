/* SPDX-License-Identifier: Apache-2.0 */
/* How does a struct become a row that a spreadsheet may open? See csv.h. */
#include "audit/csv.h"

#include <assert.h>
#include <string.h>

/* What begins so is a formula to a spreadsheet, also in the wide forms of East Asian input. */
static bool
begins_formula(const char *cell)
{
	static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
					   "\xEF\xBC\xA0"};

	if (*cell && strchr("=+-@\t\r\n", *cell))
		return true;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (strncmp(cell, wide[i], strlen(wide[i])) == 0)
			return true;
	return false;
}

/* Some spreadsheets part at semicolons or tabs, and trim blanks. */
static bool
needs_quotes(const char *cell)
{
	size_t length = strlen(cell);

	return strpbrk(cell, ",;\"\t\r\n") ||
	       (length && (cell[0] == ' ' || cell[length - 1] == ' '));
}

static void
add_cell(struct buffer *out, const char *cell)
{
	bool quoted;

	if (!*cell)
		return;
	quoted = needs_quotes(cell);
	if (quoted)
		buffer_add_byte(out, '"');
	if (begins_formula(cell))
		buffer_add_byte(out, '\'');
	for (const char *quote; (quote = strchr(cell, '"')) != NULL; cell = quote + 1) {
		buffer_add(out, cell, (size_t)(quote - cell));
		buffer_add_text(out, "\"\"");
	}
	buffer_add_text(out, cell);
	if (quoted)
		buffer_add_byte(out, '"');
}

static void
add_list(struct buffer *out, const struct texts *texts)
{
	struct buffer cell RELEASED_BY(buffer_release) = {0};

	for (size_t i = 0; i < texts->count; i++) {
		if (cell.length + strlen(texts->at[i]) > CSV_CELL_BYTES) {
			buffer_add_format(&cell, "%sand %zu more", i ? "; " : "", texts->count - i);
			break;
		}
		if (i)
			buffer_add_text(&cell, "; ");
		buffer_add_text(&cell, texts->at[i]);
	}
	add_cell(out, cell.bytes ? cell.bytes : "");
}

static void
add_value(struct buffer *out, const struct field *field, const void *place)
{
	const char *text;
	struct texts texts;
	int64_t integer;

	switch (field->type) {
	case FIELD_TEXT:
		memcpy(&text, place, sizeof(text));
		add_cell(out, text ? text : "");
		return;
	case FIELD_TEXTS:
		memcpy(&texts, place, sizeof(texts));
		add_list(out, &texts);
		return;
	case FIELD_INTEGER:
		memcpy(&integer, place, sizeof(integer));
		buffer_add_integer(out, integer);
		return;
	case FIELD_BOOLEAN:
		buffer_add_text(out, *(const bool *)place ? "yes" : "no");
		return;
	default:
		break;
	}
	assert(!"a field that is no cell");
}

void
csv_write_cells(struct buffer *out, const struct texts *cells)
{
	for (size_t i = 0; i < cells->count; i++) {
		buffer_add_text(out, i ? "," : "");
		add_cell(out, cells->at[i]);
	}
	buffer_add_text(out, "\r\n");
}

void
csv_write_header(struct buffer *out, const struct fields *fields)
{
	for (size_t i = 0; i < fields->count; i++) {
		buffer_add_text(out, i ? "," : "");
		add_cell(out, fields->rows[i].name);
	}
	buffer_add_text(out, "\r\n");
}

void
csv_write_row(struct buffer *out, const struct fields *fields, const void *in)
{
	for (size_t i = 0; i < fields->count; i++) {
		buffer_add_text(out, i ? "," : "");
		add_value(out, &fields->rows[i], (const char *)in + fields->rows[i].offset);
	}
	buffer_add_text(out, "\r\n");
}
