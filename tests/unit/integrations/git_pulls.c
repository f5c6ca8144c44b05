/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/git_pulls.c bring what only refs/pull has, and leave the clone as it is? */
#include "tests/unit/integrations/sandbox.h"

#include "base/text.h"
#include "integrations/git_pulls.h"

static const char *base, *reviewed, *squashed;
static struct git *git;

/* "there" has a request that was squashed; "clone" is of its branch only. */
static int
begin(void **state)
{
	const char *empty, *tree;

	if (sandbox_begin(state) != 0)
		return -1;
	GIT("", "init", "-q", "-b", "main", "there");
	empty = GIT_WITH("there", "", "mktree");
	base = make_commit("there", empty, "base", (const char *const[]){NULL});
	write_bytes("there/file", "content\n", 8);
	GIT("there", "add", "file");
	tree = GIT("there", "write-tree");
	reviewed = make_commit("there", tree, "reviewed", (const char *const[]){base, NULL});
	squashed = make_commit("there", tree, "squashed (#1)", (const char *const[]){base, NULL});
	GIT("there", "update-ref", "refs/heads/main", squashed);
	GIT("there", "update-ref", "refs/pull/1/head", reviewed);
	GIT("", "clone", "-q", "--no-local", "there", "clone");
	return git_open(path_of("clone"), &git, &box.err) ? 0 : -1;
}

static int
end(void **state)
{
	git_close(&git);
	return sandbox_end(state);
}

static bool
fetch(const char *ref)
{
	struct remote_place place = {0};
	struct texts refs = {0};

	texts_add(&box.arena, &refs, ref);
	return git_clone_url(&box.arena, git, &place.url, &box.err) &&
	       git_pulls_fetch(git, &place, &refs, squashed, &box.err);
}

static void
test_brings_what_is_missing(void **state)
{
	const char *before = GIT("clone", "for-each-ref");

	(void)state;
	assert_true(git_has_commit(git, squashed));
	assert_false(git_has_commit(git, reviewed));
	if (!fetch("refs/pull/1/head"))
		fail_msg("%s", box.err.message);
	assert_true(git_has_commit(git, reviewed));
	assert_string_equal(GIT("clone", "for-each-ref"), before);
	assert_null(
		strstr(GIT("clone", "cat-file", "--batch-all-objects", "--batch-check"), reviewed));
}

static void
test_again(void **state)
{
	(void)state;
	assert_true(fetch("refs/pull/1/head"));
	git_close(&git);
	assert_true(git_open(path_of("clone"), &git, &box.err));
	assert_false(git_has_commit(git, reviewed));
	assert_true(fetch("refs/pull/1/head"));
	assert_true(git_has_commit(git, reviewed));
}

static void
test_is_not_there(void **state)
{
	(void)state;
	assert_false(fetch("refs/pull/2/head"));
	assert_int_equal(box.err.code, ERROR_ABSENT);
	assert_non_null(strstr(box.err.message, "refs/pull/2/head"));
}

static void
test_what_is_no_id(void **state)
{
	(void)state;
	assert_false(git_has_commit(git, "HEAD"));
	assert_false(git_has_commit(git, ""));
	assert_false(git_has_commit(git, GIT("clone", "rev-parse", "HEAD^{tree}")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_brings_what_is_missing, begin, end),
		cmocka_unit_test_setup_teardown(test_again, begin, end),
		cmocka_unit_test_setup_teardown(test_is_not_there, begin, end),
		cmocka_unit_test_setup_teardown(test_what_is_no_id, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
