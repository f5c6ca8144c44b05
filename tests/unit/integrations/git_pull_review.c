/* SPDX-License-Identifier: Apache-2.0 */
/* Does a review count for the head only if it has what was reviewed? */
#include "tests/unit/integrations/git_pull_world.h"

#include "integrations/git_pull_review.h"

static const char *reviewed;

static int
begin_review(void **state)
{
	if (begin_pull(state))
		return -1;
	reviewed = id_of("feature");
	return 0;
}

#define REVIEW_TEST(function) cmocka_unit_test_setup_teardown(function, begin_review, end_signing)

static void
add_review(const char *commit)
{
	struct forge_review *review = LIST_ADD(&box.arena, &request.reviews);

	review->state = REVIEW_APPROVED;
	review->commit = commit;
	review->content = REVISION_EXACT;
	review->why = "unanswered";
	request.review_count++;
}

static void
content_is(size_t place, int content, const char *why, const char *file, int line)
{
	const struct forge_review *review = &facts.requests.at[0].reviews.at[place];

	if (review->content != content)
		fail_msg("%s:%d: %s, not %s: %s", file, line, revision_names[review->content],
			 revision_names[content], review->why ? review->why : "");
	if (!why)
		assert_null(review->why);
	else if (!review->why || !strstr(review->why, why))
		fail_msg("%s:%d: '%s' is not in '%s'", file, line, why, review->why);
}

#define CONTENT(content, why) content_is(0, (content), (why), __FILE__, __LINE__)

/* The request is merged with its head as it is now. */
static void
merge_it(void)
{
	describe("main", "feature");
	on("main");
	merge("feature");
	merged_as("HEAD");
	add_review(reviewed);
	look();
	LANDED("HEAD", LANDED_MERGED, NULL);
}

static void
rebase_feature(void)
{
	set_time(700);
	GIT("repo", "rebase", "-q", "main", "feature");
}

/* ---- the same ---- */

static void
the_same_commit(void **state)
{
	(void)state;
	main_moves_on();
	merge_it();
	CONTENT(REVISION_EXACT, NULL);
	git_pull_content(&box.arena, NULL, &change, &facts);
	CONTENT(REVISION_EXACT, NULL);
}

static void
another_message(void **state)
{
	(void)state;
	on("feature");
	GIT("repo", "commit", "-q", "--amend", "-m", "Add two, in other words");
	merge_it();
	CONTENT(REVISION_SAME_DIFF, NULL);
}

static void
rebased_onto_other_files(void **state)
{
	(void)state;
	main_moves_on();
	rebase_feature();
	commit_on("main", "later", "z\n");
	merge_it();
	CONTENT(REVISION_SAME_DIFF, NULL);
}

static void
updated_from_the_base(void **state)
{
	(void)state;
	main_moves_on();
	on("feature");
	merge("main");
	commit_on("main", "later", "z\n");
	merge_it();
	CONTENT(REVISION_SAME_DIFF, NULL);
}

static void
taken_back_and_brought_again(void **state)
{
	(void)state;
	commit_on("feature", "two", "two\n");
	commit_on("feature", "two", "2\n");
	merge_it();
	CONTENT(REVISION_SAME_DIFF, NULL);
}

/* ---- a clean update ---- */

