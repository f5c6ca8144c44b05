/* SPDX-License-Identifier: Apache-2.0 */
/* How do the facts of a tracker look in the evidence document? The field tables of tracker.h. */
#include "core/tracker.h"

static const char *const state_names[] = {"unknown", "absent", "found", NULL};
const char *const ticket_category_names[] = {"unknown", "todo", "in-progress", "done", NULL};
static const char *const decision_names[] = {"pending", "declined", "approved", NULL};

static const struct field person_rows[] = {
	FIELD_ROW(tracker_person, id, "id", FIELD_TEXT, .optional = true,
		  .meaning = "the tracker's id, which decides who it is"),
	FIELD_ROW(tracker_person, name, "name", FIELD_TEXT, .meaning = "decoration"),
	FIELD_ROW(tracker_person, address, "address", FIELD_TEXT,
		  .meaning = "mail address that the tracker knows to be theirs"),
	FIELD_ROW(tracker_person, machine, "machine", FIELD_BOOLEAN, .meaning = "an app or a rule"),
};
static const struct fields person_at_tracker_fields = {
	"trackerPerson", sizeof(struct tracker_person), FIELDS_OF(person_rows),
	"An account at the tracker."};

#define PERSON_ROW(owner, member, json, says)                                           \
	FIELD_ROW(owner, member, json, FIELD_OPTIONAL, .of = &person_at_tracker_fields, \
		  .optional = true, .meaning = says)
#define AVAILABILITY_ROW(owner, member, json, says) \
	FIELD_ROW(owner, member, json, FIELD_OBJECT, .of = &availability_fields, .meaning = says)

static const struct field transition_rows[] = {
	FIELD_ROW(ticket_transition, from, "from", FIELD_TEXT, .meaning = "name of the status"),
	FIELD_ROW(ticket_transition, to, "to", FIELD_TEXT, .meaning = "name of the status"),
	FIELD_ROW(ticket_transition, to_id, "toId", FIELD_TEXT, .optional = true,
		  .meaning = "id of that status"),
	FIELD_ROW(ticket_transition, from_category, "fromCategory", FIELD_CHOICE,
		  .choices = ticket_category_names, .meaning = "what the tracker takes it for"),
	FIELD_ROW(ticket_transition, to_category, "toCategory", FIELD_CHOICE,
		  .choices = ticket_category_names, .meaning = "what the tracker takes it for"),
	FIELD_ROW(ticket_transition, time, "time", FIELD_INSTANT, .meaning = "by the tracker"),
	PERSON_ROW(ticket_transition, by, "by", "who did it"),
};
static const struct fields transition_fields = {
	"ticketTransition", sizeof(struct ticket_transition), FIELDS_OF(transition_rows),
	"A ticket went from one status to another."};

static const struct field approval_rows[] = {
	PERSON_ROW(ticket_approval, person, "person", "who decided"),
	FIELD_ROW(ticket_approval, decision, "decision", FIELD_CHOICE, .choices = decision_names,
		  .meaning = "what was decided"),
	FIELD_ROW(ticket_approval, time, "time", FIELD_INSTANT, .optional = true,
		  .meaning = "when"),
	FIELD_ROW(ticket_approval, source, "source", FIELD_TEXT,
		  .meaning = "`approval` of the tracker, or `field`: who last set it"),
};
static const struct fields ticket_approval_fields = {
	"ticketApproval", sizeof(struct ticket_approval), FIELDS_OF(approval_rows),
	"What somebody decided about a ticket."};

static const struct field window_rows[] = {
	FIELD_ROW(ticket_window, start, "start", FIELD_INSTANT, .optional = true,
		  .meaning = "first instant of it"),
	FIELD_ROW(ticket_window, end, "end", FIELD_INSTANT, .optional = true,
		  .meaning = "last instant of it"),
};
static const struct fields window_fields = {"ticketWindow", sizeof(struct ticket_window),
					    FIELDS_OF(window_rows),
					    "When a change is planned to be made."};

