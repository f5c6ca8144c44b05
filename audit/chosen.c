/* SPDX-License-Identifier: Apache-2.0 */
/* Which records did the auditor choose? See chosen.h. */
#include "audit/chosen.h"

#include <string.h>

#include "audit/ids.h"
#include "base/text.h"

/* The lines that are not blank, trimmed. */
static bool
split(struct arena *arena, const char *bytes, size_t length, struct texts *lines, struct error *err)
{
	const char *end = bytes + length;

	while (bytes < end) {
		const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
		const char *stop = newline ? newline : end;
		const char *line = text_trim(arena, bytes, (size_t)(stop - bytes));

		if (memchr(bytes, 0, (size_t)(stop - bytes)))
			return fail(err, ERROR_FORMAT, "the list has a byte that is no text");
		if (line[0])
			texts_add(arena, lines, line);
		if (lines->count > LIMIT_CHOSEN)
			return fail(err, ERROR_FORMAT, "the list has more than %d records",
				    LIMIT_CHOSEN);
		bytes = newline ? newline + 1 : end;
	}
	return true;
}

bool
chosen_ids(struct arena *arena, const char *bytes, size_t length, struct texts *out,
	   struct error *err)
{
	struct texts lines = {0};

	if (!split(arena, bytes, length, &lines, err))
		return false;
	for (size_t i = 0; i < lines.count; i++)
		if (!id_is_valid(lines.at[i]))
			return fail(err, ERROR_FORMAT,
				    "entry %zu of the list: '%s' is no record id", i + 1,
				    text_shown(arena, lines.at[i]));
	*out = lines;
	return true;
}

bool
chosen_rows(struct arena *arena, const char *bytes, size_t length, const struct texts *ids,
	    struct texts *out, struct error *err)
{
	struct texts lines = {0}, chosen = {0};

	if (!split(arena, bytes, length, &lines, err))
		return false;
	for (size_t i = 0; i < lines.count; i++) {
		int64_t row;

		if (!text_to_integer(lines.at[i], &row) || row < 1 || row > (int64_t)ids->count)
			return fail(err, ERROR_FORMAT,
				    "entry %zu of the list: '%s' is no row from 1 to %zu", i + 1,
				    text_shown(arena, lines.at[i]), ids->count);
		texts_add(arena, &chosen, ids->at[row - 1]);
	}
	*out = chosen;
	return true;
}

bool
chosen_replacement(struct arena *arena, const char *text, int64_t stage,
		   struct sample_replacement *out, struct error *err)
{
	const char *equals = strchr(text, '=');
	const char *id = equals ? arena_copy(arena, text, (size_t)(equals - text)) : text;

	if (equals && (text_equal(equals + 1, "not-testable") || text_equal(equals + 1, "nt")))
		return fail(err, ERROR_USAGE,
			    "what cannot be tested is a deviation, and not replaced");
	for (int i = 0; equals && replaced_because_names[i]; i++)
		if (text_equal(equals + 1, replaced_because_names[i])) {
			*out = (struct sample_replacement){
				.record_id = id, .reason = i, .stage = stage};
			return true;
		}
	return fail(err, ERROR_USAGE,
		    "'%s' says not why it is replaced: ID=void (no deploy) or ID=not-applicable",
		    text_shown(arena, text));
}
