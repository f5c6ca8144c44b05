/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where does a ledger in git work? In a bare repository of our own, whose configuration is empty,
 * kept below the clone's git folder so that the next run need not fetch all again; it may be
 * deleted at any time. A ledger that is a branch of the clone itself works in the clone. Only for
 * the store_git*.c files.
 */
#ifndef INTEGRATIONS_STORE_GIT_FOLDER_H
#define INTEGRATIONS_STORE_GIT_FOLDER_H

#include "integrations/git_objects.h"

struct git_place {
	char *path;      /* of the repository */
	char *lock_path; /* beside it */
	bool foreign;    /* the clone's own: nothing but our refs and objects may change */
	bool temporary;  /* deleted in the end */
	int lock;        /* file descriptor; -1: not held */
	unsigned held;   /* how often */
	struct git git;  /* repository NULL: not open yet */
	bool begun;      /* the library */
};

/*
 * `folder`: of the clone's git data, or NULL: somewhere temporary. `identity` tells ledgers apart.
 * `foreign`: the clone itself. Nothing is made before the first lock.
 */
bool git_place_begin(struct git_place *place, const char *folder, const char *identity,
		     bool foreign, struct error *err);
void git_place_end(struct git_place *place);

/*
 * One process of ours at a time, for short: the lock goes with the process. Makes the repository if
 * it is not there, takes away what a killed process has left, and opens it. May be nested.
 */
bool git_place_lock(struct git_place *place, struct error *err);
void git_place_unlock(struct git_place *place);

/* *there is false if there is no such ref. */
bool git_place_ref(struct git_place *place, const char *ref, struct object_id *id, bool *there,
		   struct error *err);

/* Points a ref of ours at a commit, wherever it pointed before. */
bool git_place_set_ref(struct git_place *place, const char *ref, const struct object_id *id,
		       struct error *err);
bool git_place_remove_ref(struct git_place *place, const char *ref, struct error *err);

/* From `before` (NULL: no such ref) to `id` (NULL: removed), or ERROR_CONFLICT. */
bool git_place_move_ref(struct git_place *place, const char *ref, const struct object_id *before,
			const struct object_id *id, struct error *err);

#endif
