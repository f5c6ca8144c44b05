/* SPDX-License-Identifier: Apache-2.0 */
/* Is a digest found that was in a file before, and is there no more? */
#include "tests/unit/integrations/sandbox.h"
#include "tests/unit/integrations/pcre2_leaks.h"

#include "base/text.h"
#include "integrations/git_digest_before.h"

#define A "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
#define PLACE "repo/apps/a.yaml"

static struct git *git;

static int
begin(void **state)
{
	if (sandbox_begin(state))
		return -1;
	make_folder("repo");
	make_folder("repo/apps");
	GIT("repo", "init", "-q", "-b", "main", ".");
	return git_open(path_of("repo"), &git, &box.err) ? 0 : -1;
}

static int
end(void **state)
{
	git_close(&git);
	return sandbox_end(state);
}

static const char *
commit(const char *text)
{
	write_file(PLACE, text);
	GIT("repo", "add", "-A");
	GIT("repo", "commit", "-q", "--allow-empty", "-m", "next");
	return GIT("repo", "rev-parse", "HEAD");
}

/* What the last commit moves to: where was it before? */
static struct digest_moves
looked_back(const char *to, uint64_t read)
{
	struct digest_moves moves = {.move_count = 1};

	*LIST_ADD(&box.arena, &moves.moves) =
		(struct digest_move){.path = "apps/a.yaml", .from = A, .to = to};
	git_digest_before(&box.arena, git, GIT("repo", "rev-parse", "HEAD"), &read, &moves);
	return moves;
}

static void
finds_what_was_taken_back(void **state)
{
	struct digest_moves moves;
	const char *held;

	(void)state;
	commit(A);
	commit(B);
	commit(C);
	held = commit(B);
	commit(A);
	commit(B);
	moves = looked_back(B, 0);
	assert_null(moves.why);
	assert_int_equal(moves.moves.count, 1);
	assert_string_equal(moves.moves.at[0].held_at, held);
	assert_false(moves.moves.at[0].is_new);
}

static void
finds_nothing_of_what_is_new(void **state)
{
	struct digest_moves moves;

	(void)state;
	commit(A);
	commit(C);
	commit(A);
	commit(B);
	moves = looked_back(B, 0);
	assert_null(moves.why);
	assert_null(moves.moves.at[0].held_at);
	assert_true(moves.moves.at[0].is_new);
}

/* One after the other of several places is no going back; one of them that went back is. */
static void
counts_the_places(void **state)
{
	(void)state;
	commit(A "\n" A "\n");
	commit(B "\n" A "\n");
	commit(B "\n" B "\n");
	assert_null(looked_back(B, 0).moves.at[0].held_at);
	commit(A "\n" B "\n");
	commit(B "\n" B "\n");
	assert_non_null(looked_back(B, 0).moves.at[0].held_at);
}

/* A file that went away, or was something else for a while, is looked for behind that. */
static void
looks_behind_gaps(void **state)
{
	const char *held;

	(void)state;
	held = commit(B);
	GIT("repo", "rm", "-q", "apps/a.yaml");
	GIT("repo", "commit", "-q", "-m", "gone");
	make_folder("repo/apps");
	make_folder(PLACE);
	write_file(PLACE "/b", "folder\n");
	GIT("repo", "add", "-A");
	GIT("repo", "commit", "-q", "-m", "a folder");
	GIT("repo", "rm", "-q", "-r", "apps");
	make_folder("repo/apps");
	commit(A);
	commit(B);
	assert_string_equal(looked_back(B, 0).moves.at[0].held_at, held);
}

static void
is_no_move_if_unread(void **state)
{
	struct digest_moves moves;

	(void)state;
	commit(A);
	commit(B);
	moves = looked_back(B, UINT64_C(1) << 40);
	assert_non_null(strstr(moves.why, "too much history"));
	assert_int_equal(moves.moves.count, 0);
	assert_int_equal(moves.move_count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_what_was_taken_back, begin, end),
		cmocka_unit_test_setup_teardown(finds_nothing_of_what_is_new, begin, end),
		cmocka_unit_test_setup_teardown(counts_the_places, begin, end),
		cmocka_unit_test_setup_teardown(looks_behind_gaps, begin, end),
		cmocka_unit_test_setup_teardown(is_no_move_if_unread, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
