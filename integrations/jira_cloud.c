/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does Jira Cloud say of tickets? A hundred of them in one request, all parts at once, and
 * beside them the categories of statuses. A ticket comes with what was done to it of late: where
 * that may not be all, its history is asked for (developer.atlassian.com: POST issue/bulkfetch,
 * changelog/bulkfetch, GET status).
 */
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/jira.h"
#include "integrations/jira_approvals.h"

#define HISTORIES_AT_ONCE 1000 /* issues of one request for histories */
#define SURELY_WHOLE 40        /* fewer changes than this come with an issue: no page was cut */

/* ---- issues ---- */

static const char *
ask_for_part(struct jira *jira, size_t from)
{
	struct tracker_work *work = jira->work;
	RELEASED_BY(buffer_release) struct buffer body = {0};
	size_t end = tracker_part(work, from);

	buffer_add_text(&body, "{\"expand\":[\"changelog\"],\"fields\":[" JIRA_FIELDS
			       "],\"issueIdsOrKeys\":[");
	for (size_t i = from; i < end; i++) {
		if (i > from)
			buffer_add_byte(&body, ',');
		json_write_text(&body, work->facts->tickets.at[i].asked);
	}
	buffer_add_text(&body, "]}");
	return arena_text(work->arena, body.bytes);
}

/* Nobody says how many changes come with an issue: a page that could be full may lack some. */
static bool
comes_with_history(struct jira *jira, const struct node *issue)
{
	struct tracker_reading reading = {jira->work->arena, NULL};
	const struct node *log = tracker_map_or_null(&reading, issue, "changelog");
	int64_t count = 0;

	for (const struct node *each = log ? tracker_list(&reading, log, "histories") : NULL; each;
	     each = each->next)
		count++;
	return log && tracker_count(&reading, log, "total") == count &&
	       tracker_count(&reading, log, "startAt") == 0 && !reading.why && count < SURELY_WHOLE;
}

/* An issue of another key than any that was asked is one that was moved. */
static const char *
take_issue(struct jira *jira, const struct node *issue, bool *moved)
{
	const struct node *key = node_get(issue, "key");
	struct tracked_ticket *row =
		key && key->kind == NODE_TEXT ? tracker_row(jira->work, key->text) : NULL;
	const char *why;

	if (!row) {
		*moved = true;
		return NULL;
	}
	why = jira_read_issue(jira, issue, row);
	if (why)
		row->why = why;
	else if (comes_with_history(jira, issue))
		jira_read_history(jira, issue, row);
	return why;
}

static void
take_part(struct jira *jira, const struct tracker_request *request, bool *moved)
{
	struct tracker_work *work = jira->work;
	struct tracker_reading reading = {work->arena, NULL};
	size_t end = tracker_part(work, request->tag);
	const struct node *issues;

	if (request->why) {
		tracker_leave(work, request->tag, end, request->why);
		return;
	}
	issues = tracker_list(&reading, request->root, "issues");
	tracker_list(&reading, request->root, "issueErrors");
	for (const struct node *each = issues; each && !reading.why; each = each->next)
		take_issue(jira, each, moved);
	if (reading.why)
		tracker_leave(work, request->tag, end,
			      arena_format(work->arena, "%s: %s", request->label, reading.why));
}

static bool
ask_issues(struct jira *jira)
{
	struct tracker_work *work = jira->work;
	struct tracker_requests requests = {0};
	bool moved = false;

	LIST_ADD(work->arena, &requests.all)->path = "/rest/api/3/status";
	for (size_t at = 0; at < work->facts->tickets.count; at = tracker_part(work, at))
		*LIST_ADD(work->arena, &requests.all) =
			(struct tracker_request){.path = "/rest/api/3/issue/bulkfetch",
						 .body = ask_for_part(jira, at),
						 .tag = at};
	tracker_send(work, &requests);
	jira_take_statuses(jira, &requests.all.at[0]);
	for (size_t i = 1; i < requests.all.count; i++)
		take_part(jira, &requests.all.at[i], &moved);
	return moved;
}

/* ---- histories ---- */

struct histories {
	struct jira *jira;
	struct tracker_reading reading;
};

/* Whatever did not come with the issue, or does not lead to where the ticket is. */
static bool
needs_history(const struct tracked_ticket *row)
{
	return row->state == TRACKED_FOUND && row->history.state != KNOWN;
}

