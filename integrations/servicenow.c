/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does ServiceNow say of change requests? Rows of the table change_request by their numbers,
 * and who approved them. A row that the token may not see is simply not there: only where the
 * server counts no more rows than it shows is a missing number ABSENT.
 *
 * Values are asked as `all`: the stored one beside what people see. Stored times are UTC.
 */
#include <string.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/tracker_read.h"
#include "integrations/tracker_work.h"

#define CHANGES "/api/now/table/change_request?sysparm_query="
#define CHANGE_FIELDS                                                           \
	"&sysparm_fields=number,sys_id,state,type,start_date,end_date,on_hold," \
	"opened_by,sys_created_on&sysparm_display_value=all"                    \
	"&sysparm_exclude_reference_link=true&sysparm_limit=100"
#define APPROVALS "/api/now/table/sysapproval_approver?sysparm_query=sysapprovalIN"
#define APPROVAL_LIMIT 1000
#define APPROVAL_FIELDS                                                              \
	"%%5EstateINapproved%%2Crejected&sysparm_fields=sysapproval,approver,state," \
	"sys_updated_on&sysparm_display_value=all"                                   \
	"&sysparm_exclude_reference_link=true&sysparm_limit=%d"

/* `value` of {"display_value": ..., "value": ...}; NULL: empty. */
static const char *
stored(struct tracker_reading *reading, const struct node *row, const char *key)
{
	const struct node *field = tracker_map(reading, row, key);

	return field ? tracker_name_or_null(reading, field, "value") : NULL;
}

static const char *
shown(struct tracker_reading *reading, const struct node *row, const char *key)
{
	const struct node *field = tracker_map(reading, row, key);

	return field ? tracker_name_or_null(reading, field, "display_value") : NULL;
}

static int64_t
time_of(struct tracker_reading *reading, const struct node *row, const char *key)
{
	const struct node *field = tracker_map(reading, row, key);

	return field ? tracker_time_or_0(reading, field, "value") : 0;
}

static struct tracker_person *
read_person(struct tracker_reading *reading, const struct node *row, const char *key)
{
	const char *id = stored(reading, row, key);
	struct tracker_person *person;

	if (!id)
		return NULL;
	person = arena_allocate(reading->arena, sizeof(*person));
	person->id = id;
	person->name = tracker_or_empty(shown(reading, row, key));
	person->address = ""; /* people may set it themselves */
	return person;
}

/* The states of the base system; a change model may have others, which say nothing here. */
static int
category_of(const char *state)
{
	static const struct {
		const char *state;
		int category;
	} rows[] = {{"-5", CATEGORY_TODO},        {"-4", CATEGORY_TODO},
		    {"-3", CATEGORY_TODO},        {"-2", CATEGORY_IN_PROGRESS},
		    {"-1", CATEGORY_IN_PROGRESS}, {"0", CATEGORY_DONE},
		    {"3", CATEGORY_DONE},         {"4", CATEGORY_DONE}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (text_equal(rows[i].state, state))
			return rows[i].category;
	return CATEGORY_UNKNOWN;
}

static void
read_window(struct tracker_reading *reading, const struct node *node, struct tracked_ticket *row)
{
	struct ticket_window window = {time_of(reading, node, "start_date"),
				       time_of(reading, node, "end_date")};

	if (!window.start && !window.end)
		return;
	row->window = arena_allocate(reading->arena, sizeof(*row->window));
	*row->window = window;
}

static const char *
read_change(struct tracker_work *work, const struct node *node, struct tracked_ticket *row)
{
	struct tracker_reading reading = {work->arena, NULL};
	struct tracked_ticket read = {.asked = row->asked, .state = TRACKED_FOUND};
	size_t letters = strspn(row->asked, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	read.key = row->asked;
	read.project = arena_copy(work->arena, row->asked, letters);
	read.id = stored(&reading, node, "sys_id");
	read.status = shown(&reading, node, "state");
	read.status_id = stored(&reading, node, "state");
	read.category = category_of(read.status_id);
	read.type = shown(&reading, node, "type");
	read.created = time_of(&reading, node, "sys_created_on");
	read.creator = read_person(&reading, node, "opened_by");
	read.on_hold = text_equal(stored(&reading, node, "on_hold"), "true");
	read_window(&reading, node, &read);
	if (!read.id || !read.status || !read.status_id || !read.type || !read.created)
		tracker_refuse(&reading, "sys_id, state, type, sys_created_on", "are not shown");
	read.url = arena_format(work->arena, "%s/nav_to.do?uri=change_request.do?sys_id=%s",
				work->base, read.id ? read.id : "");
	if (!reading.why)
		*row = read;
	return reading.why;
}

/* ---- changes ---- */

static struct tracker_request
ask_for_part(struct tracker_work *work, size_t from)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};
	size_t end = tracker_part(work, from);

	buffer_add_text(&path, CHANGES "numberIN");
	for (size_t i = from; i < end; i++)
		buffer_add_format(&path, "%s%s", i > from ? "%2C" : "",
				  work->facts->tickets.at[i].asked);
	buffer_add_text(&path, CHANGE_FIELDS);
	return (struct tracker_request){.path = arena_text(work->arena, path.bytes), .tag = from};
}

static void
take_change(struct tracker_work *work, struct tracker_reading *reading, const struct node *node)
{
	const char *number = stored(reading, node, "number");
	struct tracked_ticket *row = number ? tracker_row(work, number) : NULL;

	if (row)
		row->why = read_change(work, node, row);
}

