/* SPDX-License-Identifier: Apache-2.0 */
/* Is every difference between the work tree and the commit seen, and nothing else? */
#include "tests/unit/integrations/sandbox.h"

#include <utime.h>

#include "base/text.h"
#include "integrations/work_tree.h"

static struct git *git;
static const char *head;
static struct work_tree result;

static int
begin(void **state)
{
	if (sandbox_begin(state))
		return -1;
	make_folder("repo");
	make_folder("repo/src");
	make_folder("repo/src/deep");
	GIT("repo", "init", "-q", "-b", "main", ".");
	write_file("repo/a", "one\ntwo\n");
	write_file("repo/src/run", "#!/bin/sh\n");
	write_file("repo/src/deep/b", "b");
	write_file("repo/src.c", "sorts between");
	write_file("repo/.gitignore", "*.o\nbuild/\n");
	assert_int_equal(chmod(path_of("repo/src/run"), 0755), 0);
	assert_int_equal(symlink("a", path_of("repo/link")), 0);
	GIT("repo", "add", "-A");
	GIT("repo", "commit", "-q", "-m", "first");
	head = GIT("repo", "rev-parse", "HEAD");
	return git_open(path_of("repo"), &git, &box.err) ? 0 : -1;
}

static int
end(void **state)
{
	git_close(&git);
	return sandbox_end(state);
}

static void
compare(void)
{
	const char *reports[] = {"out/*.xml"}, *excluded[] = {".changegate/ledger"};
	struct texts report_globs = {reports, 1}, excluded_paths = {excluded, 1};

	work_tree_compare(&box.arena, git, head, &report_globs, &excluded_paths, &result);
}

static void
matches(void)
{
	compare();
	if (result.availability.state != KNOWN)
		fail_msg("%s", result.availability.why);
	if (!result.matches)
		fail_msg("differs: %s", result.examples.at[0]);
	assert_int_equal(result.differing, 0);
}

static void
differs(const char *path)
{
	compare();
	assert_int_equal(result.availability.state, KNOWN);
	assert_false(result.matches);
	assert_int_equal(result.differing, 1);
	assert_string_equal(result.examples.at[0], path);
}

static void
test_clean(void **state)
{
	(void)state;
	matches();
}

static void
test_content(void **state)
{
	struct stat before;
	struct utimbuf times;

	(void)state;
	assert_int_equal(stat(path_of("repo/a"), &before), 0);
	write_file("repo/a", "one\nTWO\n");
	times.actime = before.st_atime;
	times.modtime = before.st_mtime;
	assert_int_equal(utime(path_of("repo/a"), &times), 0);
	differs("a");
	GIT("repo", "add", "a");
	differs("a");
	GIT("repo", "update-index", "--assume-unchanged", "a");
	differs("a");
	GIT("repo", "commit", "-q", "-m", "second");
	differs("a");
}

static void
test_kinds_and_modes(void **state)
{
	(void)state;
	assert_int_equal(chmod(path_of("repo/src/run"), 0644), 0);
	differs("src/run");
	assert_int_equal(chmod(path_of("repo/src/run"), 0755), 0);
	assert_int_equal(unlink(path_of("repo/link")), 0);
	differs("link");
	assert_int_equal(symlink("b", path_of("repo/link")), 0);
	differs("link");
	assert_int_equal(unlink(path_of("repo/link")), 0);
	write_file("repo/link", "a");
	differs("link");
	assert_int_equal(unlink(path_of("repo/link")), 0);
	assert_int_equal(symlink("a", path_of("repo/link")), 0);
	assert_int_equal(unlink(path_of("repo/a")), 0);
	make_folder("repo/a");
	differs("a");
}

static void
test_linked_folder(void **state)
{
	(void)state;
	assert_int_equal(rename(path_of("repo/src"), path_of("moved")), 0);
	assert_int_equal(symlink("../moved", path_of("repo/src")), 0);
	differs("src");
	assert_int_equal(unlink(path_of("repo/src")), 0);
	differs("src");
}

static void
test_untracked(void **state)
{
	(void)state;
	write_file("repo/src/deep/new", "");
	differs("src/deep/new");
	assert_int_equal(unlink(path_of("repo/src/deep/new")), 0);
	make_folder("repo/x");
	matches();
	write_file("repo/x/y", "");
	differs("x/y");
}

static void
test_ignored(void **state)
{
	(void)state;
	write_file("repo/src/a.o", "");
	make_folder("repo/build");
	write_file("repo/build/anything", "");
	matches();
	write_file("repo/build.c", "");
	differs("build.c");
}

