/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose signature is under this commit, this tag, these bytes? By the allowed signers that the
 * policy names, as they are at the protected ref, at the commit to deploy, and at the one in place,
 * all of which must agree on whose key it is: a key that comes with the change may not vouch for
 * it, and one that it takes away may not either. A key is judged at the time of the evidence: dates
 * in commits are claims.
 */
#ifndef INTEGRATIONS_GIT_SIGNED_H
#define INTEGRATIONS_GIT_SIGNED_H

#include "core/allowed_signers.h"
#include "core/change.h"
#include "integrations/git_tag.h"
#include "integrations/people.h"

struct signing {
	const struct allowed_signers *now;     /* NULL: the policy names none */
	const struct allowed_signers *at_head; /* NULL: that is the same file */
	const struct allowed_signers *before;  /* NULL: nothing in place, or it named none */
	const struct people *people;
	int64_t time;
};

#define NAMESPACE_GIT "git"
#define NAMESPACE_TESTS "changegate-tests"

/* In the arena; NULL: not signed. */
struct signature *signature_of_commit(struct arena *arena, const struct signing *signing,
				      const char *bytes, size_t length);

/* The same of a commit or tag that was split already. */
struct signature *signature_of_object(struct arena *arena, const struct signing *signing,
				      const struct signed_object *object);

/* A detached SSH signature, armoured, over a message. */
struct signature *signature_of_message(struct arena *arena, const struct signing *signing,
				       const char *namespace, const char *message, size_t length,
				       const char *armoured, size_t armoured_length);

#endif
