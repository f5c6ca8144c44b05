/* SPDX-License-Identifier: Apache-2.0 */
/* Is listed what nobody sees in a diff, and what the range itself hid? */
#include "tests/unit/integrations/sandbox.h"
#include "tests/unit/integrations/pcre2_leaks.h"

#include "base/text.h"
#include "integrations/git_opaque.h"

static struct git *git;
static struct opaque_cache cache;

static int
begin(void **state)
{
	if (sandbox_begin(state))
		return -1;
	make_folder("repo");
	make_folder("repo/t");
	make_folder("repo/t/u");
	GIT("repo", "init", "-q", "-b", "main", ".");
	write_file("repo/README", "read me\n");
	GIT("repo", "add", "-A");
	GIT("repo", "commit", "-q", "-m", "first");
	if (!git_open(path_of("repo"), &git, &box.err))
		return -1;
	return 0;
}

static int
end(void **state)
{
	git_close(&git);
	cache = (struct opaque_cache){0};
	return sandbox_end(state);
}

static const char *
commit_all(void)
{
	GIT("repo", "add", "-A");
	GIT("repo", "commit", "-q", "--allow-empty", "-m", "next");
	return GIT("repo", "rev-parse", "HEAD");
}

static bool
list(const char *previous, struct opaque_changes *out)
{
	const char *commit = GIT("repo", "rev-parse", "HEAD");
	const char *parent = GIT("repo", "rev-parse", "HEAD^");

	return opaque_list(&box.arena, git, &cache, parent, commit, previous, out, &box.err);
}

/* What the last commit changes, as "kind path" and "+" where the range hid it. */
static void
shows(const char *previous, const char *wanted)
{
	struct buffer found RELEASED_BY(buffer_release) = {0};
	struct opaque_changes changes = {0};

	if (!list(previous, &changes))
		fail_msg("%s", box.err.message);
	assert_int_equal(changes.count, changes.all.count);
	buffer_add_text(&found, "");
	for (size_t i = 0; i < changes.all.count; i++) {
		const struct opaque_change *change = &changes.all.at[i];

		buffer_add_format(&found, "%s%s%s %s", i ? ", " : "",
				  change->hidden_by_range ? "+" : "", opaque_names[change->kind],
				  change->path);
	}
	if (!text_equal(found.bytes ? found.bytes : "", wanted))
		fail_msg("found '%s', not '%s'", found.bytes ? found.bytes : "", wanted);
}

#define POINTER "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"

static void
test_content(void **state)
{
	const size_t large = 1024 * 1024;
	char *bytes = arena_allocate(&box.arena, 9 * large);

	(void)state;
	memset(bytes, 'a', 9 * large);
	write_bytes("repo/large", bytes, large + 1);
	write_bytes("repo/not-large", bytes, large);
	write_bytes("repo/huge", bytes, 9 * large);
	write_bytes("repo/nul", "a\0b", 3);
	bytes[8000] = '\0';
	write_bytes("repo/late-nul", bytes, 9000);
	bytes[7999] = '\0';
	write_bytes("repo/last-nul", bytes, 8001);
	write_bytes("repo/large-binary", bytes, large + 1);
	write_file("repo/pointer", POINTER);
	write_file("repo/pointer-crlf", "version https://git-lfs.github.com/spec/v1\r\n");
	write_file("repo/no-pointer", "version https://git-lfs.github.com/spec/v10\n");
	write_file("repo/empty", "");
	commit_all();
	shows(NULL, "oversized huge, oversized large, binary large-binary, binary last-nul, "
		    "binary nul, lfs pointer, lfs pointer-crlf");
	/* The old side counts, too; what did not change does not. */
	write_file("repo/nul", "text now\n");
	write_file("repo/large", "small now\n");
	unlink(path_of("repo/last-nul"));
	unlink(path_of("repo/pointer"));
	assert_int_equal(symlink("target", path_of("repo/pointer")), 0);
	commit_all();
	shows(NULL, "oversized large, binary last-nul, binary nul, lfs pointer");
	unlink(path_of("repo/pointer"));
	assert_int_equal(symlink("other", path_of("repo/pointer")), 0);
	chmod(path_of("repo/README"), 0755);
	commit_all();
	shows(NULL, "");
}

