/* SPDX-License-Identifier: Apache-2.0 */
/* Is a commit taken for a request's only if the clone proves it? */
#include "tests/unit/integrations/git_pull_world.h"

#include "integrations/git_pull_landing.h"

/* ---- merges ---- */

static void
a_merge_of_the_head(void **state)
{
	(void)state;
	main_moves_on();
	describe("main", "feature");
	merge("feature");
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_MERGED, NULL);
	LANDED("HEAD^", LANDED_DIFFERS, "a merge");
}

static void
a_merge_of_something_else(void **state)
{
	(void)state;
	main_moves_on();
	describe("main", "feature");
	commit_on("feature", "three", "3\n");
	on("main");
	merge("feature");
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_DIFFERS, request.head);
}

/* Below the second parent nothing lands: there are no change requests of it. */
static void
commits_below_a_merge_do_not_land(void **state)
{
	(void)state;
	describe("main", "feature");
	merge("feature");
	merged_as("HEAD");
	look();
	assert_int_equal(facts.landings.count, 1);
	LANDED("HEAD", LANDED_MERGED, NULL);
	facts.landings.at[0].commit = id_of("HEAD^2");
	git_pull_content(&box.arena, git, &change, &facts);
	LANDED("HEAD^2", LANDED_UNKNOWN, "no commit of this deploy");
}

static void
an_octopus_is_unknown(void **state)
{
	(void)state;
	describe("main", "feature");
	GIT("repo", "checkout", "-q", "-b", "third", "main");
	commit_file("third", "3\n", "third");
	main_moves_on();
	GIT("repo", "merge", "-q", "--no-ff", "-m", "octopus", "feature", "third");
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_UNKNOWN, "not one parent");
}

/* ---- squashes ---- */

static void
a_squash(void **state)
{
	(void)state;
	main_moves_on();
	describe("main", "feature");
	squash();
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_SQUASHED, NULL);
}

static void
a_squash_on_a_release_branch(void **state)
{
	(void)state;
	main_moves_on();
	GIT("repo", "checkout", "-q", "-b", "release/2", "main");
	describe("release/2", "feature");
	request.base = "release/2";
	GIT("repo", "merge", "-q", "--squash", "feature");
	commit_files("Squashed (#7)");
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_SQUASHED, NULL);
}

static void
a_squash_of_a_branch_that_was_updated(void **state)
{
	(void)state;
	main_moves_on();
	on("feature");
	merge("main");
	commit_on("main", "more", "y\n");
	describe("main", "feature");
	squash();
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_SQUASHED, NULL);
}

static void
differs_with(const char *path)
{
	commit_files("Squashed (#7)");
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_DIFFERS, arena_format(&box.arena, "'%s'", path));
}

static void
a_squash_with_something_else_differs(void **state)
{
	(void)state;
	describe("main", "feature");
	squash_files();
	write_file("repo/back.door", "open\n");
	differs_with("back.door");
}

static void
a_squash_that_lacks_something_differs(void **state)
{
	(void)state;
	describe("main", "feature");
	squash_files();
	GIT("repo", "rm", "-q", "-f", "two");
	differs_with("two");
}

static void
a_squash_with_a_blank_more_differs(void **state)
{
	(void)state;
	describe("main", "feature");
	squash_files();
	write_file("repo/two", "2 \n");
	differs_with("two");
}

static void
a_squash_with_another_mode_differs(void **state)
{
	(void)state;
	describe("main", "feature");
	squash_files();
	chmod(path_of("repo/two"), 0755);
	differs_with("two");
}

/* The head's very tree, on a branch that moved on: that takes back what the branch got. */
static void
the_tree_of_the_head_is_not_enough(void **state)
{
	(void)state;
	main_moves_on();
	describe("main", "feature");
	squash_files();
	GIT("repo", "rm", "-q", "-f", "other");
	commit_files("Squashed (#7)");
	assert_string_equal(id_of("HEAD^{tree}"), id_of("feature^{tree}"));
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_DIFFERS, "'other'");
}

static void
a_squash_with_a_conflict_differs(void **state)
{
	(void)state;
	commit_on("feature", "app", "1\n2\n3\n4\n5\n6\n7\n8\nnine\n");
	commit_on("main", "app", "1\n2\n3\n4\n5\n6\n7\n8\nNINE\n");
	describe("main", "feature");
	write_file("repo/one", "1\n");
	write_file("repo/two", "2\n");
	write_file("repo/app", "1\n2\n3\n4\n5\n6\n7\n8\nnine\n");
	commit_files("Squashed (#7)");
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_DIFFERS, "conflicts at 'app'");
}

