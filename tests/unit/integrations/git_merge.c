/* SPDX-License-Identifier: Apache-2.0 */
/* Is whatever a merge adds found, and what it does not add never held against it? */
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

/* Ours changed line 3 of a, theirs line 17 of it, and b and c. */
static void
two_sides(void)
{
	base = root(TREE("a", lines(""), "b", "b\n", "c/d", "d\n", "c/e", "e\n"));
	ours = child(base, TREE("a", lines("3x"), "b", "b\n", "c/d", "d\n", "c/e", "ours\n"));
	theirs = child(base, TREE("a", lines("17y"), "b", "theirs\n", "c/d", "d\n", "c/e", "e\n",
				  "new", "new\n"));
}

static void
test_clean_merge_is_same(void **state)
{
	(void)state;
	two_sides();
	ASSERT_MERGE("same", ours, theirs,
		     TREE("a", lines("3x 17y"), "b", "theirs\n", "c/d", "d\n", "c/e", "ours\n",
			  "new", "new\n"));
	/* The order of the parents does not matter. */
	ASSERT_MERGE("same", theirs, ours,
		     TREE("a", lines("3x 17y"), "b", "theirs\n", "c/d", "d\n", "c/e", "ours\n",
			  "new", "new\n"));
	assert_string_equal(
		GIT("", "merge-tree", "--write-tree", ours, theirs),
		GIT("", "rev-parse",
		    arena_format(&box.arena, "%s^{tree}",
				 COMMIT(TREE("a", lines("3x 17y"), "b", "theirs\n", "c/d", "d\n",
					     "c/e", "ours\n", "new", "new\n"),
					"x", ours))));
}

static void
test_edit_of_another_file_differs(void **state)
{
	(void)state;
	two_sides();
	ASSERT_MERGE("differs c/d", ours, theirs,
		     TREE("a", lines("3x 17y"), "b", "theirs\n", "c/d", "evil\n", "c/e", "ours\n",
			  "new", "new\n"));
	ASSERT_MERGE("differs evil", ours, theirs,
		     TREE("a", lines("3x 17y"), "b", "theirs\n", "c/d", "d\n", "c/e", "ours\n",
			  "evil", "evil\n", "new", "new\n"));
	ASSERT_MERGE("differs c/d", ours, theirs,
		     TREE("a", lines("3x 17y"), "b", "theirs\n", "c/e", "ours\n", "new", "new\n"));
	/* A file that only its side has, changed. */
	ASSERT_MERGE("differs new", ours, theirs,
		     TREE("a", lines("3x 17y"), "b", "theirs\n", "c/d", "d\n", "c/e", "ours\n",
			  "new", "newer\n"));
	/* A whole new folder; each file is named. */
	ASSERT_MERGE("differs z/1 z/y/2", ours, theirs,
		     TREE("a", lines("3x 17y"), "b", "theirs\n", "c/d", "d\n", "c/e", "ours\n",
			  "new", "new\n", "z/1", "1", "z/y/2", "2"));
}

static void
test_extra_hunk_in_a_merged_file_differs(void **state)
{
	(void)state;
	two_sides();
	ASSERT_MERGE("differs a", ours, theirs,
		     TREE("a", lines("3x 10e 17y"), "b", "theirs\n", "c/d", "d\n", "c/e", "ours\n",
			  "new", "new\n"));
	/* One side's change lost. */
	ASSERT_MERGE("differs a", ours, theirs,
		     TREE("a", lines("3x"), "b", "theirs\n", "c/d", "d\n", "c/e", "ours\n", "new",
			  "new\n"));
}

static void
test_white_space_and_last_line_end_differ(void **state)
{
	const char *text;

	(void)state;
	two_sides();
	text = arena_format(&box.arena, "%s\n", lines("3x 17y"));
	ASSERT_MERGE(
		"differs a", ours, theirs,
		TREE("a", text, "b", "theirs\n", "c/d", "d\n", "c/e", "ours\n", "new", "new\n"));
	text = arena_copy(&box.arena, lines("3x 17y"), strlen(text) - 2);
	ASSERT_MERGE(
		"differs a", ours, theirs,
		TREE("a", text, "b", "theirs\n", "c/d", "d\n", "c/e", "ours\n", "new", "new\n"));
	ASSERT_MERGE("differs c/d", ours, theirs,
		     TREE("a", lines("3x 17y"), "b", "theirs\n", "c/d", " d\n", "c/e", "ours\n",
			  "new", "new\n"));
}