/* The change is in the ninth line; the base gets lines above it. */
static void
change_below(void)
{
	commit_on("feature", "app", "1\n2\n3\n4\n5\n6\n7\n8\nNINE\n");
	reviewed = id_of("feature");
	commit_on("main", "app", "0\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
}

static void
rebased_with_moved_lines(void **state)
{
	(void)state;
	change_below();
	rebase_feature();
	merge_it();
	CONTENT(REVISION_CLEAN_UPDATE, NULL);
}

static void
updated_with_moved_lines(void **state)
{
	(void)state;
	change_below();
	on("feature");
	merge("main");
	merge_it();
	CONTENT(REVISION_CLEAN_UPDATE, NULL);
}

static void
updated_twice_and_squashed(void **state)
{
	(void)state;
	change_below();
	on("feature");
	merge("main");
	commit_on("main", "later", "z\n");
	on("feature");
	merge("main");
	describe("main", "feature");
	squash();
	merged_as("HEAD");
	add_review(reviewed);
	look();
	LANDED("HEAD", LANDED_SQUASHED, NULL);
	CONTENT(REVISION_CLEAN_UPDATE, NULL);
}

static void
updated_and_rebased_into_the_branch(void **state)
{
	(void)state;
	change_below();
	on("feature");
	merge("main");
	commit_on("main", "later", "z\n");
	describe("main", "feature");
	pick("feature~3");
	pick("feature~2");
	pick("feature~1");
	merged_as("HEAD");
	add_review(reviewed);
	look();
	LANDED("HEAD^", LANDED_REBASED, NULL);
	CONTENT(REVISION_CLEAN_UPDATE, NULL);
}

static void
updated_with_a_conflict(void **state)
{
	(void)state;
	commit_on("feature", "app", "1\n2\n3\n4\n5\n6\n7\n8\nNINE\n");
	reviewed = id_of("feature");
	commit_on("main", "app", "1\n2\n3\n4\n5\n6\n7\n8\nnine\n");
	on("feature");
	GIT("repo", "merge", "-q", "-s", "ours", "--no-commit", "main");
	commit_files("resolved");
	merge_it();
	CONTENT(REVISION_DIFFERS, NULL);
}

static void
updated_with_something_else(void **state)
{
	(void)state;
	change_below();
	on("feature");
	GIT("repo", "merge", "-q", "--no-ff", "--no-commit", "main");
	commit_file("back.door", "open\n", "merge");
	merge_it();
	CONTENT(REVISION_DIFFERS, NULL);
}

/* The very tree that was reviewed, on a base that moved on: it takes back what the base got. */
static void
the_reviewed_tree_takes_back_what_the_base_got(void **state)
{
	(void)state;
	main_moves_on();
	on("feature");
	GIT("repo", "merge", "-q", "-s", "ours", "main");
	assert_string_equal(id_of("feature^{tree}"),
			    id_of(arena_format(&box.arena, "%s^{tree}", reviewed)));
	merge_it();
	CONTENT(REVISION_DIFFERS, NULL);
}

/* ---- edits after the review ---- */

/* With a base that moves, too: then the tree must be merged again, and says the same. */
static void
differs(void)
{
	commit_files("A small one");
	main_moves_on();
	merge_it();
	CONTENT(REVISION_DIFFERS, NULL);
}

static void
white_space(void **state)
{
	(void)state;
	on("feature");
	write_file("repo/two", "2 \n");
	differs();
}

static void
no_line_end(void **state)
{
	(void)state;
	on("feature");
	write_file("repo/two", "2");
	differs();
}

static void
white_space_in_a_rebase(void **state)
{
	(void)state;
	change_below();
	rebase_feature();
	commit_on("feature", "two", "2\n\n");
	merge_it();
	CONTENT(REVISION_DIFFERS, NULL);
}

static void
binary(void **state)
{
	(void)state;
	on("feature");
	write_bytes("repo/image", "a\0b", 3);
	commit_files("image");
	reviewed = id_of("feature");
	write_bytes("repo/image", "a\0c", 3);
	differs();
}

static void
mode(void **state)
{
	(void)state;
	on("feature");
	chmod(path_of("repo/two"), 0755);
	differs();
}

static void
symbolic_link(void **state)
{
	(void)state;
	on("feature");
	assert_int_equal(symlink("one", path_of("repo/link")), 0);
	commit_files("link");
	reviewed = id_of("feature");
	assert_int_equal(unlink(path_of("repo/link")), 0);
	assert_int_equal(symlink("two", path_of("repo/link")), 0);
	differs();
}

static void
link_to(const char *commit)
{
	GIT("repo", "update-index", "--add", "--cacheinfo",
	    arena_format(&box.arena, "160000,%s,sub", commit));
	GIT("repo", "commit", "-q", "-m", "submodule");
}

static void
submodule(void **state)
{
	(void)state;
	on("feature");
	link_to(NO_SUCH_COMMIT);
	reviewed = id_of("feature");
	link_to("2222222222222222222222222222222222222222");
	main_moves_on();
	merge_it();
	CONTENT(REVISION_DIFFERS, NULL);
}

/* The same lines between the same neighbours. */
static void
moved_hunk(void **state)
{
	(void)state;
	on("main");
	commit_file("block", "1\n2\n3\n4\n5\n6\n7\n8\n1\n2\n3\n4\n5\n6\n7\n8\n", "block");
	on("feature");
	merge("main");
	commit_file("block", "1\n2\n3\n4\nx\n5\n6\n7\n8\n1\n2\n3\n4\n5\n6\n7\n8\n", "x");
	reviewed = id_of("feature");
	commit_file("block", "1\n2\n3\n4\n5\n6\n7\n8\n1\n2\n3\n4\nx\n5\n6\n7\n8\n", "x");
	main_moves_on();
	merge_it();
	CONTENT(REVISION_DIFFERS, NULL);
}

static void
one_commit_more(void **state)
{
	(void)state;
	commit_on("feature", "three", "3\n");
	merge_it();
	CONTENT(REVISION_DIFFERS, NULL);
}

static void
one_commit_less(void **state)
{
	(void)state;
	on("feature");
	GIT("repo", "reset", "-q", "--hard", "HEAD^");
	merge_it();
	CONTENT(REVISION_DIFFERS, NULL);
}

/* ---- other ways in, and requests that are open ---- */

static void
moved_forward(void **state)
{
	(void)state;
	on("feature");
	GIT("repo", "commit", "-q", "--amend", "-m", "In other words");
	describe("main", "feature");
	on("main");
	GIT("repo", "merge", "-q", "--ff-only", "feature");
	merged_as("HEAD");
	add_review(reviewed);
	add_review(id_of("feature^"));
	look();
	CONTENT(REVISION_SAME_DIFF, NULL);
	content_is(1, REVISION_DIFFERS, NULL, __FILE__, __LINE__);
}

/* What it was updated with is on no line of first parents that could be its base. */
static void
moved_forward_over_an_update(void **state)
{
	(void)state;
	main_moves_on();
	on("feature");
	GIT("repo", "merge", "-q", "-s", "ours", "main");
	describe("main", "feature");
	on("main");
	GIT("repo", "merge", "-q", "--ff-only", "feature");
	merged_as("HEAD");
	add_review(reviewed);
	look();
	CONTENT(REVISION_UNKNOWN, "not known");
}

static void
open_request(const char *tip)
{
	describe("main", "feature");
	request.state = STATE_OPEN;
	add_review(reviewed);
	on("main");
	look();
	if (tip)
		*LIST_ADD(&box.arena, &facts.branches) =
			(struct forge_branch){.name = "main", .commit = tip};
	git_pull_content(&box.arena, git, &change, &facts);
}

static void
an_open_request(void **state)
{
	(void)state;
	change_below();
	on("feature");
	merge("main");
	open_request(id_of("main"));
	CONTENT(REVISION_CLEAN_UPDATE, NULL);
	commit_on("feature", "two", "2 \n");
	open_request(id_of("main"));
	CONTENT(REVISION_DIFFERS, NULL);
}

static void
an_open_request_without_a_base(void **state)
{
	(void)state;
	change_below();
	rebase_feature();
	open_request(NULL);
	CONTENT(REVISION_UNKNOWN, "not known");
	open_request(NO_SUCH_COMMIT);
	CONTENT(REVISION_UNKNOWN, "`git fetch origin " NO_SUCH_COMMIT "`");
	open_request("main");
	CONTENT(REVISION_UNKNOWN, "names no commit");
	/* The base has the head: neither of them does anything to it. */
	open_request(id_of("feature"));
	CONTENT(REVISION_UNKNOWN, "has the head");
}

static void
nothing_in_common(void **state)
{
	(void)state;
	commit_on("feature", "three", "3\n");
	GIT("repo", "checkout", "-q", "--orphan", "fresh");
	open_request(commit_files("root"));
	CONTENT(REVISION_UNKNOWN, "nothing in common");
}

static void
more_than_one_merge_base(void **state)
{
	(void)state;
	main_moves_on();
	GIT("repo", "branch", "old", "main");
	merge("feature");
	on("feature");
	merge("old");
	commit_on("feature", "three", "3\n");
	commit_on("main", "more", "y\n");
	describe("main", "feature");
	merge("feature");
	merged_as("HEAD");
	add_review(id_of("feature^"));
	look();
	CONTENT(REVISION_UNKNOWN, "more than one merge base");
}

/* ---- reviewed commits that are no longer there, and ids that are none ---- */

static void
pushed_away(void **state)
{
	(void)state;
	main_moves_on();
	rebase_feature();
	merge_it();
	CONTENT(REVISION_SAME_DIFF, NULL);
	GIT("", "clone", "-q", "--no-local", "repo", "clone");
	git_close(&git);
	assert_true(git_open(path_of("clone"), &git, &box.err));
	look();
	CONTENT(REVISION_UNKNOWN, arena_format(&box.arena, "`git fetch origin %s`", reviewed));
}

static void
a_head_that_the_clone_lacks(void **state)
{
	(void)state;
	commit_on("feature", "three", "3\n");
	describe("main", "feature");
	squash();
	merged_as("HEAD");
	add_review(first);
	add_review(reviewed);
	GIT("", "clone", "-q", "--no-local", "--single-branch", "repo", "clone");
	git_close(&git);
	assert_true(git_open(path_of("clone"), &git, &box.err));
	look();
	CONTENT(REVISION_UNKNOWN, "`git fetch origin refs/pull/7/head`");
	content_is(1, REVISION_UNKNOWN, "`git fetch origin refs/pull/7/head`", __FILE__, __LINE__);
	assert_non_null(strstr(facts.requests.at[0].reviews.at[1].why, reviewed));
}

static void
ids_that_are_none(void **state)
{
	static const char *const ids[] = {NULL, "", "HEAD", "--help"};

	(void)state;
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		reviewed = ids[i];
		describe("main", "feature");
		add_review(ids[i]);
		merged_as("main");
		look();
		CONTENT(REVISION_UNKNOWN, "does not say");
		request.head = ids[i];
		look();
		CONTENT(REVISION_UNKNOWN, "does not say");
	}
}

