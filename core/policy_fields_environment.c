/* SPDX-License-Identifier: Apache-2.0 */
/* Which keys has an environment? See policy_tables.h. */
#include "core/policy_tables.h"

static const struct field freeze_rows[] = {
	ROW(freeze_rule, from, FIELD_TEXT, TIGHTER_FIXED, .problem = local_problem,
	    .meaning = "First local time at which nothing may be deployed."),
	ROW(freeze_rule, to, FIELD_TEXT, TIGHTER_FIXED, .problem = local_problem,
	    .meaning = "First local time at which deploys may go on."),
	ROW(freeze_rule, zone, FIELD_TEXT, TIGHTER_FIXED, .problem = zone_problem,
	    .meaning = "Time zone of both, such as Europe/Berlin."),
	ROW(freeze_rule, reason, FIELD_TEXT, TIGHTER_FIXED, .problem = reason_problem,
	    .meaning = "Why, for the people who are stopped."),
};
static const struct fields freeze_fields =
	TABLE("freeze", freeze_rule, freeze_rows, "A time in which nothing is deployed.");

static const struct field environment_rows[] = {
	ROW(environment_rules, after, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = name_problem,
	    .meaning = "Environment in which a change must be in place before."),
	ROW(environment_rules, refs, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = branch_problem,
	    .meaning = "Globs of the branches that may be deployed; without them: `branches`."),
	ROW(environment_rules, forge_name, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = label_problem,
	    .meaning = "Its name at the forge, which is asked what was deployed there last: that "
		       "must be what the ledger has in place. Without it: nobody asks."),
	ROW(environment_rules, freeze, FIELD_OBJECTS, TIGHTER_MAY_ADD, .optional = true,
	    .of = &freeze_fields, .meaning = "Times in which nothing is deployed."),
};
const struct fields policy_environment_fields =
	TABLE("environment", environment_rules, environment_rows, "Where something is deployed.");
