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

static const char *const severity_names[] = {"report", "required", NULL};

#define CONTROL_ROW(member, says)                                                              \
	ROW(control_rules, member, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = severity_names, \
	    .unless_given = "\"required\"", .meaning = says)

static const struct field control_rows[] = {
	CONTROL_ROW(ticket, "The control ticket; `report`: it is told and stops nothing."),
	CONTROL_ROW(approval, "The control approval."),
	CONTROL_ROW(tests, "The control tests."),
	CONTROL_ROW(separation, "The control separation, but for the name of the environment."),
	CONTROL_ROW(source, "Of separation: from which branch, workflow and event."),
	CONTROL_ROW(promotion, "Of separation: through which environment before, and how long."),
	CONTROL_ROW(duties, "Of separation: who opened the gate."),
	CONTROL_ROW(protection, "Of separation: how the forge protects the environment."),
};
static const struct fields control_fields =
	TABLE("controls", control_rules, control_rows,
	      "Which controls may stop a deploy, and which are only reported.");

static const struct field approval_rows[] = {
	ROW(deploy_approval, count, FIELD_INTEGER, TIGHTER_MAY_RAISE, .minimum = 1, .maximum = 6,
	    .unless_given = "1", .meaning = "How many people have to open the gate."),
	{
		.name = "not",
		.type = FIELD_TEXTS,
		.offset = offsetof(struct deploy_approval, excluded),
		.tighter = TIGHTER_MAY_ADD,
		.problem = excluded_problem,
		.unless_given = "[\"contributors\",\"triggerer\"]",
		.meaning = "Who does not count: `contributors` to the change, and the `triggerer` "
			   "of the run.",
	},
};
static const struct fields deploy_approval_fields =
	TABLE("deployApproval", deploy_approval, approval_rows,
	      "Somebody opens the gate of the environment at the forge, for each run.");

static const char *const bypass_names[] = {"allowed", "refused", NULL};
static const char *const need_names[] = {"any", "required", NULL};
static const char *const claims_names[] = {"any", "protected", NULL};
static const char *const secrets_names[] = {"anywhere", "environment", NULL};

#define PLATFORM_ROW(member, names, says)                                              \
	ROW(platform_rules, member, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = names, \
	    .optional = true, .meaning = says)

static const struct field platform_rows[] = {
	PLATFORM_ROW(admin_bypass, bypass_names,
		     "`refused`: administrators may not deploy past its rules."),
	PLATFORM_ROW(branch_policy, need_names,
		     "`required`: only branches that the policy lets in may deploy to it."),
	PLATFORM_ROW(reviewers, need_names, "`required`: somebody has to open its gate."),
	PLATFORM_ROW(prevent_self_review, need_names, "`required`: not whoever started the run."),
	PLATFORM_ROW(secrets, secrets_names,
		     "`environment`: it has secrets of its own, and none of them is one of the "
		     "repository or organisation too."),
	PLATFORM_ROW(claims, claims_names,
		     "`protected`: the token of the GitLab job says that its branch or tag and "
		     "its environment are protected."),
	ROW(platform_rules, tier, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = label_problem,
	    .meaning = "Tier that this token gives the environment, such as `production`. Without "
		       "it: any."),
};
static const struct fields platform_fields =
	TABLE("platform", platform_rules, platform_rows,
	      "Settings of the environment at the forge, read at each deploy.");

static const struct field target_rows[] = {
	ROW(target_rules, account, FIELD_TEXT, TIGHTER_FIXED, .problem = label_problem,
	    .meaning = "Cloud account or cluster; `--account` has to be it."),
	ROW(target_rules, not_shared_with, FIELD_TEXTS, TIGHTER_MAY_ADD, .optional = true,
	    .problem = name_problem, .meaning = "Environments that have another account."),
};
static const struct fields target_fields =
	TABLE("target", target_rules, target_rows, "Where the environment itself is.");

static const char *const class_names[] = {"lasting", "ephemeral", NULL};
static const char *const artifact_names[] = {"by-commit", "required", NULL};
static const char *const provenance_names[] = {"ignored", "note", "required", NULL};
static const char *const on_unknown_names[] = {"emergency-only", "block", NULL};

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
	ROW(environment_rules, on_unknown, FIELD_CHOICE, TIGHTER_MAY_RAISE, .optional = true,
	    .choices = on_unknown_names,
	    .meaning =
		    "What goes ahead where something could not be found out: `emergency-only`, or "
		    "with `block` nothing, emergencies neither. Without it: `emergency-only`."),
	ROW(environment_rules, freeze, FIELD_OBJECTS, TIGHTER_MAY_ADD, .optional = true,
	    .of = &freeze_fields, .meaning = "Times in which nothing is deployed."),
	ROW(environment_rules, class, FIELD_CHOICE, TIGHTER_FIXED, .optional = true,
	    .choices = class_names,
	    .meaning = "`ephemeral`: a preview, whose controls only report and which no other "
		       "environment comes after."),
	ROW(environment_rules, controls, FIELD_OPTIONAL, TIGHTER_WITHIN, .of = &control_fields,
	    .meaning = "Which controls are `required` here."),
	ROW(environment_rules, same_artifact, FIELD_CHOICE, TIGHTER_MAY_RAISE, .optional = true,
	    .choices = artifact_names,
	    .meaning = "`required`: the artefact of `after` is known, and the same. Without it the "
		       "commit does where no artefact is named."),
	ROW(environment_rules, soak, FIELD_DURATION, TIGHTER_MAY_RAISE, .optional = true,
	    .meaning = "How long it must have been in `after`, such as `30m`."),
	ROW(environment_rules, workflows, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = path_problem,
	    .meaning = "Globs of the workflow files that may deploy here; the forge says which "
		       "one this run is of. Without them: not asked."),
	ROW(environment_rules, events, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = event_problem,
	    .meaning = "With `workflows`: events that may start the run. Without them: push, "
		       "workflow_dispatch, workflow_run, release, schedule, deployment, "
		       "repository_dispatch."),
	ROW(environment_rules, deploy_approval, FIELD_OPTIONAL, TIGHTER_WITHIN,
	    .of = &deploy_approval_fields,
	    .meaning = "Who opens the gate at the forge, for each run."),
	ROW(environment_rules, platform, FIELD_OBJECT, TIGHTER_WITHIN, .optional = true,
	    .of = &platform_fields, .meaning = "How the forge has to protect it."),
	ROW(environment_rules, targets, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = label_problem,
	    .meaning = "Regions or clusters; each deploy names with `--target` where it goes."),
	ROW(environment_rules, target, FIELD_OPTIONAL, TIGHTER_WITHIN, .of = &target_fields,
	    .meaning = "Its account, unlike that of others."),
	ROW(environment_rules, artifact_provenance, FIELD_CHOICE, TIGHTER_MAY_RAISE,
	    .optional = true, .choices = provenance_names,
	    .meaning = "`required`: `--provenance` is signed by a provenance key of the trust root "
		       "and says that the artefact was built from the deployed commit."),
};
const struct fields policy_environment_fields =
	TABLE("environment", environment_rules, environment_rows, "Where something is deployed.");
