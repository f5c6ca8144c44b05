/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where does the address of a request lead, and where a redirect? An address is taken as it goes
 * over the wire, or not at all: nothing is escaped, resolved or mended. Pure.
 */
#ifndef INTEGRATIONS_HTTP_URL_H
#define INTEGRATIONS_HTTP_URL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

struct http_url {
	bool plain;       /* http */
	const char *text; /* the whole of it, with the host as below */
	const char *host; /* lower case, ":port" behind it unless it is the usual one */
	const char *path; /* with the query; begins with a slash */
};

/*
 * "https://host[:port]/path[?query]"; http only to this machine, and only if `plain_http`.
 * ERROR_USAGE: anything else; a user or password, a fragment, "." and ".." in the path.
 */
bool http_url_parse(struct arena *arena, const char *text, bool plain_http, struct http_url *url,
		    struct error *err);

/*
 * Where a Location leads that came from `from`: to the same scheme, host and port, given in full or
 * as "/path". ERROR_UNAVAILABLE: to another one (the message has both), or nowhere.
 */
bool http_url_redirect(struct arena *arena, const struct http_url *from, const char *location,
		       struct http_url *to, struct error *err);

#endif
