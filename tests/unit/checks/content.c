/* SPDX-License-Identifier: Apache-2.0 */
/* What does a merge add, what do diffs not show, and does the clone show its history? */
#include "world.h"

/* ---- merges ---- */

static void
begin_merge(struct world *world, int merge)
{
	begin(world);
	commit_of(world, MERGE)->merge = merge;
	if (merge == MERGE_RESOLVED || merge == MERGE_EVIL)
		texts_add(&world->arena, &commit_of(world, MERGE)->merge_paths, "src/pay.c");
	if (merge == MERGE_UNVERIFIED)
		commit_of(world, MERGE)->merge_why = "src/big.c is too large";
}

static void
begin_resolved(struct world *world)
{
	begin_merge(world, MERGE_RESOLVED);
}

static void
begin_evil(struct world *world)
{
	begin_merge(world, MERGE_EVIL);
}

static void
begin_unverified(struct world *world)
{
	begin_merge(world, MERGE_UNVERIFIED);
}

TEST(a_clean_merge_adds_nothing, begin, ALLOWED)
TEST(a_trivial_merge_adds_nothing, begin, {
	commit_of(&world, MERGE)->merge = MERGE_TRIVIAL;
	commit_of(&world, MERGE)->tree = world.change->tree = SECOND;
	ALLOWED;
})
TEST(whoever_resolves_conflicts_contributes, begin_resolved, {
	const struct finding *finding = REFUSED("approval", "APPR-SELF");

	assert_non_null(strstr(finding->because, "wrote 333333333333"));
})
TEST(a_resolution_names_its_paths, begin_resolved, {
	const struct finding *finding;

	approve(&world, "tag", CAROL, SECOND);
	finding = REFUSED("approval", "APPR-SELF");
	assert_non_null(strstr(finding->because, "(which resolves conflicts in src/pay.c)"));
})
TEST(a_resolution_that_nobody_looked_at, begin_resolved, world.evidence.reviews.approvals.count = 0;
     approve(&world, "tag", CAROL, SECOND); REFUSED("approval", "APPR-RESOLUTION"))
TEST(a_resolution_is_covered_by_name, begin_resolved, approve(&world, "tag", CAROL, MERGE); ALLOWED)
TEST(a_resolution_is_signed_by_whoever_made_it, begin_resolved,
     commit_of(&world, MERGE)->signature = NULL;
     approve(&world, "tag", CAROL, MERGE); REFUSED("approval", "APPR-GRADE"))
TEST(an_unverified_merge_says_why, begin_unverified, {
	world.evidence.reviews.approvals.count = 0;
	approve(&world, "tag", CAROL, SECOND);
	assert_non_null(strstr(REFUSED("approval", "APPR-RESOLUTION")->because,
			       "(a merge that was not recomputed: src/big.c is too large)"));
})
TEST(an_unverified_merge_is_covered_by_name, begin_unverified, approve(&world, "tag", CAROL, MERGE);
     ALLOWED)

/* ---- evil merges ---- */

TEST(an_evil_merge_needs_a_tag, begin_evil, {
	const struct finding *finding = REFUSED("approval", "APPR-EVIL-MERGE");

	assert_non_null(strstr(finding->because, "src/pay.c"));
	assert_non_null(strstr(finding->fix, "Approves: 3333"));
})
TEST(no_trailer_covers_an_evil_merge, begin_evil,
     set_policy(&world, "evidence: verified", "evidence: claimed");
     approve(&world, "trailer", CAROL, MERGE); REFUSED("approval", "APPR-EVIL-MERGE"))
TEST(no_trailer_covers_an_unverified_merge, begin_unverified,
     set_policy(&world, "evidence: verified", "evidence: claimed");
     approve(&world, "trailer", CAROL, MERGE); REFUSED("approval", "APPR-RESOLUTION"))
TEST(a_tag_beside_the_trailer_covers_it, begin_unverified,
     set_policy(&world, "evidence: verified", "evidence: claimed");
     approve(&world, "trailer", CAROL, MERGE); approve(&world, "tag", CAROL, MERGE); ALLOWED)
TEST(its_own_signature_does_not_cover_an_unverified_merge, begin_unverified, {
	const struct finding *finding = REFUSED("approval", "APPR-SELF");

	assert_non_null(strstr(finding->because, "wrote 333333333333"));
})
TEST(nor_does_a_tag_by_whoever_made_the_unverified_merge, begin_unverified,
     approve(&world, "tag", BOB, MERGE);
     REFUSED("approval", "APPR-SELF"))
TEST(nor_does_a_tag_of_its_head, begin_unverified, approve(&world, "tag", CAROL, SECOND);
     assert_int_not_equal(judge_world(&world), RESULT_ALLOWED))
