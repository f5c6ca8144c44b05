/* SPDX-License-Identifier: Apache-2.0 */
/* Does a merge follow renames as git does, and nothing else? */
#include "tests/unit/integrations/git_merge_world.h"

static const char *base, *ours, *theirs;

static const char *
child(const char *parent, const char *tree)
{
	return COMMIT(tree, "change", parent);
}

static const char *
root(const char *tree)
{
	return make_commit("", tree, "root", (const char *const[]){NULL});
}

static void
test_renamed_here_and_changed_there(void **state)
{
	(void)state;
	base = root(TREE("a", lines(""), "x", "x\n"));
	ours = child(base, TREE("in/b", lines(""), "x", "x\n"));
	theirs = child(base, TREE("a", lines("3y"), "x", "x\n"));
	ASSERT_MERGE("same", ours, theirs, TREE("in/b", lines("3y"), "x", "x\n"));
	ASSERT_MERGE("same", theirs, ours, TREE("in/b", lines("3y"), "x", "x\n"));
	ASSERT_MERGE("differs in/b", ours, theirs, TREE("in/b", lines("3e"), "x", "x\n"));
	/* The change is lost; or the file is back. */
	ASSERT_MERGE("differs in/b", ours, theirs, TREE("in/b", lines(""), "x", "x\n"));
	ASSERT_MERGE("differs a in/b", ours, theirs,
		     TREE("a", lines("3y"), "in/b", lines(""), "x", "x\n"));
	ASSERT_MERGE("differs x", ours, theirs, TREE("in/b", lines("3y"), "x", "evil\n"));
	/* Renamed and changed. */
	ours = child(base, TREE("b", lines("17x"), "x", "x\n"));
	ASSERT_MERGE("same", ours, theirs, TREE("b", lines("3y 17x"), "x", "x\n"));
	ASSERT_MERGE("differs b", ours, theirs, TREE("b", lines("3y 10e 17x"), "x", "x\n"));
	/* Renamed, and changed in the same line. */
	ours = child(base, TREE("b", lines("3x"), "x", "x\n"));
	ASSERT_MERGE("conflict b", ours, theirs, TREE("b", lines("3z"), "x", "x\n"));
	ASSERT_MERGE("differs x", ours, theirs, TREE("b", lines("3z"), "x", "evil\n"));
}

static void
test_too_little_in_common_is_no_rename(void **state)
{
	(void)state;
	base = root(TREE("a", lines("")));
	ours = child(base, TREE("b", lines("1x 2x 3x 4x 5x 6x 7x 8x 9x 10x 11x 12x 13x 14x")));
	theirs = child(base, TREE("a", lines("20y")));
	ASSERT_MERGE("differs b", ours, theirs,
		     TREE("b", lines("1x 2x 3x 4x 5x 6x 7x 8x 9x 10x 11x 12x 13x 14x 20y")));
	ASSERT_MERGE("conflict a", ours, theirs,
		     TREE("b", lines("1x 2x 3x 4x 5x 6x 7x 8x 9x 10x 11x 12x 13x 14x")));
}

static void
test_renamed_on_both_sides(void **state)
{
	(void)state;
	base = root(TREE("a", lines("")));
	ours = child(base, TREE("b", lines("3x")));
	theirs = child(base, TREE("b", lines("17y")));
	ASSERT_MERGE("same", ours, theirs, TREE("b", lines("3x 17y")));
	ASSERT_MERGE("differs b", ours, theirs, TREE("b", lines("3x 10e 17y")));
	/* To different places: one of them has to be chosen. */
	theirs = child(base, TREE("c", lines("17y")));
	ASSERT_MERGE("conflict b c", ours, theirs, TREE("b", lines("3x 17y"), "c", "c\n"));
	ASSERT_MERGE("conflict b c", ours, theirs, TREE("b", lines("3x")));
	ASSERT_MERGE("differs evil", ours, theirs, TREE("b", lines("3x"), "evil", "e\n"));
}

static void
test_renamed_here_and_removed_there(void **state)
{
	(void)state;
	base = root(TREE("a", lines(""), "x", "x\n"));
	ours = child(base, TREE("b", lines("3x"), "x", "x\n"));
	theirs = child(base, TREE("x", "x\n"));
	/* Path by path nothing conflicts; but one of them wanted it to go. */
	ASSERT_MERGE("conflict b", ours, theirs, TREE("b", lines("3x"), "x", "x\n"));
	ASSERT_MERGE("conflict b", ours, theirs, TREE("x", "x\n"));
	ASSERT_MERGE("conflict b", ours, theirs, TREE("b", lines("3z"), "x", "x\n"));
}

