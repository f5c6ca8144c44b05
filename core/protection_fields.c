/* SPDX-License-Identifier: Apache-2.0 */
/* How do an environment's guards look in the evidence document? The tables of core/protection.h. */
#include "core/protection.h"

static const char *const state_names[] = {"pending", "rejected", "approved", NULL};
static const char *const told_names[] = {"not-told", "no", "yes", NULL};
static const char *const admitted_names[] = {"any", "protected", "listed", NULL};

#define AVAILABILITY_ROW(owner, member, json, says) \
	FIELD_ROW(owner, member, json, FIELD_OBJECT, .of = &availability_fields, .meaning = says)
#define ACCOUNT_ROW(owner, member, json, says)                                                  \
	FIELD_ROW(owner, member, json, FIELD_OPTIONAL, .of = &account_fields, .optional = true, \
		  .meaning = says)

static const struct field run_rows[] = {
	AVAILABILITY_ROW(gate_run, availability, "availability",
			 "not-asked where nobody asks, or the job did not say which run it is"),
	FIELD_ROW(gate_run, id, "id", FIELD_TEXT, .optional = true,
		  .meaning = "number of the run, as the job says"),
	FIELD_ROW(gate_run, path, "path", FIELD_TEXT, .optional = true,
		  .meaning = "its workflow file, as the forge says"),
	FIELD_ROW(gate_run, event, "event", FIELD_TEXT, .optional = true,
		  .meaning = "that started it"),
	FIELD_ROW(gate_run, branch, "branch", FIELD_TEXT, .optional = true,
		  .meaning = "branch or tag that it is for"),
	FIELD_ROW(gate_run, commit, "commit", FIELD_TEXT, .optional = true,
		  .meaning = "whose workflow file runs"),
	FIELD_ROW(gate_run, status, "status", FIELD_TEXT, .optional = true,
		  .meaning = "completed, or not yet"),
	FIELD_ROW(gate_run, attempt, "attempt", FIELD_INTEGER, .optional = true,
		  .meaning = "how often it was run"),
	FIELD_ROW(gate_run, on_branch, "onBranch", FIELD_BOOLEAN, .optional = true,
		  .meaning = "its commit is on a branch that may be deployed, as the forge has it"),
	ACCOUNT_ROW(gate_run, actor, "actor", "who started its first attempt"),
	ACCOUNT_ROW(gate_run, triggered_by, "triggeredBy", "who started this one"),
};
static const struct fields run_fields = {"gateRun", sizeof(struct gate_run), FIELDS_OF(run_rows),
					 "The run that deploys."};

static const struct field opening_rows[] = {
	FIELD_ROW(gate_opening, state, "state", FIELD_CHOICE, .choices = state_names,
		  .meaning = "approved or not"),
	ACCOUNT_ROW(gate_opening, by, "by", "who said so"),
	FIELD_ROW(gate_opening, environments, "environments", FIELD_TEXTS,
		  .meaning = "their names at the forge"),
};
static const struct fields opening_fields = {"gateOpening", sizeof(struct gate_opening),
					     FIELDS_OF(opening_rows),
					     "Somebody's word on the environments of a run."};

static const struct field openings_rows[] = {
	AVAILABILITY_ROW(gate_openings, availability, "availability", "whether it could be read"),
	FIELD_ROW(gate_openings, count, "count", FIELD_INTEGER, .optional = true,
		  .meaning = "equals the length of all"),
	FIELD_ROW(gate_openings, all, "all", FIELD_OBJECTS, .of = &opening_fields, .optional = true,
		  .meaning = "of this run"),
};
static const struct fields openings_fields = {"gateOpenings", sizeof(struct gate_openings),
					      FIELDS_OF(openings_rows),
					      "Who opened the gate for the run."};

