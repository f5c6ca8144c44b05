/* SPDX-License-Identifier: Apache-2.0 */
/* When does a waiver count, and for what? NOW is 2027-01-15T08:00:00Z. */
#include "world.h"

#define WAIVER(control, expires)                                                            \
	"waivers:\n  - control: " control "\n    reason: a bad week\n    expires: " expires \
	"\ntests:"
#define GOOD "2027-02-15T08:00:00Z"

/* A ticket is missing. */
static void
begin_failing(struct world *world)
{
	begin(world);
	world->evidence.tickets.references.count = 0;
}

TEST(without_a_waiver_it_fails, begin_failing, REFUSED("ticket", "TKT-MISSING"))
TEST(a_waiver_in_force_exempts, begin_failing, {
	const struct finding *finding;

	set_policy(&world, "tests:", WAIVER("ticket", GOOD));
	ALLOWED;
	finding = find_finding(&world, "ticket", "TKT-MISSING");
	assert_int_equal(finding->verdict, EXEMPT);
	assert_true(has_note(finding, "WAIVER-USED"));
	assert_non_null(strstr(finding->notes.at[0].text, GOOD));
	assert_non_null(strstr(finding->notes.at[0].text, "a bad week"));
})
TEST(a_waiver_that_comes_with_the_change_does_not, begin_failing,
     change_policy(&world, "tests:", WAIVER("ticket", GOOD));
     assert_true(has_note(REFUSED("ticket", "TKT-MISSING"), "WAIVER-UNPROVEN")))
TEST(a_waiver_that_is_gone_does_not, begin_failing, {
	set_policy(&world, "tests:", WAIVER("ticket", GOOD));
	world.policy = plain_policy;
	REFUSED("ticket", "TKT-MISSING");
})
TEST(a_waiver_made_longer_is_another, begin_failing, {
	set_policy(&world, "tests:", WAIVER("ticket", GOOD));
	change_policy(&world, GOOD, "2027-03-15T08:00:00Z");
	assert_true(has_note(REFUSED("ticket", "TKT-MISSING"), "WAIVER-UNPROVEN"));
})
TEST(a_waiver_with_another_reason_is_the_same, begin_failing,
     set_policy(&world, "tests:", WAIVER("ticket", GOOD));
     change_policy(&world, "a bad week", "a bad month"); ALLOWED)
TEST(a_waiver_for_another_control_does_not, begin_failing,
     set_policy(&world, "tests:", WAIVER("tests", GOOD));
     assert_int_equal(REFUSED("ticket", "TKT-MISSING")->notes.count, 0))
TEST(a_waiver_for_another_service_does_not, begin_failing, {
	set_policy(&world, "tests:", WAIVER("ticket", GOOD));
	set_policy(&world, "    reason:", "    service: other\n    reason:");
	assert_int_equal(REFUSED("ticket", "TKT-MISSING")->notes.count, 0);
})
TEST(a_waiver_for_this_service_does, begin_failing, {
	set_policy(&world, "tests:", WAIVER("ticket", GOOD));
	set_policy(&world, "    reason:", "    service: default\n    reason:");
	ALLOWED;
})
TEST(a_waiver_made_wider_is_another, begin_failing, {
	set_policy(&world, "tests:", WAIVER("ticket", GOOD));
	set_policy(&world, "    reason:", "    service: default\n    reason:");
	change_policy(&world, "    service: default\n", "");
	assert_true(has_note(REFUSED("ticket", "TKT-MISSING"), "WAIVER-UNPROVEN"));
})

/* ---- time ---- */

TEST(it_ends_at_its_last_second, begin_failing,
     set_policy(&world, "tests:", WAIVER("ticket", "2027-01-15T08:00:00Z"));
     assert_true(has_note(REFUSED("ticket", "TKT-MISSING"), "WAIVER-EXPIRED")))
TEST(it_counts_until_then, begin_failing,
     set_policy(&world, "tests:", WAIVER("ticket", "2027-01-15T08:00:01Z"));
     ALLOWED)
