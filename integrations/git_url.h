/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where does the URL of a repository lead? Stricter than RFC 3986, so that no two parsers can read
 * two hosts in one text. Pure.
 */
#ifndef INTEGRATIONS_GIT_URL_H
#define INTEGRATIONS_GIT_URL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

enum url_kind { URL_PATH, URL_HTTPS, URL_HTTP, URL_SSH };

struct git_url {
	enum url_kind kind;
	const char *text; /* for the library that connects; of a path the path itself */
	const char *user; /* ssh only; "git" if none was given */
	const char *host; /* lower case, ":port" behind it unless it is the usual one; NULL: path */
	const char *path; /* begins with a slash, except in "git@host:path" */
};

/*
 * "https://host[:port]/path", "ssh://[user@]host[:port]/path", "user@host:path", "file:///path" and
 * "/path"; "http://" only to this machine, and only if `plain_http`. Anything else, and a URL with
 * a password, is ERROR_USAGE; the message does not repeat what may be a password.
 */
bool git_url_parse(struct arena *arena, const char *text, bool plain_http, struct git_url *url,
		   struct error *err);

/* A host as git_url.host has it ("Example.org:443" -> "example.org" for https); NULL: none. */
const char *git_url_host(struct arena *arena, const char *text);

#endif
