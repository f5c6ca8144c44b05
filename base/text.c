/* SPDX-License-Identifier: Apache-2.0 */
/* How is text compared, measured and made safe to show? See text.h. */
#include "base/text.h"

#include <string.h>

#include "base/limits.h"

#define ELLIPSIS "\xE2\x80\xA6"
#define REPLACEMENT "\xEF\xBF\xBD"
#define DISTANCE_BYTES 64 /* longer texts are nobody's typing error */

bool
text_equal(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	return *a == *b && strcmp(a, b) == 0;
}

bool
text_equal_ignoring_case(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	while (*a && byte_to_lower(*a) == byte_to_lower(*b)) {
		a++;
		b++;
	}
	return byte_to_lower(*a) == byte_to_lower(*b);
}

bool
text_starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
text_ends_with(const char *text, const char *suffix)
{
	size_t length = strlen(text), suffix_length = strlen(suffix);

	return length >= suffix_length && strcmp(text + length - suffix_length, suffix) == 0;
}

bool
byte_is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

bool
byte_is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool
byte_is_space(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

char
byte_to_lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

char *
text_to_lower(struct arena *arena, const char *text)
{
	char *lower = arena_text(arena, text);

	for (char *at = lower; at && *at; at++)
		*at = byte_to_lower(*at);
	return lower;
}

char *
text_trim(struct arena *arena, const char *bytes, size_t length)
{
	size_t start = 0;

	while (start < length && byte_is_space(bytes[start]))
		start++;
	while (length > start && byte_is_space(bytes[length - 1]))
		length--;
	return arena_copy(arena, length > start ? bytes + start : "", length - start);
}

/* How many bytes a sequence has that begins with `lead`; 0 if none does. */
static size_t
sequence_length(uint8_t lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/* The length of the well-formed character at `bytes` and its code point; 0 if there is none. */
static size_t
character_at(const char *bytes, size_t length, uint32_t *code)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	static const uint8_t lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	uint8_t lead = length ? (uint8_t)bytes[0] : 0xFF;
	size_t sequence = sequence_length(lead);
	uint32_t value;

	if (sequence == 0 || sequence > length)
		return 0;
	value = lead & lead_bits[sequence];
	for (size_t i = 1; i < sequence; i++) {
		uint8_t byte = (uint8_t)bytes[i];

		if ((byte & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (byte & 0x3F);
	}
	if (value < smallest[sequence] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*code = value;
	return sequence;
}

/* How far there is nothing but ASCII, or a little less: eight bytes at a time. */
static size_t
ascii_length(const char *bytes, size_t length)
{
	uint64_t eight;
	size_t at = 0;

	for (; length - at >= sizeof(eight); at += sizeof(eight)) {
		memcpy(&eight, bytes + at, sizeof(eight));
		if (eight & UINT64_C(0x8080808080808080))
			break;
	}
	return at;
}

bool
text_is_utf8(const char *bytes, size_t length)
{
	uint32_t code;

	for (size_t at = ascii_length(bytes, length); at < length;) {
		size_t sequence = character_at(bytes + at, length - at, &code);

		if (sequence == 0)
			return false;
		at += sequence;
		if (sequence > 1)
			at += ascii_length(bytes + at, length - at);
	}
	return true;
}

/* A text that may become `limit` bytes long: `fits` is as far as an ellipsis still fits behind. */
struct bounded {
	struct buffer *out;
	size_t start, limit, fits;
};

/* Adds one character; false: there was no room and the text is closed. */
static bool
bounded_add(struct bounded *bounded, const char *bytes, size_t length)
{
	struct buffer *out = bounded->out;
	size_t used = out->length - bounded->start;

	if (used + length > bounded->limit) {
		if (bounded->limit < strlen(ELLIPSIS))
			return false;
		out->length = bounded->fits;
		buffer_add_text(out, ELLIPSIS);
		return false;
	}
	buffer_add(out, bytes, length);
	if (used + length + strlen(ELLIPSIS) <= bounded->limit)
		bounded->fits = out->length;
	return true;
}

char *
text_from_foreign(struct arena *arena, const char *bytes, size_t length, size_t limit)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct bounded bounded = {&out, 0, limit, 0};
	uint32_t code;
	bool more = true;

	for (size_t at = 0; more && at < length;) {
		size_t sequence = character_at(bytes + at, length - at, &code);

		if (sequence == 0 || code == 0)
			more = bounded_add(&bounded, REPLACEMENT, strlen(REPLACEMENT));
		else
			more = bounded_add(&bounded, bytes + at, sequence);
		at += sequence ? sequence : 1;
	}
	return arena_copy(arena, out.length ? out.bytes : "", out.length);
}

struct span {
	uint32_t first, last;
};

static bool
spans_contain(const struct span *spans, size_t count, uint32_t code)
{
	for (size_t i = 0; i < count; i++)
		if (code >= spans[i].first && code <= spans[i].last)
			return true;
	return false;
}

#define SPANS_CONTAIN(spans, code) \
	spans_contain((spans), sizeof(spans) / sizeof((spans)[0]), (code))

/* Could it move, hide, reorder or break what a person or a log reads? */
static bool
is_unsafe(uint32_t code)
{
	static const struct span unsafe[] = {
		{0x00, 0x1F},       /* C0 */
		{0x7F, 0x9F},       /* DEL and C1 */
		{0xAD, 0xAD},       /* soft hyphen */
		{0x61C, 0x61C},     /* Arabic letter mark */
		{0x180E, 0x180E},   /* Mongolian vowel separator */
		{0x200B, 0x200F},   /* zero-width, bidi marks */
		{0x2028, 0x202E},   /* line and paragraph separators, bidi embeddings */
		{0x2060, 0x206F},   /* word joiner, invisible operators, bidi isolates */
		{0xFEFF, 0xFEFF},   /* byte order mark */
		{0xFFF9, 0xFFFB},   /* interlinear annotation */
		{0xE0000, 0xE007F}, /* tags: invisible ASCII */
	};

	return SPANS_CONTAIN(unsafe, code);
}

/* White space as the runner sees it that trims a line before it looks for a command. */
static bool
is_blank(uint32_t code)
{
	static const struct span blank[] = {
		{' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
		{0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
	};

	return SPANS_CONTAIN(blank, code);
}

/*
 * Is `at` the second mark of something that a runner could take for a command? "::" counts where
 * nothing but white space is before it, "##[" and "##vso[" (older runners) anywhere.
 */
static bool
opens_command(const char *text, const char *at, bool only_blanks_before)
{
	if (at == text || at[-1] != at[0])
		return false;
	if (*at == ':')
		return only_blanks_before;
	return *at == '#' && (at[1] == '[' || text_starts_with(at + 1, "vso["));
}

/* Most texts: short, printable ASCII, and without a mark that could be half of a command. */
static bool
is_safe_as_it_is(const char *text, size_t length)
{
	if (length > LIMIT_SHOWN_BYTES)
		return false;
	for (size_t i = 0; i < length; i++)
		if (text[i] < ' ' || text[i] > '~' || text[i] == '#' ||
		    (text[i] == ':' && text[i + 1] == ':'))
			return false;
	return true;
}

void
text_safe(struct buffer *out, const char *text)
{
	struct bounded bounded = {out, out->length, LIMIT_SHOWN_BYTES, out->length};
	const char *at = text, *end = text + strlen(text);
	const char *first = NULL; /* what is not white space */
	uint32_t code;
	bool more = true;

	if (is_safe_as_it_is(text, (size_t)(end - text))) {
		buffer_add(out, text, (size_t)(end - text));
		return;
	}
	while (more && at < end) {
		size_t sequence = character_at(at, (size_t)(end - at), &code);

		if (!first && (sequence == 0 || !is_blank(code)))
			first = at;
		if (opens_command(text, at, first && at == first + 1))
			more = bounded_add(&bounded, " ", 1);
		if (more && (sequence == 0 || is_unsafe(code)))
			more = bounded_add(&bounded, "?", 1);
		else if (more)
			more = bounded_add(&bounded, at, sequence);
		at += sequence ? sequence : 1;
	}
}

char *
text_shown(struct arena *arena, const char *text)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	size_t length = strlen(text);

	if (is_safe_as_it_is(text, length))
		return arena_copy(arena, text, length);
	text_safe(&out, text);
	return arena_copy(arena, out.length ? out.bytes : "", out.length);
}

bool
text_to_integer(const char *text, int64_t *number)
{
	const char *digits = *text == '-' ? text + 1 : text;
	int64_t value = 0;

	if (!*digits || (digits[0] == '0' && digits[1]))
		return false;
	for (const char *at = digits; *at; at++) {
		if (!byte_is_digit(*at))
			return false;
		value = value * 10 + (*at - '0');
		if (value > LIMIT_INTEGER)
			return false;
	}
	*number = digits == text ? value : -value;
	return true;
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein's distance, one row of the matrix at a time. */
size_t
text_distance(const char *a, const char *b)
{
	size_t a_length = strlen(a), b_length = strlen(b);
	size_t row[DISTANCE_BYTES + 1];

	if (a_length > DISTANCE_BYTES || b_length > DISTANCE_BYTES)
		return a_length > b_length ? a_length : b_length;
	for (size_t j = 0; j <= b_length; j++)
		row[j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			size_t above = row[j];
			size_t edit = smaller(above, row[j - 1]) + 1;

			row[j] = smaller(edit, diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[b_length];
}
