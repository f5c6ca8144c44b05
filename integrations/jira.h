/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do both kinds of Jira say alike? An issue with its history. They differ in who people are:
 * accountId at Jira Cloud, whose mail addresses Atlassian has verified; a key at a Data Center,
 * where people may set the address of their own account to anybody's.
 */
#ifndef INTEGRATIONS_JIRA_H
#define INTEGRATIONS_JIRA_H

#include "integrations/tracker_read.h"
#include "integrations/tracker_work.h"

#define JIRA_FIELDS "\"status\",\"issuetype\",\"project\",\"created\",\"creator\""

struct jira {
	struct tracker_work *work;
	bool cloud;
	const struct node *statuses; /* GET /status: the first of them; NULL: not told */
};

/* NULL: missing or null. */
struct tracker_person *jira_read_person(struct jira *jira, struct tracker_reading *reading,
					const struct node *map, const char *key);

/* An issue into its row: all but its history. Leaves the row as it is, and says why. */
const char *jira_read_issue(struct jira *jira, const struct node *issue,
			    struct tracked_ticket *row);

/* One entry of its history: adds what it says of the status, and of the policy's field. */
void jira_read_change(struct jira *jira, struct tracker_reading *reading, const struct node *change,
		      struct tracked_ticket *row);

/* All entries are there: orders them, and sees whether they lead to where the ticket is. `why`:
 * what was wrong with one of them, or NULL. */
void jira_end_history(struct jira *jira, struct tracked_ticket *row, const char *why);

/* The history that comes with an issue at a Data Center. */
void jira_read_history(struct jira *jira, const struct node *issue, struct tracked_ticket *row);

/* `statuses` of GET /rest/api/N/status. */
void jira_take_statuses(struct jira *jira, const struct tracker_request *request);

/*
 * Issues that nobody asked for by their key are those that were moved: each key that is still open
 * is asked by itself. Without such issues an open key is ABSENT.
 */
void jira_ask_open(struct jira *jira, bool moved);

/* The policy asks who approved, by the history of the ticket. */
bool jira_approves_by_history(const struct ticket_rules *rules);

#endif
