/* SPDX-License-Identifier: Apache-2.0 */
/* Which records may be drawn? See ids.h. */
#include "audit/ids.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define LIMIT_ID_BYTES 128

static bool
is_id_byte(char byte)
{
	return byte_is_letter(byte) || byte_is_digit(byte) || byte == '.' || byte == '_' ||
	       byte == '-';
}

bool
id_is_valid(const char *id)
{
	size_t length = strlen(id);

	if (length == 0 || length > LIMIT_ID_BYTES)
		return false;
	for (size_t i = 0; i < length; i++)
		if (!is_id_byte(id[i]))
			return false;
	return true;
}

static int
compare_ids(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool
ids_sort(struct texts *ids, struct error *err)
{
	if (ids->count)
		qsort(ids->at, ids->count, sizeof(ids->at[0]), compare_ids);
	for (size_t i = 1; i < ids->count; i++)
		if (strcmp(ids->at[i - 1], ids->at[i]) == 0)
			return fail(err, ERROR_LEDGER,
				    "two records have the id '%s', so neither can be drawn: verify "
				    "the ledger",
				    ids->at[i]);
	return true;
}

void
ids_write(struct buffer *out, const struct texts *ids)
{
	size_t length = 0;

	/* There may be very many: room for them, and no more. */
	for (size_t i = 0; i < ids->count; i++)
		length += strlen(ids->at[i]) + 1;
	buffer_reserve(out, length);
	for (size_t i = 0; i < ids->count; i++) {
		buffer_add_text(out, ids->at[i]);
		buffer_add_byte(out, '\n');
	}
}

/* What is wrong with this line, or NULL. */
static const char *
line_problem(const struct texts *ids, const char *id, size_t length)
{
	int order;

	if (strlen(id) != length || !id_is_valid(id))
		return "is not a record id of 1 to 128 letters, digits, '.', '_' and '-'";
	if (!ids->count)
		return NULL;
	order = strcmp(ids->at[ids->count - 1], id);
	if (order == 0)
		return "is there twice";
	return order > 0 ? "is not in byte order (LC_ALL=C sort)" : NULL;
}

bool
ids_parse(struct arena *arena, const char *bytes, size_t length, struct texts *ids,
	  struct error *err)
{
	const char *at = bytes, *end = bytes + length;
	struct texts read = {0};

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *id, *problem;

		if (!newline)
			return fail(
				err, ERROR_FORMAT,
				"the id file does not end with a newline: it was cut or edited");
		id = arena_copy(arena, at, (size_t)(newline - at));
		problem = line_problem(&read, id, (size_t)(newline - at));
		if (problem)
			return fail(err, ERROR_FORMAT, "line %zu of the id file: '%s' %s",
				    read.count + 1, text_shown(arena, id), problem);
		texts_add(arena, &read, id);
		at = newline + 1;
	}
	*ids = read;
	return true;
}

static int
compare_with_id(const void *id, const void *element)
{
	return strcmp(id, *(const char *const *)element);
}

bool
ids_contain(const struct texts *ids, const char *id)
{
	return ids->count &&
	       bsearch(id, ids->at, ids->count, sizeof(ids->at[0]), compare_with_id) != NULL;
}
