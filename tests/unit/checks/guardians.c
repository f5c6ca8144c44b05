/* SPDX-License-Identifier: Apache-2.0 */
/* Who has to approve a change of the gate's own files, by which policy? */
#include "world.h"

#define GUARDED "guardians: [Carol@Example.org]\ntests:"

static void
touch_gate(struct world *world)
{
	struct change_request *request = &world->change->requests.at[0];

	request->gate_count = 1;
	texts_add(&world->arena, &request->gate, ".changegate.yml");
}

static void
begin_guarded(struct world *world)
{
	begin(world);
	set_policy(world, "tests:", GUARDED);
	touch_gate(world);
}

TEST(other_files_need_no_guardian, begin, set_policy(&world, "tests:", GUARDED); ALLOWED)
TEST(without_guardians_anybody_will_do, begin, touch_gate(&world); ALLOWED)
TEST(files_of_the_gate_need_one, begin_guarded, {
	const struct finding *finding = REFUSED("approval", "POLICY-UNREVIEWED");

	assert_string_equal(finding->subject, "gate files of change request 333333333333");
	assert_non_null(strstr(finding->because, ".changegate.yml"));
	assert_non_null(strstr(finding->fix, "Carol@Example.org"));
	assert_true(texts_contain(&finding->inputs, "/change/changeRequests/0/gate"));
	assert_int_equal(find_finding(&world, "approval", "APPR-COUNTED")->verdict, PASS);
})
TEST(a_guardian_approves, begin_guarded, approve(&world, "tag", CAROL, MERGE); ALLOWED;
     assert_non_null(find_finding(&world, "approval", "POLICY-REVIEWED")))
TEST(a_guardian_who_contributed_does_not, begin_guarded, {
	approve(&world, "tag", CAROL, MERGE);
	commit_of(&world, FIRST)->author = commit_of(&world, FIRST)->committer = CAROL;
	commit_of(&world, FIRST)->signature = signed_by(&world, CAROL);
	REFUSED("approval", "POLICY-UNREVIEWED");
})
TEST(a_guardian_needs_the_grade, begin_guarded, approve(&world, "trailer", CAROL, MERGE);
     REFUSED("approval", "POLICY-UNREVIEWED"))
TEST(a_guardian_signs_with_a_listed_key, begin_guarded,
     approve(&world, "tag", CAROL, MERGE)->signature = signed_badly(&world, SIGNATURE_UNLISTED);
     REFUSED("approval", "POLICY-UNREVIEWED"))
TEST(a_guardian_with_openpgp_is_unknown, begin_guarded,
     approve(&world, "tag", CAROL, MERGE)->signature = signed_badly(&world, SIGNATURE_OPENPGP);
     UNCLEAR("approval", "SIG-OPENPGP"))
TEST(one_guardian_is_enough_of_two_approvals, begin_guarded, {
	set_policy(&world, "count: 1", "count: 2");
	approve(&world, "tag", CAROL, MERGE);
	ALLOWED;
})

/* ---- by which policy ---- */

TEST(the_policy_before_names_them_still, begin, {
	touch_gate(&world);
	set_policy(&world, "tests:", GUARDED);
	world.policy = plain_policy;
	assert_true(has_note(REFUSED("approval", "POLICY-UNREVIEWED"), "POLICY-CHANGED"));
})
TEST(the_policy_now_names_them_already, begin, touch_gate(&world);
     change_policy(&world, "tests:", GUARDED); REFUSED("approval", "POLICY-UNREVIEWED"))

static void
begin_two_guards(struct world *world)
{
	begin_guarded(world);
	change_policy(world, "Carol@Example.org", "dave@example.org");
	approve(world, "tag", CAROL, MERGE);
}

TEST(each_policy_needs_its_own, begin_two_guards, REFUSED("approval", "POLICY-UNREVIEWED"))
TEST(each_policy_has_its_own, begin_two_guards,
     approve(&world, "tag", ((struct person){.id = "dave@example.org", .name = "Dave"}), MERGE);
     ALLOWED)

