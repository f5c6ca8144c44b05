/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/git_remote.c list, fetch and push, and never overwrite, between two folders? */
#include "tests/unit/integrations/sandbox.h"

#include <git2/global.h>
#include <git2/repository.h>

#include "base/text.h"
#include "integrations/git_library.h"
#include "integrations/git_remote.h"

#define ZEROS "0000000000000000000000000000000000000000"

static git_repository *own;
static struct remote_place place;
static const char *one, *two, *other; /* two is on top of one */

/* "there": a bare repository with nothing in it; "own": ours, with three commits. */
static int
begin(void **state)
{
	const char *tree;

	if (sandbox_begin(state) != 0)
		return -1;
	GIT("", "init", "-q", "--bare", "there");
	GIT("", "init", "-q", "--bare", "own");
	tree = GIT_WITH("own", "", "mktree");
	one = make_commit("own", tree, "one", (const char *const[]){NULL});
	two = make_commit("own", tree, "two", (const char *const[]){one, NULL});
	other = make_commit("own", tree, "other", (const char *const[]){one, NULL});
	GIT("own", "update-ref", "refs/heads/one", one);
	GIT("own", "update-ref", "refs/heads/two", two);
	GIT("own", "update-ref", "refs/heads/other", other);
	assert_true(git_library_begin(&box.err));
	assert_int_equal(git_repository_open_bare(&own, path_of("own")), 0);
	place.url = path_of("there");
	return 0;
}

static int
end(void **state)
{
	git_repository_free(own);
	git_libgit2_shutdown();
	return sandbox_end(state);
}

static bool
push(const char *local, const char *ref, const char *before)
{
	struct remote_move move = {ref, local, before};

	return remote_push(own, &place, &move, 1, &box.err);
}

static void
pushes(const char *local, const char *ref, const char *before)
{
	if (!push(local, ref, before))
		fail_msg("%s", box.err.message);
}

static void
conflicts(const char *local, const char *ref, const char *before)
{
	assert_false(push(local, ref, before));
	if (box.err.code != ERROR_CONFLICT)
		fail_msg("no conflict: %s", box.err.message);
}

static bool
fetch(const char *pair)
{
	struct texts pairs = {0};

	texts_add(&box.arena, &pairs, pair);
	return remote_fetch(own, &place, &pairs, &box.err);
}

static void
is_at(const char *folder, const char *ref, const char *commit)
{
	assert_string_equal(GIT(folder, "for-each-ref", "--format=%(objectname)", ref), commit);
}

static void
what_is_pushed_is_there(void **state)
{
	struct remote_refs refs = {0};

	(void)state;
	assert_true(remote_list(&box.arena, own, &place, &refs, &box.err));
	assert_int_equal(refs.all.count, 0);
	pushes("refs/heads/one", "refs/heads/ledger", NULL);
	pushes("refs/heads/two", "refs/heads/ledger", NULL);
	pushes("refs/heads/two", "refs/heads/ledger", NULL);
	is_at("there", "refs/heads/ledger", two);
	GIT("there", "fsck", "--strict");
	assert_true(remote_list(&box.arena, own, &place, &refs, &box.err));
	assert_int_equal(refs.all.count, 1);
	assert_string_equal(refs.all.at[0].name, "refs/heads/ledger");
	assert_string_equal(refs.all.at[0].id, two);
}

static void
nothing_is_overwritten(void **state)
{
	(void)state;
	pushes("refs/heads/two", "refs/heads/ledger", NULL);
	conflicts("refs/heads/other", "refs/heads/ledger", NULL);
	conflicts("refs/heads/one", "refs/heads/ledger", NULL);
	is_at("there", "refs/heads/ledger", two);
}

/* On top of ours, by somebody else: we do not have it. */
static void
commits_that_we_do_not_have_are_not_overwritten(void **state)
{
	const char *foreign;

	(void)state;
	pushes("refs/heads/one", "refs/heads/ledger", NULL);
	foreign = make_commit("there", GIT_WITH("there", "", "mktree"), "foreign",
			      (const char *const[]){one, NULL});
	GIT("there", "update-ref", "refs/heads/ledger", foreign);
	conflicts("refs/heads/two", "refs/heads/ledger", NULL);
	conflicts("refs/heads/two", "refs/heads/ledger", one);
	is_at("there", "refs/heads/ledger", foreign);
}

