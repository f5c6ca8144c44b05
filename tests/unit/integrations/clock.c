/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/clock.c tell the time, and are record ids ULIDs that sort by it? */
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include "integrations/clock.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define ALPHABET "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

enum { MANY = 2000 };

static void
tells_the_time(void **state)
{
	int64_t before = time(NULL), now = clock_now(), after = time(NULL);

	(void)state;
	/* time() may read a coarser clock that is a tick behind. */
	assert_true(before <= now && now <= after + 1);
}

static int64_t
milliseconds_of(const char *id)
{
	int64_t milliseconds = 0;

	for (int i = 0; i < 10; i++)
		milliseconds = milliseconds * 32 + (strchr(ALPHABET, id[i]) - ALPHABET);
	return milliseconds;
}

static void
ids_hold_the_time(void **state)
{
	struct error err = {0};
	char id[27];
	struct timeval before, after;

	(void)state;
	gettimeofday(&before, NULL);
	assert_true(record_id_new(id, &err));
	gettimeofday(&after, NULL);
	assert_int_equal(strlen(id), 26);
	assert_int_equal(strspn(id, ALPHABET), 26);
	assert_true(milliseconds_of(id) >= before.tv_sec * 1000 + before.tv_usec / 1000);
	assert_true(milliseconds_of(id) <= after.tv_sec * 1000 + after.tv_usec / 1000);
}

static void
ids_differ_in_every_random_place(void **state)
{
	static char ids[MANY][27];
	struct error err = {0};

	(void)state;
	for (int i = 0; i < MANY; i++) {
		assert_true(record_id_new(ids[i], &err));
		assert_true(i == 0 || memcmp(ids[i - 1], ids[i], 10) <= 0);
		for (int j = 0; j < i; j++)
			assert_string_not_equal(ids[i], ids[j]);
	}
	for (int place = 10; place < 26; place++) {
		bool seen[256] = {false};
		int different = 0;

		for (int i = 0; i < MANY; i++)
			seen[(unsigned char)ids[i][place]] = true;
		for (int i = 0; i < 256; i++)
			different += seen[i];
		assert_int_equal(different, 32);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_the_time),
		cmocka_unit_test(ids_hold_the_time),
		cmocka_unit_test(ids_differ_in_every_random_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
