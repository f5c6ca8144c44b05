/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a path or branch name match a glob? `?` and `*` match within one segment, `**` matches any
 * number of whole segments, a pattern without `/` matches the whole name only (not a file in some
 * folder). No character classes, no escapes: what is written is what is matched. Linear in time for
 * each `**`, never exponential.
 */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H

#include <stdbool.h>

#include "base/list.h"

bool glob_matches(const char *glob, const char *name);
bool globs_match(const struct texts *globs, const char *name);

/* NULL, or what is wrong with the pattern ("`**` must be a whole segment", "empty"). */
const char *glob_problem(const char *glob);

#endif
