/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a change request do nothing but move digests of artefacts, and what does the ledger have of
 * them? In a repository that only says what runs, such a request promotes what a record of its own
 * has judged already. Facts only; checks/promoted.c judges them.
 */
#ifndef CORE_PROMOTED_H
#define CORE_PROMOTED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fields.h"
#include "base/list.h"
#include "core/availability.h"

struct placed; /* core/evidence.h */

#define DIGEST_BEFORE_COMMITS 10000 /* along first parents: those before that are not looked at */

struct digest_move {
	const char *path;
	const char *from, *to; /* "sha256:..." */
	const char *held_at; /* newest earlier commit of the branch whose file had `to` where it is
				no more; NULL: none of the last DIGEST_BEFORE_COMMITS */
	bool is_new;         /* the branch was looked through, and none had it */
};

/* What a first-parent commit does to its first parent. */
struct digest_moves {
	const char *why;                /* NULL: it does nothing else; else what it does beside */
	int64_t move_count;             /* equals moves.count */
	LIST(struct digest_move) moves; /* each once for a path; none unless it does nothing else */
};

/* An artefact in the chain of a key. */
struct artifact_record {
	const char *artifact; /* "sha256:..." */
	const char *repository, *service, *environment;
	struct availability availability; /* UNAVAILABLE: the ledger could not tell */
	struct placed *passed;  /* newest deployment with it that passed in full; or NULL */
	struct placed *placed;  /* newest record that put it in place, whatever its kind; or NULL */
	bool stayed;            /* the key has not gone back from `passed` */
	const char *left_by;    /* id of the record by which it has; or NULL */
	struct placed *excused; /* newest record before `passed`, and after what one of the requests
				   replaces by it, that did not pass in full; or NULL */
	bool unbroken;          /* all of these were read, and each passed in full */
	bool built;             /* `passed` shows that it was built from its commit */
	int64_t included;       /* `passed` was in the ledger no earlier; 0: not known */
};

struct workload_file {
	const char *path;
	bool names; /* it has the digest that is asked about */
};

/* Which files of the deployed commit name the deployed artefact? */
struct workload_files {
	struct availability availability;
	int64_t count;                  /* equals all.count */
	LIST(struct workload_file) all; /* that promotions may change */
};

extern const struct fields workload_files_fields;
extern const struct fields digest_moves_fields;
extern const struct fields artifact_record_fields;

#endif
