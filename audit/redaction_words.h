/* SPDX-License-Identifier: Apache-2.0 */
/* Where in a text is somebody named? As whole words, and longest first; ASCII case does not count.
 */
#ifndef AUDIT_REDACTION_WORDS_H
#define AUDIT_REDACTION_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Of the letters and digits at the beginning. */
size_t first_word_hash(const char *text, size_t length);

/* Is it worth a search? Not a number, not a single letter, and it begins as a word does. */
bool is_findable(const char *value);

/* "person-" and twelve hex digits. */
const char *pseudonym_of(struct arena *arena, const char *salt, const char *id);

#endif
