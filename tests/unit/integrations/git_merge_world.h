/* SPDX-License-Identifier: Apache-2.0 */
/* Trees, commits and questions for the tests of recomputed merges. */
#ifndef TESTS_UNIT_INTEGRATIONS_GIT_MERGE_WORLD_H
#define TESTS_UNIT_INTEGRATIONS_GIT_MERGE_WORLD_H

#include "tests/unit/integrations/sandbox.h"

#include "base/text.h"
#include "integrations/git.h"
#include "integrations/git_merge.h"

static struct git *git;
static struct merge_answer answer;

static UNUSED int
begin(void **state)
{
	if (sandbox_begin(state))
		return -1;
	GIT("", "init", "-q", "-b", "main", ".");
	if (!git_open(path_of(""), &git, &box.err))
		fail_msg("%s", box.err.message);
	return 0;
}

static UNUSED int
end(void **state)
{
	git_close(&git);
	return sandbox_end(state);
}

#define MERGE_TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

static UNUSED const char *
blob(const char *content)
{
	return GIT_WITH("", content, "hash-object", "-w", "--stdin");
}

/*
 * Pairs of a path and its content. A path begins with "*" for a program, "@" for a symbolic link,
 * "%" for a submodule (the content is the commit).
 */
static UNUSED const char *
tree_of(const char *const *pairs)
{
	struct buffer list RELEASED_BY(buffer_release) = {0};

	for (; pairs[0]; pairs += 2) {
		const char *path = pairs[0], *mode = "100644";

		mode = *path == '*' ? "100755" : *path == '@' ? "120000" : mode;
		mode = *path == '%' ? "160000" : mode;
		buffer_add_format(&list, "%s %s\t%s\n", mode,
				  *path == '%' ? pairs[1] : blob(pairs[1]),
				  path + (strchr("*@%", *path) != NULL));
	}
	GIT("", "read-tree", "--empty");
	GIT_WITH("", list.length ? list.bytes : "", "update-index", "--add", "--index-info");
	return GIT("", "write-tree");
}

#define TREE(...) tree_of((const char *const[]){__VA_ARGS__, NULL})
#define EMPTY_TREE tree_of((const char *const[]){NULL})

/* Twenty lines, of which some are changed: "3a 17b" makes the third "line 3 a". */
static UNUSED const char *
lines(const char *changes)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	for (int i = 1; i <= 20; i++) {
		const char *key = arena_format(&box.arena, " %d", i);
		const char *all = arena_format(&box.arena, " %s", changes);
		const char *at = strstr(all, key);

		while (at && byte_is_digit(at[strlen(key)]))
			at = strstr(at + 1, key);
		if (at && at[strlen(key)] && at[strlen(key)] != ' ')
			buffer_add_format(&out, "line %d changed to %c\n", i, at[strlen(key)]);
		else
			buffer_add_format(&out, "line %d as it was\n", i);
	}
	return arena_copy(&box.arena, out.bytes, out.length);
}

static UNUSED void
ask(const char *commit)
{
	memset(&answer, 0, sizeof(answer));
	if (!merge_recompute(&box.arena, git, commit, &answer, &box.err))
		fail_msg("%s", box.err.message);
	assert_int_equal(answer.outcome == MERGE_OUTCOME_UNKNOWN, answer.why != NULL);
	assert_true(answer.paths.count <= LIMIT_MERGE_PATHS);
	for (size_t i = 0; i < answer.paths.count; i++)
		assert_true(text_is_utf8(answer.paths.at[i], strlen(answer.paths.at[i])));
}

/* The paths, separated by spaces. */
static UNUSED const char *
all_paths(void)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	for (size_t i = 0; i < answer.paths.count; i++)
		buffer_add_format(&out, "%s%s", i ? " " : "", answer.paths.at[i]);
	return arena_copy(&box.arena, out.length ? out.bytes : "", out.length);
}

static const char *const outcomes[] = {"same", "differs", "conflict", "unknown"};

/* A merge of two commits that has this tree: "same", "differs PATH ...", "conflict PATH ...". */
static UNUSED const char *
outcome_of(const char *ours, const char *theirs, const char *tree)
{
	ask(COMMIT(tree, "merge", ours, theirs));
	if (!answer.paths.count)
		return outcomes[answer.outcome];
	return arena_format(&box.arena, "%s %s", outcomes[answer.outcome], all_paths());
}

#define ASSERT_MERGE(expected, ours, theirs, tree) \
	assert_string_equal(outcome_of((ours), (theirs), (tree)), (expected))

#endif
