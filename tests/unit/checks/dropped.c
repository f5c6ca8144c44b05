/* SPDX-License-Identifier: Apache-2.0 */
/* When is it noted that fewer tests ran than for what is in place? */
#include "world.h"

static void
set_before(struct world *world, int64_t executed, int64_t skipped)
{
	*LIST_ADD(&world->arena, &world->evidence.ledger.test_totals) =
		(struct test_totals){"out/*.xml", executed, skipped};
}

static struct test_report *
set_now(struct world *world, int64_t tests, int64_t skipped)
{
	struct test_report *report = &world->evidence.tests.results.at[0].reports.at[0];

	report->tests = tests;
	report->skipped = skipped;
	return report;
}

/* A hundred ran for what is in place, and none was skipped. */
static void
begin_hundred(struct world *world)
{
	begin(world);
	set_before(world, 100, 0);
	set_now(world, 100, 0);
}

#define NOTED(yes)                                                                              \
	do {                                                                                    \
		ALLOWED;                                                                        \
		assert_int_equal(                                                               \
			has_note(find_finding(&world, "tests", "TEST-PASSED"), "TEST-DROPPED"), \
			yes);                                                                   \
	} while (0)

TEST(as_many_as_before_are_fine, begin_hundred, NOTED(false))
TEST(ten_per_cent_fewer_are_fine, begin_hundred, set_now(&world, 90, 0); NOTED(false))
TEST(one_fewer_than_that_is_noted, begin_hundred, set_now(&world, 89, 0); NOTED(true))
TEST(more_than_before_are_fine, begin_hundred, set_now(&world, 1000, 0); NOTED(false))
TEST(the_policy_may_say_less, begin_hundred,
     set_policy(&world, "evidence: claimed # of tests", "evidence: claimed\n  drop_percent: 3");
     set_now(&world, 96, 0); NOTED(true))
TEST(or_more, begin_hundred,
     set_policy(&world, "evidence: claimed # of tests", "evidence: claimed\n  drop_percent: 50");
     set_now(&world, 50, 0); NOTED(false))
TEST(what_was_skipped_did_not_run, begin_hundred, set_now(&world, 100, 11); NOTED(true))
TEST(one_newly_skipped_is_noted, begin_hundred, set_now(&world, 101, 1); NOTED(true))
TEST(as_many_skipped_are_fine, begin, set_before(&world, 10, 2); set_now(&world, 12, 2);
     NOTED(false))
TEST(nothing_known_of_before_is_fine, begin, set_now(&world, 1, 0); NOTED(false))
TEST(totals_of_other_tests_are_not_compared, begin_hundred, set_now(&world, 1, 0);
     world.evidence.ledger.test_totals.at[0].junit = "other/*.xml"; NOTED(false))
TEST(absurd_totals_do_no_harm, begin, set_before(&world, LIMIT_INTEGER, -LIMIT_INTEGER);
     set_now(&world, 1, 0); NOTED(true))
TEST(negative_totals_do_no_harm, begin, set_before(&world, -LIMIT_INTEGER, LIMIT_INTEGER);
     set_now(&world, 1, 0); NOTED(false))

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_many_as_before_are_fine),
		cmocka_unit_test(ten_per_cent_fewer_are_fine),
		cmocka_unit_test(one_fewer_than_that_is_noted),
		cmocka_unit_test(more_than_before_are_fine),
		cmocka_unit_test(the_policy_may_say_less),
		cmocka_unit_test(or_more),
		cmocka_unit_test(what_was_skipped_did_not_run),
		cmocka_unit_test(one_newly_skipped_is_noted),
		cmocka_unit_test(as_many_skipped_are_fine),
		cmocka_unit_test(nothing_known_of_before_is_fine),
		cmocka_unit_test(totals_of_other_tests_are_not_compared),
		cmocka_unit_test(absurd_totals_do_no_harm),
		cmocka_unit_test(negative_totals_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
