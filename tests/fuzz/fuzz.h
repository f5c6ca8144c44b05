/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the fuzz targets share? A property that does not hold ends the process, which is what a
 * fuzzer, and the driver over saved inputs, take for a finding.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define REQUIRE(property)                                                                 \
	do {                                                                              \
		if (!(property)) {                                                        \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, \
				#property);                                               \
			abort();                                                          \
		}                                                                         \
	} while (0)

#define REQUIRE_SAME(a, b) require_same((a), (b), __FILE__, __LINE__)

static inline void
require_same(const struct buffer *a, const struct buffer *b, const char *file, int line)
{
	if (a->length == b->length && (a->length == 0 || !memcmp(a->bytes, b->bytes, a->length)))
		return;
	fprintf(stderr, "%s:%d: differ:\n%.*s\n---\n%.*s\n", file, line, (int)a->length, a->bytes,
		(int)b->length, b->bytes);
	abort();
}

/* Can be shown: valid UTF-8, and no control characters except line breaks. */
static inline bool
is_showable(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (((unsigned char)text[i] < 0x20 && text[i] != '\n') || text[i] == 0x7F)
			return false;
	return text_is_utf8(text, length);
}

/* Foreign bytes may be refused, in words that can be shown, and never by a bug of ours. */
static inline void
require_refusal(const struct error *err)
{
	size_t length = strlen(err->message);

	if (err->code != ERROR_NONE && err->code != ERROR_BUG && length > 0 &&
	    is_showable(err->message, length))
		return;
	fprintf(stderr, "not a proper refusal (code %d): %s\n", (int)err->code, err->message);
	abort();
}

/* The input as text: up to its first NUL, in the arena. */
static inline const char *
input_text(struct arena *arena, const uint8_t *bytes, size_t length)
{
	return arena_copy(arena, bytes, length);
}

#endif
