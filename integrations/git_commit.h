/* SPDX-License-Identifier: Apache-2.0 */
/* What does a raw commit object say? Pure: hostile bytes in, spans of them out. */
#ifndef INTEGRATIONS_GIT_COMMIT_H
#define INTEGRATIONS_GIT_COMMIT_H

#include "base/error.h"
#include "base/limits.h"
#include "integrations/git_objects.h"

/* Not terminated; points into the object. */
struct raw_text {
	const char *at;
	size_t length;
};

struct raw_ident {
	struct raw_text name, address; /* trimmed */
	int64_t time;                  /* 0 if there is none that makes sense */
};

struct raw_commit {
	struct object_id tree;
	struct object_id parents[LIMIT_PARENTS];
	size_t parent_count;
	struct raw_ident author, committer;
	struct raw_text encoding; /* of the message; empty: UTF-8 */
	struct raw_text message;
};

/* "Name <mail> 1700000000 +0100", as far as it has that form. */
void raw_ident_parse(struct raw_text value, struct raw_ident *ident);

/*
 * Headers in git's order: tree, parents, author, committer, others. Names, addresses and times may
 * be any bytes, as they were in old histories; the rest is ERROR_UNAVAILABLE if it is not
 * well-formed.
 */
bool raw_commit_parse(const char *bytes, size_t length, struct raw_commit *commit,
		      struct error *err);

#endif
