/* SPDX-License-Identifier: Apache-2.0 */
/* Does a branch keep a ledger whole: many writers, rewritten branches, foreign files, old locks? */
#include "tests/unit/integrations/sandbox.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/text.h"
#include "integrations/stores.h"
#include "ledger/inbox.h"
#include "ledger/verify.h"
#include "tests/fake/sample_ledger.h"

#define REF "refs/heads/change-records"
#define PLACE "git:" REF

static struct sample sample;
static struct opened_store one, two;

static const char *
git_folder_of(const char *name)
{
	return arena_format(&box.arena, "%s/%s/.git", box.folder, name);
}

static void
make_clone(const char *name)
{
	make_folder(name);
	GIT(name, "init", "-q");
	GIT(name, "remote", "add", "origin", path_of("origin.git"));
}

static void
open_in(const char *clone, const char *place, struct opened_store *out)
{
	struct store_site site = {.base = path_of(clone),
				  .clone = git_folder_of(clone),
				  .repository = "local/payments"};

	if (!store_open_at(&site, place, out, &box.err))
		fail_msg("%s", box.err.message);
}

static int
begin(void **state)
{
	if (sandbox_begin(state) != 0)
		return -1;
	sample_open(&sample);
	make_folder("origin.git");
	GIT("origin.git", "init", "-q", "--bare");
	GIT("origin.git", "config", "core.logAllRefUpdates", "always");
	make_clone("one");
	make_clone("two");
	open_in("one", PLACE, &one);
	open_in("two", PLACE, &two);
	return 0;
}

static int
end(void **state)
{
	store_release(&one);
	store_release(&two);
	sample_close(&sample);
	return sandbox_end(state);
}

static bool
append_to(struct opened_store *opened, int number)
{
	struct receipt receipt;
	struct sample_record wanted = {number == 1 ? RECORD_BASELINE : RECORD_DEPLOYMENT,
				       RECORD_ALLOWED, .number = number};

	return sample_append(&sample, &opened->store, &wanted, &receipt, &box.err) &&
	       receipt_verify(&sample.arena, &receipt, &sample.trust, &box.err);
}

static void
append(struct opened_store *opened, int number)
{
	if (!append_to(opened, number))
		fail_msg("append %d: %s", number, box.err.message);
}

static void
assert_whole(struct opened_store *opened, int64_t records)
{
	struct verify_request request = {.store = &opened->store, .trust = &sample.trust};
	struct verification result;

	if (!verify_ledger(&sample.arena, &request, &result, &box.err))
		fail_msg("verify: %s", box.err.message);
	for (size_t i = 0; i < result.problems.count; i++)
		print_error("%s %s: %s\n", result.problems.at[i].code, result.problems.at[i].where,
			    result.problems.at[i].text);
	assert_int_equal(result.problem_count, 0);
	assert_int_equal(result.note_count, 0);
	assert_int_equal(result.verified, records);
}

static void
assert_fails(bool done, enum error_code code, const char *text)
{
	if (done)
		fail_msg("no failure: %s", text);
	if (box.err.code != code || !strstr(box.err.message, text))
		fail_msg("code %d: %s", box.err.code, box.err.message);
}

static bool
lock(struct opened_store *opened)
{
	return opened->store.lock(opened->store.self, &box.err);
}

static void
unlock(struct opened_store *opened)
{
	opened->store.unlock(opened->store.self);
}

static bool
put(struct opened_store *opened, const char *name, const char *text)
{
	return opened->store.replace(opened->store.self, name, text, strlen(text), &box.err);
}

static bool
publish(struct opened_store *opened)
{
	return opened->store.publish(opened->store.self, "test", &box.err);
}

static bool
read_file(struct opened_store *opened, const char *name, const char **text)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	bool done = opened->store.read(opened->store.self, name, 100, &bytes, &box.err);

	*text = arena_copy(&box.arena, bytes.bytes ? bytes.bytes : "", bytes.length);
	return done;
}

