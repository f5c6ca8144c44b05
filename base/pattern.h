/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where does a regular expression match? PCRE2 with UTF, match and depth limits, without JIT (one
 * code path, no writable code). A limit that is reached is an error, not "no match".
 */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct pattern;

bool pattern_compile(const char *text, struct pattern **pattern, struct error *err);
void pattern_free(struct pattern *pattern);
void pattern_release(struct pattern **pattern); /* for RELEASED_BY */

/*
 * The first match in subject[from..length): *start and *end, or *start = *end = SIZE_MAX and true
 * if there is none. Group 1, where the pattern has one and it took part, narrows the match.
 * A subject that is not valid UTF-8 is an error; this is checked when `from` is 0, so a search that
 * goes on with a larger `from` must be over the same subject. The limits hold for each place where
 * a match could start: a pattern such as "[a-z]+-" is quadratic in the length, so keep subjects
 * short.
 */
bool pattern_find(const struct pattern *pattern, const char *subject, size_t length, size_t from,
		  size_t *start, size_t *end, struct error *err);

#endif
