/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a path match a pattern as git writes them? See git_wildmatch.h. Follows all places in the
 * pattern at once, byte by byte, so that no pattern costs exponential time.
 */
#include "integrations/git_wildmatch.h"

#include <string.h>

#include "base/text.h"

enum part_kind { PART_BYTE, PART_ANY, PART_SET, PART_STAR, PART_STARS, PART_NEVER };

/* What begins at some place of the pattern. */
struct part {
	enum part_kind kind;
	char byte;
	size_t end; /* where the next part begins; of a set unknown */
};

enum { PLACE_NEW, PLACE_KEPT, PLACE_ENTERED };

/* The places that the text so far may have led to. */
struct places {
	uint16_t at[WILDMATCH_MOST + 1];
	size_t count;
	uint8_t seen[WILDMATCH_MOST + 1];
};

struct match {
	const char *pattern;
	size_t length;
	uint64_t *steps;
};

static char
byte_at(const struct match *match, size_t at)
{
	return at < match->length ? match->pattern[at] : '\0';
}

/* Two stars or more cross slashes only if they are a whole segment. */
static struct part
stars_at(const struct match *match, size_t at)
{
	struct part part = {.kind = PART_STAR, .end = at};
	bool begins = at == 0 || match->pattern[at - 1] == '/';
	bool ends;

	while (byte_at(match, part.end) == '*')
		part.end++;
	ends = part.end == match->length || match->pattern[part.end] == '/' ||
	       (match->pattern[part.end] == '\\' && byte_at(match, part.end + 1) == '/');
	if (part.end - at > 1 && begins && ends)
		part.kind = PART_STARS;
	return part;
}

static struct part
part_at(const struct match *match, size_t at)
{
	char byte = match->pattern[at];

	if (byte == '*')
		return stars_at(match, at);
	if (byte == '?')
		return (struct part){.kind = PART_ANY, .end = at + 1};
	if (byte == '[')
		return (struct part){.kind = PART_SET};
	if (byte == '\\' && at + 1 == match->length)
		return (struct part){.kind = PART_NEVER};
	if (byte == '\\')
		return (struct part){
			.kind = PART_BYTE, .byte = match->pattern[at + 1], .end = at + 2};
	return (struct part){.kind = PART_BYTE, .byte = byte, .end = at + 1};
}

static bool
is_between(char byte, char first, char last)
{
	return (unsigned char)byte >= (unsigned char)first &&
	       (unsigned char)byte <= (unsigned char)last;
}

static bool
is_punctuation(char byte)
{
	return is_between(byte, '!', '~') && !byte_is_letter(byte) && !byte_is_digit(byte);
}

