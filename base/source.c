/* SPDX-License-Identifier: Apache-2.0 */
/* Where in a document is the mistake? See source.h. */
#include "base/source.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

#define MESSAGE_BYTES (LIMIT_ERROR_BYTES / 2) /* leaves room for name, line and caret */
#define LINE_BYTES 160                        /* of a long line, around the column */
#define BEFORE_COLUMN 60                      /* characters of a long line */

/* A part of a document, without the end of the line. */
struct piece {
	const char *bytes;
	size_t length;
};

static size_t
line_length(const char *bytes, size_t length)
{
	const char *end = length ? memchr(bytes, '\n', length) : NULL;
	size_t found = end ? (size_t)(end - bytes) : length;

	return found && bytes[found - 1] == '\r' ? found - 1 : found;
}

/* Line `number`, from 1; false if the document is shorter. */
static bool
find_line(const struct source_text *source, unsigned number, struct piece *line)
{
	const char *at = source->bytes, *end = source->bytes + source->length;

	for (unsigned i = 1; i < number; i++) {
		const char *newline = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;

		if (!newline)
			return false;
		at = newline + 1;
	}
	line->bytes = at;
	line->length = line_length(at, (size_t)(end - at));
	return true;
}

/* Length in bytes of the first `count` characters (broken bytes count with those before them). */
static size_t
characters_length(const struct piece *piece, size_t count)
{
	size_t at = 0;

	for (; count && at < piece->length; count--) {
		at++;
		while (at < piece->length && ((unsigned char)piece->bytes[at] & 0xC0) == 0x80)
			at++;
	}
	return at;
}

/* Makes the first `length` bytes of a piece safe to show; a tab becomes a space. */
static void
show(struct buffer *out, const struct piece *piece, size_t length)
{
	char copy[LINE_BYTES + 1];

	if (length > LINE_BYTES)
		length = LINE_BYTES;
	for (size_t i = 0; i < length; i++) {
		char byte = piece->bytes[i];

		copy[i] = byte == '\t' ? ' ' : byte ? byte : '\x01';
	}
	copy[length] = '\0';
	text_safe(out, copy);
}

/* As much of a long line as shows the column; the column moves with it. */
static void
narrow(struct piece *line, unsigned *column)
{
	if (line->length > LINE_BYTES && *column > BEFORE_COLUMN) {
		size_t skipped = characters_length(line, *column - BEFORE_COLUMN);
		line->bytes += skipped;
		line->length -= skipped;
		*column = BEFORE_COLUMN;
	}
	if (line->length > LINE_BYTES) {
		line->length = LINE_BYTES;
		while (line->length && ((unsigned char)line->bytes[line->length] & 0xC0) == 0x80)
			line->length--;
	}
}

/* The line and, below its column, a caret. */
static void
add_line(struct buffer *out, const struct source_text *source, unsigned number, unsigned column)
{
	struct buffer before RELEASED_BY(buffer_release) = {0};
	struct piece line, shown;

	if (!find_line(source, number, &line))
		return;
	narrow(&line, &column);
	buffer_add_text(out, "\n  ");
	show(out, &line, line.length);
	if (column == 0)
		return;
	show(&before, &line, characters_length(&line, column - 1));
	shown = (struct piece){before.bytes, before.length};
	buffer_add_text(out, "\n  ");
	for (size_t at = 0; at < shown.length;) {
		struct piece rest = {shown.bytes + at, shown.length - at};

		at += characters_length(&rest, 1);
		buffer_add_byte(out, ' ');
	}
	buffer_add_byte(out, '^');
}

static void
add_position(struct buffer *out, const char *name, unsigned line, unsigned column)
{
	if (name)
		text_safe(out, name);
	if (line && !name)
		buffer_add_text(out, "line ");
	else if (line)
		buffer_add_byte(out, ':');
	if (line)
		buffer_add_format(out, "%u", line);
	if (line && column)
		buffer_add_format(out, name ? ":%u" : ", column %u", column);
	if (name || line)
		buffer_add_text(out, ": ");
}

bool
fail_at(struct error *err, const struct source_text *source, unsigned line, unsigned column,
	const char *format, ...)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	char message[MESSAGE_BYTES];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	add_position(&out, source ? source->name : NULL, line, column);
	buffer_add_text(&out, message);
	if (source && source->bytes && line)
		add_line(&out, source, line, column);
	return fail(err, ERROR_FORMAT, "%s", out.bytes);
}
