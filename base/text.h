/* SPDX-License-Identifier: Apache-2.0 */
/* How is text compared, measured and made safe to show? Bytes and ASCII only: no locale. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

bool text_equal(const char *a, const char *b);               /* NULL equals NULL only */
bool text_equal_ignoring_case(const char *a, const char *b); /* ASCII case */
bool text_starts_with(const char *text, const char *prefix);
bool text_ends_with(const char *text, const char *suffix);

bool byte_is_digit(char byte);
bool byte_is_letter(char byte);
bool byte_is_space(char byte); /* space, tab, CR, LF, VT, FF */
char byte_to_lower(char byte);

/* ASCII lower case, in the arena. */
char *text_to_lower(struct arena *arena, const char *text);

/* A copy without white space at either end. */
char *text_trim(struct arena *arena, const char *bytes, size_t length);

/* Strict UTF-8 (RFC 3629): no overlong forms, surrogates or values above U+10FFFF. */
bool text_is_utf8(const char *bytes, size_t length);

/*
 * Foreign bytes as valid UTF-8 in the arena: each broken or NUL byte becomes U+FFFD; at most
 * `limit` bytes, cut at a character and closed by U+2026 where something was cut.
 */
char *text_from_foreign(struct arena *arena, const char *bytes, size_t length, size_t limit);

/*
 * Foreign text for a terminal or a log line: control characters, line breaks, DEL, C1, bidi
 * controls and zero-width characters become '?'; a leading "::" becomes ": :" (workflow commands);
 * at most LIMIT_SHOWN_BYTES. Appends to `out`.
 */
void text_safe(struct buffer *out, const char *text);

/* The same, into the arena. */
char *text_shown(struct arena *arena, const char *text);

/* The whole of `text` as a decimal number within +-(2^53); false if it is anything else. */
bool text_to_integer(const char *text, int64_t *number);

/* Number of single-character edits between two short texts; for "did you mean". */
size_t text_distance(const char *a, const char *b);

#endif
