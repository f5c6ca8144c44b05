/* SPDX-License-Identifier: Apache-2.0 */
/* Which approvals count, and for what? Each rule with its twin. */
#include "world.h"

TEST(a_signed_merge_over_signed_commits_is_verified, begin, {
	const struct finding *finding;

	ALLOWED;
	finding = find_finding(&world, "approval", "APPR-COUNTED");
	assert_non_null(strstr(finding->because, "Bob"));
	assert_non_null(strstr(finding->because, "(verified)"));
	assert_true(texts_contain(&finding->inputs, "/reviews/approvals/0"));
	assert_true(texts_contain(&finding->inputs, "/change/commits/1/signature"));
})

/* ---- signed merges ---- */

TEST(a_merge_that_is_not_signed_is_no_approval, begin, commit_of(&world, MERGE)->signature = NULL;
     REFUSED("approval", "APPR-SIGNATURE"))
TEST(a_merge_signed_by_another_is_no_approval, begin,
     commit_of(&world, MERGE)->signature = signed_by(&world, CAROL);
     REFUSED("approval", "APPR-SIGNATURE"))
TEST(a_merge_signed_with_another_key_is_no_approval, begin,
     commit_of(&world, MERGE)->signature->fingerprint = "SHA256:other";
     REFUSED("approval", "APPR-SIGNATURE"))
TEST(an_approval_whose_signature_is_not_listed_is_none, begin,
     world.evidence.reviews.approvals.at[0].signature = signed_badly(&world, SIGNATURE_UNLISTED);
     assert_non_null(strstr(REFUSED("approval", "APPR-SIGNATURE")->because, "as the test has it")))
TEST(an_approval_for_somebody_else_is_none, begin,
     world.evidence.reviews.approvals.at[0].person = CAROL;
     REFUSED("approval", "APPR-SIGNATURE"))
TEST(a_signature_on_the_way_is_no_approval, begin,
     world.evidence.reviews.approvals.at[0].commit = SECOND;
     REFUSED("approval", "APPR-MISSING"))
TEST(a_direct_commit_is_approved_by_no_merge, begin_direct, approve(&world, "merge", BOB, MERGE);
     REFUSED("approval", "APPR-MISSING"))
TEST(whoever_merges_own_commits_approves_nothing, begin,
     commit_of(&world, FIRST)->author = commit_of(&world, FIRST)->committer = BOB;
     REFUSED("approval", "APPR-SELF"))
TEST(whoever_signed_a_commit_took_part, begin,
     commit_of(&world, FIRST)->signature = signed_by(&world, BOB);
     assert_non_null(strstr(REFUSED("approval", "APPR-SELF")->because, "signed 1111")))
TEST(the_same_key_is_the_same_person, begin,
     commit_of(&world, FIRST)->signature->fingerprint = "SHA256:Bob";
     REFUSED("approval", "APPR-SELF"))
TEST(a_key_that_nobody_lists_is_the_same_person_too, begin,
     set_policy(&world, "evidence: verified", "evidence: claimed");
     commit_of(&world, FIRST)->signature = signed_badly(&world, SIGNATURE_UNLISTED);
     commit_of(&world, FIRST)->signature->fingerprint = "SHA256:Bob";
     REFUSED("approval", "APPR-SELF"))

/* ---- grade ---- */

TEST(an_unsigned_commit_makes_it_claimed, begin, {
	const struct finding *finding;

	commit_of(&world, FIRST)->signature = NULL;
	finding = REFUSED("approval", "APPR-GRADE");
	assert_non_null(
		strstr(finding->because, "commit 111111111111 is not signed by its author"));
	assert_non_null(strstr(finding->fix, "-S"));
})
TEST(claimed_will_do_where_the_policy_says_so, begin, {
	set_policy(&world, "evidence: verified", "evidence: claimed");
	commit_of(&world, FIRST)->signature = NULL;
	ALLOWED;
	assert_non_null(
		strstr(find_finding(&world, "approval", "APPR-COUNTED")->because, "(claimed)"));
})
TEST(a_commit_signed_by_another_is_not_its_authors, begin,
     commit_of(&world, FIRST)->signature = signed_by(&world, CAROL);
     REFUSED("approval", "APPR-GRADE"))
