/* SPDX-License-Identifier: Apache-2.0 */
/* Is an auditor's list read as it was meant, and is nothing replaced that counts? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/chosen.h"
#include "base/buffer.h"

static const char *names[] = {"A-1", "B-2", "C-3"};
static const struct texts ids = {names, 3};

static void
lists_are_read(void **state)
{
	struct arena arena = {0};
	struct texts out = {0};
	struct error err;
	static const char list[] = "B-2\r\n\n A-1 \nX-9";

	(void)state;
	assert_true(chosen_ids(&arena, list, strlen(list), &out, &err));
	assert_int_equal(out.count, 3);
	assert_string_equal(out.at[0], "B-2");
	assert_string_equal(out.at[1], "A-1");
	assert_string_equal(out.at[2], "X-9");
	assert_true(chosen_rows(&arena, "3\r\n1\n", 5, &ids, &out, &err));
	assert_int_equal(out.count, 2);
	assert_string_equal(out.at[0], "C-3");
	assert_string_equal(out.at[1], "A-1");
	arena_release(&arena);
}

static void
assert_refused(const char *bytes, size_t length, bool rows, const char *why)
{
	struct arena arena = {0};
	struct texts out = {NULL, 77};
	struct error err;

	assert_false(rows ? chosen_rows(&arena, bytes, length, &ids, &out, &err)
			  : chosen_ids(&arena, bytes, length, &out, &err));
	assert_int_equal(out.count, 77);
	assert_int_equal(err.code, ERROR_FORMAT);
	if (!strstr(err.message, why))
		fail_msg("%s", err.message);
	arena_release(&arena);
}

static void
what_is_no_list_is_refused(void **state)
{
	RELEASED_BY(buffer_release) struct buffer many = {0};

	(void)state;
	assert_refused("A-1\nB 2\n", 8, false, "entry 2 of the list: 'B 2' is no record id");
	assert_refused("$(id)\n", 6, false, "is no record id");
	assert_refused("A\0B\n", 4, false, "no text");
	assert_refused("0\n", 2, true, "'0' is no row from 1 to 3");
	assert_refused("1\n4\n", 4, true, "entry 2");
	assert_refused("-1\n", 3, true, "no row");
	assert_refused("1.0\n", 4, true, "no row");
	assert_refused("99999999999999999999\n", 21, true, "no row");
	for (int i = 0; i <= LIMIT_CHOSEN; i++)
		buffer_add_text(&many, "1\n");
	assert_refused(many.bytes, many.length, true, "more than 5000");
	assert_refused(many.bytes, many.length, false, "more than 5000");
}

static void
replacements_say_why(void **state)
{
	static const char *const bad[] = {"A-1", "A-1=", "A-1=lost", "A-1=VOID", "A-1=void=void"};
	struct sample_replacement out = {.stage = 77};
	struct arena arena = {0};
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(chosen_replacement(&arena, bad[i], 2, &out, &err));
		assert_int_equal(out.stage, 77);
		assert_int_equal(err.code, ERROR_USAGE);
		assert_non_null(strstr(err.message, "says not why"));
	}
	assert_false(chosen_replacement(&arena, "A-1=not-testable", 2, &out, &err));
	assert_non_null(strstr(err.message, "is a deviation"));
	assert_true(chosen_replacement(&arena, "A-1=void", 2, &out, &err));
	assert_string_equal(out.record_id, "A-1");
	assert_int_equal(out.reason, REPLACED_VOID);
	assert_int_equal(out.stage, 2);
	assert_true(chosen_replacement(&arena, "A-1=not-applicable", 3, &out, &err));
	assert_int_equal(out.reason, REPLACED_NOT_APPLICABLE);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_read),
		cmocka_unit_test(what_is_no_list_is_refused),
		cmocka_unit_test(replacements_say_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