/* A ticket that was asked by two keys has two rows. */
static void
read_history(struct histories *histories, const struct node *log)
{
	const char *id = tracker_name(&histories->reading, log, "issueId");
	const struct node *changes = tracker_list(&histories->reading, log, "changeHistories");
	struct tracker_work *work = histories->jira->work;

	for (size_t i = 0; i < work->facts->tickets.count && !histories->reading.why; i++) {
		struct tracked_ticket *row = &work->facts->tickets.at[i];

		if (!needs_history(row) || !text_equal(row->id, id))
			continue;
		for (const struct node *each = changes; each; each = each->next)
			jira_read_change(histories->jira, &histories->reading, each, row);
	}
}

/* Next page, or NULL: that was the last one. */
static const char *
read_page(struct histories *histories, const struct tracker_request *request)
{
	const struct node *logs =
		tracker_list(&histories->reading, request->root, "issueChangeLogs");

	for (const struct node *each = logs; each && !histories->reading.why; each = each->next)
		read_history(histories, each);
	return tracker_name_or_null(&histories->reading, request->root, "nextPageToken");
}

static const char *
ask_for_histories(struct jira *jira, const struct texts *ids, size_t from, const char *page)
{
	RELEASED_BY(buffer_release) struct buffer body = {0};

	buffer_add_byte(&body, '{');
	if (!jira->work->rules->approval.field)
		buffer_add_text(&body, "\"fieldIds\":[\"status\"],");
	buffer_add_text(&body, "\"issueIdsOrKeys\":[");
	for (size_t i = from; i < ids->count && i < from + HISTORIES_AT_ONCE; i++) {
		if (i > from)
			buffer_add_byte(&body, ',');
		json_write_text(&body, ids->at[i]);
	}
	buffer_add_text(&body, "],\"maxResults\":10000");
	if (page) {
		buffer_add_text(&body, ",\"nextPageToken\":");
		json_write_text(&body, page);
	}
	buffer_add_byte(&body, '}');
	return arena_text(jira->work->arena, body.bytes);
}

/* All pages of one part; NULL, or why it is not whole. */
static const char *
ask_part_of_histories(struct histories *histories, const struct texts *ids, size_t from)
{
	struct tracker_work *work = histories->jira->work;
	const char *page = NULL;

	for (int round = 0; round < LIMIT_FORGE_PAGES; round++) {
		struct tracker_requests requests = {0};
		struct tracker_request *request = LIST_ADD(work->arena, &requests.all);

		*request = (struct tracker_request){
			.path = "/rest/api/3/changelog/bulkfetch",
			.body = ask_for_histories(histories->jira, ids, from, page)};
		tracker_send(work, &requests);
		if (request->why)
			return request->why;
		page = read_page(histories, request);
		if (histories->reading.why)
			return arena_format(work->arena, "%s: %s", request->label,
					    histories->reading.why);
		if (!page)
			return NULL;
	}
	return "the histories of the tickets have more pages than are read";
}

static void
ask_histories(struct jira *jira)
{
	struct tracker_work *work = jira->work;
	struct histories histories = {jira, {work->arena, NULL}};
	struct texts ids = {0};
	const char *why = NULL;

	for (size_t i = 0; i < work->facts->tickets.count; i++) {
		struct tracked_ticket *row = &work->facts->tickets.at[i];

		if (!needs_history(row))
			continue;
		row->transitions.count = row->approvals.count = 0;
		texts_add(work->arena, &ids, row->id);
	}
	for (size_t at = 0; at < ids.count && !why; at += HISTORIES_AT_ONCE)
		why = ask_part_of_histories(&histories, &ids, at);
	for (size_t i = 0; i < work->facts->tickets.count; i++)
		if (needs_history(&work->facts->tickets.at[i]))
			jira_end_history(jira, &work->facts->tickets.at[i], why);
}

static void
ask(struct tracker_work *work)
{
	struct jira jira = {.work = work, .cloud = true};
	bool moved = ask_issues(&jira);

	jira_ask_open(&jira, moved);
	ask_histories(&jira);
	jira_ask_approvals(&jira);
}

const struct tracker jira_cloud_tracker = {
	.token = "CHANGEGATE_JIRA_TOKEN",
	.user = "CHANGEGATE_JIRA_USER",
	.ask = ask,
};
