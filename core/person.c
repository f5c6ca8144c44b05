/* SPDX-License-Identifier: Apache-2.0 */
/* Who did something, and might two be the same human? See person.h. */
#include "core/person.h"

#include <string.h>

#include "base/text.h"

static const struct field person_rows[] = {
	{.name = "id",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct person, id),
	 .meaning = "decides who it is: in plain git the mail address after the mailmap, in lower "
		    "case; empty if there is none"},
	{.name = "name",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct person, name),
	 .meaning = "decoration"},
	{.name = "rawId",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct person, raw_id),
	 .optional = true,
	 .meaning = "the id before the mailmap, where that changed it"},
	{.name = "rawName",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct person, raw_name),
	 .optional = true,
	 .meaning = "the name before the mailmap, where that changed it"},
	{.name = "beforeId",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct person, before_id),
	 .optional = true,
	 .meaning = "the id by the files of the commit in place, where that is another one"},
};

const struct fields person_fields = {"person", sizeof(struct person), FIELDS_OF(person_rows),
				     "Who did something."};

static bool
is_given(const char *text)
{
	return text && *text;
}

bool
person_equal(const struct person *a, const struct person *b)
{
	return is_given(a->id) && text_equal(a->id, b->id);
}

/* ---- what cannot be seen ---- */

