/* SPDX-License-Identifier: Apache-2.0 */
/* How is work that needs nothing of its neighbours done side by side? See abreast.h. */
#include "integrations/abreast.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

#define MOST_THREADS 16

struct work {
	void (*job)(void *with, size_t index);
	void *with;
	size_t count;
	atomic_size_t next;
};

/*
 * Threads that stay: a ledger is verified in thousands of short rounds. One work is offered at a
 * time; who comes too late for it finds nothing and waits for the next.
 */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t offered, left;
	struct work *work; /* NULL: nothing to do */
	size_t round;      /* number of the work that was offered last */
	size_t busy;       /* helpers that work on it */
	size_t helpers;    /* that there are */
	bool taken;        /* somebody's work is under way */
} crew = {.lock = PTHREAD_MUTEX_INITIALIZER,
	  .offered = PTHREAD_COND_INITIALIZER,
	  .left = PTHREAD_COND_INITIALIZER};

static void
work_on(struct work *work)
{
	size_t index;

	while ((index = atomic_fetch_add(&work->next, 1)) < work->count)
		work->job(work->with, index);
}

/* Within the lock. */
static void
join_in(struct work *work)
{
	crew.busy++;
	pthread_mutex_unlock(&crew.lock);
	work_on(work);
	pthread_mutex_lock(&crew.lock);
	if (--crew.busy == 0)
		pthread_cond_signal(&crew.left);
}

static void *
help(void *unused)
{
	size_t round = 0;

	pthread_mutex_lock(&crew.lock);
	for (;;) {
		while (!crew.work || crew.round == round)
			pthread_cond_wait(&crew.offered, &crew.lock);
		round = crew.round;
		join_in(crew.work);
	}
	return unused;
}

static size_t
helpers_for(size_t count)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = processors < 1 ? 1 : (size_t)processors;

	if (most > MOST_THREADS)
		most = MOST_THREADS;
	return (most < count ? most : count) - (count > 0);
}

/* Nobody waits for their end: they end with the process. */
static void
hire(size_t wanted)
{
	pthread_t thread;

	while (crew.helpers < wanted && pthread_create(&thread, NULL, help, NULL) == 0) {
		pthread_detach(thread);
		crew.helpers++;
	}
}

/* false: the crew has somebody else's work, which may be the one that this is a job of. */
static bool
offer(struct work *work)
{
	bool free;

	pthread_mutex_lock(&crew.lock);
	free = !crew.taken;
	if (free) {
		crew.taken = true;
		hire(helpers_for(work->count));
		crew.work = work;
		crew.round++;
		pthread_cond_broadcast(&crew.offered);
	}
	pthread_mutex_unlock(&crew.lock);
	return free;
}

static void
take_back(void)
{
	pthread_mutex_lock(&crew.lock);
	crew.work = NULL;
	while (crew.busy)
		pthread_cond_wait(&crew.left, &crew.lock);
	crew.taken = false;
	pthread_mutex_unlock(&crew.lock);
}

void
run_abreast(void (*job)(void *with, size_t index), void *with, size_t count)
{
	struct work work = {.job = job, .with = with, .count = count, .next = 1};
	bool offered = count > 1 && offer(&work);

	if (count)
		job(with, 0);
	work_on(&work);
	if (offered)
		take_back();
}
