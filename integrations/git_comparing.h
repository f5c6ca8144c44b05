/* SPDX-License-Identifier: Apache-2.0 */
/* How do a tagged head and a commit compare? What git_carried.c and git_spent.c ask of both. */
#ifndef INTEGRATIONS_GIT_COMPARING_H
#define INTEGRATIONS_GIT_COMPARING_H

#include "integrations/git_carried.h"
#include "integrations/git_tree.h"

/* A tag that may approve what another commit has, or its head. */
struct candidate {
	const struct approving_tag *tag;
	struct object_id tree;
	struct texts subjects; /* its own, then those of first parents; at most MOST_SUBJECTS */
	const char *author;    /* "Name <address>" as written */
};

/* A direct change request, or a commit before one. */
struct target {
	const struct commit *commit;
	size_t request;
	struct tree_entry first; /* what it changes first; kind and id, unless removed */
	const char *path;        /* of that; NULL: nothing */
	bool removed;
	const char *author;
	char digest[65]; /* "" until it is needed */
};

struct comparing {
	struct arena *arena;
	struct git *git;
	const struct change *change;
	const struct signing *signing;
	LIST(struct candidate) candidates; /* the youngest first */
	LIST(struct target) targets;       /* oldest first */
	LIST(struct target *) before;      /* by number of the graph's nodes; NULL: not read yet */
	struct carried_list *found;
	size_t comparisons, looked_at;
};

/* What cannot be read is false in all of these. */
bool comparing_read(struct comparing *comparing, const char *id, struct object_id *tree,
		    const char **author, const char **subject);
bool candidate_read(struct comparing *comparing, struct candidate *candidate);
bool target_read(struct comparing *comparing, const struct commit *commit, struct target *target);

/* One of LIMIT_CARRIED comparisons; false: there were that many. */
bool comparing_spend(struct comparing *comparing);

/* Is it worth merging again? The tagged head has the very file that the commit has. */
bool has_first_file(struct comparing *comparing, const struct candidate *candidate,
		    const struct target *target);

/* The same lines at the same places; or, on a base that moved, what merging gives. */
bool same_change(struct comparing *comparing, struct target *target, const char *commit);

/* The only parent of a tagged commit, as text. */
bool only_parent(struct comparing *comparing, const char *commit, char parent[41]);

/* Was it there before the target? */
bool is_in_branch(struct comparing *comparing, const struct target *target, const char *commit);

#endif