static void
test_conflict_is_told_from_what_hides_behind_it(void **state)
{
	(void)state;
	base = root(TREE("a", lines(""), "b", lines(""), "c", "c\n"));
	ours = child(base, TREE("a", lines("3x"), "b", lines("3x"), "c", "c\n"));
	theirs = child(base, TREE("a", lines("3y"), "b", lines("17y"), "c", "c\n"));
	ASSERT_MERGE("conflict a", ours, theirs,
		     TREE("a", lines("3z"), "b", lines("3x 17y"), "c", "c\n"));
	/* -X ours, -X theirs, or the file removed: somebody chose, too. */
	ASSERT_MERGE("conflict a", ours, theirs,
		     TREE("a", lines("3x"), "b", lines("3x 17y"), "c", "c\n"));
	ASSERT_MERGE("conflict a", ours, theirs,
		     TREE("a", lines("3y"), "b", lines("3x 17y"), "c", "c\n"));
	ASSERT_MERGE("conflict a", ours, theirs, TREE("b", lines("3x 17y"), "c", "c\n"));
	/* Evil elsewhere: in a file that merged well, in one that nobody changed, and a new one. */
	ASSERT_MERGE("differs b", ours, theirs,
		     TREE("a", lines("3z"), "b", lines("3x 9e 17y"), "c", "c\n"));
	ASSERT_MERGE("differs c", ours, theirs,
		     TREE("a", lines("3z"), "b", lines("3x 17y"), "c", "evil\n"));
	ASSERT_MERGE("differs d", ours, theirs,
		     TREE("a", lines("3z"), "b", lines("3x 17y"), "c", "c\n", "d", "evil\n"));
}

static void
test_strategies_that_drop_a_side_differ(void **state)
{
	(void)state;
	two_sides();
	/* -s ours: everything that theirs brought is missing. */
	ASSERT_MERGE("differs a b new", ours, theirs,
		     GIT("", "rev-parse", arena_format(&box.arena, "%s^{tree}", ours)));
	ASSERT_MERGE("differs a c/e", ours, theirs,
		     GIT("", "rev-parse", arena_format(&box.arena, "%s^{tree}", theirs)));
	ASSERT_MERGE("differs a b c/d c/e new", ours, theirs, EMPTY_TREE);
}

static void
test_merge_of_an_ancestor(void **state)
{
	(void)state;
	base = root(TREE("a", "1\n"));
	theirs = child(base, TREE("a", "2\n"));
	ASSERT_MERGE("same", base, theirs, TREE("a", "2\n"));
	ASSERT_MERGE("same", theirs, base, TREE("a", "2\n"));
	ASSERT_MERGE("differs a", base, theirs, TREE("a", "1\n"));
	ASSERT_MERGE("differs a", base, theirs, TREE("a", "3\n"));
}

static void
test_modes_links_binaries_and_submodules(void **state)
{
	static const char one[] = "1111111111111111111111111111111111111111";
	static const char two[] = "2222222222222222222222222222222222222222";
	static const char three[] = "3333333333333333333333333333333333333333";

	(void)state;
	base = root(TREE("a", lines(""), "@l", "to", "%s", one));
	ours = child(base, TREE("*a", lines(""), "@l", "to", "%s", one));
	theirs = child(base, TREE("a", lines("3y"), "@l", "there", "%s", two));
	ASSERT_MERGE("same", ours, theirs, TREE("*a", lines("3y"), "@l", "there", "%s", two));
	ASSERT_MERGE("differs a", ours, theirs, TREE("a", lines("3y"), "@l", "there", "%s", two));
	ASSERT_MERGE("differs l", ours, theirs, TREE("*a", lines("3y"), "@l", "evil", "%s", two));
	ASSERT_MERGE("differs s", ours, theirs,
		     TREE("*a", lines("3y"), "@l", "there", "%s", three));
	/* A link that became a file with the same bytes. */
	ASSERT_MERGE("differs l", ours, theirs, TREE("*a", lines("3y"), "l", "there", "%s", two));
	ours = child(base, TREE("a", lines(""), "@l", "here", "%s", three));
	ASSERT_MERGE("conflict l s", ours, theirs,
		     TREE("a", lines("3y"), "@l", "there", "%s", two));
}

