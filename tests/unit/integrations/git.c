/* SPDX-License-Identifier: Apache-2.0 */
/* Are repositories opened, names resolved, and refusals explained with what to do? */
#include "tests/unit/integrations/sandbox.h"
#include "tests/unit/integrations/pcre2_leaks.h"

#include "base/text.h"
#include "integrations/git.h"

static struct git *git;

static int
begin(void **state)
{
	if (sandbox_begin(state))
		return -1;
	make_folder("repo");
	GIT("repo", "init", "-q", "-b", "main", ".");
	return 0;
}

static int
end(void **state)
{
	git_close(&git);
	return sandbox_end(state);
}

static void
open_git(const char *folder)
{
	git_close(&git);
	if (!git_open(path_of(folder), &git, &box.err))
		fail_msg("%s", box.err.message);
}

static const char *
commit_file(const char *name, const char *content)
{
	write_file(arena_format(&box.arena, "repo/%s", name), content);
	GIT("repo", "add", "-A");
	GIT("repo", "commit", "-q", "-m", name);
	return GIT("repo", "rev-parse", "HEAD");
}

static void
refused(const char *folder, enum error_code code, const char *words)
{
	git_close(&git);
	assert_false(git_open(path_of(folder), &git, &box.err));
	assert_null(git);
	assert_int_equal(box.err.code, code);
	if (!strstr(box.err.message, words))
		fail_msg("'%s' does not say '%s'", box.err.message, words);
}

static void
test_open(void **state)
{
	(void)state;
	make_folder("repo/sub");
	open_git("repo/sub");
	assert_string_equal(git_work_tree(git), path_of("repo"));
	assert_string_equal(git_folder(git), path_of("repo/.git"));
	assert_true(git_is_empty(git));
	commit_file("a", "1");
	open_git("repo");
	assert_false(git_is_empty(git));
	GIT("repo", "checkout", "-q", "--detach");
	assert_false(git_is_empty(git));
	GIT("", "clone", "-q", "--bare", "repo", "bare.git");
	open_git("bare.git");
	assert_null(git_work_tree(git));
	GIT("repo", "worktree", "add", "-q", "../tree", "HEAD");
	open_git("tree");
	assert_string_equal(git_work_tree(git), path_of("tree"));
}

static void
test_refusals(void **state)
{
	(void)state;
	make_folder("none");
	refused("none", ERROR_USAGE, "git init");
	refused("missing", ERROR_USAGE, "not in a git repository");
	make_folder("new");
	GIT("new", "init", "-q", "--object-format=sha256", ".");
	refused("new", ERROR_USAGE, "SHA-256");
	GIT("repo", "config", "core.repositoryFormatVersion", "1");
	GIT("repo", "config", "extensions.worktreeConfig", "true");
	refused("repo", ERROR_USAGE, "sparse-checkout disable");
	GIT("repo", "config", "--unset", "extensions.worktreeConfig");
	GIT("repo", "config", "extensions.partialClone", "origin");
	refused("repo", ERROR_UNAVAILABLE, "--filter");
}

/* The files must be where the repository is: others may be clean. */
static void
test_elsewhere(void **state)
{
	(void)state;
	commit_file("a", "1");
	GIT("", "clone", "-q", "repo", "other");
	GIT("repo", "config", "core.worktree", path_of("other"));
	refused("repo", ERROR_USAGE, "core.worktree");
	assert_int_equal(rename(path_of("other/.git"), path_of("other/git")), 0);
	refused("repo", ERROR_USAGE, "core.worktree");
	write_file("other/.git", arena_format(&box.arena, "gitdir: %s\n", path_of("repo/.git")));
	refused("repo", ERROR_USAGE, "core.worktree");
	GIT("repo", "config", "core.worktree", box.folder);
	refused("repo", ERROR_USAGE, "core.worktree");
	GIT("repo", "config", "core.worktree", "..");
	open_git("repo");
	GIT("repo", "config", "core.worktree", path_of("repo"));
	open_git("repo");
	GIT("repo", "config", "--unset", "core.worktree");
	GIT("", "clone", "-q", "--separate-git-dir", path_of("apart"), "repo", "files");
	open_git("files");
	assert_string_equal(git_work_tree(git), path_of("files"));
}

