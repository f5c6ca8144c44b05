/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How are numbers and byte strings packed in SSH keys and signatures? RFC 4251 5, strictly: what is
 * taken lies within the bytes, and each number has exactly one form.
 */
#ifndef BASE_SSH_WIRE_H
#define BASE_SSH_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

/* What is left to read, or what was read; points into foreign bytes. */
struct wire {
	const uint8_t *at;
	size_t left;
};

/* false: the bytes end too early, or have a wrong form; `from` is as before. */
bool wire_take_byte(struct wire *from, uint8_t *byte);
bool wire_take_number(struct wire *from, uint32_t *number);
bool wire_take_string(struct wire *from, struct wire *string);

/*
 * A positive mpint in its shortest form. `number` is as it was packed, a zero byte before a set
 * highest bit included, which is the content of a DER INTEGER too.
 */
bool wire_take_positive(struct wire *from, struct wire *number);

bool wire_is(struct wire wire, const char *text);
bool wire_same(struct wire a, struct wire b);

void wire_add_number(struct buffer *out, uint32_t number);
void wire_add_string(struct buffer *out, const void *bytes, size_t length);

#endif
