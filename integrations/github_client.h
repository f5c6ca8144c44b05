/* SPDX-License-Identifier: Apache-2.0 */
/* How are several questions sent to GitHub at once, and what came back of each? */
#ifndef INTEGRATIONS_GITHUB_CLIENT_H
#define INTEGRATIONS_GITHUB_CLIENT_H

#include "integrations/github.h"
#include "integrations/github_place.h"
#include "integrations/github_query.h"
#include "integrations/github_reply.h"

struct github {
	struct arena arena; /* of what lives as long as the client */
	struct http *http;
	struct secret token;
	struct github_place place;
	const char *git_host; /* that the token may go to as well; NULL: the policy moved the API */
	bool plain;           /* the server has an older schema */
	bool for_auditor;     /* with the auditor's token */
	size_t told;          /* rows of the journal that are sources already */
};

/* One question: of GraphQL, or the address of a REST resource below the repository. */
struct github_ask {
	struct github_query *query;
	const char *name; /* of the query */
	const char *path; /* "/activity?per_page=100" */
	size_t tag;       /* the caller's */
	bool divisible;   /* of GraphQL: what is too much is asked for in parts */
	/* The outcome. */
	const char *label; /* for messages: "GET https://..." */
	bool ok;
	struct error err;
	int status;                /* of HTTP; 0: there was no answer */
	struct github_reply reply; /* of GraphQL */
	const struct node *root;   /* of REST */
	const char *link;
	int64_t server_time; /* -1: not told */
};

/* Why there is no answer, or what is wrong with it, with the name of the request; NULL: nothing. */
const char *github_why_not(struct arena *arena, const struct github_ask *ask, const char *wrong);

void github_send(struct arena *arena, struct github *github, struct github_ask *asks, size_t count);

#endif
