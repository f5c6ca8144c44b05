/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/disk.c read and write whole files or nothing, and say plainly why not? */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "integrations/disk.h"
#include "integrations/disk_new.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Each test runs in an empty folder of its own. */
static int
enter_folder(void **state)
{
	char folder[] = "/tmp/changegate-disk-XXXXXX";

	if (!mkdtemp(folder) || chdir(folder) != 0)
		return -1;
	*state = strdup(folder);
	return *state ? 0 : -1;
}

static int
remove_all(const char *folder)
{
	DIR *entries = opendir(folder);
	struct dirent *entry;
	char path[1024];

	if (!entries)
		return -1;
	while ((entry = readdir(entries))) {
		struct stat status;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode))
			remove_all(path);
		else
			unlink(path);
	}
	closedir(entries);
	return rmdir(folder);
}

static int
leave_folder(void **state)
{
	int result = chdir("/") == 0 ? remove_all(*state) : -1;

	free(*state);
	return result;
}

static size_t
entries_here(void)
{
	DIR *entries = opendir(".");
	size_t count = 0;

	assert_non_null(entries);
	while (readdir(entries))
		count++;
	closedir(entries);
	return count - 2;
}

static void
assert_fails(bool done, const struct error *err, enum error_code code, const char *says)
{
	assert_false(done);
	if (!strstr(err->message, says))
		fail_msg("'%s' does not say '%s'", err->message, says);
	assert_int_equal(err->code, code);
}

static void
assert_content(const char *path, const char *expected)
{
	struct buffer content = {0};
	struct error err = {0};

	if (!disk_read(path, 1000, &content, &err))
		fail_msg("%s", err.message);
	assert_int_equal(content.length, strlen(expected));
	if (content.length)
		assert_string_equal(content.bytes, expected);
	buffer_release(&content);
}

static void
writes_and_replaces(void **state)
{
	struct error err = {0};
	struct stat status;

	(void)state;
	umask(022);
	assert_true(disk_write_atomic("a", "first", 5, 0644, &err));
	assert_content("a", "first");
	assert_true(disk_write_atomic("./a", "2nd", 3, 0600, &err));
	assert_content("a", "2nd");
	assert_int_equal(stat("a", &status), 0);
	assert_int_equal(status.st_mode & 07777, 0600);
	assert_true(disk_write_atomic("empty", NULL, 0, 0666, &err));
	assert_content("empty", "");
	assert_int_equal(stat("empty", &status), 0);
	assert_int_equal(status.st_mode & 07777, 0644);
	assert_int_equal(entries_here(), 2);
}

static void
creates_once(void **state)
{
	struct error err = {0};

	(void)state;
	assert_true(disk_create("a", "first", 5, 0644, &err));
	assert_fails(disk_create("a", "second", 6, 0644, &err), &err, ERROR_CONFLICT,
		     "creating 'a': exists already");
	assert_content("a", "first");
	assert_int_equal(symlink("nowhere", "link"), 0);
	assert_fails(disk_create("link", "x", 1, 0644, &err), &err, ERROR_CONFLICT, "exists");
	assert_int_equal(mkdir("folder", 0755), 0);
	assert_fails(disk_create("folder", "x", 1, 0644, &err), &err, ERROR_CONFLICT, "exists");
	assert_int_equal(access("nowhere", F_OK), -1);
	assert_int_equal(entries_here(), 3);
}

static void
comes_piece_by_piece(void **state)
{
	struct new_file file;
	struct error err = {0};

	(void)state;
	assert_true(new_file_begin(&file, "pieces", 0644, &err));
	assert_true(new_file_add(&file, "one ", 4, &err));
	assert_int_equal(access("pieces", F_OK), -1);
	assert_true(new_file_add(&file, "two", 3, &err));
	assert_true(new_file_create(&file, &err));
	new_file_release(&file);
	assert_content("pieces", "one two");
	assert_int_equal(entries_here(), 1);
	assert_true(new_file_begin(&file, "pieces", 0644, &err));
	assert_fails(new_file_create(&file, &err), &err, ERROR_CONFLICT, "exists already");
	new_file_release(&file);
	assert_true(new_file_begin(&file, "given up", 0644, &err));
	assert_true(new_file_add(&file, "x", 1, &err));
	new_file_release(&file);
	assert_content("pieces", "one two");
	assert_int_equal(entries_here(), 1);
	new_file_release(&(struct new_file){0});
}

static void
one_of_many_creates(void **state)
{
	int winners = 0;

	(void)state;
	for (int i = 0; i < 16; i++) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0) {
			struct error err = {0};
			char letter = (char)('a' + i);

			if (disk_create("one", &letter, 1, 0644, &err))
				_exit(1);
			_exit(err.code == ERROR_CONFLICT ? 0 : 2);
		}
	}
	for (int i = 0; i < 16; i++) {
		int status;

		assert_true(wait(&status) > 0);
		assert_true(WIFEXITED(status));
		assert_int_not_equal(WEXITSTATUS(status), 2);
		winners += WEXITSTATUS(status);
	}
	assert_int_equal(winners, 1);
	assert_int_equal(entries_here(), 1);
}

