/* SPDX-License-Identifier: Apache-2.0 */
/* Does a buffer hold what was added, with a NUL behind it, however it grows? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"

static void
holds_what_was_added(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	assert_null(buffer.bytes);
	buffer_add_text(&buffer, "ab");
	buffer_add_byte(&buffer, '\0');
	buffer_add(&buffer, "cd", 2);
	buffer_add_format(&buffer, "%d%s", 12, "e");
	assert_int_equal(buffer.length, 8);
	assert_memory_equal(buffer.bytes, "ab\0cd12e", 9);
	buffer_clear(&buffer);
	assert_int_equal(buffer.length, 0);
	assert_string_equal(buffer.bytes, "");
	buffer_release(&buffer);
	assert_null(buffer.bytes);
	assert_int_equal(buffer.capacity, 0);
}

static void
integers_are_decimal(void **state)
{
	static const int64_t integers[] = {0,   7,    10,        -1,        -10,
					   999, 1000, INT64_MAX, INT64_MIN, -INT64_MAX};

	(void)state;
	for (size_t i = 0; i < sizeof(integers) / sizeof(integers[0]); i++) {
		struct buffer buffer = {0};
		char expected[32];

		snprintf(expected, sizeof(expected), "%lld", (long long)integers[i]);
		buffer_add_integer(&buffer, integers[i]);
		assert_string_equal(buffer.bytes, expected);
		assert_int_equal(buffer.length, strlen(expected));
		buffer_release(&buffer);
	}
}

static void
nothing_added_is_still_text(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	buffer_clear(&buffer);
	buffer_add(&buffer, NULL, 0);
	assert_string_equal(buffer.bytes, "");
	buffer_release(&buffer);
	memset(buffer_reserve(&buffer, 50) + 1, 'x', 49);
	assert_string_equal(buffer.bytes, "");
	buffer_release(&buffer);
	buffer_add_format(&buffer, "%s", "");
	assert_string_equal(buffer.bytes, "");
	buffer_release(&buffer);
}

static void
grows_byte_by_byte_and_at_once(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	for (size_t i = 0; i < 100000; i++) {
		buffer_add_byte(&buffer, (char)('a' + i % 26));
		assert_int_equal(buffer.bytes[buffer.length], '\0');
	}
	buffer_add_format(&buffer, "%200000d", 7);
	assert_int_equal(buffer.length, 300000);
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(buffer.bytes[i], 'a' + i % 26);
	assert_string_equal(buffer.bytes + 299998, " 7");
	buffer_release(&buffer);
}

static void
reserved_room_can_be_written(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	for (size_t more = 1; more < 3000; more += 13) {
		char *place = buffer_reserve(&buffer, more);

		assert_ptr_equal(place, buffer.bytes + buffer.length);
		memset(place, 'r', more + 1); /* the NUL's place belongs to it as well */
		buffer.length += more;
	}
	buffer_release(&buffer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_what_was_added),
		cmocka_unit_test(integers_are_decimal),
		cmocka_unit_test(nothing_added_is_still_text),
		cmocka_unit_test(grows_byte_by_byte_and_at_once),
		cmocka_unit_test(reserved_room_can_be_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
