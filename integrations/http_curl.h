/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What holds for every request through libcurl, git's and those to forges? Certificates are
 * checked, redirects not followed, and nothing comes from a .netrc, a cookie or the environment.
 */
#ifndef INTEGRATIONS_HTTP_CURL_H
#define INTEGRATIONS_HTTP_CURL_H

#include <stdint.h>

#include "integrations/route.h"

struct curl_slist;

/* `easy` is a CURL. The route's texts are copied. */
void http_curl_secure(void *easy, const struct route *route);

/* In all; and how long less than so many bytes a second are borne. */
void http_curl_times(void *easy, int64_t total_ms, int64_t slow_bytes, int64_t slow_seconds);

/* Adds "Name: value" to a list, which may be NULL. */
void http_curl_header(struct curl_slist **headers, const char *line);

/* Overwrites what they say, and gives them back. */
void http_curl_headers_release(struct curl_slist **headers);

#endif
