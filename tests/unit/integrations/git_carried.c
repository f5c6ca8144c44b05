/* SPDX-License-Identifier: Apache-2.0 */
/* Is a squash or a rebase taken for what a tag approved only if it has exactly that? */
#include "tests/unit/integrations/signing_world.h"

#include "integrations/git_carried.h"

static struct change change;
static struct approving_tags tags;
static struct carried_list found;
static const char *first;

/* Alice's two commits on "feature", which main does not have. */
static int
begin(void **state)
{
	if (begin_repository(state))
		return -1;
	first = id_of("HEAD");
	GIT("repo", "checkout", "-q", "-b", "feature");
	commit_file("one", "1\n", "Add one");
	commit_file("two", "2\n", "Add two");
	GIT("repo", "checkout", "-q", "main");
	return 0;
}

/* By carol, of all of feature. */
static const char *
approve(const char *how)
{
	const char *id;

	act_as("carol");
	id = tag_approving(how, "review", "feature", id_of("feature"));
	act_as("alice");
	return id;
}

static void
main_moves_on(void)
{
	act_as("bob");
	commit_file("other", "x\n", "Elsewhere");
	act_as("alice");
}

static void
look(void)
{
	struct error err;

	found = (struct carried_list){0};
	tags = (struct approving_tags){0};
	read_change(first, &change);
	if (!git_approving_tags(&box.arena, git, &signing, &tags, &err))
		fail_msg("%s", err.message);
	git_carried(&box.arena, git, &change, &tags, &signing, &found);
}

static void
finds_nothing(void)
{
	look();
	assert_int_equal(found.all.count, 0);
}

/* NULL: nothing of that kind is said of it. */
static const struct carried *
of_commit(const char *revision, int content)
{
	const char *commit = id_of(revision);

	for (size_t i = 0; i < found.all.count; i++)
		if (text_equal(found.all.at[i].commit, commit) &&
		    found.all.at[i].content == content)
			return &found.all.at[i];
	return NULL;
}

static const struct carried *
is_carried(const char *revision, int content, size_t behind)
{
	const struct carried *carried = of_commit(revision, content);

	assert_non_null(carried);
	assert_string_equal(carried->tag->head, id_of("feature"));
	if (content == CONTENT_DIFFERS) {
		assert_null(carried->behind);
		return carried;
	}
	assert_non_null(carried->behind);
	assert_int_equal(carried->behind->commits.count, behind);
	return carried;
}

static void
all_differ(void)
{
	for (size_t i = 0; i < found.all.count; i++)
		assert_int_equal(found.all.at[i].content, CONTENT_DIFFERS);
}

static void
squash(const char *message)
{
	GIT("repo", "merge", "-q", "--squash", "feature");
	commit_files(message);
}

static void
a_squash_is_what_merging_gives(void **state)
{
	(void)state;
	approve("-s");
	squash("Add one (PAY-1)");
	look();
	assert_int_equal(found.all.count, 1);
	is_carried("HEAD", CONTENT_SQUASHED, 2);
}

/* Nothing but the content counts: neither the subject nor who committed it. */
static void
a_squash_may_have_another_subject_and_author(void **state)
{
	(void)state;
	approve("-s");
	main_moves_on();
	act_as("bob");
	squash("Something else");
	look();
	assert_int_equal(found.all.count, 1);
	is_carried("HEAD", CONTENT_SQUASHED, 2);
}

static void
a_squash_with_something_else_differs(void **state)
{
	(void)state;
	approve("-s");
	main_moves_on();
	GIT("repo", "merge", "-q", "--squash", "feature");
	commit_file("back.door", "open\n", "Add two");
	look();
	assert_int_equal(found.all.count, 1);
	is_carried("HEAD", CONTENT_DIFFERS, 0);
}

static void
a_squash_that_lacks_something_differs(void **state)
{
	(void)state;
	approve("-s");
	GIT("repo", "merge", "-q", "--squash", "feature");
	GIT("repo", "rm", "-q", "-f", "two");
	commit_files("Add one");
	look();
	assert_int_equal(found.all.count, 1);
	is_carried("HEAD", CONTENT_DIFFERS, 0);
}

/* One bit: the same bytes, and somebody may run them. */
static void
a_squash_with_another_mode_differs(void **state)
{
	(void)state;
	approve("-s");
	GIT("repo", "merge", "-q", "--squash", "feature");
	chmod(path_of("repo/two"), 0755);
	commit_files("Add one");
	look();
	assert_int_equal(found.all.count, 1);
	is_carried("HEAD", CONTENT_DIFFERS, 0);
}

