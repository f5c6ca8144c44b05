/* SPDX-License-Identifier: Apache-2.0 */
/* Does what the tracker says of a ticket satisfy the policy? (controls A2) */
#ifndef CHECKS_TICKET_TRACKED_H
#define CHECKS_TICKET_TRACKED_H

#include "checks/ticket_people.h"

/* What there is to say of one ticket. */
struct ticket_opinion {
	int verdict; /* enum verdict: PASS, FAIL or UNKNOWN */
	const char *code;
	const char *because; /* safe to show, as is `fix` */
	const char *fix;
	LIST(struct note) notes;
	const struct tracked_ticket *ticket; /* what it is of; NULL: nothing was said of it */
};

struct ticket_case {
	struct judgement *judgement;
	struct arena *arena;
	const struct ticket_rules *rules;
	const struct ticket_side *side;
	const struct tracker_facts *facts;
	const struct tracked_ticket *ticket;
	const char *name; /* as it was named; safe to show */
	struct ticket_opinion *out;
};

/* Why the tracker's facts tell nothing, whatever is asked; NULL: they may. */
const char *tracker_problem(struct judgement *judgement, const struct tracker_facts *facts);

/* What every ticket has and this one did not say, of one that is no change request; or NULL. */
const char *tracked_ticket_lacks(const struct tracked_ticket *ticket, int tracker);

/* Why its transitions are not known; NULL: they are. */
const char *tracked_history_problem(const struct tracked_ticket *ticket);

/* Of a key that may count: fills the opinion. */
void ticket_judge(struct judgement *judgement, const struct ticket_side *side, const char *key,
		  struct ticket_opinion *out);

/* Says this unless something as bad was said. */
void ticket_say(struct ticket_case *ticket, enum verdict verdict, const char *code,
		const char *because, const char *fix);
void ticket_note(struct ticket_case *ticket, const char *code, const char *text);

#endif
