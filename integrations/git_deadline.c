/* SPDX-License-Identifier: Apache-2.0 */
/* How does a call end that waits for ever? See git_deadline.h. */
#include "integrations/git_deadline.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>

#define DESCRIPTORS 1024 /* looked at; this program has a dozen */

struct deadline {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t change;
	struct timespec until;
	bool ended, passed;
	bool others[DESCRIPTORS]; /* sockets that were open before */
};

static bool
is_socket(int descriptor)
{
	struct stat status;

	return fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

static void
shut_down(const struct deadline *deadline)
{
	for (int i = 0; i < DESCRIPTORS; i++)
		if (!deadline->others[i] && is_socket(i))
			shutdown(i, SHUT_RDWR);
}

static void *
watch(void *payload)
{
	struct deadline *deadline = payload;
	int result = 0;

	pthread_mutex_lock(&deadline->lock);
	while (!deadline->ended && result == 0)
		result = pthread_cond_timedwait(&deadline->change, &deadline->lock,
						&deadline->until);
	while (!deadline->ended) {
		/* Again and again: the library may try another address. */
		deadline->passed = true;
		shut_down(deadline);
		clock_gettime(CLOCK_MONOTONIC, &deadline->until);
		deadline->until.tv_sec++;
		pthread_cond_timedwait(&deadline->change, &deadline->lock, &deadline->until);
	}
	pthread_mutex_unlock(&deadline->lock);
	return NULL;
}

struct deadline *
deadline_begin(int64_t seconds)
{
	struct deadline *deadline = calloc(1, sizeof(*deadline));
	pthread_condattr_t monotonic;

	if (!deadline)
		abort();
	for (int i = 0; i < DESCRIPTORS; i++)
		deadline->others[i] = is_socket(i);
	clock_gettime(CLOCK_MONOTONIC, &deadline->until);
	deadline->until.tv_sec += seconds;
	pthread_mutex_init(&deadline->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&deadline->change, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (pthread_create(&deadline->thread, NULL, watch, deadline) != 0)
		abort();
	return deadline;
}

bool
deadline_end(struct deadline **deadline)
{
	struct deadline *ended = *deadline;
	bool passed;

	if (!ended)
		return false;
	pthread_mutex_lock(&ended->lock);
	ended->ended = true;
	pthread_cond_signal(&ended->change);
	pthread_mutex_unlock(&ended->lock);
	pthread_join(ended->thread, NULL);
	passed = ended->passed;
	pthread_cond_destroy(&ended->change);
	pthread_mutex_destroy(&ended->lock);
	free(ended);
	*deadline = NULL;
	return passed;
}

void
deadline_release(struct deadline **deadline)
{
	deadline_end(deadline);
}
