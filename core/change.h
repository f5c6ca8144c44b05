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
#include "core/availability.h"
#include "core/inheritance.h"
#include "core/person.h"
#include "core/promoted.h"

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
	MERGE_CLEAN,      /* two parents; the tree is what merging them gives */
	MERGE_RESOLVED,   /* two parents that conflict: somebody chose, there and nowhere else */
	MERGE_EVIL,       /* two parents, and something that merging them does not give */
	MERGE_UNVERIFIED, /* two parents, and the tree is not shown to follow from them */
	MERGE_OCTOPUS,    /* more than two parents */
};

/* What is known of a signature under a commit or a tag. No signature: no struct. */
enum signature_state {
	SIGNATURE_VERIFIED, /* by a key that the allowed signers list, before and after the range */
	SIGNATURE_UNLISTED, /* by a key that is not allowed (now, or for git): not verified */
	SIGNATURE_BAD,      /* not over these bytes, or broken */
	SIGNATURE_OPENPGP,  /* not verified by this version */
	SIGNATURE_X509,     /* not verified by this version */
};

struct signature {
	int state;               /* enum signature_state */
	const char *fingerprint; /* of the key, or NULL */
	struct person *signer;   /* SIGNATURE_VERIFIED: whose key it is; else NULL */
	const char *why;         /* not verified: what is wrong; else NULL */
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
	struct texts merge_paths;       /* of a RESOLVED or EVIL merge: at most ten of the paths */
	const char *merge_why;          /* of an UNVERIFIED merge: why it was not recomputed */
	bool is_signed;                 /* equals signature != NULL: a lost signer is noticed */
	struct signature *signature;    /* NULL: not signed */
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
	int64_t gate_count;   /* equals gate.count */
	struct texts gate;    /* the gate's own files among them (core/scope.h), always read */
	struct inheritance *inherits; /* NULL: nothing, or the policy does not ask */
	struct digest_moves *moves;   /* NULL: the policy does not ask */
};

/* What a reviewer of a diff cannot see, or is not shown. */
enum opaque_kind {
	OPAQUE_BINARY,
	OPAQUE_LFS, /* a pointer to a file kept elsewhere */
	OPAQUE_OVERSIZED,
	OPAQUE_VENDORED,
	OPAQUE_GENERATED,
	OPAQUE_HIDDEN, /* text that attributes keep out of diffs */
};

struct opaque_change {
	const char *commit; /* of the change request */
	const char *path;
	int kind;             /* enum opaque_kind */
	bool hidden_by_range; /* shown before: attributes of the range itself hide it */
};

struct opaque_changes {
	struct availability availability;
	int64_t count; /* equals all.count */
	LIST(struct opaque_change) all;
};

/* Does anything in the clone make git see another history than its objects tell? */
struct clone_facts {
	struct availability availability;
	int64_t count;        /* equals altered.count */
	struct texts altered; /* one sentence each */
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
	RANGE_REQUEST, /* no deploy: one change request, before or after it is merged. Advice only
			*/
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
	struct opaque_changes opaque;
	struct clone_facts clone;
};

extern const char *const range_names[]; /* of enum range_kind; NULL-terminated */
extern const char *const signature_names[];
extern const char *const opaque_names[];
extern const struct fields signature_fields;
extern const struct fields key_fields;
extern const struct fields change_fields;

/* Index of the commit with this id, or -1. */
int64_t change_find_commit(const struct change *change, const char *id);

#endif
