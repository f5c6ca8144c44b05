/* SPDX-License-Identifier: Apache-2.0 */
/* How do bytes become text and back? Hex, base64 (RFC 4648, strict) and Crockford's base32. */
#ifndef BASE_ENCODING_H
#define BASE_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

/* Lower-case hex; `out` has room for 2 * length + 1 bytes. */
void hex_encode(char *out, const void *bytes, size_t length);

/* Exactly `length` bytes from 2 * length lower-case digits; anything else is false. */
bool hex_decode(void *out, size_t length, const char *text);

bool text_is_hex(const char *text, size_t digits); /* exactly so many lower-case digits */

void base64_encode(struct buffer *out, const void *bytes, size_t length);

/*
 * Appends what `text` encodes. Strict: standard alphabet, padding required, no white space, unused
 * bits zero, so that each byte string has exactly one encoding. false: `out` is as before.
 */
bool base64_decode(struct buffer *out, const char *text, size_t length);

/* The same in the alphabet for URLs, without padding (RFC 4648 5, as RFC 7515 uses it). */
bool base64url_decode(struct buffer *out, const char *text, size_t length);

/* The 26 characters of a ULID (big-endian, Crockford alphabet). */
void ulid_encode(char out[27], const uint8_t bytes[16]);

/* The other way, of the first 26 bytes of `text`; false unless they are just what is encoded. */
bool ulid_decode(uint8_t out[16], const char *text);

#endif
