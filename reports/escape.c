/* SPDX-License-Identifier: Apache-2.0 */
/* How does foreign text stay text? See escape.h. */
#include "reports/escape.h"

#include <string.h>

#include "base/text.h"
#include "reports/lines.h"

/* What replaces one byte; the rest of the text stays. */
struct escape {
	char byte;
	const char *as;
};

static const char *
escape_of(const struct escape *escapes, char byte)
{
	for (; escapes->as; escapes++)
		if (escapes->byte == byte)
			return escapes->as;
	return NULL;
}

static void
add_escaped(struct buffer *out, const char *text, const struct escape *escapes)
{
	struct buffer safe RELEASED_BY(buffer_release) = {0};
	const char *plain, *at;

	if (!*text)
		return;
	add_sentence(&safe, text);
	plain = at = safe.bytes ? safe.bytes : "";
	for (; *at; at++) {
		/* None of these is ever replaced. */
		const char *as =
			byte_is_letter(*at) || byte_is_digit(*at) ? NULL : escape_of(escapes, *at);

		if (!as)
			continue;
		buffer_add(out, plain, (size_t)(at - plain));
		buffer_add_text(out, as);
		plain = at + 1;
	}
	buffer_add(out, plain, (size_t)(at - plain));
}

/* A character reference is never markup (CommonMark 0.31 section 2.5). */
static const struct escape markdown_escapes[] = {
	{'&', "&amp;"},  {'<', "&lt;"},   {'>', "&gt;"},  {'"', "&quot;"}, {'\\', "&#92;"},
	{'`', "&#96;"},  {'*', "&#42;"},  {'_', "&#95;"}, {'[', "&#91;"},  {']', "&#93;"},
	{'~', "&#126;"}, {'|', "&#124;"}, {'$', "&#36;"}, {'{', "&#123;"}, {'}', "&#125;"},
	{'!', "&#33;"},  {0, NULL},
};

/*
 * Mentions, references, addresses and emoji are found after the markup, in the text that is shown;
 * a space without width behind their first character parts them.
 */
static bool
could_link(const char *text, size_t at)
{
	char next = text[at + 1];

	switch (text[at]) {
	case '@':
	case '#':
		return true;
	case ':':
		return next && next != ' ';
	case '.':
		return at && byte_to_lower(text[at - 1]) == 'w';
	case '-': /* GH-1 */
		return at && byte_to_lower(text[at - 1]) == 'h' && byte_is_digit(next);
	default:
		return false;
	}
}

static void
add_markdown_from(struct buffer *out, const struct buffer *safe, size_t from)
{
	for (size_t i = from; i < safe->length; i++) {
		const char *as = escape_of(markdown_escapes, safe->bytes[i]);

		if (as)
			buffer_add_text(out, as);
		else
			buffer_add_byte(out, safe->bytes[i]);
		if (could_link(safe->bytes, i))
			buffer_add_text(out, "&#8203;");
	}
}

void
add_markdown(struct buffer *out, const char *text)
{
	struct buffer safe RELEASED_BY(buffer_release) = {0};

	add_sentence(&safe, text);
	add_markdown_from(out, &safe, 0);
}

void
add_markdown_line(struct buffer *out, const char *text)
{
	struct buffer safe RELEASED_BY(buffer_release) = {0};
	bool harmless;

	add_sentence(&safe, text);
	if (!safe.length)
		return;
	harmless = byte_is_letter(safe.bytes[0]) || (unsigned char)safe.bytes[0] >= 0x80;
	if (!harmless)
		buffer_add_format(out, "&#%d;", safe.bytes[0]);
	add_markdown_from(out, &safe, harmless ? 0 : 1);
}

void
add_markdown_code(struct buffer *out, const char *text)
{
	buffer_add_text(out, "<code>");
	add_markdown(out, text);
	buffer_add_text(out, "</code>");
}

/* U+FFFE and U+FFFF are no characters of XML. */
static void
drop_noncharacters(char *text)
{
	for (; *text; text++)
		if (*text == '\xEF' && (text_starts_with(text, "\xEF\xBF\xBE") ||
					text_starts_with(text, "\xEF\xBF\xBF")))
			text[0] = text[1] = text[2] = '?';
}

void
add_xml(struct buffer *out, const char *text)
{
	static const struct escape escapes[] = {
		{'&', "&amp;"},  {'<', "&lt;"},   {'>', "&gt;"},
		{'"', "&quot;"}, {'\'', "&#39;"}, {0, NULL},
	};
	size_t start = out->length;

	add_escaped(out, text, escapes);
	if (out->length > start)
		drop_noncharacters(out->bytes + start);
}

void
add_command_message(struct buffer *out, const char *text)
{
	static const struct escape escapes[] = {{'%', "%25"}, {0, NULL}};

	add_escaped(out, text, escapes);
}

void
add_command_property(struct buffer *out, const char *text)
{
	static const struct escape escapes[] = {
		{'%', "%25"}, {':', "%3A"}, {',', "%2C"}, {0, NULL}};

	add_escaped(out, text, escapes);
}
