/* SPDX-License-Identifier: Apache-2.0 */
/* Is a request tried again, and when? See http_retry.h. */
#include "integrations/http_retry.h"

#include "base/limits.h"

#define FIRST_MS 1000
#define LIMITED_MS 60000                   /* GitHub: "at least one minute", if it does not say */
#define LONGEST_SECONDS (INT64_C(1) << 40) /* more than any budget; no overflow */

bool
http_is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool
http_was_limited(const struct http_attempt *attempt)
{
	const struct http_header *header = attempt->header;

	if (header->status == 429)
		return true;
	return header->status == 403 &&
	       (header->retry_after >= 0 || header->rate_remaining == 0 || attempt->says_too_often);
}

bool
http_is_failure(const struct http_attempt *attempt)
{
	int status = attempt->header->status;

	return status == 0 || status >= 500 || http_was_limited(attempt);
}

static bool
may_change(const struct http_attempt *attempt)
{
	int status = attempt->header->status;

	if (status == 0)
		return attempt->transient;
	if (status == 502 || status == 504)
		return !attempt->divisible;
	return status == 500 || status == 503 || http_was_limited(attempt);
}

static int64_t
backed_off(int64_t first_ms, int attempts)
{
	for (int i = 1; i < attempts; i++)
		first_ms *= 2;
	return first_ms;
}

static int64_t
pause_ms(const struct http_attempt *attempt)
{
	const struct http_header *header = attempt->header;
	int64_t seconds = header->retry_after;

	if (header->status == 0)
		return backed_off(FIRST_MS, attempt->attempts);
	if (seconds < 0 && http_was_limited(attempt) && header->rate_remaining == 0 &&
	    header->rate_reset >= 0)
		seconds = header->rate_reset > attempt->now ? header->rate_reset - attempt->now : 0;
	/* It was told to come back and is still not welcome: not at once again. */
	if (seconds >= 0 && seconds < LONGEST_SECONDS)
		return seconds * 1000 + (attempt->attempts > 1 ? FIRST_MS : 0);
	if (seconds >= 0)
		return LONGEST_SECONDS * 1000;
	return backed_off(http_was_limited(attempt) ? LIMITED_MS : FIRST_MS, attempt->attempts);
}

enum http_next
http_retry(const struct http_attempt *attempt, int64_t *wait_ms)
{
	if (!http_is_failure(attempt))
		return HTTP_ANSWERED;
	*wait_ms = pause_ms(attempt);
	if (!attempt->repeatable || !may_change(attempt) ||
	    attempt->attempts >= LIMIT_HTTP_ATTEMPTS)
		return HTTP_GIVEN_UP;
	return *wait_ms < attempt->left_ms ? HTTP_AGAIN : HTTP_TOO_LATE;
}
