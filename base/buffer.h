/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where do growing bytes go? `bytes` is NULL while empty, else `length` bytes with a NUL behind
 * them. Out of memory ends the process (see base/arena.h). Release with buffer_release().
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"

struct buffer {
	char *bytes;
	size_t length;
	size_t capacity;
};

void buffer_release(struct buffer *buffer);
void buffer_clear(struct buffer *buffer);

/* Makes room for `more` bytes beyond length and returns where they go. */
char *buffer_reserve(struct buffer *buffer, size_t more);

void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
void buffer_add_text(struct buffer *buffer, const char *text);
void buffer_add_byte(struct buffer *buffer, char byte);
void buffer_add_integer(struct buffer *buffer, int64_t integer); /* in decimal */
void buffer_add_format(struct buffer *buffer, const char *format, ...) FORMATTED(2, 3);

#endif
