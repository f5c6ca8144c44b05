/* SPDX-License-Identifier: Apache-2.0 */
/* How do bytes become text and back? See encoding.h. */
#include "base/encoding.h"

#include <string.h>

static const char hex_digits[] = "0123456789abcdef";
static const char base64_alphabet[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char crockford_alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void
hex_encode(char *out, const void *bytes, size_t length)
{
	const uint8_t *in = bytes;

	for (size_t i = 0; i < length; i++) {
		out[2 * i] = hex_digits[in[i] >> 4];
		out[2 * i + 1] = hex_digits[in[i] & 15];
	}
	out[2 * length] = '\0';
}

/* The value of a lower-case digit, or -1. */
static int
hex_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

bool
text_is_hex(const char *text, size_t digits)
{
	for (size_t i = 0; i < digits; i++)
		if (hex_value(text[i]) < 0) /* also ends at the NUL */
			return false;
	return text[digits] == '\0';
}

bool
hex_decode(void *out, size_t length, const char *text)
{
	uint8_t *bytes = out;

	if (!text_is_hex(text, 2 * length))
		return false;
	for (size_t i = 0; i < length; i++) {
		unsigned high = (unsigned)hex_value(text[2 * i]);
		unsigned low = (unsigned)hex_value(text[2 * i + 1]);

		bytes[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

/* The characters for one to three bytes. */
static void
quantum_encode(char out[4], const uint8_t *bytes, size_t length)
{
	uint32_t bits = (uint32_t)bytes[0] << 16;

	if (length > 1)
		bits |= (uint32_t)bytes[1] << 8;
	if (length > 2)
		bits |= bytes[2];
	out[0] = base64_alphabet[bits >> 18];
	out[1] = base64_alphabet[bits >> 12 & 63];
	out[2] = length > 1 ? base64_alphabet[bits >> 6 & 63] : '=';
	out[3] = length > 2 ? base64_alphabet[bits & 63] : '=';
}

void
base64_encode(struct buffer *out, const void *bytes, size_t length)
{
	const uint8_t *in = bytes;
	char *place = buffer_reserve(out, (length + 2) / 3 * 4);

	for (size_t at = 0; at < length; at += 3, place += 4)
		quantum_encode(place, in + at, length - at < 3 ? length - at : 3);
	out->length += (length + 2) / 3 * 4;
	out->bytes[out->length] = '\0';
}

/* The value of a character, or -1. */
static int
base64_value(char character)
{
	if (character >= 'A' && character <= 'Z')
		return character - 'A';
	if (character >= 'a' && character <= 'z')
		return character - 'a' + 26;
	if (character >= '0' && character <= '9')
		return character - '0' + 52;
	if (character == '+')
		return 62;
	return character == '/' ? 63 : -1;
}

/* Four characters, of which the last `padding` are "=", as 3 - padding bytes. */
static bool
quantum_decode(uint8_t out[3], const char *text, size_t padding)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < 4; i++) {
		int value = i < 4 - padding ? base64_value(text[i]) : 0;

		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
	}
	if (bits & ((UINT32_C(1) << 8 * padding) - 1))
		return false;
	for (size_t i = 0; i < 3 - padding; i++)
		out[i] = (uint8_t)(bits >> (16 - 8 * i));
	return true;
}

/* How many "=" close the text; 3 and more are no padding and fail as characters. */
static size_t
padding_of(const char *text, size_t length)
{
	if (length == 0 || text[length - 1] != '=')
		return 0;
	return text[length - 2] == '=' ? 2 : 1;
}

bool
base64_decode(struct buffer *out, const char *text, size_t length)
{
	size_t padding, decoded;
	uint8_t *place;

	if (length % 4 != 0)
		return false;
	padding = padding_of(text, length);
	decoded = length / 4 * 3 - padding;
	place = (uint8_t *)buffer_reserve(out, decoded);
	for (size_t at = 0; at < length; at += 4, place += 3) {
		bool last = at + 4 == length;

		if (!quantum_decode(place, text + at, last ? padding : 0)) {
			out->bytes[out->length] = '\0';
			return false;
		}
	}
	out->length += decoded;
	out->bytes[out->length] = '\0';
	return true;
}

/* As padded text of the other alphabet; false: it has a byte that is in neither part of it. */
static bool
base64url_to_base64(struct buffer *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		char byte = text[i] == '-' ? '+' : text[i] == '_' ? '/' : text[i];

		if (text[i] == '+' || text[i] == '/' || text[i] == '=')
			return false;
		buffer_add_byte(out, byte);
	}
	while (out->length % 4)
		buffer_add_byte(out, '=');
	return true;
}

bool
base64url_decode(struct buffer *out, const char *text, size_t length)
{
	RELEASED_BY(buffer_release) struct buffer padded = {0};

	return base64url_to_base64(&padded, text, length) &&
	       base64_decode(out, padded.bytes ? padded.bytes : "", padded.length);
}

void
ulid_encode(char out[27], const uint8_t bytes[16])
{
	uint32_t bits = 0;
	unsigned waiting = 2; /* 26 characters hold 130 bits: two zero bits come first */
	size_t written = 0;

	for (size_t i = 0; i < 16; i++) {
		bits = (bits << 8 | bytes[i]) & 0xFFFF;
		for (waiting += 8; waiting >= 5; waiting -= 5)
			out[written++] = crockford_alphabet[bits >> (waiting - 5) & 31];
	}
	out[written] = '\0';
}
