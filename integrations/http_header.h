/* SPDX-License-Identifier: Apache-2.0 */
/* What does the header of an answer say, of what we ask it for? Line by line as it arrives. Pure.
 */
#ifndef INTEGRATIONS_HTTP_HEADER_H
#define INTEGRATIONS_HTTP_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct http_header {
	size_t bytes; /* of all lines, those of 1xx answers too */
	int status;   /* 0: no line yet */
	bool http_1;  /* HTTP/1.0 or 1.1 */
	bool bounded; /* it says where the body ends: a length, or in chunks */
	const char *content_type, *link, *date, *location; /* NULL: not said */
	bool many_locations;
	int links; /* lines of it */
	/* -1: not said, or not readable; retry_after in seconds, also if an instant was given. */
	int64_t rate_remaining, rate_reset, retry_after;
	int64_t total_count; /* X-Total-Count: of the list that the body is a page of; -1: not said
			      */
};

/*
 * One line with its end; a status line begins anew. `now` is for a Retry-After that names an
 * instant. false: more than LIMIT_HTTP_HEADER_BYTES, or links without end.
 */
bool http_header_take(struct arena *arena, struct http_header *header, const char *line,
		      size_t length, int64_t now);

/* "Sun, 06 Nov 1994 08:49:37 GMT" (IMF-fixdate, RFC 9110 5.6.7). */
bool http_date_parse(const char *text, int64_t *instant);

#endif
