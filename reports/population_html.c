/* SPDX-License-Identifier: Apache-2.0 */
/* How does a population look in a browser? See population_html.h. */
#include "reports/population_html.h"

#include <string.h>

#include "reports/escape.h"

static const char head[] =
	"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
	"'unsafe-inline'\">\n<title>Population</title>\n"
	"<style>body{font:14px/1.4 system-ui,sans-serif;margin:1.5rem;color:#1c1e21;"
	"background:#fff}\n"
	"table{border-collapse:collapse;font-size:.8rem}th,td{border:1px solid #c9ced6;"
	"padding:.15rem .4rem;text-align:left;vertical-align:top}th{position:sticky;top:0;"
	"background:#eef1f5}</style></head><body><main><h1>Population</h1>\n"
	"<table><thead><tr>";

static void
add_texts(struct buffer *out, const struct texts *texts)
{
	for (size_t i = 0; i < texts->count; i++) {
		if (i)
			buffer_add_text(out, "; ");
		add_xml(out, texts->at[i]);
	}
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
		add_xml(out, text ? text : "");
		return;
	case FIELD_TEXTS:
		memcpy(&texts, place, sizeof(texts));
		add_texts(out, &texts);
		return;
	case FIELD_INTEGER:
		memcpy(&integer, place, sizeof(integer));
		buffer_add_integer(out, integer);
		return;
	case FIELD_BOOLEAN:
		buffer_add_text(out, *(const bool *)place ? "yes" : "no");
		return;
	default: /* csv_write_row() of the same table would have noticed */
		return;
	}
}

void
population_html_begin(struct buffer *out)
{
	buffer_add_text(out, head);
	for (size_t i = 0; i < population_row_fields.count; i++) {
		buffer_add_text(out, "<th>");
		add_xml(out, population_row_fields.rows[i].name);
		buffer_add_text(out, "</th>");
	}
	buffer_add_text(out, "</tr></thead><tbody>\n");
}

void
population_html_row(struct buffer *out, const struct population_row *row)
{
	buffer_add_text(out, "<tr>");
	for (size_t i = 0; i < population_row_fields.count; i++) {
		const struct field *field = &population_row_fields.rows[i];

		buffer_add_text(out, "<td>");
		add_value(out, field, (const char *)row + field->offset);
		buffer_add_text(out, "</td>");
	}
	buffer_add_text(out, "</tr>\n");
}

void
population_html_end(struct buffer *out, const struct population_header *header)
{
	buffer_add_format(out,
			  "</tbody></table><p>%lld rows, of which %lld may be drawn; sha256 of "
			  "their ids ",
			  (long long)header->rows, (long long)header->in_frame);
	add_xml(out, header->ids_sha256);
	buffer_add_text(out, "</p></main></body></html>\n");
}
