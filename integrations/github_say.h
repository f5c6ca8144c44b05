/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said to GitHub? One comment on a change request, which is edited and never posted twice,
 * and a check run. Both need permissions that asking does not need. And two questions beside: who a
 * login is, and what a path answers to this token.
 */
#ifndef INTEGRATIONS_GITHUB_SAY_H
#define INTEGRATIONS_GITHUB_SAY_H

#include "base/list.h"
#include "core/forge.h"
#include "integrations/github.h"

struct github_comment {
	int64_t number;     /* of the change request */
	const char *marker; /* what a comment of ours begins with; invisible */
	const char *body;   /* NULL: only what is there already is wanted */
};

/*
 * Posts the comment, or edits the one that begins with the marker and is by the account of this
 * token. Where `only_edit`, none is posted. ERROR_UNAVAILABLE: it cannot, or may not.
 */
bool github_say_comment(struct arena *arena, struct github *github,
			const struct github_comment *comment, bool only_edit, struct error *err);

struct github_verdict {
	const char *commit;
	const char *name;       /* of the check run: "changegate" */
	const char *conclusion; /* "success", "failure", "neutral"; NULL: it is still in progress */
	const char *title;
	const char *summary; /* Markdown; at most 65,535 bytes */
};

bool github_say_check(struct arena *arena, struct github *github,
		      const struct github_verdict *verdict, struct error *err);

struct github_person {
	struct account account;
	bool may_push;
};

/* Whose login is it, and may that account write to the repository now? */
bool github_ask_person(struct arena *arena, struct github *github, const char *login,
		       struct github_person *person, struct error *err);

struct github_queued {           /* an entry of a merge queue */
	int64_t number;          /* of its change request */
	const char *head, *base; /* the merge that the queue made, and what it is made onto */
};

struct github_queue {
	struct github_queued *at;
	size_t count;
};

/* Entries that have a merge already; more than 100 are an error. */
bool github_ask_queue(struct arena *arena, struct github *github, const char *branch,
		      struct github_queue *queue, struct error *err);

/* A GET of "/actions/runs?per_page=1" and such, below the repository. */
struct github_try {
	const char *path;
	int status;              /* 0: there was no answer */
	const struct node *root; /* what it answered, where that is JSON; else NULL */
	const char *why;         /* not a 2xx: what it said */
	int64_t server_time;     /* -1: not told */
	const char *link;
};

/* A name as a part of a path. */
const char *github_escaped(struct arena *arena, const char *name);

void github_try_all(struct arena *arena, struct github *github, struct github_try *tries,
		    size_t count);

#endif