static void
test_binary_files_are_not_merged(void **state)
{
	const char *with_nul, *changed, *top;

	(void)state;
	write_bytes("one", "\0a\nb\nc\nd\ne\nf\n", 13);
	write_bytes("two", "\0A\nb\nc\nd\ne\nf\n", 13);
	write_bytes("three", "\0a\nb\nc\nd\ne\nF\n", 13);
	write_bytes("both", "\0A\nb\nc\nd\ne\nF\n", 13);
	with_nul = GIT("", "hash-object", "-w", "one");
	base = root(GIT_WITH("", arena_format(&box.arena, "100644 blob %s\tbin\n", with_nul),
			     "mktree"));
	changed = GIT("", "hash-object", "-w", "two");
	ours = child(base, GIT_WITH("", arena_format(&box.arena, "100644 blob %s\tbin\n", changed),
				    "mktree"));
	changed = GIT("", "hash-object", "-w", "three");
	theirs =
		child(base, GIT_WITH("", arena_format(&box.arena, "100644 blob %s\tbin\n", changed),
				     "mktree"));
	top = GIT("", "hash-object", "-w", "both");
	ASSERT_MERGE(
		"conflict bin", ours, theirs,
		GIT_WITH("", arena_format(&box.arena, "100644 blob %s\tbin\n", top), "mktree"));
}

static void
test_attributes_and_configuration_have_no_say(void **state)
{
	(void)state;
	two_sides();
	base = root(TREE(".gitattributes", "* merge=union\n", "a", lines("")));
	ours = child(base, TREE(".gitattributes", "* merge=union\n", "a", lines("3x")));
	theirs = child(base, TREE(".gitattributes", "* merge=union\n", "a", lines("3y")));
	write_file(".gitattributes", "* merge=union\n");
	write_file(".git/info/attributes", "* merge=union -text binary\n");
	GIT("", "config", "merge.default", "union");
	GIT("", "config", "merge.renames", "false");
	ASSERT_MERGE("conflict a", ours, theirs,
		     TREE(".gitattributes", "* merge=union\n", "a", lines("3x")));
}

static void
test_added_on_both_sides(void **state)
{
	(void)state;
	base = root(TREE("x", "x\n"));
	ours = child(base, TREE("n", "same\n", "x", "x\n"));
	set_time(1);
	theirs = child(base, TREE("n", "same\n", "x", "x\n"));
	ASSERT_MERGE("same", ours, theirs, TREE("n", "same\n", "x", "x\n"));
	ASSERT_MERGE("differs n", ours, theirs, TREE("n", "other\n", "x", "x\n"));
	theirs = child(base, TREE("n", "different\n", "x", "x\n"));
	ASSERT_MERGE("conflict n", ours, theirs, TREE("n", "same\n", "x", "x\n"));
	theirs = child(base, TREE("*n", "same\n", "x", "x\n"));
	ASSERT_MERGE("conflict n", ours, theirs, TREE("n", "same\n", "x", "x\n"));
}

