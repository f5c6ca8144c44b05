/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which tickets does a change request name, and what is to be said of each? The policy's words
 * first (source, project, catch-alls, grade), then its tracker.
 */
#ifndef CHECKS_TICKET_NAMED_H
#define CHECKS_TICKET_NAMED_H

#include "checks/ticket_tracked.h"

/* Why a mention does not count, weakest excuse first: the nearest miss is reported. */
enum ticket_miss {
	TICKET_NONE_FOUND,
	TICKET_SOURCE,
	TICKET_PROJECT,
	TICKET_DENIED,
	TICKET_GRADE,
	TICKET_COUNTS,
};

struct named_ticket {                             /* by one key */
	const struct ticket_reference *reference; /* the mention that comes nearest to counting */
	size_t at;                                /* of tickets.references */
	int miss;                                 /* enum ticket_miss */
	struct ticket_opinion opinion;            /* TICKET_COUNTS: what is to be said of it */
};

struct named_tickets {
	LIST(struct named_ticket) all; /* in the order of their first mention */
};

/* By the policy's words alone. */
int ticket_weigh(const struct judgement *judgement, const struct ticket_reference *reference);

void ticket_list_named(struct judgement *judgement, const struct change_index *index,
		       const struct change_request *request, struct named_tickets *out);

/* Fills the opinions. */
void ticket_ask_opinions(struct judgement *judgement, const struct change_index *index,
			 const struct change_request *request, struct named_tickets *named);

/*
 * The ticket that the change request stands on: of several any one that counts, or, where the
 * policy wants all of them, the worst. NULL: it names none.
 */
const struct named_ticket *ticket_decisive(const struct judgement *judgement,
					   const struct named_tickets *named);

/* What kept it from counting: FAIL for words of the policy, else the opinion's. */
int ticket_verdict(const struct named_ticket *named);

#endif
