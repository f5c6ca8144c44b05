/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a tracker say of the tickets that a change names? One row for each key that it was
 * asked about. Facts only, as it answered; checks/ judges them.
 *
 * ABSENT means that it has no such ticket or does not show it to our token: trackers do not tell
 * these apart. Times are the tracker's. People are its immutable ids; names are decoration. Whose
 * account at the forge somebody is, a tracker does not know.
 */
#ifndef CORE_TRACKER_H
#define CORE_TRACKER_H

#include <stdint.h>

#include "base/fields.h"
#include "base/list.h"
#include "core/availability.h"

enum tracked_state { TRACKED_UNKNOWN, TRACKED_ABSENT, TRACKED_FOUND };
enum ticket_category { CATEGORY_UNKNOWN, CATEGORY_TODO, CATEGORY_IN_PROGRESS, CATEGORY_DONE };
enum ticket_decision { DECISION_PENDING, DECISION_DECLINED, DECISION_APPROVED };

struct tracker_person {
	const char *id;      /* accountId, user key, sys_id, number; NULL: not told */
	const char *name;    /* decoration; "": not told */
	const char *address; /* that the tracker has verified; "": not told */
	bool machine;        /* an app or a rule, which nobody stands behind */
};

struct ticket_transition { /* from one status to another */
	const char *from, *to;
	const char *to_id;
	int from_category, to_category; /* enum ticket_category */
	int64_t time;
	struct tracker_person *by; /* who did it, not what a field says; NULL: nobody known */
};

struct ticket_approval {
	struct tracker_person *person;
	int decision;       /* enum ticket_decision */
	int64_t time;       /* 0: not told */
	const char *source; /* "approval", "field" */
};

struct ticket_window { /* in which the change may be made; 0: not told */
	int64_t start, end;
};

struct tracked_ticket {
	const char *asked; /* the key as it was asked */
	int state;         /* enum tracked_state */
	const char *why;   /* of UNKNOWN and ABSENT */
	const char *key;   /* its own, now */
	const char *id;
	bool moved;      /* it had the key that was asked, before it got another one */
	bool is_request; /* the forge has a change request by that number, no issue */
	const char *project;
	const char *type;
	const char *url;
	const char *status;
	const char *status_id;
	int category;    /* enum ticket_category: of the status */
	int64_t entered; /* when it came into this status; 0: not told */
	struct tracker_person *entered_by;
	int64_t created;
	struct tracker_person *creator;
	struct availability history; /* of its transitions */
	int64_t transition_count;
	LIST(struct ticket_transition) transitions; /* oldest first */
	struct availability approvals_known;
	int64_t approval_count;
	LIST(struct ticket_approval) approvals;
	struct ticket_window *window; /* NULL: it has none */
	bool on_hold;
};

struct tracker_facts {
	struct availability availability; /* UNAVAILABLE: nothing at all could be asked */
	const char *kind;                 /* "jira-cloud" */
	const char *url;                  /* where it was asked */
	const char *host;
	int64_t count; /* equals tickets.count */
	LIST(struct tracked_ticket) tickets;
};

extern const char *const ticket_category_names[];
extern const struct fields tracker_fields;

/* What the tracker says of a key; NULL: it was not asked. */
const struct tracked_ticket *tracker_find(const struct tracker_facts *facts, const char *asked);

/* The status that a ticket had at this time; NULL: its history does not tell. */
const char *tracked_status_at(const struct tracked_ticket *ticket, int64_t time, int *category);

#endif