static void
test_added_to_a_folder_that_moved(void **state)
{
	(void)state;
	base = root(TREE("d/1", lines("1a"), "d/2", lines("2b"), "d/s/3", lines("3c"), "x", "x\n"));
	ours = child(base, TREE("e/f/1", lines("1a"), "e/f/2", lines("2b 9x"), "e/f/s/3",
				lines("3c"), "x", "x\n"));
	theirs = child(base, TREE("d/1", lines("1a"), "d/2", lines("2b"), "d/n/w", "w\n", "d/new",
				  "new\n", "d/s/3", lines("3c"), "x", "x\n"));
#define MOVED "e/f/1", lines("1a"), "e/f/2", lines("2b 9x"), "e/f/s/3", lines("3c")
	ASSERT_MERGE("same", ours, theirs,
		     TREE("d/n/w", "w\n", "d/new", "new\n", MOVED, "x", "x\n"));
	ASSERT_MERGE("same", ours, theirs,
		     TREE(MOVED, "e/f/n/w", "w\n", "e/f/new", "new\n", "x", "x\n"));
	ASSERT_MERGE("same", ours, theirs,
		     TREE(MOVED, "d/n/w", "w\n", "e/f/new", "new\n", "x", "x\n"));
	/* In another place, in both, in none, or changed. */
	ASSERT_MERGE("differs e/new d/new", ours, theirs,
		     TREE(MOVED, "e/f/n/w", "w\n", "e/new", "new\n", "x", "x\n"));
	ASSERT_MERGE(
		"differs e/f/new", ours, theirs,
		TREE(MOVED, "d/new", "new\n", "e/f/n/w", "w\n", "e/f/new", "new\n", "x", "x\n"));
	ASSERT_MERGE("differs d/new", ours, theirs, TREE(MOVED, "e/f/n/w", "w\n", "x", "x\n"));
	ASSERT_MERGE("differs e/f/new d/new", ours, theirs,
		     TREE(MOVED, "e/f/n/w", "w\n", "e/f/new", "evil\n", "x", "x\n"));
	/* The folder is still there: nothing of it moved as a whole. */
	ours = child(base, TREE("d/2", lines("2b"), "d/s/3", lines("3c"), "e/f/1", lines("1a"), "x",
				"x\n"));
	ASSERT_MERGE("differs d/n/w d/new e/f/new", ours, theirs,
		     TREE("d/2", lines("2b"), "d/s/3", lines("3c"), "e/f/1", lines("1a"), "e/f/new",
			  "new\n", "x", "x\n"));
}

static void
test_place_is_taken(void **state)
{
	(void)state;
	base = root(TREE("a", lines("")));
	ours = child(base, TREE("b", lines("")));
	theirs = child(base, TREE("a", lines("3y"), "b", "theirs\n"));
	ASSERT_MERGE("conflict a b", ours, theirs, TREE("b", "b\n"));
	ASSERT_MERGE("differs c", ours, theirs, TREE("b", "b\n", "c", "c\n"));
}

static void
test_program_and_link_renames(void **state)
{
	(void)state;
	base = root(TREE("a", lines(""), "@l", "a"));
	ours = child(base, TREE("b", lines(""), "@l", "b"));
	theirs = child(base, TREE("*a", lines(""), "@l", "a"));
	ASSERT_MERGE("same", ours, theirs, TREE("*b", lines(""), "@l", "b"));
	ASSERT_MERGE("differs b", ours, theirs, TREE("b", lines(""), "@l", "b"));
	/* A link has no lines in common with a file. */
	base = root(TREE("a", "to", "x", "x\n"));
	ours = child(base, TREE("@b", "to", "x", "x\n"));
	theirs = child(base, TREE("a", "changed", "x", "x\n"));
	ASSERT_MERGE("conflict a", ours, theirs, TREE("@b", "to", "x", "x\n"));
}

static void
test_many_renames(void **state)
{
	const char *before[203] = {0}, *after[203] = {0}, *there[203] = {0}, *merged[203] = {0};

	(void)state;
	for (int i = 0; i < 100; i++) {
		const char *text = arena_format(&box.arena, "file %d\n%s", i, lines(""));
		const char *edited = arena_format(&box.arena, "file %d\n%s", i, lines("7y"));

		before[2 * i] = there[2 * i] = arena_format(&box.arena, "old/%d.c", i);
		after[2 * i] = merged[2 * i] = arena_format(&box.arena, "new/place/%d.c", i);
		before[2 * i + 1] = text;
		after[2 * i + 1] = arena_format(&box.arena, "file %d\n%s", i, lines("19x"));
		there[2 * i + 1] = edited;
		merged[2 * i + 1] = arena_format(&box.arena, "file %d\n%s", i, lines("7y 19x"));
	}
	base = root(tree_of(before));
	ours = child(base, tree_of(after));
	theirs = child(base, tree_of(there));
	ASSERT_MERGE("same", ours, theirs, tree_of(merged));
	merged[101] = "evil\n";
	ASSERT_MERGE("differs new/place/50.c", ours, theirs, tree_of(merged));
}

