/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/git_deadline.c wake who waits for a socket, and leave other sockets alone? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "integrations/git_deadline.h"

static void
a_waiting_read_ends(void **state)
{
	int before[2], after[2];
	char byte = 'x';
	struct deadline *deadline;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, before), 0);
	deadline = deadline_begin(1);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, after), 0);
	assert_int_equal(read(after[0], &byte, 1), 0);
	assert_true(deadline_end(&deadline));
	assert_null(deadline);
	assert_int_equal(write(before[0], &byte, 1), 1);
	assert_int_equal(read(before[1], &byte, 1), 1);
	for (int i = 0; i < 2; i++) {
		close(before[i]);
		close(after[i]);
	}
}

static void
what_is_quick_is_not_disturbed(void **state)
{
	struct timespec begin, now;
	struct deadline *deadline;

	(void)state;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	deadline = deadline_begin(60);
	assert_false(deadline_end(&deadline));
	assert_false(deadline_end(&deadline));
	clock_gettime(CLOCK_MONOTONIC, &now);
	assert_true(now.tv_sec - begin.tv_sec < 30);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_waiting_read_ends),
		cmocka_unit_test(what_is_quick_is_not_disturbed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
