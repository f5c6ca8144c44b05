/* SPDX-License-Identifier: Apache-2.0 */
/* How do the pages of a workpaper look in a browser? See sheet_html.h. */
#include "reports/sheet_html.h"

#include "base/text.h"
#include "reports/escape.h"

/* Wide tables scroll inside of themselves; on paper they shrink. */
static const char head[] =
	"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
	"'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width\">\n"
	"<style>\n"
	"body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#1c1e21;background:#fff}\n"
	"h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}\n"
	"div.wide{overflow-x:auto}\n"
	"table{border-collapse:collapse;font-size:.85rem}\n"
	"th,td{border:1px solid #c9ced6;padding:.2rem .5rem;text-align:left;vertical-align:top}\n"
	"th{background:#eef1f5}td.X,td.NT{background:#fde3e1;font-weight:600}\n"
	"td.P{color:#14602b}td.NA{color:#5b6470}\n"
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#5b6470}\n"
	"dd{margin:0;overflow-wrap:anywhere}\n"
	"figure{margin:1rem 0;overflow-x:auto}figcaption{color:#5b6470}rect{fill:#4a6fa5}\n"
	"@media print{body{margin:0;font-size:9px}div.wide{overflow:visible}}\n"
	"</style>\n<title>";

static const char *
element_of(int kind)
{
	static const char *const elements[] = {"h2", "p"};

	return elements[kind];
}

/* A cell that is a sign of the legend is coloured, too; the sign itself says it. */
static void
add_cell(struct buffer *out, const char *element, const char *text)
{
	static const char *const signs[] = {"P", "X", "NA", "NT"};
	const char *sign = NULL;

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (text_equal(text, signs[i]) && text_equal(element, "td"))
			sign = signs[i];
	buffer_add_format(out, "<%s", element);
	if (sign)
		buffer_add_format(out, " class=\"%s\"", sign);
	buffer_add_byte(out, '>');
	add_xml(out, text);
	buffer_add_format(out, "</%s>", element);
}

static void
add_table_line(struct buffer *out, const struct sheet_line *line)
{
	buffer_add_text(out, "<tr>");
	for (size_t i = 0; i < line->cells.count; i++)
		add_cell(out, line->kind == SHEET_HEADER ? "th" : "td", line->cells.at[i]);
	buffer_add_text(out, "</tr>\n");
}

static void
add_pair(struct buffer *out, const struct sheet_line *line)
{
	add_cell(out, "dt", line->cells.at[0]);
	add_cell(out, "dd", line->cells.at[1]);
	buffer_add_byte(out, '\n');
}

/* What surrounds lines of this kind; a header begins a table of its own. */
static int
group_of(int kind)
{
	return kind == SHEET_HEADER ? SHEET_ROW : kind;
}

static void
open_group(struct buffer *out, int kind)
{
	if (group_of(kind) == SHEET_ROW)
		buffer_add_text(out, "<div class=\"wide\" tabindex=\"0\"><table>\n");
	else if (kind == SHEET_PAIR)
		buffer_add_text(out, "<dl>\n");
}

static void
close_group(struct buffer *out, int kind)
{
	if (group_of(kind) == SHEET_ROW)
		buffer_add_text(out, "</table></div>\n");
	else if (kind == SHEET_PAIR)
		buffer_add_text(out, "</dl>\n");
}

/* Bars of equal width, drawn in the page itself; each tells its number, too. */
static void
add_bar(struct buffer *out, size_t at, const char *name, int64_t value, int64_t largest)
{
	long long height = largest ? (long long)(value * 100 / largest) : 0;
	long long x = (long long)at * 48;

	buffer_add_format(out,
			  "<rect x=\"%lld\" y=\"%lld\" width=\"36\" height=\"%lld\"/>"
			  "<text x=\"%lld\" y=\"%lld\">%lld</text><text x=\"%lld\" y=\"132\">",
			  x, 116 - height, height, x, 112 - height, (long long)value, x);
	add_xml(out, name);
	buffer_add_text(out, "</text>");
}

static void
add_chart(struct buffer *out, const struct texts *cells)
{
	int64_t largest = 0, value;

	for (size_t i = 2; i < cells->count; i += 2)
		if (text_to_integer(cells->at[i], &value) && value > largest)
			largest = value;
	buffer_add_text(out, "<figure><figcaption>");
	add_xml(out, cells->at[0]);
	buffer_add_text(out, "</figcaption><svg role=\"img\" aria-label=\"");
	add_xml(out, cells->at[0]);
	buffer_add_format(out, "\" width=\"%zu\" height=\"136\" font-size=\"11\">",
			  cells->count * 24);
	for (size_t i = 1; i + 1 < cells->count; i += 2)
		add_bar(out, i / 2, cells->at[i],
			text_to_integer(cells->at[i + 1], &value) ? value : 0, largest);
	buffer_add_text(out, "</svg></figure>\n");
}

static void
add_line(struct buffer *out, const struct sheet_line *line)
{
	if (group_of(line->kind) == SHEET_ROW) {
		add_table_line(out, line);
	} else if (line->kind == SHEET_CHART) {
		add_chart(out, &line->cells);
	} else if (line->kind == SHEET_PAIR) {
		add_pair(out, line);
	} else {
		add_cell(out, element_of(line->kind), line->cells.at[0]);
		buffer_add_byte(out, '\n');
	}
}

static void
add_sheet(struct buffer *out, const struct sheet *sheet)
{
	int kind = SHEET_TITLE;

	buffer_add_text(out, "<section><h1>");
	add_xml(out, sheet->name);
	buffer_add_text(out, "</h1>\n");
	for (size_t i = 0; i < sheet->lines.count; i++) {
		const struct sheet_line *line = &sheet->lines.at[i];

		if (group_of(line->kind) != group_of(kind) || line->kind == SHEET_HEADER) {
			close_group(out, kind);
			open_group(out, line->kind);
		}
		kind = line->kind;
		add_line(out, line);
	}
	close_group(out, kind);
	buffer_add_text(out, "</section>\n");
}

void
sheets_write_html(struct buffer *out, const char *title, const struct sheet *const *sheets,
		  size_t count)
{
	buffer_add_text(out, head);
	add_xml(out, title);
	buffer_add_text(out, "</title></head><body><main>\n");
	for (size_t i = 0; i < count; i++)
		add_sheet(out, sheets[i]);
	buffer_add_text(out, "</main></body></html>\n");
}