static void
records_land_as_commits(void **unused)
{
	(void)unused;
	for (int i = 1; i <= 6; i++)
		append(i % 2 ? &one : &two, i);
	unlock(&one);
	assert_true(lock(&one));
	unlock(&one);
	assert_whole(&one, 6);
	assert_string_equal(GIT("origin.git", "rev-list", "--count", REF), "6");
	assert_string_equal(GIT("origin.git", "rev-list", "--count", "--merges", REF), "0");
	assert_string_equal(GIT("origin.git", "fsck", "--strict", "--no-dangling"), "");
	assert_string_equal(GIT("origin.git", "log", "-1", "--format=%an %ae %cn", REF),
			    "changegate changegate@localhost changegate");
	/* Partial tiles that a wider one replaced are gone. */
	assert_string_equal(GIT("origin.git", "ls-tree", "-r", "--name-only", REF, "tile/"),
			    "tile/0/000.p/6\ntile/entries/000.p/6");
}

static void
more_than_a_tile_lands(void **unused)
{
	(void)unused;
	for (int i = 1; i <= 260; i++)
		append(&one, i);
	assert_true(lock(&two));
	unlock(&two);
	assert_whole(&two, 260);
	assert_string_equal(GIT("origin.git", "ls-tree", "-r", "--name-only", REF, "tile/"),
			    "tile/0/000\ntile/0/001.p/4\ntile/1/000.p/1\ntile/entries/000\n"
			    "tile/entries/001.p/4");
}

static void
who_is_slower_is_told(void **unused)
{
	const char *text;

	(void)unused;
	append(&one, 1);
	assert_true(lock(&one));
	append(&two, 2);
	assert_true(put(&one, "checkpoint", "mine"));
	assert_true(read_file(&one, "checkpoint", &text));
	assert_string_equal(text, "mine");
	assert_fails(publish(&one), ERROR_CONFLICT, "");
	/* Nothing of it is left, and what the other wrote is seen. */
	assert_whole(&one, 2);
	unlock(&one);
	append(&one, 3);
	assert_whole(&one, 3);
}

static void
what_is_not_published_is_gone(void **unused)
{
	const char *text;

	(void)unused;
	assert_true(lock(&one));
	assert_true(put(&one, "checkpoint", "a"));
	unlock(&one);
	assert_fails(read_file(&one, "checkpoint", &text), ERROR_ABSENT, "checkpoint");
	assert_fails(put(&one, "checkpoint", "a"), ERROR_BUG, "not locked");
}

static void
files_are_kept_as_told(void **unused)
{
	struct store *store = &one.store;
	struct texts names;
	const char *text;

	(void)unused;
	assert_true(lock(&one));
	assert_true(store->create(store->self, "records/2026/11/a.json", "one", 3, &box.err));
	assert_true(store->create(store->self, "records/2026/11/a.json", "one", 3, &box.err));
	assert_fails(store->create(store->self, "records/2026/11/a.json", "two", 3, &box.err),
		     ERROR_CONFLICT, "other content");
	assert_true(put(&one, "tile/0/000.p/1", "1"));
	assert_true(put(&one, "tile/0/000.p/2", "2"));
	assert_true(put(&one, "tile/0/000", "3"));
	assert_true(put(&one, "tile/0/000-x", "4"));
	assert_true(publish(&one));
	assert_true(store->remove(store->self, "tile/0/000.p/1", &box.err));
	assert_true(store->remove(store->self, "tile/0/000.p/2", &box.err));
	assert_true(store->remove(store->self, "tile/0/nothing", &box.err));
	assert_true(publish(&one));
	assert_true(publish(&one));
	assert_true(store_list(store, &box.arena, "", &names, &box.err));
	assert_int_equal(names.count, 3);
	assert_string_equal(names.at[0], "records/2026/11/a.json");
	assert_string_equal(names.at[1], "tile/0/000");
	assert_string_equal(names.at[2], "tile/0/000-x");
	assert_true(store_list(store, &box.arena, "tile/0", &names, &box.err));
	assert_int_equal(names.count, 2);
	assert_true(store_list(store, &box.arena, "nothing/here", &names, &box.err));
	assert_int_equal(names.count, 0);
	assert_true(read_file(&one, "tile/0/000", &text));
	assert_string_equal(text, "3");
	assert_fails(read_file(&one, "tile/0", &text), ERROR_LEDGER, "not a file");
	assert_fails(read_file(&one, "tile/0/000/x", &text), ERROR_LEDGER, "file is where");
	assert_fails(put(&one, "../x", ""), ERROR_LEDGER, "not a name");
	unlock(&one);
	assert_string_equal(GIT("origin.git", "rev-list", "--count", REF), "2");
	assert_string_equal(GIT("origin.git", "fsck", "--strict", "--no-dangling"), "");
}