static void
refuses_to_write(void **state)
{
	struct error err = {0};
	char long_name[300];

	(void)state;
	memset(long_name, 'n', sizeof(long_name) - 1);
	long_name[sizeof(long_name) - 1] = '\0';
	assert_int_equal(mkdir("folder", 0755), 0);
	assert_true(disk_write_atomic("file", "x", 1, 0644, &err));
	assert_fails(disk_write_atomic("none/a", "x", 1, 0644, &err), &err, ERROR_ABSENT,
		     "writing 'none/a': no such file or folder");
	assert_fails(disk_write_atomic("file/a", "x", 1, 0644, &err), &err, ERROR_UNAVAILABLE,
		     "not a folder");
	assert_fails(disk_write_atomic("folder", "x", 1, 0644, &err), &err, ERROR_UNAVAILABLE,
		     "is a folder");
	assert_fails(disk_write_atomic("folder/", "x", 1, 0644, &err), &err, ERROR_UNAVAILABLE,
		     "not a file name");
	assert_fails(disk_create("", "x", 1, 0644, &err), &err, ERROR_UNAVAILABLE,
		     "not a file name");
	assert_fails(disk_create(long_name, "x", 1, 0644, &err), &err, ERROR_UNAVAILABLE,
		     "name too long");
	assert_fails(disk_write_atomic("/proc/nobody", "x", 1, 0644, &err), &err, ERROR_ABSENT,
		     "/proc/nobody");
	assert_int_equal(entries_here(), 2);
}

