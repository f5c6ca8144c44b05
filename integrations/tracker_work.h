/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is at work while a tracker is asked? Each tracker is one file that ends in a `struct
 * tracker`: which token it takes, and how it asks. Rows of facts->tickets begin as UNKNOWN; who
 * asks fills those that were answered.
 */
#ifndef INTEGRATIONS_TRACKER_WORK_H
#define INTEGRATIONS_TRACKER_WORK_H

#include "base/buffer.h"
#include "base/node.h"
#include "integrations/secret.h"
#include "integrations/tracker.h"

struct tracker_work {
	struct arena *arena;
	const struct tracker_question *question;
	const struct ticket_rules *rules;
	struct http *http;
	struct secret token;
	const char *token_prefix;
	const char *base; /* address, without slashes at the end */
	const char *host;
	struct tracker_facts *facts;
};

struct tracker {
	const char *token; /* name of the variable; "<name>_FILE" and "<name>_HOST" go with it */
	const char *user;  /* variable of the account for basic authentication; NULL: none */
	void (*ask)(struct tracker_work *work);
};

extern const struct tracker jira_cloud_tracker;
extern const struct tracker jira_data_center_tracker;
extern const struct tracker servicenow_tracker;

/* One request of several that are sent at once. */
struct tracker_request {
	const char *path;   /* behind the base; with the query */
	const char *body;   /* of a POST; NULL: GET */
	const char *absent; /* what a 404 means, where it is an answer; NULL: a failure */
	size_t tag;         /* the caller's */
	/* The outcome. */
	const struct node *root; /* NULL: `why` says why not, or it is_absent */
	bool is_absent;
	const char *why; /* with the request's name */
	const char *label;
	int64_t total_count; /* X-Total-Count; -1: not said */
};

struct tracker_requests {
	LIST(struct tracker_request) all;
};

void tracker_send(struct tracker_work *work, struct tracker_requests *requests);

/* Whatever is still open of rows [from, to) stays UNKNOWN for this reason. */
void tracker_leave(struct tracker_work *work, size_t from, size_t to, const char *why);

/* The row for this key, or NULL. */
struct tracked_ticket *tracker_row(struct tracker_work *work, const char *key);

/* End of the rows that one request asks for, from `from` on. */
size_t tracker_part(const struct tracker_work *work, size_t from);

#endif