/* ---- somebody rewrites
 * ---------------------------------------------------------------------------- */

static void
a_rewritten_branch_is_noticed(void **unused)
{
	const char *tip;

	(void)unused;
	append(&one, 1);
	append(&one, 2);
	tip = GIT("origin.git", "rev-parse", REF);
	GIT("origin.git", "update-ref", REF, arena_format(&box.arena, "%s~1", tip));
	assert_fails(append_to(&one, 3), ERROR_LEDGER, "rewritten");
	/* Again, also by the next process. */
	store_release(&one);
	open_in("one", PLACE, &one);
	assert_fails(append_to(&one, 3), ERROR_LEDGER, tip);
	GIT("origin.git", "update-ref", "-d", REF);
	assert_fails(append_to(&one, 3), ERROR_LEDGER, "it is gone");
	GIT("origin.git", "update-ref", REF, tip);
	append(&one, 3);
	assert_whole(&one, 3);
}

static void
a_merge_is_noticed(void **unused)
{
	const char *tip, *merge;

	(void)unused;
	append(&one, 1);
	append(&one, 2);
	tip = GIT("origin.git", "rev-parse", REF);
	merge = GIT("origin.git", "commit-tree", arena_format(&box.arena, "%s^{tree}", tip), "-m",
		    "x", "-p", tip, "-p", arena_format(&box.arena, "%s~1", tip));
	GIT("origin.git", "update-ref", REF, merge);
	assert_fails(append_to(&one, 3), ERROR_LEDGER, "merge");
}

/* Everything that a runner could put into our repository, to lead us elsewhere. */
static void
configuration_has_no_effect(void **unused)
{
	const char *own, *config, *hostile;

	(void)unused;
	append(&one, 1);
	store_release(&one);
	GIT("one", "config", arena_format(&box.arena, "url.%s.insteadOf", path_of("elsewhere")),
	    path_of("origin.git"));
	own = GIT_WITH("one", "", "-c", "alias.x=!ls -d .git/changegate/*.git", "x");
	config = arena_format(&box.arena, "one/%s/config", own);
	hostile = arena_format(&box.arena,
			       "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"
			       "[url \"%s\"]\n\tinsteadOf = %s\n"
			       "[include]\n\tpath = /nowhere\n[extensions]\n\tx = y\n",
			       path_of("elsewhere"), path_of("origin.git"));
	write_file(config, hostile);
	write_file(arena_format(&box.arena, "one/%s/commondir", own), "/nowhere\n");
	open_in("one", PLACE, &one);
	append(&one, 2);
	store_release(&one);
	write_file(config, "broken [");
	open_in("one", PLACE, &one);
	append(&one, 3);
	assert_whole(&one, 3);
	assert_string_equal(GIT("origin.git", "rev-list", "--count", REF), "3");
}

static void
old_locks_are_in_nobodys_way(void **unused)
{
	const char *own;

	(void)unused;
	append(&one, 1);
	own = GIT_WITH("one", "", "-c", "alias.x=!ls -d .git/changegate/*.git", "x");
	write_file(arena_format(&box.arena, "one/%s/refs/changegate/seen.lock", own), "");
	write_file(arena_format(&box.arena, "one/%s/refs/changegate/next.lock", own), "");
	write_file(arena_format(&box.arena, "one/%s/packed-refs.lock", own), "");
	write_file(arena_format(&box.arena, "one/%s/HEAD.lock", own), "");
	write_file(arena_format(&box.arena, "one/%s/objects/pack/pack_git2_x", own), "");
	append(&one, 2);
	assert_whole(&one, 2);
}

