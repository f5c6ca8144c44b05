/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/secret.c take secrets from the two places, refuse open files, and keep quiet?
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "integrations/secret.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define NAME "CHANGEGATE_TEST_KEY"
#define NAME_FILE NAME "_FILE"
#define HIDDEN "correct horse battery staple"

static char file[64];

static int
clean(void **state)
{
	(void)state;
	unsetenv(NAME);
	unsetenv(NAME_FILE);
	snprintf(file, sizeof(file), "/tmp/changegate-secret-%ld", (long)getpid());
	unlink(file);
	return 0;
}

static void
put_file(const char *bytes, size_t length, mode_t mode)
{
	int descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(descriptor >= 0);
	assert_int_equal(write(descriptor, bytes, length), length);
	assert_int_equal(fchmod(descriptor, mode), 0);
	close(descriptor);
	setenv(NAME_FILE, file, 1);
}

static void
assert_refused(enum error_code code, const char *says)
{
	struct secret secret = {0};
	struct error err = {0};

	assert_false(secret_read(NAME, &secret, &err));
	assert_null(secret.bytes);
	if (!strstr(err.message, says))
		fail_msg("'%s' does not say '%s'", err.message, says);
	assert_int_equal(err.code, code);
	assert_null(strstr(err.message, HIDDEN));
}

static void
assert_reads(const char *expected, size_t length)
{
	struct secret secret = {0};
	struct error err = {0};

	if (!secret_read(NAME, &secret, &err))
		fail_msg("%s", err.message);
	assert_int_equal(secret.length, length);
	assert_memory_equal(secret.bytes, expected, length);
	assert_int_equal(secret.bytes[length], 0);
	secret_release(&secret);
	assert_null(secret.bytes);
	assert_int_equal(secret.length, 0);
	secret_release(&secret);
}

static void
from_the_environment(void **state)
{
	(void)state;
	setenv(NAME, HIDDEN, 1);
	assert_reads(HIDDEN, strlen(HIDDEN));
	setenv(NAME_FILE, "", 1);
	assert_reads(HIDDEN, strlen(HIDDEN));
}

static void
from_a_file(void **state)
{
	(void)state;
	put_file(HIDDEN "\n\0x", strlen(HIDDEN) + 3, 0600);
	assert_reads(HIDDEN "\n\0x", strlen(HIDDEN) + 3);
	setenv(NAME, "", 1);
	assert_reads(HIDDEN "\n\0x", strlen(HIDDEN) + 3);
	put_file(HIDDEN, strlen(HIDDEN), 0400);
	assert_reads(HIDDEN, strlen(HIDDEN));
}

static void
absent_names_both(void **state)
{
	(void)state;
	assert_refused(ERROR_ABSENT, NAME " is not set");
	assert_refused(ERROR_ABSENT, NAME_FILE);
	setenv(NAME, "", 1);
	setenv(NAME_FILE, "", 1);
	assert_refused(ERROR_ABSENT, NAME_FILE);
}

static void
both_is_an_error(void **state)
{
	(void)state;
	put_file(HIDDEN, strlen(HIDDEN), 0600);
	setenv(NAME, HIDDEN, 1);
	assert_refused(ERROR_USAGE, "both set");
}

static void
open_files_are_refused(void **state)
{
	static const mode_t modes[] = {0640, 0604, 0620, 0602, 0644, 0666, 0610, 0601};
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "chmod 600 '%s'", file);
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		put_file(HIDDEN, strlen(HIDDEN), modes[i]);
		assert_refused(ERROR_USAGE, command);
	}
	put_file(HIDDEN, strlen(HIDDEN), 0600);
	assert_reads(HIDDEN, strlen(HIDDEN));
}

static void
sizes(void **state)
{
	char *large = malloc(LIMIT_KEY_BYTES + 2);

	(void)state;
	memset(large, 'k', LIMIT_KEY_BYTES + 1);
	large[LIMIT_KEY_BYTES + 1] = '\0';
	put_file("", 0, 0600);
	assert_refused(ERROR_USAGE, "empty");
	put_file(large, LIMIT_KEY_BYTES, 0600);
	assert_reads(large, LIMIT_KEY_BYTES);
	put_file(large, LIMIT_KEY_BYTES + 1, 0600);
	assert_refused(ERROR_USAGE, "larger than 16384 bytes");
	unsetenv(NAME_FILE);
	setenv(NAME, large, 1);
	assert_refused(ERROR_USAGE, "larger than 16384 bytes");
	large[LIMIT_KEY_BYTES] = '\0';
	setenv(NAME, large, 1);
	assert_reads(large, LIMIT_KEY_BYTES);
	free(large);
}

static void
other_files(void **state)
{
	(void)state;
	setenv(NAME_FILE, "/nonexistent/key", 1);
	assert_refused(ERROR_UNAVAILABLE, NAME_FILE ": reading '/nonexistent/key': no such file");
	setenv(NAME_FILE, "/dev/zero", 1);
	assert_refused(ERROR_USAGE, "not a regular file");
	setenv(NAME_FILE, "/tmp", 1);
	assert_refused(ERROR_USAGE, "not a regular file");
	assert_int_equal(mkfifo(file, 0600), 0);
	setenv(NAME_FILE, file, 1);
	assert_refused(ERROR_USAGE, "not a regular file");
	setenv(NAME_FILE, "/tmp/no\nsuch\x1b[31m", 1);
	assert_refused(ERROR_UNAVAILABLE, "/tmp/no?such?");
}

static void
replaces_what_was_there(void **state)
{
	struct secret secret = {0};
	struct error err = {0};

	(void)state;
	secret_set(&secret, "old", 3);
	assert_false(secret_read(NAME, &secret, &err));
	assert_string_equal(secret.bytes, "old");
	setenv(NAME, HIDDEN, 1);
	assert_true(secret_read(NAME, &secret, &err));
	assert_string_equal(secret.bytes, HIDDEN);
	secret_set(&secret, secret.bytes + 8, 5); /* of itself */
	assert_string_equal(secret.bytes, "horse");
	secret_release(&secret);
}

#define CLEAN(test) cmocka_unit_test_setup_teardown(test, clean, clean)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CLEAN(from_the_environment),
		CLEAN(from_a_file),
		CLEAN(absent_names_both),
		CLEAN(both_is_an_error),
		CLEAN(open_files_are_refused),
		CLEAN(sizes),
		CLEAN(other_files),
		CLEAN(replaces_what_was_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
