/* SPDX-License-Identifier: Apache-2.0 */
/* Are two persons the same, or could they be? */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/person.h"

static bool
equal(const char *a_id, const char *a_name, const char *b_id, const char *b_name)
{
	struct person a = {a_id, a_name}, b = {b_id, b_name};

	assert_int_equal(person_equal(&a, &b), person_equal(&b, &a));
	return person_equal(&a, &b);
}

static bool
may_be(const char *a_id, const char *a_name, const char *b_id, const char *b_name)
{
	struct person a = {a_id, a_name}, b = {b_id, b_name};

	assert_int_equal(person_may_be(&a, &b), person_may_be(&b, &a));
	return person_may_be(&a, &b);
}

static void
test_equal(void **state)
{
	(void)state;
	assert_true(equal("a@b", "Ann", "a@b", "Bob"));
	assert_false(equal("a@b", "Ann", "c@d", "Ann"));
	assert_false(equal("", "Ann", "", "Ann"));
	assert_false(equal(NULL, "Ann", NULL, "Ann"));
	assert_false(equal("a@b", "Ann", "A@b", "Ann"));
}

static void
test_may_be(void **state)
{
	(void)state;
	assert_true(may_be("a@b", "", "a@b", ""));
	assert_true(may_be("a@b", "Ann Lee", "c@d", "ann  lee "));
	assert_true(may_be("", "AnnLee", "", "Ann Lee"));
	assert_false(may_be("a@b", "", "c@d", ""));
	assert_false(may_be("a@b", "  ", "c@d", " "));
	assert_false(may_be("a@b", "Ann", "c@d", "Anne"));
	assert_false(may_be("a@b", NULL, "c@d", NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_may_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