static bool
is_white(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* false: there is no such class. */
static bool
class_has(const char *name, size_t length, char byte, bool *has)
{
	bool letter = byte_is_letter(byte), digit = byte_is_digit(byte);
	char lower = byte_to_lower(byte);
	const struct {
		const char *name;
		bool has;
	} classes[] = {
		{"alnum", letter || digit},
		{"alpha", letter},
		{"blank", byte == ' ' || byte == '\t'},
		{"cntrl", (unsigned char)byte < 0x20 || byte == 0x7F},
		{"digit", digit},
		{"graph", is_between(byte, '!', '~')},
		{"lower", letter && byte == lower},
		{"print", is_between(byte, ' ', '~')},
		{"punct", is_punctuation(byte)},
		{"space", is_white(byte)},
		{"upper", letter && byte != lower},
		{"xdigit", digit || is_between(lower, 'a', 'f')},
	};

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (strlen(classes[i].name) == length &&
		    memcmp(classes[i].name, name, length) == 0) {
			*has = classes[i].has;
			return true;
		}
	return false;
}

/* Reads a set from behind its bracket; `previous` is NUL where no range can begin. */
struct set_reader {
	const struct match *match;
	size_t at;
	size_t bracket; /* the closing one after the last class, looked for only once */
	char previous, byte;
	bool has;
};

static char
take(struct set_reader *reader)
{
	++*reader->match->steps;
	return byte_at(reader->match, reader->at++);
}

/* One byte of a set, which a backslash may stand before; NUL at the end of the pattern. */
static char
take_plain(struct set_reader *reader, char byte)
{
	return byte == '\\' ? take(reader) : byte;
}

static bool
read_range(struct set_reader *reader)
{
	char last = take_plain(reader, take(reader));

	reader->has = reader->has || is_between(reader->byte, reader->previous, last);
	reader->previous = '\0';
	return last != '\0';
}

/* Behind "[:". Without ":]" before the next bracket these two are plain bytes, the colon next. */
static bool
read_class(struct set_reader *reader)
{
	const struct match *match = reader->match;
	size_t begin = reader->at + 1;
	size_t from = begin < reader->bracket ? reader->bracket : begin, end = from;
	bool has;

	while (end < match->length && match->pattern[end] != ']')
		end++;
	*match->steps += end - from;
	reader->bracket = end;
	if (end == match->length)
		return false;
	if (end == begin || match->pattern[end - 1] != ':') {
		reader->has = reader->has || reader->byte == '[';
		reader->previous = '[';
		return true;
	}
	if (!class_has(match->pattern + begin, end - 1 - begin, reader->byte, &has))
		return false;
	reader->has = reader->has || has;
	reader->previous = '\0';
	reader->at = end + 1;
	return true;
}

/* false: the set is broken, and so the pattern matches nothing. */
static bool
read_member(struct set_reader *reader, char byte)
{
	char next = byte_at(reader->match, reader->at);

	if (byte == '-' && reader->previous && next && next != ']')
		return read_range(reader);
	if (byte == '[' && next == ':')
		return read_class(reader);
	reader->previous = take_plain(reader, byte);
	reader->has = reader->has || reader->byte == reader->previous;
	return reader->previous != '\0';
}

/* A bracket in the first place is a member. */
static bool
set_has(const struct match *match, size_t at, char byte, size_t *end)
{
	struct set_reader reader = {.match = match, .at = at + 1, .byte = byte};
	char member = take(&reader);
	bool negated = member == '!' || member == '^';

	if (negated)
		member = take(&reader);
	do {
		if (!member || !read_member(&reader, member))
			return false;
		member = take(&reader);
	} while (member != ']');
	*end = reader.at;
	return reader.has != negated;
}

static void
add_place(struct places *places, size_t at, uint8_t how)
{
	if (places->seen[at] == PLACE_NEW)
		places->at[places->count++] = (uint16_t)at;
	if (places->seen[at] < how)
		places->seen[at] = how;
}

/* Stars may take nothing; a whole segment of them may even be absent together with its slash. */
static void
enter(const struct match *match, struct places *places, size_t at)
{
	while (places->seen[at] != PLACE_ENTERED) {
		struct part part;

		++*match->steps;
		add_place(places, at, PLACE_ENTERED);
		if (byte_at(match, at) != '*')
			break;
		part = part_at(match, at);
		add_place(places, part.end, PLACE_ENTERED);
		if (part.kind != PART_STARS || byte_at(match, part.end) != '/')
			break;
		at = part.end + 1;
	}
}

static void
step(const struct match *match, size_t at, char byte, struct places *next)
{
	struct part part = part_at(match, at);

	++*match->steps;
	if (part.kind == PART_STARS || (part.kind == PART_STAR && byte != '/')) {
		add_place(next, at, PLACE_KEPT);
		add_place(next, part.end, PLACE_ENTERED);
	} else if ((part.kind == PART_BYTE && byte == part.byte) ||
		   (part.kind == PART_ANY && byte != '/') ||
		   (part.kind == PART_SET && byte != '/' && set_has(match, at, byte, &part.end))) {
		enter(match, next, part.end);
	}
}

static void
places_clear(struct places *places, size_t length)
{
	places->count = 0;
	memset(places->seen, PLACE_NEW, length + 1);
}

bool
wildmatch(const char *pattern, size_t length, const char *text, size_t text_length, uint64_t *steps)
{
	struct match match = {pattern, length, steps};
	struct places both[2];
	struct places *now = &both[0], *next = &both[1];

	if (length > WILDMATCH_MOST)
		return false;
	places_clear(now, length);
	enter(&match, now, 0);
	for (size_t i = 0; i < text_length && now->count; i++) {
		struct places *done = now;

		places_clear(next, length);
		for (size_t k = 0; k < now->count; k++)
			if (now->at[k] < length)
				step(&match, now->at[k], text[i], next);
		now = next;
		next = done;
	}
	return now->count > 0 && now->seen[length] != PLACE_NEW;
}

size_t
wildmatch_literal(const char *pattern, size_t length)
{
	size_t at = 0;

	while (at < length && !strchr("*?[\\", pattern[at]))
		at++;
	return at;
}
