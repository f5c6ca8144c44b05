/* SPDX-License-Identifier: Apache-2.0 */
/* Does a folder keep a ledger whole: names, links, locks, many writers, and death at any moment? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "integrations/store_dir.h"
#include "integrations/stores.h"
#include "ledger/verify.h"
#include "tests/fake/sample_ledger.h"

static char folder[PATH_MAX];
static char ledger[PATH_MAX + 16];
static struct opened_store opened;
static struct arena arena;

static int
remove_one(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	return remove(path);
}

static int
set_up(void **state)
{
	const char *above = getenv("TMPDIR");
	char place[sizeof(ledger) + 8];
	struct error err;

	(void)state;
	snprintf(folder, sizeof(folder), "%s/changegate-store-XXXXXX", above ? above : "/tmp");
	assert_non_null(mkdtemp(folder));
	snprintf(ledger, sizeof(ledger), "%s/ledger", folder);
	snprintf(place, sizeof(place), "dir:%s", ledger);
	arena_init(&arena);
	assert_true(store_open(NULL, place, &opened, &err));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	store_release(&opened);
	arena_release(&arena);
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}

static const char *
path_of(const char *name)
{
	return arena_format(&arena, "%s/%s", ledger, name);
}

static enum error_code
read_code(const char *name, size_t limit)
{
	struct buffer bytes = {0};
	struct error err = {0};

	if (opened.store.read(opened.store.self, name, limit, &bytes, &err))
		err.code = ERROR_NONE;
	buffer_release(&bytes);
	return err.code;
}

static bool
create(const char *name, const char *bytes, enum error_code *code)
{
	struct error err = {0};
	bool done = opened.store.create(opened.store.self, name, bytes, strlen(bytes), &err);

	*code = err.code;
	return done;
}

static bool
replace(const char *name, const char *bytes)
{
	struct error err = {0};

	return opened.store.replace(opened.store.self, name, bytes, strlen(bytes), &err);
}

static void
files_are_kept_as_told(void **unused)
{
	struct buffer bytes = {0};
	struct texts names;
	enum error_code code;
	struct error err;

	(void)unused;
	assert_int_equal(read_code("checkpoint", 10), ERROR_ABSENT);
	assert_true(store_list(&opened.store, &arena, "", &names, &err));
	assert_int_equal(names.count, 0);
	assert_true(create("records/2026/11/a.json", "one", &code));
	assert_true(create("records/2026/11/a.json", "one", &code));
	assert_false(create("records/2026/11/a.json", "two", &code));
	assert_int_equal(code, ERROR_CONFLICT);
	assert_false(create("records/2026/11/a.json", "longer", &code));
	assert_int_equal(code, ERROR_CONFLICT);
	assert_true(replace("tile/0/000.p/1", "1"));
	assert_true(replace("tile/0/000.p/1", "22"));
	assert_true(replace("checkpoint", "c"));
	assert_true(opened.store.read(opened.store.self, "tile/0/000.p/1", 2, &bytes, &err));
	assert_string_equal(bytes.bytes, "22");
	assert_int_equal(read_code("tile/0/000.p/1", 1), ERROR_LEDGER);
	assert_int_equal(read_code("tile/0", 100), ERROR_LEDGER);

	assert_true(store_list(&opened.store, &arena, "", &names, &err));
	assert_int_equal(names.count, 3);
	assert_string_equal(names.at[0], "checkpoint");
	assert_string_equal(names.at[1], "records/2026/11/a.json");
	assert_string_equal(names.at[2], "tile/0/000.p/1");
	assert_true(store_list(&opened.store, &arena, "tile", &names, &err));
	assert_int_equal(names.count, 1);
	assert_string_equal(names.at[0], "tile/0/000.p/1");
	assert_true(opened.store.remove(opened.store.self, "tile/0/000.p/1", &err));
	assert_true(opened.store.remove(opened.store.self, "tile/0/000.p/1", &err));
	assert_int_equal(access(path_of("tile/0/000.p"), F_OK), -1);
	assert_int_equal(access(path_of("tile/0"), F_OK), 0);
	buffer_release(&bytes);
}

static void
bad_names_are_refused(void **unused)
{
	static const char *const names[] = {"",     "/",    "/etc/passwd", "a/../b", "..",   ".",
					    "./a",  "a/",   "a//b",        ".lock",  "a/.b", "a b",
					    "a\nb", "a\\b", "\xc3\xa4",    "a*",     "~"};
	enum error_code code;
	struct error err;

	(void)unused;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_int_equal(read_code(names[i], 10), ERROR_LEDGER);
		assert_false(create(names[i], "x", &code));
		assert_false(replace(names[i], "x"));
		assert_false(opened.store.remove(opened.store.self, names[i], &err));
	}
	assert_int_equal(access(ledger, F_OK), -1);
}

static void
links_are_not_followed(void **unused)
{
	const char *outside = arena_format(&arena, "%s/outside", folder);
	enum error_code code;
	struct error err;

	(void)unused;
	assert_true(replace("a", "a"));
	assert_int_equal(mkdir(outside, 0777), 0);
	assert_int_equal(symlink(outside, path_of("records")), 0);
	assert_int_equal(symlink(path_of("a"), path_of("checkpoint")), 0);
	assert_int_equal(symlink("/nowhere/at/all", path_of("dangling")), 0);
	assert_int_equal(mkfifo(path_of("pipe"), 0666), 0);
	assert_int_equal(read_code("checkpoint", 10), ERROR_LEDGER);
	assert_int_equal(read_code("dangling", 10), ERROR_LEDGER);
	assert_int_equal(read_code("pipe", 10), ERROR_LEDGER);
	assert_false(create("records/x", "x", &code));
	assert_false(replace("records/x", "x"));
	assert_false(replace("checkpoint", "x"));
	assert_false(opened.store.remove(opened.store.self, "records/x", &err));
	assert_int_equal(access(arena_format(&arena, "%s/x", outside), F_OK), -1);
	assert_int_equal(rename(path_of("a"), arena_format(&arena, "%s/x", outside)), 0);
	assert_int_equal(read_code("records/x", 10), ERROR_LEDGER);
}

/* How many names were handed out, of which `most` are enough, and what to do with each. */
struct taken {
	size_t count, most;
	struct texts names;
	void (*then)(const char *name);
};

