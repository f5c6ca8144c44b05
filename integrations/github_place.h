/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where does GitHub answer? github.com at api.github.com, SUB.ghe.com at api.SUB.ghe.com, a server
 * of one's own at HOST/api/v3 and HOST/api/graphql, unless the policy's `api` says otherwise.
 */
#ifndef INTEGRATIONS_GITHUB_PLACE_H
#define INTEGRATIONS_GITHUB_PLACE_H

#include "base/arena.h"
#include "base/error.h"

struct github_place {
	const char *host;         /* of the API, with a port that was written: "api.github.com" */
	const char *rest;         /* "https://api.github.com" */
	const char *graphql;      /* "https://api.github.com/graphql" */
	const char *owner, *name; /* of the repository */
	const char *repository;   /* "acme/payments" */
};

/* `repository` as in the policy, with the forge's host; `api` NULL: by that host. ERROR_USAGE. */
bool github_place(struct arena *arena, const char *repository, const char *api,
		  struct github_place *place, struct error *err);

/* Text as one segment or value in a URL: all but letters, digits and "-._~" as %XX. */
char *github_escape(struct arena *arena, const char *text);

#endif