static void
a_commit_behind_a_squash(void **state)
{
	(void)state;
	describe("main", "feature");
	squash();
	merged_as("HEAD");
	commit_file("back.door", "open\n", "Follow up (#7)");
	look();
	LANDED("HEAD^", LANDED_SQUASHED, NULL);
	LANDED("HEAD", LANDED_DIFFERS, "before it");
}

/* Exactly the content, and the forge says that it came in otherwise. */
static void
a_squash_is_what_the_forge_says(void **state)
{
	(void)state;
	describe("main", "feature");
	squash();
	merged_as("feature^");
	look();
	LANDED("HEAD", LANDED_DIFFERS, "first-parent line");
	request.merge_commit = NULL;
	look();
	LANDED("HEAD", LANDED_UNKNOWN, "merged as");
}

static void
an_empty_commit_is_no_squash(void **state)
{
	(void)state;
	describe("main", "feature");
	commit_files("Empty (#7)");
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_DIFFERS, "'one', 'two'");
}

static void
no_more_than_ten_paths_are_named(void **state)
{
	const struct landed *landed;
	size_t quotes = 0;

	(void)state;
	describe("main", "feature");
	squash_files();
	for (int i = 0; i < 12; i++)
		write_file(arena_format(&box.arena, "repo/x%02d", i), "x\n");
	differs_with("x09");
	landed = landed_of("HEAD");
	for (const char *at = landed->why; *at; at++)
		quotes += *at == '\'';
	assert_int_equal(quotes, 20);
	assert_null(strstr(landed->why, "x10"));
}

/* One after the other, as a merge queue does: each stands on the one before. */
static void
a_queue_of_squashes(void **state)
{
	(void)state;
	GIT("repo", "checkout", "-q", "-b", "queued", "main");
	commit_file("queued", "q\n", "Queued");
	describe("main", "feature");
	on("main");
	GIT("repo", "merge", "-q", "--squash", "queued");
	commit_files("Queued (#6)");
	squash();
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_SQUASHED, NULL);
	LANDED("HEAD^", LANDED_DIFFERS, "did not make it");
}

/* ---- rebases ---- */

static void
a_rebase(void **state)
{
	(void)state;
	main_moves_on();
	describe("main", "feature");
	pick("main..feature");
	merged_as("HEAD");
	look();
	rebased_from("HEAD", "feature");
	rebased_from("HEAD^", "feature^");
	LANDED("HEAD~2", LANDED_DIFFERS, "did not make it");
}

/* Lines above came in: other places, and exactly what picking gives. */
static void
a_rebase_with_moved_lines(void **state)
{
	(void)state;
	commit_on("feature", "app", "1\n2\n3\n4\n5\n6\n7\n8\nNINE\n");
	commit_on("main", "app", "0\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
	describe("main", "feature");
	pick("main..feature");
	merged_as("HEAD");
	look();
	rebased_from("HEAD", "feature");
	rebased_from("HEAD~2", "feature~2");
}

static void
a_rebase_leaves_merges_out(void **state)
{
	(void)state;
	main_moves_on();
	on("feature");
	merge("main");
	commit_on("feature", "three", "3\n");
	commit_on("main", "more", "y\n");
	describe("main", "feature");
	pick("feature~3");
	pick("feature~2");
	pick("feature");
	merged_as("HEAD");
	look();
	rebased_from("HEAD", "feature");
	rebased_from("HEAD^", "feature~2");
	rebased_from("HEAD~2", "feature~3");
}

/* What only the merge has was reviewed, and is not in the branch. */
static void
a_rebase_that_loses_what_a_merge_added_differs(void **state)
{
	(void)state;
	main_moves_on();
	on("feature");
	GIT("repo", "merge", "-q", "--no-ff", "--no-commit", "main");
	commit_file("fix", "safe\n", "merge and more");
	commit_on("main", "more", "y\n");
	describe("main", "feature");
	pick("feature~2");
	pick("feature~1");
	merged_as("HEAD");
	look();
	LANDED("HEAD^", LANDED_DIFFERS, "'fix'");
	LANDED("HEAD", LANDED_DIFFERS, "'fix'");
}

static void
a_rebase_with_empty_commits(void **state)
{
	(void)state;
	on("feature");
	commit_files("empty");
	commit_on("feature", "three", "3\n");
	main_moves_on();
	describe("main", "feature");
	pick("main..feature");
	merged_as("HEAD");
	look();
	rebased_from("HEAD", "feature");
	rebased_from("HEAD^", "feature^");
	rebased_from("HEAD~3", "feature~3");
}

/* Somebody brought the first one already. */
static void
a_rebase_where_a_commit_became_empty(void **state)
{
	(void)state;
	commit_on("feature", "three", "3\n");
	on("main");
	write_file("repo/one", "1\n");
	commit_file("other", "x\n", "With one of them");
	describe("main", "feature");
	pick("feature^");
	pick("feature");
	merged_as("HEAD");
	look();
	rebased_from("HEAD", "feature");
	rebased_from("HEAD^", "feature^");
	LANDED("HEAD~2", LANDED_DIFFERS, "did not make it");
}

/* The same, and kept for its message. */
static void
a_rebase_that_keeps_what_became_empty(void **state)
{
	(void)state;
	on("main");
	write_file("repo/one", "1\n");
	commit_file("other", "x\n", "With one of them");
	describe("main", "feature");
	pick("main..feature");
	assert_string_equal(id_of("HEAD^^{tree}"), id_of("HEAD~2^{tree}"));
	merged_as("HEAD");
	look();
	rebased_from("HEAD", "feature");
	rebased_from("HEAD^", "feature^");
	LANDED("HEAD~2", LANDED_DIFFERS, "did not make it");
}

static void
a_rebase_that_leaves_one_out_differs(void **state)
{
	(void)state;
	commit_on("feature", "three", "3\n");
	main_moves_on();
	describe("main", "feature");
	pick("feature~2");
	pick("feature");
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_DIFFERS, "'two'");
	LANDED("HEAD^", LANDED_DIFFERS, "pick of");
}

