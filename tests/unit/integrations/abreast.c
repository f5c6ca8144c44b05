/* SPDX-License-Identifier: Apache-2.0 */
/* Is each job done once and before the call returns, whoever else has work at that moment? */
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "integrations/abreast.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define MOST 300

struct tally {
	atomic_int done[MOST];
	pthread_t caller;
	pthread_t first; /* who did the first job */
};

static void
dawdle(void)
{
	static const struct timespec moment = {.tv_nsec = 100000};

	nanosleep(&moment, NULL);
}

static void
count_one(void *with, size_t index)
{
	struct tally *tally = with;

	/* A helper is still at it when the caller has nothing left to do. */
	if (!pthread_equal(tally->caller, pthread_self()))
		dawdle();
	atomic_fetch_add(&tally->done[index], 1);
	if (index == 0)
		tally->first = pthread_self();
}

/* How many jobs were not done just once, or not by whom they should be. */
static int
run_and_count_wrong(size_t count)
{
	struct tally tally;
	int wrong = 0;

	memset(&tally, 0, sizeof(tally));
	tally.caller = pthread_self();
	run_abreast(count_one, &tally, count);
	for (size_t i = 0; i < MOST; i++)
		wrong += atomic_load(&tally.done[i]) != (i < count);
	return wrong + (count && !pthread_equal(tally.first, pthread_self()));
}

static void
each_job_is_done_once_and_the_first_here(void **state)
{
	static const size_t counts[] = {0, 1, 2, 3, 17, MOST};

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		assert_int_equal(run_and_count_wrong(counts[i]), 0);
}

/* A helper that comes late must not touch the round before, whose work lies on a stack. */
static void
many_short_rounds_do_not_mix(void **state)
{
	(void)state;
	for (int i = 0; i < 3000; i++)
		assert_int_equal(run_and_count_wrong((size_t)(i % 5)), 0);
}

static void
work_within(void *with, size_t index)
{
	/* Long enough for a helper to join in: it has work of its own then, too. */
	dawdle();
	atomic_fetch_add((atomic_int *)with, run_and_count_wrong(index));
}

static void
a_job_may_have_jobs_of_its_own(void **state)
{
	atomic_int wrong = 0;

	(void)state;
	run_abreast(work_within, &wrong, 50);
	assert_int_equal(atomic_load(&wrong), 0);
}

static void *
work_beside(void *wrong)
{
	for (int i = 0; i < 500; i++)
		atomic_fetch_add((atomic_int *)wrong, run_and_count_wrong(9));
	return NULL;
}

static void
two_may_have_work_at_the_same_time(void **state)
{
	atomic_int wrong = 0;
	pthread_t other;

	(void)state;
	assert_int_equal(pthread_create(&other, NULL, work_beside, &wrong), 0);
	work_beside(&wrong);
	assert_int_equal(pthread_join(other, NULL), 0);
	assert_int_equal(atomic_load(&wrong), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_job_is_done_once_and_the_first_here),
		cmocka_unit_test(many_short_rounds_do_not_mix),
		cmocka_unit_test(a_job_may_have_jobs_of_its_own),
		cmocka_unit_test(two_may_have_work_at_the_same_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
