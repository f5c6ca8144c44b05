/* SPDX-License-Identifier: Apache-2.0 */
/* Which remote does a ledger in git have, and which host may get the token? See store_git_url.h. */
#include "integrations/store_git_url.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "integrations/git_origin.h"
#include "integrations/git_plain_http.h"
#include "integrations/git_url.h"

#define TOKEN_VARIABLE "CHANGEGATE_LEDGER_TOKEN"
#define HOST_VARIABLE "CHANGEGATE_LEDGER_TOKEN_HOST"

/* ---- what the clone says of its origin ------------------------------------------------------- */

/* CI systems put a token of their own into the URL; it is not ours to send. */
static const char *
without_user(struct arena *arena, const char *url)
{
	static const char scheme[] = "https://";
	const char *host = url + strlen(scheme);
	const char *at;

	if (!text_starts_with(url, scheme))
		return url;
	at = memchr(host, '@', strcspn(host, "/"));
	return at ? arena_format(arena, "%s%s", scheme, at + 1) : url;
}

/* As git does: a path is relative to the work tree. */
static const char *
absolute(struct arena *arena, const char *base, const char *url)
{
	size_t length = strcspn(url, "/");

	if (*url == '/' || strstr(url, "://") || memchr(url, ':', length))
		return url;
	return arena_format(arena, "%s/%s", base ? base : ".", url);
}

bool
store_git_read_origin(struct arena *arena, const char *folder, const char *base, const char **url,
		      struct error *err)
{
	const char *origin;

	if (!git_origin_url(arena, folder, &origin, err))
		return false;
	*url = origin ? without_user(arena, absolute(arena, base, origin)) : NULL;
	return true;
}

/* ---- is it the policy's repository? ---------------------------------------------------------- */

/* "/Acme/pay.git/" -> "Acme/pay" */
static const char *
bare_path(struct arena *arena, const char *path)
{
	size_t length;

	path += strspn(path, "/");
	length = strlen(path);
	while (length && path[length - 1] == '/')
		length--;
	if (length > 4 && text_equal_ignoring_case(arena_copy(arena, path + length - 4, 4), ".git"))
		length -= 4;
	return arena_copy(arena, path, length);
}

/* Of ssh the host key says who answers, whatever the port; `repository` cannot name one. */
static const char *
comparable_host(struct arena *arena, const struct git_url *url)
{
	const char *colon = strrchr(url->host, ':');

	if (url->kind == URL_HTTPS || !colon || strchr(colon, ']'))
		return url->host;
	return arena_copy(arena, url->host, (size_t)(colon - url->host));
}

static bool
is_repository(struct arena *arena, const struct git_url *url, const char *repository)
{
	size_t length = strcspn(repository, "/");
	const char *host = arena_copy(arena, repository, length);

	if (!strchr(host, '.') || url->kind == URL_PATH)
		return !strchr(host, '.') && url->kind == URL_PATH;
	return text_equal_ignoring_case(comparable_host(arena, url), host) &&
	       text_equal_ignoring_case(bare_path(arena, url->path),
					bare_path(arena, repository + length));
}

static const char *
name_of_origin(struct arena *arena, const struct git_url *url)
{
	if (url->kind == URL_PATH)
		return "a path";
	return arena_format(arena, "%s/%s", url->host, bare_path(arena, url->path));
}

/* Without this, whoever owns the clone could point its origin at a copy that confirms anything. */
static bool
check_origin(struct arena *arena, const char *origin, const char *repository, struct error *err)
{
	struct git_url url;
	const char *name = "missing";

	if (!repository)
		return true;
	if (!origin && !memchr(repository, '.', strcspn(repository, "/")))
		return true;
	if (origin) {
		if (!git_url_parse(arena, origin, plain_http_to_loopback, &url, err))
			return fail_while(err, "reading the clone's origin");
		if (is_repository(arena, &url, repository))
			return true;
		name = name_of_origin(arena, &url);
	}
	return fail(err, ERROR_USAGE,
		    "LEDGER-ORIGIN: the clone's origin is %s, the policy's repository is %s",
		    text_shown(arena, name), text_shown(arena, repository));
}

static bool
find_origin(struct store_git *store, const struct store_site *site, const char *folder,
	    struct error *err)
{
	struct arena *arena = &store->arena;
	const char *origin = NULL;

	if (!store_git_read_origin(arena, folder, site->base, &origin, err))
		return false;
	store->remote.url = origin;
	return check_origin(arena, origin, site->repository, err);
}

/* ---- the token ------------------------------------------------------------------------------- */

static bool
read_host(struct store_git *store, struct error *err)
{
	const char *given = getenv(HOST_VARIABLE);

	if (!given || !given[0])
		return fail(err, ERROR_USAGE,
			    TOKEN_VARIABLE " goes with " HOST_VARIABLE
					   ", the host that may get it");
	store->remote.token_host = git_url_host(&store->arena, given);
	return store->remote.token_host ||
	       fail(err, ERROR_USAGE,
		    HOST_VARIABLE " is '%s'; write a host, as in github.com or "
				  "git.example.org:8443",
		    text_shown(&store->arena, given));
}

static bool
read_token(struct store_git *store, struct error *err)
{
	if (!remote_host(&store->arena, store->remote.url))
		return true;
	if (!secret_read(TOKEN_VARIABLE, &store->token, err))
		return err->code == ERROR_ABSENT || fail_while(err, "reading %s", TOKEN_VARIABLE);
	store->remote.token = &store->token;
	return read_host(store, err);
}

bool
store_git_find_url(struct store_git *store, const struct store_site *site,
		   const struct ledger_place *place, const char *folder, struct error *err)
{
	if (place->kind == PLACE_URL)
		store->remote.url = arena_text(&store->arena, place->url);
	else if (place->kind == PLACE_ORIGIN && !find_origin(store, site, folder, err))
		return false;
	return !store->remote.url || read_token(store, err);
}
