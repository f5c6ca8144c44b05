/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What would this deploy bring? The commits that are reachable from the deployed commit and not
 * from the one in place, grouped by the first-parent commits that brought them (change requests).
 * Facts only; checks/change.c judges them. Commit and tree ids are 40 lower-case hex digits.
 */
#ifndef CORE_CHANGE_H
#define CORE_CHANGE_H

#include <stdint.h>

#include "base/fields.h"
#include "base/list.h"
#include "core/person.h"

/* Records form one chain per key. */
struct key {
	const char *repository;
	const char *service;
	const char *environment;
};

bool key_equal(const struct key *a, const struct key *b);

struct trailer {
	const char *key;
	const char *value; /* unfolded, trimmed */
};

/* What is known of the content that a commit adds by being a merge. Parent count decides. */
enum merge_content {
	MERGE_NONE,       /* at most one parent */
	MERGE_TRIVIAL,    /* two parents, the first an ancestor of the second, the second's tree */
	MERGE_UNVERIFIED, /* two parents, and the tree is not shown to follow from them */
	MERGE_OCTOPUS,    /* more than two parents */
};

struct commit {
	const char *id;
	const char *tree;
	struct texts parents;
	struct person author;
	struct person committer;
	const char *subject;
	int64_t trailer_count; /* equals trailers.count: a lost co-author is noticed */
	LIST(struct trailer) trailers;
	LIST(struct person) co_authors; /* one for each Co-authored-by trailer, after the mailmap */
	int merge;                      /* enum merge_content */
};

enum request_kind { REQUEST_DIRECT, REQUEST_MERGE };

/* In plain git: one first-parent commit and what it brought. */
struct change_request {
	int kind;             /* enum request_kind: by parent count, never by message */
	const char *commit;   /* the first-parent commit */
	const char *head;     /* second parent; of a direct commit the commit itself */
	const char *title;    /* subject of `commit` */
	struct texts commits; /* all commits it brought, `commit` included, oldest first */
	bool paths_known;     /* asked for, few enough, and all add up to what changes */
	int64_t path_count;   /* equals paths.count */
	struct texts paths;   /* changed between the first parent and `commit` */
};

struct submodule_change {
	const char *path;
	const char *from; /* NULL if new */
	const char *to;   /* NULL if removed */
};

enum range_kind {
	RANGE_UNDECLARED, /* the policy does not know the service or environment: nothing was read
			   */
	RANGE_FIRST,      /* no record in place: a baseline */
	RANGE_SAME,       /* head is what is in place */
	RANGE_FORWARD,    /* what is in place is an ancestor of head */
	RANGE_BACKWARD,   /* head is an ancestor of what is in place */
	RANGE_DIVERGED,
};

struct range {
	int kind;             /* enum range_kind */
	const char *previous; /* commit in place; NULL for RANGE_FIRST and RANGE_UNDECLARED */
	const char *record;   /* payload digest of the record in place */
	int64_t commit_count; /* equals commits.count: a missing commit is noticed */
	int64_t request_count;
	int64_t submodule_count;
};

struct change {
	struct key key;
	const char *head;
	const char *tree;
	struct range range;
	LIST(struct commit) commits;          /* newest first, parents after children */
	struct texts boundary;                /* parents of `commits` that are outside the range */
	LIST(struct change_request) requests; /* oldest first */
	LIST(struct submodule_change) submodules; /* between previous and head */
};

extern const char *const range_names[]; /* of enum range_kind; NULL-terminated */
extern const struct fields key_fields;
extern const struct fields change_fields;

/* Index of the commit with this id, or -1. */
int64_t change_find_commit(const struct change *change, const char *id);

#endif
