/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/http_header.c read what the header says, and nothing into it? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/http_header.h"

#define NOW INT64_C(784111777) /* Sun, 06 Nov 1994 08:49:37 GMT */

static struct arena arena;
static struct http_header header;

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static bool
take(const char *line)
{
	return http_header_take(&arena, &header, line, strlen(line), NOW);
}

static void
begin(const char *status)
{
	memset(&header, 0, sizeof(header));
	assert_true(take(status));
}

static void
statuses(void **state)
{
	(void)state;
	begin("HTTP/1.1 200 OK\r\n");
	assert_int_equal(header.status, 200);
	assert_true(header.http_1);
	assert_int_equal(header.rate_remaining, -1);
	assert_int_equal(header.rate_reset, -1);
	assert_int_equal(header.retry_after, -1);
	begin("HTTP/2 404 \r\n");
	assert_int_equal(header.status, 404);
	assert_false(header.http_1);
	begin("HTTP/1.1 2000 OK\r\n");
	assert_int_equal(header.status, 0);
	begin("HTTP/1.1 20\r\n");
	assert_int_equal(header.status, 0);
	begin("HTTP/1.1\r\n");
	assert_int_equal(header.status, 0);
	begin("HTTP/1.1  200\r\n");
	assert_int_equal(header.status, 0);
	assert_true(take("Retry-After: 1\r\n"));
	assert_int_equal(header.retry_after, -1);
}

static void
fields(void **state)
{
	(void)state;
	begin("HTTP/1.1 200 OK\r\n");
	assert_true(take("CONTENT-Type:  application/json; charset=utf-8 \r\n"));
	assert_true(take("X-RateLimit-Remaining: 0\r\n"));
	assert_true(take("x-ratelimit-reset: 1900000000\r\n"));
	assert_true(take("Retry-After: 60\r\n"));
	assert_true(take("Link: <a>; rel=\"next\"\r\n"));
	assert_true(take("link: <b>; rel=\"last\"\r\n"));
	assert_true(take("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"));
	assert_true(take("Location: /x\r\n"));
	assert_false(header.bounded);
	assert_false(header.many_locations);
	assert_string_equal(header.content_type, "application/json; charset=utf-8");
	assert_int_equal(header.rate_remaining, 0);
	assert_int_equal(header.rate_reset, 1900000000);
	assert_int_equal(header.retry_after, 60);
	assert_string_equal(header.link, "<a>; rel=\"next\", <b>; rel=\"last\"");
	assert_string_equal(header.date, "Sun, 06 Nov 1994 08:49:37 GMT");
	assert_string_equal(header.location, "/x");
	assert_true(take("Location: /x\r\n"));
	assert_true(header.many_locations);
	assert_true(take("Content-Length: 7\r\n"));
	assert_true(header.bounded);
	begin("HTTP/1.1 200 OK\r\n");
	assert_true(take("transfer-encoding: chunked\r\n"));
	assert_true(header.bounded);
	assert_true(take("RateLimit-Remaining: 5\r\n"));
	assert_int_equal(header.rate_remaining, 5);
	assert_true(take("ratelimit-reset: 6\r\n"));
	assert_int_equal(header.rate_reset, 6);
}

static void
bad_numbers(void **state)
{
	static const char *const bad[] = {"-1",   "1.5",
					  "0x1",  "",
					  "1 2",  "99999999999999999999",
					  "soon", "Sun, 06 Nov 1994 08:49:37"};

	(void)state;
	begin("HTTP/1.1 429 no\r\n");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_true(take(arena_format(&arena, "retry-after: %s\r\n", bad[i])));
		assert_int_equal(header.retry_after, -1);
		assert_true(take(arena_format(&arena, "x-ratelimit-reset: %s\r\n", bad[i])));
		assert_int_equal(header.rate_reset, -1);
	}
}

/* Of "100 Continue" nothing remains. */
static void
begins_anew(void **state)
{
	(void)state;
	begin("HTTP/1.1 100 Continue\r\n");
	assert_true(take("Retry-After: 7\r\n"));
	assert_true(take("Location: /x\r\n"));
	assert_true(take("\r\n"));
	assert_true(take("HTTP/1.1 302 Found\r\n"));
	assert_int_equal(header.status, 302);
	assert_int_equal(header.retry_after, -1);
	assert_null(header.location);
}

static void
limits(void **state)
{
	size_t taken;
	char line[1001];

	(void)state;
	memset(line, 'a', 1000);
	line[1000] = '\0';
	begin("HTTP/1.1 200 OK\r\n");
	for (taken = header.bytes; taken + 1000 <= LIMIT_HTTP_HEADER_BYTES; taken += 1000)
		assert_true(take(line));
	assert_false(take(line));
	begin("HTTP/1.1 200 OK\r\n");
	for (int i = 0; i < 16; i++)
		assert_true(take("link: <a>\r\n"));
	assert_false(take("link: <a>\r\n"));
	/* A beginning does not make them forgotten. */
	begin("HTTP/1.1 100 Continue\r\n");
	for (taken = header.bytes; taken + 1000 <= LIMIT_HTTP_HEADER_BYTES; taken += 1000)
		assert_true(take(line));
	take("HTTP/1.1 200 OK\r\n");
	assert_false(take(line));
}

static void
dates(void **state)
{
	static const char *const bad[] = {"Mon, 06 Nov 1994 08:49:37 GMT", /* it was a Sunday */
					  "Sun, 06 Nov 1994 24:49:37 GMT",
					  "Sun, 06 Nov 1994 08:60:37 GMT",
					  "Sun, 06 Nov 1994 08:49:60 GMT",
					  "Sun, 6 Nov 1994 08:49:37 GMT",
					  "Sun, 06 nov 1994 08:49:37 GMT",
					  "Sun, 06 Nov 1994 08:49:37 UTC",
					  "Sun, 06 Nov 1994 08:49:37 GMTx",
					  "Sunday, 06-Nov-94 08:49:37 GMT",
					  "Sun, 06 ovD 1994 08:49:37 GMT",
					  "Tue, 31 Nov 1994 08:49:37 GMT",
					  "Thu, 31 Nov 1994 08:49:37 GMT",
					  "Thu, 00 Dec 1994 08:49:37 GMT",
					  "",
					  "Sun"};
	int64_t instant = 0;

	(void)state;
	assert_true(http_date_parse("Sun, 06 Nov 1994 08:49:37 GMT", &instant));
	assert_int_equal(instant, NOW);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (http_date_parse(bad[i], &instant))
			fail_msg("'%s' was taken for a date", bad[i]);
	begin("HTTP/1.1 429 no\r\n");
	assert_true(take("retry-after: Sun, 06 Nov 1994 08:50:37 GMT\r\n"));
	assert_int_equal(header.retry_after, 60);
	assert_true(take("retry-after: Sun, 06 Nov 1994 08:48:37 GMT\r\n"));
	assert_int_equal(header.retry_after, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(statuses, end),
		cmocka_unit_test_teardown(fields, end),
		cmocka_unit_test_teardown(bad_numbers, end),
		cmocka_unit_test_teardown(begins_anew, end),
		cmocka_unit_test_teardown(limits, end),
		cmocka_unit_test_teardown(dates, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
