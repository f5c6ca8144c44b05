/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How are answers kept in a folder, and given again from it? One file for each request, called
 * "<sha256 of method, address and body>.http": what was asked, the status and the header lines that
 * we look at, an empty line, the body. It may be written by hand. Tokens are not in it.
 */
#ifndef INTEGRATIONS_HTTP_RECORD_H
#define INTEGRATIONS_HTTP_RECORD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "integrations/http.h"
#include "integrations/http_header.h"

struct http_kept {
	struct http_header header;
	struct buffer body;
	int64_t time; /* when it had arrived */
};

/* Of completed requests. Refuses an answer that repeats the token. */
bool http_record_write(const char *folder, const struct http_request *request,
		       const struct http_kept *kept, struct error *err);

/* ERROR_UNAVAILABLE: there is none, or it is not readable; `kept` is released by the caller. */
bool http_record_read(struct arena *arena, const char *folder, const struct http_request *request,
		      struct http_kept *kept, struct error *err);

#endif
