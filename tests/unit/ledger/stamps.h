/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose time-stamps do tests of the ledger take? Of a clock that says what it is told to: a
 * response is the digest it is about, and the time.
 */
#ifndef TESTS_LEDGER_STAMPS_H
#define TESTS_LEDGER_STAMPS_H

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "core/timestamp.h"

#define CLOCK_NAME "CN=clock"

struct clock_authority {
	int64_t time;
	bool down;
	int asked, looked_at;
	/* Before it answers: what somebody else does meanwhile, or NULL. */
	void (*meanwhile)(void);
};

static inline void
clock_response(const struct sha256 *digest, int64_t time, struct buffer *out)
{
	buffer_add(out, digest->bytes, sizeof(digest->bytes));
	buffer_add_format(out, "%lld", (long long)time);
}

static inline bool
clock_ask(void *self, struct arena *arena, const struct sha256 *digest, struct buffer *response,
	  struct timestamp *out, struct error *err)
{
	struct clock_authority *clock = self;

	(void)arena;
	clock->asked++;
	if (clock->down)
		return fail(err, ERROR_UNAVAILABLE, "the clock has stopped");
	if (clock->meanwhile)
		clock->meanwhile();
	clock_response(digest, clock->time, response);
	*out = (struct timestamp){clock->time, CLOCK_NAME};
	return true;
}

static inline bool
clock_read(void *self, struct arena *arena, const void *response, size_t length,
	   const struct sha256 *digest, struct timestamp *out, struct error *err)
{
	struct clock_authority *clock = self;
	const char *time;
	int64_t said;

	clock->looked_at++;
	if (length <= sizeof(digest->bytes))
		return fail(err, ERROR_FORMAT, "it is no time");
	if (memcmp(response, digest->bytes, sizeof(digest->bytes)) != 0)
		return fail(err, ERROR_LEDGER, "it is the time of something else");
	time = (const char *)response + sizeof(digest->bytes);
	if (!text_to_integer(arena_copy(arena, time, length - sizeof(digest->bytes)), &said))
		return fail(err, ERROR_FORMAT, "it is no time");
	*out = (struct timestamp){said, CLOCK_NAME};
	return true;
}

static inline struct timestamp_reader
clock_reader(struct clock_authority *clock)
{
	return (struct timestamp_reader){clock, clock_read};
}

static inline struct timestamp_service
clock_service(struct clock_authority *clock)
{
	return (struct timestamp_service){clock, clock_ask};
}

#endif
