/* SPDX-License-Identifier: Apache-2.0 */
/* Where does the address of a request lead? See http_url.h. */
#include "integrations/http_url.h"

#include <string.h>

#include "base/text.h"
#include "integrations/host.h"

static int
digit_of_hex(char byte)
{
	byte = byte_to_lower(byte);
	if (byte_is_digit(byte))
		return byte - '0';
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* "%2F": two digits, for no control character. An escaped dot only hides a "..". */
static bool
is_escape(const char *at, bool in_path)
{
	int high = digit_of_hex(at[1]);
	int low = high < 0 ? -1 : digit_of_hex(at[2]);
	int byte = high * 16 + low;

	return low >= 0 && byte >= ' ' && byte != 127 && !(in_path && byte == '.');
}

static bool
is_dots(const char *segment)
{
	size_t dots = strspn(segment, ".");

	return (dots == 1 || dots == 2) && strchr("/?", segment[dots]) != NULL;
}

/* RFC 3986 3.3 and 3.4, and brackets, which GitLab has in the names of parameters. */
static bool
check_path(const char *path, struct error *err)
{
	const char *query = path + strcspn(path, "?");

	for (const char *at = path; *at; at++) {
		if (!byte_is_letter(*at) && !byte_is_digit(*at) &&
		    !strchr("/?-._~!$&'()*+,;=:@%[]", *at))
			return fail(err, ERROR_USAGE,
				    "its path has bytes that no address has unescaped");
		if (*at == '%' && !is_escape(at, at < query))
			return fail(err, ERROR_USAGE, "its path has a '%%' that may not be there");
		if (*at == '/' && at < query && is_dots(at + 1))
			return fail(err, ERROR_USAGE, "a part of its path is '.' or '..'");
	}
	return true;
}

static bool
parse(struct arena *arena, const char *text, struct http_url *url, struct error *err)
{
	bool plain = text_starts_with(text, "http://");
	const char *at = text + strlen(plain ? "http://" : "https://");
	size_t length;

	if (strlen(text) > LIMIT_URL_BYTES)
		return fail(err, ERROR_USAGE, "it is longer than %d bytes", LIMIT_URL_BYTES);
	if (!plain && !text_starts_with(text, "https://"))
		return fail(err, ERROR_USAGE, "it does not begin with https://");
	length = strcspn(at, "/?#");
	if (memchr(at, '@', length))
		return fail(err, ERROR_USAGE, "it has a user name or token in it; take it out");
	if (!host_read(arena, at, length, plain ? 80 : 443, &url->host))
		return fail(err, ERROR_USAGE,
			    "it has no host, or one with bytes that no host name has");
	url->plain = plain;
	url->path = at[length] == '/' ? at + length : arena_format(arena, "/%s", at + length);
	url->text = arena_format(arena, "http%s://%s%s", plain ? "" : "s", url->host, url->path);
	url->path = strchr(url->text + strlen("https://"), '/');
	return check_path(url->path, err);
}

bool
http_url_parse(struct arena *arena, const char *text, bool plain_http, struct http_url *url,
	       struct error *err)
{
	struct http_url parsed = {0};

	if (!parse(arena, text, &parsed, err))
		return fail_while(err, "the address cannot be used");
	if (parsed.plain && !(plain_http && host_is_this_machine(parsed.host)))
		return fail(err, ERROR_USAGE,
			    "the address cannot be used: http is not encrypted; use https");
	*url = parsed;
	return true;
}

static bool
fail_elsewhere(const struct http_url *from, const struct http_url *to, struct error *err)
{
	return fail(err, ERROR_UNAVAILABLE,
		    "a redirect leads from http%s://%s to http%s://%s, another server, and is not "
		    "followed",
		    from->plain ? "" : "s", from->host, to->plain ? "" : "s", to->host);
}

bool
http_url_redirect(struct arena *arena, const struct http_url *from, const char *location,
		  struct http_url *to, struct error *err)
{
	struct http_url found = {0};
	const char *scheme = from->plain ? "http:" : "https:";

	if (text_starts_with(location, "//"))
		location = arena_format(arena, "%s%s", scheme, location);
	else if (location[0] == '/')
		location = arena_format(arena, "%s//%s%s", scheme, from->host, location);
	if (!parse(arena, location, &found, err)) {
		fail_while(err, "a redirect cannot be followed");
		return fail_as(err, ERROR_UNAVAILABLE);
	}
	if (found.plain != from->plain || !text_equal(found.host, from->host))
		return fail_elsewhere(from, &found, err);
	*to = found;
	return true;
}
