/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the tree of a commit follow from the commits that it joins, or did somebody add to it?
 * Merges, squashes and rebased commits are done again in memory, from raw objects.
 */
#ifndef INTEGRATIONS_GIT_MERGE_H
#define INTEGRATIONS_GIT_MERGE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/list.h"
#include "integrations/git_made.h"

enum merge_outcome {
	MERGE_OUTCOME_SAME,     /* exactly what merging gives */
	MERGE_OUTCOME_DIFFERS,  /* something else, at a path where nothing conflicts */
	MERGE_OUTCOME_CONFLICT, /* somebody had to choose, and everything else follows */
	MERGE_OUTCOME_UNKNOWN,  /* `why` says what kept us from finding out */
};

struct merge_answer {
	enum merge_outcome outcome;
	/* That differ, or else that conflict; valid UTF-8, at most LIMIT_MERGE_PATHS. */
	struct texts paths;
	const char *why; /* NULL unless unknown */
	/* Also when unknown; for a caller who asks many questions and wants an end. */
	struct merge_effort effort;
};

/* Does the tree of `commit`, which has two parents, follow from them? */
bool merge_recompute(struct arena *arena, struct git *git, const char *commit,
		     struct merge_answer *answer, struct error *err);

/* Is it what merging `head` into the only parent of `commit` gives? */
bool squash_recompute(struct arena *arena, struct git *git, const char *commit, const char *head,
		      struct merge_answer *answer, struct error *err);

/* Is it what the change from `original`'s only parent to `original` gives on top of that parent? */
bool pick_recompute(struct arena *arena, struct git *git, const char *commit, const char *original,
		    struct merge_answer *answer, struct error *err);

/*
 * Is the tree of `result` what the change from `from` to `to` gives on top of `onto`? Of four
 * commits: whether one descends from another is not asked. If `result` is `onto`: is the change
 * there already?
 */
bool carry_recompute(struct arena *arena, struct git *git, const char *from, const char *to,
		     const char *onto, const char *result, struct merge_answer *answer,
		     struct error *err);

#endif