/* A file size limit of the process stands in for a full disk: a short write, then an error. */
static void
a_failed_write_leaves_nothing(void **state)
{
	static char bytes[8192];
	struct rlimit before, small;
	struct error err = {0};
	bool replaced, created;

	(void)state;
	assert_true(disk_write_atomic("a", "old", 3, 0644, &err));
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 4096;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	replaced = disk_write_atomic("a", bytes, sizeof(bytes), 0644, &err);
	created = disk_create("b", bytes, sizeof(bytes), 0644, &err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_false(replaced);
	assert_fails(created, &err, ERROR_UNAVAILABLE, "writing 'b': file too large");
	assert_content("a", "old");
	assert_int_equal(entries_here(), 1);
}

/* Permission bits do not stop root, so a child becomes somebody else. */
static void
permission_denied(void **state)
{
	int status;
	pid_t child;
	struct error err = {0};

	(void)state;
	assert_true(disk_write_atomic("private", "x", 1, 0600, &err));
	assert_int_equal(chmod("private", 0), 0);
	assert_int_equal(chmod(".", 0555), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct buffer out = {0};

		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(2);
		if (disk_create("b", "x", 1, 0644, &err) || err.code != ERROR_UNAVAILABLE ||
		    strcmp(err.message, "writing 'b': permission denied") != 0)
			_exit(3);
		if (disk_read("private", 10, &out, &err) || err.code != ERROR_UNAVAILABLE ||
		    strcmp(err.message, "reading 'private': permission denied") != 0)
			_exit(4);
		if (disk_make_folders("c/d", &err) || !strstr(err.message, "permission denied"))
			_exit(5);
		_exit(0);
	}
	assert_true(waitpid(child, &status, 0) == child);
	assert_int_equal(chmod(".", 0755), 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void
causes_are_words(void **state)
{
	struct error err = {0};

	(void)state;
	assert_fails(fail_with_errno(&err, ENOSPC, "writing", "a"), &err, ERROR_UNAVAILABLE,
		     "writing 'a': no space left on device");
	assert_fails(fail_with_errno(&err, EROFS, "writing", "a"), &err, ERROR_UNAVAILABLE,
		     "read-only file system");
	assert_fails(fail_with_errno(&err, EDQUOT, "writing", "a"), &err, ERROR_UNAVAILABLE,
		     "quota");
	assert_fails(fail_with_errno(&err, 9999, "writing", "a"), &err, ERROR_UNAVAILABLE,
		     "system error 9999");
	assert_fails(fail_with_errno(&err, ENOENT, "reading", "a\n\x1b[31m"), &err, ERROR_ABSENT,
		     "no such file");
	assert_null(strchr(err.message, '\n'));
	assert_null(strchr(err.message, 0x1b));
}

static void
reads_up_to_the_limit(void **state)
{
	struct buffer out = {0};
	struct error err = {0};

	(void)state;
	assert_true(disk_write_atomic("ten", "0123456789", 10, 0644, &err));
	buffer_add_text(&out, "kept");
	assert_fails(disk_read("ten", 9, &out, &err), &err, ERROR_UNAVAILABLE,
		     "'ten': 10 bytes, at most 9");
	assert_string_equal(out.bytes, "kept");
	assert_true(disk_read("ten", 10, &out, &err));
	assert_string_equal(out.bytes, "kept0123456789");
	/* Files of /proc have no size beforehand. */
	assert_fails(disk_read("/proc/self/status", 100, &out, &err), &err, ERROR_UNAVAILABLE,
		     "larger than");
	assert_string_equal(out.bytes, "kept0123456789");
	assert_int_equal(out.length, 14);
	buffer_clear(&out);
	assert_true(disk_read("/proc/self/status", 100000, &out, &err));
	assert_true(out.length > 100);
	buffer_release(&out);
}

static void
reads_large_files_and_nul_bytes(void **state)
{
	size_t length = 300001;
	char *bytes = calloc(1, length);
	struct buffer out = {0};
	struct error err = {0};

	(void)state;
	for (size_t i = 0; i < length; i++)
		bytes[i] = (char)(i * 7 + i / 1000);
	assert_true(disk_create("large", bytes, length, 0644, &err));
	assert_true(disk_read("large", length, &out, &err));
	assert_int_equal(out.length, length);
	assert_memory_equal(out.bytes, bytes, length);
	free(bytes);
	buffer_release(&out);
}

static void
hashes_what_it_would_read(void **state)
{
	static const size_t lengths[] = {0, 1, 65535, 65536, 65537, 300001};
	char *bytes = calloc(1, 300001);
	struct sha256 expected, hash;
	struct error err = {0};

	(void)state;
	for (size_t i = 0; i < 300001; i++)
		bytes[i] = (char)(i * 7 + i / 1000);
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		assert_true(disk_write_atomic("some", bytes, lengths[i], 0644, &err));
		sha256(&expected, bytes, lengths[i]);
		assert_true(disk_sha256("some", lengths[i], &hash, &err));
		assert_true(sha256_equal(&hash, &expected));
	}
	free(bytes);
	assert_fails(disk_sha256("some", 300000, &hash, &err), &err, ERROR_UNAVAILABLE,
		     "'some': 300001 bytes, at most 300000");
	assert_fails(disk_sha256("/proc/self/status", 100, &hash, &err), &err, ERROR_UNAVAILABLE,
		     "larger than");
	assert_fails(disk_sha256("none", 10, &hash, &err), &err, ERROR_ABSENT,
		     "reading 'none': no such file or folder");
	assert_fails(disk_sha256(".", 10, &hash, &err), &err, ERROR_UNAVAILABLE, "is a folder");
}

static void
reads_regular_files_only(void **state)
{
	struct buffer out = {0};
	struct error err = {0};

	(void)state;
	assert_int_equal(mkfifo("fifo", 0644), 0);
	assert_int_equal(symlink("loop", "loop"), 0);
	assert_fails(disk_read("none", 10, &out, &err), &err, ERROR_ABSENT,
		     "reading 'none': no such file or folder");
	assert_fails(disk_read("", 10, &out, &err), &err, ERROR_ABSENT, "''");
	assert_fails(disk_read(".", 10, &out, &err), &err, ERROR_UNAVAILABLE, "is a folder");
	assert_fails(disk_read("fifo", 10, &out, &err), &err, ERROR_UNAVAILABLE,
		     "not a regular file");
	assert_fails(disk_read("/dev/zero", 10, &out, &err), &err, ERROR_UNAVAILABLE,
		     "not a regular file");
	assert_fails(disk_read("loop", 10, &out, &err), &err, ERROR_UNAVAILABLE, "symbolic links");
	assert_null(out.bytes);
}

static void
makes_folders(void **state)
{
	struct error err = {0};
	struct stat status;

	(void)state;
	assert_true(disk_make_folders("a/b//c/", &err));
	assert_int_equal(stat("a/b/c", &status), 0);
	assert_true(S_ISDIR(status.st_mode));
	assert_true(disk_make_folders("a/b/c", &err));
	assert_true(disk_make_folders("a/b/d", &err));
	assert_true(disk_make_folders("/", &err));
	assert_true(disk_make_folders("/tmp", &err));
	assert_true(disk_make_folders(".", &err));
	assert_true(disk_write_atomic("a/file", "x", 1, 0644, &err));
	assert_fails(disk_make_folders("a/file", &err), &err, ERROR_UNAVAILABLE,
		     "making the folder 'a/file': a file has this name");
	assert_fails(disk_make_folders("a/file/x", &err), &err, ERROR_UNAVAILABLE,
		     "a file has this name");
	assert_fails(disk_make_folders("", &err), &err, ERROR_UNAVAILABLE, "empty");
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(writes_and_replaces),
		IN_FOLDER(creates_once),
		IN_FOLDER(comes_piece_by_piece),
		IN_FOLDER(one_of_many_creates),
		IN_FOLDER(refuses_to_write),
		IN_FOLDER(a_failed_write_leaves_nothing),
		IN_FOLDER(permission_denied),
		IN_FOLDER(causes_are_words),
		IN_FOLDER(reads_up_to_the_limit),
		IN_FOLDER(reads_large_files_and_nul_bytes),
		IN_FOLDER(hashes_what_it_would_read),
		IN_FOLDER(reads_regular_files_only),
		IN_FOLDER(makes_folders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
