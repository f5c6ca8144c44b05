/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a path match a pattern as git writes them? gitattributes(5) and gitignore(5): `?` and `*`
 * stop at slashes, a whole segment `**` does not, `[...]` has ranges, `[:classes:]` and `!` or `^`,
 * a backslash takes away all meaning. Pure; bytes, not characters.
 */
#ifndef INTEGRATIONS_GIT_WILDMATCH_H
#define INTEGRATIONS_GIT_WILDMATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WILDMATCH_MOST 2048 /* bytes of a pattern; longer ones match nothing */

/* Costs at most a step for each pair of a byte of the text and one of the pattern; adds them up. */
bool wildmatch(const char *pattern, size_t length, const char *text, size_t text_length,
	       uint64_t *steps);

/* Bytes before the first that is special: `*`, `?`, `[` or a backslash. */
size_t wildmatch_literal(const char *pattern, size_t length);

#endif
