/* SPDX-License-Identifier: Apache-2.0 */
/* May a request go out as it is? And who gets its token? Pure. */
#ifndef INTEGRATIONS_HTTP_CHECK_H
#define INTEGRATIONS_HTTP_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "integrations/http.h"
#include "integrations/http_url.h"

/* What a request leaves open. */
struct http_request http_request_completed(const struct http_request *request);

/* "GET https://...", or its label; safe to show. */
const char *http_request_label(struct arena *arena, const struct http_request *request);

/*
 * Of a completed request. ERROR_USAGE: bytes that would end a line of the header, a method that is
 * none, a body that is too long, a token where anybody may read it.
 */
bool http_request_check(const struct http_request *request, struct error *err);

/* It has one, and the host of `url` is the token's. */
bool http_token_goes_to(struct arena *arena, const struct http_request *request,
			const struct http_url *url);

/* Does a text have the token of a request in it? */
bool http_has_token(const struct http_request *request, const void *bytes, size_t length);

#endif