TEST(a_commit_committed_by_another_is_not_its_authors, begin,
     commit_of(&world, FIRST)->committer = CAROL;
     REFUSED("approval", "APPR-GRADE"))
TEST(a_bad_signature_is_none, begin, {
	commit_of(&world, SECOND)->signature = signed_badly(&world, SIGNATURE_BAD);
	assert_true(has_note(REFUSED("approval", "APPR-GRADE"), "SIG-BAD"));
})
TEST(a_bad_signature_is_told_of_what_passes, begin, {
	set_policy(&world, "evidence: verified", "evidence: claimed");
	commit_of(&world, SECOND)->signature = signed_badly(&world, SIGNATURE_BAD);
	ALLOWED;
	assert_true(has_note(find_finding(&world, "approval", "APPR-COUNTED"), "SIG-BAD"));
})
TEST(a_verified_signature_without_signer_proves_nothing, begin,
     commit_of(&world, SECOND)->signature->signer = NULL;
     REFUSED("approval", "APPR-GRADE"))
TEST(a_trailer_is_claimed_whatever_it_says, begin_direct,
     approve(&world, "trailer", BOB, MERGE)->grade = GRADE_VERIFIED;
     REFUSED("approval", "APPR-GRADE"))
TEST(an_approval_that_is_told_as_claimed_is, begin,
     world.evidence.reviews.approvals.at[0].grade = GRADE_CLAIMED;
     REFUSED("approval", "APPR-GRADE"))

#define EACH_AUTHOR "independence: covers-each-author\n  evidence: verified"

TEST(each_commit_for_itself_where_each_author_is_covered, begin, {
	set_policy(&world, "evidence: verified", EACH_AUTHOR);
	ALLOWED;
})
TEST(each_commit_needs_its_authors_signature, begin, {
	set_policy(&world, "evidence: verified", EACH_AUTHOR);
	commit_of(&world, SECOND)->signature = NULL;
	assert_non_null(strstr(REFUSED("approval", "APPR-GRADE")->because, "commit 2222"));
})
TEST(two_who_review_each_other_cover_each_author, begin, {
	set_policy(&world, "evidence: verified", EACH_AUTHOR);
	commit_of(&world, FIRST)->author = commit_of(&world, FIRST)->committer = BOB;
	commit_of(&world, FIRST)->signature = signed_by(&world, BOB);
	approve(&world, "tag", ALICE, MERGE);
	ALLOWED;
	assert_true(has_note(find_finding(&world, "approval", "APPR-COUNTED"), "APPR-MUTUAL"));
})

static void
begin_trailer(struct world *world)
{
	begin(world);
	set_policy(world, "evidence: verified", "evidence: claimed");
	world->evidence.reviews.approvals.count = 0;
	approve(world, "trailer", CAROL, MERGE);
}

TEST(whoever_wrote_the_first_commit_does_not_cover_it, begin, {
	set_policy(&world, "evidence: verified", EACH_AUTHOR);
	commit_of(&world, FIRST)->author = commit_of(&world, FIRST)->committer = BOB;
	commit_of(&world, FIRST)->signature = signed_by(&world, BOB);
	assert_non_null(strstr(REFUSED("approval", "APPR-SELF")->because, "commit 1111"));
})
TEST(whoever_wrote_the_second_commit_does_not_cover_it, begin, {
	set_policy(&world, "evidence: verified", EACH_AUTHOR);
	commit_of(&world, SECOND)->author = commit_of(&world, SECOND)->committer = BOB;
	commit_of(&world, SECOND)->signature = signed_by(&world, BOB);
	assert_non_null(strstr(REFUSED("approval", "APPR-SELF")->because, "commit 2222"));
})
TEST(whoever_wrote_both_covers_neither, begin_trailer, {
	set_policy(&world, "count: 1", "count: 1\n  independence: covers-each-author");
	for (size_t i = 1; i < 3; i++) {
		world.change->commits.at[i].author = world.change->commits.at[i].committer = BOB;
		world.change->commits.at[i].signature = NULL;
	}
	world.evidence.reviews.approvals.at[0].commit = FIRST;
	approve(&world, "trailer", BOB, SECOND);
	assert_non_null(strstr(REFUSED("approval", "APPR-SELF")->because, "commit 2222"));
})
TEST(an_author_without_address_is_covered_by_nobody, begin,
     commit_of(&world, SECOND)->author.id = "";
     REFUSED("approval", "APPR-UNKNOWN-AUTHOR"))