static void
test_linked_work_trees(void **state)
{
	(void)state;
	commit_file("a", "1");
	GIT("repo", "worktree", "add", "-q", "../tree", "HEAD");
	GIT("", "clone", "-q", "repo", "other");
	open_git("tree");
	assert_string_equal(git_work_tree(git), path_of("tree"));
	GIT("repo", "config", "core.worktree", path_of("other"));
	open_git("tree");
	assert_string_equal(git_work_tree(git), path_of("tree"));
	write_file("repo/.git/worktrees/tree/gitdir",
		   arena_format(&box.arena, "%s\n", path_of("other/.git")));
	refused("tree", ERROR_USAGE, "git worktree repair");
	assert_int_equal(rename(path_of("tree"), path_of("moved")), 0);
	write_file("repo/.git/worktrees/tree/gitdir",
		   arena_format(&box.arena, "%s\n", path_of("tree/.git")));
	refused("moved", ERROR_USAGE, "git worktree repair");
}

/* Names are foreign: no control character of theirs reaches a terminal. */
static void
test_names_are_shown(void **state)
{
	static const char *const names[] = {"a\x1b[2Jb",       "\xff",
					    "x\n::error::y",   "refs/heads/\x1b",
					    "refs/heads/a\nb", "origin/\x9b"};
	struct branch branch;
	char commit[41];

	(void)state;
	commit_file("a", "1");
	open_git("repo");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *name = names[i];

		assert_false(git_resolve(git, name, commit, &box.err));
		assert_null(strpbrk(box.err.message, "\x1b\n\xff\x9b"));
		assert_false(git_protected_ref(&box.arena, git, name, NULL, &branch, &box.err));
		assert_null(strpbrk(box.err.message, "\x1b\n\xff\x9b"));
		assert_false(git_protected_ref(&box.arena, git, NULL, name, &branch, &box.err));
		assert_null(strpbrk(box.err.message, "\x1b\n\xff\x9b"));
		git_close(&git);
		assert_false(git_open(name, &git, &box.err));
		assert_null(strpbrk(box.err.message, "\x1b\n\xff\x9b"));
		open_git("repo");
	}
}

