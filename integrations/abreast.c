/* SPDX-License-Identifier: Apache-2.0 */
/* How is work that needs nothing of its neighbours done side by side? See abreast.h. */
#include "integrations/abreast.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define MOST_THREADS 16

struct work {
	void (*job)(void *with, size_t index);
	void *with;
	size_t count;
	atomic_size_t next;
};

static void *
work_on(void *self)
{
	struct work *work = self;
	size_t index;

	while ((index = atomic_fetch_add(&work->next, 1)) < work->count)
		work->job(work->with, index);
	return NULL;
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

void
run_abreast(void (*job)(void *with, size_t index), void *with, size_t count)
{
	struct work work = {.job = job, .with = with, .count = count, .next = 1};
	pthread_t threads[MOST_THREADS];
	size_t started = 0, wanted = helpers_for(count);

	while (started < wanted && pthread_create(&threads[started], NULL, work_on, &work) == 0)
		started++;
	if (count)
		job(with, 0);
	work_on(&work);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
}