TEST(a_committer_without_address_is_covered_by_nobody, begin,
     commit_of(&world, SECOND)->committer.id = "";
     REFUSED("approval", "APPR-UNKNOWN-AUTHOR"))

/* ---- trailers ---- */

TEST(a_trailer_on_the_merge_covers_what_it_brought, begin_trailer, ALLOWED)
TEST(a_trailer_on_the_head_covers_only_that, begin_trailer,
     world.evidence.reviews.approvals.at[0].commit = SECOND;
     assert_non_null(strstr(REFUSED("approval", "APPR-MISSING")->because, "commit 1111")))
TEST(a_trailer_on_each_commit_covers_each, begin_trailer,
     world.evidence.reviews.approvals.at[0].commit = SECOND;
     approve(&world, "trailer", BOB, FIRST); ALLOWED)
TEST(a_trailer_that_the_policy_does_not_list_is_none, begin_trailer,
     world.evidence.reviews.approvals.at[0].text = "Seen-by: Carol";
     REFUSED("approval", "APPR-MISSING"))
TEST(a_trailer_without_a_token_is_none, begin_trailer,
     world.evidence.reviews.approvals.at[0].text = "Carol";
     REFUSED("approval", "APPR-MISSING"))
TEST(a_better_approval_of_the_same_person_counts, begin_trailer, {
	approve(&world, "tag", CAROL, MERGE);
	ALLOWED;
	assert_non_null(
		strstr(find_finding(&world, "approval", "APPR-COUNTED")->because, "(verified)"));
})

/* ---- signed tags ---- */

static void
begin_tag(struct world *world)
{
	begin(world);
	commit_of(world, MERGE)->signature = NULL;
	world->evidence.reviews.approvals.count = 0;
	approve(world, "tag", CAROL, MERGE);
}

static struct approval *
tag_of(struct world *world)
{
	return &world->evidence.reviews.approvals.at[0];
}

TEST(a_tag_of_the_merge_covers_what_it_brought, begin_tag, ALLOWED)
TEST(a_tag_of_the_head_covers_the_branch, begin_tag, tag_of(&world)->commit = SECOND; ALLOWED)
TEST(a_tag_on_the_way_covers_nothing, begin_tag, tag_of(&world)->commit = FIRST;
     REFUSED("approval", "APPR-OTHER-COMMIT"))
TEST(a_tag_of_a_direct_commit_covers_it, begin_direct, approve(&world, "tag", CAROL, MERGE);
     ALLOWED)
TEST(a_tag_without_signature_is_none, begin_tag, tag_of(&world)->signature = NULL;
     REFUSED("approval", "APPR-SIGNATURE"))
TEST(a_tag_with_a_bad_signature_is_none, begin_tag,
     tag_of(&world)->signature = signed_badly(&world, SIGNATURE_BAD);
     REFUSED("approval", "APPR-SIGNATURE"))
TEST(a_tag_by_the_author_is_none, begin_tag, {
	tag_of(&world)->person = ALICE;
	tag_of(&world)->signature = signed_by(&world, ALICE);
	REFUSED("approval", "APPR-SELF");
})
TEST(a_tag_signed_by_another_than_it_says_is_none, begin_tag,
     tag_of(&world)->signature = signed_by(&world, BOB);
     REFUSED("approval", "APPR-SIGNATURE"))
TEST(a_tag_that_lost_how_its_head_compares_is_none, begin_tag, tag_of(&world)->head = SECOND;
     REFUSED("approval", "APPR-OTHER-COMMIT"))
TEST(a_source_that_nobody_knows_is_none, begin_tag, tag_of(&world)->source = "letter";
     REFUSED("approval", "APPR-MISSING"))

