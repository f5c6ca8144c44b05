/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which lines of two texts are equal? Pure. Gives each line a short name, the same for the same
 * bytes: a diff of the names has the hunks of a diff of the texts, but whoever wrote the texts does
 * not choose how the names are spread by the hash within the diff (100,000 lines that it takes for
 * neighbours cost it a minute).
 */
#ifndef INTEGRATIONS_GIT_LINES_H
#define INTEGRATIONS_GIT_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define LINE_NAME_BYTES 4 /* with its line end */

struct line {
	const char *bytes;
	size_t length; /* with the line end, if there is one */
	uint32_t number;
};

struct lines {
	struct line *at;
	size_t count;
};

/* false: more than `limit` lines. They point into the bytes. */
bool lines_split(struct arena *arena, const char *bytes, size_t length, size_t limit,
		 struct lines *lines);

/* Numbers equal lines equally. */
void lines_number(struct arena *arena, struct lines *a, struct lines *b);

/* One line of LINE_NAME_BYTES for each line, by its number. */
char *lines_names(struct arena *arena, const struct lines *lines);

#endif
