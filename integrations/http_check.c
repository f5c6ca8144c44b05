/* SPDX-License-Identifier: Apache-2.0 */
/* May a request go out as it is? See http_check.h. */
#include "integrations/http_check.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/host.h"

struct http_request
http_request_completed(const struct http_request *request)
{
	struct http_request completed = *request;

	if (!completed.method)
		completed.method = "GET";
	if (!completed.accept)
		completed.accept = "application/json";
	if (!completed.content_type)
		completed.content_type = "application/json";
	if (!completed.token_prefix)
		completed.token_prefix = "Authorization: Bearer ";
	if (completed.limit == 0)
		completed.limit = LIMIT_HTTP_BYTES;
	return completed;
}

const char *
http_request_label(struct arena *arena, const struct http_request *request)
{
	const char *url = request->url ? request->url : "(no address)";
	const char *method = request->method ? request->method : "GET";

	/* What stands before an '@' may be a password. */
	if (!request->label && memchr(url, '@', strcspn(url, "?#")))
		url = "(an address with an '@')";
	return text_shown(arena, request->label ? request->label
						: arena_format(arena, "%s %s", method, url));
}

bool
http_has_token(const struct http_request *request, const void *bytes, size_t length)
{
	const struct secret *token = request->token;

	return token && token->length && length &&
	       memmem(bytes, length, token->bytes, token->length) != NULL;
}

static bool
is_method(const char *method)
{
	static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};

	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (text_equal(method, methods[i]))
			return true;
	return false;
}

/* Visible characters and spaces. */
static bool
is_line(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (bytes[i] < ' ' || bytes[i] > '~')
			return false;
	return true;
}

static bool
check_header(const char *header, struct error *err)
{
	size_t name = strcspn(header, ":; ");

	if (name == 0 || header[name] != ':' || !is_line(header, strlen(header)))
		return fail(err, ERROR_USAGE, "a header is not of the form 'Name: value'");
	return true;
}

/* Those would reach any host, or say what the library says itself. */
static bool
is_ours(const char *header)
{
	static const char *const names[] = {"authorization",   "proxy-authorization",
					    "private-token",   "job-token",
					    "cookie",          "host",
					    "content-length",  "connection",
					    "accept-encoding", "transfer-encoding"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t at = 0;

		while (names[i][at] && byte_to_lower(header[at]) == names[i][at])
			at++;
		if (!names[i][at] && header[at] == ':')
			return true;
	}
	return false;
}

static bool
check_headers(const struct http_request *request, struct error *err)
{
	for (const char *const *at = request->headers; at && *at; at++) {
		if (!check_header(*at, err))
			return false;
		if (is_ours(*at))
			return fail(err, ERROR_USAGE,
				    "a header is not for the caller to say; a token goes into "
				    "`token`");
	}
	if (!is_line(request->accept, strlen(request->accept)) ||
	    !is_line(request->content_type, strlen(request->content_type)))
		return fail(err, ERROR_USAGE, "a type has bytes that no header may have");
	return true;
}

static bool
check_token(const struct http_request *request, struct error *err)
{
	if (!request->token || !request->token->length)
		return true;
	if (!is_line(request->token->bytes, request->token->length))
		return fail(err, ERROR_USAGE,
			    "the token has bytes that no token has (a line break at its end?)");
	if (http_has_token(request, request->url, strlen(request->url)))
		return fail(err, ERROR_USAGE, "the token stands in the address");
	return check_header(request->token_prefix, err);
}

bool
http_request_check(const struct http_request *request, struct error *err)
{
	if (!is_method(request->method))
		return fail(err, ERROR_USAGE, "it has a method that is none");
	if (!request->body && (text_equal(request->method, "POST") || request->body_length))
		return fail(err, ERROR_USAGE, "it has no body");
	if (request->body &&
	    (text_equal(request->method, "GET") || text_equal(request->method, "HEAD")))
		return fail(err, ERROR_USAGE, "it has a body, where none may be");
	if (request->body_length > LIMIT_HTTP_BODY_BYTES)
		return fail(err, ERROR_USAGE, "its body is longer than %u bytes",
			    LIMIT_HTTP_BODY_BYTES);
	return check_headers(request, err) && check_token(request, err);
}

bool
http_token_goes_to(struct arena *arena, const struct http_request *request,
		   const struct http_url *url)
{
	const char *host;

	return request->token && request->token->length && request->token_host &&
	       host_read(arena, request->token_host, strlen(request->token_host),
			 url->plain ? 80 : 443, &host) &&
	       text_equal(host, url->host);
}
