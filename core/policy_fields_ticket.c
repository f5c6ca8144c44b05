/* SPDX-License-Identifier: Apache-2.0 */
/* Which keys have `tickets`? See policy_tables.h. */
#include "core/policy_tables.h"
#include "core/ticket_rules.h"

#define MOST_REQUESTS 1000000

static const char *const created_names[] = {"any", "before-deploy", "before-merge", NULL};
static const char *const several_names[] = {"any", "all", NULL};
static const char *const per_names[] = {"request", "commit", NULL};
static const char *const case_names[] = {"sensitive", "insensitive", NULL};
static const char *const action_names[] = {"warn", "fail", NULL};
static const char *const required_names[] = {"note", "required", NULL};
static const char *const window_names[] = {"ignore", "required", NULL};

static const struct field approval_rows[] = {
	ROW(ticket_approval_rules, required, FIELD_BOOLEAN, TIGHTER_MAY_RAISE, .optional = true,
	    .meaning = "Somebody who contributed nothing approved the ticket: by the tracker's own "
		       "approvals, or as below."),
	ROW(ticket_approval_rules, field, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = label_problem,
	    .meaning =
		    "Name of a field of Jira; whoever filled it last approves, whatever it says."),
	ROW(ticket_approval_rules, status, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = label_problem,
	    .meaning = "Statuses; whoever moved the ticket into one of them approves."),
};
static const struct fields approval_fields =
	TABLE("ticketApproval", ticket_approval_rules, approval_rows, "Who approved the ticket.");

static const struct field reuse_rows[] = {
	ROW(ticket_reuse, count, FIELD_INTEGER, TIGHTER_MAY_LOWER, .minimum = 1,
	    .maximum = MOST_REQUESTS,
	    .meaning = "How many change requests of one deploy may name the same ticket."),
	ROW(ticket_reuse, action, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = action_names,
	    .optional = true, .meaning = "What becomes of more; without it: `warn`."),
};
static const struct fields reuse_fields =
	TABLE("ticketReuse", ticket_reuse, reuse_rows, "One ticket for many change requests.");

/* Strictest first, and written only if it is another one: policies of before have no such key. */
static const char *const reverts_names[] = {"own-ticket", "inherit-if-inverse", NULL};
static const char *const backports_names[] = {"own-ticket", "inherit-if-same-content", NULL};

static const struct field ticket_rows[] = {
	ROW(ticket_rules, projects, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .problem = project_problem,
	    .meaning = "Projects whose tickets count; at least one. Of `servicenow` the letters "
		       "before the number, such as CHG; of `github` repositories, such as "
		       "acme/payments."),
	ROW(ticket_rules, pattern, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .meaning = "Regular expression (PCRE2) of a ticket key, at most 512 bytes; group 1, "
		       "where there is one, is the key. Without it: keys such as PAY-311."),
	ROW(ticket_rules, sources, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .problem = source_problem,
	    .unless_given = "[\"subject\",\"trailer\"]",
	    .meaning = "Where a ticket may be named: `subject` and `trailer` of commits; with a "
		       "forge `title`, `branch`, `body` (its trailer lines) and `links` (issues "
		       "that it closes) of the change request."),
	ROW(ticket_rules, deny, FIELD_TEXTS, TIGHTER_MAY_ADD, .optional = true,
	    .problem = ticket_problem, .meaning = "Catch-all tickets that never count."),
	ROW(ticket_rules, evidence, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = grade_names,
	    .unless_given = "\"verified\"",
	    .meaning = "The weakest grade of a ticket that counts; what a tracker confirms is "
		       "verified."),
	ROW(ticket_rules, reverts, FIELD_CHOICE, TIGHTER_MAY_LOWER, .choices = reverts_names,
	    .optional = true,
	    .meaning = "`inherit-if-inverse`: what exactly takes back a change that an allowed "
		       "record has may go by the ticket of that."),
	ROW(ticket_rules, backports, FIELD_CHOICE, TIGHTER_MAY_LOWER, .choices = backports_names,
	    .optional = true,
	    .meaning = "`inherit-if-same-content`: so may what has the diff of such a change, in a "
		       "branch that never had it."),
	ROW(ticket_rules, branch_case, FIELD_CHOICE, TIGHTER_FIXED, .choices = case_names,
	    .optional = true,
	    .meaning = "`insensitive`: the name of the branch is read in capitals. Without it: "
		       "`sensitive`."),
	ROW(ticket_rules, several, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = several_names,
	    .optional = true,
	    .meaning = "Of several tickets of allowed projects `any` one counts, or `all` have to. "
		       "Without it: `any`."),
	ROW(ticket_rules, per, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = per_names,
	    .optional = true,
	    .meaning = "Whether each change `request` needs a ticket, or each `commit` of it. "
		       "Without it: `request`."),
	ROW(ticket_rules, max_requests, FIELD_OBJECT, TIGHTER_WITHIN, .of = &reuse_fields,
	    .optional = true, .meaning = "One ticket for many change requests of a deploy."),
	ROW(ticket_rules, tracker, FIELD_CHOICE, TIGHTER_FIXED, .choices = tracker_names,
	    .optional = true,
	    .meaning = "Who is asked about each ticket that is named: `jira-cloud`, "
		       "`jira-data-center`, `servicenow` or `github`. Without it: nobody."),
	ROW(ticket_rules, url, FIELD_TEXT, TIGHTER_FIXED, .optional = true, .problem = api_problem,
	    .meaning = "Address of the tracker, such as https://acme.atlassian.net; `github` is "
		       "asked where the forge is."),
	ROW(ticket_rules, types, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = label_problem, .meaning = "Types that count; without it: any."),
	ROW(ticket_rules, deny_types, FIELD_TEXTS, TIGHTER_MAY_ADD, .optional = true,
	    .problem = label_problem, .meaning = "Types that never count, such as Epic."),
	ROW(ticket_rules, status, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = label_problem,
	    .meaning = "Statuses of which the ticket had one when the change was merged, or has "
		       "one now. Without it: any. Never one that was done before the change was "
		       "begun."),
	ROW(ticket_rules, backlog, FIELD_TEXTS, TIGHTER_MAY_ADD, .optional = true,
	    .problem = label_problem,
	    .meaning = "Statuses that nobody has begun, besides those that the tracker takes for "
		       "that."),
	ROW(ticket_rules, unstarted, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = action_names,
	    .optional = true, .meaning = "A ticket that nobody has begun; without it: `warn`."),
	ROW(ticket_rules, created, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = created_names,
	    .optional = true,
	    .meaning = "Until when the ticket was opened: `before-merge` (with a forge), "
		       "`before-deploy`. Without it: `any` time."),
	ROW(ticket_rules, authorised, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = required_names,
	    .optional = true,
	    .meaning = "`required`: somebody who contributed nothing opened the ticket or moved "
		       "it. Without it: `note`."),
	ROW(ticket_rules, window, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = window_names,
	    .optional = true,
	    .meaning = "`required`: the change is deployed in the window that the ticket plans "
		       "(`servicenow`). Without it: `ignore`."),
	ROW(ticket_rules, approval, FIELD_OBJECT, TIGHTER_WITHIN, .of = &approval_fields,
	    .optional = true, .meaning = "Who approved the ticket."),
};
const struct fields policy_ticket_fields =
	TABLE("tickets", ticket_rules, ticket_rows, "Control 1: every change has a ticket.");
