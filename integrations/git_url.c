/* SPDX-License-Identifier: Apache-2.0 */
/* Where does the URL of a repository lead? See git_url.h. */
#include "integrations/git_url.h"

#include <string.h>

#include "base/text.h"
#include "integrations/host.h"

#define LONGEST_URL 2000

struct scheme {
	const char *prefix;
	enum url_kind kind;
	int64_t port; /* the usual one */
};

static const struct scheme schemes[] = {
	{"https://", URL_HTTPS, 443},
	{"http://", URL_HTTP, 80},
	{"ssh://", URL_SSH, 22},
};

static bool
refuse(struct error *err, const char *why)
{
	return fail(err, ERROR_USAGE, "%s", why);
}

static int
digit_of_hex(char byte)
{
	byte = byte_to_lower(byte);
	if (byte_is_digit(byte))
		return byte - '0';
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* "%20": two digits, for a byte that does not structure a path. */
static bool
is_escape(const char *at)
{
	int high = digit_of_hex(at[1]);
	int low = high < 0 ? -1 : digit_of_hex(at[2]);
	int byte = high * 16 + low;

	return low >= 0 && byte >= ' ' && byte != 127 && byte != '/' && byte != '\\' && byte != '.';
}

/* "." and ".." would be resolved by one library and not by the other. */
static bool
is_dots(const char *segment)
{
	size_t dots = strspn(segment, ".");

	return (dots == 1 || dots == 2) && (segment[dots] == '/' || segment[dots] == '\0');
}

static bool
check_path(const char *path, struct error *err)
{
	bool begins = path[0] != '/'; /* a segment */

	for (const char *at = path; *at; at++) {
		if (!byte_is_letter(*at) && !byte_is_digit(*at) && !strchr("-._~/+,=@:%", *at))
			return refuse(err, "the path may have letters, digits and -._~/+,=@: only");
		if (*at == '%' && !is_escape(at))
			return refuse(err, "the path has a '%' that may not be there");
		if (begins && (*at == '-' || is_dots(at)))
			return refuse(err, "a part of the path begins with '-', or is '.' or '..'");
		begins = *at == '/';
	}
	return path[strspn(path, "/")] != '\0' || refuse(err, "it names no repository: no path");
}

/* What is before the '@', if there is one. */
static bool
read_user(struct arena *arena, const struct scheme *scheme, const char **at, size_t *length,
	  struct git_url *url, struct error *err)
{
	const char *sign = memchr(*at, '@', *length);
	size_t user_length = sign ? (size_t)(sign - *at) : 0;

	if (scheme->kind == URL_SSH)
		url->user = "git";
	if (!sign)
		return true;
	if (memchr(*at, ':', user_length))
		return refuse(err, "it has a password in it; take it out (a token for https comes "
				   "from CHANGEGATE_LEDGER_TOKEN)");
	if (scheme->kind != URL_SSH)
		return refuse(err, "it has a user name or token in it; take it out (a token comes "
				   "from CHANGEGATE_LEDGER_TOKEN)");
	if (!host_is_plain_word(*at, user_length))
		return refuse(err, "what is before the '@' is no user name");
	url->user = arena_copy(arena, *at, user_length);
	*length -= user_length + 1;
	*at = sign + 1;
	return true;
}

static bool
parse_net(struct arena *arena, const char *text, const struct scheme *scheme, bool plain_http,
	  struct git_url *url, struct error *err)
{
	const char *at = text + strlen(scheme->prefix);
	size_t length = strcspn(at, "/?#");

	url->kind = scheme->kind;
	url->path = at + length;
	if (!read_user(arena, scheme, &at, &length, url, err))
		return false;
	if (!host_read(arena, at, length, scheme->port, &url->host))
		return refuse(err, "it has no host, or one with bytes that no host name has");
	if (url->kind == URL_HTTP && !(plain_http && host_is_this_machine(url->host)))
		return refuse(err, "http is not encrypted; use https");
	if (!check_path(url->path, err))
		return false;
	url->text = arena_format(arena, "%s%s%s%s%s", scheme->prefix, url->user ? url->user : "",
				 url->user ? "@" : "", url->host, url->path);
	return true;
}

/* "git@host:path" */
static bool
parse_scp(struct arena *arena, const char *text, struct git_url *url, struct error *err)
{
	static const struct scheme ssh = {"", URL_SSH, 22};
	const char *at = text;
	const char *colon = strchr(text, ':');
	size_t length;

	/* "git:secret@host" is a password, not the path "secret@host". */
	if (strchr(colon, '@') && strcspn(text, "@") > (size_t)(colon - text))
		return refuse(err, "it has a password in it; take it out");
	length = (size_t)(colon - text);
	url->kind = URL_SSH;
	url->path = colon + 1;
	if (!read_user(arena, &ssh, &at, &length, url, err))
		return false;
	if (!host_is_name(at, length) || !host_read(arena, at, length, 22, &url->host))
		return refuse(err, "it has no host, or one with bytes that no host name has");
	if (!check_path(url->path, err))
		return false;
	url->text = arena_format(arena, "%s@%s:%s", url->user, url->host, url->path);
	return true;
}

static bool
parse_path(struct arena *arena, const char *path, struct git_url *url, struct error *err)
{
	for (const char *at = path; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 127)
			return refuse(err, "the path has a control character");
	url->kind = URL_PATH;
	url->path = arena_text(arena, path);
	url->text = url->path;
	return true;
}

static bool
parse(struct arena *arena, const char *text, bool plain_http, struct git_url *url,
      struct error *err)
{
	if (strlen(text) > LONGEST_URL)
		return refuse(err, "it is longer than any URL of a repository");
	if (text[0] == '/')
		return parse_path(arena, text, url, err);
	if (text_starts_with(text, "file:///"))
		return parse_path(arena, text + strlen("file://"), url, err);
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (text_starts_with(text, schemes[i].prefix))
			return parse_net(arena, text, &schemes[i], plain_http, url, err);
	/* With a user: "https:/example.org/a" is a typing error, not a path on the host "https". */
	if (!strstr(text, "://") && strchr(text, '@') && text[strcspn(text, "/:")] == ':')
		return parse_scp(arena, text, url, err);
	return refuse(err, "it is none of https://..., ssh://..., git@host:path, and an absolute "
			   "path");
}

bool
git_url_parse(struct arena *arena, const char *text, bool plain_http, struct git_url *url,
	      struct error *err)
{
	struct git_url parsed = {0};

	if (!parse(arena, text, plain_http, &parsed, err))
		return fail_while(err, "the URL of the repository cannot be used");
	*url = parsed;
	return true;
}

const char *
git_url_host(struct arena *arena, const char *text)
{
	const char *host;

	return host_read(arena, text, strlen(text), 443, &host) ? host : NULL;
}
