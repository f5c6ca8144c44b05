/* SPDX-License-Identifier: Apache-2.0 */
/* Which keys have `tests`? See policy_tables.h. */
#include "core/policy_tables.h"

#define MOST_TESTS 1000000000

static const struct field requirement_rows[] = {
	ROW(test_requirement, junit, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = path_problem, .meaning = "Glob of JUnit XML reports below the work tree."),
	ROW(test_requirement, workflow, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = path_problem,
	    .meaning = "Path of a workflow file whose `job` has to succeed, as the forge says."),
	ROW(test_requirement, job, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = label_problem,
	    .meaning = "Name of the job's check; `*` stands for what a matrix puts there."),
	ROW(test_requirement, check, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = label_problem,
	    .meaning = "Name of a check of another `app`; `*` as in `job`."),
	ROW(test_requirement, app, FIELD_INTEGER, TIGHTER_FIXED, .optional = true,
	    .maximum = LIMIT_INTEGER,
	    .meaning = "The forge's number of the app; of `workflow` without it: 15368, GitHub "
		       "Actions at github.com."),
	ROW(test_requirement, count, FIELD_INTEGER, TIGHTER_MAY_RAISE, .minimum = 1,
	    .maximum = MOST_TESTS, .unless_given = "1",
	    .meaning = "How many checks `job` or `check` has to find, all of which succeed."),
	ROW(test_requirement, min_tests, FIELD_INTEGER, TIGHTER_MAY_RAISE, .minimum = 1,
	    .maximum = MOST_TESTS, .unless_given = "1",
	    .meaning = "How many tests must have been executed; skipped ones do not count."),
	ROW(test_requirement, statement, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = path_problem,
	    .meaning = "Path of an in-toto statement about the reports and the commit, signed in "
		       "`PATH.sig` (ssh-keygen, namespace `changegate-tests`)."),
	ROW(test_requirement, acceptance, FIELD_BOOLEAN, TIGHTER_MAY_RAISE, .optional = true,
	    .meaning = "`true`: those who use it accept the change by this; the attribute UAT of "
		       "the audit rests on it."),
};
static const struct fields requirement_fields =
	TABLE("requirement", test_requirement, requirement_rows, "Tests that have to pass.");

static const char *const definitions_names[] = {"note", "guarded", NULL};

static const char *const exit_code_names[] = {"accept", "note", "fail", NULL};

static const struct field test_rows[] = {
	ROW(test_rules, required, FIELD_OBJECTS, TIGHTER_MAY_ADD, .of = &requirement_fields,
	    .meaning = "Tests that have to pass; at least one."),
	ROW(test_rules, evidence, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = grade_names,
	    .unless_given = "\"verified\"",
	    .meaning = "The weakest grade of a test result that counts."),
	ROW(test_rules, on, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .problem = tested_problem,
	    .unless_given = "[\"exact\",\"merge-group\",\"same-tree\"]",
	    .meaning =
		    "What a forge's checks may have run on: the deployed commit (`exact`), it as "
		    "the head of a merge queue, the head of its change request with the `same-"
		    "tree`, or with another (`request-head`)."),
	ROW(test_rules, events, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .problem = event_problem,
	    .unless_given = "[\"push\",\"pull_request\",\"merge_group\"]",
	    .meaning = "Events that may have started a workflow."),
	ROW(test_rules, skip_unchanged, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = path_problem,
	    .meaning = "Globs: a job that was skipped or never started counts if no changed file "
		       "matches one of them."),
	ROW(test_rules, max_attempts, FIELD_INTEGER, TIGHTER_MAY_LOWER, .minimum = 1,
	    .maximum = MOST_TESTS, .unless_given = "10",
	    .meaning = "How often a workflow may have been run until it succeeded."),
	ROW(test_rules, definitions, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = definitions_names,
	    .unless_given = "\"note\"",
	    .meaning = "`guarded`: a change of a required workflow's file needs a guardian."),
	ROW(test_rules, exit_code_only, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = exit_code_names,
	    .optional = true,
	    .meaning = "A required job or check says how it ended, and not that a test ran. Where "
		       "no reports (`junit`) are required beside it, `note` says so, and `fail` "
		       "refuses it. Without it: `accept`."),
	ROW(test_rules, drop_percent, FIELD_INTEGER, TIGHTER_MAY_LOWER, .optional = true,
	    .minimum = 1, .maximum = 100,
	    .meaning =
		    "Reports (`junit`) whose executed tests are more than so many per cent fewer "
		    "than those of what is in place are noted, as are more skipped ones. Without "
		    "it: 10."),
};
const struct fields policy_test_fields =
	TABLE("tests", test_rules, test_rows, "Control 3: the tests passed on what is deployed.");