/* Default_Ignorable_Code_Point of Unicode, the combining marks of Latin, and white space. */
static const struct {
	uint32_t first, last;
} unseen[] = {
	{0x0009, 0x000D},   {0x0020, 0x0020},   {0x0085, 0x0085},   {0x00A0, 0x00A0},
	{0x00AD, 0x00AD},   {0x0300, 0x036F},   {0x061C, 0x061C},   {0x115F, 0x1160},
	{0x1680, 0x1680},   {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x2000, 0x200F},
	{0x2028, 0x202F},   {0x205F, 0x206F},   {0x3000, 0x3000},   {0x3164, 0x3164},
	{0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFF8},
	{0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

static bool
is_unseen(uint32_t character)
{
	for (size_t i = 0; i < sizeof(unseen) / sizeof(unseen[0]); i++)
		if (character >= unseen[i].first && character <= unseen[i].last)
			return true;
	return false;
}

/* Length and value of the character at `at`; a broken one is a byte of its own. */
static size_t
decode(const char *at, uint32_t *character)
{
	static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	unsigned char first = (unsigned char)*at;
	size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
	uint32_t value = first & masks[length];

	for (size_t i = 1; i < length; i++) {
		if (((unsigned char)at[i] & 0xC0) != 0x80) {
			*character = 0xFFFD;
			return 1;
		}
		value = value << 6 | ((unsigned char)at[i] & 0x3F);
	}
	*character = first >= 0x80 && length == 1 ? 0xFFFD : value;
	return length;
}

/* ---- folding: what looks the same reads the same ---- */

/* A text being read byte by byte, without what is left out. */
struct folding {
	const char *at;
	const char *end;
	const char *tag, *after_tag; /* left out */
	size_t ready;                /* bytes that were looked at already */
};

/* The next byte; '\0' at the end. */
static char
folding_next(struct folding *folding)
{
	while (!folding->ready && folding->at < folding->end) {
		uint32_t character;
		size_t length = decode(folding->at, &character);

		if (folding->at == folding->tag)
			folding->at = folding->after_tag;
		else if (is_unseen(character))
			folding->at += length;
		else
			folding->ready = length;
	}
	if (!folding->ready)
		return '\0';
	folding->ready--;
	return byte_to_lower(*folding->at++);
}

static struct folding
folding_of_name(const char *name)
{
	return (struct folding){.at = name, .end = name + strlen(name)};
}

static const char *
end_of_domain(const char *address)
{
	const char *end = address + strlen(address);

	while (strchr(address, '@') && end > address && end[-1] == '.')
		end--;
	return end;
}

/* "a+b@c" is delivered to "a@c". */
static struct folding
folding_of_address(const char *address)
{
	const char *at = strrchr(address, '@');
	const char *plus = strchr(address, '+');
	struct folding folding = {.at = address, .end = end_of_domain(address)};

	if (at && plus && plus > address && plus < at) {
		folding.tag = plus;
		folding.after_tag = at;
	}
	return folding;
}

/* Nothing is like nothing. */
static bool
folds_alike(struct folding a, struct folding b)
{
	char byte = folding_next(&a);

	if (!byte)
		return false;
	while (byte && byte == folding_next(&b))
		byte = folding_next(&a);
	return !byte && !folding_next(&b);
}

static bool
same_address(const char *a, const char *b)
{
	return a && b && folds_alike(folding_of_address(a), folding_of_address(b));
}

static bool
same_name(const char *a, const char *b)
{
	return a && b && folds_alike(folding_of_name(a), folding_of_name(b));
}

bool
person_may_be(const struct person *a, const struct person *b)
{
	const char *ids_of_a[] = {a->id, a->raw_id, a->before_id};
	const char *ids_of_b[] = {b->id, b->raw_id, b->before_id};

	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 3; k++)
			if (same_address(ids_of_a[i], ids_of_b[k]))
				return true;
	return same_name(a->name, b->name) || same_name(a->name, b->raw_name) ||
	       same_name(a->raw_name, b->name) || same_name(a->raw_name, b->raw_name);
}

/* The kind keeps a name from being taken for an address. NULL if nothing is left. */
static const char *
key_of(struct arena *arena, char kind, struct folding folding)
{
	char *key = arena_allocate(arena, (size_t)(folding.end - folding.at) + 2);
	size_t length = 0;

	key[length++] = kind;
	while ((key[length] = folding_next(&folding)))
		length++;
	return length > 1 ? key : NULL;
}

size_t
person_keys(struct arena *arena, const struct person *person, const char *keys[PERSON_KEYS])
{
	const char *ids[] = {person->id, person->raw_id, person->before_id};
	const char *names[] = {person->name, person->raw_name};
	size_t count = 0;

	for (size_t i = 0; i < 3; i++)
		if (ids[i] && (keys[count] = key_of(arena, '@', folding_of_address(ids[i]))))
			count++;
	for (size_t i = 0; i < 2; i++)
		if (names[i] && (keys[count] = key_of(arena, '=', folding_of_name(names[i]))))
			count++;
	return count;
}

/* ---- addresses ---- */

static bool
is_plausible_local(const char *local, const char *end)
{
	/* Nobody has quotes around it; O'Brien has one inside. */
	if (local == end || *local == '\'' || end[-1] == '\'')
		return false;
	while (local < end) {
		uint32_t character;
		size_t length = decode(local, &character);

		if (character <= 0x20 || (character >= 0x7F && character < 0xA0) ||
		    character == 0xFFFD || is_unseen(character) ||
		    (character < 0x7F && strchr("\"`<>:;,()\\", (int)character)))
			return false;
		local += length;
	}
	return true;
}

static bool
is_plausible_domain(const char *domain, const char *end)
{
	if (domain >= end || *domain == '.' || *domain == '-')
		return false;
	for (; domain < end; domain++)
		if (!byte_is_letter(*domain) && !byte_is_digit(*domain) && *domain != '.' &&
		    *domain != '-')
			return false;
	return true;
}

bool
address_is_plausible(const char *address)
{
	const char *at = address ? strchr(address, '@') : NULL;

	return at && is_plausible_local(address, at) &&
	       is_plausible_domain(at + 1, end_of_domain(address));
}

bool
person_is_identified(const struct person *person)
{
	return address_is_plausible(person->id) &&
	       (!person->raw_id || address_is_plausible(person->raw_id));
}

char *
address_to_id(struct arena *arena, const char *address)
{
	size_t length = (size_t)(end_of_domain(address) - address);

	return text_to_lower(arena, arena_copy(arena, address, length));
}
