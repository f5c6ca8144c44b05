/* SPDX-License-Identifier: Apache-2.0 */
/* Which lines of two texts are equal? See git_lines.h. */
#include "integrations/git_lines.h"

#include <stdlib.h>
#include <string.h>

static size_t
count_lines(const char *bytes, size_t length, size_t limit)
{
	size_t count = 0;

	for (const char *at = bytes, *end = bytes + length; at < end && count <= limit; count++) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));

		at = line_end ? line_end + 1 : end;
	}
	return count;
}

bool
lines_split(struct arena *arena, const char *bytes, size_t length, size_t limit,
	    struct lines *lines)
{
	const char *at = bytes, *end = bytes + length;

	lines->count = count_lines(bytes, length, limit);
	if (lines->count > limit)
		return false;
	lines->at = arena_allocate(arena, (lines->count + 1) * sizeof(*lines->at));
	for (size_t i = 0; i < lines->count; i++) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));

		lines->at[i].bytes = at;
		lines->at[i].length = (size_t)((line_end ? line_end + 1 : end) - at);
		at += lines->at[i].length;
	}
	return true;
}

static int
compare_lines(const struct line *a, const struct line *b)
{
	size_t shorter = a->length < b->length ? a->length : b->length;
	int order = memcmp(a->bytes, b->bytes, shorter);

	if (order != 0)
		return order;
	return a->length < b->length ? -1 : a->length > b->length;
}

static int
compare_places(const void *a, const void *b)
{
	return compare_lines(*(struct line *const *)a, *(struct line *const *)b);
}

/* Sorted, so that there is no hash of ours to fool either. */
void
lines_number(struct arena *arena, struct lines *a, struct lines *b)
{
	size_t count = a->count + b->count;
	struct line **sorted = arena_allocate(arena, (count + 1) * sizeof(*sorted));
	uint32_t number = 0;

	for (size_t i = 0; i < a->count; i++)
		sorted[i] = &a->at[i];
	for (size_t i = 0; i < b->count; i++)
		sorted[a->count + i] = &b->at[i];
	qsort(sorted, count, sizeof(struct line *), compare_places);
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && compare_lines(sorted[i - 1], sorted[i]) != 0)
			number++;
		sorted[i]->number = number;
	}
}

char *
lines_names(struct arena *arena, const struct lines *lines)
{
	char *names = arena_allocate(arena, lines->count * LINE_NAME_BYTES + 1);

	for (size_t i = 0; i < lines->count; i++) {
		char *name = names + i * LINE_NAME_BYTES;
		uint32_t number = lines->at[i].number;

		for (int k = 0; k < LINE_NAME_BYTES - 1; k++, number /= 64)
			name[k] = (char)('0' + number % 64);
		name[LINE_NAME_BYTES - 1] = '\n';
	}
	return names;
}