static void
another_change_has_nothing_to_do_with_it(void **state)
{
	(void)state;
	approve("-s");
	commit_file("three", "3\n", "Add three");
	finds_nothing();
}

/* Of another person, and of another subject: nobody is told that it is like the tag's. */
static void
a_squash_that_hides_is_nothing(void **state)
{
	(void)state;
	approve("-s");
	GIT("repo", "merge", "-q", "--squash", "feature");
	act_as("bob");
	commit_file("back.door", "open\n", "Unsuspicious");
	finds_nothing();
}

static void
only_tags_that_count_are_compared(void **state)
{
	(void)state;
	approve("-a");
	squash("Add one");
	finds_nothing();
	GIT("repo", "tag", "-d", "review");
	new_key("dave");
	act_as("dave");
	tag_approving("-s", "review", "feature", id_of("feature"));
	finds_nothing();
	GIT("repo", "tag", "-d", "review");
	approve("-s");
	look();
	assert_int_equal(found.all.count, 1);
}

/* A tag of what is in the range, or of a head that was merged, needs no comparison. */
static void
own_commits_are_not_carried(void **state)
{
	(void)state;
	approve("-s");
	GIT("repo", "merge", "-q", "--no-ff", "-m", "merge", "feature");
	finds_nothing();
	act_as("carol");
	tag_approving("-s", "of-merge", "HEAD", id_of("HEAD"));
	finds_nothing();
}

static void
contributors_of_what_was_squashed(void **state)
{
	const struct carried *carried;

	(void)state;
	GIT("repo", "checkout", "-q", "feature");
	act_as("bob");
	commit_file("three", "3\n", "Add three\n\nCo-authored-by: Eve <eve@example.org>");
	GIT("repo", "checkout", "-q", "main");
	approve("-s");
	main_moves_on();
	squash("Add one");
	look();
	assert_int_equal(found.all.count, 1);
	carried = is_carried("HEAD", CONTENT_SQUASHED, 3);
	assert_string_equal(carried->behind->commits.at[0].author.id, "bob@example.org");
	assert_int_equal(carried->behind->commits.at[0].co_authors.count, 1);
	assert_string_equal(carried->behind->commits.at[0].co_authors.at[0].id, "eve@example.org");
	assert_int_equal(carried->behind->commits.at[0].signature->state, SIGNATURE_VERIFIED);
	assert_string_equal(carried->behind->commits.at[2].author.id, "alice@example.org");
}

/* Another committer date: other ids, the same diffs. */
static void
rebase(void)
{
	set_time(500);
	GIT("repo", "cherry-pick", "main..feature");
}

static void
a_rebase_of_two(void **state)
{
	(void)state;
	approve("-s");
	set_time(500);
	GIT("repo", "cherry-pick", "--no-ff", "main..feature");
	assert_string_not_equal(id_of("HEAD"), id_of("feature"));
	look();
	is_carried("HEAD", CONTENT_REBASED, 2);
	is_carried("HEAD^", CONTENT_REBASED, 2);
}

static void
a_rebase_on_a_base_that_moved(void **state)
{
	(void)state;
	approve("-s");
	main_moves_on();
	rebase();
	look();
	is_carried("HEAD", CONTENT_REBASED, 2);
	is_carried("HEAD^", CONTENT_REBASED, 2);
}

/* The moved base changes lines above: other places, and exactly what picking gives. */
static void
a_rebase_with_moved_lines(void **state)
{
	(void)state;
	GIT("repo", "checkout", "-q", "feature");
	commit_file("app", "1\n2\n3\n4\n5\n6\n7\n8\nNINE\n", "Change nine");
	GIT("repo", "checkout", "-q", "main");
	approve("-s");
	act_as("bob");
	commit_file("app", "0\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n", "Above");
	act_as("alice");
	rebase();
	look();
	is_carried("HEAD", CONTENT_REBASED, 3);
	is_carried("HEAD^", CONTENT_REBASED, 3);
	is_carried("HEAD^^", CONTENT_REBASED, 3);
	assert_null(of_commit("HEAD~3", CONTENT_REBASED));
}