static void
test_modified_here_and_removed_there(void **state)
{
	(void)state;
	base = root(TREE("a", "a\n", "x", "x\n"));
	ours = child(base, TREE("a", "changed\n", "x", "x\n"));
	theirs = child(base, TREE("x", "x\n"));
	ASSERT_MERGE("conflict a", ours, theirs, TREE("x", "x\n"));
	ASSERT_MERGE("conflict a", theirs, ours, TREE("a", "changed\n", "x", "x\n"));
	ASSERT_MERGE("differs x", ours, theirs, TREE("a", "changed\n", "x", "y\n"));
	/* Removed on both sides; and back again in the merge. */
	ours = child(base, TREE("x", "x\n", "y", "y\n"));
	ASSERT_MERGE("same", ours, theirs, TREE("x", "x\n", "y", "y\n"));
	ASSERT_MERGE("differs a", ours, theirs, TREE("a", "a\n", "x", "x\n", "y", "y\n"));
}

static void
test_file_and_folder(void **state)
{
	(void)state;
	base = root(TREE("a", "a\n", "x", "x\n"));
	ours = child(base, TREE("a/in", "in\n", "x", "x\n"));
	theirs = child(base, TREE("a", "a\n", "x", "y\n"));
	ASSERT_MERGE("same", ours, theirs, TREE("a/in", "in\n", "x", "y\n"));
	theirs = child(base, TREE("a", "changed\n", "a.b", "between\n", "x", "y\n"));
	ASSERT_MERGE("conflict a", ours, theirs,
		     TREE("a.b", "between\n", "a/in", "in\n", "x", "y\n"));
	ASSERT_MERGE("conflict a a/in", ours, theirs,
		     TREE("a", "changed\n", "a.b", "between\n", "x", "y\n"));
	/* Something new inside of the folder that neither side has. */
	ASSERT_MERGE("differs a/evil", ours, theirs,
		     TREE("a.b", "between\n", "a/evil", "e\n", "a/in", "in\n", "x", "y\n"));
	/* A new file here, a new folder there. */
	base = root(TREE("x", "x\n"));
	ours = child(base, TREE("n", "n\n", "x", "x\n"));
	theirs = child(base, TREE("n-", "-\n", "n/deep/er", "er\n", "x", "x\n"));
	ASSERT_MERGE("conflict n n/deep/er", ours, theirs,
		     TREE("n", "n\n", "n-", "-\n", "x", "x\n"));
	ASSERT_MERGE("conflict n", ours, theirs,
		     TREE("n-", "-\n", "n/deep/er", "er\n", "x", "x\n"));
}

static void
test_histories_without_a_common_commit(void **state)
{
	(void)state;
	ours = root(TREE("a", "a\n"));
	theirs = make_commit("", TREE("b", "b\n"), "other", (const char *const[]){NULL});
	ASSERT_MERGE("same", ours, theirs, TREE("a", "a\n", "b", "b\n"));
	ASSERT_MERGE("differs c", ours, theirs, TREE("a", "a\n", "b", "b\n", "c", "c\n"));
	theirs =
		make_commit("", TREE("a", "z\n", "b", "b\n"), "other", (const char *const[]){NULL});
	ASSERT_MERGE("conflict a", ours, theirs, TREE("a", "a\n", "b", "b\n"));
	ours = root(EMPTY_TREE);
	ASSERT_MERGE("same", ours, theirs, TREE("a", "z\n", "b", "b\n"));
}

/* Two branches that merged each other: two bases. */
static void
test_criss_cross(void **state)
{
	const char *left, *right, *crossed_left, *crossed_right;

	(void)state;
	base = root(TREE("a", lines(""), "b", lines("")));
	left = child(base, TREE("a", lines("3x"), "b", lines("")));
	right = child(base, TREE("a", lines("17y"), "b", lines("")));
	crossed_left = COMMIT(TREE("a", lines("3x 17y"), "b", lines("")), "l", left, right);
	crossed_right = COMMIT(TREE("a", lines("3x 17y"), "b", lines("")), "r", right, left);
	/* Line 3 goes back on one side: only a base that has both changes tells that. */
	ours = child(crossed_left, TREE("a", lines("17y"), "b", lines("")));
	theirs = child(crossed_right, TREE("a", lines("3x 10z 17y"), "b", lines("5n")));
	ASSERT_MERGE("same", ours, theirs, TREE("a", lines("10z 17y"), "b", lines("5n")));
	ASSERT_MERGE("differs a", ours, theirs, TREE("a", lines("3x 10z 17y"), "b", lines("5n")));
	ASSERT_MERGE("differs b", ours, theirs, TREE("a", lines("10z 17y"), "b", lines("5m")));
}

