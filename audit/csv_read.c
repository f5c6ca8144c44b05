/* SPDX-License-Identifier: Apache-2.0 */
/* What is in a table that a spreadsheet saved? See csv_read.h. */
#include "audit/csv_read.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

struct reading {
	struct arena *arena;
	const char *at, *end;
	size_t line;
	char separator;
};

static bool
fail_on_line(const struct reading *reading, struct error *err, const char *problem)
{
	return fail(err, ERROR_FORMAT, "line %zu: %s", reading->line, problem);
}

static bool
is_line_end(char byte)
{
	return byte == '\r' || byte == '\n';
}

static bool
ends_cell(const struct reading *reading)
{
	return reading->at == reading->end || *reading->at == reading->separator ||
	       is_line_end(*reading->at);
}

/* Behind an opening quote, up to the closing one. */
static bool
read_quoted(struct reading *reading, struct buffer *cell, struct error *err)
{
	for (; reading->at < reading->end; reading->at++) {
		if (*reading->at == '"') {
			reading->at++;
			if (reading->at == reading->end || *reading->at != '"')
				return true;
		} else if (*reading->at == '\n') {
			reading->line++;
		}
		buffer_add_byte(cell, *reading->at);
		if (cell->length > LIMIT_CSV_CELL_BYTES)
			return fail_on_line(reading, err, "a cell is too long");
	}
	return fail_on_line(reading, err, "a quoted cell has no end");
}

static bool
read_plain(struct reading *reading, struct buffer *cell, struct error *err)
{
	for (; !ends_cell(reading); reading->at++) {
		if (*reading->at == '"')
			return fail_on_line(reading, err,
					    "a quote inside of a cell without quotes");
		buffer_add_byte(cell, *reading->at);
		if (cell->length > LIMIT_CSV_CELL_BYTES)
			return fail_on_line(reading, err, "a cell is too long");
	}
	return true;
}

static bool
read_cell(struct reading *reading, const char **text, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer cell = {0};
	bool quoted = reading->at < reading->end && *reading->at == '"';

	reading->at += quoted;
	if (!(quoted ? read_quoted(reading, &cell, err) : read_plain(reading, &cell, err)))
		return false;
	if (!ends_cell(reading))
		return fail_on_line(reading, err, "something behind the quote that closes a cell");
	*text = arena_copy(reading->arena, cell.bytes ? cell.bytes : "", cell.length);
	return true;
}

static void
skip_line_end(struct reading *reading)
{
	if (reading->at < reading->end && *reading->at == '\r')
		reading->at++;
	if (reading->at < reading->end && *reading->at == '\n')
		reading->at++;
	reading->line++;
}

static bool
read_line(struct reading *reading, struct texts *cells, struct error *err)
{
	for (;;) {
		const char *text = NULL;

		if (cells->count == LIMIT_CSV_COLUMNS)
			return fail_on_line(reading, err, "too many columns");
		if (!read_cell(reading, &text, err))
			return false;
		texts_add(reading->arena, cells, text);
		if (reading->at == reading->end || *reading->at != reading->separator)
			break;
		reading->at++;
	}
	skip_line_end(reading);
	return true;
}

static bool
is_empty(const struct texts *cells)
{
	for (size_t i = 0; i < cells->count; i++)
		if (cells->at[i][0])
			return false;
	return true;
}

static char
find_separator(const char *bytes, const char *end)
{
	for (; bytes < end && !is_line_end(*bytes); bytes++)
		if (*bytes == ',' || *bytes == ';' || *bytes == '\t')
			return *bytes;
	return ',';
}

static bool
read_lines(struct reading *reading, struct csv_table *table, struct error *err)
{
	while (reading->at < reading->end) {
		struct csv_line line = {.number = reading->line};

		if (!read_line(reading, &line.cells, err))
			return false;
		if (is_empty(&line.cells))
			continue;
		if (table->lines.count && line.cells.count != table->lines.at[0].cells.count)
			return fail(err, ERROR_FORMAT, "line %zu: %zu cells, but %zu columns",
				    line.number, line.cells.count, table->lines.at[0].cells.count);
		if (table->lines.count == LIMIT_CSV_LINES)
			return fail_on_line(reading, err, "too many lines");
		*LIST_ADD(reading->arena, &table->lines) = line;
	}
	return table->lines.count || fail(err, ERROR_FORMAT, "the table is empty");
}

bool
csv_read(struct arena *arena, const char *bytes, size_t length, struct csv_table *out,
	 struct error *err)
{
	static const char mark[] = "\xEF\xBB\xBF";
	struct reading reading = {.arena = arena, .at = bytes, .end = bytes + length, .line = 1};
	struct csv_table table = {0};

	if (length > LIMIT_CSV_BYTES)
		return fail(err, ERROR_FORMAT, "the table has more than %u bytes", LIMIT_CSV_BYTES);
	if (!text_is_utf8(bytes, length) || memchr(bytes, 0, length))
		return fail(err, ERROR_FORMAT, "the table is not UTF-8: save it as \"CSV UTF-8\"");
	if (length >= 3 && memcmp(bytes, mark, 3) == 0)
		reading.at += 3;
	reading.separator = find_separator(reading.at, reading.end);
	if (!read_lines(&reading, &table, err))
		return false;
	*out = table;
	return true;
}
