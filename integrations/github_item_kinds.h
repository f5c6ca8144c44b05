/* SPDX-License-Identifier: Apache-2.0 */
/* How is each kind of item asked, and who takes its answer? The rows of github_items.c. */
#ifndef INTEGRATIONS_GITHUB_ITEM_KINDS_H
#define INTEGRATIONS_GITHUB_ITEM_KINDS_H

#include "integrations/github_work.h"

#define GITHUB_PAGE "totalCount pageInfo { hasNextPage endCursor } "

struct github_item_kind {
	char letter;
	bool beside;     /* the repository, not in it */
	unsigned weight; /* of GITHUB_QUERY_WEIGHT */
	void (*add)(struct github_work *work, size_t index, struct github_query *query);
	/* `node` is NULL where null was answered. */
	void (*read)(struct github_work *work, size_t index, const struct node *node,
		     const struct github_reply *reply, const char *path);
};

extern const struct github_item_kind github_authors_item;
extern const struct github_item_kind github_branch_item;
extern const struct github_item_kind github_commit_item;
extern const struct github_item_kind github_more_checks_item;
extern const struct github_item_kind github_environment_item;
extern const struct github_item_kind github_full_commit_item;
extern const struct github_item_kind github_head_item;
extern const struct github_item_kind github_more_landed_item;
extern const struct github_item_kind github_number_item;
extern const struct github_item_kind github_more_request_item;
extern const struct github_item_kind github_range_item;
extern const struct github_item_kind github_request_item;
extern const struct github_item_kind github_team_item;
extern const struct github_item_kind github_more_team_item;
extern const struct github_item_kind github_twins_item;

/* CODEOWNERS of a branch, whose tip is `target`. */
void github_take_owners(struct github_work *work, const char *name, const struct node *target,
			const char *problem);

/* Checks of the head of a request, which its node has as `last`. */
void github_take_last_checks(struct github_work *work, const struct node *node, int64_t number,
			     const struct github_reply *reply, const char *path);

/* Commits of the requests that were read which name co-authors. */
void github_find_named(struct github_work *work);

/*
 * Reads a request, unless it was read with another commit. What is wrong with the checks of its
 * head does not count: those say so themselves.
 */
void github_take_request(struct github_work *work, size_t index, const struct node *node,
			 const struct github_reply *reply, const char *path);

#endif
