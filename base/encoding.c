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

/* The value of a lower-case digit, and one more: 0 is none. */
static const uint8_t hex_values[256] = {
	['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
	['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
	['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
};

bool
text_is_hex(const char *text, size_t digits)
{
	for (size_t i = 0; i < digits; i++)
		if (!hex_values[(uint8_t)text[i]]) /* also ends at the NUL */
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
		unsigned high = hex_values[(uint8_t)text[2 * i]] - 1U;
		unsigned low = hex_values[(uint8_t)text[2 * i + 1]] - 1U;

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

/* One more than the value of a character; 0: it is none. Branches would be guessed wrong. */
static const uint8_t base64_values[256] = {
	['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,
	['H'] = 8,  ['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14,
	['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21,
	['V'] = 22, ['W'] = 23, ['X'] = 24, ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28,
	['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35,
	['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40, ['o'] = 41, ['p'] = 42,
	['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48, ['w'] = 49,
	['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
	['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63,
	['/'] = 64,
};

/* Four characters, of which the last `padding` are "=", as 3 - padding bytes. */
static bool
quantum_decode(uint8_t out[3], const char *text, size_t padding)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < 4; i++) {
		uint32_t value = i < 4 - padding ? base64_values[(uint8_t)text[i]] : 1;

		if (value == 0)
			return false;
		bits = bits << 6 | (value - 1);
	}
	if (bits & ((UINT32_C(1) << 8 * padding) - 1))
		return false;
	for (size_t i = 0; i < 3 - padding; i++)
		out[i] = (uint8_t)(bits >> (16 - 8 * i));
	return true;
}

/* As many of the leading quanta as have four characters; returns how many characters that is. */
static size_t
quanta_decode(uint8_t *out, const char *text, size_t length)
{
	size_t at = 0;

	for (; length - at >= 4; at += 4, out += 3) {
		uint32_t a = base64_values[(uint8_t)text[at]];
		uint32_t b = base64_values[(uint8_t)text[at + 1]];
		uint32_t c = base64_values[(uint8_t)text[at + 2]];
		uint32_t d = base64_values[(uint8_t)text[at + 3]];
		uint32_t bits = (a - 1) << 18 | (b - 1) << 12 | (c - 1) << 6 | (d - 1);

		if (!a || !b || !c || !d)
			break;
		out[0] = (uint8_t)(bits >> 16);
		out[1] = (uint8_t)(bits >> 8);
		out[2] = (uint8_t)bits;
	}
	return at;
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
	size_t padding, decoded, at;
	uint8_t *place;

	if (length % 4 != 0)
		return false;
	padding = padding_of(text, length);
	decoded = length / 4 * 3 - padding;
	place = (uint8_t *)buffer_reserve(out, decoded);
	at = quanta_decode(place, text, length);
	if (at < length &&
	    (length - at > 4 || !quantum_decode(place + at / 4 * 3, text + at, padding))) {
		out->bytes[out->length] = '\0';
		return false;
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

/* The value of a character, and one more: 0 is none. */
static const uint8_t crockford_values[256] = {
	['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,
	['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14,
	['E'] = 15, ['F'] = 16, ['G'] = 17, ['H'] = 18, ['J'] = 19, ['K'] = 20, ['M'] = 21,
	['N'] = 22, ['P'] = 23, ['Q'] = 24, ['R'] = 25, ['S'] = 26, ['T'] = 27, ['V'] = 28,
	['W'] = 29, ['X'] = 30, ['Y'] = 31, ['Z'] = 32,
};

bool
ulid_decode(uint8_t out[16], const char *text)
{
	uint32_t bits = 0;
	unsigned waiting = 0;
	size_t written = 0;

	for (size_t i = 0; i < 26; i++) {
		uint8_t value = crockford_values[(uint8_t)text[i]]; /* also ends at the NUL */

		if (value == 0 || (i == 0 && value > 8)) /* of 130 bits the first two are zero */
			return false;
		bits = (bits << 5 | (value - 1U)) & 0xFFFF;
		waiting += i == 0 ? 3 : 5;
		if (waiting < 8)
			continue;
		waiting -= 8;
		out[written++] = (uint8_t)(bits >> waiting);
	}
	return true;
}
