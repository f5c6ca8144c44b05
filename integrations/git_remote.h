/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does another repository hold, and how does something get there? Talks git's own protocol
 * (https, ssh, or a path) from a bare repository of ours whose configuration is empty: no
 * `insteadOf`, no proxy, no header and no hook of anybody's clone has a say. Redirects are refused.
 *
 * ERROR_USAGE: a place that may not be spoken to (unknown scheme, plain http, a password in the
 * URL). ERROR_UNAVAILABLE: no answer, refused, not found; the message names host and path, never a
 * token. ERROR_CONFLICT: somebody else was faster.
 */
#ifndef INTEGRATIONS_GIT_REMOTE_H
#define INTEGRATIONS_GIT_REMOTE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/list.h"
#include "integrations/secret.h"

/* A place to speak to. */
struct remote_place {
	const char *url;
	/*
	 * Sent only over https (in test programs also over http to loopback), only to this host
	 * ("example.org" or "example.org:8443"), only if asked for. NULL: no token is sent.
	 */
	const struct secret *token;
	const char *token_host;
};

struct remote_ref {
	const char *name; /* "refs/heads/main" */
	const char *id;   /* 40 hex digits */
};

struct remote_refs {
	LIST(struct remote_ref) all; /* as advertised; at most LIMIT_REMOTE_REFS */
};

struct git_repository;

/* All refs of the remote whose names begin with "refs/", not peeled: one round trip. */
bool remote_list(struct arena *arena, struct git_repository *own, const struct remote_place *place,
		 struct remote_refs *refs, struct error *err);

/*
 * Fetches the objects of these refs into `own`, and points refs of our own at them: each text is
 * "<ref there>:<ref here>". What is there may have been rewritten; the caller compares.
 * `depth` is reserved (0). A ref that is not there is ERROR_ABSENT.
 */
bool remote_fetch(struct git_repository *own, const struct remote_place *place,
		  const struct texts *pairs, struct error *err);

/* One ref to move: from what was there (NULL: nothing) to another commit (NULL: removed). */
struct remote_move {
	const char *ref;   /* there */
	const char *local; /* ref of `own` that has the new commit; NULL: remove */
	/*
	 * What must be there for the move to happen: 40 hex digits, all zeros for "nothing". NULL:
	 * whatever the new commit is a fast-forward of; of a removal, anything.
	 */
	const char *before;
};

/*
 * Never forces. ERROR_CONFLICT if any of them is refused because it is not a fast-forward, because
 * what is there is not `before`, or the name is taken; what others of the list did is then unknown.
 * The server compares what it had when asked with what it has when it writes.
 */
bool remote_push(struct git_repository *own, const struct remote_place *place,
		 const struct remote_move *moves, size_t count, struct error *err);

/* "https://example.org/acme/pay.git" -> "example.org" (with a port if there is one); NULL for a
 * path. Shown in messages in the place of the URL. */
const char *remote_host(struct arena *arena, const char *url);

#endif