/* ---- nobody counts twice ---- */

TEST(two_are_needed, begin, set_policy(&world, "count: 1", "count: 2");
     REFUSED("approval", "APPR-TOO-FEW"))
TEST(two_approve, begin, set_policy(&world, "count: 1", "count: 2");
     approve(&world, "tag", CAROL, MERGE); ALLOWED)
TEST(one_who_merges_and_tags_is_one, begin, set_policy(&world, "count: 1", "count: 2");
     approve(&world, "tag", BOB, MERGE); REFUSED("approval", "APPR-TOO-FEW"))
TEST(two_names_with_one_key_are_one, begin, {
	set_policy(&world, "count: 1", "count: 2");
	struct signature *signature = signed_by(&world, CAROL);

	signature->fingerprint = "SHA256:Bob";
	approve(&world, "tag", CAROL, MERGE)->signature = signature;
	REFUSED("approval", "APPR-TOO-FEW");
})
TEST(one_with_two_addresses_before_is_one, begin, {
	set_policy(&world, "count: 1", "count: 2");
	approve(&world, "tag", CAROL, MERGE)->person.before_id = BOB.id;
	REFUSED("approval", "APPR-TOO-FEW");
})

/* ---- signatures that are not read ---- */

/* As it is collected: nobody verified it. */
static void
sign_unread(struct world *world, struct approval *approval)
{
	approval->signature = signed_badly(world, SIGNATURE_OPENPGP);
	approval->grade = GRADE_CLAIMED;
}

TEST(an_openpgp_commit_is_unknown, begin,
     commit_of(&world, FIRST)->signature = signed_badly(&world, SIGNATURE_OPENPGP);
     UNCLEAR("approval", "SIG-OPENPGP"))
TEST(an_x509_commit_is_unknown, begin,
     commit_of(&world, FIRST)->signature = signed_badly(&world, SIGNATURE_X509);
     UNCLEAR("approval", "SIG-X509"))
TEST(an_openpgp_tag_is_unknown, begin_tag, sign_unread(&world, tag_of(&world));
     UNCLEAR("approval", "SIG-OPENPGP"))
TEST(an_openpgp_merge_is_unknown, begin, {
	sign_unread(&world, &world.evidence.reviews.approvals.at[0]);
	commit_of(&world, MERGE)->signature = signed_badly(&world, SIGNATURE_OPENPGP);
	UNCLEAR("approval", "SIG-OPENPGP");
})
TEST(an_openpgp_merge_that_is_none_is_refused, begin, {
	sign_unread(&world, &world.evidence.reviews.approvals.at[0]);
	REFUSED("approval", "APPR-SIGNATURE");
})
TEST(an_openpgp_tag_by_the_author_is_refused, begin_tag, {
	tag_of(&world)->person = ALICE;
	sign_unread(&world, tag_of(&world));
	REFUSED("approval", "APPR-SIGNATURE");
})
TEST(an_openpgp_commit_beside_an_unsigned_one_is_refused, begin, {
	commit_of(&world, FIRST)->signature = signed_badly(&world, SIGNATURE_OPENPGP);
	commit_of(&world, SECOND)->signature = NULL;
	REFUSED("approval", "APPR-GRADE");
})
TEST(an_openpgp_commit_does_no_harm_where_claimed_will_do, begin, {
	set_policy(&world, "evidence: verified", "evidence: claimed");
	commit_of(&world, FIRST)->signature = signed_badly(&world, SIGNATURE_OPENPGP);
	ALLOWED;
})

/* ---- squashed and rebased ---- */

static void
begin_squashed(struct world *world)
{
	struct approval *approval;

	begin_direct(world);
	approval = approve(world, "tag", CAROL, MERGE);
	approval->content = CONTENT_SQUASHED;
	approval->head = SECOND;
	approval->authors_verified = true;
	approval->contributor_count = 1;
	*LIST_ADD(&world->arena, &approval->contributors) = ALICE;
}

