/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do GitHub's REST answers say, where GraphQL has no such question? The activity of branches
 * (who pushed what), the length of a range, the jobs of a workflow run. Pure readers.
 */
#ifndef INTEGRATIONS_GITHUB_REST_H
#define INTEGRATIONS_GITHUB_REST_H

#include "integrations/github_read.h"

struct github_activity { /* of one branch at one time */
	const char *ref; /* "refs/heads/x" */
	bool creation, deletion;
	struct forge_push push;
};

struct github_activities { /* newest first */
	LIST(struct github_activity) all;
	bool to_the_end; /* there is nothing older */
};

/* Adds a page of GET /activity. NULL, or what is wrong with it. */
const char *github_read_activity(struct arena *arena, const struct node *root,
				 struct github_activities *activities);

/*
 * Pushes to the branch of a request, back to when the branch was created: before the request was,
 * so that a branch that was deleted and restored meanwhile keeps its earlier pushes. false: the
 * activities do not reach back so far.
 */
bool github_pushes(struct arena *arena, const struct github_activities *activities,
		   struct forge_request *request);

/* GET /compare: how many commits the range has. NULL, or what is wrong. */
const char *github_read_compare(struct arena *arena, const struct node *root, int64_t *count);

/* Adds a page of GET /actions/runs/N/jobs to the run, which has its id. NULL, or what is wrong. */
const char *github_read_jobs(struct arena *arena, const struct node *root,
			     struct workflow_run *run);

/* `after` of the "next" of a Link header; NULL: none. It is still escaped. */
const char *github_next_page(struct arena *arena, const char *link);

#endif
