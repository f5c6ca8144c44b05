/* SPDX-License-Identifier: Apache-2.0 */
/* What do both kinds of Jira say alike? See jira.h. */
#include "integrations/jira.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/text.h"

/* ---- people and statuses ---- */

struct tracker_person *
jira_read_person(struct jira *jira, struct tracker_reading *reading, const struct node *map,
		 const char *key)
{
	const struct node *node = tracker_map_or_null(reading, map, key);
	struct tracker_person *person;

	if (!node)
		return NULL;
	person = arena_allocate(reading->arena, sizeof(*person));
	*person = (struct tracker_person){
		.name = tracker_or_empty(tracker_name_or_null(reading, node, "displayName")),
		.address = ""};
	if (!jira->cloud) {
		person->id = tracker_name_or_null(reading, node, "key");
		return person;
	}
	person->id = tracker_name_or_null(reading, node, "accountId");
	person->address = tracker_or_empty(tracker_name_or_null(reading, node, "emailAddress"));
	person->machine = text_equal(tracker_name_or_null(reading, node, "accountType"), "app");
	return person;
}

static int
category_of(struct tracker_reading *reading, const struct node *status)
{
	static const struct {
		const char *key;
		int category;
	} rows[] = {{"new", CATEGORY_TODO},
		    {"indeterminate", CATEGORY_IN_PROGRESS},
		    {"done", CATEGORY_DONE}};
	const struct node *map = tracker_map_or_null(reading, status, "statusCategory");
	const char *key = map ? tracker_name_or_null(reading, map, "key") : NULL;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (text_equal(rows[i].key, key))
			return rows[i].category;
	return CATEGORY_UNKNOWN;
}

void
jira_take_statuses(struct jira *jira, const struct tracker_request *request)
{
	const struct node *first =
		request->root && request->root->kind == NODE_LIST ? request->root->first : NULL;

	for (const struct node *each = first; each; each = each->next)
		if (each->kind != NODE_MAP)
			return;
	jira->statuses = first;
}

static int
category_of_id(struct jira *jira, const char *id)
{
	struct tracker_reading reading = {jira->work->arena, NULL};

	for (const struct node *each = jira->statuses; id && each; each = each->next) {
		const struct node *known = node_get(each, "id");

		if (known && known->kind == NODE_TEXT && text_equal(known->text, id))
			return category_of(&reading, each);
	}
	return CATEGORY_UNKNOWN;
}

/* ---- an issue ---- */

static void
read_fields(struct jira *jira, struct tracker_reading *reading, const struct node *fields,
	    struct tracked_ticket *row)
{
	const struct node *status = tracker_map(reading, fields, "status");
	const struct node *type = tracker_map(reading, fields, "issuetype");
	const struct node *project = tracker_map(reading, fields, "project");

	row->status = tracker_name(reading, status, "name");
	row->status_id = tracker_name(reading, status, "id");
	row->category = category_of(reading, status);
	row->type = tracker_name(reading, type, "name");
	row->project = tracker_name(reading, project, "key");
	row->created = tracker_time(reading, fields, "created");
	row->creator = jira_read_person(jira, reading, fields, "creator");
}

const char *
jira_read_issue(struct jira *jira, const struct node *issue, struct tracked_ticket *row)
{
	struct tracker_reading reading = {jira->work->arena, NULL};
	struct tracked_ticket read = {.asked = row->asked, .state = TRACKED_FOUND};

	read.key = tracker_name(&reading, issue, "key");
	read.id = tracker_name(&reading, issue, "id");
	read.moved = !text_equal(read.key, row->asked);
	read.url = arena_format(jira->work->arena, "%s/browse/%s", jira->work->base, read.key);
	read_fields(jira, &reading, tracker_map(&reading, issue, "fields"), &read);
	read.history = (struct availability){UNAVAILABLE, "its history was not told"};
	if (!reading.why)
		*row = read;
	return reading.why;
}

/* ---- its history ---- */

static void
add_transition(struct jira *jira, struct tracker_reading *reading, const struct node *item,
	       int64_t time, struct tracker_person *by, struct tracked_ticket *row)
{
	const char *from = tracker_name_or_null(reading, item, "from");
	const char *to = tracker_name_or_null(reading, item, "to");

	if (row->transitions.count >= LIMIT_TRACKED_STEPS) {
		tracker_refuse(reading, "items", "has more changes than are read");
		return;
	}
	*LIST_ADD(jira->work->arena, &row->transitions) =
		(struct ticket_transition){.from = tracker_name(reading, item, "fromString"),
					   .to = tracker_name(reading, item, "toString"),
					   .to_id = to,
					   .from_category = category_of_id(jira, from),
					   .to_category = category_of_id(jira, to),
					   .time = time,
					   .by = by};
}

/* Whoever filled it approves; whoever emptied it takes that back. */
static void
add_field(struct jira *jira, struct tracker_reading *reading, const struct node *item, int64_t time,
	  struct tracker_person *by, struct tracked_ticket *row)
{
	bool filled = tracker_name_or_null(reading, item, "toString") ||
		      tracker_name_or_null(reading, item, "to");

