/* SPDX-License-Identifier: Apache-2.0 */
/* When does a signed statement vouch for tests? */
#include "world.h"

static struct test_result *
result_of(struct world *world)
{
	return &world->evidence.tests.results.at[0];
}

static struct test_statement *
statement_of(struct world *world)
{
	return result_of(world)->statement;
}

static void
begin_attested(struct world *world)
{
	struct test_statement *statement;

	begin(world);
	set_policy(world, "evidence: claimed # of tests", "evidence: attested");
	set_policy(world, "junit: out/*.xml\n",
		   "junit: out/*.xml\n      statement: out/tests.json\n");
	statement = arena_allocate(&world->arena, sizeof(*statement));
	*statement = (struct test_statement){.path = "out/tests.json",
					     .bytes = "{}",
					     .armoured = "signed",
					     .commit = MERGE,
					     .covers_reports = true,
					     .signature = signed_by(world, CAROL)};
	result_of(world)->statement = statement;
	result_of(world)->grade = GRADE_ATTESTED;
}

/* The collector found it wanting, and says claimed. */
static void
begin_wanting(struct world *world)
{
	begin_attested(world);
	result_of(world)->grade = GRADE_CLAIMED;
}

TEST(a_signed_statement_attests, begin_attested, {
	const struct finding *finding;

	ALLOWED;
	finding = find_finding(&world, "tests", "TEST-PASSED");
	assert_true(has_note(finding, "TEST-ATTESTED"));
	assert_non_null(strstr(finding->notes.at[0].text, "Carol"));
})
TEST(the_work_tree_need_not_match, begin_attested, world.evidence.tests.work_tree.matches = false;
     ALLOWED;
     assert_int_equal(find_finding(&world, "tests", "TEST-ATTESTED")->verdict, NOT_APPLICABLE))
TEST(of_a_claimed_result_it_must, begin, world.evidence.tests.work_tree.matches = false;
     REFUSED("tests", "TEST-WORKTREE-DIFFERS"))
TEST(attested_tests_may_still_fail, begin_attested, result_of(&world)->reports.at[0].failures = 1;
     REFUSED("tests", "TEST-FAILED"))

/* The evidence says attested, and the facts do not. */
TEST(the_grade_is_not_trusted_without_statement, begin_attested,
     result_of(&world)->statement = NULL;
     UNCLEAR("tests", "TEST-INCOMPLETE"))
TEST(nor_of_another_commit, begin_attested, statement_of(&world)->commit = FIRST;
     UNCLEAR("tests", "TEST-INCOMPLETE"))
TEST(nor_of_no_commit, begin_attested, statement_of(&world)->commit = NULL;
     UNCLEAR("tests", "TEST-INCOMPLETE"))
TEST(nor_of_some_reports, begin_attested, statement_of(&world)->covers_reports = false;
     UNCLEAR("tests", "TEST-INCOMPLETE"))
TEST(nor_with_a_problem, begin_attested, statement_of(&world)->problem = "it is no JSON";
     UNCLEAR("tests", "TEST-INCOMPLETE"))
TEST(nor_without_signature, begin_attested, statement_of(&world)->signature = NULL;
     UNCLEAR("tests", "TEST-INCOMPLETE"))
TEST(nor_unread, begin_attested, statement_of(&world)->bytes = NULL;
     UNCLEAR("tests", "TEST-INCOMPLETE"))
TEST(nothing_verifies_tests, begin_attested, result_of(&world)->grade = GRADE_VERIFIED;
     UNCLEAR("tests", "TEST-INCOMPLETE"))

/* It says claimed, and why. */
TEST(a_missing_statement_is_told, begin_wanting, result_of(&world)->statement = NULL;
     assert_non_null(strstr(REFUSED("tests", "TEST-STATEMENT")->because, "out/tests.json")))
TEST(a_lost_signature_is_told, begin_wanting, statement_of(&world)->armoured = NULL;
     assert_non_null(strstr(REFUSED("tests", "TEST-STATEMENT")->because, "could not be read")))
TEST(another_commit_is_told, begin_wanting, statement_of(&world)->commit = FIRST;
     assert_non_null(strstr(REFUSED("tests", "TEST-STATEMENT")->because, "111111111111")))
TEST(a_key_that_is_not_listed_is_told, begin_wanting,
     statement_of(&world)->signature = signed_badly(&world, SIGNATURE_UNLISTED);
     assert_non_null(strstr(REFUSED("tests", "TEST-STATEMENT")->because, "as the test has it")))
TEST(a_lost_report_is_told, begin_wanting, statement_of(&world)->covers_reports = false;
     assert_non_null(strstr(REFUSED("tests", "TEST-STATEMENT")->because, "every report")))
TEST(claimed_is_claimed, begin_wanting, REFUSED("tests", "TEST-STATEMENT"))
TEST(claimed_will_do_where_the_policy_says_so, begin_wanting, {
	set_policy(&world, "evidence: attested", "evidence: claimed");
	statement_of(&world)->commit = FIRST;
	ALLOWED;
	assert_true(has_note(find_finding(&world, "tests", "TEST-PASSED"), "TEST-STATEMENT"));
})
TEST(without_a_statement_to_name_it_is_the_grade, begin,
     set_policy(&world, "evidence: claimed # of tests", "evidence: attested");
     REFUSED("tests", "TEST-GRADE"))
TEST(a_statement_that_the_policy_does_not_name_is_none, begin_attested,
     statement_of(&world)->path = "out/other.json";
     REFUSED("tests", "TEST-STATEMENT"))
TEST(attested_is_not_verified, begin_attested,
     set_policy(&world, "evidence: attested", "evidence: verified");
     REFUSED("tests", "TEST-GRADE"))

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_signed_statement_attests),
		cmocka_unit_test(the_work_tree_need_not_match),
		cmocka_unit_test(of_a_claimed_result_it_must),
		cmocka_unit_test(attested_tests_may_still_fail),
		cmocka_unit_test(the_grade_is_not_trusted_without_statement),
		cmocka_unit_test(nor_of_another_commit),
		cmocka_unit_test(nor_of_no_commit),
		cmocka_unit_test(nor_of_some_reports),
		cmocka_unit_test(nor_with_a_problem),
		cmocka_unit_test(nor_without_signature),
		cmocka_unit_test(nor_unread),
		cmocka_unit_test(nothing_verifies_tests),
		cmocka_unit_test(a_missing_statement_is_told),
		cmocka_unit_test(a_lost_signature_is_told),
		cmocka_unit_test(another_commit_is_told),
		cmocka_unit_test(a_key_that_is_not_listed_is_told),
		cmocka_unit_test(a_lost_report_is_told),
		cmocka_unit_test(claimed_is_claimed),
		cmocka_unit_test(claimed_will_do_where_the_policy_says_so),
		cmocka_unit_test(without_a_statement_to_name_it_is_the_grade),
		cmocka_unit_test(a_statement_that_the_policy_does_not_name_is_none),
		cmocka_unit_test(attested_is_not_verified),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