static void
test_criss_cross_whose_bases_conflict(void **state)
{
	const char *left, *right, *crossed_left, *crossed_right;

	(void)state;
	base = root(TREE("a", lines(""), "b", lines("")));
	left = child(base, TREE("a", lines("3x"), "b", lines("")));
	right = child(base, TREE("a", lines("3y"), "b", lines("")));
	crossed_left = COMMIT(TREE("a", lines("3x"), "b", lines("")), "l", left, right);
	crossed_right = COMMIT(TREE("a", lines("3y"), "b", lines("")), "r", right, left);
	/* With either base alone the merge would be clean, and give the other side's line. */
	ASSERT_MERGE("conflict a", crossed_left, crossed_right,
		     TREE("a", lines("3x"), "b", lines("")));
	ASSERT_MERGE("conflict a", crossed_left, crossed_right,
		     TREE("a", lines("3y"), "b", lines("")));
	ASSERT_MERGE("differs b", crossed_left, crossed_right,
		     TREE("a", lines("3y"), "b", lines("3e")));
	/* Both resolved it in the same way, and one went on elsewhere. */
	ours = COMMIT(TREE("a", lines("3z"), "b", lines("")), "l", left, right);
	theirs = COMMIT(TREE("a", lines("3z 17n"), "b", lines("")), "r", right, left);
	ASSERT_MERGE("same", ours, theirs, TREE("a", lines("3z 17n"), "b", lines("")));
	/* A binary, or one removed: no lines to keep apart. */
	left = child(base, TREE("a", lines("3x"), "b", lines("")));
	right = child(base, TREE("b", lines("")));
	ours = COMMIT(TREE("a", lines("3x"), "b", lines("")), "l", left, right);
	theirs = COMMIT(TREE("b", lines("")), "r", right, left);
	ASSERT_MERGE("conflict a", ours, theirs, TREE("a", lines("3x"), "b", lines("")));
	ASSERT_MERGE("conflict a", ours, theirs, TREE("b", lines("")));
	theirs = COMMIT(TREE("a", lines("3x"), "b", lines("9n")), "r", right, left);
	ASSERT_MERGE("same", ours, theirs, TREE("a", lines("3x"), "b", lines("9n")));
}