TEST(a_tag_covers_an_evil_merge, begin_evil, approve(&world, "tag", CAROL, MERGE); ALLOWED)
TEST(a_tag_of_the_head_does_not, begin_evil, approve(&world, "tag", CAROL, SECOND);
     REFUSED("approval", "APPR-EVIL-MERGE"))
TEST(nor_does_a_tag_that_is_not_verified, begin_evil,
     approve(&world, "tag", CAROL, MERGE)->signature = signed_badly(&world, SIGNATURE_UNLISTED);
     REFUSED("approval", "APPR-EVIL-MERGE"))
TEST(nor_does_a_tag_by_whoever_made_it, begin_evil, approve(&world, "tag", BOB, MERGE);
     REFUSED("approval", "APPR-EVIL-MERGE"))
TEST(nor_does_an_openpgp_tag, begin_evil,
     approve(&world, "tag", CAROL, MERGE)->signature = signed_badly(&world, SIGNATURE_OPENPGP);
     UNCLEAR("approval", "SIG-OPENPGP"))

/* The branch has a merge of its own: FIRST and BASE into SECOND. */
static void
begin_evil_inside(struct world *world)
{
	begin(world);
	texts_add(&world->arena, &commit_of(world, SECOND)->parents, BASE);
	commit_of(world, SECOND)->merge = MERGE_EVIL;
	add_commit(world, ID("4"), ALICE, SECOND, NULL);
	commit_of(world, MERGE)->parents.at[1] = ID("4");
	world->change->requests.at[0].head = ID("4");
	texts_add(&world->arena, &world->change->requests.at[0].commits, ID("4"));
}

TEST(a_signed_merge_does_not_cover_an_evil_one_inside, begin_evil_inside,
     REFUSED("approval", "APPR-EVIL-MERGE"))
TEST(nor_an_unverified_one_inside, begin_evil_inside,
     commit_of(&world, SECOND)->merge = MERGE_UNVERIFIED;
     REFUSED("approval", "APPR-RESOLUTION"))
TEST(it_covers_a_resolution_inside, begin_evil_inside,
     commit_of(&world, SECOND)->merge = MERGE_RESOLVED;
     texts_add(&world.arena, &commit_of(&world, SECOND)->merge_paths, "src/pay.c"); ALLOWED)
TEST(a_tag_of_the_head_covers_what_is_inside, begin_evil_inside,
     approve(&world, "tag", CAROL, ID("4"));
     ALLOWED)
TEST(a_trailer_does_not, begin_evil_inside, {
	set_policy(&world, "evidence: verified", "evidence: claimed");
	world.evidence.reviews.approvals.count = 0;
	approve(&world, "trailer", BOB, MERGE);
	approve(&world, "trailer", BOB, SECOND);
	REFUSED("approval", "APPR-EVIL-MERGE");
})
TEST(a_tag_of_the_request_does, begin_evil_inside, world.evidence.reviews.approvals.count = 0;
     approve(&world, "tag", CAROL, MERGE); ALLOWED)
TEST(a_tag_of_that_merge_covers_only_that, begin_evil_inside, {
	world.evidence.reviews.approvals.count = 0;
	approve(&world, "tag", CAROL, SECOND);
	REFUSED("approval", "APPR-MISSING");
})
TEST(a_tag_of_that_merge_covers_that, begin_evil_inside, {
	set_policy(&world, "evidence: verified", "evidence: claimed");
	world.evidence.reviews.approvals.count = 0;
	approve(&world, "trailer", CAROL, MERGE);
	approve(&world, "tag", CAROL, SECOND);
	ALLOWED;
})

TEST(an_octopus_is_unknown, begin, {
	texts_add(&world.arena, &commit_of(&world, MERGE)->parents, BASE);
	commit_of(&world, MERGE)->merge = MERGE_OCTOPUS;
	approve(&world, "tag", CAROL, MERGE);
	UNCLEAR("change", "CHG-OCTOPUS");
})

/* ---- what diffs do not show ---- */

static void
add_opaque(struct world *world, const char *path, int kind, bool hidden)
{
	*LIST_ADD(&world->arena, &world->change->opaque.all) =
		(struct opaque_change){MERGE, path, kind, hidden};
	world->change->opaque.count++;
}

static void
begin_hidden(struct world *world)
{
	begin(world);
	add_opaque(world, "src/pay.c", OPAQUE_HIDDEN, true);
}

