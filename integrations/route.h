/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which way does a request take to its host, and whose certificates are believed on it? Through the
 * proxy that HTTPS_PROXY names (or https_proxy), unless NO_PROXY excepts the host.
 *
 * Certificates of one's own are for one server. A proxy whose certificate is among them could read
 * what is said, token and all: so they go with a direct connection only.
 */
#ifndef INTEGRATIONS_ROUTE_H
#define INTEGRATIONS_ROUTE_H

#include <stdbool.h>

#include "base/error.h"

struct route {
	bool plain;               /* http, to this machine itself: never through a proxy */
	const char *proxy;        /* "" none; may have a password in it */
	const char *no_proxy;     /* as the environment has it; "" none */
	const char *certificates; /* a file; NULL: the system's */
};

/*
 * The texts of the route are those of the environment and `certificates`. ERROR_USAGE: certificates
 * and a proxy; the message calls them by `certificates_name`.
 */
bool route_find(const char *url, bool plain, const char *certificates,
		const char *certificates_name, struct route *route, struct error *err);

/* Does NO_PROXY except the host of a URL? Itself and what is below it, "*": all; no networks. */
bool route_is_excepted(const char *url, const char *no_proxy);

/* A variable of the environment that is set and not empty, else the other one, else NULL. */
const char *route_variable(const char *name, const char *other_name);

#endif
