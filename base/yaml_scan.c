/* SPDX-License-Identifier: Apache-2.0 */
/* Are these bytes that everybody reads in the same way? See yaml_scan.h. */
#include "base/yaml_scan.h"

#include <string.h>

#include "base/text.h"

/* Characters of more than one byte that look like nothing, or like the end of a line. */
static const struct {
	const char *bytes, *problem;
} invisible[] = {
	{"\xC2\x85", "U+0085 (next line) is not accepted"},
	{"\xE2\x80\xA8", "U+2028 (line separator) is not accepted"},
	{"\xE2\x80\xA9", "U+2029 (paragraph separator) is not accepted"},
	{"\xEF\xBB\xBF", "a byte order mark (U+FEFF) is not accepted; save as UTF-8 without one"},
};

/* What is wrong with the character at `at`, or NULL. */
static const char *
character_problem(const char *at, const char *end)
{
	unsigned char byte = (unsigned char)*at;

	if (byte == '\0')
		return "a NUL byte is not accepted";
	if (byte == '\r' && (end - at < 2 || at[1] != '\n'))
		return "a carriage return without line feed is not accepted";
	if ((byte < 0x20 && !strchr("\t\n\r", byte)) || byte == 0x7F)
		return "a control character is not accepted";
	for (size_t i = 0; i < sizeof(invisible) / sizeof(invisible[0]); i++) {
		size_t length = strlen(invisible[i].bytes);
		if ((size_t)(end - at) >= length && memcmp(at, invisible[i].bytes, length) == 0)
			return invisible[i].problem;
	}
	return NULL;
}

/* What is wrong with the beginning of the line; *at moves to where. */
static const char *
line_start_problem(const char **at, const char *end)
{
	if (*at < end && **at == '%')
		return "directives (lines that begin with '%') are not accepted";
	while (*at < end && (**at == ' ' || **at == '-' || **at == '?'))
		++*at;
	if (*at < end && **at == '\t')
		return "a tab is not accepted as indentation; use spaces";
	return NULL;
}

static bool
scan_line(const struct source_text *source, const char *start, const char *end, unsigned line,
	  struct error *err)
{
	const char *at = start;
	const char *problem = line_start_problem(&at, end);
	unsigned column = 1;

	if (problem)
		return fail_at(err, source, line, (unsigned)(at - start) + 1, "%s", problem);
	for (at = start; at < end; at++) {
		problem = character_problem(at, end);
		if (problem)
			return fail_at(err, source, line, column, "%s", problem);
		column += at + 1 < end && ((unsigned char)at[1] & 0xC0) != 0x80;
	}
	return true;
}

/* The line that is not UTF-8 is found before what is in it. */
static bool
scan_lines(const struct source_text *source, struct error *err)
{
	const char *at = source->bytes, *end = source->bytes + source->length;

	for (unsigned line = 1; at < end; line++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *next = newline ? newline + 1 : end;
		if (!text_is_utf8(at, (size_t)(next - at)) &&
		    !memchr(at, '\0', (size_t)(next - at)))
			return fail_at(err, source, line, 0, "this line is not valid UTF-8");
		if (!scan_line(source, at, next, line, err))
			return false;
		at = next;
	}
	return true;
}

bool
yaml_scan(const struct source_text *source, struct error *err)
{
	if (source->length > LIMIT_POLICY_BYTES)
		return fail_at(err, source, 0, 0, "%zu bytes are too many; the limit is %u",
			       source->length, LIMIT_POLICY_BYTES);
	return scan_lines(source, err);
}