TEST(opaque_files_are_told, begin, {
	const struct finding *finding;

	add_opaque(&world, "a.png", OPAQUE_BINARY, false);
	add_opaque(&world, "b.png", OPAQUE_BINARY, false);
	add_opaque(&world, "c.bin", OPAQUE_LFS, false);
	add_opaque(&world, "vendor/d.c", OPAQUE_VENDORED, false);
	ALLOWED;
	finding = find_finding(&world, "change", "CHG-RANGE");
	assert_true(has_note(finding, "CHG-OPAQUE"));
	assert_string_equal(finding->notes.at[0].text,
			    "4 changed files that a diff does not show (2 binary, 1 lfs, 1 "
			    "vendored): a.png, b.png, c.bin, and others");
	assert_null(find_finding(&world, "approval", "APPR-HIDDEN-NAMED"));
})
TEST(a_file_hidden_by_the_range_needs_a_tag, begin_hidden, {
	const struct finding *finding = REFUSED("approval", "APPR-HIDDEN-DIFF");

	assert_non_null(strstr(finding->because, "src/pay.c"));
	assert_string_equal(finding->subject, "hidden files of change request 333333333333");
	assert_true(texts_contain(&finding->inputs, "/change/opaque/all/0"));
	assert_int_equal(find_finding(&world, "approval", "APPR-COUNTED")->verdict, PASS);
})
TEST(a_tag_names_what_is_hidden, begin_hidden, approve(&world, "tag", CAROL, MERGE); ALLOWED;
     assert_non_null(find_finding(&world, "approval", "APPR-HIDDEN-NAMED")))
TEST(a_tag_of_the_head_names_it_too, begin_hidden, approve(&world, "tag", CAROL, SECOND); ALLOWED)
TEST(a_tag_of_the_merger_beside_the_merge_names_it, begin_hidden,
     approve(&world, "tag", BOB, MERGE);
     ALLOWED)
TEST(a_tag_by_the_author_names_nothing, begin_hidden, approve(&world, "tag", ALICE, MERGE);
     REFUSED("approval", "APPR-HIDDEN-DIFF"))
TEST(a_tag_that_is_not_listed_names_nothing, begin_hidden,
     approve(&world, "tag", CAROL, MERGE)->signature = signed_badly(&world, SIGNATURE_UNLISTED);
     REFUSED("approval", "APPR-HIDDEN-DIFF"))
TEST(an_x509_tag_names_it_perhaps, begin_hidden,
     approve(&world, "tag", CAROL, MERGE)->signature = signed_badly(&world, SIGNATURE_X509);
     UNCLEAR("approval", "SIG-X509"))
TEST(a_hidden_file_of_nothing_does_not_hang_together, begin_hidden,
     world.change->opaque.all.at[0].commit = SECOND;
     UNCLEAR("change", "CHG-INCOMPLETE"))
TEST(a_lost_hidden_file_is_noticed, begin_hidden, world.change->opaque.all.count = 0;
     UNCLEAR("change", "CHG-INCOMPLETE"))
TEST(content_that_was_not_read_is_unknown, begin,
     world.change->opaque.availability = (struct availability){UNAVAILABLE, "too many files"};
     assert_non_null(strstr(UNCLEAR("change", "CHG-CONTENT-UNKNOWN")->because, "too many files")))
TEST(content_that_nobody_asked_for_is_unknown, begin,
     world.change->opaque.availability.state = NOT_ASKED;
     UNCLEAR("change", "CHG-CONTENT-UNKNOWN"))

#define TWO_SERVICES \
	"services:\n  pay:\n    paths: [pay/**]\n  default:\n    paths: [src/**]\ntests:"

/* MERGE touches another service only. */
static void
begin_elsewhere(struct world *world)
{
	begin_hidden(world);
	set_policy(world, "tests:", TWO_SERVICES);
	world->change->requests.at[0].paths_known = true;
	world->change->requests.at[0].path_count = 1;
	texts_add(&world->arena, &world->change->requests.at[0].paths, "pay/a.c");
}

TEST(a_hidden_file_elsewhere_is_for_others, begin_elsewhere, REFUSED("change", "CHANGE-EMPTY");
     assert_null(find_finding(&world, "approval", "APPR-HIDDEN-DIFF")))
TEST(a_hidden_file_that_was_in_scope_before_is_judged, begin_elsewhere,
     world.policy_before = plain_policy;
     REFUSED("approval", "APPR-HIDDEN-DIFF"))

/* ---- the clone ---- */

TEST(an_altered_clone_is_unknown, begin, {
	const struct finding *finding;

	world.change->clone.count = 4;
	texts_add(&world.arena, &world.change->clone.altered, "it has grafts");
	texts_add(&world.arena, &world.change->clone.altered, "an object is replaced");
	texts_add(&world.arena, &world.change->clone.altered, "three");
	texts_add(&world.arena, &world.change->clone.altered, "four");
	finding = UNCLEAR("change", "GIT-CLONE-ALTERED");
	assert_string_equal(finding->because,
			    "it has grafts; an object is replaced; three; and 1 more");
})
TEST(a_lost_alteration_is_noticed, begin, world.change->clone.count = 1;
     UNCLEAR("change", "CHG-INCOMPLETE"))
