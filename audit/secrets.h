/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does something that is to be handed over hold a secret? Looks for tokens and private keys in the
 * forms that their issuers made to be found. What it does not know it does not find: a password
 * has no form.
 */
#ifndef AUDIT_SECRETS_H
#define AUDIT_SECRETS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/node.h"

struct arena;

struct secret_place {
	const char *kind;    /* "a token of GitHub"; the secret itself is never repeated */
	size_t line, column; /* from 1 */
};

/* Is one in these bytes? The first. */
bool secret_find(const char *bytes, size_t length, struct secret_place *place);

/* Is one in any text of a document? *pointer (RFC 6901) says in which. */
bool secret_find_in(struct arena *arena, const struct node *root, struct secret_place *place,
		    const char **pointer);

#endif