static void
a_rebase_with_a_changed_commit_differs(void **state)
{
	(void)state;
	main_moves_on();
	describe("main", "feature");
	pick("feature^");
	write_file("repo/one", "1 \n");
	GIT("repo", "commit", "-q", "-a", "--amend", "--no-edit");
	pick("feature");
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_DIFFERS, "'one'");
	LANDED("HEAD^", LANDED_DIFFERS, "'one'");
}

/* The last still brings the rest; that says nothing of those before. */
static void
a_foreign_commit_in_the_run(void **state)
{
	(void)state;
	main_moves_on();
	describe("main", "feature");
	pick("feature^");
	commit_file("back.door", "open\n", "Between");
	pick("feature");
	merged_as("HEAD");
	look();
	rebased_from("HEAD", "feature");
	LANDED("HEAD^", LANDED_DIFFERS, "did not make it");
	LANDED("HEAD~2", LANDED_DIFFERS, "did not make it");
}

/* It may stand for what became empty; then nothing stands for what was there before it. */
static void
a_foreign_commit_that_is_empty(void **state)
{
	(void)state;
	main_moves_on();
	describe("main", "feature");
	pick("feature^");
	commit_files("Empty");
	pick("feature");
	merged_as("HEAD");
	look();
	LANDED("HEAD~2", LANDED_DIFFERS, "did not make it");
}

static void
a_part_of_a_run_is_no_landing(void **state)
{
	(void)state;
	main_moves_on();
	describe("main", "feature");
	pick("main..feature");
	merged_as("HEAD");
	GIT("repo", "reset", "-q", "--hard", "HEAD^");
	look();
	LANDED("HEAD", LANDED_DIFFERS, "first-parent line");
}

/* The first half is in place already: the whole is there, and this is the rest of it. */
static void
the_rest_of_a_run(void **state)
{
	(void)state;
	commit_on("feature", "three", "3\n");
	main_moves_on();
	describe("main", "feature");
	pick("main..feature");
	merged_as("HEAD");
	first = id_of("HEAD~2");
	look();
	assert_int_equal(facts.landings.count, 2);
	rebased_from("HEAD", "feature");
	rebased_from("HEAD^", "feature^");
}

static void
the_forge_must_list_what_the_clone_has(void **state)
{
	struct forge_request whole;

	(void)state;
	main_moves_on();
	describe("main", "feature");
	pick("main..feature");
	merged_as("HEAD");
	whole = request;
	request.commit_count++;
	look();
	LANDED("HEAD^", LANDED_UNKNOWN, "did not list all");
	request = whole;
	request.commits.count--;
	request.commit_count--;
	look();
	LANDED("HEAD^", LANDED_UNKNOWN, "do not agree");
	request = whole;
	list_commit(id_of("feature"));
	look();
	LANDED("HEAD^", LANDED_UNKNOWN, "do not agree");
	describe("main", "feature");
	merged_as("HEAD");
	request.commits.at[0].id = request.commits.at[1].id;
	look();
	LANDED("HEAD^", LANDED_UNKNOWN, "do not agree");
	request.commits.at[0].id = "--upload-pack=x";
	look();
	LANDED("HEAD^", LANDED_UNKNOWN, "do not agree");
}

