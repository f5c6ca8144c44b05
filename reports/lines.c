/* SPDX-License-Identifier: Apache-2.0 */
/* What do the reports for people share? See lines.h. */
#include "reports/lines.h"

#include <string.h>

#include "base/text.h"
#include "core/waiting.h"

#define LIMIT_SENTENCE_BYTES 1000
#define PIECE_BYTES 120
#define RIGHT_EDGE 74
#define ELLIPSIS "\xE2\x80\xA6"

static const struct look {
	const char *word;
	const char *color;
} looks[] = {
	[PASS] = {"ok", "\x1b[32m"},           [FAIL] = {"FAIL", "\x1b[1;31m"},
	[EXEMPT] = {"exempt", "\x1b[36m"},     [UNKNOWN] = {"?", "\x1b[1;33m"},
	[NOT_APPLICABLE] = {"n/a", "\x1b[2m"}, [SHOW_WAITING] = {"wait", "\x1b[33m"},
	[SHOW_LATER] = {"later", "\x1b[2m"},
};

enum showing
showing_of(const struct evidence *evidence, const struct finding *finding)
{
	if (finding_waits(evidence, finding))
		return SHOW_WAITING;
	if (finding->verdict == NOT_APPLICABLE && text_equal(finding->code, "JUDGED-LATER"))
		return SHOW_LATER;
	return (enum showing)finding->verdict;
}

const char *
showing_word(enum showing showing)
{
	return looks[showing].word;
}

void
add_verdict(struct buffer *out, enum showing showing, bool color)
{
	const struct look *look = &looks[showing];

	if (color)
		buffer_add_text(out, look->color);
	buffer_add_text(out, look->word);
	if (color)
		buffer_add_text(out, "\x1b[0m");
	buffer_add_format(out, "%*s", (int)(7 - strlen(look->word)), "");
}

/* How much of `text` is one piece: to the first space behind PIECE_BYTES, or all. */
static size_t
piece_length(const char *text)
{
	size_t length = strlen(text);
	const char *space = length > PIECE_BYTES ? strchr(text + PIECE_BYTES, ' ') : NULL;

	return space ? (size_t)(space - text) : length;
}

void
add_sentence(struct buffer *out, const char *text)
{
	struct buffer piece RELEASED_BY(buffer_release) = {0};
	size_t start = out->length;

	while (*text) {
		size_t length = piece_length(text);

		if (!text[length]) {
			text_safe(out, text);
			return;
		}
		buffer_clear(&piece);
		buffer_add(&piece, text, length);
		text_safe(out, piece.bytes);
		text += length;
		if (*text && out->length - start > LIMIT_SENTENCE_BYTES) {
			buffer_add_text(out, " " ELLIPSIS);
			return;
		}
	}
}

/* Where the first of two bytes stands, followed by a space; NULL: nowhere. */
static const char *
find_break(const char *text, char mark)
{
	for (; *text; text++)
		if (text[0] == mark && text[1] == ' ')
			return text;
	return NULL;
}

bool
next_part(struct arena *arena, const char **rest, const char **part)
{
	const char *start = *rest, *end;

	if (!start || !*start)
		return false;
	end = find_break(start, byte_is_digit(*start) && find_break(start, ':') ? ':' : ';');
	*part = end ? arena_copy(arena, start, (size_t)(end - start)) : start;
	*rest = end ? end + 2 : start + strlen(start);
	return true;
}

void
add_short_id(struct buffer *out, const char *id)
{
	char start[SHORT_ID + 1] = {0};

	memcpy(start, id, strlen(id) < SHORT_ID ? strlen(id) : SHORT_ID);
	text_safe(out, start);
}

static bool
continues(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t
width_from(const struct buffer *out, size_t start)
{
	size_t width = 0;

	for (size_t i = start; i < out->length; i++)
		width += !continues(out->bytes[i]);
	return width;
}

void
add_at_right(struct buffer *out, size_t width, const char *text)
{
	size_t gap = width + 2 < RIGHT_EDGE ? RIGHT_EDGE - width : 2;

	buffer_add_format(out, "%*s%s", (int)gap, "", text);
}

void
make_ascii(struct buffer *out, size_t start)
{
	struct buffer ascii RELEASED_BY(buffer_release) = {0};

	for (size_t i = start; i < out->length; i++) {
		const char *at = out->bytes + i;

		if (((unsigned char)*at & 0x80) == 0)
			buffer_add_byte(&ascii, *at);
		else if (text_starts_with(at, ELLIPSIS))
			buffer_add_text(&ascii, "...");
		else if (!continues(*at))
			buffer_add_byte(&ascii, '?');
	}
	out->length = start;
	buffer_add(out, ascii.bytes ? ascii.bytes : "", ascii.length);
}

void
add_policy_source(struct buffer *out, const struct policy_source *source)
{
	text_safe(out, source->path ? source->path : "");
	if (source->kind == POLICY_FROM_FILE) {
		buffer_add_text(out, " (file)");
		return;
	}
	buffer_add_byte(out, '@');
	text_safe(out, source->branch ? source->branch : source->ref ? source->ref : "");
}