/* All of it or nothing: who approved the second saw the first, too. */
static void
a_rebase_with_a_changed_commit(void **state)
{
	(void)state;
	approve("-s");
	main_moves_on();
	rebase();
	write_file("repo/two", "2\nand more\n");
	GIT("repo", "commit", "-q", "-a", "--amend", "--no-edit");
	look();
	all_differ();
	is_carried("HEAD", CONTENT_DIFFERS, 0);
}

static void
a_rebase_whose_first_commit_was_changed(void **state)
{
	(void)state;
	approve("-s");
	main_moves_on();
	GIT("repo", "cherry-pick", "feature^");
	write_file("repo/one", "1\nand more\n");
	GIT("repo", "commit", "-q", "-a", "--amend", "--no-edit");
	GIT("repo", "cherry-pick", "feature");
	look();
	all_differ();
}

/* What somebody put between is not part of it. */
static void
a_rebase_with_a_commit_between(void **state)
{
	(void)state;
	approve("-s");
	main_moves_on();
	GIT("repo", "cherry-pick", "feature^");
	commit_file("back.door", "open\n", "Between");
	GIT("repo", "cherry-pick", "feature");
	look();
	/* The last still is what merging the rest gives; that says nothing of the others. */
	is_carried("HEAD", CONTENT_SQUASHED, 2);
	for (size_t i = 0; i < found.all.count; i++)
		assert_true(found.all.at[i].content == CONTENT_DIFFERS ||
			    text_equal(found.all.at[i].commit, id_of("HEAD")));
	assert_null(of_commit("HEAD", CONTENT_REBASED));
	assert_null(of_commit("HEAD^", CONTENT_DIFFERS));
}

/* ---- what was brought before ---- */

static void
take_back(const char *range)
{
	act_as("bob");
	GIT("repo", "revert", "--no-commit", range);
	commit_files("Take it back");
	act_as("alice");
}

static void
is_spent(const char *commit)
{
	size_t spent = 0;

	for (size_t i = 0; i < found.all.count; i++) {
		spent += found.all.at[i].content == CONTENT_SPENT &&
			 text_equal(found.all.at[i].commit, commit);
		assert_false(found.all.at[i].content != CONTENT_SPENT &&
			     found.all.at[i].content != CONTENT_DIFFERS &&
			     text_equal(found.all.at[i].commit, commit));
	}
	assert_int_not_equal(spent, 0);
}

static void
a_squash_that_was_taken_back_is_spent(void **state)
{
	(void)state;
	approve("-s");
	squash("Add one");
	take_back("HEAD^..HEAD");
	squash("Add one again");
	look();
	is_spent(id_of("HEAD"));
	is_carried("HEAD~2", CONTENT_SQUASHED, 2);
	first = id_of("HEAD^");
	look();
	is_spent(id_of("HEAD"));
}

/* A file that somebody removes is what such a squash changes first. */
static void
a_removal_that_was_taken_back_is_spent(void **state)
{
	(void)state;
	GIT("repo", "checkout", "-q", "feature");
	GIT("repo", "rm", "-q", "app");
	commit_files("Remove it");
	GIT("repo", "checkout", "-q", "main");
	approve("-s");
	act_as("bob");
	squash("Something else");
	take_back("HEAD^..HEAD");
	squash("And again");
	look();
	is_spent(id_of("HEAD"));
	is_carried("HEAD~2", CONTENT_SQUASHED, 3);
}

static void
a_rebase_that_was_taken_back_is_spent(void **state)
{
	(void)state;
	approve("-s");
	main_moves_on();
	rebase();
	take_back("HEAD~2..HEAD");
	set_time(700);
	GIT("repo", "cherry-pick", "main..feature");
	look();
	is_spent(id_of("HEAD"));
	is_spent(id_of("HEAD^"));
	is_carried("HEAD~3", CONTENT_REBASED, 2);
}

static void
a_rebase_of_what_was_squashed_is_spent(void **state)
{
	(void)state;
	approve("-s");
	squash("Add one");
	take_back("HEAD^..HEAD");
	rebase();
	look();
	is_spent(id_of("HEAD"));
	is_spent(id_of("HEAD^"));
}

static void
a_squash_of_what_was_rebased_is_spent(void **state)
{
	(void)state;
	approve("-s");
	main_moves_on();
	rebase();
	take_back("HEAD~2..HEAD");
	squash("Add one");
	look();
	is_spent(id_of("HEAD"));
}

