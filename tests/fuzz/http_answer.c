/* SPDX-License-Identifier: Apache-2.0 */
/* What can the header and the body of an answer do to those who judge it, and where can they lead?
 */
#include "tests/fuzz/fuzz.h"

#include "base/limits.h"
#include "integrations/http_body.h"
#include "integrations/http_header.h"
#include "integrations/http_retry.h"
#include "integrations/http_url.h"

#define NOW INT64_C(1795955000)

/* Lines up to an empty one; gives back where the body begins. */
static size_t
take_header(struct arena *arena, const char *text, size_t length, struct http_header *header)
{
	size_t at = 0;

	while (at < length) {
		const char *end = memchr(text + at, '\n', length - at);
		size_t line = end ? (size_t)(end - text) + 1 - at : length - at;
		bool taken = http_header_take(arena, header, text + at, line, NOW);

		at += line;
		if (!taken || line <= 2)
			break;
	}
	return at;
}

static void
require_sane(const struct http_header *header)
{
	REQUIRE(header->status >= 0 && header->status <= 999);
	REQUIRE(header->rate_remaining >= -1 || !header->status);
	REQUIRE(header->retry_after >= -1 && header->retry_after <= LIMIT_INTEGER);
	REQUIRE(!header->link || strlen(header->link) <= LIMIT_HTTP_HEADER_BYTES);
}

static void
require_patience(const struct http_header *header, const char *body, size_t length)
{
	struct http_attempt attempt = {.header = header,
				       .repeatable = true,
				       .says_too_often = http_body_says_too_often(body, length),
				       .attempts = 1,
				       .now = NOW,
				       .left_ms = 300000};
	int64_t wait_ms = -1;

	for (; attempt.attempts <= LIMIT_HTTP_ATTEMPTS; attempt.attempts++) {
		enum http_next next = http_retry(&attempt, &wait_ms);

		if (next == HTTP_ANSWERED)
			REQUIRE(header->status > 0 && header->status != 429 &&
				header->status < 500);
		else
			REQUIRE(wait_ms >= 0);
		REQUIRE(next != HTTP_AGAIN || wait_ms < attempt.left_ms);
		REQUIRE(next != HTTP_AGAIN || attempt.attempts < LIMIT_HTTP_ATTEMPTS);
	}
}

static void
require_same_host(struct arena *arena, const char *location)
{
	struct http_url from = {0}, to = {0}, again = {0};
	struct error err = {0};

	REQUIRE(http_url_parse(arena, "https://api.example.org:8443/x", false, &from, &err));
	if (!http_url_redirect(arena, &from, location, &to, &err)) {
		REQUIRE(err.code == ERROR_UNAVAILABLE && err.message[0]);
		return;
	}
	REQUIRE(text_starts_with(to.text, "https://api.example.org:8443/"));
	REQUIRE(http_url_parse(arena, to.text, false, &again, &err));
	REQUIRE(text_equal(again.text, to.text) && text_equal(again.path, to.path));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release);
	struct http_header header = {.rate_remaining = -1, .rate_reset = -1, .retry_after = -1};
	const char *text = (const char *)bytes;
	const char *message;
	size_t begin;

	arena_init(&arena);
	begin = take_header(&arena, text, length, &header);
	require_sane(&header);
	require_patience(&header, text + begin, length - begin);
	if (header.location)
		require_same_host(&arena, header.location);
	message = http_body_message(&arena, text + begin, length - begin);
	REQUIRE(!message || strlen(message) <= LIMIT_SHOWN_BYTES + 3);
	return 0;
}