static void
ids_of_other_things(void **state)
{
	(void)state;
	reviewed = id_of("feature^{tree}");
	merge_it();
	CONTENT(REVISION_UNKNOWN, "is no commit");
}

static void
without_a_clone(void **state)
{
	(void)state;
	commit_on("feature", "three", "3\n");
	merge_it();
	CONTENT(REVISION_DIFFERS, NULL);
	git_pull_content(&box.arena, NULL, &change, &facts);
	CONTENT(REVISION_UNKNOWN, "no clone");
}

static void
a_limit_that_is_reached(void **state)
{
	struct pull_asking asking = {.arena = &box.arena, .git = git, .change = &change};
	struct pull pull = {0};

	(void)state;
	change_below();
	on("feature");
	merge("main");
	merge_it();
	CONTENT(REVISION_CLEAN_UPDATE, NULL);
	assert_true(facts.requests.at[0].commits.at[3].adds_nothing);
	asking.facts = &facts;
	asking.spent.commits = LIMIT_RANGE_MERGE_COMMITS + 1;
	pull.request = &facts.requests.at[0];
	pull_reviews(&asking, &pull);
	pull_merges(&asking, &pull);
	CONTENT(REVISION_UNKNOWN, "too much work");
	assert_false(facts.requests.at[0].commits.at[3].adds_nothing);
}