static void
test_attributes(void **state)
{
	const char *before = commit_all();

	(void)state;
	write_file("repo/.gitattributes", "*.a -diff\n*.b binary\n*.c linguist-vendored\n"
					  "*.d linguist-generated=true\n*.e gitlab-generated\n"
					  "*.f linguist-generated=false -gitlab-generated\n"
					  "*.g diff=driver\n*.h diff\n");
	for (char name = 'a'; name <= 'h'; name++)
		write_file(arena_format(&box.arena, "repo/t/x.%c", name), "text\n");
	write_bytes("repo/t/y.b", "\0", 1);
	commit_all();
	shows(NULL, "hidden t/x.a, hidden t/x.b, vendored t/x.c, generated t/x.d, "
		    "generated t/x.e, binary t/y.b");
	shows(before, "+hidden t/x.a, +hidden t/x.b, +vendored t/x.c, +generated t/x.d, "
		      "+generated t/x.e, binary t/y.b");
	/* In place by now. */
	before = commit_all();
	for (char name = 'a'; name <= 'h'; name++)
		write_file(arena_format(&box.arena, "repo/t/x.%c", name), "changed\n");
	commit_all();
	shows(before, "hidden t/x.a, hidden t/x.b, vendored t/x.c, generated t/x.d, "
		      "generated t/x.e");
	/* What was folded away and is now hidden, hides more. */
	write_file("repo/.gitattributes", "*.c -diff linguist-vendored\n*.a -diff\n");
	unlink(path_of("repo/t/x.a"));
	write_file("repo/t/x.c", "once more\n");
	commit_all();
	shows(before, "hidden t/x.a, +hidden t/x.c");
}

/* A new .gitattributes of some folder, with one changed text below it. */
static void
trick(const char *folder, const char *rules, size_t length, const char *wanted)
{
	const char *before, *name = arena_format(&box.arena, "repo/%s.gitattributes", folder);

	unlink(path_of(name));
	before = commit_all();
	write_bytes(name, rules, length);
	write_file("repo/t/u/x.c", arena_format(&box.arena, "%s %s\n", before, name));
	commit_all();
	shows(before, wanted);
	unlink(path_of(name));
	commit_all();
}

#define TRICK(folder, rules, wanted) trick((folder), (rules), sizeof(rules) - 1, (wanted))

static void
test_tricks(void **state)
{
	static const char *const hidden = "+hidden t/u/x.c";
	char line[3000];

	(void)state;
	TRICK("", "*.c -diff\n", hidden);
	TRICK("t/", "u/* -diff\n", hidden);
	TRICK("t/u/", "x.c -diff", hidden);
	TRICK("", "*.c -diff\r\n", hidden);
	TRICK("", "[attr]nice -diff\n*.c nice\n", hidden);
	TRICK("t/", "[attr]nice -diff\n*.c nice\n", "");
	TRICK("", "\xEF\xBB\xBF*.c -diff\n", hidden);
	/* Some see a redefined `binary`, some do not. */
	TRICK("", "\xEF\xBB\xBF[attr]binary text\n*.c binary\n", hidden);
	TRICK("", "[attr]binary text\n*.c binary\n", "");
	TRICK("", "x\0\n", "binary .gitattributes, +hidden t/u/x.c");
	TRICK("", "!*.h -diff\n", "");
	TRICK("", "t/ -diff\n", "");
	TRICK("", "t/** -diff\n", hidden);
	TRICK("", "*.c -diff\n*.c diff\n", "");
	TRICK("", ".gitattributes -diff\n", "+hidden .gitattributes");
	memset(line, ' ', sizeof(line));
	memcpy(line, "*.c", 3);
	memcpy(line + sizeof(line) - 7, " -diff\n", 7);
	trick("t/u/", line, sizeof(line), "+hidden t/u/.gitattributes, +hidden t/u/x.c");
}

static void
test_other_names(void **state)
{
	const char *before;

	(void)state;
	write_file("repo/t/u/x.c", "1\n");
	before = commit_all();
	write_file("repo/.GITATTRIBUTES", "*.c -diff\n");
	write_file("repo/t/u/x.c", "2\n");
	commit_all();
	shows(before, "");
	make_folder("repo/.gitattributes");
	write_file("repo/.gitattributes/x", "*.c -diff\n");
	write_file("repo/t/u/x.c", "3\n");
	commit_all();
	shows(before, "");
	/* A link's target is read as rules where there is no checkout. */
	assert_int_equal(symlink("* -diff", path_of("repo/t/.gitattributes")), 0);
	write_file("repo/t/u/x.c", "4\n");
	commit_all();
	shows(before, "+hidden t/u/x.c");
}

/* What the clone says counts for nothing. */
static void
test_clone(void **state)
{
	const char *before;

	(void)state;
	write_file("repo/t/x.c", "1\n");
	before = commit_all();
	write_file("repo/.gitattributes", "*.c -diff\n");
	write_file("repo/t/x.c", "2\n");
	commit_all();
	write_file("repo/.gitattributes", "*.c diff\n");
	write_file("repo/.git/info/attributes", "*.c diff\n");
	GIT("repo", "config", "core.attributesFile", path_of("repo/.gitattributes"));
	shows(before, "+hidden t/x.c");
}

