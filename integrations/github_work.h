/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is still to be asked, and what is known already? A question falls into items that do not
 * depend on each other, each an alias of a GraphQL query; a round asks all that are open in as few
 * requests as the server's limits allow, and may open others.
 */
#ifndef INTEGRATIONS_GITHUB_WORK_H
#define INTEGRATIONS_GITHUB_WORK_H

#include "integrations/github_client.h"
#include "integrations/github_request.h"
#include "integrations/github_rest.h"

/* An alias: its letter and the index of what it asks about. */
enum github_letter {
	ITEM_AUTHORS = 'a',      /* of work.named */
	ITEM_BRANCH = 'b',       /* of question.branches */
	ITEM_COMMIT = 'c',       /* of question.commits: which requests */
	ITEM_MORE_CHECKS = 'd',  /* of facts.tested */
	ITEM_ENVIRONMENT = 'e',  /* question.environment */
	ITEM_FULL_COMMIT = 'f',  /* the same as `c`, with the requests themselves */
	ITEM_HEAD = 'h',         /* the deployed commit's checks */
	ITEM_MORE_LANDED = 'l',  /* of question.commits */
	ITEM_NUMBER = 'n',       /* question.number */
	ITEM_MORE_REQUEST = 'o', /* of pulls */
	ITEM_REQUEST = 'p',      /* of pulls */
	ITEM_RANGE = 'r',        /* question.previous to question.head */
	ITEM_TEAM = 't',         /* of facts.teams */
	ITEM_MORE_TEAM = 'u',    /* of facts.teams */
	ITEM_TWINS = 'w',        /* of work.twins */
};

struct github_item {
	char letter;
	size_t index;
};

struct github_items {
	LIST(struct github_item) all;
};

struct github_named { /* a commit that names co-authors */
	size_t pull, commit;
	bool asked;
};

struct github_twin {                     /* a request from a branch of that name */
	int64_t number, created, closed; /* closed: 0 if it is open */
	const char *base, *head;
	bool moved; /* it had another base */
};

struct github_twins {
	int64_t number; /* the request whose branch's name they have */
	const char *branch;
	struct availability availability;
	LIST(struct github_twin) all;
};

struct github_work {
	struct arena *arena;
	struct github *github;
	const struct forge_question *question;
	struct github_policy *policy;
	struct forge_facts *facts;
	LIST(struct github_pull) pulls;
	LIST(struct github_named) named;
	/* Where the next pages of facts.landings, .tested and .teams begin; NULL: there is none. */
	struct texts landed_after, checks_after, team_after;
	LIST(struct github_twins) twins;
	/* Of facts.runs: whose first page of jobs was asked, and whose further ones. */
	size_t runs_asked, runs_paged;
	bool decided;                   /* by the runs of the deployed commit */
	struct github_pushing *pushing; /* what was read of who pushed what */
	const char *why;                /* nothing counts, because of this */
};

/* The first reason is kept. */
void github_give_up(struct github_work *work, const char *why);

/* Index of the pull with this number, which is added if it is new. */
size_t github_pull_index(struct github_work *work, int64_t number);

/* Asks about an item, in a query. */
void github_item_add(struct github_work *work, const struct github_item *item,
		     struct github_query *query);

/* Takes what was answered about it. */
void github_item_read(struct github_work *work, const struct github_item *item,
		      const struct github_reply *reply);

/* How much of a query it takes, of GITHUB_QUERY_WEIGHT. */
#define GITHUB_QUERY_WEIGHT 1000
unsigned github_item_weight(const struct github_item *item);

/* What is open after this round: requests that were not read, and further pages. */
void github_open_items(struct github_work *work, struct github_items *items);

struct github_asks {
	LIST(struct github_ask) all;
};

/*
 * Asks the items, and with them other questions, whose outcomes are left in `others`. What is too
 * much for the server is asked in halves.
 */
void github_run_round(struct github_work *work, const char *name, const struct github_items *items,
		      struct github_asks *others);

/*
 * The jobs of the runs that required jobs rest on: what is no job of its run, or of a run that may
 * have been for another request, loses its path. Adds what became known since it was asked last:
 * of the request only if the runs of the deployed commit do not decide. Nothing is settled before
 * all is read.
 */
void github_runs_ask(struct github_work *work, struct github_items *items,
		     struct github_asks *asks);
void github_runs_read(struct github_work *work, const struct github_ask *ask);
void github_runs_settle(struct github_work *work);

/*
 * Who pushed what. A few requests are asked about one by one; of many, all branches together are
 * read first, and the older requests that this does not reach one by one. Adds what is to be asked
 * in this round: nothing, when all is known or given up.
 */
void github_pushing_ask(struct github_work *work, struct github_asks *asks);
void github_pushing_read(struct github_work *work, const struct github_ask *ask);

#endif
