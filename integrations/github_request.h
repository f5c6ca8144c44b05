/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does GitHub say of a pull request? Pure readers of one request as the fragment Request asks
 * for it (github_query.h), and of further pages of its lists.
 */
#ifndef INTEGRATIONS_GITHUB_REQUEST_H
#define INTEGRATIONS_GITHUB_REQUEST_H

#include "integrations/github_read.h"

/* A request while it is read: its lists may have further pages. */
struct github_pull {
	int64_t number;
	bool read;
	const char *why; /* it was not what it should be: nothing of it counts */
	struct forge_request facts;
	struct texts latest; /* ids of the reviews that are their authors' last opinions */
	int64_t latest_count;
	size_t looked_at; /* commits, for their co-authors */
	/* Where the next page of each list begins; NULL: there is none. */
	struct {
		const char *latest, *reviews, *commits, *events, *files, *closes;
	} after;
};

/* Fills `pull` from a node of PullRequest; `files` and `links`: they were asked for. */
void github_read_request(struct arena *arena, const struct node *node, bool files, bool links,
			 struct github_pull *pull);

/* Takes the lists of a further page: those that have an `after` were asked for. */
void github_read_more(struct arena *arena, const struct node *node, struct github_pull *pull);

bool github_pull_has_more(const struct github_pull *pull);

/* All pages are in: are the lists whole, and do they agree? Marks the last opinions. */
void github_close_request(struct arena *arena, struct github_pull *pull);

#endif