/* ---- moved forward ---- */

static void
moved_forward_to_the_head(void **state)
{
	(void)state;
	describe("main", "feature");
	GIT("repo", "merge", "-q", "--ff-only", "feature");
	merged_as("HEAD");
	look();
	rebased_from("HEAD", "feature");
	rebased_from("HEAD^", "feature^");
}

static void
moved_forward_over_a_foreign_commit(void **state)
{
	(void)state;
	describe("main", "feature");
	request.commits.at[0] = request.commits.at[1];
	request.commits.count = 1;
	request.commit_count = 1;
	GIT("repo", "merge", "-q", "--ff-only", "feature");
	merged_as("HEAD");
	look();
	rebased_from("HEAD", "feature");
	LANDED("HEAD^", LANDED_DIFFERS, "");
}

/* The head of a request into another branch. */
static void
a_head_that_went_elsewhere(void **state)
{
	(void)state;
	describe("main", "feature");
	GIT("repo", "checkout", "-q", "-b", "elsewhere", "main");
	merge("feature");
	merged_as("HEAD");
	on("main");
	GIT("repo", "merge", "-q", "--ff-only", "feature");
	look();
	LANDED("HEAD", LANDED_DIFFERS, "first-parent line");
}

static void
a_root_commit_does_not_land(void **state)
{
	(void)state;
	describe("main", "feature");
	GIT("repo", "checkout", "-q", "--orphan", "fresh");
	commit_files("root");
	merged_as("HEAD");
	look();
	LANDED("HEAD", LANDED_UNKNOWN, "not one parent");
}

/* ---- not merged, not there, not sane ---- */

static void
an_open_request_did_not_land(void **state)
{
	(void)state;
	describe("main", "feature");
	request.state = STATE_OPEN;
	merge("feature");
	look();
	LANDED("HEAD", LANDED_NOT, NULL);
	request.state = STATE_CLOSED;
	look();
	LANDED("HEAD", LANDED_NOT, NULL);
}

static void
a_request_that_is_judged_alone_did_not_land(void **state)
{
	(void)state;
	describe("main", "feature");
	merge("feature");
	merged_as("HEAD");
	look();
	change.range.kind = RANGE_REQUEST;
	git_pull_content(&box.arena, git, &change, &facts);
	LANDED("HEAD", LANDED_NOT, NULL);
}

static void
without_a_clone_nothing_is_known(void **state)
{
	(void)state;
	describe("main", "feature");
	merge("feature");
	merged_as("HEAD");
	look();
	git_pull_content(&box.arena, NULL, &change, &facts);
	LANDED("HEAD", LANDED_UNKNOWN, "no clone");
}

static void
a_request_that_was_not_described(void **state)
{
	(void)state;
	describe("main", "feature");
	merge("feature");
	merged_as("HEAD");
	look();
	facts.landings.at[0].requests.at[0].number = 8;
	git_pull_content(&box.arena, git, &change, &facts);
	LANDED("HEAD", LANDED_UNKNOWN, "did not describe");
}

/* All that is spent is spent on all requests of the deploy. */
static void
a_limit_that_is_reached(void **state)
{
	struct pull_asking asking = {.arena = &box.arena, .git = git, .change = &change};
	struct pull pull = {.request = &request};
	struct landed landed = {.number = 7};

	(void)state;
	describe("main", "feature");
	squash();
	merged_as("HEAD");
	look();
	asking.facts = &facts;
	pull_landing(&asking, &pull, id_of("HEAD"), &landed);
	assert_int_equal(landed.kind, LANDED_SQUASHED);
	assert_int_not_equal(asking.spent.trees, 0);
	asking.spent.steps = LIMIT_RANGE_MERGE_STEPS + 1;
	pull_landing(&asking, &pull, id_of("HEAD"), &landed);
	assert_int_equal(landed.kind, LANDED_UNKNOWN);
	assert_non_null(strstr(landed.why, "too much work"));
}