/* Rows that are hidden are counted, and may be those that are missing. */
static void
end_part(struct tracker_work *work, const struct tracker_request *request, int64_t count)
{
	size_t end = tracker_part(work, request->tag);

	if (request->total_count != count) {
		tracker_leave(work, request->tag, end,
			      request->total_count < 0
				      ? "ServiceNow does not count its rows, so one that is "
					"missing may be hidden"
				      : "ServiceNow has more rows than it shows to the token");
		return;
	}
	for (size_t i = request->tag; i < end; i++) {
		struct tracked_ticket *row = &work->facts->tickets.at[i];

		if (row->state != TRACKED_UNKNOWN || row->why)
			continue;
		row->state = TRACKED_ABSENT;
		row->why = "ServiceNow has no such change request";
	}
}

static void
take_part(struct tracker_work *work, const struct tracker_request *request)
{
	struct tracker_reading reading = {work->arena, NULL};
	size_t end = tracker_part(work, request->tag);
	int64_t count = 0;

	if (request->why) {
		tracker_leave(work, request->tag, end, request->why);
		return;
	}
	for (const struct node *each = tracker_list(&reading, request->root, "result");
	     each && !reading.why; each = each->next, count++)
		take_change(work, &reading, each);
	if (reading.why)
		tracker_leave(work, request->tag, end,
			      arena_format(work->arena, "%s: %s", request->label, reading.why));
	else
		end_part(work, request, count);
}

static void
ask_changes(struct tracker_work *work)
{
	struct tracker_requests requests = {0};

	for (size_t at = 0; at < work->facts->tickets.count; at = tracker_part(work, at))
		*LIST_ADD(work->arena, &requests.all) = ask_for_part(work, at);
	tracker_send(work, &requests);
	for (size_t i = 0; i < requests.all.count; i++)
		take_part(work, &requests.all.at[i]);
}

/* ---- approvals ---- */

static bool
is_id(const char *text)
{
	return text_is_hex(text, 32);
}

static struct tracker_request
ask_for_approvals(struct tracker_work *work, size_t from)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};
	size_t end = tracker_part(work, from);
	const char *between = "";

	buffer_add_text(&path, APPROVALS);
	for (size_t i = from; i < end; i++) {
		const struct tracked_ticket *row = &work->facts->tickets.at[i];

		if (row->state != TRACKED_FOUND || !is_id(row->id))
			continue;
		buffer_add_format(&path, "%s%s", between, row->id);
		between = "%2C";
	}
	buffer_add_format(&path, APPROVAL_FIELDS, APPROVAL_LIMIT);
	return (struct tracker_request){.path = arena_text(work->arena, path.bytes), .tag = from};
}

static void
take_approval(struct tracker_work *work, struct tracker_reading *reading, const struct node *node,
	      size_t from, size_t end)
{
	const char *change = stored(reading, node, "sysapproval");
	bool approved = text_equal(stored(reading, node, "state"), "approved");

	for (size_t i = from; i < end; i++) {
		struct tracked_ticket *row = &work->facts->tickets.at[i];

		if (row->state != TRACKED_FOUND || !text_equal(row->id, change))
			continue;
		*LIST_ADD(work->arena, &row->approvals) = (struct ticket_approval){
			.person = read_person(reading, node, "approver"),
			.decision = approved ? DECISION_APPROVED : DECISION_DECLINED,
			.time = time_of(reading, node, "sys_updated_on"),
			.source = "approval"};
	}
}

/* An approval that is hidden may be a rejection. */
static const char *
read_approvals(struct tracker_work *work, const struct tracker_request *request, size_t end)
{
	struct tracker_reading reading = {work->arena, NULL};
	int64_t count = 0;

	if (request->why)
		return request->why;
	for (const struct node *each = tracker_list(&reading, request->root, "result");
	     each && !reading.why; each = each->next, count++)
		take_approval(work, &reading, each, request->tag, end);
	if (request->total_count != count)
		tracker_refuse(&reading, "result", "has not all approvals that the server counts");
	return reading.why ? arena_format(work->arena, "%s: %s", request->label, reading.why)
			   : NULL;
}

static void
take_approvals(struct tracker_work *work, const struct tracker_request *request)
{
	size_t end = tracker_part(work, request->tag);
	const char *why = read_approvals(work, request, end);

	for (size_t i = request->tag; i < end; i++) {
		struct tracked_ticket *row = &work->facts->tickets.at[i];

		if (row->state != TRACKED_FOUND)
			continue;
		row->approval_count = (int64_t)row->approvals.count;
		row->approvals_known = (struct availability){why ? UNAVAILABLE : KNOWN, why};
	}
}

static bool
has_any(const struct tracker_work *work, size_t from)
{
	for (size_t i = from; i < tracker_part(work, from); i++)
		if (work->facts->tickets.at[i].state == TRACKED_FOUND &&
		    is_id(work->facts->tickets.at[i].id))
			return true;
	return false;
}

static void
ask_approvals(struct tracker_work *work)
{
	struct tracker_requests requests = {0};

	for (size_t at = 0; at < work->facts->tickets.count; at = tracker_part(work, at))
		if (has_any(work, at))
			*LIST_ADD(work->arena, &requests.all) = ask_for_approvals(work, at);
	tracker_send(work, &requests);
	for (size_t i = 0; i < requests.all.count; i++)
		take_approvals(work, &requests.all.at[i]);
}

static void
ask(struct tracker_work *work)
{
	ask_changes(work);
	if (work->rules->approval.required)
		ask_approvals(work);
}

const struct tracker servicenow_tracker = {
	.token = "CHANGEGATE_SERVICENOW_TOKEN",
	.user = "CHANGEGATE_SERVICENOW_USER",
	.ask = ask,
};
