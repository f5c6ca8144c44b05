/* SPDX-License-Identifier: Apache-2.0 */
/* Which trailers does a commit message have? See trailer.h. Git's character classes, no locale. */
#include "core/trailer.h"

#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/text.h"

#define COMMENT '#'
#define SCISSORS "# ------------------------ >8 ------------------------\n"
#define CONFLICTS "Conflicts:\n"

/* Part of a message; a line has its line break at the end, where it has one. */
struct span {
	const char *at;
	size_t length;
};

/* Git's white space: fewer characters than in C. */
static bool
is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool
is_blank(struct span line)
{
	for (size_t i = 0; i < line.length; i++)
		if (!is_space(line.at[i]))
			return false;
	return true;
}

static bool
begins_with(struct span line, const char *prefix)
{
	size_t length = strlen(prefix);

	return line.length >= length && memcmp(line.at, prefix, length) == 0;
}

static struct span
line_at(struct span text, size_t from)
{
	const char *start = text.at + from;
	const char *end = memchr(start, '\n', text.length - from);

	return (struct span){start, end ? (size_t)(end + 1 - start) : text.length - from};
}

/* The line that ends at `to`, which is not 0. */
static struct span
line_before(struct span text, size_t to)
{
	size_t start = to - 1;

	while (start > 0 && text.at[start - 1] != '\n')
		start--;
	return (struct span){text.at + start, to - start};
}

static struct span
trimmed(struct span text)
{
	while (text.length && is_space(text.at[0])) {
		text.at++;
		text.length--;
	}
	while (text.length && is_space(text.at[text.length - 1]))
		text.length--;
	return text;
}

/* Git's C strings end at a NUL; blank lines before the subject are none of the message. */
static struct span
shown_part(const char *message, size_t length)
{
	const char *nul = length ? memchr(message, '\0', length) : NULL;
	struct span text = {message, nul ? (size_t)(nul - message) : length};

	while (text.length) {
		struct span line = line_at(text, 0);

		if (!is_blank(line))
			break;
		text.at += line.length;
		text.length -= line.length;
	}
	return text;
}

/* Without what git ignores at the end: comments, empty lines, an old list of conflicts, scissors.
 */
static struct span
without_leftovers(struct span text)
{
	size_t leftovers = 0;
	bool in_leftovers = false, in_conflicts = false;
	size_t at = 0;

	while (at < text.length) {
		struct span line = line_at(text, at);
		bool opens = line.at[0] == COMMENT || line.at[0] == '\n';

		if (begins_with(line, SCISSORS))
			break;
		if (begins_with(line, CONFLICTS))
			opens = in_conflicts = true;
		if (opens && !in_leftovers)
			leftovers = at;
		in_leftovers = opens || (in_leftovers && in_conflicts && line.at[0] == '\t');
		in_conflicts = in_conflicts && in_leftovers;
		at += line.length;
	}
	return (struct span){text.at, in_leftovers ? leftovers : at};
}

/* Where the blank line after the first paragraph begins; the length if there is none. */
static size_t
end_of_title(struct span text)
{
	size_t at = 0;

	while (at < text.length) {
		struct span line = line_at(text, at);

		if (line.at[0] != COMMENT && is_blank(line))
			break;
		at += line.length;
	}
	return at;
}

/* How many bytes the key has, white space before the ":" included; 0: the line is no trailer. */
static size_t
key_length(struct span line)
{
	bool spaced = false;

	for (size_t i = 0; i < line.length; i++) {
		char byte = line.at[i];

		if (byte == ':')
			return i;
		if (i > 0 && (byte == ' ' || byte == '\t'))
			spaced = true;
		else if (spaced || !(byte_is_letter(byte) || byte_is_digit(byte) || byte == '-'))
			return 0;
	}
	return 0;
}

/* What the lines of the last paragraph are, counted from its end. */
struct tally {
	bool by_git; /* a line that git itself writes */
	size_t trailers;
	size_t others;
	size_t continuations; /* of a trailer, if one stands above them */
};

static void
tally_line(struct tally *tally, struct span line)
{
	bool by_git = begins_with(line, "Signed-off-by: ") ||
		      begins_with(line, "(cherry picked from commit ");

	if (is_space(line.at[0])) {
		tally->continuations++;
		return;
	}
	if (by_git || key_length(line) > 0) {
		tally->by_git = tally->by_git || by_git;
		tally->trailers++;
	} else {
		if (line.at[0] != COMMENT)
			tally->others++;
		tally->others += tally->continuations;
	}
	tally->continuations = 0;
}

