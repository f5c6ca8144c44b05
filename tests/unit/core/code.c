/* SPDX-License-Identifier: Apache-2.0 */
/* Is every code there once, and does each say what to do where something is to be done? */
#include "core/code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
each_code_is_there_once(void **state)
{
	(void)state;
	assert_true(code_count() > 80);
	for (size_t i = 0; i < code_count(); i++)
		assert_ptr_equal(code_find(code_at(i)->name), code_at(i));
	assert_null(code_find("APPR-NOTHING"));
	assert_null(code_find(""));
}

static void
codes_are_words_of_capitals(void **state)
{
	(void)state;
	for (size_t i = 0; i < code_count(); i++) {
		const char *name = code_at(i)->name;

		assert_int_equal(strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"),
				 strlen(name));
		assert_non_null(strchr(name, '-'));
	}
}

static void
each_code_is_a_whole_sentence(void **state)
{
	(void)state;
	for (size_t i = 0; i < code_count(); i++) {
		size_t length = strlen(code_at(i)->meaning);

		assert_true(length > 20);
		assert_int_equal(code_at(i)->meaning[length - 1], '.');
		if (code_at(i)->fix)
			assert_int_equal(code_at(i)->fix[strlen(code_at(i)->fix) - 1], '.');
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_code_is_there_once),
		cmocka_unit_test(codes_are_words_of_capitals),
		cmocka_unit_test(each_code_is_a_whole_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