/* As it is after the branch was deleted, and after what the answer says was done. */
static void
a_head_that_the_clone_lacks(void **state)
{
	(void)state;
	main_moves_on();
	describe("main", "feature");
	squash();
	merged_as("HEAD");
	GIT("", "clone", "-q", "--no-local", "--single-branch", "repo", "clone");
	git_close(&git);
	assert_true(git_open(path_of("clone"), &git, &box.err));
	look();
	LANDED("HEAD", LANDED_UNKNOWN, "`git fetch origin refs/pull/7/head`");
	GIT("repo", "update-ref", "refs/pull/7/head", "feature");
	GIT("clone", "fetch", "-q", "origin", "refs/pull/7/head:refs/pull/7/head");
	git_close(&git);
	assert_true(git_open(path_of("clone"), &git, &box.err));
	look();
	LANDED("HEAD", LANDED_SQUASHED, NULL);
}

static void
ids_that_are_none(void **state)
{
	static const char *const ids[] = {NULL, "", "HEAD", "--help",
					  "111111111111111111111111111111111111111g"};

	(void)state;
	describe("main", "feature");
	squash();
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		merged_as("HEAD");
		request.head = ids[i];
		look();
		LANDED("HEAD", LANDED_UNKNOWN, "names no commit");
		request.head = id_of("feature");
		request.merge_commit = ids[i];
		look();
		LANDED("HEAD", LANDED_UNKNOWN, "merged as");
	}
}

static void
ids_of_other_things(void **state)
{
	(void)state;
	describe("main", "feature");
	squash();
	merged_as("HEAD");
	request.head = id_of("feature^{tree}");
	look();
	LANDED("HEAD", LANDED_UNKNOWN, "is no commit");
	request.head = NO_SUCH_COMMIT;
	look();
	LANDED("HEAD", LANDED_UNKNOWN, "the clone lacks");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PULL_TEST(a_merge_of_the_head),
		PULL_TEST(a_merge_of_something_else),
		PULL_TEST(commits_below_a_merge_do_not_land),
		PULL_TEST(an_octopus_is_unknown),
		PULL_TEST(a_squash),
		PULL_TEST(a_squash_on_a_release_branch),
		PULL_TEST(a_squash_of_a_branch_that_was_updated),
		PULL_TEST(a_squash_with_something_else_differs),
		PULL_TEST(a_squash_that_lacks_something_differs),
		PULL_TEST(a_squash_with_a_blank_more_differs),
		PULL_TEST(a_squash_with_another_mode_differs),
		PULL_TEST(the_tree_of_the_head_is_not_enough),
		PULL_TEST(a_squash_with_a_conflict_differs),
		PULL_TEST(a_commit_behind_a_squash),
		PULL_TEST(a_squash_is_what_the_forge_says),
		PULL_TEST(an_empty_commit_is_no_squash),
		PULL_TEST(no_more_than_ten_paths_are_named),
		PULL_TEST(a_queue_of_squashes),
		PULL_TEST(a_rebase),
		PULL_TEST(a_rebase_with_moved_lines),
		PULL_TEST(a_rebase_leaves_merges_out),
		PULL_TEST(a_rebase_that_loses_what_a_merge_added_differs),
		PULL_TEST(a_rebase_with_empty_commits),
		PULL_TEST(a_rebase_where_a_commit_became_empty),
		PULL_TEST(a_rebase_that_keeps_what_became_empty),
		PULL_TEST(a_rebase_that_leaves_one_out_differs),
		PULL_TEST(a_rebase_with_a_changed_commit_differs),
		PULL_TEST(a_foreign_commit_in_the_run),
		PULL_TEST(a_foreign_commit_that_is_empty),
		PULL_TEST(a_part_of_a_run_is_no_landing),
		PULL_TEST(the_rest_of_a_run),
		PULL_TEST(the_forge_must_list_what_the_clone_has),
		PULL_TEST(moved_forward_to_the_head),
		PULL_TEST(moved_forward_over_a_foreign_commit),
		PULL_TEST(a_head_that_went_elsewhere),
		PULL_TEST(a_root_commit_does_not_land),
		PULL_TEST(an_open_request_did_not_land),
		PULL_TEST(a_request_that_is_judged_alone_did_not_land),
		PULL_TEST(without_a_clone_nothing_is_known),
		PULL_TEST(a_request_that_was_not_described),
		PULL_TEST(a_limit_that_is_reached),
		PULL_TEST(a_head_that_the_clone_lacks),
		PULL_TEST(ids_that_are_none),
		PULL_TEST(ids_of_other_things),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