static void
test_dates_do_not_matter(void **state)
{
	static const char *const dates[][4] = {
		{"0", "0", "0", "0"},
		{"4070908800", "1", "2", "3"},
		{"5", "4070908800", "4", "4070908800"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		const char *before;

#define AT(which) \
	setenv("GIT_COMMITTER_DATE", arena_format(&box.arena, "@%s +0000", dates[i][which]), 1)
		AT(0);
		before = root(TREE("a", lines("9q")));
		AT(1);
		base = child(before, TREE("a", lines("")));
		AT(2);
		ours = child(base, TREE("a", lines("3x")));
		AT(3);
		theirs = child(base, TREE("a", lines("17y")));
		AT(0);
		ASSERT_MERGE("same", ours, theirs, TREE("a", lines("3x 17y")));
		ASSERT_MERGE("differs a", ours, theirs, TREE("a", lines("3x 9q 17y")));
	}
}

static void
test_squash(void **state)
{
	const char *head, *onto, *commit;

	(void)state;
	base = root(TREE("a", lines(""), "b", "b\n"));
	head = child(child(base, TREE("a", lines("3x"), "b", "b\n")),
		     TREE("a", lines("3x 5x"), "b", "b\n"));
	onto = child(base, TREE("a", lines("17y"), "b", "c\n"));
#define ASSERT_SQUASH(expected, tree)                                                            \
	do {                                                                                     \
		commit = COMMIT((tree), "squash", onto);                                         \
		assert_true(squash_recompute(&box.arena, git, commit, head, &answer, &box.err)); \
		assert_string_equal(outcomes[answer.outcome], (expected));                       \
	} while (0)
	ASSERT_SQUASH("same", TREE("a", lines("3x 5x 17y"), "b", "c\n"));
	ASSERT_SQUASH("differs", TREE("a", lines("3x 5x 17y"), "b", "evil\n"));
	ASSERT_SQUASH("differs", TREE("a", lines("3x 17y"), "b", "c\n"));
	ASSERT_SQUASH("differs", TREE("a", lines("3x 5x"), "b", "b\n"));
	/* Onto the same base. */
	onto = base;
	ASSERT_SQUASH("same", TREE("a", lines("3x 5x"), "b", "b\n"));
	/* Onto one that conflicts. */
	onto = child(base, TREE("a", lines("3y"), "b", "c\n"));
	ASSERT_SQUASH("conflict", TREE("a", lines("3x 5x"), "b", "c\n"));
}

static void
test_rebase(void **state)
{
	const char *first, *second, *onto, *picked, *commit;

	(void)state;
	base = root(TREE("a", lines("")));
	first = child(base, TREE("a", lines("3x")));
	second = child(first, TREE("a", lines("3x 10x")));
	onto = child(base, TREE("a", lines("17y")));
	picked = child(onto, TREE("a", lines("3x 17y")));
	assert_true(pick_recompute(&box.arena, git, picked, first, &answer, &box.err));
	assert_int_equal(answer.outcome, MERGE_OUTCOME_SAME);
	commit = child(picked, TREE("a", lines("3x 10x 17y")));
	assert_true(pick_recompute(&box.arena, git, commit, second, &answer, &box.err));
	assert_int_equal(answer.outcome, MERGE_OUTCOME_SAME);
	commit = child(picked, TREE("a", lines("3x 10x 12e 17y")));
	assert_true(pick_recompute(&box.arena, git, commit, second, &answer, &box.err));
	assert_int_equal(answer.outcome, MERGE_OUTCOME_DIFFERS);
	assert_true(pick_recompute(&box.arena, git, commit, base, &answer, &box.err));
	assert_int_equal(answer.outcome, MERGE_OUTCOME_UNKNOWN);
}

#define ASSERT_CARRY(expected, from, to, onto, result)                                       \
	do {                                                                                 \
		assert_true(carry_recompute(&box.arena, git, (from), (to), (onto), (result), \
					    &answer, &box.err));                             \
		assert_string_equal(outcomes[answer.outcome], (expected));                   \
	} while (0)

/* Two commits at once, and whoever descends from whom. */
static void
test_carrying_a_change(void **state)
{
	const char *first, *second, *onto, *result;

	(void)state;
	base = root(TREE("a", lines("")));
	first = child(base, TREE("a", lines("3x")));
	second = child(first, TREE("a", lines("3x 10x")));
	onto = child(base, TREE("a", lines("17y")));
	result = root(TREE("a", lines("3x 10x 17y")));
	ASSERT_CARRY("same", base, second, onto, result);
	ASSERT_CARRY("differs", first, second, onto, result);
	ASSERT_CARRY("same", base, second, result, result);
	ASSERT_CARRY("same", base, first, second, second);
	ASSERT_CARRY("differs", base, second, first, first);
	ASSERT_CARRY("conflict", base, second, root(TREE("a", lines("3z"))),
		     root(TREE("a", lines("3x 10x"))));
	ASSERT_CARRY("unknown", base, second, onto, "1234567890123456789012345678901234567890");
}

static void
test_efforts_add_up(void **state)
{
	const struct merge_effort one = {.bytes = 1, .steps = 2, .commits = 3, .trees = 4};
	struct merge_effort spent = {0};

	(void)state;
	merge_effort_add(&spent, &one);
	merge_effort_add(&spent, &one);
	assert_int_equal(spent.bytes, 2);
	assert_int_equal(spent.steps, 4);
	assert_int_equal(spent.commits, 6);
	assert_int_equal(spent.trees, 8);
	assert_false(merge_effort_is_spent(&spent));
	spent.trees = UINT32_MAX - 1;
	merge_effort_add(&spent, &one);
	assert_int_equal(spent.trees, UINT32_MAX);
	assert_true(merge_effort_is_spent(&spent));
	spent = (struct merge_effort){.commits = LIMIT_RANGE_MERGE_COMMITS};
	assert_false(merge_effort_is_spent(&spent));
	merge_effort_add(&spent, &one);
	assert_true(merge_effort_is_spent(&spent));
}

static void
test_what_cannot_be_asked_is_unknown(void **state)
{
	static const char absent[] = "1234567890123456789012345678901234567890";
	const char *tree;

	(void)state;
	base = root(TREE("a", "a\n"));
	ask(base);
	assert_int_equal(answer.outcome, MERGE_OUTCOME_UNKNOWN);
	ours = child(base, TREE("a", "b\n"));
	theirs = child(base, TREE("a", "c\n"));
	ask(COMMIT(TREE("a", "b\n"), "octopus", base, ours, theirs));
	assert_int_equal(answer.outcome, MERGE_OUTCOME_UNKNOWN);
	ask(absent);
	assert_int_equal(answer.outcome, MERGE_OUTCOME_UNKNOWN);
	/* A parent whose file is not there. */
	tree = GIT_WITH("", arena_format(&box.arena, "100644 blob %s\ta\n", absent), "mktree",
			"--missing");
	ASSERT_MERGE("unknown", ours, child(base, tree), TREE("a", "b\n"));
	assert_non_null(strstr(answer.why, absent));
	assert_false(merge_recompute(&box.arena, git, "HEAD", &answer, &box.err));
	assert_int_equal(box.err.code, ERROR_USAGE);
}

/* A tree object of these bytes. */
static const char *
raw_tree(const char *const *entries)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	for (; entries[0]; entries += 2) {
		const char *hex = entries[1];

		buffer_add(&out, entries[0], strlen(entries[0]) + 1);
		for (int i = 0; i < 20; i++)
			buffer_add_byte(&out, (char)strtoul(arena_copy(&box.arena, hex + 2 * i, 2),
							    NULL, 16));
	}
	write_bytes("tree", out.bytes, out.length);
	return GIT("", "hash-object", "-w", "-t", "tree", "--literally", path_of("tree"));
}

