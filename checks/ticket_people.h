/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is somebody at the tracker one of those who contributed to a change request? A tracker knows no
 * accounts of the forge: somebody is matched by the policy's identities, or by a mail address that
 * the tracker has verified and that commits tie to an account. Whoever is not matched may be
 * anybody, so is never "somebody else". Names only exclude.
 */
#ifndef CHECKS_TICKET_PEOPLE_H
#define CHECKS_TICKET_PEOPLE_H

#include "core/change_index.h"
#include "core/check.h"

enum relation {
	RELATION_NOBODY,    /* nobody is known, or it is a machine */
	RELATION_SELF,      /* may be a contributor */
	RELATION_UNMATCHED, /* nobody can tell */
	RELATION_OTHER,     /* shown to be somebody else */
};

struct contributing {
	const struct account *account; /* NULL: none is known */
	LIST(struct person) faces;
};

/* The change request that names a ticket. */
struct ticket_side {
	struct arena *arena;
	const struct policy *policy;
	bool forge;             /* a forge tells of it; else git alone */
	const char *why;        /* who contributed is not known; NULL: it is */
	int64_t opened, merged; /* 0: not known, or not merged */
	bool renamed;           /* its title was changed after the merge */
	LIST(struct contributing) contributors;
	bool by_address; /* of the contributor no account is known, so an account tells nothing */
	struct texts known; /* addresses of people that the evidence knows */
};

void ticket_side_of(struct judgement *judgement, const struct change_index *index,
		    const struct change_request *request, struct ticket_side *out);

/*
 * The same of one person instead, who signed or whose account it is; the other is NULL. Whoever
 * signed has the accounts that the forge ties to the address.
 */
void ticket_side_of_person(struct judgement *judgement, const struct person *person,
			   const struct account *account, struct ticket_side *out);

enum relation ticket_relation(const struct ticket_side *side, const struct tracker_facts *facts,
			      const struct tracker_person *person);

/* "Olivia Owen"; safe to show. */
const char *tracker_person_shown(struct arena *arena, const struct tracker_person *person);

#endif
