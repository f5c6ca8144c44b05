/* SPDX-License-Identifier: Apache-2.0 */
/* What holds for every request through libcurl? See http_curl.h. */
#include "integrations/http_curl.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#define CONNECT_SECONDS 30L

static void
set_proxy(CURL *easy, const struct route *route)
{
	/* Given, even if empty: else the library looks into the environment itself. */
	curl_easy_setopt(easy, CURLOPT_PROXY, route->proxy);
	curl_easy_setopt(easy, CURLOPT_NOPROXY, route->no_proxy);
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(easy, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE);
}

void
http_curl_secure(void *easy, const struct route *route)
{
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, route->plain ? "http" : "https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_UNRESTRICTED_AUTH, 0L);
	curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (route->certificates) {
		curl_easy_setopt(easy, CURLOPT_CAINFO, route->certificates);
		curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	}
	set_proxy(easy, route);
}

void
http_curl_times(void *easy, int64_t total_ms, int64_t slow_bytes, int64_t slow_seconds)
{
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)total_ms);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)slow_bytes);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)slow_seconds);
}

void
http_curl_header(struct curl_slist **headers, const char *line)
{
	struct curl_slist *longer = curl_slist_append(*headers, line);

	if (!longer)
		abort();
	*headers = longer;
}

void
http_curl_headers_release(struct curl_slist **headers)
{
	for (struct curl_slist *at = *headers; at; at = at->next)
		explicit_bzero(at->data, strlen(at->data));
	curl_slist_free_all(*headers);
	*headers = NULL;
}
