/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is behind a name and an address? Joins what the mailmap, the policy's identities and the
 * allowed signers say belongs to one person, as they are now and as they were at the commit in
 * place. Each of them may say that two are one, never that one is two; so what any version said is
 * kept, for excluding.
 */
#ifndef INTEGRATIONS_PEOPLE_H
#define INTEGRATIONS_PEOPLE_H

#include "base/arena.h"
#include "base/list.h"
#include "core/person.h"
#include "integrations/mailmap.h"

struct alias {
	const char *id;    /* an address, as address_to_id() has it */
	const char *first; /* that of the person */
};

struct aliases {
	LIST(struct alias) all; /* sorted by id */
};

/* All these addresses are one person; so are those whom they were joined with before. */
void aliases_join(struct arena *arena, struct aliases *aliases, const struct texts *addresses);

struct naming {
	const struct mailmap *mailmap; /* NULL: none */
	struct aliases aliases;
};

struct people {
	struct naming now;
	struct naming before; /* where `compares` */
	bool compares;        /* there is a commit in place */
};

/* The id is the person's first address; see core/person.h for the rest. */
void people_resolve(struct arena *arena, const struct people *people, const char *name,
		    const char *address, struct person *person);

#endif
