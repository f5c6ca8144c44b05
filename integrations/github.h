/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does GitHub say of a change? Asks everything that a struct forge_question wants, in as few
 * round trips as it allows, and fills struct forge_facts (core/forge.h). What could not be read is
 * UNAVAILABLE with the request that failed and what to do; it is never taken for none.
 */
#ifndef INTEGRATIONS_GITHUB_H
#define INTEGRATIONS_GITHUB_H

#include "core/evidence.h"
#include "integrations/http.h"

struct github;

struct github_settings {
	const char *repository; /* with the forge's host: "github.com/acme/payments" */
	const char *api;        /* address of the API; NULL: by that host */
	bool for_auditor;       /* with the auditor's token, and no other */
	struct http_settings http;
};

/*
 * ERROR_ABSENT: there is no token. ERROR_USAGE: the repository or the API is none of GitHub's, or
 * the token may not go there. Others as http_open() and secret_read().
 */
bool github_open(const struct github_settings *settings, struct github **out, struct error *err);
void github_release(struct github **github);

/* "acme/payments", and the host of the API. */
const char *github_repository(const struct github *github);
const char *github_host(const struct github *github);

/* The token, for git at the repository's own host; NULL where the policy moved the API elsewhere.
 */
const struct secret *github_git_token(const struct github *github, const char **host);

/* A file of the branch that one request is merged into, as GitHub has it. */
struct github_file {
	const char *path;
	const char *bytes; /* NULL: there is none */
	const char *blob;  /* its object id */
};

/* The policy of one request: of the first of these paths that there is. */
struct github_policy {
	struct availability availability;
	const char *branch;             /* that the request is merged into */
	const char *commit;             /* its tip */
	LIST(struct github_file) files; /* `path` is asked, the others are answered */
	/* Called when it is KNOWN: adds the teams and workflows that it names to the question, so
	 * that they are asked in the round that follows. NULL: nobody does. */
	void (*open)(void *whose, const struct github_policy *files,
		     struct forge_question *question);
	void *whose;
};

/*
 * Fills `facts`, whatever happens. `policy`: asked besides, of the request `question->number`;
 * NULL: not. What only the clone can tell is left UNKNOWN: landings[].requests[].kind,
 * reviews[].content, commits[].adds_nothing, commits[].updates.
 */
void github_ask(struct arena *arena, struct github *github, const struct forge_question *question,
		struct github_policy *policy, struct forge_facts *facts);

/* Facts for a forge that could not even be opened. */
void github_unavailable(struct arena *arena, const struct github_settings *settings,
			const struct error *err, struct forge_facts *facts);

/* What was asked since it was last called, as sources of the evidence. */
void github_sources(struct arena *arena, struct github *github, struct evidence *evidence);

#endif
