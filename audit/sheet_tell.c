/* SPDX-License-Identifier: Apache-2.0 */
/* How is a page told to machines and to terminals? See sheet.h. */
#include "audit/sheet.h"
#include "base/json.h"

static void
add_texts(struct buffer *out, const struct texts *texts)
{
	buffer_add_byte(out, '[');
	for (size_t i = 0; i < texts->count; i++) {
		if (i)
			buffer_add_byte(out, ',');
		json_write_text(out, texts->at[i] ? texts->at[i] : "");
	}
	buffer_add_byte(out, ']');
}

/* A line is its kind and its cells: the order tells which table a row is of. */
static void
add_sheet(struct buffer *out, const struct sheet *sheet)
{
	static const char *const kinds[] = {"title", "text", "value", "columns", "row", "chart"};

	buffer_add_text(out, "{\"lines\":[");
	for (size_t i = 0; i < sheet->lines.count; i++) {
		const struct sheet_line *line = &sheet->lines.at[i];

		buffer_add_format(out, "%s{\"%s\":", i ? "," : "", kinds[line->kind]);
		add_texts(out, &line->cells);
		buffer_add_byte(out, '}');
	}
	buffer_add_text(out, "],\"page\":");
	json_write_text(out, sheet->name);
	buffer_add_byte(out, '}');
}

void
sheets_write_json(struct buffer *out, const struct sheet *const *sheets, size_t count)
{
	RELEASED_BY(buffer_release) struct buffer json = {0};

	buffer_add_text(&json, "{\"pages\":[");
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_byte(&json, ',');
		add_sheet(&json, sheets[i]);
	}
	buffer_add_text(&json, "]}");
	json_indent(out, json.bytes, json.length);
	if (out->length && out->bytes[out->length - 1] != '\n')
		buffer_add_byte(out, '\n');
}

void
sheet_write_text(struct buffer *out, const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->lines.count; i++) {
		const struct sheet_line *line = &sheet->lines.at[i];

		if (line->kind == SHEET_CHART)
			continue;
		for (size_t j = 0; j < line->cells.count; j++) {
			const char *cell = line->cells.at[j] ? line->cells.at[j] : "";

			buffer_add_format(out, "%s%s",
					  !j                         ? ""
					  : line->kind == SHEET_PAIR ? ": "
								     : "  ",
					  cell[0] || line->kind == SHEET_PAIR ? cell : "-");
		}
		buffer_add_byte(out, '\n');
	}
}