static void
each_review_is_answered(void **state)
{
	(void)state;
	commit_on("feature", "three", "3\n");
	describe("main", "feature");
	on("main");
	merge("feature");
	merged_as("HEAD");
	add_review(reviewed);
	add_review(id_of("feature"));
	add_review(NO_SUCH_COMMIT);
	add_review(reviewed);
	add_review(NO_SUCH_COMMIT);
	look();
	content_is(0, REVISION_DIFFERS, NULL, __FILE__, __LINE__);
	content_is(1, REVISION_EXACT, NULL, __FILE__, __LINE__);
	content_is(2, REVISION_UNKNOWN, "the clone lacks", __FILE__, __LINE__);
	content_is(3, REVISION_DIFFERS, NULL, __FILE__, __LINE__);
	content_is(4, REVISION_UNKNOWN, "the clone lacks", __FILE__, __LINE__);
}

/* ---- merges in the request ---- */

static const struct forge_commit *
listed(const char *revision)
{
	const char *id = id_of(revision);

	for (size_t i = 0; i < facts.requests.at[0].commits.count; i++)
		if (text_equal(facts.requests.at[0].commits.at[i].id, id))
			return &facts.requests.at[0].commits.at[i];
	fail_msg("%s is not listed", revision);
	return NULL;
}

