/* SPDX-License-Identifier: Apache-2.0 */
/* Does an arena hand out zeroed, aligned memory that never overlaps, and give all of it back? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/arena.h"

static void
memory_is_zeroed_and_aligned(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t size = 0; size < 3000; size += 7) {
		unsigned char *bytes = arena_allocate(&arena, size);

		assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(bytes[i], 0);
		memset(bytes, 0xA5, size);
	}
	arena_release(&arena);
}

/* Each allocation is filled with its number and must still hold it when all others are. */
static void
allocations_do_not_overlap(void **state)
{
	static const size_t sizes[] = {1, 16, 31, 4096, 16384, 16385, 65536, 70000, 300000, 5};
	unsigned char *all[200];
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < 200; i++) {
		all[i] = arena_allocate(&arena, sizes[i % 10]);
		assert_int_equal(all[i][0], 0);
		memset(all[i], (int)i, sizes[i % 10]);
	}
	for (size_t i = 0; i < 200; i++) {
		assert_int_equal(all[i][0], i);
		assert_int_equal(all[i][sizes[i % 10] - 1], i);
	}
	arena_release(&arena);
}

static void
works_again_after_release(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena);
	arena_release(&arena);
	assert_non_null(arena_allocate(&arena, 100000));
	assert_non_null(arena_allocate(&arena, 10));
	arena_release(&arena);
	assert_null(arena.blocks);
	assert_string_equal(arena_text(&arena, "again"), "again");
	arena_release(&arena);
}

/* Of each way to get memory, what others have written there is not seen. */
static void
nothing_is_left_after_clear(void **state)
{
	static const size_t sizes[] = {1, 100, 16384, 16385, 65536, 70000};
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < 60; i++) {
		size_t size = sizes[i % 6];
		unsigned char *bytes = arena_allocate(&arena, size);
		char *copy;

		for (size_t at = 0; at < size; at++)
			assert_int_equal(bytes[at], 0);
		memset(bytes, 0xA5, size);
		copy = arena_copy(&arena, bytes, size);
		assert_memory_equal(copy, bytes, size);
		assert_int_equal(copy[size], '\0');
		copy = arena_format(&arena, "%.*s", (int)i, "0123456789");
		assert_int_equal(strlen(copy), i < 10 ? i : 10);
		if (i % 5 == 4)
			arena_clear(&arena);
	}
	arena_release(&arena);
}

static void
copies_end_with_nul(void **state)
{
	struct arena arena;
	char *copy;

	(void)state;
	arena_init(&arena);
	copy = arena_copy(&arena, "ab\0cd", 5);
	assert_memory_equal(copy, "ab\0cd", 6);
	assert_string_equal(arena_copy(&arena, NULL, 0), "");
	assert_null(arena_text(&arena, NULL));
	assert_string_equal(arena_text(&arena, ""), "");
	arena_release(&arena);
}

static void
formats_long_texts(void **state)
{
	struct arena arena;
	char *text;

	(void)state;
	arena_init(&arena);
	assert_string_equal(arena_format(&arena, "%s-%d", "a", 7), "a-7");
	for (int length = 126; length < 131; length++)
		assert_int_equal(strlen(arena_format(&arena, "%*d", length, 7)), length);
	text = arena_format(&arena, "%100000d", 7);
	assert_int_equal(strlen(text), 100000);
	assert_string_equal(text + 99998, " 7");
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_and_aligned),
		cmocka_unit_test(allocations_do_not_overlap),
		cmocka_unit_test(works_again_after_release),
		cmocka_unit_test(nothing_is_left_after_clear),
		cmocka_unit_test(copies_end_with_nul),
		cmocka_unit_test(formats_long_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