TEST(ninety_days_are_not_too_long, begin_failing,
     set_policy(&world, "tests:", WAIVER("ticket", "2027-04-15T08:00:00Z"));
     ALLOWED)
TEST(a_second_more_is, begin_failing,
     set_policy(&world, "tests:", WAIVER("ticket", "2027-04-15T08:00:01Z"));
     assert_true(has_note(REFUSED("ticket", "TKT-MISSING"), "WAIVER-TOO-LONG")))

/* ---- of what ---- */

TEST(failed_tests_can_be_waived, begin, {
	set_policy(&world, "tests:", WAIVER("tests", GOOD));
	world.evidence.tests.results.at[0].reports.at[0].failures = 1;
	ALLOWED;
	assert_int_equal(find_finding(&world, "tests", "TEST-FAILED")->verdict, EXEMPT);
})
TEST(unknown_tests_cannot, begin, set_policy(&world, "tests:", WAIVER("tests", GOOD));
     world.evidence.tests.results.at[0].report_count = 2; UNCLEAR("tests", "TEST-INCOMPLETE"))
TEST(approvals_cannot, begin, set_policy(&world, "tests:", WAIVER("ticket", GOOD));
     world.evidence.reviews.approvals.count = 0; REFUSED("approval", "APPR-MISSING"))

/* ---- in force ---- */

TEST(a_policy_that_is_ahead_waives_nothing, begin_failing, {
	set_policy(&world, "tests:", WAIVER("ticket", GOOD));
	change_policy(&world, "count: 1", "count: 1\n  independence: contributed-nothing");
	change_policy(&world, "repository:", "ignored: [docs/**]\nrepository:");
	put_policies(&world);
	world.evidence.policy.head_digest = NULL;
	judge_again(&world);
	assert_int_equal(world.evaluation.result, RESULT_REFUSED);
	assert_true(has_note(find_finding(&world, "ticket", "TKT-MISSING"), "WAIVER-UNPROVEN"));
})
TEST(nothing_in_force_waives_nothing, begin_failing, {
	set_policy(&world, "tests:", WAIVER("ticket", GOOD));
	put_policies(&world);
	world.evidence.policy.previous = NULL;
	judge_again(&world);
	assert_int_equal(world.evaluation.result, RESULT_REFUSED);
	assert_true(has_note(find_finding(&world, "ticket", "TKT-MISSING"), "WAIVER-UNPROVEN"));
})
TEST(a_broken_policy_in_force_waives_nothing, begin_failing, {
	set_policy(&world, "tests:", WAIVER("ticket", GOOD));
	put_policies(&world);
	world.evidence.policy.previous->bytes = "{}";
	judge_again(&world);
	assert_int_equal(world.evaluation.result, RESULT_REFUSED);
})

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_waiver_it_fails),
		cmocka_unit_test(a_waiver_in_force_exempts),
		cmocka_unit_test(a_waiver_that_comes_with_the_change_does_not),
		cmocka_unit_test(a_waiver_that_is_gone_does_not),
		cmocka_unit_test(a_waiver_made_longer_is_another),
		cmocka_unit_test(a_waiver_with_another_reason_is_the_same),
		cmocka_unit_test(a_waiver_for_another_control_does_not),
		cmocka_unit_test(a_waiver_for_another_service_does_not),
		cmocka_unit_test(a_waiver_for_this_service_does),
		cmocka_unit_test(a_waiver_made_wider_is_another),
		cmocka_unit_test(it_ends_at_its_last_second),
		cmocka_unit_test(it_counts_until_then),
		cmocka_unit_test(ninety_days_are_not_too_long),
		cmocka_unit_test(a_second_more_is),
		cmocka_unit_test(failed_tests_can_be_waived),
		cmocka_unit_test(unknown_tests_cannot),
		cmocka_unit_test(approvals_cannot),
		cmocka_unit_test(a_policy_that_is_ahead_waives_nothing),
		cmocka_unit_test(nothing_in_force_waives_nothing),
		cmocka_unit_test(a_broken_policy_in_force_waives_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
