/* SPDX-License-Identifier: Apache-2.0 */
/* May a policy name another ledger than the one in force? */
#include "world.h"

static const struct finding *
moved(struct world *world)
{
	return expect(world, RESULT_REFUSED, "policy", FAIL, "LEDGER-MOVED");
}

TEST(another_store, begin, {
	const struct finding *finding;

	change_policy(&world, "dir:ledger", "dir:copy");
	finding = moved(&world);
	assert_non_null(strstr(finding->because, "ledger.store is 'dir:copy', and 'dir:ledger'"));
	assert_non_null(strstr(finding->fix, "--baseline"));
})
TEST(another_branch, begin, set_policy(&world, "dir:ledger", "git:local:refs/heads/a");
     change_policy(&world, "refs/heads/a", "refs/heads/b"); moved(&world))
TEST(another_way_to_write_it, begin, change_policy(&world, "dir:ledger", "dir:./ledger");
     moved(&world))
TEST(another_origin, begin, {
	const struct finding *finding;

	change_policy(&world, "dir:ledger", "dir:ledger\n  origin: example.org/other");
	finding = moved(&world);
	assert_non_null(strstr(finding->because, "ledger.origin is 'example.org/other'"));
})
TEST(the_default_origin_written_out, begin,
     change_policy(&world, "dir:ledger", "dir:ledger\n  origin: example.org/acme/pay");
     ALLOWED)
TEST(mode_and_wait_may_change, begin, set_policy(&world, "dir:ledger", "git:local:refs/heads/a");
     change_policy(&world, "refs/heads/a", "refs/heads/a\n  mode: inbox\n  wait: 2m"); ALLOWED)
TEST(both_moved_is_not_moved, begin, set_policy(&world, "dir:ledger", "dir:copy"); ALLOWED)

/* A first record of another service or environment, under another policy than the one in force. */
TEST(a_first_record_does_not_move_it_either, begin, {
	world.evidence.ledger.in_place = NULL;
	world.change->range = (struct range){.kind = RANGE_FIRST};
	change_policy(&world, "dir:ledger", "dir:copy");
	judge_world(&world);
	assert_non_null(find_finding(&world, "policy", "LEDGER-MOVED"));
})

/* Nothing is in force in a ledger without records: it begins anew. */
TEST(an_empty_ledger_is_a_beginning, begin, {
	change_policy(&world, "dir:ledger", "dir:copy");
	put_policies(&world);
	world.evidence.policy.previous = NULL;
	world.evidence.ledger.in_place = NULL;
	world.evidence.ledger.repository_known = false;
	judge_again(&world);
	assert_null(find_finding(&world, "policy", "LEDGER-MOVED"));
	assert_non_null(find_finding(&world, "policy", "POLICY-READ"));
})

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_store),
		cmocka_unit_test(another_branch),
		cmocka_unit_test(another_way_to_write_it),
		cmocka_unit_test(another_origin),
		cmocka_unit_test(the_default_origin_written_out),
		cmocka_unit_test(mode_and_wait_may_change),
		cmocka_unit_test(both_moved_is_not_moved),
		cmocka_unit_test(a_first_record_does_not_move_it_either),
		cmocka_unit_test(an_empty_ledger_is_a_beginning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
