/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the comparisons of change requests ask of the clone, and what may they cost together?
 * What git_pull_landing.c, git_pull_run.c and git_pull_review.c have in common.
 */
#ifndef INTEGRATIONS_GIT_PULL_ASKING_H
#define INTEGRATIONS_GIT_PULL_ASKING_H

#include "core/change.h"
#include "core/forge.h"
#include "integrations/git_graph.h"
#include "integrations/git_merge.h"

enum proof { PROOF_UNKNOWN, PROOF_NO, PROOF_YES };

struct pull_asking {
	struct arena *arena;
	struct git *git; /* NULL: there is no clone */
	const struct change *change;
	const struct forge_facts *facts;
	struct merge_effort spent;
};

/* A first-parent commit, and the request's commit that it was. */
struct run_commit {
	const char *commit, *origin;
};

/* The first-parent commits that a rebase made of a request's. */
struct pull_run {
	bool asked;
	enum proof proof;
	const char *why;                 /* unless PROOF_YES */
	LIST(struct run_commit) commits; /* in no order that matters */
	const char *base; /* has all that the branch had before the last; NULL: not one commit */
};

struct pull {
	struct forge_request *request;
	struct pull_run run;
	const char *landed_on; /* has all that the branch had before; NULL: it did not land */
};

/* Is it a commit id, whatever the forge calls it? */
bool pull_is_id(const char *id);

/*
 * The node of a commit of a request. false: *why says that it is no id, is missing and what brings
 * it, or is broken. `what` is "the head", for example.
 */
bool pull_find(struct pull_asking *asking, const struct forge_request *request, const char *what,
	       const char *id, uint32_t *node, const char **why);

/* The parent of a node that was read, as text; NULL: it has none of that number. */
const char *pull_parent(struct pull_asking *asking, uint32_t node, uint32_t number);

/* Where the commit is among change.requests; SIZE_MAX: it is none of their commits. */
size_t pull_place(const struct pull_asking *asking, const char *commit);

/* false: the comparisons before were too much work, says *why. */
bool pull_may_ask(const struct pull_asking *asking, const char **why);

/*
 * What an answer proves, which is paid for here. Unless PROOF_YES, *why: which paths differ or
 * conflict, or what kept us from finding out.
 */
enum proof pull_proof(struct pull_asking *asking, bool good, const struct merge_answer *answer,
		      const struct error *err, const char **why);

/* Does the merge follow from its two parents? */
enum proof pull_merge_is_clean(struct pull_asking *asking, const char *merge, const char **why);

#endif
