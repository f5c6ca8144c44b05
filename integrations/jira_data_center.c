/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does Jira at a Data Center say of tickets? A search for a hundred keys at once, with the
 * history of each. Keys have the strict grammar of core/ticket_rules.h, so none says anything to
 * JQL; a key that it does not know must not make it refuse all others (validateQuery).
 */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/jira.h"
#include "integrations/jira_approvals.h"

static const char *
ask_for_part(struct jira *jira, size_t from)
{
	struct tracker_work *work = jira->work;
	RELEASED_BY(buffer_release) struct buffer body = {0};
	size_t end = tracker_part(work, from);

	buffer_add_text(&body, "{\"expand\":[\"changelog\"],\"fields\":[" JIRA_FIELDS
			       "],\"jql\":\"key in (");
	for (size_t i = from; i < end; i++)
		buffer_add_format(&body, "%s%s", i > from ? "," : "",
				  work->facts->tickets.at[i].asked);
	buffer_add_format(&body, ")\",\"maxResults\":%d,\"startAt\":0,\"validateQuery\":false}",
			  LIMIT_TRACKED_AT_ONCE);
	return arena_text(work->arena, body.bytes);
}

static void
take_issue(struct jira *jira, const struct node *issue, bool *moved)
{
	const struct node *key = node_get(issue, "key");
	struct tracked_ticket *row =
		key && key->kind == NODE_TEXT ? tracker_row(jira->work, key->text) : NULL;

	if (!row) {
		*moved = true;
		return;
	}
	row->why = jira_read_issue(jira, issue, row);
	if (!row->why)
		jira_read_history(jira, issue, row);
}

static void
take_part(struct jira *jira, const struct tracker_request *request, bool *moved)
{
	struct tracker_work *work = jira->work;
	struct tracker_reading reading = {work->arena, NULL};
	size_t end = tracker_part(work, request->tag);
	const struct node *issues;
	int64_t count = 0;

	if (request->why) {
		tracker_leave(work, request->tag, end, request->why);
		return;
	}
	issues = tracker_list(&reading, request->root, "issues");
	for (const struct node *each = issues; each && !reading.why; each = each->next, count++)
		take_issue(jira, each, moved);
	if (tracker_count(&reading, request->root, "total") != count)
		tracker_refuse(&reading, "issues", "is not the whole answer");
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

	LIST_ADD(work->arena, &requests.all)->path = "/rest/api/2/status";
	for (size_t at = 0; at < work->facts->tickets.count; at = tracker_part(work, at))
		*LIST_ADD(work->arena, &requests.all) = (struct tracker_request){
			.path = "/rest/api/2/search", .body = ask_for_part(jira, at), .tag = at};
	tracker_send(work, &requests);
	jira_take_statuses(jira, &requests.all.at[0]);
	for (size_t i = 1; i < requests.all.count; i++)
		take_part(jira, &requests.all.at[i], &moved);
	return moved;
}

static void
ask(struct tracker_work *work)
{
	struct jira jira = {.work = work};
	bool moved = ask_issues(&jira);

	jira_ask_open(&jira, moved);
	jira_ask_approvals(&jira);
}

const struct tracker jira_data_center_tracker = {
	.token = "CHANGEGATE_JIRA_TOKEN",
	.user = "CHANGEGATE_JIRA_USER",
	.ask = ask,
};
