/* SPDX-License-Identifier: Apache-2.0 */
/* Is there exactly one text for some bytes, and are all others refused? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/encoding.h"

static void
hex(void **state)
{
	static const uint8_t bytes[] = {0x00, 0x1f, 0xab, 0xff};
	uint8_t decoded[4] = {0};
	char text[9];

	(void)state;
	hex_encode(text, bytes, sizeof(bytes));
	assert_string_equal(text, "001fabff");
	assert_true(hex_decode(decoded, 4, text));
	assert_memory_equal(decoded, bytes, 4);
	memset(decoded, 7, 4);
	assert_false(hex_decode(decoded, 4, "001fabf"));
	assert_false(hex_decode(decoded, 4, "001fabff0"));
	assert_false(hex_decode(decoded, 4, "001FABFF"));
	assert_false(hex_decode(decoded, 4, "001fabfg"));
	assert_false(hex_decode(decoded, 4, ""));
	assert_memory_equal(decoded, "\7\7\7\7", 4);
	assert_true(hex_decode(decoded, 0, ""));
	hex_encode(text, NULL, 0);
	assert_string_equal(text, "");
	assert_true(text_is_hex("09af", 4));
	assert_false(text_is_hex("09af", 3) || text_is_hex("09af", 5) || text_is_hex("0 af", 4));
}

struct pair {
	const char *bytes, *text;
};

/* RFC 4648 10. */
static const struct pair published[] = {
	{"", ""},
	{"f", "Zg=="},
	{"fo", "Zm8="},
	{"foo", "Zm9v"},
	{"foob", "Zm9vYg=="},
	{"fooba", "Zm9vYmE="},
	{"foobar", "Zm9vYmFy"},
	{"\xFB\xFF", "+/8="},
};

static void
base64_published_pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(published) / sizeof(published[0]); i++) {
		struct buffer text RELEASED_BY(buffer_release) = {0};
		struct buffer decoded RELEASED_BY(buffer_release) = {0};

		base64_encode(&text, published[i].bytes, strlen(published[i].bytes));
		assert_string_equal(text.bytes, published[i].text);
		assert_true(base64_decode(&decoded, text.bytes, text.length));
		assert_string_equal(decoded.bytes, published[i].bytes);
	}
}

static void
base64_refuses_other_forms(void **state)
{
	static const char *const bad[] = {
		"Z",        "Zg",   "Zg=",  "Zg===",    "Zh==",    "Zm9=", "Zm8=Zm8=",
		"Zg==Zg==", "====", "=",    "Z===",     "=g==",    "Zm 9", "Zm9v\n",
		"Zm8-",     "Zm8_", "Zm=v", "Zm9v====", "\xFFm9v",
	};
	struct buffer out RELEASED_BY(buffer_release) = {0};

	(void)state;
	buffer_add_text(&out, "before");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(base64_decode(&out, bad[i], strlen(bad[i])));
		assert_int_equal(out.length, 6);
		assert_string_equal(out.bytes, "before");
	}
	assert_false(base64_decode(&out, "Zm\0v", 4));
	assert_true(base64_decode(&out, "Zm9v", 4));
	assert_string_equal(out.bytes, "beforefoo");
	assert_true(base64_decode(&out, NULL, 0));
}

static uint8_t
random_byte(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (uint8_t)(*seed >> 56);
}

static void
base64_round_trips(void **state)
{
	uint64_t seed = 1;
	uint8_t bytes[300];

	(void)state;
	for (size_t length = 0; length < sizeof(bytes); length++) {
		struct buffer text RELEASED_BY(buffer_release) = {0};
		struct buffer decoded RELEASED_BY(buffer_release) = {0};

		for (size_t i = 0; i < length; i++)
			bytes[i] = random_byte(&seed);
		base64_encode(&text, bytes, length);
		assert_true(base64_decode(&decoded, text.bytes, text.length));
		assert_int_equal(decoded.length, length);
		assert_memory_equal(decoded.bytes, bytes, length);
	}
}