static bool
adds_nothing(const char *revision)
{
	return listed(revision)->adds_nothing;
}

static void
an_update_adds_nothing(void **state)
{
	(void)state;
	change_below();
	on("feature");
	merge("main");
	merge_it();
	assert_true(adds_nothing("feature"));
	assert_string_equal(listed("feature")->updates, id_of("feature^"));
	assert_false(adds_nothing("feature^"));
	assert_null(listed("feature^")->updates);
	assert_false(adds_nothing("feature~2"));
	git_pull_content(&box.arena, NULL, &change, &facts);
	assert_false(adds_nothing("feature"));
}

static void
an_update_that_adds_something(void **state)
{
	(void)state;
	change_below();
	on("feature");
	GIT("repo", "merge", "-q", "--no-ff", "--no-commit", "main");
	commit_file("back.door", "open\n", "merge");
	merge_it();
	assert_false(adds_nothing("feature"));
}

static void
an_update_that_chooses(void **state)
{
	(void)state;
	main_moves_on();
	on("feature");
	GIT("repo", "merge", "-q", "-s", "ours", "main");
	merge_it();
	assert_false(adds_nothing("feature"));
}

/* Its commits must be among those whose authors are known. */
static void
a_merge_of_what_is_not_listed(void **state)
{
	(void)state;
	GIT("repo", "checkout", "-q", "-b", "side", "main");
	commit_file("side", "s\n", "side");
	on("feature");
	merge("side");
	merge_it();
	assert_true(adds_nothing("feature"));
	assert_null(listed("feature")->updates);
	for (size_t i = 0; i < request.commits.count; i++)
		if (text_equal(request.commits.at[i].id, id_of("side")))
			request.commits.at[i].id = id_of("feature");
	look();
	assert_false(adds_nothing("feature"));
}

static void
an_octopus_is_not_proven(void **state)
{
	(void)state;
	GIT("repo", "checkout", "-q", "-b", "side", "main");
	commit_file("side", "s\n", "side");
	main_moves_on();
	on("feature");
	GIT("repo", "merge", "-q", "-m", "octopus", "main", "side");
	merge_it();
	assert_false(adds_nothing("feature"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		REVIEW_TEST(the_same_commit),
		REVIEW_TEST(another_message),
		REVIEW_TEST(rebased_onto_other_files),
		REVIEW_TEST(updated_from_the_base),
		REVIEW_TEST(taken_back_and_brought_again),
		REVIEW_TEST(rebased_with_moved_lines),
		REVIEW_TEST(updated_with_moved_lines),
		REVIEW_TEST(updated_twice_and_squashed),
		REVIEW_TEST(updated_and_rebased_into_the_branch),
		REVIEW_TEST(updated_with_a_conflict),
		REVIEW_TEST(updated_with_something_else),
		REVIEW_TEST(the_reviewed_tree_takes_back_what_the_base_got),
		REVIEW_TEST(white_space),
		REVIEW_TEST(no_line_end),
		REVIEW_TEST(white_space_in_a_rebase),
		REVIEW_TEST(binary),
		REVIEW_TEST(mode),
		REVIEW_TEST(symbolic_link),
		REVIEW_TEST(submodule),
		REVIEW_TEST(moved_hunk),
		REVIEW_TEST(one_commit_more),
		REVIEW_TEST(one_commit_less),
		REVIEW_TEST(moved_forward),
		REVIEW_TEST(moved_forward_over_an_update),
		REVIEW_TEST(an_open_request),
		REVIEW_TEST(an_open_request_without_a_base),
		REVIEW_TEST(nothing_in_common),
		REVIEW_TEST(more_than_one_merge_base),
		REVIEW_TEST(pushed_away),
		REVIEW_TEST(a_head_that_the_clone_lacks),
		REVIEW_TEST(ids_that_are_none),
		REVIEW_TEST(ids_of_other_things),
		REVIEW_TEST(without_a_clone),
		REVIEW_TEST(a_limit_that_is_reached),
		REVIEW_TEST(each_review_is_answered),
		REVIEW_TEST(an_update_adds_nothing),
		REVIEW_TEST(an_update_that_adds_something),
		REVIEW_TEST(an_update_that_chooses),
		REVIEW_TEST(a_merge_of_what_is_not_listed),
		REVIEW_TEST(an_octopus_is_not_proven),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