static void
test_reports_and_ledger(void **state)
{
	(void)state;
	make_folder("repo/out");
	write_file("repo/out/a.xml", "");
	make_folder("repo/.changegate");
	make_folder("repo/.changegate/ledger");
	write_file("repo/.changegate/ledger/x", "");
	matches();
	write_file("repo/.changegate/ledgers", "");
	differs(".changegate/ledgers");
	assert_int_equal(unlink(path_of("repo/.changegate/ledgers")), 0);
	assert_int_equal(symlink("a.xml", path_of("repo/out/b.xml")), 0);
	differs("out/b.xml");
}

static void
test_line_ends(void **state)
{
	(void)state;
	write_file("repo/.gitattributes", "a text eol=crlf\n");
	GIT("repo", "add", ".gitattributes");
	GIT("repo", "commit", "-q", "-m", "attributes");
	head = GIT("repo", "rev-parse", "HEAD");
	write_file("repo/a", "one\r\ntwo\r\n");
	matches();
	write_file("repo/a", "one\r\nthree\r\n");
	differs("a");
}

/* What the user's own configuration ignores is a difference all the same. */
static void
test_user_configuration(void **state)
{
	(void)state;
	git_close(&git);
	setenv("HOME", box.folder, 1);
	setenv("XDG_CONFIG_HOME", path_of("xdg"), 1);
	make_folder("xdg");
	make_folder("xdg/git");
	write_file("xdg/git/ignore", "new\n");
	write_file("ignore", "new\n");
	write_file(".gitconfig",
		   arena_format(&box.arena, "[core]\nexcludesFile = %s\n", path_of("ignore")));
	write_file("repo/new", "");
	assert_true(git_open(path_of("repo"), &git, &box.err));
	differs("new");
}

/* A filter that the configuration names is a program: it must not run. */
static void
test_filters_do_not_run(void **state)
{
	(void)state;
	GIT("repo", "config", "filter.evil.clean",
	    arena_format(&box.arena, "touch %s", path_of("ran")));
	write_file("repo/.gitattributes", "a filter=evil\n");
	GIT("repo", "config", "core.fsmonitor",
	    arena_format(&box.arena, "touch %s", path_of("ran")));
	write_file("repo/a", "changed");
	compare();
	assert_int_equal(result.differing, 2);
	assert_int_not_equal(access(path_of("ran"), F_OK), 0);
}

static void
test_submodule(void **state)
{
	const char *recorded;

	(void)state;
	GIT("", "clone", "-q", "repo", "other");
	recorded = GIT("other", "rev-parse", "HEAD");
	GIT("repo", "update-index", "--add", "--cacheinfo",
	    arena_format(&box.arena, "160000,%s,lib", recorded));
	GIT("repo", "commit", "-q", "-m", "submodule");
	head = GIT("repo", "rev-parse", "HEAD");
	matches();
	make_folder("repo/lib");
	matches();
	write_file("repo/lib/anything", "");
	differs("lib");
	assert_int_equal(unlink(path_of("repo/lib/anything")), 0);
	assert_int_equal(rmdir(path_of("repo/lib")), 0);
	write_file("repo/lib", "");
	differs("lib");
	assert_int_equal(unlink(path_of("repo/lib")), 0);
	make_folder("repo/.git/modules");
	GIT("repo", "clone", "-q", "--separate-git-dir", ".git/modules/lib", "../other", "lib");
	matches();
	GIT("repo/lib", "commit", "-q", "--allow-empty", "-m", "on top");
	differs("lib");
	GIT("repo/lib", "checkout", "-q", "--detach", recorded);
	matches();
	write_file("repo/.git/modules/lib/HEAD", "nonsense\n");
	differs("lib");
}

/* Only the commit's own rules hide anything. */
static void
test_rules_that_hide_themselves(void **state)
{
	(void)state;
	write_file("repo/src/.gitignore", "*\n");
	write_file("repo/src/evil.c", "");
	differs("src/.gitignore");
	assert_int_equal(unlink(path_of("repo/src/.gitignore")), 0);
	differs("src/evil.c");
	assert_int_equal(unlink(path_of("repo/src/evil.c")), 0);
	make_folder("repo/new");
	write_file("repo/new/.gitignore", "*\n");
	write_file("repo/new/evil.c", "");
	differs("new/.gitignore");
	assert_int_equal(rename(path_of("repo/new"), path_of("repo/build")), 0);
	matches();
	write_file("rules", "evil.c\n");
	assert_int_equal(symlink("../../rules", path_of("repo/src/.gitignore")), 0);
	GIT("repo", "add", "-f", "src/.gitignore");
	GIT("repo", "commit", "-q", "-m", "linked rules");
	head = GIT("repo", "rev-parse", "HEAD");
	differs("src/.gitignore");
}