/* Whatever is accepted is what encoding would have written: nothing has two texts. */
static void
base64_is_canonical_on_random_text(void **state)
{
	static const char alphabet[] = "Ag8/+====Zz09 -\n";
	uint64_t seed = 2;
	size_t accepted = 0;
	char text[12];

	(void)state;
	for (int round = 0; round < 200000; round++) {
		struct buffer decoded RELEASED_BY(buffer_release) = {0};
		struct buffer again RELEASED_BY(buffer_release) = {0};
		size_t length = random_byte(&seed) % (sizeof(text) + 1);

		for (size_t i = 0; i < length; i++)
			text[i] = alphabet[random_byte(&seed) % 16];
		if (!base64_decode(&decoded, text, length))
			continue;
		accepted++;
		base64_encode(&again, decoded.bytes, decoded.length);
		assert_int_equal(again.length, length);
		assert_memory_equal(again.bytes, text, length);
	}
	assert_true(accepted > 1000);
}

static void
ulids(void **state)
{
	/* The example of the ULID specification's time part, 1469918176385 ms. */
	static const uint8_t example[16] = {0x01, 0x56, 0x3d, 0xf3, 0x64, 0x81};
	static const uint8_t one[16] = {[15] = 1};
	uint8_t bytes[16];
	char text[27];

	(void)state;
	memset(bytes, 0, 16);
	ulid_encode(text, bytes);
	assert_string_equal(text, "00000000000000000000000000");
	memset(bytes, 0xFF, 16);
	ulid_encode(text, bytes);
	assert_string_equal(text, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
	ulid_encode(text, example);
	assert_string_equal(text, "01ARYZ6S410000000000000000");
	ulid_encode(text, one);
	assert_string_equal(text, "00000000000000000000000001");
}

/* Each text is refused or comes back: there is one text for each ULID. */
static void
ulids_are_read_as_they_are_written(void **state)
{
	static const char *const refused[] = {
		"",
		"7ZZZZZZZZZZZZZZZZZZZZZZZZ",
		"80000000000000000000000000",
		"ZZZZZZZZZZZZZZZZZZZZZZZZZZ",
		"01aryz6s410000000000000000",
		"01ARYZ6S41000000000000000-",
	};
	uint8_t bytes[16];
	char again[27];
	int accepted = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_false(ulid_decode(bytes, refused[i]));
	for (int place = 0; place < 26; place++)
		for (int byte = 0; byte < 256; byte++) {
			char text[] = "7ZZ1RYZ6S4PQ0X7MKDGH9ZZZZA.json";

			text[place] = (char)byte;
			if (!ulid_decode(bytes, text))
				continue;
			accepted++;
			ulid_encode(again, bytes);
			assert_memory_equal(again, text, 26);
		}
	assert_int_equal(accepted, 8 + 25 * 32);
}

static void
ulids_sort_like_their_bytes(void **state)
{
	uint64_t seed = 3;
	uint8_t bytes[2][16];
	char text[2][27];

	(void)state;
	for (int round = 0; round < 10000; round++) {
		size_t differs = (size_t)round % 16;
		int by_bytes, by_text;

		for (size_t i = 0; i < 16; i++)
			bytes[0][i] = bytes[1][i] = random_byte(&seed);
		bytes[1][differs] = random_byte(&seed);
		ulid_encode(text[0], bytes[0]);
		ulid_encode(text[1], bytes[1]);
		by_bytes = memcmp(bytes[0], bytes[1], 16);
		by_text = strcmp(text[0], text[1]);
		assert_int_equal((by_bytes > 0) - (by_bytes < 0), (by_text > 0) - (by_text < 0));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hex),
		cmocka_unit_test(base64_published_pairs),
		cmocka_unit_test(base64_refuses_other_forms),
		cmocka_unit_test(base64_round_trips),
		cmocka_unit_test(base64_is_canonical_on_random_text),
		cmocka_unit_test(ulids),
		cmocka_unit_test(ulids_are_read_as_they_are_written),
		cmocka_unit_test(ulids_sort_like_their_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