TEST(a_tag_of_what_was_squashed_counts, begin_squashed, {
	ALLOWED;
	assert_true(has_note(find_finding(&world, "approval", "APPR-COUNTED"), "APPR-SQUASHED"));
})
TEST(a_tag_of_what_was_rebased_counts, begin_squashed, {
	tag_of(&world)->content = CONTENT_REBASED;
	ALLOWED;
	assert_true(has_note(find_finding(&world, "approval", "APPR-COUNTED"), "APPR-REBASED"));
})
TEST(a_tag_of_something_else_does_not, begin_squashed, tag_of(&world)->content = CONTENT_DIFFERS;
     assert_non_null(strstr(REFUSED("approval", "APPR-SQUASH-MISMATCH")->because,
			    "the tag approves 222222222222, this commit has something else")))
TEST(something_else_is_no_matter_if_another_approves, begin_squashed,
     tag_of(&world)->content = CONTENT_DIFFERS;
     approve(&world, "tag", BOB, MERGE); ALLOWED)
TEST(a_tag_that_does_not_say_of_what_is_none, begin_squashed, tag_of(&world)->head = NULL;
     REFUSED("approval", "APPR-OTHER-COMMIT"))
TEST(whoever_wrote_what_was_squashed_does_not_approve_it, begin_squashed, {
	tag_of(&world)->contributors.at[0] = CAROL;
	REFUSED("approval", "APPR-SELF");
})
TEST(whoever_wrote_it_does_not_approve_it_otherwise, begin_squashed, {
	set_policy(&world, "evidence: verified", "evidence: claimed");
	tag_of(&world)->contributors.at[0] = BOB;
	tag_of(&world)->signature = NULL;
	approve(&world, "trailer", BOB, MERGE);
	REFUSED("approval", "APPR-SELF");
})
TEST(a_lost_contributor_is_noticed, begin_squashed, tag_of(&world)->contributors.count = 0;
     UNCLEAR("approval", "CHG-INCOMPLETE"))
TEST(what_was_squashed_must_be_signed_too, begin_squashed, tag_of(&world)->authors_verified = false;
     REFUSED("approval", "APPR-GRADE"))
TEST(a_squash_of_a_merge_is_none, begin_tag, {
	tag_of(&world)->content = CONTENT_SQUASHED;
	tag_of(&world)->head = SECOND;
	tag_of(&world)->authors_verified = true;
	REFUSED("approval", "APPR-OTHER-COMMIT");
})

TEST(a_tag_of_what_was_brought_before_does_not, begin_squashed, {
	const struct finding *finding;

	tag_of(&world)->content = CONTENT_SPENT;
	finding = REFUSED("approval", "APPR-SPENT");
	assert_non_null(strstr(finding->because,
			       "the tag approves 222222222222, which was brought before: it "
			       "needs a new approval"));
	assert_non_null(strstr(finding->fix, "Approves: 3333"));
})
TEST(that_is_no_matter_if_another_approves, begin_squashed, tag_of(&world)->content = CONTENT_SPENT;
     approve(&world, "tag", BOB, MERGE); ALLOWED)
TEST(whoever_wrote_what_was_brought_before_does_not_approve_it, begin_squashed, {
	tag_of(&world)->content = CONTENT_SPENT;
	tag_of(&world)->contributors.at[0] = BOB;
	approve(&world, "tag", BOB, MERGE);
	assert_int_not_equal(judge_world(&world), RESULT_ALLOWED);
})

static void
begin_spent_head(struct world *world)
{
	begin_tag(world);
	tag_of(world)->commit = tag_of(world)->head = SECOND;
	tag_of(world)->content = CONTENT_SPENT;
}

TEST(a_head_that_was_brought_before_does_not_count, begin_spent_head,
     REFUSED("approval", "APPR-SPENT"))
TEST(a_tag_of_the_merge_brings_it_again, begin_spent_head, approve(&world, "tag", CAROL, MERGE);
     ALLOWED)
TEST(a_spent_tag_that_lost_its_content_is_none, begin_spent_head,
     tag_of(&world)->content = CONTENT_OWN;
     REFUSED("approval", "APPR-OTHER-COMMIT"))

/* ---- two policies ---- */

