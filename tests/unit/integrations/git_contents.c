/* SPDX-License-Identifier: Apache-2.0 */
/* Does a change get its merges, the gate's own files, what is opaque and the clone's state? */
#include "tests/unit/integrations/signing_world.h"
#include "tests/unit/integrations/pcre2_leaks.h"

#include "integrations/git_contents.h"

static struct change change;

/* A branch "side" that changes `name`, and main again; the range begins before both. */
static const char *
begin_side(const char *name, const char *text)
{
	const char *first = id_of("HEAD");

	GIT("repo", "checkout", "-q", "-b", "side");
	commit_file(name, text, "side");
	GIT("repo", "checkout", "-q", "main");
	return first;
}

static const struct commit *
merged(const char *previous)
{
	int64_t at;

	read_change(previous, &change);
	at = change_find_commit(&change, change.head);
	assert_true(at >= 0);
	if (!contents_merges(&box.arena, git, &change, &box.err))
		fail_msg("%s", box.err.message);
	return &change.commits.at[at];
}

#define CHANGED_TOP "ONE\n2\n3\n4\n5\n6\n7\n8\n9\n"
#define CHANGED_END "1\n2\n3\n4\n5\n6\n7\n8\nNINE\n"

static void
a_clean_merge(void **state)
{
	const struct commit *commit;
	const char *first;

	(void)state;
	first = begin_side("app", CHANGED_TOP);
	commit_file("app", CHANGED_END, "main");
	GIT("repo", "merge", "-q", "-m", "merge", "side");
	commit = merged(first);
	assert_int_equal(commit->merge, MERGE_CLEAN);
	assert_int_equal(commit->merge_paths.count, 0);
	assert_null(commit->merge_why);
	for (size_t i = 0; i < change.commits.count; i++)
		assert_int_equal(change.commits.at[i].merge, change.commits.at[i].parents.count == 2
								     ? MERGE_CLEAN
								     : MERGE_NONE);
}

static void
an_evil_merge(void **state)
{
	const struct commit *commit;
	const char *first;

	(void)state;
	first = begin_side("app", CHANGED_TOP);
	commit_file("app", CHANGED_END, "main");
	GIT("repo", "merge", "-q", "--no-commit", "side");
	commit_file("back.door", "open\n", "merge");
	commit = merged(first);
	assert_int_equal(commit->merge, MERGE_EVIL);
	assert_int_equal(commit->merge_paths.count, 1);
	assert_string_equal(commit->merge_paths.at[0], "back.door");
}

static void
a_resolved_merge(void **state)
{
	const struct commit *commit;
	const char *first, *tree, *id;

	(void)state;
	first = begin_side("app", "side\n");
	commit_file("app", "main\n", "main");
	write_file("repo/app", "both\n");
	GIT("repo", "add", "-A");
	tree = GIT("repo", "write-tree");
	id = GIT("repo", "commit-tree", tree, "-m", "merge", "-p", "HEAD", "-p", "side");
	GIT("repo", "update-ref", "refs/heads/main", id);
	commit = merged(first);
	assert_int_equal(commit->merge, MERGE_RESOLVED);
	assert_int_equal(commit->merge_paths.count, 1);
	assert_string_equal(commit->merge_paths.at[0], "app");
}

static void
a_trivial_merge_stays_one(void **state)
{
	const char *first;

	(void)state;
	first = begin_side("other", "side\n");
	GIT("repo", "merge", "-q", "--no-ff", "-m", "merge", "side");
	assert_int_equal(merged(first)->merge, MERGE_TRIVIAL);
}

static void
remove_object(const char *id)
{
	const char *path = arena_format(&box.arena, "repo/.git/objects/%.2s/%s", id, id + 2);

	assert_int_equal(unlink(path_of(path)), 0);
	git_close(&git);
	assert_true(git_open(path_of("repo"), &git, &box.err));
}