static void
our_repository_may_go_at_any_time(void **unused)
{
	(void)unused;
	append(&one, 1);
	append(&one, 2);
	store_release(&one);
	GIT("one", "-c", "alias.x=!rm -rf .git/changegate", "x");
	open_in("one", PLACE, &one);
	append(&one, 3);
	assert_whole(&one, 3);
}

/* ---- in the clone itself
 * -------------------------------------------------------------------------- */

static void
a_branch_of_the_clone_works_alike(void **unused)
{
	struct opened_store here, other;
	const char *text;

	(void)unused;
	open_in("one", "git:local:" REF, &here);
	open_in("one", "git:local:" REF, &other);
	append(&here, 1);
	append(&other, 2);
	append(&here, 3);
	assert_whole(&here, 3);
	assert_string_equal(GIT("one", "rev-list", "--count", REF), "3");
	assert_string_equal(GIT("one", "fsck", "--strict", "--no-dangling"), "");
	/* Git itself moves the branch meanwhile. */
	assert_true(lock(&here));
	assert_true(put(&here, "checkpoint", "x"));
	GIT("one", "update-ref", REF, REF "~1");
	assert_fails(publish(&here), ERROR_CONFLICT, "meanwhile");
	assert_fails(read_file(&here, "checkpoint", &text), ERROR_LEDGER, "rewritten");
	unlock(&here);
	GIT("one", "update-ref", "-d", "refs/changegate/seen/change-records");
	write_file(arena_format(&box.arena, "one/.git/%s.lock", REF), "");
	append(&here, 3);
	assert_whole(&here, 3);
	store_release(&here);
	store_release(&other);
}

static void
without_origin_it_is_local(void **unused)
{
	struct opened_store here;

	(void)unused;
	GIT("one", "remote", "remove", "origin");
	open_in("one", PLACE, &here);
	append(&here, 1);
	assert_string_equal(GIT("one", "rev-list", "--count", REF), "1");
	store_release(&here);
}

static void
a_url_needs_no_clone(void **unused)
{
	struct opened_store there;
	struct store_site nowhere = {0};
	const char *place = arena_format(&box.arena, "git+%s#" REF, path_of("origin.git"));

	(void)unused;
	append(&one, 1);
	assert_true(store_open_at(&nowhere, place, &there, &box.err));
	assert_whole(&there, 1);
	append(&there, 2);
	store_release(&there);
	assert_fails(store_open_at(&nowhere, PLACE, &there, &box.err), ERROR_USAGE, "none here");
}

/* ---- which origin, which host -------------------------------------------------------------------
 */

struct origin_case {
	const char *repository, *origin;
	const char *refused; /* as what the origin is named; NULL: accepted */
};