TEST(the_policy_before_asks_for_more, begin, set_policy(&world, "count: 1", "count: 2");
     change_policy(&world, "count: 2", "count: 1");
     assert_true(has_note(REFUSED("approval", "APPR-TOO-FEW"), "POLICY-CHANGED")))
TEST(the_policy_now_asks_for_more, begin, change_policy(&world, "count: 1", "count: 2");
     assert_false(has_note(REFUSED("approval", "APPR-TOO-FEW"), "POLICY-CHANGED")))
TEST(both_are_content, begin, change_policy(&world, "count: 1", "count: 2");
     approve(&world, "tag", CAROL, MERGE); ALLOWED)
TEST(missing_before_is_worse_than_unknown_now, begin, {
	set_policy(&world, "count: 1", "count: 2");
	change_policy(&world, "count: 2", "count: 1");
	commit_of(&world, FIRST)->signature = signed_badly(&world, SIGNATURE_OPENPGP);
	assert_true(has_note(REFUSED("approval", "APPR-GRADE"), "POLICY-CHANGED"));
})
TEST(missing_now_is_worse_than_unknown_before, begin, {
	change_policy(&world, "count: 1", "count: 2");
	commit_of(&world, FIRST)->signature = signed_badly(&world, SIGNATURE_OPENPGP);
	assert_false(has_note(REFUSED("approval", "APPR-GRADE"), "POLICY-CHANGED"));
})
TEST(unknown_before_is_worse_than_covered_now, begin, {
	change_policy(&world, "evidence: verified", "evidence: claimed");
	commit_of(&world, FIRST)->signature = signed_badly(&world, SIGNATURE_OPENPGP);
	assert_true(has_note(UNCLEAR("approval", "SIG-OPENPGP"), "POLICY-CHANGED"));
})
TEST(a_broken_policy_before_is_unknown, begin, {
	const struct finding *finding;

	change_policy(&world, "count: 1", "count: 2");
	put_policies(&world);
	world.previous.bytes = "{}";
	judge_again(&world);
	finding = find_finding(&world, "approval", "POLICY-PREVIOUS");
	assert_non_null(finding);
	assert_int_equal(finding->verdict, UNKNOWN);
})

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_signed_merge_over_signed_commits_is_verified),
		cmocka_unit_test(a_merge_that_is_not_signed_is_no_approval),
		cmocka_unit_test(a_merge_signed_by_another_is_no_approval),
		cmocka_unit_test(a_merge_signed_with_another_key_is_no_approval),
		cmocka_unit_test(an_approval_whose_signature_is_not_listed_is_none),
		cmocka_unit_test(an_approval_for_somebody_else_is_none),
		cmocka_unit_test(a_signature_on_the_way_is_no_approval),
		cmocka_unit_test(a_direct_commit_is_approved_by_no_merge),
		cmocka_unit_test(whoever_merges_own_commits_approves_nothing),
		cmocka_unit_test(whoever_signed_a_commit_took_part),
		cmocka_unit_test(the_same_key_is_the_same_person),
		cmocka_unit_test(a_key_that_nobody_lists_is_the_same_person_too),
		cmocka_unit_test(an_unsigned_commit_makes_it_claimed),
		cmocka_unit_test(claimed_will_do_where_the_policy_says_so),
		cmocka_unit_test(a_commit_signed_by_another_is_not_its_authors),
		cmocka_unit_test(a_commit_committed_by_another_is_not_its_authors),
		cmocka_unit_test(a_bad_signature_is_none),
		cmocka_unit_test(a_bad_signature_is_told_of_what_passes),
		cmocka_unit_test(a_verified_signature_without_signer_proves_nothing),
		cmocka_unit_test(a_trailer_is_claimed_whatever_it_says),
		cmocka_unit_test(an_approval_that_is_told_as_claimed_is),
		cmocka_unit_test(each_commit_for_itself_where_each_author_is_covered),
		cmocka_unit_test(each_commit_needs_its_authors_signature),
		cmocka_unit_test(two_who_review_each_other_cover_each_author),
		cmocka_unit_test(whoever_wrote_the_first_commit_does_not_cover_it),
		cmocka_unit_test(whoever_wrote_the_second_commit_does_not_cover_it),
		cmocka_unit_test(whoever_wrote_both_covers_neither),
		cmocka_unit_test(an_author_without_address_is_covered_by_nobody),
		cmocka_unit_test(a_committer_without_address_is_covered_by_nobody),
		cmocka_unit_test(a_trailer_on_the_merge_covers_what_it_brought),
		cmocka_unit_test(a_trailer_on_the_head_covers_only_that),
		cmocka_unit_test(a_trailer_on_each_commit_covers_each),
		cmocka_unit_test(a_trailer_that_the_policy_does_not_list_is_none),
		cmocka_unit_test(a_trailer_without_a_token_is_none),
		cmocka_unit_test(a_better_approval_of_the_same_person_counts),
		cmocka_unit_test(a_tag_of_the_merge_covers_what_it_brought),
		cmocka_unit_test(a_tag_of_the_head_covers_the_branch),
		cmocka_unit_test(a_tag_on_the_way_covers_nothing),
		cmocka_unit_test(a_tag_of_a_direct_commit_covers_it),
		cmocka_unit_test(a_tag_without_signature_is_none),
		cmocka_unit_test(a_tag_with_a_bad_signature_is_none),
		cmocka_unit_test(a_tag_by_the_author_is_none),
		cmocka_unit_test(a_tag_signed_by_another_than_it_says_is_none),
		cmocka_unit_test(a_tag_that_lost_how_its_head_compares_is_none),
		cmocka_unit_test(a_source_that_nobody_knows_is_none),
		cmocka_unit_test(two_are_needed),
		cmocka_unit_test(two_approve),
		cmocka_unit_test(one_who_merges_and_tags_is_one),
		cmocka_unit_test(two_names_with_one_key_are_one),
		cmocka_unit_test(one_with_two_addresses_before_is_one),
		cmocka_unit_test(an_openpgp_commit_is_unknown),
		cmocka_unit_test(an_x509_commit_is_unknown),
		cmocka_unit_test(an_openpgp_tag_is_unknown),
		cmocka_unit_test(an_openpgp_merge_is_unknown),
		cmocka_unit_test(an_openpgp_merge_that_is_none_is_refused),
		cmocka_unit_test(an_openpgp_tag_by_the_author_is_refused),
		cmocka_unit_test(an_openpgp_commit_beside_an_unsigned_one_is_refused),
		cmocka_unit_test(an_openpgp_commit_does_no_harm_where_claimed_will_do),
		cmocka_unit_test(a_tag_of_what_was_squashed_counts),
		cmocka_unit_test(a_tag_of_what_was_rebased_counts),
		cmocka_unit_test(a_tag_of_something_else_does_not),
		cmocka_unit_test(something_else_is_no_matter_if_another_approves),
		cmocka_unit_test(a_tag_that_does_not_say_of_what_is_none),
		cmocka_unit_test(whoever_wrote_what_was_squashed_does_not_approve_it),
		cmocka_unit_test(whoever_wrote_it_does_not_approve_it_otherwise),
		cmocka_unit_test(a_lost_contributor_is_noticed),
		cmocka_unit_test(what_was_squashed_must_be_signed_too),
		cmocka_unit_test(a_squash_of_a_merge_is_none),
		cmocka_unit_test(a_tag_of_what_was_brought_before_does_not),
		cmocka_unit_test(that_is_no_matter_if_another_approves),
		cmocka_unit_test(whoever_wrote_what_was_brought_before_does_not_approve_it),
		cmocka_unit_test(a_head_that_was_brought_before_does_not_count),
		cmocka_unit_test(a_tag_of_the_merge_brings_it_again),
		cmocka_unit_test(a_spent_tag_that_lost_its_content_is_none),
		cmocka_unit_test(the_policy_before_asks_for_more),
		cmocka_unit_test(the_policy_now_asks_for_more),
		cmocka_unit_test(both_are_content),
		cmocka_unit_test(missing_before_is_worse_than_unknown_now),
		cmocka_unit_test(missing_now_is_worse_than_unknown_before),
		cmocka_unit_test(unknown_before_is_worse_than_covered_now),
		cmocka_unit_test(a_broken_policy_before_is_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
