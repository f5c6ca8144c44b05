/* SPDX-License-Identifier: Apache-2.0 */
/* Which keys have `tickets`? See policy_tables.h. */
#include "core/policy_tables.h"

/* Strictest first, and written only if it is another one: policies of before have no such key. */
static const char *const reverts_names[] = {"own-ticket", "inherit-if-inverse", NULL};
static const char *const backports_names[] = {"own-ticket", "inherit-if-same-content", NULL};

static const struct field ticket_rows[] = {
	ROW(ticket_rules, projects, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .problem = project_problem,
	    .meaning = "Projects whose tickets count; at least one."),
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
	    .meaning = "The weakest grade of a ticket that counts."),
	ROW(ticket_rules, reverts, FIELD_CHOICE, TIGHTER_MAY_LOWER, .choices = reverts_names,
	    .optional = true,
	    .meaning = "`inherit-if-inverse`: what exactly takes back a change that an allowed "
		       "record has may go by the ticket of that."),
	ROW(ticket_rules, backports, FIELD_CHOICE, TIGHTER_MAY_LOWER, .choices = backports_names,
	    .optional = true,
	    .meaning = "`inherit-if-same-content`: so may what has the diff of such a change, in a "
		       "branch that never had it."),
};
const struct fields policy_ticket_fields =
	TABLE("tickets", ticket_rules, ticket_rows, "Control 1: every change has a ticket.");