static const struct origin_case origin_cases[] = {
	{"example.org/acme/pay", "https://example.org/acme/pay.git", NULL},
	{"example.org/acme/pay", "https://ci:token@Example.org/Acme/Pay/", NULL},
	{"example.org/acme/pay", "https://example.org:443//acme/pay.git/", NULL},
	{"Example.org/Acme/Pay.git", "https://example.org/acme/pay", NULL},
	{"example.org/acme/pay", "git@example.org:acme/pay.git", NULL},
	{"example.org/acme/pay", "git@example.org:/acme/pay", NULL},
	{"example.org/acme/pay", "ssh://git@example.org/acme/pay.git", NULL},
	{"example.org/acme/pay", "ssh://git@example.org:2222/acme/pay.git", NULL},
	{"local/pay", "/srv/anything.git", NULL},
	{"local/pay", "file:///srv/anything.git", NULL},
	{"local/pay", "../anything.git", NULL},
	{"example.org/acme/pay", "../x.git", "a path"},
	{"example.org/acme/pay", "/example.org/acme/pay", "a path"},
	{"example.org/acme/pay", "file:///example.org/acme/pay", "a path"},
	{"example.org/acme/pay", "https://example.org/acme/pay2", "example.org/acme/pay2"},
	{"example.org/acme/pay", "https://example.org/acme", "example.org/acme"},
	{"example.org/acme/pay", "https://example.org/acme/p%61y", "example.org/acme/p%61y"},
	{"example.org/acme/pay", "https://example.org/acme//pay", "example.org/acme//pay"},
	{"example.org/acme/pay", "https://example.org/x/acme/pay", "example.org/x/acme/pay"},
	{"example.org/acme/pay", "https://example.org:8443/acme/pay", "example.org:8443/acme/pay"},
	{"example.org/acme/pay", "https://example.org:22/acme/pay", "example.org:22/acme/pay"},
	{"example.org/acme/pay", "https://a.example.org/acme/pay", "a.example.org/acme/pay"},
	{"example.org/acme/pay", "https://example.org.evil/acme/pay", "example.org.evil/acme/pay"},
	{"example.org/acme/pay", "https://example.org@evil.org/acme/pay", "evil.org/acme/pay"},
	{"example.org/acme/pay", "git@evil.org:acme/pay", "evil.org/acme/pay"},
	{"example.org/acme/pay", "ssh://git@[::1]:22/acme/pay", "[::1]/acme/pay"},
	{"example.org", "https://example.org/.git", "example.org/.git"},
	{"local/pay", "https://local/pay", "local/pay"},
	{"local/pay", "git@local:pay", "local/pay"},
	{"local/acme.org/pay", "https://acme.org/pay", "acme.org/pay"},
};

/* Nothing is connected to. */
static bool
opens(const char *repository, const char *place)
{
	struct store_site site = {.base = path_of("one"), .clone = git_folder_of("one")};
	struct opened_store opened;

	site.repository = repository;
	if (!store_open_at(&site, place, &opened, &box.err))
		return false;
	store_release(&opened);
	return true;
}

static void
the_origin_is_the_repository(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(origin_cases) / sizeof(origin_cases[0]); i++) {
		const struct origin_case *row = &origin_cases[i];

		GIT("one", "config", "remote.origin.url", row->origin);
		if (row->refused)
			assert_fails(opens(row->repository, PLACE), ERROR_USAGE,
				     arena_format(&box.arena,
						  "LEDGER-ORIGIN: the clone's origin is %s, the "
						  "policy's repository is %s",
						  row->refused, row->repository));
		else if (!opens(row->repository, PLACE))
			fail_msg("%s: %s", row->origin, box.err.message);
		/* Other places do not rest on the origin, and who names no policy has nothing to
		 * compare it with. */
		assert_true(opens(row->repository, "git:local:" REF));
		assert_true(opens(row->repository, "git+https://other.org/x#" REF));
		assert_true(opens(NULL, PLACE));
	}
	GIT("one", "config", "remote.origin.url", "https://bob:hush@:1/x");
	assert_fails(opens("example.org/a", PLACE), ERROR_USAGE, "cannot be used");
	assert_null(strstr(box.err.message, "hush"));
}

static void
without_origin_a_host_has_not_confirmed(void **unused)
{
	(void)unused;
	GIT("one", "remote", "remove", "origin");
	assert_true(opens("local/payments", PLACE));
	assert_fails(opens("example.org/acme/pay", PLACE), ERROR_USAGE, "origin is missing");
}