/* ---- against git itself ---- */

static uint64_t dice;

static unsigned
roll(unsigned sides)
{
	dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(dice >> 33) % sides;
}

#define FILES 6

struct made_file {
	const char *path, *text;
};

static const char *
tree_with(const struct made_file *files)
{
	const char *pairs[2 * FILES + 1];
	size_t count = 0;

	for (size_t i = 0; i < FILES; i++) {
		if (!files[i].text)
			continue;
		pairs[count++] = files[i].path;
		pairs[count++] = files[i].text;
	}
	pairs[count] = NULL;
	return tree_of(pairs);
}

/* Some lines changed, removed or doubled. */
static const char *
edited(const char *text)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	while (*text) {
		size_t length = strcspn(text, "\n") + 1;
		unsigned what = roll(30);

		if (what == 0)
			buffer_add_format(&out, "new %u\n", roll(3));
		else if (what != 1)
			buffer_add(&out, text, length);
		if (what == 2)
			buffer_add(&out, text, length);
		text += length;
	}
	return arena_copy(&box.arena, out.length ? out.bytes : "", out.length);
}

static void
change_some(struct made_file *files, char side)
{
	for (size_t i = 0; i < FILES; i++) {
		unsigned what = roll(8);

		if (what < 4)
			files[i].text = edited(files[i].text);
		if (what == 3 || what == 4)
			files[i].path = arena_format(&box.arena, "%s%s", files[i].path,
						     roll(3) ? ".new" : "+");
		if (what == 5 && !roll(3))
			files[i].text = NULL;
		if (what == 6 && !roll(3))
			files[i].path = arena_format(&box.arena, "moved/%c%zu", side, i);
	}
}

static void
compare_with_git(void)
{
	struct made_file files[3][FILES];
	const char *answer_of_git, *tree;

	for (size_t i = 0; i < FILES; i++) {
		files[0][i].path = arena_format(&box.arena, "%s%zu", roll(2) ? "d/" : "", i);
		files[0][i].text = arena_format(&box.arena, "%s%zu\n%zu\n%s", lines(""), i, i,
						lines("1a 2b 3c 4d 5e"));
	}
	memcpy(files[1], files[0], sizeof(files[0]));
	memcpy(files[2], files[0], sizeof(files[0]));
	change_some(files[1], 'o');
	change_some(files[2], 't');
	base = root(tree_with(files[0]));
	ours = child(base, tree_with(files[1]));
	set_time(1);
	theirs = child(base, tree_with(files[2]));
	answer_of_git =
		GIT("", "-c",
		    arena_format(&box.arena,
				 "alias.try=!git -c merge.directoryRenames=false merge-tree "
				 "--write-tree %s %s || true",
				 ours, theirs),
		    "try");
	tree = arena_copy(&box.arena, answer_of_git, 40);
	ask(COMMIT(tree, "merge", ours, theirs));
	if (strlen(answer_of_git) == 40 && answer.outcome != MERGE_OUTCOME_SAME)
		fail_msg("git merges %s and %s (base %s) without a conflict: %s", ours, theirs,
			 GIT("", "log", "--oneline", "--raw", "-m", ours, theirs), all_paths());
	if (strlen(answer_of_git) > 40 && answer.outcome == MERGE_OUTCOME_SAME)
		fail_msg("git has a conflict: %s", answer_of_git);
}

static void
test_random_merges_are_as_git_has_them(void **state)
{
	const char *rounds = getenv("ROUNDS");

	(void)state;
	dice = 20240601;
	for (long i = 0; i < (rounds ? strtol(rounds, NULL, 10) : 25); i++)
		compare_with_git();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		MERGE_TEST(test_renamed_here_and_changed_there),
		MERGE_TEST(test_too_little_in_common_is_no_rename),
		MERGE_TEST(test_renamed_on_both_sides),
		MERGE_TEST(test_renamed_here_and_removed_there),
		MERGE_TEST(test_added_to_a_folder_that_moved),
		MERGE_TEST(test_place_is_taken),
		MERGE_TEST(test_program_and_link_renames),
		MERGE_TEST(test_many_renames),
		MERGE_TEST(test_random_merges_are_as_git_has_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