static bool
take(void *with, const char *name)
{
	struct taken *taken = with;

	texts_add(&arena, &taken->names, arena_text(&arena, name));
	if (taken->then)
		taken->then(name);
	return ++taken->count < taken->most;
}

static bool
each(const char *below, struct taken *taken, struct error *err)
{
	return opened.store.each(opened.store.self, below, take, taken, err);
}

static void
names_are_handed_out_until_there_are_enough(void **unused)
{
	struct error err;

	(void)unused;
	for (int i = 0; i < 12; i++)
		assert_true(replace(arena_format(&arena, "tile/%d/%d.p/%d", i / 6, i / 3, i), "t"));
	for (size_t most = 1; most < 14; most++) {
		struct taken taken = {.most = most};

		assert_true(each("", &taken, &err));
		assert_int_equal(taken.count, most < 12 ? most : 12);
		for (size_t i = 0; i < taken.count; i++)
			assert_int_equal(read_code(taken.names.at[i], 1), ERROR_NONE);
	}
	for (int i = 0; i < 2; i++) {
		static const char *const missing[] = {"tile/3", "checkpoints/nothing"};
		struct taken taken = {.most = 9};

		assert_true(each(missing[i], &taken, &err));
		assert_int_equal(taken.count, 0);
	}
	assert_false(each("../ledger", &(struct taken){.most = 9}, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
}

static void
remove_other(const char *name)
{
	const char *other = name[0] == 'a' ? "b" : "a";

	assert_int_equal(unlink(path_of(arena_format(&arena, "%s/x", other))), 0);
	assert_int_equal(rmdir(path_of(other)), 0);
}

/* As appends remove folders of tiles. */
static void
a_folder_that_vanishes_meanwhile_takes_no_others_with_it(void **unused)
{
	struct taken taken = {.most = 9, .then = remove_other};
	struct error err;

	(void)unused;
	assert_true(replace("a/x", "a"));
	assert_true(replace("b/x", "b"));
	assert_true(each("", &taken, &err));
	assert_int_equal(taken.count, 1);
}

static void
replace_other_by_deep(const char *name)
{
	const char *other = name[0] == 'a' ? "b" : "a";

	remove_other(name);
	assert_true(replace(arena_format(&arena, "%s/1/2/3/4/5/6/7/8/9/10/11/12/x", other), "x"));
}

static void
what_comes_in_the_middle_is_a_failure(void **unused)
{
	struct taken taken = {.most = 9, .then = replace_other_by_deep};
	struct texts names = {.count = 77};
	struct error err = {0};

	(void)unused;
	assert_true(replace("a/x", "a"));
	assert_true(replace("b/x", "b"));
	assert_false(each("", &taken, &err));
	assert_int_equal(taken.count, 1);
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_non_null(strstr(err.message, "too deeply"));
	assert_false(store_list(&opened.store, &arena, "", &names, &err));
	assert_int_equal(names.count, 77);
}

static void
a_folder_that_was_made_again_is_read(void **unused)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct error err;

	(void)unused;
	assert_true(replace("tile/0/000.p/1", "1"));
	assert_true(opened.store.read(opened.store.self, "tile/0/000.p/1", 9, &bytes, &err));
	assert_true(opened.store.remove(opened.store.self, "tile/0/000.p/1", &err));
	assert_int_equal(read_code("tile/0/000.p/1", 9), ERROR_ABSENT);
	assert_true(replace("tile/0/000.p/2", "2"));
	assert_true(opened.store.read(opened.store.self, "tile/0/000.p/2", 9, &bytes, &err));
	assert_int_equal(rename(path_of("tile/0/000.p"), path_of("tile/0/gone")), 0);
	assert_true(replace("tile/0/000.p/3", "3"));
	assert_true(opened.store.read(opened.store.self, "tile/0/000.p/3", 9, &bytes, &err));
	assert_string_equal(bytes.bytes, "123");
	assert_false(opened.store.read(opened.store.self, "tile/0/000.p/3", 0, &bytes, &err));
	assert_string_equal(bytes.bytes, "123");
}

static void
places_are_opened_by_their_prefix(void **unused)
{
	struct opened_store other;
	struct error err;

	(void)unused;
	assert_false(store_open(NULL, "git:main", &other, &err));
	assert_int_equal(err.code, ERROR_USAGE);
	assert_false(store_open(NULL, "dir:", &other, &err));
	assert_false(store_open(NULL, "", &other, &err));
	assert_false(store_open(NULL, "ledger", &other, &err));
	assert_true(store_open("/srv", "dir:ledger", &other, &err));
	assert_string_equal(other.store.name, "dir:/srv/ledger");
	store_release(&other);
	assert_true(store_open("/srv", "dir:/ledger", &other, &err));
	assert_string_equal(other.store.name, "dir:/ledger");
	store_release(&other);
	store_release(&other);
}

static void
read_only_folders_say_so(void **unused)
{
	enum error_code code;
	struct error err;

	(void)unused;
	if (geteuid() == 0)
		skip();
	assert_true(replace("a", "a"));
	assert_int_equal(chmod(ledger, 0555), 0);
	assert_false(create("b", "b", &code));
	assert_int_equal(code, ERROR_UNAVAILABLE);
	assert_false(opened.store.lock(opened.store.self, &err));
	assert_int_equal(chmod(ledger, 0755), 0);
}

static bool
append(struct sample *sample, const char *environment, int number, struct error *err)
{
	struct sample_record wanted = {RECORD_ATTEMPT, RECORD_STARTED, environment,
				       .number = number};
	struct receipt receipt;

	return sample_append(sample, &opened.store, &wanted, &receipt, err) &&
	       receipt_verify(&sample->arena, &receipt, &sample->trust, err);
}

static struct verification
verify(struct sample *sample)
{
	struct verify_request request = {.store = &opened.store, .trust = &sample->trust};
	struct verification result;
	struct error err;

	if (!verify_ledger(&arena, &request, &result, &err))
		fail_msg("%s", err.message);
	for (size_t i = 0; i < result.problems.count; i++)
		print_error("%s %s: %s\n", result.problems.at[i].code, result.problems.at[i].where,
			    result.problems.at[i].text);
	assert_int_equal(result.problem_count, 0);
	return result;
}

/* One of many writers, in a process of its own. */
static void
write_some(int writer, int count)
{
	static const char *const environments[] = {"e1", "e2", "e3", "e4"};
	struct sample sample;
	struct error err = {0};
	bool done = true;

	sample_open(&sample);
	for (int i = 0; done && i < count; i++)
		done = append(&sample, writer < 8 ? "shared" : environments[writer % 4],
			      writer * 100 + i + 1, &err);
	if (!done)
		fprintf(stderr, "writer %d: %s\n", writer, err.message);
	sample_close(&sample);
	_exit(done ? 0 : 1);
}

static void
sixteen_writers_all_land(void **unused)
{
	enum { WRITERS = 16, EACH = 4 };
	struct sample sample;
	struct verification result;

	(void)unused;
	for (int writer = 0; writer < WRITERS; writer++) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0)
			write_some(writer, EACH);
	}
	for (int writer = 0; writer < WRITERS; writer++) {
		int status;

		assert_true(wait(&status) > 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	sample_open(&sample);
	result = verify(&sample);
	assert_int_equal(result.verified, WRITERS * EACH);
	assert_int_equal(result.chains, 5);
	/* The records of a sample have the times of their numbers, not of their places. */
	for (size_t i = 0; i < result.notes.count; i++)
		assert_string_equal(result.notes.at[i].code, "TIME-ORDER");
	sample_close(&sample);
}

/* ---- death at any moment: this program starts itself again under kill_at.so ---- */

static char self[PATH_MAX];

/* Appends one record and, once that is acknowledged, says so in a file. */
static int
append_and_tell(const char *place, const char *number, const char *told)
{
	struct sample sample;
	struct error err = {0};
	FILE *file;

	sample_open(&sample);
	if (!store_open(NULL, place, &opened, &err) ||
	    !append(&sample, "production", (int)strtol(number, NULL, 10), &err)) {
		fprintf(stderr, "%s\n", err.message);
		return 1;
	}
	file = fopen(told, "w");
	if (!file)
		return 1;
	fclose(file);
	store_release(&opened);
	sample_close(&sample);
	return 0;
}

static const char *
library_path(void)
{
	const char *end = strstr(self, "/tests/unit/");

	assert_non_null(end);
	return arena_format(&arena, "%.*s/tests/tools/kill_at.so", (int)(end - self), self);
}

/* Whether the child came to its end. */
static bool
run_killed(int number, int at, bool after, const char *told)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		setenv("LD_PRELOAD", library_path(), 1);
		setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
		setenv("KILL_AT_FOLDER", ledger, 1);
		setenv("KILL_AT", arena_format(&arena, "%d", at), 1);
		setenv("KILL_AT_AFTER", after ? "1" : "0", 1);
		execl(self, self, "append", opened.store.name, arena_format(&arena, "%d", number),
		      told, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status)) {
		assert_int_equal(WEXITSTATUS(status), 0);
		return true;
	}
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	return false;
}