static void
a_token_comes_with_its_host(void **unused)
{
	static const char *const no_hosts[] = {"https://example.org",
					       "example.org/x",
					       "a b",
					       "bob@example.org",
					       "example.org:0",
					       ".",
					       "*"};
	static const char place[] = "git+https://example.org/x#" REF;

	(void)unused;
	setenv("CHANGEGATE_LEDGER_TOKEN", "sesame", 1);
	unsetenv("CHANGEGATE_LEDGER_TOKEN_HOST");
	assert_fails(opens("example.org/x", place), ERROR_USAGE,
		     "CHANGEGATE_LEDGER_TOKEN goes with CHANGEGATE_LEDGER_TOKEN_HOST, the host "
		     "that may get it");
	assert_true(opens("local/payments", PLACE));
	setenv("CHANGEGATE_LEDGER_TOKEN_HOST", "", 1);
	assert_fails(opens("example.org/x", place), ERROR_USAGE, "goes with");
	for (size_t i = 0; i < sizeof(no_hosts) / sizeof(no_hosts[0]); i++) {
		setenv("CHANGEGATE_LEDGER_TOKEN_HOST", no_hosts[i], 1);
		assert_fails(opens("example.org/x", place), ERROR_USAGE, "write a host");
	}
	setenv("CHANGEGATE_LEDGER_TOKEN_HOST", "git.example.org:8443", 1);
	assert_true(opens("example.org/x", place));
	unsetenv("CHANGEGATE_LEDGER_TOKEN");
	unsetenv("CHANGEGATE_LEDGER_TOKEN_HOST");
	assert_true(opens("example.org/x", place));
}

/* ---- what others commit there
 * --------------------------------------------------------------------- */

static void
commit_tree(const char *tree)
{
	const char *id = GIT("origin.git", "commit-tree", tree, "-m", "hostile");

	GIT("origin.git", "update-ref", REF, id);
	store_release(&one);
	GIT("one", "-c", "alias.x=!rm -rf .git/changegate", "x");
	open_in("one", PLACE, &one);
}

static const char *
blob(const char *text)
{
	return GIT_WITH("origin.git", text, "hash-object", "-w", "--stdin");
}

static const char *
tree_of(const char *mode, const char *kind, const char *id, const char *name)
{
	return GIT_WITH("origin.git",
			arena_format(&box.arena, "%s %s %s\t%s\n", mode, kind, id, name), "mktree",
			"--missing");
}

static bool
lists(void)
{
	struct texts names;

	return store_list(&one.store, &box.arena, "", &names, &box.err);
}

static void
foreign_files_are_refused(void **unused)
{
	static const char *const rows[][3] = {
		{"120000", "blob", "checkpoint"}, {"160000", "commit", "checkpoint"},
		{"100755", "blob", "checkpoint"}, {"100644", "blob", ".gitattributes"},
		{"100644", "blob", "a b"},        {"100644", "blob", "\"\\303\\244\""},
	};
	static const char nothing[] = "1111111111111111111111111111111111111111";
	const char *file = blob("x"), *text;

	(void)unused;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool submodule = text_equal(rows[i][1], "commit");

		commit_tree(
			tree_of(rows[i][0], rows[i][1], submodule ? nothing : file, rows[i][2]));
		assert_fails(read_file(&one, "checkpoint", &text), ERROR_LEDGER, "not a file of");
		assert_fails(lists(), ERROR_LEDGER, "not a file of");
		assert_fails(append_to(&one, 1), ERROR_LEDGER, "not a file of");
	}
}

struct taken {
	size_t count, most;
};

static bool
take(void *with, const char *name)
{
	struct taken *taken = with;

	assert_true(store_name_is_valid(name));
	return ++taken->count < taken->most;
}

static bool
each(const char *folder, struct taken *taken)
{
	return one.store.each(one.store.self, folder, take, taken, &box.err);
}

/* Of a tree that was not read yet, then of one that was. */
static void
names_are_handed_out_until_there_are_enough(void **unused)
{
	(void)unused;
	assert_true(lock(&one));
	for (int i = 0; i < 12; i++)
		assert_true(put(&one, arena_format(&box.arena, "tile/%d/%d.p/%d", i / 6, i / 3, i),
				"t"));
	assert_true(publish(&one));
	unlock(&one);
	for (int round = 0; round < 2; round++) {
		const char *text;

		for (size_t most = 1; most < 14; most++) {
			struct taken taken = {.most = most};

			assert_true(each("", &taken));
			assert_int_equal(taken.count, most < 12 ? most : 12);
		}
		for (int i = 0; i < 12; i++)
			assert_true(read_file(
				&one, arena_format(&box.arena, "tile/%d/%d.p/%d", i / 6, i / 3, i),
				&text));
	}
	for (int i = 0; i < 2; i++) {
		static const char *const missing[] = {"tile/3", "checkpoints/nothing"};
		struct taken taken = {.most = 9};

		assert_true(each(missing[i], &taken));
		assert_int_equal(taken.count, 0);
	}
}