TEST(a_clone_that_was_not_looked_through_is_unknown, begin,
     world.change->clone.availability.state = NOT_ASKED;
     UNCLEAR("change", "GIT-CLONE-UNKNOWN"))

/* The same commit again, or a first one: nothing is new, and the clone counts all the same. */
static void
begin_same(struct world *world)
{
	begin(world);
	world->change->head = BASE;
	world->change->range = (struct range){RANGE_SAME, BASE, DIGEST("d"), 0, 0, 0};
	world->change->commits.count = world->change->requests.count = 0;
	world->change->boundary.count = 0;
	world->evidence.tickets.references.count = world->evidence.reviews.approvals.count = 0;
}

TEST(a_redeploy_is_allowed, begin_same, ALLOWED)
TEST(a_redeploy_from_an_altered_clone_is_not, begin_same, world.change->clone.count = 1;
     texts_add(&world.arena, &world.change->clone.altered, "it has grafts");
     UNCLEAR("change", "GIT-CLONE-ALTERED"))
TEST(a_redeploy_needs_no_content, begin_same, world.change->opaque.availability.state = NOT_ASKED;
     ALLOWED)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clean_merge_adds_nothing),
		cmocka_unit_test(a_trivial_merge_adds_nothing),
		cmocka_unit_test(whoever_resolves_conflicts_contributes),
		cmocka_unit_test(a_resolution_names_its_paths),
		cmocka_unit_test(a_resolution_that_nobody_looked_at),
		cmocka_unit_test(a_resolution_is_covered_by_name),
		cmocka_unit_test(a_resolution_is_signed_by_whoever_made_it),
		cmocka_unit_test(an_unverified_merge_says_why),
		cmocka_unit_test(an_unverified_merge_is_covered_by_name),
		cmocka_unit_test(an_evil_merge_needs_a_tag),
		cmocka_unit_test(no_trailer_covers_an_evil_merge),
		cmocka_unit_test(no_trailer_covers_an_unverified_merge),
		cmocka_unit_test(a_tag_beside_the_trailer_covers_it),
		cmocka_unit_test(its_own_signature_does_not_cover_an_unverified_merge),
		cmocka_unit_test(nor_does_a_tag_by_whoever_made_the_unverified_merge),
		cmocka_unit_test(nor_does_a_tag_of_its_head),
		cmocka_unit_test(a_tag_covers_an_evil_merge),
		cmocka_unit_test(a_tag_of_the_head_does_not),
		cmocka_unit_test(nor_does_a_tag_that_is_not_verified),
		cmocka_unit_test(nor_does_a_tag_by_whoever_made_it),
		cmocka_unit_test(nor_does_an_openpgp_tag),
		cmocka_unit_test(a_signed_merge_does_not_cover_an_evil_one_inside),
		cmocka_unit_test(nor_an_unverified_one_inside),
		cmocka_unit_test(it_covers_a_resolution_inside),
		cmocka_unit_test(a_tag_of_the_head_covers_what_is_inside),
		cmocka_unit_test(a_trailer_does_not),
		cmocka_unit_test(a_tag_of_the_request_does),
		cmocka_unit_test(a_tag_of_that_merge_covers_only_that),
		cmocka_unit_test(a_tag_of_that_merge_covers_that),
		cmocka_unit_test(an_octopus_is_unknown),
		cmocka_unit_test(opaque_files_are_told),
		cmocka_unit_test(a_file_hidden_by_the_range_needs_a_tag),
		cmocka_unit_test(a_tag_names_what_is_hidden),
		cmocka_unit_test(a_tag_of_the_head_names_it_too),
		cmocka_unit_test(a_tag_of_the_merger_beside_the_merge_names_it),
		cmocka_unit_test(a_tag_by_the_author_names_nothing),
		cmocka_unit_test(a_tag_that_is_not_listed_names_nothing),
		cmocka_unit_test(an_x509_tag_names_it_perhaps),
		cmocka_unit_test(a_hidden_file_of_nothing_does_not_hang_together),
		cmocka_unit_test(a_lost_hidden_file_is_noticed),
		cmocka_unit_test(content_that_was_not_read_is_unknown),
		cmocka_unit_test(content_that_nobody_asked_for_is_unknown),
		cmocka_unit_test(a_hidden_file_elsewhere_is_for_others),
		cmocka_unit_test(a_hidden_file_that_was_in_scope_before_is_judged),
		cmocka_unit_test(an_altered_clone_is_unknown),
		cmocka_unit_test(a_lost_alteration_is_noticed),
		cmocka_unit_test(a_clone_that_was_not_looked_through_is_unknown),
		cmocka_unit_test(a_redeploy_is_allowed),
		cmocka_unit_test(a_redeploy_from_an_altered_clone_is_not),
		cmocka_unit_test(a_redeploy_needs_no_content),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
