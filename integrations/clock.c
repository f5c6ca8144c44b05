/* SPDX-License-Identifier: Apache-2.0 */
/* What time is it, and what is the next record called? See clock.h. */
#include "integrations/clock.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "base/encoding.h"

enum { CLOCK_BYTES = 6, RANDOM_BYTES = 10 };

int64_t
clock_now(void)
{
	struct timespec now;

	/* Cannot fail for this clock and a valid address. */
	if (clock_gettime(CLOCK_REALTIME, &now) != 0)
		abort();
	return now.tv_sec;
}

static bool
clock_milliseconds(uint64_t *milliseconds, struct error *err)
{
	struct timespec now;

	if (clock_gettime(CLOCK_REALTIME, &now) != 0 || now.tv_sec < 0 ||
	    (uint64_t)now.tv_sec >= (UINT64_C(1) << 48) / 1000)
		return fail(err, ERROR_UNAVAILABLE,
			    "the clock of this machine is before 1970 or after 10889; set it");
	*milliseconds = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
	return true;
}

bool
random_fill(uint8_t *bytes, size_t length, struct error *err)
{
	ssize_t got;

	do
		got = getrandom(bytes, length, 0);
	while (got < 0 && errno == EINTR);
	if (got < 0 || (size_t)got != length)
		return fail(err, ERROR_UNAVAILABLE,
			    "the system gives no random numbers (getrandom failed)");
	return true;
}

bool
record_id_new(char out[27], struct error *err)
{
	uint8_t bytes[CLOCK_BYTES + RANDOM_BYTES];
	uint64_t milliseconds = 0;

	if (!clock_milliseconds(&milliseconds, err) ||
	    !random_fill(bytes + CLOCK_BYTES, RANDOM_BYTES, err))
		return fail_while(err, "making a record id");
	for (int i = 0; i < CLOCK_BYTES; i++)
		bytes[i] = (uint8_t)(milliseconds >> (8 * (CLOCK_BYTES - 1 - i)));
	ulid_encode(out, bytes);
	return true;
}