static void
what_comes_in_the_middle_is_a_failure(void **unused)
{
	const char *file = blob("x");
	struct taken taken = {.most = 9};
	struct texts names = {.count = 77};

	(void)unused;
	commit_tree(GIT_WITH("origin.git",
			     arena_format(&box.arena,
					  "100644 blob %s\ta\n100644 blob %s\tb\n"
					  "120000 blob %s\tc\n100644 blob %s\td\n",
					  file, file, file, file),
			     "mktree"));
	assert_fails(each("", &taken), ERROR_LEDGER, "not a file of");
	assert_int_equal(taken.count, 2);
	assert_false(store_list(&one.store, &box.arena, "", &names, &box.err));
	assert_int_equal(names.count, 77);
	taken = (struct taken){.most = 2};
	assert_true(each("", &taken));
}

static void
huge_files_are_refused(void **unused)
{
	char *much = arena_allocate(&box.arena, 100000);
	const char *text;

	(void)unused;
	memset(much, 'x', 99999);
	commit_tree(tree_of("100644", "blob", blob(much), "checkpoint"));
	assert_fails(read_file(&one, "checkpoint", &text), ERROR_LEDGER, "at most 100 are");
	assert_fails(append_to(&one, 1), ERROR_LEDGER, "99999 bytes");
}

static void
deep_folders_are_refused(void **unused)
{
	const char *tree = tree_of("100644", "blob", blob("x"), "a");
	const char *text;

	(void)unused;
	for (int i = 0; i < 40; i++)
		tree = tree_of("040000", "tree", tree, "a");
	commit_tree(tree);
	assert_fails(lists(), ERROR_LEDGER, "too deeply");
	assert_fails(read_file(&one, "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a", &text), ERROR_LEDGER,
		     "too deeply");
	assert_fails(append_to(&one, 1), ERROR_LEDGER, "");
}

/* 10^8 files in ten objects. */
static void
many_files_are_refused(void **unused)
{
	const char *tree = tree_of("100644", "blob", blob("x"), "a");

	(void)unused;
	for (int i = 0; i < 8; i++) {
		struct buffer list RELEASED_BY(buffer_release) = {0};

		for (int name = 0; name < 10; name++)
			buffer_add_format(&list, "040000 tree %s\tf%d\n", tree, name);
		tree = GIT_WITH("origin.git", list.bytes, "mktree");
	}
	commit_tree(tree);
	assert_fails(lists(), ERROR_LEDGER, "more than");
}

static void
a_branch_without_checkpoint_is_a_loss(void **unused)
{
	(void)unused;
	commit_tree(tree_of("100644", "blob", blob("x"), "README.md"));
	assert_fails(append_to(&one, 1), ERROR_LEDGER, "no checkpoint");
}

/* ---- inbox
 * ---------------------------------------------------------------------------------------- */

static const char *
hand_in(struct opened_store *opened, const char *text)
{
	const char *name = inbox_name(&box.arena, "example.org/a", text, strlen(text));

	if (!inbox_hand_in(&box.arena, &opened->store, "example.org/a", text, strlen(text),
			   &box.err))
		fail_msg("%s", box.err.message);
	return name;
}

static enum inbox_state
state_of(struct opened_store *opened, const char *name)
{
	enum inbox_state state;

	if (!opened->store.inbox_state(opened->store.self, name, &state, &box.err))
		fail_msg("%s", box.err.message);
	return state;
}

