/* SPDX-License-Identifier: Apache-2.0 */
/* What does a policy say of emergencies? See policy_tables.h. */
#include "core/policy_tables.h"

#define MOST_EMERGENCIES 1000
#define LONGEST_AGE 86400 /* of an authorisation: what was signed yesterday is of another night */

static const struct field incident_rows[] = {
	ROW(incident_rules, projects, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .problem = project_problem,
	    .meaning = "Projects whose tickets are incidents, such as INC."),
	ROW(incident_rules, types, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = label_problem,
	    .meaning =
		    "Types of tickets that are incidents, as the tracker tells; without it: any."),
};
static const struct fields incident_fields =
	TABLE("incidentRules", incident_rules, incident_rows, "Which tickets are incidents.");

static const char *const retro_approval_names[] = {"required", NULL};

static const struct field retro_rows[] = {
	ROW(retro_rules, due, FIELD_TEXT, TIGHTER_FIXED, .problem = due_problem,
	    .unless_given = "\"2bd\"",
	    .meaning = "How long it may take: business days (UTC, without `holidays`) such as 2bd, "
		       "or a time such as 48h."),
	ROW(retro_rules, approval, FIELD_CHOICE, TIGHTER_FIXED, .choices = retro_approval_names,
	    .optional = true,
	    .meaning = "`required`: somebody who contributed nothing approves what was deployed."),
	ROW(retro_rules, block_when_overdue, FIELD_BOOLEAN, TIGHTER_FIXED, .unless_given = "true",
	    .meaning =
		    "Whether an overdue retro stops deploys of the same service and environment."),
};
static const struct fields retro_fields =
	TABLE("retroRules", retro_rules, retro_rows, "What an emergency leaves to be done.");

static const char *const solo_names[] = {"deviation", "refused", NULL};
/* Strictest first, and written only if it is another one: policies of before have no such key. */
static const char *const gate_names[] = {"ignored", "counts", NULL};

static const struct field emergency_rows[] = {
	ROW(emergency_rules, actors, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = address_problem,
	    .meaning = "Addresses of the people whose signatures count; without it: all of "
		       "`allowed_signers`."),
	ROW(emergency_rules, ticket, FIELD_OBJECT, TIGHTER_WITHIN, .of = &incident_fields,
	    .meaning = "The incident that it is about."),
	ROW(emergency_rules, retro, FIELD_OBJECT, TIGHTER_WITHIN, .of = &retro_fields,
	    .optional = true, .meaning = "Judging it afterwards."),
	ROW(emergency_rules, solo, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = solo_names,
	    .unless_given = "\"refused\"",
	    .meaning =
		    "With the signature of one person alone: `refused`, or a `deviation` that is "
		    "recorded as one."),
	ROW(emergency_rules, gate, FIELD_CHOICE, TIGHTER_MAY_LOWER, .choices = gate_names,
	    .optional = true,
	    .meaning = "`counts`: whoever opened the gate of the environment for this run answers "
		       "for it like a signature, beside whoever started the run. Without it: "
		       "`ignored`."),
	ROW(emergency_rules, max_age, FIELD_DURATION, TIGHTER_MAY_LOWER, .unless_given = "\"4h\"",
	    .minimum = 1, .maximum = LONGEST_AGE,
	    .meaning = "How old the statement that somebody signed may be."),
	ROW(emergency_rules, budget, FIELD_INTEGER, TIGHTER_MAY_LOWER, .optional = true,
	    .minimum = 1, .maximum = MOST_EMERGENCIES,
	    .meaning = "How many emergencies of a service and environment a month (UTC) has; each "
		       "further one is noted. Without it: nobody counts them."),
};
const struct fields policy_emergency_fields =
	TABLE("emergencyRules", emergency_rules, emergency_rows, "Going ahead all the same.");
