/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/http_retry.c try again what may change, no sooner than wanted, and then stop?
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/limits.h"
#include "integrations/http_retry.h"

#define NOW 1000000

static struct http_header header;
static struct http_attempt attempt;

/* The first attempt at something that only asks, with much time left. */
static void
given(int status)
{
	header = (struct http_header){
		.status = status, .rate_remaining = -1, .rate_reset = -1, .retry_after = -1};
	attempt = (struct http_attempt){.header = &header,
					.repeatable = true,
					.attempts = 1,
					.now = NOW,
					.left_ms = INT64_C(1) << 40};
}

static void
next_is(enum http_next next, int64_t wait_ms)
{
	int64_t waits = -1;

	assert_int_equal(http_retry(&attempt, &waits), next);
	if (wait_ms >= 0)
		assert_int_equal(waits, wait_ms);
}

static void
answers(void **state)
{
	static const int statuses[] = {200, 204, 302, 304, 400, 401, 403, 404, 409, 422};

	(void)state;
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		given(statuses[i]);
		header.rate_remaining = 1;
		next_is(HTTP_ANSWERED, -1);
	}
	given(200);
	header.rate_remaining = 0; /* the last one that was allowed */
	next_is(HTTP_ANSWERED, -1);
}

static void
failures(void **state)
{
	static const int again[] = {500, 502, 503, 504};
	static const int never[] = {501, 505, 507, 511, 599};

	(void)state;
	for (size_t i = 0; i < sizeof(again) / sizeof(again[0]); i++) {
		given(again[i]);
		next_is(HTTP_AGAIN, 1000);
		attempt.attempts = 3;
		next_is(HTTP_AGAIN, 4000);
		attempt.repeatable = false;
		next_is(HTTP_GIVEN_UP, -1);
	}
	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
		given(never[i]);
		next_is(HTTP_GIVEN_UP, -1);
	}
	given(503);
	header.retry_after = 7;
	next_is(HTTP_AGAIN, 7000);
	given(0);
	next_is(HTTP_GIVEN_UP, -1);
	attempt.transient = true;
	next_is(HTTP_AGAIN, 1000);
	attempt.repeatable = false;
	next_is(HTTP_GIVEN_UP, -1);
}

static void
divided(void **state)
{
	static const struct {
		int status;
		enum http_next next;
	} rows[] = {
		{500, HTTP_AGAIN},    {503, HTTP_AGAIN},    {429, HTTP_AGAIN},
		{502, HTTP_GIVEN_UP}, {504, HTTP_GIVEN_UP},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		given(rows[i].status);
		attempt.divisible = true;
		next_is(rows[i].next, -1);
	}
	given(0);
	attempt.transient = attempt.divisible = true;
	next_is(HTTP_AGAIN, 1000);
}

static void
too_often(void **state)
{
	(void)state;
	given(429);
	next_is(HTTP_AGAIN, 60000);
	attempt.attempts = 2;
	next_is(HTTP_AGAIN, 120000);
	given(403);
	attempt.says_too_often = true;
	next_is(HTTP_AGAIN, 60000);
	given(403);
	header.retry_after = 5;
	header.rate_reset = NOW + 100;
	header.rate_remaining = 0;
	next_is(HTTP_AGAIN, 5000); /* before the reset */
	header.retry_after = -1;
	next_is(HTTP_AGAIN, 100000);
	attempt.attempts = 2;
	next_is(HTTP_AGAIN, 101000);
	header.rate_reset = NOW - 100;
	next_is(HTTP_AGAIN, 1000);
	header.rate_reset = -1;
	next_is(HTTP_AGAIN, 120000);
	given(403);
	header.rate_reset = NOW + 100;
	header.rate_remaining = 3;
	next_is(HTTP_ANSWERED, -1); /* forbidden, not too often */
}

static void
ends(void **state)
{
	(void)state;
	given(500);
	attempt.attempts = LIMIT_HTTP_ATTEMPTS - 1;
	next_is(HTTP_AGAIN, -1);
	attempt.attempts = LIMIT_HTTP_ATTEMPTS;
	next_is(HTTP_GIVEN_UP, -1);
	given(500);
	attempt.left_ms = 1001;
	next_is(HTTP_AGAIN, 1000);
	attempt.left_ms = 1000;
	next_is(HTTP_TOO_LATE, 1000);
	attempt.left_ms = -1;
	next_is(HTTP_TOO_LATE, 1000);
	given(429);
	header.retry_after = INT64_MAX / 2; /* no overflow */
	next_is(HTTP_TOO_LATE, (INT64_C(1) << 40) * 1000);
	given(429);
	header.rate_remaining = 0;
	header.rate_reset = INT64_C(1) << 53;
	next_is(HTTP_TOO_LATE, (INT64_C(1) << 40) * 1000);
}

static void
redirects(void **state)
{
	int count = 0;

	(void)state;
	for (int status = 0; status < 600; status++)
		count += http_is_redirect(status);
	assert_int_equal(count, 5);
	assert_true(http_is_redirect(301) && http_is_redirect(302) && http_is_redirect(303) &&
		    http_is_redirect(307) && http_is_redirect(308));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers), cmocka_unit_test(failures),
		cmocka_unit_test(divided), cmocka_unit_test(too_often),
		cmocka_unit_test(ends),    cmocka_unit_test(redirects),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
