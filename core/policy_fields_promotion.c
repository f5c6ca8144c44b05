/* SPDX-License-Identifier: Apache-2.0 */
/* Which keys has an element of `promotions`? See policy_tables.h. */
#include "core/policy_tables.h"

static const char *const provenance_names[] = {"ignored", "required", NULL};

static const struct field promoter_rows[] = {
	ROW(promoter, app, FIELD_TEXT, TIGHTER_FIXED, .problem = label_problem,
	    .meaning = "Name of the app, for people."),
	ROW(promoter, id, FIELD_INTEGER, TIGHTER_FIXED, .minimum = 1, .maximum = LIMIT_INTEGER,
	    .meaning = "The forge's number of the app's account, which decides."),
};
static const struct fields promoter_fields =
	TABLE("promoter", promoter, promoter_rows, "An app that may promote.");

static const struct field promotion_rows[] = {
	ROW(promotion_rule, service, FIELD_TEXT, TIGHTER_FIXED, .problem = name_problem,
	    .meaning = "Service whose records have judged the artefacts."),
	ROW(promotion_rule, repository, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = repository_problem,
	    .meaning = "Repository of these records, as its own policy names it; without it: this "
		       "one."),
	ROW(promotion_rule, from, FIELD_TEXT, TIGHTER_FIXED, .problem = name_problem,
	    .meaning = "Environment where an artefact must have passed before."),
	ROW(promotion_rule, paths, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .problem = path_problem,
	    .meaning = "Globs of the files whose digests may move."),
	ROW(promotion_rule, by, FIELD_OBJECTS, TIGHTER_MAY_REMOVE, .of = &promoter_fields,
	    .meaning = "Apps whose own change requests these are, and nobody else's."),
	ROW(promotion_rule, provenance, FIELD_CHOICE, TIGHTER_MAY_RAISE,
	    .choices = provenance_names, .unless_given = "\"required\"",
	    .meaning = "`required`: the record shows by provenance from which commit the artefact "
		       "was built. `ignored`: whoever deployed it there says which it was."),
};
const struct fields policy_promotion_fields =
	TABLE("promotion", promotion_rule, promotion_rows,
	      "Change requests that only move digests to those of artefacts that passed.");
