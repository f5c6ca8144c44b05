/* SPDX-License-Identifier: Apache-2.0 */
/* How long is something tried again? See pause.h. */
#include "integrations/pause.h"

#include <errno.h>
#include <stddef.h>
#include <sys/random.h>
#include <time.h>

int64_t
pause_now_ms(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
pause_jittered(int64_t ms)
{
	uint32_t noise = 0;

	/* Without random bytes there is no jitter, which is no harm. */
	if (getrandom(&noise, sizeof(noise), GRND_NONBLOCK) != (ssize_t)sizeof(noise))
		noise = UINT32_MAX;
	return ms / 2 + (ms / 2 * (int64_t)(noise >> 16)) / 65536;
}

static void
sleep_ms(int64_t ms)
{
	struct timespec left = {ms / 1000, ms % 1000 * 1000000};

	while (nanosleep(&left, &left) != 0 && errno == EINTR)
		;
}

static bool
pause_wait(void *self, int times)
{
	struct pause *pause = self;
	int64_t ms = pause->first_ms, left;

	if (times == 0)
		pause->end_ms = pause_now_ms() + pause->budget_ms;
	for (int i = 0; i < times && ms < pause->longest_ms; i++)
		ms *= 2;
	if (ms > pause->longest_ms)
		ms = pause->longest_ms;
	left = pause->end_ms - pause_now_ms();
	if (left <= 0)
		return false;
	ms = pause_jittered(ms);
	sleep_ms(ms < left ? ms : left);
	return true;
}

struct patience
pause_patience(struct pause *pause)
{
	return (struct patience){pause, pause_wait};
}
