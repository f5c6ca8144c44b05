/* SPDX-License-Identifier: Apache-2.0 */
/* Which refs are meant, and is there what should be there? Shared by the git_remote*.c files. */
#ifndef INTEGRATIONS_GIT_REMOTE_REFS_H
#define INTEGRATIONS_GIT_REMOTE_REFS_H

#include "integrations/git_remote.h"

/* "refs/heads/a:refs/heads/b"; anything else is ERROR_BUG. */
struct ref_pair {
	const char *there, *here;
};
bool ref_pair_read(struct arena *arena, const char *text, struct ref_pair *pair, struct error *err);

/* Adds a ref to a list, unless nobody would ask for it; ERROR_UNAVAILABLE over the limit. */
bool remote_refs_add(struct arena *arena, const char *name, const char *id,
		     struct remote_refs *refs, struct error *err);

/* ERROR_CONFLICT unless `before` (hex, NULL: anything) is what is there (hex). */
bool check_before(const char *ref, const char *before, const char *there, struct error *err);

struct git_oid;

/* Points a ref of our own somewhere, wherever it pointed before. */
bool own_ref_set(struct git_repository *own, const char *name, const struct git_oid *id,
		 struct error *err);

#endif
