/* SPDX-License-Identifier: Apache-2.0 */
/* Is this JSON by our rules? See json_scan.h. RFC 8259. */
#include "base/json_scan.h"

#include <string.h>

#include "base/text.h"

struct scan {
	const char *start, *at, *end;
	size_t values;
	unsigned depth;
	struct error *err;
};

static bool scan_value(struct scan *scan);

/* Lines and columns are counted only now: few documents are wrong. */
static bool
refuse_at(struct scan *scan, const char *at, const char *what)
{
	unsigned line = 1, column = 1;

	for (const char *byte = scan->start; byte < at; byte++) {
		if (*byte == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)*byte & 0xC0) != 0x80) {
			column++;
		}
	}
	return fail(scan->err, ERROR_FORMAT, "not acceptable JSON, line %u, column %u: %s", line,
		    column, what);
}

static bool
refuse(struct scan *scan, const char *what)
{
	return refuse_at(scan, scan->at, scan->at < scan->end ? what : "the text ends too early");
}

static void
skip_space(struct scan *scan)
{
	while (scan->at < scan->end &&
	       (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\t' || *scan->at == '\r'))
		scan->at++;
}

static bool
take(struct scan *scan, char byte)
{
	if (scan->at == scan->end || *scan->at != byte)
		return false;
	scan->at++;
	return true;
}

static bool
read_hex(const char *at, const char *end, unsigned *value)
{
	*value = 0;
	if (end - at < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		char byte = byte_to_lower(at[i]);
		if (byte_is_digit(byte))
			*value = *value * 16 + (unsigned)(byte - '0');
		else if (byte >= 'a' && byte <= 'f')
			*value = *value * 16 + (unsigned)(byte - 'a') + 10;
		else
			return false;
	}
	return true;
}

/* Behind "\u": one code point, which may take a second escape. */
static bool
scan_code_point(struct scan *scan)
{
	unsigned high, low;

	if (!read_hex(scan->at, scan->end, &high))
		return refuse(scan, "\\u needs four hexadecimal digits");
	if (high == 0)
		return refuse(scan, "\\u0000 is not accepted in text");
	if (high >= 0xDC00 && high <= 0xDFFF)
		return refuse(scan, "half of a surrogate pair is not a character");
	if (high >= 0xD800 && high <= 0xDBFF) {
		if (scan->end - scan->at < 10 || scan->at[4] != '\\' || scan->at[5] != 'u' ||
		    !read_hex(scan->at + 6, scan->end, &low) || low < 0xDC00 || low > 0xDFFF)
			return refuse(scan, "half of a surrogate pair is not a character");
		scan->at += 6;
	}
	scan->at += 4;
	return true;
}

static bool
scan_escape(struct scan *scan)
{
	if (take(scan, 'u'))
		return scan_code_point(scan);
	if (scan->at == scan->end || *scan->at == '\0' || !strchr("\"\\/bfnrt", *scan->at))
		return refuse(scan, "unknown escape in text");
	scan->at++;
	return true;
}

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The first byte is the lowest, on any machine. */
static uint64_t
load_eight(const char *at)
{
	uint64_t eight;

	memcpy(&eight, at, sizeof(eight));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	eight = __builtin_bswap64(eight);
#endif
	return eight;
}

/* A bit in the first byte that is below 0x20, a quote or a backslash; bits behind it mean nothing.
 */
static uint64_t
mark_special(uint64_t eight)
{
	uint64_t control = eight - EACH_BYTE(0x20);
	uint64_t quote = (eight ^ EACH_BYTE('"')) - EACH_BYTE(1);
	uint64_t backslash = (eight ^ EACH_BYTE('\\')) - EACH_BYTE(1);

	return (control | quote | backslash) & ~eight & EACH_BYTE(0x80);
}

const char *
json_skip_plain(const char *at, const char *end)
{
	for (; (size_t)(end - at) >= sizeof(uint64_t); at += sizeof(uint64_t)) {
		uint64_t marks = mark_special(load_eight(at));

		if (marks)
			return at + __builtin_ctzll(marks) / 8;
	}
	while (at < end && (unsigned char)*at >= 0x20 && *at != '"' && *at != '\\')
		at++;
	return at;
}

static bool
scan_text(struct scan *scan)
{
	if (!take(scan, '"'))
		return refuse(scan, "expected text in double quotes");
	for (;;) {
		scan->at = json_skip_plain(scan->at, scan->end);
		if (take(scan, '"'))
			return true;
		if (scan->at == scan->end || (unsigned char)*scan->at < 0x20)
			return refuse(scan, "control character or line break inside text");
		if (*scan->at++ == '\\' && !scan_escape(scan))
			return false;
	}
}

const char *
json_read_integer(const char *at, const char *end, int64_t *integer, const char **problem)
{
	bool negative = at < end && *at == '-';
	int64_t value = 0;

	at += negative;
	*problem = "expected a value";
	if (at == end || !byte_is_digit(*at))
		return NULL;
	*problem = "a number does not begin with 0";
	if (*at == '0' && end - at > 1 && byte_is_digit(at[1]))
		return NULL;
	*problem = "numbers beyond 2^53 are not accepted";
	for (; at < end && byte_is_digit(*at); at++) {
		value = value * 10 + (*at - '0');
		if (value > LIMIT_INTEGER)
			return NULL;
	}
	*problem = "only whole numbers are accepted, without fraction or exponent";
	if (at < end && (*at == '.' || *at == 'e' || *at == 'E'))
		return NULL;
	*integer = negative ? -value : value;
	return at;
}

static bool
scan_integer(struct scan *scan)
{
	int64_t integer;
	const char *problem;
	const char *behind = json_read_integer(scan->at, scan->end, &integer, &problem);

	if (!behind)
		return refuse(scan, problem);
	scan->at = behind;
	return true;
}

static bool
scan_word(struct scan *scan, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(scan->end - scan->at) < length || memcmp(scan->at, word, length) != 0)
		return refuse(scan, "expected a value");
	scan->at += length;
	return true;
}

static bool
scan_list(struct scan *scan)
{
	skip_space(scan);
	if (take(scan, ']'))
		return true;
	for (;;) {
		if (!scan_value(scan))
			return false;
		if (take(scan, ']'))
			return true;
		if (!take(scan, ','))
			return refuse(scan, "expected ',' or ']'");
	}
}

static bool
scan_map(struct scan *scan)
{
	skip_space(scan);
	if (take(scan, '}'))
		return true;
	for (;;) {
		skip_space(scan);
		if (!scan_text(scan))
			return false;
		skip_space(scan);
		if (!take(scan, ':'))
			return refuse(scan, "expected ':'");
		if (!scan_value(scan))
			return false;
		if (take(scan, '}'))
			return true;
		if (!take(scan, ','))
			return refuse(scan, "expected ',' or '}'");
	}
}

static bool
scan_nested(struct scan *scan, bool (*inside)(struct scan *))
{
	if (++scan->depth > LIMIT_JSON_DEPTH)
		return refuse(scan, "nested too deeply");
	scan->at++;
	if (!inside(scan))
		return false;
	scan->depth--;
	return true;
}

static bool
scan_bare_value(struct scan *scan)
{
	switch (scan->at < scan->end ? *scan->at : '\0') {
	case '{':
		return scan_nested(scan, scan_map);
	case '[':
		return scan_nested(scan, scan_list);
	case '"':
		return scan_text(scan);
	case 't':
		return scan_word(scan, "true");
	case 'f':
		return scan_word(scan, "false");
	case 'n':
		return scan_word(scan, "null");
	default:
		return scan_integer(scan);
	}
}

/* A value with the white space around it. */
static bool
scan_value(struct scan *scan)
{
	skip_space(scan);
	if (++scan->values > LIMIT_JSON_VALUES)
		return refuse(scan, "too many values");
	if (!scan_bare_value(scan))
		return false;
	skip_space(scan);
	return true;
}

static bool
scan_document(struct scan *scan)
{
	if (!scan_value(scan))
		return false;
	if (scan->at < scan->end)
		return refuse(scan, "something follows the value");
	return true;
}

bool
json_scan(const char *bytes, size_t length, struct error *err)
{
	struct scan scan = {bytes, bytes, bytes + length, 0, 0, err};

	if (length > LIMIT_ENVELOPE_BYTES)
		return fail(err, ERROR_FORMAT, "JSON of %zu bytes, the limit is %u", length,
			    LIMIT_ENVELOPE_BYTES);
	if (length == 0)
		return fail(err, ERROR_FORMAT, "not acceptable JSON: there are no bytes");
	if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		return refuse(&scan, "begins with a byte order mark; save it as UTF-8 without one");
	if (memchr(bytes, '\0', length))
		return refuse_at(&scan, memchr(bytes, '\0', length), "a NUL byte is not accepted");
	if (!text_is_utf8(bytes, length))
		return fail(err, ERROR_FORMAT, "not acceptable JSON: not valid UTF-8");
	return scan_document(&scan);
}