static const struct field admitted_rows[] = {
	FIELD_ROW(admitted_ref, pattern, "pattern", FIELD_TEXT, .meaning = "as the forge has it"),
	FIELD_ROW(admitted_ref, tag, "tag", FIELD_BOOLEAN, .optional = true,
		  .meaning = "of tags, not of branches"),
};
static const struct fields admitted_fields = {"admittedRef", sizeof(struct admitted_ref),
					      FIELDS_OF(admitted_rows),
					      "Branches or tags that may deploy."};

static const struct field settings_rows[] = {
	AVAILABILITY_ROW(gate_settings, availability, "availability", "whether it could be read"),
	FIELD_ROW(gate_settings, name, "name", FIELD_TEXT, .optional = true,
		  .meaning = "of the environment, as the forge writes it"),
	FIELD_ROW(gate_settings, admins_bypass, "adminsBypass", FIELD_CHOICE, .optional = true,
		  .choices = told_names, .meaning = "administrators may deploy past its rules"),
	FIELD_ROW(gate_settings, admits, "admits", FIELD_CHOICE, .optional = true,
		  .choices = admitted_names,
		  .meaning = "any branch, protected ones, or those listed"),
	AVAILABILITY_ROW(gate_settings, branches_known, "branchesKnown",
			 "whether those could be read"),
	FIELD_ROW(gate_settings, admitted_count, "admittedCount", FIELD_INTEGER, .optional = true,
		  .meaning = "equals the length of admitted"),
	FIELD_ROW(gate_settings, admitted, "admitted", FIELD_OBJECTS, .of = &admitted_fields,
		  .optional = true, .meaning = "listed patterns"),
	FIELD_ROW(gate_settings, protected_count, "protectedCount", FIELD_INTEGER, .optional = true,
		  .meaning = "protected branches; more than one is told as 1"),
	FIELD_ROW(gate_settings, reviewer_count, "reviewerCount", FIELD_INTEGER, .optional = true,
		  .meaning = "people and teams that may open its gate"),
	FIELD_ROW(gate_settings, prevents_self_review, "preventsSelfReview", FIELD_BOOLEAN,
		  .optional = true, .meaning = "not whoever started the run"),
};
static const struct fields settings_fields = {"gateSettings", sizeof(struct gate_settings),
					      FIELDS_OF(settings_rows),
					      "How the forge protects the environment."};

static const struct field secrets_rows[] = {
	AVAILABILITY_ROW(gate_secrets, availability, "availability", "whether it could be read"),
	FIELD_ROW(gate_secrets, count, "count", FIELD_INTEGER, .optional = true,
		  .meaning = "equals the length of names"),
	FIELD_ROW(gate_secrets, names, "names", FIELD_TEXTS, .optional = true,
		  .meaning = "of its secrets; their values are never read"),
	FIELD_ROW(gate_secrets, elsewhere, "elsewhere", FIELD_TEXTS, .optional = true,
		  .meaning = "names that the repository or the organisation has too"),
};
static const struct fields secrets_fields = {"gateSecrets", sizeof(struct gate_secrets),
					     FIELDS_OF(secrets_rows),
					     "Which secrets the environment has."};

static const struct field protection_rows[] = {
	FIELD_ROW(protection, environment, "environment", FIELD_TEXT, .optional = true,
		  .meaning = "its name at the forge"),
	FIELD_ROW(protection, run, "run", FIELD_OBJECT, .of = &run_fields,
		  .meaning = "the run that deploys"),
	FIELD_ROW(protection, openings, "openings", FIELD_OBJECT, .of = &openings_fields,
		  .meaning = "who opened its gate"),
	FIELD_ROW(protection, settings, "settings", FIELD_OBJECT, .of = &settings_fields,
		  .meaning = "how it is protected"),
	FIELD_ROW(protection, secrets, "secrets", FIELD_OBJECT, .of = &secrets_fields,
		  .meaning = "which secrets it has"),
};
const struct fields protection_fields = {"protection", sizeof(struct protection),
					 FIELDS_OF(protection_rows),
					 "How the forge guards the environment."};
