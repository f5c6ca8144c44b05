/* SPDX-License-Identifier: Apache-2.0 */
/* Which tickets does a text name? See ticket_key.h. */
#include "core/ticket_key.h"

#include <stdint.h>
#include <string.h>

/*
 * "CVE-2026-41284" is no key: what follows may not be a hyphen and a digit. Letters of any script
 * stand for boundaries, so "éPAY-1" is none either.
 */
const char ticket_key_grammar[] = "(?<![\\p{L}\\p{N}_])"
				  "[A-Z][A-Z0-9_]{1,9}-[1-9][0-9]{0,7}"
				  "(?![\\p{L}\\p{N}]|-[0-9])";

bool
ticket_pattern_compile(const char *policy_pattern, struct pattern **pattern, struct error *err)
{
	const char *text = policy_pattern ? policy_pattern : ticket_key_grammar;

	if (!pattern_compile(text, pattern, err))
		return fail_while(err, "pattern for tickets");
	return true;
}

/* The first byte of the character after `at`. */
static size_t
next_character(const char *text, size_t length, size_t at)
{
	do
		at++;
	while (at < length && ((unsigned char)text[at] & 0xC0) == 0x80);
	return at;
}

bool
ticket_keys_find(struct arena *arena, const struct pattern *pattern, const char *text,
		 struct texts *keys, struct error *err)
{
	size_t length = strlen(text), from = 0;
	struct texts found = {0};

	while (from <= length) {
		size_t start, end;
		const char *key;

		if (!pattern_find(pattern, text, length, from, &start, &end, err))
			return false;
		if (start == SIZE_MAX)
			break;
		key = arena_copy(arena, text + start, end - start);
		if (end > start && !texts_contain(&found, key))
			texts_add(arena, &found, key);
		from = end > from ? end : next_character(text, length, from);
	}
	*keys = found;
	return true;
}

char *
ticket_project(struct arena *arena, const char *key)
{
	const char *hyphen = strrchr(key, '-');

	return arena_copy(arena, key, hyphen ? (size_t)(hyphen - key) : strlen(key));
}
