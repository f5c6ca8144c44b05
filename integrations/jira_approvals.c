/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who approved a request of Jira Service Management? Its approvals have an interface of their own,
 * one request for each ticket. See jira_approvals.h.
 */
#include "integrations/jira_approvals.h"

#include "base/limits.h"
#include "base/text.h"

static const char *
final_of(int decision)
{
	return decision == DECISION_APPROVED ? "approved" : "declined";
}

static void
add_approver(struct jira *jira, struct tracker_reading *reading, const struct node *each,
	     int decision, int64_t time, struct tracked_ticket *row)
{
	const char *said = tracker_name_or_null(reading, each, "approverDecision");

	if (!text_equal(said, final_of(decision)))
		return;
	*LIST_ADD(reading->arena, &row->approvals) = (struct ticket_approval){
		.person = jira_read_person(jira, reading, each, "approver"),
		.decision = decision,
		.time = time,
		.source = "approval"};
}

/* One that is not decided says nothing yet, whoever has approved so far. */
static void
read_approval(struct jira *jira, struct tracker_reading *reading, const struct node *value,
	      struct tracked_ticket *row)
{
	const char *final = tracker_name(reading, value, "finalDecision");
	const struct node *completed = tracker_map_or_null(reading, value, "completedDate");
	int64_t time = completed ? tracker_time_or_0(reading, completed, "iso8601") : 0;
	int decision = text_equal(final, "approved")   ? DECISION_APPROVED
		       : text_equal(final, "declined") ? DECISION_DECLINED
						       : DECISION_PENDING;

	if (decision == DECISION_PENDING)
		return;
	for (const struct node *each = tracker_list(reading, value, "approvers"); each;
	     each = each->next)
		add_approver(jira, reading, each, decision, time, row);
}

static const char *
read_approvals(struct jira *jira, const struct node *root, struct tracked_ticket *row)
{
	struct tracker_reading reading = {jira->work->arena, NULL};
	const struct node *last = node_get(root, "isLastPage");

	for (const struct node *each = tracker_list(&reading, root, "values"); each;
	     each = each->next)
		read_approval(jira, &reading, each, row);
	if (!last || last->kind != NODE_BOOLEAN || !last->boolean)
		tracker_refuse(&reading, "isLastPage", "says that there are more approvals");
	return reading.why;
}

static void
take_approvals(struct jira *jira, const struct tracker_request *request)
{
	struct tracked_ticket *row = &jira->work->facts->tickets.at[request->tag];
	const char *why = request->why;

	if (!why && !request->is_absent)
		why = read_approvals(jira, request->root, row);
	row->approval_count = (int64_t)row->approvals.count;
	row->approvals_known = (struct availability){
		why ? UNAVAILABLE : KNOWN,
		why ? arena_format(jira->work->arena, "%s: %s", request->label, why) : NULL};
}

void
jira_ask_approvals(struct jira *jira)
{
	struct tracker_work *work = jira->work;
	struct tracker_requests requests = {0};

	if (!work->rules->approval.required || jira_approves_by_history(work->rules))
		return;
	for (size_t i = 0; i < work->facts->tickets.count; i++) {
		struct tracked_ticket *row = &work->facts->tickets.at[i];

		if (row->state != TRACKED_FOUND)
			continue;
		if (requests.all.count == LIMIT_TRACKED_APPROVALS) {
			row->approvals_known = (struct availability){
				UNAVAILABLE, "more tickets have approvals than are asked for"};
			continue;
		}
		*LIST_ADD(work->arena, &requests.all) = (struct tracker_request){
			.path = arena_format(work->arena,
					     "/rest/servicedeskapi/request/%s/approval?limit=100",
					     row->key),
			.absent = "no request of JSM, so nobody approved it there",
			.tag = i};
	}
	tracker_send(work, &requests);
	for (size_t i = 0; i < requests.all.count; i++)
		take_approvals(jira, &requests.all.at[i]);
}
