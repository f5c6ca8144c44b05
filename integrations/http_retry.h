/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a request tried again, and when? By the rules of GitHub and GitLab: as late as the server
 * says, else a minute after "too often", else later each time; never beyond the budget. Pure.
 */
#ifndef INTEGRATIONS_HTTP_RETRY_H
#define INTEGRATIONS_HTTP_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "integrations/http_header.h"

struct http_attempt {
	const struct http_header *header;
	bool repeatable;     /* the request only asks */
	bool divisible;      /* after 502 and 504 the caller asks for less */
	bool transient;      /* without an answer: might one come the next time? */
	bool says_too_often; /* the body does */
	int attempts;        /* this one included */
	int64_t now;         /* instant */
	int64_t left_ms;     /* of the budget */
};

enum http_next {
	HTTP_ANSWERED, /* whatever it says */
	HTTP_AGAIN,
	HTTP_TOO_LATE, /* the server wants to be asked after the budget's end */
	HTTP_GIVEN_UP,
};

/* Sets `wait_ms`, before any jitter, unless HTTP_ANSWERED. */
enum http_next http_retry(const struct http_attempt *attempt, int64_t *wait_ms);

/* Did the server say "too often" rather than answer? */
bool http_was_limited(const struct http_attempt *attempt);

/* Statuses that are no answers: 429 and 5xx, 403 if it was limited. */
bool http_is_failure(const struct http_attempt *attempt);

bool http_is_redirect(int status); /* with a Location to follow */

#endif