static void
before_is_compared(void **state)
{
	(void)state;
	conflicts("refs/heads/one", "refs/heads/ledger", two);
	pushes("refs/heads/one", "refs/heads/ledger", ZEROS);
	conflicts("refs/heads/two", "refs/heads/ledger", ZEROS);
	conflicts("refs/heads/one", "refs/heads/ledger", ZEROS);
	conflicts("refs/heads/two", "refs/heads/ledger", two);
	pushes("refs/heads/two", "refs/heads/ledger", one);
	is_at("there", "refs/heads/ledger", two);
}

static void
refs_are_removed(void **state)
{
	(void)state;
	pushes("refs/heads/one", "refs/changegate/inbox/1/a", NULL);
	GIT("there", "pack-refs", "--all");
	conflicts(NULL, "refs/changegate/inbox/1/a", two);
	pushes(NULL, "refs/changegate/inbox/1/a", one);
	is_at("there", "refs/changegate", "");
	pushes(NULL, "refs/changegate/inbox/1/a", NULL);
	conflicts(NULL, "refs/changegate/inbox/1/a", one);
}

/* All of a list, or none of it, as long as nothing breaks. */
static void
several_move_together(void **state)
{
	struct remote_move moves[] = {
		{.ref = "refs/heads/ledger", .local = "refs/heads/two"},
		{.ref = "refs/changegate/inbox/1/a", .before = NULL},
		{.ref = "refs/heads/taken", .local = "refs/heads/other"},
	};

	(void)state;
	pushes("refs/heads/one", "refs/heads/ledger", NULL);
	pushes("refs/heads/one", "refs/changegate/inbox/1/a", NULL);
	pushes("refs/heads/two", "refs/heads/taken", NULL);
	assert_false(remote_push(own, &place, moves, 3, &box.err));
	assert_int_equal(box.err.code, ERROR_CONFLICT);
	is_at("there", "refs/heads/ledger", one);
	is_at("there", "refs/changegate", one);
	assert_true(remote_push(own, &place, moves, 2, &box.err));
	is_at("there", "refs/heads/ledger", two);
	is_at("there", "refs/changegate", "");
}

static void
what_is_there_is_fetched(void **state)
{
	const char *foreign;

	(void)state;
	assert_false(fetch("refs/heads/ledger:refs/got"));
	assert_int_equal(box.err.code, ERROR_ABSENT);
	pushes("refs/heads/one", "refs/heads/ledger", NULL);
	foreign = make_commit("there", GIT_WITH("there", "", "mktree"), "foreign",
			      (const char *const[]){one, NULL});
	GIT("there", "update-ref", "refs/heads/ledger", foreign);
	if (!fetch("refs/heads/ledger:refs/heads/got"))
		fail_msg("%s", box.err.message);
	is_at("own", "refs/heads/got", foreign);
	GIT("own", "fsck", "--strict");
	/* Rewritten there: the caller is to notice. */
	GIT("there", "update-ref", "refs/heads/ledger", one);
	assert_true(fetch("refs/heads/ledger:refs/heads/got"));
	is_at("own", "refs/heads/got", one);
}

static void
only_what_is_asked_for_is_fetched(void **state)
{
	const char *foreign;

	(void)state;
	pushes("refs/heads/one", "refs/heads/ledger", NULL);
	foreign = make_commit("there", GIT_WITH("there", "", "mktree"), "code",
			      (const char *const[]){NULL});
	GIT("there", "update-ref", "refs/heads/main", foreign);
	assert_true(fetch("refs/heads/ledger:refs/heads/got"));
	GIT("own", "update-ref", "refs/heads/got", one);
	assert_string_equal(GIT_WITH("own", foreign, "cat-file", "--batch-check"),
			    arena_format(&box.arena, "%s missing", foreign));
}

