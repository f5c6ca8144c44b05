/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who contributed to a change request? Author, committer, co-authors and signer of every commit
 * that adds content, whatever the commit claims of the others. A merge adds nothing if its tree is
 * what merging gives: merging is not authoring. Of a squashed or rebased commit, whoever
 * contributed to what became it, which only the tag that names that shows.
 */
#ifndef CHECKS_CONTRIBUTORS_H
#define CHECKS_CONTRIBUTORS_H

#include "checks/traits.h"
#include "core/change_index.h"

struct contributor {
	const struct person *person;
	const struct commit *commit;
	const char *how;         /* "wrote", "committed", "signed", "co-wrote", ... */
	const char *fingerprint; /* of the key that signed, or NULL */
	struct traits traits;
};

struct contributions {
	LIST(const struct commit *) commits; /* that add content, oldest first */
	LIST(struct contributor) people;     /* by commit, in that order */
};

bool adds_content(const struct commit *commit);

/* The request's commit is what that one became by squashing or rebasing. */
bool is_of_other_commits(const struct approval *approval);

void contributions_of_request(struct arena *arena, const struct change_index *index,
			      const struct change_request *request, struct contributions *out);

/* The first commit that its author has not signed and committed (see signature.h), or NULL. */
const struct commit *first_unproven(const struct contributions *contributions, bool trusting);

/* The first commit whose signature is in this state, or NULL. */
const struct commit *first_signed(const struct contributions *contributions, int state);

#endif