/* Kills an append at each of its calls in turn. */
static void
kill_everywhere(struct sample *sample, int *number, bool after)
{
	const char *told = arena_format(&arena, "%s/told", folder);
	struct error err = {0};
	bool finished = false;
	int at;

	for (at = 1; !finished && at < 200; at++) {
		int64_t size = verify(sample).checkpoint.size;
		struct verification result;

		unlink(told);
		finished = run_killed((*number)++, at, after, told);
		result = verify(sample);
		assert_in_range(result.checkpoint.size, size, size + 1);
		if (access(told, F_OK) == 0)
			assert_int_equal(result.checkpoint.size, size + 1);
		if (!append(sample, "production", (*number)++, &err))
			fail_msg("after death at call %d: %s", at, err.message);
		assert_int_equal(verify(sample).checkpoint.size, result.checkpoint.size + 1);
	}
	assert_true(finished);
	assert_true(at > 20);
}

static void
death_at_any_call_loses_nothing(void **unused)
{
	struct sample sample;
	int number = 1;

	(void)unused;
	if (access(library_path(), R_OK) != 0)
		fail_msg("'%s' is not built", library_path());
	sample_open(&sample);
	kill_everywhere(&sample, &number, false);
	kill_everywhere(&sample, &number, true);
	sample_close(&sample);
}

