/* SPDX-License-Identifier: Apache-2.0 */
/* Do branches count that only the clone has so? */
#include "world.h"

static struct origin_facts *
origin_of(struct world *world)
{
	return &world->evidence.environment.origin;
}

TEST(the_origin_confirms, begin, {
	const struct finding *finding;

	ALLOWED;
	finding = find_finding(&world, "separation", "ENV-SOURCE");
	assert_true(texts_contain(&finding->inputs, "/environment/origin"));
})
TEST(nobody_asked_it, begin, origin_of(&world)->availability.state = NOT_ASKED;
     origin_of(&world)->refs.count = 0; ALLOWED)

/* The ledger is a branch at the origin, so there is an origin to be asked. */
static void
begin_at_origin(struct world *world)
{
	begin(world);
	set_policy(world, "dir:ledger", "git:refs/heads/change-records");
}

static void
begin_unasked(struct world *world)
{
	begin_at_origin(world);
	origin_of(world)->availability.state = NOT_ASKED;
	origin_of(world)->refs.count = 0;
}

TEST(it_confirms_where_the_ledger_is_there, begin_at_origin, ALLOWED)
TEST(where_the_ledger_is_there_it_must_be_asked, begin_unasked, {
	const struct finding *finding = UNCLEAR("separation", "GIT-REF-UNKNOWN");

	assert_non_null(strstr(finding->because, "no reason is known"));
	assert_true(texts_contain(&finding->inputs, "/environment/origin/availability"));
	UNCLEAR("policy", "GIT-REF-UNKNOWN");
})
TEST(a_clone_without_origin_that_was_not_asked_either, begin_unasked,
     origin_of(&world)->remote = false;
     UNCLEAR("separation", "GIT-REF-UNKNOWN"))
TEST(a_local_branch_asks_nobody, begin_unasked, set_policy(&world, "git:refs", "git:local:refs");
     ALLOWED)
TEST(another_repository_is_not_the_origin, begin_unasked,
     set_policy(&world, "git:refs", "git+https://example.org/ledger#refs");
     ALLOWED)
TEST(there_is_no_origin, begin_at_origin, origin_of(&world)->remote = false;
     origin_of(&world)->refs.count = 0; ALLOWED)
TEST(there_is_no_origin_for_a_folder_either, begin, origin_of(&world)->remote = false;
     origin_of(&world)->refs.count = 0; ALLOWED)
TEST(what_no_origin_says_counts_all_the_same, begin_at_origin, origin_of(&world)->remote = false;
     origin_of(&world)->refs.at[0].contains = false; UNCLEAR("separation", "GIT-REF-CLAIMED"))
TEST(an_origin_without_branches_denies, begin_at_origin, origin_of(&world)->refs.count = 0;
     UNCLEAR("separation", "GIT-REF-CLAIMED"); UNCLEAR("policy", "GIT-REF-CLAIMED"))

TEST(it_did_not_answer, begin,
     origin_of(&world)->availability = (struct availability){UNAVAILABLE, "no route to host"};
     assert_non_null(strstr(UNCLEAR("separation", "GIT-REF-UNKNOWN")->because, "no route"));
     UNCLEAR("policy", "GIT-REF-UNKNOWN"))
TEST(it_is_elsewhere, begin, {
	const struct finding *finding;

	origin_of(&world)->refs.at[0].contains = false;
	origin_of(&world)->refs.at[0].commit = BASE;
	finding = UNCLEAR("separation", "GIT-REF-CLAIMED");
	assert_non_null(strstr(finding->because, "refs/remotes/origin/main has the commit"));
	assert_non_null(strstr(finding->because, "own main is at 000000000000"));
	assert_non_null(strstr(finding->fix, "git fetch origin"));
})
TEST(it_has_no_such_branch, begin, origin_of(&world)->refs.at[0].name = "other";
     UNCLEAR("separation", "GIT-REF-CLAIMED"); UNCLEAR("policy", "GIT-REF-CLAIMED"))
TEST(it_has_no_branch_at_all, begin, origin_of(&world)->refs.count = 0;
     UNCLEAR("separation", "GIT-REF-CLAIMED"))
TEST(it_says_both, begin,
     *LIST_ADD(&world.arena,
	       &origin_of(&world)->refs) = ((struct origin_ref){"main", BASE, false, true});
     UNCLEAR("separation", "GIT-REF-CLAIMED"))
TEST(its_policy_is_another, begin, origin_of(&world)->refs.at[0].contains_policy = false;
     UNCLEAR("policy", "GIT-REF-CLAIMED"))
TEST(a_commit_on_no_branch_is_refused_as_ever, begin,
     world.evidence.environment.refs.at[0].contains = false;
     REFUSED("separation", "ENV-SOURCE-OTHER"))
TEST(another_allowed_branch_is_confirmed, begin, {
	set_policy(&world, "tickets:", "branches: [main, release]\ntickets:");
	origin_of(&world)->refs.at[0].contains = false;
	*LIST_ADD(&world.arena, &world.evidence.environment.refs) =
		(struct ref_fact){"release", "refs/remotes/origin/release", MERGE, true};
	*LIST_ADD(&world.arena, &origin_of(&world)->refs) =
		(struct origin_ref){"release", MERGE, true, false};
	ALLOWED;
})

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_origin_confirms),
		cmocka_unit_test(nobody_asked_it),
		cmocka_unit_test(it_confirms_where_the_ledger_is_there),
		cmocka_unit_test(where_the_ledger_is_there_it_must_be_asked),
		cmocka_unit_test(a_clone_without_origin_that_was_not_asked_either),
		cmocka_unit_test(a_local_branch_asks_nobody),
		cmocka_unit_test(another_repository_is_not_the_origin),
		cmocka_unit_test(there_is_no_origin),
		cmocka_unit_test(there_is_no_origin_for_a_folder_either),
		cmocka_unit_test(what_no_origin_says_counts_all_the_same),
		cmocka_unit_test(an_origin_without_branches_denies),
		cmocka_unit_test(it_did_not_answer),
		cmocka_unit_test(it_is_elsewhere),
		cmocka_unit_test(it_has_no_such_branch),
		cmocka_unit_test(it_has_no_branch_at_all),
		cmocka_unit_test(it_says_both),
		cmocka_unit_test(its_policy_is_another),
		cmocka_unit_test(a_commit_on_no_branch_is_refused_as_ever),
		cmocka_unit_test(another_allowed_branch_is_confirmed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