static void
assert_inbox(struct opened_store *opened)
{
	struct store *store = &opened->store;
	const char *first = hand_in(opened, "first"), *second = hand_in(opened, "second");
	struct texts names = {0}, chosen = {0};
	struct buffer bytes RELEASED_BY(buffer_release) = {0};

	hand_in(opened, "first");
	assert_true(store->inbox(store->self, &box.arena, &names, &box.err));
	assert_int_equal(names.count, 2);
	assert_int_equal(state_of(opened, first), INBOX_WAITING);
	for (size_t i = 0; i < names.count; i++) {
		buffer_clear(&bytes);
		assert_true(store->inbox_read(store->self, names.at[i], 10, &bytes, &box.err));
		assert_true(bytes.length == 5 || bytes.length == 6);
	}
	assert_false(store->inbox_read(store->self, names.at[0], 3, &bytes, &box.err));
	assert_int_equal(box.err.code, ERROR_FORMAT);
	texts_add(&box.arena, &chosen, first);
	assert_true(store->inbox_clear(store->self, &chosen, false, &box.err));
	assert_true(store->inbox_clear(store->self, &chosen, false, &box.err));
	chosen.at[0] = second;
	assert_true(store->inbox_clear(store->self, &chosen, true, &box.err));
	assert_int_equal(state_of(opened, first), INBOX_GONE);
	assert_int_equal(state_of(opened, second), INBOX_REFUSED);
	assert_true(store->inbox(store->self, &box.arena, &names, &box.err));
	assert_int_equal(names.count, 0);
}

static void
what_is_handed_in_waits(void **unused)
{
	struct opened_store here, folder;

	(void)unused;
	assert_inbox(&one);
	open_in("one", "git:local:" REF, &here);
	assert_inbox(&here);
	store_release(&here);
	open_in("one", "dir:ledger", &folder);
	assert_inbox(&folder);
	store_release(&folder);
}

static void
other_shapes_are_no_envelopes(void **unused)
{
	struct store *store = &one.store;
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	struct texts names = {0};
	const char *digest = sha256_hex(&box.arena, "x", 1);
	const char *id = GIT("origin.git", "commit-tree",
			     tree_of("120000", "blob", blob("x"), "envelope.json"), "-m", "x");

	(void)unused;
	GIT("origin.git", "update-ref",
	    arena_format(&box.arena, "refs/changegate/inbox/ab/%s", digest), id);
	GIT("origin.git", "update-ref", "refs/changegate/inbox/ab/README", id);
	GIT("origin.git", "update-ref",
	    arena_format(&box.arena, "refs/changegate/inbox/%s", digest), id);
	assert_true(store->inbox(store->self, &box.arena, &names, &box.err));
	assert_int_equal(names.count, 1);
	assert_false(store->inbox_read(store->self, names.at[0], 100, &bytes, &box.err));
	assert_int_equal(box.err.code, ERROR_FORMAT);
}

#define LEDGER(function) cmocka_unit_test_setup_teardown(function, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		LEDGER(records_land_as_commits),
		LEDGER(more_than_a_tile_lands),
		LEDGER(who_is_slower_is_told),
		LEDGER(what_is_not_published_is_gone),
		LEDGER(files_are_kept_as_told),
		LEDGER(a_rewritten_branch_is_noticed),
		LEDGER(a_merge_is_noticed),
		LEDGER(configuration_has_no_effect),
		LEDGER(old_locks_are_in_nobodys_way),
		LEDGER(our_repository_may_go_at_any_time),
		LEDGER(a_branch_of_the_clone_works_alike),
		LEDGER(without_origin_it_is_local),
		LEDGER(a_url_needs_no_clone),
		LEDGER(the_origin_is_the_repository),
		LEDGER(without_origin_a_host_has_not_confirmed),
		LEDGER(a_token_comes_with_its_host),
		LEDGER(foreign_files_are_refused),
		LEDGER(names_are_handed_out_until_there_are_enough),
		LEDGER(what_comes_in_the_middle_is_a_failure),
		LEDGER(huge_files_are_refused),
		LEDGER(deep_folders_are_refused),
		LEDGER(many_files_are_refused),
		LEDGER(a_branch_without_checkpoint_is_a_loss),
		LEDGER(what_is_handed_in_waits),
		LEDGER(other_shapes_are_no_envelopes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
