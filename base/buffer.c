/* SPDX-License-Identifier: Apache-2.0 */
/* Where do growing bytes go? See buffer.h. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT_ROOM 128 /* most of what is formatted fits */

void
buffer_release(struct buffer *buffer)
{
	free(buffer->bytes);
	memset(buffer, 0, sizeof(*buffer));
}

void
buffer_clear(struct buffer *buffer)
{
	buffer->length = 0;
	if (buffer->bytes)
		buffer->bytes[0] = '\0';
}

char *
buffer_reserve(struct buffer *buffer, size_t more)
{
	size_t needed = buffer->length + more + 1;
	size_t capacity = buffer->capacity;

	if (more > SIZE_MAX / 4 || buffer->length > SIZE_MAX / 4)
		abort();
	if (needed > capacity) {
		capacity = capacity * 2 > needed ? capacity * 2 : needed + 64;
		buffer->bytes = realloc(buffer->bytes, capacity);
		if (!buffer->bytes)
			abort();
		buffer->capacity = capacity;
		buffer->bytes[buffer->length] = '\0'; /* also where nothing is added afterwards */
	}
	return buffer->bytes + buffer->length;
}

void
buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
	char *place = buffer_reserve(buffer, length);

	if (length)
		memcpy(place, bytes, length);
	buffer->length += length;
	buffer->bytes[buffer->length] = '\0';
}

void
buffer_add_text(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

void
buffer_add_byte(struct buffer *buffer, char byte)
{
	if (buffer->capacity - buffer->length < 2)
		buffer_reserve(buffer, 1);
	buffer->bytes[buffer->length++] = byte;
	buffer->bytes[buffer->length] = '\0';
}

void
buffer_add_integer(struct buffer *buffer, int64_t integer)
{
	char digits[20]; /* from the last one on */
	size_t first = sizeof(digits);
	uint64_t left = integer < 0 ? -(uint64_t)integer : (uint64_t)integer;

	do
		digits[--first] = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (integer < 0)
		digits[--first] = '-';
	buffer_add(buffer, digits + first, sizeof(digits) - first);
}

void
buffer_add_format(struct buffer *buffer, const char *format, ...)
{
	va_list arguments, again;
	size_t room;
	int length;

	va_start(arguments, format);
	va_copy(again, arguments);
	/* It mostly fits, or is at least not written twice for want of a guess. */
	buffer_reserve(buffer, FORMAT_ROOM);
	room = buffer->capacity - buffer->length;
	length = vsnprintf(buffer->bytes + buffer->length, room, format, arguments);
	if (length < 0)
		abort();
	if ((size_t)length >= room)
		vsnprintf(buffer_reserve(buffer, (size_t)length), (size_t)length + 1, format,
			  again);
	buffer->length += (size_t)length;
	va_end(again);
	va_end(arguments);
}