#define RAW_TREE(...) raw_tree((const char *const[]){__VA_ARGS__, NULL})

static void
test_hostile_trees(void **state)
{
	static const char nothing[] = "0000000000000000000000000000000000000000";
	const char *a, *b, *deep;

	(void)state;
	a = blob("a\n");
	b = blob("b\n");
	base = root(TREE("a", "a\n"));
	ours = child(base, TREE("a", "b\n"));
	theirs = child(base, TREE("a", "a\n", "n", "n\n"));
	ASSERT_MERGE("unknown", ours, theirs, RAW_TREE("100644 b", a, "100644 a", b));
	ASSERT_MERGE("unknown", ours, theirs, RAW_TREE("100644 a", a, "100644 a", b));
	ASSERT_MERGE("unknown", ours, theirs, RAW_TREE("40000 ..", a));
	ASSERT_MERGE("unknown", ours, theirs, RAW_TREE("40000 .git", a));
	ASSERT_MERGE("unknown", ours, theirs, RAW_TREE("100644 a", nothing));
	ASSERT_MERGE("unknown", ours, theirs, RAW_TREE("123 a", a));
	/* The id that stands for a conflict, in a side. */
	ASSERT_MERGE("unknown", child(base, RAW_TREE("100644 a", nothing)), theirs,
		     TREE("a", "a\n"));
	/* A folder entry that is a file. */
	ASSERT_MERGE("unknown", ours, child(base, RAW_TREE("40000 a", a)), TREE("a", "a\n"));
	/* A file and a folder of one name. */
	deep = TREE("x", "x\n");
	ASSERT_MERGE("differs a/x", ours, theirs,
		     RAW_TREE("100644 a", b, "40000 a", deep, "100644 n", blob("n\n")));
	/* Names that are no text come back as text. */
	ASSERT_MERGE("differs \xEF\xBF\xBD\x1B", ours, theirs,
		     RAW_TREE("100644 a", b, "100644 n", blob("n\n"), "100644 \xFF\x1B", a));
	/* Endless: each folder holds the next one twice, on three sides. */
	for (int i = 0; i < 40; i++)
		deep = RAW_TREE("40000 p", deep, "40000 q", deep);
	ours = child(base, RAW_TREE("40000 d", deep));
	ASSERT_MERGE("unknown", ours, theirs, TREE("a", "a\n"));
	for (int i = 0; i < 200; i++)
		deep = RAW_TREE("40000 p", deep);
	ASSERT_MERGE("unknown", ours, child(base, RAW_TREE("40000 p", deep)), TREE("a", "a\n"));
}