	if (row->approvals.count >= LIMIT_TRACKED_STEPS) {
		tracker_refuse(reading, "items", "has more changes than are read");
		return;
	}
	*LIST_ADD(jira->work->arena, &row->approvals) =
		(struct ticket_approval){.person = by,
					 .decision = filled ? DECISION_APPROVED : DECISION_DECLINED,
					 .time = time,
					 .source = "field"};
}

static bool
is_field(const struct node *item, const char *name)
{
	const struct node *field = node_get(item, "field"), *id = node_get(item, "fieldId");

	return name && ((field && field->kind == NODE_TEXT && text_equal(field->text, name)) ||
			(id && id->kind == NODE_TEXT && text_equal(id->text, name)));
}

void
jira_read_change(struct jira *jira, struct tracker_reading *reading, const struct node *change,
		 struct tracked_ticket *row)
{
	int64_t time = tracker_time(reading, change, "created");
	struct tracker_person *by = jira_read_person(jira, reading, change, "author");
	const struct node *items = tracker_list(reading, change, "items");

	for (const struct node *item = items; item && !reading->why; item = item->next) {
		if (is_field(item, "status"))
			add_transition(jira, reading, item, time, by, row);
		else if (is_field(item, jira->work->rules->approval.field))
			add_field(jira, reading, item, time, by, row);
	}
}

static int
by_time(const void *a, const void *b)
{
	const struct ticket_transition *one = a, *other = b;

	return (one->time > other->time) - (one->time < other->time);
}

static int
approvals_by_time(const void *a, const void *b)
{
	const struct ticket_approval *one = a, *other = b;

	return (one->time > other->time) - (one->time < other->time);
}

bool
jira_approves_by_history(const struct ticket_rules *rules)
{
	return rules->approval.field || rules->approval.status.count;
}

void
jira_end_history(struct jira *jira, struct tracked_ticket *row, const char *why)
{
	size_t count = row->transitions.count;
	const struct ticket_transition *last;

	if (count)
		qsort(row->transitions.at, count, sizeof(*row->transitions.at), by_time);
	if (row->approvals.count)
		qsort(row->approvals.at, row->approvals.count, sizeof(*row->approvals.at),
		      approvals_by_time);
	row->transition_count = (int64_t)count;
	row->approval_count = (int64_t)row->approvals.count;
	last = count ? &row->transitions.at[count - 1] : NULL;
	if (!why && last && !text_equal(last->to_id, row->status_id))
		why = "its history does not lead to the status that it has";
	row->history = (struct availability){why ? UNAVAILABLE : KNOWN, why};
	if (jira->work->rules->approval.required && jira_approves_by_history(jira->work->rules))
		row->approvals_known = row->history;
	if (why)
		return;
	row->entered = last ? last->time : row->created;
	row->entered_by = last ? last->by : row->creator;
}

void
jira_read_history(struct jira *jira, const struct node *issue, struct tracked_ticket *row)
{
	struct tracker_reading reading = {jira->work->arena, NULL};
	const struct node *log = tracker_map(&reading, issue, "changelog");
	int64_t total = tracker_count(&reading, log, "total");
	int64_t count = 0;

	for (const struct node *each = tracker_list(&reading, log, "histories"); each;
	     each = each->next, count++)
		jira_read_change(jira, &reading, each, row);
	if (count != total)
		tracker_refuse(&reading, "histories", "is not the whole of it");
	jira_end_history(jira, row, reading.why);
}

/* ---- what is still open ---- */

static void
take_open(struct jira *jira, const struct tracker_request *request)
{
	struct tracked_ticket *row = &jira->work->facts->tickets.at[request->tag];
	const char *why = request->why;

	if (request->is_absent) {
		row->state = TRACKED_ABSENT;
		row->why = request->absent;
		return;
	}
	if (!why)
		why = jira_read_issue(jira, request->root, row);
	if (why) {
		row->why = arena_format(jira->work->arena, "%s: %s", request->label, why);
		return;
	}
	row->moved = true;
	if (!jira->cloud)
		jira_read_history(jira, request->root, row);
}

void
jira_ask_open(struct jira *jira, bool moved)
{
	struct tracker_work *work = jira->work;
	struct tracker_requests requests = {0};

	for (size_t i = 0; i < work->facts->tickets.count; i++) {
		struct tracked_ticket *row = &work->facts->tickets.at[i];

		if (row->state != TRACKED_UNKNOWN || row->why)
			continue;
		if (!moved) {
			row->state = TRACKED_ABSENT;
			row->why = "Jira has no such issue, or does not show it to the token";
		} else if (requests.all.count == LIMIT_TRACKED_MOVED) {
			row->why = "more issues were moved than are looked for";
		} else {
			*LIST_ADD(work->arena, &requests.all) = (struct tracker_request){
				.path = arena_format(work->arena,
						     "/rest/api/%s/issue/%s?fields=status,"
						     "issuetype,project,created,creator%s",
						     jira->cloud ? "3" : "2", row->asked,
						     jira->cloud ? "" : "&expand=changelog"),
				.absent = "Jira has no such issue, or does not show it to the "
					  "token",
				.tag = i};
		}
	}
	tracker_send(work, &requests);
	for (size_t i = 0; i < requests.all.count; i++)
		take_open(jira, &requests.all.at[i]);
}
