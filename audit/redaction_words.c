/* SPDX-License-Identifier: Apache-2.0 */
/* Where in a text is somebody named? See redaction_words.h. */
#include "audit/redaction_words.h"

#include <string.h>

#include "audit/redaction.h"
#include "base/hash.h"
#include "base/text.h"

#define PSEUDONYM_DIGITS 12

static bool
is_word(char byte)
{
	return byte_is_letter(byte) || byte_is_digit(byte) || byte == '_' || (byte & 0x80);
}

size_t
first_word_hash(const char *text, size_t length)
{
	size_t hash = 5381;

	for (size_t i = 0; i < length && is_word(text[i]); i++)
		hash = hash * 33 + (unsigned char)byte_to_lower(text[i]);
	return hash;
}

bool
is_findable(const char *value)
{
	size_t length = strlen(value);

	if (length < 2 || !is_word(value[0]))
		return false;
	for (size_t i = 0; i < length; i++)
		if (!byte_is_digit(value[i]))
			return true;
	return false;
}

const char *
pseudonym_of(struct arena *arena, const char *salt, const char *id)
{
	const char *lower = text_to_lower(arena, id);
	const char *digest = sha256_hex(arena, arena_format(arena, "%s:%s", salt, lower),
					strlen(salt) + 1 + strlen(lower));

	return arena_format(arena, "person-%.*s", PSEUDONYM_DIGITS, digest);
}

static bool
is_local_byte(char byte)
{
	return is_word(byte) || byte == '.' || byte == '%' || byte == '+' || byte == '-';
}

static bool
is_host_byte(char byte)
{
	return byte_is_letter(byte) || byte_is_digit(byte) || byte == '.' || byte == '-';
}

/* How long is the mail address that begins here? 0 if none does. */
static size_t
address_length(const char *text, size_t length)
{
	size_t at = 0, host, end;
	bool dot = false;

	while (at < length && is_local_byte(text[at]))
		at++;
	if (!at || at == length || text[at] != '@')
		return 0;
	host = end = at + 1;
	while (end < length && is_host_byte(text[end]))
		end++;
	while (end > host && (text[end - 1] == '.' || text[end - 1] == '-'))
		end--;
	for (size_t i = host; i < end; i++)
		dot = dot || text[i] == '.';
	return dot ? end : 0;
}

static bool
same_ignoring_case(const char *a, const char *b, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (byte_to_lower(a[i]) != byte_to_lower(b[i]))
			return false;
	return true;
}

static const struct pseudonym *
person_at(const struct redaction *redaction, const char *text, size_t length)
{
	const struct pseudonym *person =
		redaction->slots[first_word_hash(text, length) % REDACTION_SLOTS];

	for (; person; person = person->next)
		if (person->length <= length &&
		    same_ignoring_case(person->value, text, person->length) &&
		    (person->length == length || !is_word(text[person->length]) ||
		     !is_word(text[person->length - 1])))
			return person;
	return NULL;
}

/* What is named from here on goes to `out`; its length, or 0 if nobody is. */
static size_t
replace_at(const struct redaction *redaction, const char *text, size_t length, struct buffer *out)
{
	const struct pseudonym *person = person_at(redaction, text, length);
	size_t address = address_length(text, length);

	if (person && person->length >= address) {
		buffer_add_text(out, person->as);
		return person->length;
	}
	if (address)
		buffer_add_text(out, pseudonym_of(redaction->arena, redaction->salt,
						  arena_copy(redaction->arena, text, address)));
	return address;
}

void
redact_text(const struct redaction *redaction, const char *text, size_t length, struct buffer *out)
{
	size_t at = 0;

	while (at < length) {
		bool begins = is_word(text[at]) && (!at || !is_word(text[at - 1]));
		size_t taken = begins ? replace_at(redaction, text + at, length - at, out) : 0;

		if (!taken)
			buffer_add_byte(out, text[at]);
		at += taken ? taken : 1;
	}
}