static void
a_rebase_of_what_was_merged_is_spent(void **state)
{
	(void)state;
	approve("-s");
	GIT("repo", "merge", "-q", "--no-ff", "-m", "merge", "feature");
	GIT("repo", "revert", "-m", "1", "HEAD");
	first = id_of("HEAD");
	set_time(700);
	GIT("repo", "cherry-pick", "feature~2..feature");
	look();
	is_spent(id_of("HEAD"));
	assert_null(of_commit("HEAD^", CONTENT_SQUASHED));
	assert_null(of_commit("HEAD^", CONTENT_REBASED));
}

static void
a_direct_commit_that_is_picked_again_is_spent(void **state)
{
	const char *picked = commit_file("three", "3\n", "Add three");

	(void)state;
	act_as("carol");
	tag_approving("-s", "review-three", picked, picked);
	act_as("alice");
	finds_nothing();
	take_back("HEAD^..HEAD");
	first = id_of("HEAD");
	GIT("repo", "cherry-pick", picked);
	look();
	is_spent(id_of("HEAD"));
}

/* The squash is on a branch that was merged: it is not on the line of first parents. */
static void
what_a_branch_brought_is_spent(void **state)
{
	(void)state;
	approve("-s");
	GIT("repo", "checkout", "-q", "-b", "other");
	commit_file("three", "3\n", "Add three");
	squash("Add one");
	GIT("repo", "checkout", "-q", "main");
	GIT("repo", "merge", "-q", "--no-ff", "-m", "merge", "other");
	take_back("HEAD^2^..HEAD^2");
	first = id_of("HEAD");
	squash("Add one again");
	look();
	is_spent(id_of("HEAD"));
}

static void
a_head_that_was_squashed_before_is_spent(void **state)
{
	(void)state;
	approve("-s");
	squash("Add one");
	take_back("HEAD^..HEAD");
	first = id_of("HEAD");
	GIT("repo", "merge", "-q", "--no-ff", "-m", "merge", "feature");
	look();
	assert_int_equal(found.all.count, 1);
	is_spent(id_of("feature"));
	assert_null(found.all.at[0].behind);
	GIT("repo", "tag", "-d", "review");
	finds_nothing();
	approve("-a");
	finds_nothing();
}

/* It is merged beside what was taken back, and what is in place is merged into that. */
static void
a_way_around_what_is_in_place_is_spent(void **state)
{
	const char *start = first;

	(void)state;
	approve("-s");
	squash("Add one");
	take_back("HEAD^..HEAD");
	first = id_of("HEAD");
	GIT("repo", "checkout", "-q", "-b", "around", start);
	GIT("repo", "merge", "-q", "--no-ff", "-m", "merge", "feature");
	GIT("repo", "merge", "-q", "--no-ff", "-m", "around", "main");
	look();
	assert_int_equal(found.all.count, 1);
	is_spent(id_of("feature"));
}

static void
a_merge_that_changes_nothing_spends_nothing(void **state)
{
	(void)state;
	approve("-s");
	squash("Add one");
	first = id_of("HEAD");
	GIT("repo", "merge", "-q", "--no-ff", "-m", "merge", "feature");
	finds_nothing();
}

/* The last commit was needed at once; the branch as a whole is brought for the first time. */
static void
part_of_a_branch_is_not_the_branch(void **state)
{
	(void)state;
	approve("-s");
	set_time(500);
	GIT("repo", "cherry-pick", "feature");
	first = id_of("HEAD");
	GIT("repo", "merge", "-q", "--no-ff", "-m", "merge", "feature");
	finds_nothing();
}

/* ---- a merge on the way ---- */

/* Up to date with main, and a commit more; carol approves the merge only. */
static const char *
merge_inside(void)
{
	const char *merge;

	main_moves_on();
	GIT("repo", "checkout", "-q", "feature");
	GIT("repo", "merge", "-q", "--no-ff", "-m", "Up to date", "main");
	merge = id_of("HEAD");
	commit_file("three", "3\n", "Add three");
	GIT("repo", "checkout", "-q", "main");
	first = id_of("HEAD");
	act_as("carol");
	tag_approving("-s", "review-merge", merge, merge);
	act_as("alice");
	return merge;
}

static void
merge_feature(void)
{
	first = id_of("HEAD");
	GIT("repo", "merge", "-q", "--no-ff", "-m", "merge", "feature");
}

