/* SPDX-License-Identifier: Apache-2.0 */
/* What does one line of allowed signers say? See signer_line.h. */
#include "core/signer_line.h"

#include <string.h>

#include "base/encoding.h"
#include "base/text.h"
#include "base/time.h"

enum { PATTERN_BYTES_MAX = 1000 };

/* What is left of a line; NUL-terminated. */
struct cursor {
	struct arena *arena;
	const char *at;
};

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static void
skip_blanks(struct cursor *cursor)
{
	while (is_blank(*cursor->at))
		cursor->at++;
}

/* Up to the next blank. */
static const char *
take_word(struct cursor *cursor)
{
	size_t length = strcspn(cursor->at, " \t");
	const char *word = arena_copy(cursor->arena, cursor->at, length);

	cursor->at += length;
	skip_blanks(cursor);
	return word;
}

/* "..." in which \" stands for a quotation mark; `cursor` is at the first. */
static bool
take_quoted(struct cursor *cursor, const char **text, struct error *err)
{
	struct buffer read RELEASED_BY(buffer_release) = {0};
	const char *at = cursor->at;

	if (*at++ != '"')
		return fail(err, ERROR_FORMAT, "the value of an option is not in quotation marks");
	for (; *at && *at != '"'; at++) {
		if (at[0] == '\\' && at[1] == '"')
			at++;
		buffer_add_byte(&read, *at);
	}
	if (!*at)
		return fail(err, ERROR_FORMAT, "a quotation mark is not closed");
	cursor->at = at + 1;
	*text = arena_copy(cursor->arena, read.length ? read.bytes : "", read.length);
	return true;
}

static bool
is_clean(const char *text)
{
	for (size_t i = 0; text[i]; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7F)
			return false;
	return text_is_utf8(text, strlen(text));
}

/* "a,b,!c": `what` is for the message. */
static bool
read_patterns(struct arena *arena, const char *text, const char *what, struct texts *out,
	      struct error *err)
{
	if (!is_clean(text))
		return fail(err, ERROR_FORMAT, "the %ss are not plain UTF-8 text", what);
	for (;;) {
		size_t length = strcspn(text, ",");
		const char *pattern = arena_copy(arena, text, length);

		if (pattern[0] == '\0' || text_equal(pattern, "!"))
			return fail(err, ERROR_FORMAT, "an empty %s", what);
		if (length > PATTERN_BYTES_MAX)
			return fail(err, ERROR_FORMAT, "a %s of more than %d bytes", what,
				    PATTERN_BYTES_MAX);
		texts_add(arena, out, pattern);
		if (!text[length])
			return true;
		text += length + 1;
	}
}

/* Quoted whole, or without any quotation mark. */
static bool
take_principals(struct cursor *cursor, struct allowed_signer *signer, struct error *err)
{
	const char *list;

	if (*cursor->at == '"') {
		size_t length = strcspn(cursor->at + 1, "\"");

		list = arena_copy(cursor->arena, cursor->at + 1, length);
		cursor->at += 1 + length;
		if (*cursor->at++ != '"' || !is_blank(*cursor->at))
			return fail(err, ERROR_FORMAT,
				    "the principals are not closed by a quotation mark and a "
				    "blank");
		skip_blanks(cursor);
	} else {
		list = take_word(cursor);
		if (strchr(list, '"'))
			return fail(err, ERROR_FORMAT, "a quotation mark within the principals");
	}
	if (!read_patterns(cursor->arena, list, "principal", &signer->principals, err))
		return false;
	signer->exact = !strpbrk(list, "*?!");
	return true;
}

static bool
take_digits(const char **at, size_t count, int *number)
{
	*number = 0;
	for (size_t i = 0; i < count; i++, (*at)++) {
		if (!byte_is_digit(**at))
			return false;
		*number = *number * 10 + (**at - '0');
	}
	return true;
}

static bool
is_time_of_day(const struct civil *civil)
{
	return civil->hour < 24 && civil->minute < 60 && civil->second < 60;
}

/* YYYYMMDD[HHMM[SS]], read as UTC; false if it has another form or does not exist. */
static bool
read_digits(const char *at, size_t length, int64_t *instant)
{
	struct civil civil = {0}, again;
	int64_t seconds;

	if (length != 8 && length != 12 && length != 14)
		return false;
	if (!take_digits(&at, 4, &civil.year) || !take_digits(&at, 2, &civil.month) ||
	    !take_digits(&at, 2, &civil.day) ||
	    (length > 8 &&
	     (!take_digits(&at, 2, &civil.hour) || !take_digits(&at, 2, &civil.minute))) ||
	    (length > 12 && !take_digits(&at, 2, &civil.second)))
		return false;
	if (civil.month < 1 || civil.month > 12 || civil.day < 1 || civil.day > 31 ||
	    !is_time_of_day(&civil))
		return false;
	seconds = civil_to_seconds(&civil);
	seconds_to_civil(seconds, &again);
	if (again.day != civil.day || seconds <= 0)
		return false;
	*instant = seconds;
	return true;
}