static const struct field ticket_rows[] = {
	FIELD_ROW(tracked_ticket, asked, "asked", FIELD_TEXT, .meaning = "the key that was asked"),
	FIELD_ROW(tracked_ticket, state, "state", FIELD_CHOICE, .choices = state_names,
		  .meaning = "absent: it does not exist, or the token cannot see it"),
	FIELD_ROW(tracked_ticket, why, "why", FIELD_TEXT, .optional = true,
		  .meaning = "of what is unknown or absent"),
	FIELD_ROW(tracked_ticket, key, "key", FIELD_TEXT, .optional = true,
		  .meaning = "its key now"),
	FIELD_ROW(tracked_ticket, id, "id", FIELD_TEXT, .optional = true,
		  .meaning = "its id, which never changes"),
	FIELD_ROW(tracked_ticket, moved, "moved", FIELD_BOOLEAN,
		  .meaning = "the key that was asked is one that it had before"),
	FIELD_ROW(tracked_ticket, is_request, "isRequest", FIELD_BOOLEAN,
		  .meaning = "it is a change request, no issue"),
	FIELD_ROW(tracked_ticket, project, "project", FIELD_TEXT, .optional = true,
		  .meaning = "its project now"),
	FIELD_ROW(tracked_ticket, type, "type", FIELD_TEXT, .optional = true,
		  .meaning = "name of its type"),
	FIELD_ROW(tracked_ticket, url, "url", FIELD_TEXT, .optional = true,
		  .meaning = "where people see it"),
	FIELD_ROW(tracked_ticket, status, "status", FIELD_TEXT, .optional = true,
		  .meaning = "name of its status"),
	FIELD_ROW(tracked_ticket, status_id, "statusId", FIELD_TEXT, .optional = true,
		  .meaning = "its id"),
	FIELD_ROW(tracked_ticket, category, "category", FIELD_CHOICE,
		  .choices = ticket_category_names,
		  .meaning = "what the tracker takes the status for"),
	FIELD_ROW(tracked_ticket, entered, "entered", FIELD_INSTANT, .optional = true,
		  .meaning = "when it came into its status"),
	PERSON_ROW(tracked_ticket, entered_by, "enteredBy", "who brought it there"),
	FIELD_ROW(tracked_ticket, created, "created", FIELD_INSTANT, .optional = true,
		  .meaning = "when it was opened"),
	PERSON_ROW(tracked_ticket, creator, "creator", "who opened it"),
	AVAILABILITY_ROW(tracked_ticket, history, "history", "whether its transitions are known"),
	FIELD_ROW(tracked_ticket, transition_count, "transitionCount", FIELD_INTEGER,
		  .optional = true, .meaning = "equals the length of transitions"),
	FIELD_ROW(tracked_ticket, transitions, "transitions", FIELD_OBJECTS,
		  .of = &transition_fields, .optional = true, .meaning = "oldest first"),
	AVAILABILITY_ROW(tracked_ticket, approvals_known, "approvalsKnown",
			 "whether its approvals are known; not-asked where the policy needs none"),
	FIELD_ROW(tracked_ticket, approval_count, "approvalCount", FIELD_INTEGER, .optional = true,
		  .meaning = "equals the length of approvals"),
	FIELD_ROW(tracked_ticket, approvals, "approvals", FIELD_OBJECTS,
		  .of = &ticket_approval_fields, .optional = true, .meaning = "decisions about it"),
	FIELD_ROW(tracked_ticket, window, "window", FIELD_OPTIONAL, .of = &window_fields,
		  .optional = true, .meaning = "when the change is planned"),
	FIELD_ROW(tracked_ticket, on_hold, "onHold", FIELD_BOOLEAN,
		  .meaning = "somebody stopped it"),
};
static const struct fields tracked_ticket_fields = {"trackedTicket", sizeof(struct tracked_ticket),
						    FIELDS_OF(ticket_rows),
						    "What the tracker says of one key."};

static const struct field tracker_rows[] = {
	AVAILABILITY_ROW(tracker_facts, availability, "availability",
			 "whether the tracker could be asked at all"),
	FIELD_ROW(tracker_facts, kind, "kind", FIELD_TEXT, .meaning = "as in the policy"),
	FIELD_ROW(tracker_facts, url, "url", FIELD_TEXT, .meaning = "where it was asked"),
	FIELD_ROW(tracker_facts, host, "host", FIELD_TEXT, .meaning = "that answered"),
	FIELD_ROW(tracker_facts, count, "count", FIELD_INTEGER,
		  .meaning = "equals the length of tickets"),
	FIELD_ROW(tracker_facts, tickets, "tickets", FIELD_OBJECTS, .of = &tracked_ticket_fields,
		  .meaning = "one for each key that was asked"),
};
const struct fields tracker_fields = {"tracker", sizeof(struct tracker_facts),
				      FIELDS_OF(tracker_rows), "What the tracker says."};