static void
a_merge_inside_counts_once(void **state)
{
	const char *merge = merge_inside();

	(void)state;
	merge_feature();
	finds_nothing();
	GIT("repo", "reset", "-q", "--hard", first);
	squash("Something else");
	take_back("HEAD^..HEAD");
	merge_feature();
	look();
	assert_int_equal(found.all.count, 1);
	is_spent(merge);
}

/* The branch was squashed when it ended there. */
static void
a_merge_inside_that_was_squashed_itself_is_spent(void **state)
{
	const char *merge = merge_inside();

	(void)state;
	GIT("repo", "merge", "-q", "--squash", merge);
	commit_files("Something else");
	take_back("HEAD^..HEAD");
	merge_feature();
	look();
	assert_int_equal(found.all.count, 1);
	is_spent(merge);
}

/* A merge that changes nothing, and has it for its head, hides nothing. */
static void
a_merge_inside_is_of_the_request_that_brought_it(void **state)
{
	const char *merge = merge_inside();
	const char *empty;

	(void)state;
	squash("Something else");
	take_back("HEAD^..HEAD");
	merge_feature();
	empty = GIT("repo", "commit-tree", "-p", "HEAD", "-p", merge, "-m", "Nothing",
		    "HEAD^{tree}");
	GIT("repo", "reset", "-q", "--hard", empty);
	look();
	assert_int_equal(found.all.count, 1);
	is_spent(merge);
}

/* What it names is no head, so it may have become a squash as well: each is told of its own. */
static void
a_tag_of_a_merge_inside_is_still_compared(void **state)
{
	const char *merge = merge_inside();

	(void)state;
	GIT("repo", "merge", "-q", "--squash", merge);
	commit_files("Something else");
	GIT("repo", "merge", "-q", "--no-ff", "-m", "merge", "feature");
	look();
	assert_int_equal(found.all.count, 2);
	is_spent(merge);
	assert_non_null(of_commit("HEAD^", CONTENT_SQUASHED));
}

#define CARRIED_TEST(function) cmocka_unit_test_setup_teardown(function, begin, end_signing)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CARRIED_TEST(a_squash_is_what_merging_gives),
		CARRIED_TEST(a_squash_may_have_another_subject_and_author),
		CARRIED_TEST(a_squash_with_something_else_differs),
		CARRIED_TEST(a_squash_that_lacks_something_differs),
		CARRIED_TEST(a_squash_with_another_mode_differs),
		CARRIED_TEST(another_change_has_nothing_to_do_with_it),
		CARRIED_TEST(a_squash_that_hides_is_nothing),
		CARRIED_TEST(only_tags_that_count_are_compared),
		CARRIED_TEST(own_commits_are_not_carried),
		CARRIED_TEST(contributors_of_what_was_squashed),
		CARRIED_TEST(a_rebase_of_two),
		CARRIED_TEST(a_rebase_on_a_base_that_moved),
		CARRIED_TEST(a_rebase_with_moved_lines),
		CARRIED_TEST(a_rebase_with_a_changed_commit),
		CARRIED_TEST(a_rebase_whose_first_commit_was_changed),
		CARRIED_TEST(a_rebase_with_a_commit_between),
		CARRIED_TEST(a_squash_that_was_taken_back_is_spent),
		CARRIED_TEST(a_removal_that_was_taken_back_is_spent),
		CARRIED_TEST(a_rebase_that_was_taken_back_is_spent),
		CARRIED_TEST(a_rebase_of_what_was_squashed_is_spent),
		CARRIED_TEST(a_squash_of_what_was_rebased_is_spent),
		CARRIED_TEST(a_rebase_of_what_was_merged_is_spent),
		CARRIED_TEST(a_direct_commit_that_is_picked_again_is_spent),
		CARRIED_TEST(what_a_branch_brought_is_spent),
		CARRIED_TEST(a_head_that_was_squashed_before_is_spent),
		CARRIED_TEST(a_way_around_what_is_in_place_is_spent),
		CARRIED_TEST(a_merge_that_changes_nothing_spends_nothing),
		CARRIED_TEST(part_of_a_branch_is_not_the_branch),
		CARRIED_TEST(a_merge_inside_counts_once),
		CARRIED_TEST(a_merge_inside_that_was_squashed_itself_is_spent),
		CARRIED_TEST(a_merge_inside_is_of_the_request_that_brought_it),
		CARRIED_TEST(a_tag_of_a_merge_inside_is_still_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