TEST(that_of_before_is_needed_too, begin_two_guards, {
	struct person dave = {.id = "dave@example.org", .name = "Dave"};

	world.evidence.reviews.approvals.count = 1;
	approve(&world, "tag", dave, MERGE);
	assert_true(has_note(REFUSED("approval", "POLICY-UNREVIEWED"), "POLICY-CHANGED"));
})
TEST(what_is_missing_is_worse_than_what_is_unknown, begin_two_guards, {
	struct person dave = {.id = "dave@example.org", .name = "Dave"};

	world.evidence.reviews.approvals.count = 1;
	approve(&world, "tag", dave, MERGE)->signature = signed_badly(&world, SIGNATURE_OPENPGP);
	assert_true(has_note(REFUSED("approval", "POLICY-UNREVIEWED"), "POLICY-CHANGED"));
	approve(&world, "tag", CAROL, MERGE);
	UNCLEAR("approval", "SIG-OPENPGP");
})
TEST(in_either_order, begin_two_guards, {
	world.evidence.reviews.approvals.at[1].signature = signed_badly(&world, SIGNATURE_OPENPGP);
	assert_false(has_note(REFUSED("approval", "POLICY-UNREVIEWED"), "POLICY-CHANGED"));
})

/* ---- who is one ---- */

TEST(nobody_becomes_a_guardian_by_the_change, begin_guarded,
     approve(&world, "tag", CAROL, MERGE)->person.before_id = "mallory@example.org";
     REFUSED("approval", "POLICY-UNREVIEWED"))
TEST(nobody_was_a_guardian_who_is_none_now, begin_guarded, {
	struct person mallory = {.id = "mallory@example.org", .name = "Mallory"};

	mallory.before_id = CAROL.id;
	approve(&world, "tag", mallory, MERGE);
	REFUSED("approval", "POLICY-UNREVIEWED");
})
TEST(a_guardian_moves_with_the_policy, begin_guarded, {
	struct person carol = {.id = "carol@new.example.org", .name = "Carol"};

	change_policy(&world, "Carol@Example.org", "carol@new.example.org");
	carol.before_id = CAROL.id;
	approve(&world, "tag", carol, MERGE);
	ALLOWED;
})

/* ---- out of scope ---- */

TEST(the_gate_concerns_every_service, begin_guarded, {
	struct change_request *request = &world.change->requests.at[0];

	set_policy(&world, "tests:",
		   "services:\n  pay:\n    paths: [pay/**]\n  default:\n    paths: [src/**]\n"
		   "tests:");
	request->gate.at[0] = "pay/signers";
	request->paths_known = true;
	request->path_count = 1;
	texts_add(&world.arena, &request->paths, "pay/signers");
	REFUSED("change", "CHANGE-EMPTY");
	assert_int_equal(find_finding(&world, "approval", "POLICY-UNREVIEWED")->verdict, FAIL);
})
TEST(a_lost_gate_file_is_noticed, begin_guarded, world.change->requests.at[0].gate.count = 0;
     UNCLEAR("change", "CHG-INCOMPLETE"))
TEST(a_gate_file_lost_with_its_count_is_noticed, begin_guarded, {
	struct change_request *request = &world.change->requests.at[0];

	request->gate_count = 0;
	request->gate.count = 0;
	request->paths_known = true;
	request->path_count = 1;
	texts_add(&world.arena, &request->paths, ".changegate.yml");
	UNCLEAR("change", "CHG-INCOMPLETE");
})

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(other_files_need_no_guardian),
		cmocka_unit_test(without_guardians_anybody_will_do),
		cmocka_unit_test(files_of_the_gate_need_one),
		cmocka_unit_test(a_guardian_approves),
		cmocka_unit_test(a_guardian_who_contributed_does_not),
		cmocka_unit_test(a_guardian_needs_the_grade),
		cmocka_unit_test(a_guardian_signs_with_a_listed_key),
		cmocka_unit_test(a_guardian_with_openpgp_is_unknown),
		cmocka_unit_test(one_guardian_is_enough_of_two_approvals),
		cmocka_unit_test(the_policy_before_names_them_still),
		cmocka_unit_test(the_policy_now_names_them_already),
		cmocka_unit_test(each_policy_needs_its_own),
		cmocka_unit_test(each_policy_has_its_own),
		cmocka_unit_test(that_of_before_is_needed_too),
		cmocka_unit_test(what_is_missing_is_worse_than_what_is_unknown),
		cmocka_unit_test(in_either_order),
		cmocka_unit_test(nobody_becomes_a_guardian_by_the_change),
		cmocka_unit_test(nobody_was_a_guardian_who_is_none_now),
		cmocka_unit_test(a_guardian_moves_with_the_policy),
		cmocka_unit_test(the_gate_concerns_every_service),
		cmocka_unit_test(a_lost_gate_file_is_noticed),
		cmocka_unit_test(a_gate_file_lost_with_its_count_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
