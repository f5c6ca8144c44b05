/* SPDX-License-Identifier: Apache-2.0 */
/* How are numbers and byte strings packed in SSH keys and signatures? See ssh_wire.h. */
#include "base/ssh_wire.h"

#include <string.h>

enum { NUMBER_BYTES = 4 };

static void
wire_advance(struct wire *from, size_t length)
{
	from->at += length;
	from->left -= length;
}

bool
wire_take_byte(struct wire *from, uint8_t *byte)
{
	if (from->left < 1)
		return false;
	*byte = from->at[0];
	wire_advance(from, 1);
	return true;
}

bool
wire_take_number(struct wire *from, uint32_t *number)
{
	const uint8_t *at = from->at;

	if (from->left < NUMBER_BYTES)
		return false;
	*number = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
	wire_advance(from, NUMBER_BYTES);
	return true;
}

bool
wire_take_string(struct wire *from, struct wire *string)
{
	struct wire rest = *from;
	uint32_t length;

	if (!wire_take_number(&rest, &length) || rest.left < length)
		return false;
	*string = (struct wire){rest.at, length};
	wire_advance(&rest, length);
	*from = rest;
	return true;
}

static bool
is_positive(struct wire number)
{
	if (number.left == 0 || number.at[0] & 0x80)
		return false;
	return number.at[0] != 0 || (number.left > 1 && number.at[1] & 0x80);
}

bool
wire_take_positive(struct wire *from, struct wire *number)
{
	struct wire rest = *from, taken;

	if (!wire_take_string(&rest, &taken) || !is_positive(taken))
		return false;
	*number = taken;
	*from = rest;
	return true;
}

bool
wire_is(struct wire wire, const char *text)
{
	return wire_same(wire, (struct wire){(const uint8_t *)text, strlen(text)});
}

bool
wire_same(struct wire a, struct wire b)
{
	return a.left == b.left && (a.left == 0 || memcmp(a.at, b.at, a.left) == 0);
}

void
wire_add_number(struct buffer *out, uint32_t number)
{
	const uint8_t bytes[NUMBER_BYTES] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16),
					     (uint8_t)(number >> 8), (uint8_t)number};

	buffer_add(out, bytes, sizeof(bytes));
}

void
wire_add_string(struct buffer *out, const void *bytes, size_t length)
{
	wire_add_number(out, (uint32_t)length);
	if (length)
		buffer_add(out, bytes, length);
}