static void
places_that_are_none(void **state)
{
	struct remote_refs refs = {0};

	(void)state;
	place.url = path_of("nowhere");
	assert_false(remote_list(&box.arena, own, &place, &refs, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	place.url = "http://127.0.0.1:1/a";
	assert_false(remote_list(&box.arena, own, &place, &refs, &box.err));
	assert_int_equal(box.err.code, ERROR_USAGE);
	place.url = "https://bob:hush@example.org/a";
	assert_false(remote_list(&box.arena, own, &place, &refs, &box.err));
	assert_int_equal(box.err.code, ERROR_USAGE);
	assert_null(strstr(box.err.message, "hush"));
}

/* A clone may keep its ledger itself, but not on the branch that is in its folder. */
static void
a_work_tree_stays_as_it_is(void **state)
{
	(void)state;
	GIT("", "init", "-q", "-b", "main", "clone");
	GIT("clone", "commit", "-q", "--allow-empty", "-m", "code");
	place.url = path_of("clone");
	assert_false(push("refs/heads/one", "refs/heads/main", NULL));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_non_null(strstr(box.err.message, "checked out"));
	pushes("refs/heads/one", "refs/heads/ledger", NULL);
	is_at("clone", "refs/heads/ledger", one);
	assert_string_equal(GIT("clone", "status", "--porcelain"), "");
}

static void
locks_of_others_are_respected(void **state)
{
	(void)state;
	pushes("refs/heads/one", "refs/heads/ledger", NULL);
	write_file("there/refs/heads/ledger.lock", "");
	conflicts("refs/heads/two", "refs/heads/ledger", NULL);
	assert_int_equal(access(path_of("there/refs/heads/ledger.lock"), F_OK), 0);
	is_at("there", "refs/heads/ledger", one);
}

/* As after kill -9 between git's lock and its release. */
static void
our_own_left_over_locks_are_removed(void **state)
{
	(void)state;
	pushes("refs/heads/one", "refs/heads/ledger", NULL);
	write_file("there/refs/heads/ledger.lock", "");
	write_file("there/changegate.push", "refs/heads/ledger\n../../etc/x\nrefs/../HEAD\n");
	write_file("there/HEAD.lock", "");
	pushes("refs/heads/two", "refs/heads/ledger", NULL);
	is_at("there", "refs/heads/ledger", two);
	assert_int_equal(access(path_of("there/HEAD.lock"), F_OK), 0);
}

/* Four processes, ten commits each, on one branch: all of them are in its history. */
static void
append_ten(const char *name)
{
	for (int i = 0; i < 10;) {
		const char *ref = arena_format(&box.arena, "refs/heads/%s", name);
		const char *tip, *commit;

		if (!fetch(arena_format(&box.arena, "refs/heads/ledger:%s", ref)))
			_exit(1);
		tip = GIT("own", "rev-parse", ref);
		commit = make_commit("own", arena_format(&box.arena, "%s^{tree}", one),
				     arena_format(&box.arena, "%s %d", name, i),
				     (const char *const[]){tip, NULL});
		GIT("own", "update-ref", ref, commit);
		if (push(ref, "refs/heads/ledger", tip))
			i++;
		else if (box.err.code != ERROR_CONFLICT)
			_exit(2);
	}
	_exit(0);
}

static void
many_writers_lose_nothing(void **state)
{
	int status;

	(void)state;
	pushes("refs/heads/one", "refs/heads/ledger", NULL);
	for (int i = 0; i < 4; i++)
		if (fork() == 0)
			append_ten(arena_format(&box.arena, "writer%d", i));
	for (int i = 0; i < 4; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	assert_string_equal(GIT("there", "rev-list", "--count", "--no-merges", "refs/heads/ledger"),
			    "41");
	GIT("there", "fsck", "--strict");
}

int
main(void)
{
#define HERE(function) cmocka_unit_test_setup_teardown(function, begin, end)
	const struct CMUnitTest tests[] = {
		HERE(what_is_pushed_is_there),
		HERE(nothing_is_overwritten),
		HERE(commits_that_we_do_not_have_are_not_overwritten),
		HERE(before_is_compared),
		HERE(refs_are_removed),
		HERE(several_move_together),
		HERE(what_is_there_is_fetched),
		HERE(only_what_is_asked_for_is_fetched),
		HERE(places_that_are_none),
		HERE(a_work_tree_stays_as_it_is),
		HERE(locks_of_others_are_respected),
		HERE(our_own_left_over_locks_are_removed),
		HERE(many_writers_lose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