/* The first append of all, which also makes the folder. */
static void
death_in_the_first_append_loses_nothing(void **unused)
{
	const char *told = arena_format(&arena, "%s/told", folder);
	struct sample sample;
	struct error err = {0};
	bool finished = false;

	(void)unused;
	sample_open(&sample);
	for (int at = 1; !finished && at < 200; at++) {
		finished = run_killed(1, at, false, told);
		assert_in_range(verify(&sample).checkpoint.size, 0, 1);
		if (!append(&sample, "production", 2, &err))
			fail_msg("after death at call %d: %s", at, err.message);
		verify(&sample);
		assert_true(tear_down(NULL) == 0 && set_up(NULL) == 0);
		told = arena_format(&arena, "%s/told", folder);
	}
	assert_true(finished);
	sample_close(&sample);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(int count, char **arguments)
{
	const struct CMUnitTest tests[] = {
		TEST(files_are_kept_as_told),
		TEST(bad_names_are_refused),
		TEST(links_are_not_followed),
		TEST(names_are_handed_out_until_there_are_enough),
		TEST(a_folder_that_vanishes_meanwhile_takes_no_others_with_it),
		TEST(what_comes_in_the_middle_is_a_failure),
		TEST(a_folder_that_was_made_again_is_read),
		TEST(places_are_opened_by_their_prefix),
		TEST(read_only_folders_say_so),
		TEST(sixteen_writers_all_land),
		TEST(death_at_any_call_loses_nothing),
		TEST(death_in_the_first_append_loses_nothing),
	};

	if (count == 5 && text_equal(arguments[1], "append"))
		return append_and_tell(arguments[2], arguments[3], arguments[4]);
	if (readlink("/proc/self/exe", self, sizeof(self) - 1) <= 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