/* Git merged it, and one of the files that it merged is gone. */
static void
a_merge_that_cannot_be_recomputed(void **state)
{
	const struct commit *commit;
	const char *first, *blob;

	(void)state;
	first = begin_side("app", CHANGED_TOP);
	commit_file("app", CHANGED_END, "main");
	blob = id_of("HEAD:app");
	GIT("repo", "merge", "-q", "-m", "merge", "side");
	remove_object(blob);
	commit = merged(first);
	assert_int_equal(commit->merge, MERGE_UNVERIFIED);
	assert_non_null(strstr(commit->merge_why, blob));
	assert_int_equal(commit->merge_paths.count, 0);
}

/* ---- the gate ---- */

static const struct policy plain;

static void
read_gate(const char *previous, const struct policy *now, const struct policy *before)
{
	read_change(previous, &change);
	if (!contents_gate(&box.arena, git, now, before, &change, &box.err))
		fail_msg("%s", box.err.message);
}

static void
gate_is(size_t request, const char *const *paths)
{
	const struct change_request *found = &change.requests.at[request];
	size_t count = 0;

	assert_true(request < change.requests.count);
	for (; paths[count]; count++)
		if (!texts_contain(&found->gate, paths[count]))
			fail_msg("%s is not among them", paths[count]);
	assert_int_equal(found->gate.count, count);
	assert_int_equal(found->gate_count, count);
}

#define GATE(request, ...) gate_is((request), (const char *const[]){__VA_ARGS__, NULL})

static void
files_of_the_gate(void **state)
{
	const char *first;

	(void)state;
	first = id_of("HEAD");
	make_folder("repo/.changegate");
	make_folder("repo/.github");
	make_folder("repo/docs");
	write_file("repo/.changegate.yml", "version: 1\n");
	write_file("repo/.changegate/trust.json", "{}\n");
	write_file("repo/.mailmap", "x\n");
	write_file("repo/.github/CODEOWNERS", "x\n");
	write_file("repo/docs/CODEOWNERS", "x\n");
	write_file("repo/docs/.mailmap", "x\n");
	write_file("repo/docs/.changegate.yml", "x\n");
	commit_file("CODEOWNERS", "x\n", "gate");
	commit_file("app", "x\n", "no gate");
	unlink(path_of("repo/.mailmap"));
	commit_file("app", "y\n", "removed");
	chmod(path_of("repo/CODEOWNERS"), 0755);
	commit_files("mode");
	read_gate(first, &plain, NULL);
	assert_int_equal(change.requests.count, 4);
	GATE(0, ".changegate.yml", ".changegate/trust.json", ".mailmap", ".github/CODEOWNERS",
	     "docs/CODEOWNERS", "CODEOWNERS");
	gate_is(1, (const char *const[]){NULL});
	GATE(2, ".mailmap");
	GATE(3, "CODEOWNERS");
}

/* A policy that names other signers does not make the old ones anybody's. */
static void
signers_of_either_policy(void **state)
{
	struct policy now = {.allowed_signers = "keys/new"},
		      before = {.allowed_signers = "keys/old"};
	const char *first;

	(void)state;
	first = id_of("HEAD");
	make_folder("repo/keys");
	write_file("repo/keys/old", "x\n");
	write_file("repo/keys/new", "x\n");
	commit_file("keys/other", "x\n", "keys");
	read_gate(first, &now, &before);
	GATE(0, "keys/new", "keys/old");
	read_gate(first, &now, NULL);
	GATE(0, "keys/new");
	read_gate(first, &plain, &before);
	GATE(0, "keys/old");
	read_gate(first, &plain, &plain);
	gate_is(0, (const char *const[]){NULL});
}

/* All that a merge brings, as its first parent sees it. */
static void
a_merge_brings_the_gate(void **state)
{
	const char *first;

	(void)state;
	first = begin_side(".mailmap", "x\n");
	commit_file("app", CHANGED_END, "main");
	GIT("repo", "merge", "-q", "-m", "merge", "side");
	read_gate(first, &plain, NULL);
	assert_int_equal(change.requests.count, 2);
	gate_is(0, (const char *const[]){NULL});
	assert_int_equal(change.requests.at[1].kind, REQUEST_MERGE);
	GATE(1, ".mailmap");
}