static void
test_nested_repositories(void **state)
{
	(void)state;
	make_folder("repo/src/.git");
	write_file("repo/src/.git/evil.c", "");
	differs("src/.git");
	assert_int_equal(unlink(path_of("repo/src/.git/evil.c")), 0);
	differs("src/.git");
	assert_int_equal(rmdir(path_of("repo/src/.git")), 0);
	write_file("repo/src/.git", "gitdir: x\n");
	differs("src/.git");
	assert_int_equal(unlink(path_of("repo/src/.git")), 0);
	make_folder("repo/build");
	make_folder("repo/build/.git");
	matches();
}

static void
says_unavailable(const char *words)
{
	compare();
	assert_int_equal(result.availability.state, UNAVAILABLE);
	if (!strstr(result.availability.why, words))
		fail_msg("'%s' does not say '%s'", result.availability.why, words);
	assert_true(strlen(result.availability.why) < LIMIT_SHOWN_BYTES);
}

static void
test_rules_of_the_clone(void **state)
{
	static const char *const rules[] = {"*.c", "\n# a\n\n x", " #x\n", "\xEF\xBB\xBFx", "!y"};
	static const char *const settings[] = {"core.excludesFile", "core.attributesFile"};

	(void)state;
	write_file("repo/.git/info/exclude", "# git's template\n\n \t\r\n#");
	matches();
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		write_file("repo/.git/info/exclude", rules[i]);
		says_unavailable(".git/info/exclude has rules");
	}
	assert_int_equal(unlink(path_of("repo/.git/info/exclude")), 0);
	matches();
	write_file("repo/.git/info/attributes", "* ident\n");
	says_unavailable(".git/info/attributes has rules");
	assert_int_equal(unlink(path_of("repo/.git/info/attributes")), 0);
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		GIT("repo", "config", settings[i], "/dev/null");
		git_close(&git);
		assert_true(git_open(path_of("repo"), &git, &box.err));
		says_unavailable("git config --unset core.");
		GIT("repo", "config", "--unset", settings[i]);
	}
	git_close(&git);
	assert_true(git_open(path_of("repo"), &git, &box.err));
	make_folder("repo/.git/info/exclude");
	says_unavailable("info/exclude");
}

/* In a linked work tree, too. */
static void
test_linked_work_tree(void **state)
{
	(void)state;
	GIT("repo", "worktree", "add", "-q", "--detach", "../tree", "HEAD");
	git_close(&git);
	assert_true(git_open(path_of("tree/src"), &git, &box.err));
	matches();
	write_file("tree/new", "");
	differs("new");
	write_file("repo/.git/info/exclude", "new\n");
	says_unavailable("info/exclude");
}

static void
test_many(void **state)
{
	(void)state;
	for (int i = 0; i < 25; i++)
		write_file(arena_format(&box.arena, "repo/new%d", i), "");
	compare();
	assert_int_equal(result.differing, 25);
	assert_int_equal(result.examples.count, 10);
}

static void
test_unavailable(void **state)
{
	(void)state;
	head = "1234567890123456789012345678901234567890";
	compare();
	assert_int_equal(result.availability.state, UNAVAILABLE);
	assert_false(result.matches);
	assert_non_null(result.availability.why);
	head = GIT("repo", "rev-parse", "HEAD");
	GIT("", "clone", "-q", "--bare", "repo", "bare");
	git_close(&git);
	assert_true(git_open(path_of("bare"), &git, &box.err));
	compare();
	assert_int_equal(result.availability.state, UNAVAILABLE);
	assert_non_null(strstr(result.availability.why, "bare"));
}

#undef TEST
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_clean),
		TEST(test_content),
		TEST(test_kinds_and_modes),
		TEST(test_linked_folder),
		TEST(test_untracked),
		TEST(test_ignored),
		TEST(test_reports_and_ledger),
		TEST(test_line_ends),
		TEST(test_filters_do_not_run),
		TEST(test_user_configuration),
		TEST(test_submodule),
		TEST(test_rules_that_hide_themselves),
		TEST(test_nested_repositories),
		TEST(test_rules_of_the_clone),
		TEST(test_linked_work_tree),
		TEST(test_many),
		TEST(test_unavailable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