static bool
read_instant(const char *option, const char *text, int64_t *instant, struct error *err)
{
	size_t length = strlen(text), digits = strspn(text, "0123456789");
	bool zone = text_equal_ignoring_case(text + digits, "Z") ||
		    text_equal_ignoring_case(text + digits, "UTC");

	if (!zone && digits == length && read_digits(text, digits, instant))
		return fail(err, ERROR_FORMAT,
			    "the time of %s has no zone: add Z for UTC, as in %.14sZ", option,
			    text);
	if (!zone || !read_digits(text, digits, instant))
		return fail(err, ERROR_FORMAT,
			    "the time of %s is not YYYYMMDDZ, YYYYMMDDHHMMZ or YYYYMMDDHHMMSSZ "
			    "from 1970 on",
			    option);
	return true;
}

/* If the next option is "<name>=", in any case, goes behind it. */
static bool
take_name(struct cursor *cursor, const char *name)
{
	size_t length = strlen(name);
	const char *begin = cursor->at;

	if (strcspn(begin, "= \t,\"") != length || begin[length] != '=' ||
	    !text_equal_ignoring_case(arena_copy(cursor->arena, begin, length), name))
		return false;
	cursor->at += length + 1;
	return true;
}

static bool
take_instant(struct cursor *cursor, const char *option, int64_t *instant, struct error *err)
{
	const char *text;

	if (*instant)
		return fail(err, ERROR_FORMAT, "%s is there twice", option);
	return take_quoted(cursor, &text, err) && read_instant(option, text, instant, err);
}

static bool
take_namespaces(struct cursor *cursor, struct allowed_signer *signer, struct error *err)
{
	const char *list;

	if (!signer->any_namespace)
		return fail(err, ERROR_FORMAT, "namespaces is there twice");
	signer->any_namespace = false;
	return take_quoted(cursor, &list, err) &&
	       read_patterns(cursor->arena, list, "namespace", &signer->namespaces, err);
}

static bool
take_authority(struct cursor *cursor)
{
	static const char name[] = "cert-authority";
	size_t length = strcspn(cursor->at, ", \t");

	if (length != strlen(name) ||
	    !text_equal_ignoring_case(arena_copy(cursor->arena, cursor->at, length), name))
		return false;
	cursor->at += length;
	return true;
}

static bool
take_option(struct cursor *cursor, struct allowed_signer *signer, struct error *err)
{
	if (take_authority(cursor)) {
		signer->authority = true;
		return true;
	}
	if (take_name(cursor, "namespaces"))
		return take_namespaces(cursor, signer, err);
	if (take_name(cursor, "valid-after"))
		return take_instant(cursor, "valid-after", &signer->valid_after, err);
	if (take_name(cursor, "valid-before"))
		return take_instant(cursor, "valid-before", &signer->valid_before, err);
	if (*cursor->at == ',' || is_blank(*cursor->at))
		return fail(err, ERROR_FORMAT, "an empty option");
	return fail(err, ERROR_FORMAT,
		    "neither an option (namespaces, valid-after, valid-before, cert-authority) "
		    "nor a supported kind of key");
}

static bool
take_options(struct cursor *cursor, struct allowed_signer *signer, struct error *err)
{
	for (;;) {
		if (!take_option(cursor, signer, err))
			return false;
		if (is_blank(*cursor->at))
			break;
		if (*cursor->at != ',')
			return fail(err, ERROR_FORMAT, "no comma or blank behind an option");
		cursor->at++;
	}
	skip_blanks(cursor);
	if (signer->valid_after && signer->valid_before &&
	    signer->valid_before <= signer->valid_after)
		return fail(err, ERROR_FORMAT, "valid-before is not after valid-after");
	return true;
}

/* Does a kind of key come next, and not an option? Options have a "=" or are cert-authority. */
static bool
at_key(const struct cursor *cursor)
{
	struct cursor ahead = *cursor;
	size_t length = strcspn(cursor->at, " \t");

	return length && !memchr(cursor->at, '=', length) && !memchr(cursor->at, ',', length) &&
	       !take_authority(&ahead);
}

static bool
take_key(struct cursor *cursor, struct ssh_key *key, struct error *err)
{
	struct buffer decoded RELEASED_BY(buffer_release) = {0};
	const char *kind, *base64, *kept;

	if (!at_key(cursor))
		return fail(err, ERROR_FORMAT, "no key");
	kind = take_word(cursor);
	base64 = take_word(cursor);
	if (strpbrk(base64, "\r\v\f"))
		return fail(err, ERROR_FORMAT, "white space within the key");
	if (!base64[0] || !base64_decode(&decoded, base64, strlen(base64)))
		return fail(err, ERROR_FORMAT, "no key in base64 behind '%s'",
			    text_shown(cursor->arena, kind));
	kept = arena_copy(cursor->arena, decoded.bytes, decoded.length);
	if (!ssh_key_parse(kept, decoded.length, key, err))
		return false;
	if (!text_equal(kind, key->name))
		return fail(err, ERROR_FORMAT, "the key is a %s, not a '%s'", key->name,
			    text_shown(cursor->arena, kind));
	return true;
}

bool
signer_line_parse(struct arena *arena, const char *line, struct allowed_signer *out,
		  struct error *err)
{
	struct cursor cursor = {arena, line};
	struct allowed_signer signer = {.line = out->line, .any_namespace = true};

	if (!take_principals(&cursor, &signer, err))
		return false;
	if (!*cursor.at)
		return fail(err, ERROR_FORMAT, "no key");
	if (!at_key(&cursor) && !take_options(&cursor, &signer, err))
		return false;
	if (!take_key(&cursor, &signer.key, err))
		return false;
	*out = signer;
	return true;
}