static bool
is_trailer_block(const struct tally *tally)
{
	size_t others = tally->others + tally->continuations;

	if (tally->by_git && tally->trailers * 3 >= others)
		return true;
	return tally->trailers > 0 && others == 0;
}

/* The last paragraph, if it is a block of trailers; else empty. */
static struct span
trailer_block(struct span text)
{
	size_t title = end_of_title(text), at = text.length;
	struct tally tally = {0};
	bool only_blank = true;

	while (at > title) {
		struct span line = line_before(text, at);
		bool blank = line.at[0] != COMMENT && is_blank(line);

		if (blank && !only_blank) {
			if (is_trailer_block(&tally))
				return (struct span){text.at + at, text.length - at};
			break;
		}
		if (!blank) {
			if (line.at[0] != COMMENT)
				only_blank = false;
			tally_line(&tally, line);
		}
		at -= line.length;
	}
	return (struct span){text.at, 0};
}

static char *
unfolded(struct arena *arena, struct span value)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};

	for (size_t i = 0; i < value.length;) {
		char byte = value.at[i++];

		while (byte == '\n' && i < value.length && is_space(value.at[i]))
			i++;
		buffer_add_byte(&text, byte == '\n' ? ' ' : byte);
	}
	return text_from_foreign(arena, text.length ? text.bytes : "", text.length,
				 LIMIT_SUBJECT_BYTES);
}

/* A trailer with the lines that continue it. */
static bool
add_trailer(struct arena *arena, struct span lines, struct trailers *trailers, struct error *err)
{
	size_t length = key_length(lines);
	struct span key = trimmed((struct span){lines.at, length});
	struct span value =
		trimmed((struct span){lines.at + length + 1, lines.length - length - 1});
	struct trailer *trailer;

	if (trailers->count == LIMIT_TRAILERS)
		return fail(err, ERROR_UNAVAILABLE,
			    "the message has more than %d trailers; reword it", LIMIT_TRAILERS);
	trailer = LIST_ADD(arena, trailers);
	trailer->key = text_from_foreign(arena, key.at, key.length, LIMIT_SUBJECT_BYTES);
	trailer->value = unfolded(arena, value);
	return true;
}

bool
trailers_parse(struct arena *arena, const char *message, size_t length, struct trailers *trailers,
	       struct error *err)
{
	struct span block = trailer_block(without_leftovers(shown_part(message, length)));
	struct trailers found = {0};

	for (size_t at = 0; at < block.length;) {
		struct span lines = line_at(block, at);
		bool is_trailer = key_length(lines) > 0;

		while (is_trailer && at + lines.length < block.length &&
		       is_space(block.at[at + lines.length]))
			lines.length += line_at(block, at + lines.length).length;
		if (is_trailer && !add_trailer(arena, lines, &found, err))
			return false;
		at += lines.length;
	}
	*trailers = found;
	return true;
}

char *
message_subject(struct arena *arena, const char *message, size_t length)
{
	struct span text = shown_part(message, length);
	struct buffer subject RELEASED_BY(buffer_release) = {0};

	for (size_t at = 0; at < text.length && subject.length <= LIMIT_SUBJECT_BYTES;) {
		struct span line = line_at(text, at);

		at += line.length;
		while (line.length && is_space(line.at[line.length - 1]))
			line.length--;
		if (line.length == 0)
			break;
		if (subject.length)
			buffer_add_byte(&subject, ' ');
		buffer_add(&subject, line.at, line.length);
	}
	return text_from_foreign(arena, subject.length ? subject.bytes : "", subject.length,
				 LIMIT_SUBJECT_BYTES);
}

static bool
is_address(const char *text)
{
	return strchr(text, '@') && !strpbrk(text, " \t<>");
}

void
person_parse(struct arena *arena, const char *text, struct person *person)
{
	const char *open = strchr(text, '<');
	const char *close = open ? strchr(open, '>') : NULL;
	char *whole = text_trim(arena, text, strlen(text));

	if (close) {
		char *address = text_trim(arena, open + 1, (size_t)(close - open - 1));

		person->id = address_to_id(arena, address);
		person->name = text_trim(arena, text, (size_t)(open - text));
	} else if (is_address(whole)) {
		person->id = address_to_id(arena, whole);
		person->name = "";
	} else {
		person->id = "";
		person->name = whole;
	}
}