/* What cannot be read is not called absent. */
static void
test_broken_tip(void **state)
{
	const char *first, *tip;
	struct branch branch;

	(void)state;
	first = commit_file("a", "1");
	tip = commit_file("b", "1");
	write_file("garbage", "garbage");
	assert_int_equal(rename(path_of("garbage"),
				path_of(arena_format(&box.arena, "repo/.git/objects/%.2s/%s", tip,
						     tip + 2))),
			 0);
	open_git("repo");
	assert_false(git_protected_ref(&box.arena, git, NULL, NULL, &branch, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_non_null(strstr(box.err.message, "refs/heads/main"));
	assert_non_null(strstr(box.err.message, "git fsck"));
	GIT("repo", "update-ref", "refs/heads/master", first);
	assert_false(git_protected_ref(&box.arena, git, NULL, NULL, &branch, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
}

static void
test_foreign_owner(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_equal(chown(path_of("repo"), 12345, 12345), 0);
	assert_int_equal(chown(path_of("repo/.git"), 12345, 12345), 0);
	refused("repo", ERROR_USAGE, "chown");
	GIT("", "config", "--file", path_of("global"), "safe.directory", "*");
	setenv("GIT_CONFIG_GLOBAL", path_of("global"), 1);
	setenv("HOME", box.folder, 1);
	assert_int_equal(rename(path_of("global"), path_of(".gitconfig")), 0);
	refused("repo", ERROR_USAGE, "safe.directory");
}

static void
resolves(const char *revision, const char *expected)
{
	char commit[41] = "";

	if (!git_resolve(git, revision, commit, &box.err))
		fail_msg("%s", box.err.message);
	assert_string_equal(commit, expected);
}

static void
resolves_not(const char *revision, enum error_code code)
{
	char commit[41];

	if (git_resolve(git, revision, commit, &box.err))
		fail_msg("'%s' is %s", revision, commit);
	assert_int_equal(box.err.code, code);
}

static void
test_resolve(void **state)
{
	const char *a, *b;

	(void)state;
	open_git("repo");
	resolves_not("HEAD", ERROR_ABSENT);
	assert_non_null(strstr(box.err.message, "no commit yet"));
	a = commit_file("a", "1");
	b = commit_file("b", "1");
	GIT("repo", "tag", "-a", "-m", "t", "v1", a);
	GIT("repo", "tag", "light", a);
	GIT("repo", "update-ref", "refs/remotes/origin/x", a);
	open_git("repo");
	resolves("HEAD", b);
	resolves("main", b);
	resolves("refs/heads/main", b);
	resolves("v1", a);
	resolves("light", a);
	resolves("origin/x", a);
	resolves(a, a);
	resolves(arena_format(&box.arena, "%.10s", a), a);
	resolves(GIT("repo", "rev-parse", "refs/tags/v1"), a);
	resolves_not("nothing", ERROR_ABSENT);
	resolves_not("", ERROR_USAGE);
	resolves_not("HEAD~1", ERROR_ABSENT);
	resolves_not("../../etc/passwd", ERROR_ABSENT);
	resolves_not("0000000000000000000000000000000000000000", ERROR_ABSENT);
	resolves_not("deadbeef", ERROR_ABSENT);
	resolves_not(GIT("repo", "rev-parse", "HEAD^{tree}"), ERROR_ABSENT);
}

static const char *
branch_names(void)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct branches branches;

	assert_true(git_branches(&box.arena, git, &branches, &box.err));
	for (size_t i = 0; i < branches.count; i++)
		buffer_add_format(&out, "%s%s", i ? " " : "", branches.at[i].name);
	return arena_copy(&box.arena, out.bytes ? out.bytes : "", out.length);
}

static void
test_branches(void **state)
{
	const char *a;

	(void)state;
	open_git("repo");
	assert_string_equal(branch_names(), "");
	a = commit_file("a", "1");
	GIT("repo", "branch", "release/1");
	GIT("repo", "update-ref", "refs/remotes/other/z", a);
	assert_string_equal(branch_names(), "main release/1");
	GIT("repo", "update-ref", "refs/remotes/origin/trunk", a);
	GIT("repo", "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");
	assert_string_equal(branch_names(), "trunk");
	GIT("repo", "pack-refs", "--all");
	open_git("repo");
	assert_string_equal(branch_names(), "trunk");
}

static void
protected_is(const char *given, const char *ci_branch, const char *ref, const char *name)
{
	struct branch branch;

	if (!git_protected_ref(&box.arena, git, given, ci_branch, &branch, &box.err))
		fail_msg("%s", box.err.message);
	assert_string_equal(branch.ref, ref);
	assert_string_equal(branch.name, name);
	assert_int_equal(strlen(branch.commit), 40);
}

static void
protected_is_unclear(const char *given, const char *ci_branch, const char *words)
{
	struct branch branch;

	assert_false(git_protected_ref(&box.arena, git, given, ci_branch, &branch, &box.err));
	assert_int_equal(box.err.code, ERROR_USAGE);
	if (!strstr(box.err.message, words))
		fail_msg("'%s' does not say '%s'", box.err.message, words);
}

static void
test_protected_without_remotes(void **state)
{
	(void)state;
	open_git("repo");
	protected_is_unclear(NULL, NULL, "found: no branch");
	commit_file("a", "1");
	protected_is(NULL, NULL, "refs/heads/main", "main");
	GIT("repo", "branch", "master");
	protected_is_unclear(NULL, NULL, "refs/heads/main, refs/heads/master");
	protected_is("master", NULL, "refs/heads/master", "master");
	GIT("repo", "checkout", "-q", "-b", "trunk");
	GIT("repo", "branch", "-q", "-D", "main", "master");
	protected_is_unclear(NULL, NULL, "found: refs/heads/trunk");
	protected_is("refs/heads/trunk", "main", "refs/heads/trunk", "trunk");
}

static void
test_protected_with_remotes(void **state)
{
	const char *a;

	(void)state;
	a = commit_file("a", "1");
	GIT("repo", "remote", "add", "origin", "https://example.org/x");
	open_git("repo");
	protected_is_unclear(NULL, NULL, "set-head");
	protected_is_unclear(NULL, "main", "git fetch origin main");
	GIT("repo", "update-ref", "refs/remotes/origin/main", a);
	GIT("repo", "update-ref", "refs/remotes/origin/dev", a);
	protected_is_unclear(NULL, NULL, "set-head");
	protected_is(NULL, "main", "refs/remotes/origin/main", "main");
	GIT("repo", "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/dev");
	protected_is(NULL, NULL, "refs/remotes/origin/dev", "dev");
	protected_is(NULL, "main", "refs/remotes/origin/main", "main");
	protected_is("main", "dev", "refs/remotes/origin/main", "main");
	protected_is("origin/main", NULL, "refs/remotes/origin/main", "main");
	protected_is("refs/heads/main", NULL, "refs/heads/main", "main");
	protected_is_unclear("gone", NULL, "refs/remotes/origin/dev");
	protected_is_unclear("refs/heads/gone", NULL, "no ref 'refs/heads/gone'");
}

static void
test_file(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	const char *commit;
	char blob[41];

	(void)state;
	make_folder("repo/sub");
	write_file("repo/sub/x", "committed");
	assert_int_equal(symlink("sub/x", path_of("repo/link")), 0);
	commit = commit_file("a", "1");
	write_file("repo/sub/x", "uncommitted");
	open_git("repo");
	buffer_add_text(&out, "-");
	assert_true(git_file(git, commit, "sub/x", 9, &out, blob, &box.err));
	assert_string_equal(out.bytes, "-committed");
	assert_string_equal(blob, GIT("repo", "rev-parse", "HEAD:sub/x"));
	assert_false(git_file(git, commit, "sub/x", 8, &out, blob, &box.err));
	assert_int_equal(box.err.code, ERROR_FORMAT);
	assert_string_equal(out.bytes, "-committed");
	assert_false(git_file(git, commit, "link", 99, &out, blob, &box.err));
	assert_int_equal(box.err.code, ERROR_FORMAT);
	assert_false(git_file(git, commit, "sub", 99, &out, blob, &box.err));
	assert_int_equal(box.err.code, ERROR_FORMAT);
	assert_false(git_file(git, commit, "sub/y", 99, &out, blob, &box.err));
	assert_int_equal(box.err.code, ERROR_ABSENT);
	assert_false(git_file(git, commit, "a/y", 99, &out, blob, &box.err));
	assert_int_equal(box.err.code, ERROR_ABSENT);
	assert_false(git_file(git, commit, "", 99, &out, blob, &box.err));
	assert_int_equal(box.err.code, ERROR_ABSENT);
	assert_false(git_file(git, commit, "../a", 99, &out, blob, &box.err));
	assert_int_equal(box.err.code, ERROR_ABSENT);
}

static void
remove_object(const char *id)
{
	assert_int_equal(
		unlink(path_of(arena_format(&box.arena, "repo/.git/objects/%.2s/%s", id, id + 2))),
		0);
}

/* What is lost must not look like what was never there. */
static void
test_lost_is_not_absent(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	const char *commit;
	char blob[41];

	(void)state;
	make_folder("repo/sub");
	write_file("repo/sub/x", "1");
	write_file("repo/y", "2");
	commit = commit_file("a", "3");
	remove_object(GIT("repo", "rev-parse", "HEAD:y"));
	remove_object(GIT("repo", "rev-parse", "HEAD:sub"));
	open_git("repo");
	assert_false(git_file(git, commit, "y", 99, &out, blob, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_false(git_file(git, commit, "sub/x", 99, &out, blob, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	remove_object(commit);
	open_git("repo");
	assert_false(git_file(git, commit, "z", 99, &out, blob, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
}

/* A tree that git would not write, made with hash-object. */
static void
check_broken_tree(const char *bytes, size_t length)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	const char *tree, *text, *commit;
	char blob[41];

	write_bytes("tree", bytes, length);
	tree = GIT("repo", "hash-object", "-t", "tree", "-w", "--literally", "../tree");
	text = arena_format(&box.arena, "tree %s\nauthor a <a> 1 +0\ncommitter a <a> 1 +0\n\nx",
			    tree);
	commit = GIT_WITH("repo", text, "hash-object", "-t", "commit", "-w", "--literally",
			  "--stdin");
	assert_false(git_file(git, commit, "zzz", 99, &out, blob, &box.err));
	if (box.err.code != ERROR_UNAVAILABLE)
		fail_msg("%s", box.err.message);
}

#define ID "01234567890123456789"
#define CHECK_BROKEN(bytes) check_broken_tree((bytes), sizeof(bytes) - 1)

static void
test_broken_trees(void **state)
{
	(void)state;
	open_git("repo");
	CHECK_BROKEN("x");
	CHECK_BROKEN("100644 a");
	CHECK_BROKEN("100644 a\0"
		     "0123456789012345678");
	CHECK_BROKEN("100644\0" ID);
	CHECK_BROKEN(" a\0" ID);
	CHECK_BROKEN("999999 a\0" ID);
	CHECK_BROKEN("777777 a\0" ID);
	CHECK_BROKEN("10064400 a\0" ID);
	CHECK_BROKEN("100644 \0" ID);
	CHECK_BROKEN("100644 a/b\0" ID);
	CHECK_BROKEN("100644 ..\0" ID);
	CHECK_BROKEN("40000 .git\0" ID);
	CHECK_BROKEN("40000 .GIT\0" ID);
	CHECK_BROKEN("100644 b\0" ID "100644 a\0" ID);
	CHECK_BROKEN("100644 a\0" ID "100644 a\0" ID);
}

#undef TEST
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_open),
		TEST(test_refusals),
		TEST(test_elsewhere),
		TEST(test_linked_work_trees),
		TEST(test_names_are_shown),
		TEST(test_broken_tip),
		TEST(test_foreign_owner),
		TEST(test_resolve),
		TEST(test_branches),
		TEST(test_protected_without_remotes),
		TEST(test_protected_with_remotes),
		TEST(test_file),
		TEST(test_lost_is_not_absent),
		TEST(test_broken_trees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