/* Folders that come, go, and turn into files; one file of rules in two places. */
static void
test_folders(void **state)
{
	static const char rules[] = "[attr]nice -diff\n*.c nice -diff\n*.h nice\n";
	const char *before = commit_all();

	(void)state;
	write_file("repo/.gitattributes", rules);
	write_file("repo/t/.gitattributes", rules);
	write_file("repo/t/x.c", "1\n");
	write_file("repo/t/u/x.h", "1\n");
	write_file("repo/u", "1\n");
	commit_all();
	shows(before, "+hidden t/u/x.h, +hidden t/x.c");
	unlink(path_of("repo/.gitattributes"));
	write_file("repo/t/x.c", "2\n");
	write_file("repo/t/u/x.h", "2\n");
	commit_all();
	shows(before, "+hidden t/x.c");
	before = GIT("repo", "rev-parse", "HEAD");
	/* The rules went with the folder, and a new one has other rules. */
	unlink(path_of("repo/t/.gitattributes"));
	unlink(path_of("repo/t/x.c"));
	unlink(path_of("repo/t/u/x.h"));
	rmdir(path_of("repo/t/u"));
	assert_int_equal(rename(path_of("repo/u"), path_of("repo/t/u")), 0);
	make_folder("repo/u");
	write_file("repo/u/.gitattributes", "* -diff\n");
	write_file("repo/u/t", "1\n");
	write_file("repo/u.c", "1\n");
	commit_all();
	shows(before, "+hidden u/.gitattributes, +hidden u/t");
}

static void
test_odd_paths(void **state)
{
	struct opaque_changes changes = {0};
	const char *first = GIT("repo", "rev-parse", "HEAD^{tree}");
	const char *commit;

	(void)state;
	write_file("repo/.gitattributes", "\"b\\377*\" -diff\n");
	write_file("repo/b\xFF.c", "1\n");
	commit = commit_all();
	shows(NULL, "hidden b\xEF\xBF\xBD.c");
	/* Without a first parent all is new; a tree is no commit. */
	assert_true(opaque_list(&box.arena, git, &cache, NULL, commit, NULL, &changes, &box.err));
	assert_int_equal(changes.count, 1);
	assert_false(opaque_list(&box.arena, git, &cache, NULL, first, NULL, &changes, &box.err));
	assert_false(opaque_list(&box.arena, git, &cache, NULL, "HEAD", NULL, &changes, &box.err));
	assert_int_equal(changes.count, 1);
}

static void
test_limits(void **state)
{
	struct opaque_changes changes = {0};
	char *rules = arena_allocate(&box.arena, LIMIT_RULES_BYTES + 1);

	(void)state;
	memset(rules, '#', LIMIT_RULES_BYTES + 1);
	write_bytes("repo/t/.gitattributes", rules, LIMIT_RULES_BYTES);
	write_file("repo/t/x", "1\n");
	commit_all();
	shows(NULL, "");
	write_bytes("repo/t/.gitattributes", rules, LIMIT_RULES_BYTES + 1);
	write_file("repo/t/x", "2\n");
	commit_all();
	assert_false(list(NULL, &changes));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_non_null(strstr(box.err.message, "t/.gitattributes"));
	unlink(path_of("repo/t/.gitattributes"));
	commit_all();
	for (int i = 0; i < LIMIT_OPAQUE; i++)
		write_file(arena_format(&box.arena, "repo/t/u/%d", i), POINTER);
	commit_all();
	assert_true(list(NULL, &changes));
	assert_int_equal(changes.count, LIMIT_OPAQUE);
	assert_false(list(NULL, &changes));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
}

/* Patterns that cost as much as patterns can, for one long path. */
static void
test_cost(void **state)
{
	struct buffer rules RELEASED_BY(buffer_release) = {0};
	struct opaque_changes changes = {0};
	const char *blob, *name;
	char part[201] = {0};

	(void)state;
	memset(part, 'a', 200);
	while (rules.length < LIMIT_RULES_BYTES - 2048) {
		buffer_add_text(&rules, "/**/");
		for (int i = 0; i < 500; i++)
			buffer_add_text(&rules, "*a?");
		buffer_add_text(&rules, "b -diff\n");
	}
	write_file("repo/.gitattributes", rules.bytes);
	GIT("repo", "add", ".gitattributes");
	blob = GIT("repo", "hash-object", "-w", "README");
	name = part;
	for (int i = 0; i < 18; i++)
		name = arena_format(&box.arena, "%s/%s", name, part);
	GIT("repo", "update-index", "--add", "--cacheinfo",
	    arena_format(&box.arena, "100644,%s,%s", blob, name));
	GIT("repo", "commit", "-q", "-m", "long");
	assert_false(list(NULL, &changes));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_non_null(strstr(box.err.message, "too long"));
}

static void
test_missing(void **state)
{
	struct opaque_changes changes = {0};
	const char *blob;

	(void)state;
	write_file("repo/x", "gone\n");
	commit_all();
	blob = GIT("repo", "rev-parse", "HEAD:x");
	unlink(path_of(arena_format(&box.arena, "repo/.git/objects/%.2s/%s", blob, blob + 2)));
	assert_false(list(NULL, &changes));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_non_null(strstr(box.err.message, blob));
}

#undef TEST
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_content),     TEST(test_attributes), TEST(test_tricks),
		TEST(test_other_names), TEST(test_clone),      TEST(test_folders),
		TEST(test_odd_paths),   TEST(test_limits),     TEST(test_cost),
		TEST(test_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
