/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the gate say two days later? Loaded with LD_PRELOAD, this moves the system's clock on
 * by $CLOCK_SHIFT seconds.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int
clock_gettime(clockid_t clock, struct timespec *now)
{
	static int (*real)(clockid_t, struct timespec *);
	const char *shift = getenv("CLOCK_SHIFT");
	int result;

	if (!real) {
		void *found = dlsym(RTLD_NEXT, "clock_gettime");

		memcpy(&real, &found, sizeof(real));
	}
	result = real(clock, now);
	if (result == 0 && clock == CLOCK_REALTIME && shift)
		now->tv_sec += atol(shift);
	return result;
}