static void
test_shallow_clone(void **state)
{
	(void)state;
	two_sides();
	GIT("", "update-ref", "refs/heads/main",
	    COMMIT(TREE("a", lines("3x 17y"), "b", "theirs\n", "c/d", "d\n", "c/e", "ours\n", "new",
			"new\n"),
		   "merge", ours, theirs));
	ours = GIT("", "rev-parse", "main");
	GIT("", "clone", "-q", "--bare", "--depth", "2",
	    arena_format(&box.arena, "file://%s", path_of("")), path_of("shallow"));
	git_close(&git);
	assert_true(git_open(path_of("shallow"), &git, &box.err));
	ask(ours);
	assert_int_equal(answer.outcome, MERGE_OUTCOME_UNKNOWN);
	assert_non_null(strstr(answer.why, "--unshallow"));
}

static void
test_large_files_are_not_merged(void **state)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};
	const char *base_text;

	(void)state;
	while (text.length <= LIMIT_MERGE_BYTES)
		buffer_add_format(&text, "line at %zu of a large file\n", text.length);
	base_text = arena_copy(&box.arena, text.bytes, text.length);
	base = root(TREE("a", text.bytes));
	text.bytes[0] = 'L';
	ours = child(base, TREE("a", text.bytes));
	text.bytes[0] = 'l';
	text.bytes[text.length - 5] = 'L';
	theirs = child(base, TREE("a", text.bytes));
	text.bytes[0] = 'L';
	ASSERT_MERGE("conflict a", ours, theirs, TREE("a", text.bytes));
	/* One side only: no lines to merge, whatever the size. */
	text.bytes[text.length - 5] = base_text[text.length - 5];
	ASSERT_MERGE("same", ours, child(base, TREE("a", base_text, "b", "b\n")),
		     TREE("a", text.bytes, "b", "b\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		MERGE_TEST(test_clean_merge_is_same),
		MERGE_TEST(test_edit_of_another_file_differs),
		MERGE_TEST(test_extra_hunk_in_a_merged_file_differs),
		MERGE_TEST(test_white_space_and_last_line_end_differ),
		MERGE_TEST(test_conflict_is_told_from_what_hides_behind_it),
		MERGE_TEST(test_strategies_that_drop_a_side_differ),
		MERGE_TEST(test_merge_of_an_ancestor),
		MERGE_TEST(test_modes_links_binaries_and_submodules),
		MERGE_TEST(test_binary_files_are_not_merged),
		MERGE_TEST(test_attributes_and_configuration_have_no_say),
		MERGE_TEST(test_added_on_both_sides),
		MERGE_TEST(test_modified_here_and_removed_there),
		MERGE_TEST(test_file_and_folder),
		MERGE_TEST(test_histories_without_a_common_commit),
		MERGE_TEST(test_criss_cross),
		MERGE_TEST(test_criss_cross_whose_bases_conflict),
		MERGE_TEST(test_dates_do_not_matter),
		MERGE_TEST(test_squash),
		MERGE_TEST(test_rebase),
		MERGE_TEST(test_carrying_a_change),
		MERGE_TEST(test_efforts_add_up),
		MERGE_TEST(test_what_cannot_be_asked_is_unknown),
		MERGE_TEST(test_hostile_trees),
		MERGE_TEST(test_shallow_clone),
		MERGE_TEST(test_large_files_are_not_merged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