/* ---- what is opaque, and the clone ---- */

static void
opaque_files(void **state)
{
	const char *first;

	(void)state;
	first = id_of("HEAD");
	commit_file("app", "x\n", "text");
	write_bytes("repo/a.bin", "a\0b", 3);
	commit_file(".gitattributes", "*.c -diff\n", "binary, and what hides");
	commit_file("b.c", "int b;\n", "hidden");
	read_change(first, &change);
	contents_opaque(&box.arena, git, &change);
	assert_int_equal(change.opaque.availability.state, KNOWN);
	assert_int_equal(change.opaque.count, 2);
	assert_int_equal(change.opaque.all.count, 2);
	assert_string_equal(change.opaque.all.at[0].path, "a.bin");
	assert_string_equal(change.opaque.all.at[0].commit, change.requests.at[1].commit);
	assert_int_equal(change.opaque.all.at[0].kind, OPAQUE_BINARY);
	assert_false(change.opaque.all.at[0].hidden_by_range);
	assert_string_equal(change.opaque.all.at[1].path, "b.c");
	assert_string_equal(change.opaque.all.at[1].commit, change.requests.at[2].commit);
	assert_int_equal(change.opaque.all.at[1].kind, OPAQUE_HIDDEN);
	assert_true(change.opaque.all.at[1].hidden_by_range);
}

/* What is not there is not "nothing". */
static void
missing_content_is_said(void **state)
{
	const char *first, *tree;

	(void)state;
	first = id_of("HEAD");
	make_folder("repo/lib");
	commit_file("lib/a.c", "int a;\n", "text");
	tree = id_of("HEAD:lib");
	read_change(first, &change);
	remove_object(tree);
	contents_opaque(&box.arena, git, &change);
	assert_int_equal(change.opaque.availability.state, UNAVAILABLE);
	assert_non_null(change.opaque.availability.why);
	assert_int_equal(change.opaque.count, 0);
	assert_int_equal(change.opaque.all.count, 0);
	assert_false(contents_gate(&box.arena, git, &plain, NULL, &change, &box.err));
	assert_true(box.err.code == ERROR_UNAVAILABLE || box.err.code == ERROR_ABSENT);
	assert_int_equal(change.requests.at[0].gate.count, 0);
}

static void
the_clone(void **state)
{
	(void)state;
	read_change(id_of("HEAD"), &change);
	contents_clone(&box.arena, git, &change);
	assert_int_equal(change.clone.availability.state, KNOWN);
	assert_int_equal(change.clone.count, 0);
	write_file("repo/.git/info/grafts", arena_format(&box.arena, "%s\n", id_of("HEAD")));
	commit_file("app", "x\n", "second");
	GIT("repo", "replace", "HEAD", "HEAD^");
	contents_clone(&box.arena, git, &change);
	assert_int_equal(change.clone.availability.state, KNOWN);
	assert_true(change.clone.count >= 2);
	assert_int_equal(change.clone.count, change.clone.altered.count);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		REPOSITORY_TEST(a_clean_merge),
		REPOSITORY_TEST(an_evil_merge),
		REPOSITORY_TEST(a_resolved_merge),
		REPOSITORY_TEST(a_trivial_merge_stays_one),
		REPOSITORY_TEST(a_merge_that_cannot_be_recomputed),
		REPOSITORY_TEST(files_of_the_gate),
		REPOSITORY_TEST(signers_of_either_policy),
		REPOSITORY_TEST(a_merge_brings_the_gate),
		REPOSITORY_TEST(opaque_files),
		REPOSITORY_TEST(missing_content_is_said),
		REPOSITORY_TEST(the_clone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
