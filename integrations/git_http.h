/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do git's requests travel over https? By libcurl, because libgit2's own client (1.5) follows
 * redirects to other ports of a host whatever it is told, has no time-outs, and asks once in vain
 * before it shows a token. Here: no redirect at all, the token in each request to the one host and
 * in none to a proxy, certificates always checked.
 *
 * From the environment of the process, never from a configuration: HTTPS_PROXY, NO_PROXY (or in
 * lower case), CHANGEGATE_LEDGER_CA_FILE (certificates to trust instead of the system's; not
 * through a proxy), and CHANGEGATE_LEDGER_TIMEOUT (seconds for one request, 300 if not given). A
 * server that says nothing for 60 seconds, or does not accept the connection within 30, has timed
 * out, too.
 */
#ifndef INTEGRATIONS_GIT_HTTP_H
#define INTEGRATIONS_GIT_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "integrations/secret.h"

struct git_remote;
struct git_transport;

struct http_place {
	const char *url;            /* of the repository: parsed and written by git_url.c */
	const char *host;           /* for messages */
	const struct secret *token; /* NULL: none */
	bool plain;                 /* http */
	struct error *err;          /* why the library said no more than "failed" */
};

/* A git_transport_cb; the place must outlive the transport. */
int http_transport(struct git_transport **transport, struct git_remote *owner,
		   struct http_place *place);

/* CHANGEGATE_LEDGER_TIMEOUT, or 300. */
bool remote_seconds(int64_t *seconds, struct error *err);

#endif
