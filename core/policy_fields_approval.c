/* SPDX-License-Identifier: Apache-2.0 */
/* Which keys has `approval`? See policy_tables.h. */
#include "core/policy_tables.h"

#define MOST_APPROVALS 10

static const char *const independence_names[] = {"covers-each-author", "contributed-nothing", NULL};
static const struct field bot_rows[] = {
	ROW(bot_rule, app, FIELD_TEXT, TIGHTER_FIXED, .problem = label_problem,
	    .meaning = "Name of the app, for people."),
	ROW(bot_rule, id, FIELD_INTEGER, TIGHTER_FIXED, .minimum = 1, .maximum = LIMIT_INTEGER,
	    .meaning = "The forge's number of the app's account, which decides."),
	ROW(bot_rule, paths, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .problem = path_problem,
	    .meaning = "Globs of all that its change requests may touch; at least one."),
	ROW(bot_rule, ticket, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = ticket_problem,
	    .meaning = "Standing ticket of its change requests; without it they name their own."),
};
static const struct fields bot_fields =
	TABLE("bot", bot_rule, bot_rows, "An app whose own change requests need no approval.");

static const char *const permission_names[] = {"any", "write", NULL};
static const char *const freshness_names[] = {"ignore", "same-diff", "exact", NULL};
static const char *const deadline_names[] = {"deploy", "merge", NULL};
static const char *const owners_names[] = {"ignored", "required", NULL};
static const char *const suggestions_names[] = {"allow", "exclude", NULL};
static const char *const authors_names[] = {"use-pusher", "fail", NULL};
static const char *const pushers_names[] = {"note", "required", NULL};
static const char *const changes_names[] = {"ignore", "block", NULL};
static const char *const self_merge_names[] = {"allow", "refuse", NULL};
static const char *const agents_names[] = {"allow", "exclude-merger", NULL};

/* Strictest first, and written only if it is another one: policies of before have no such key. */
static const char *const reverts_names[] = {"own-review", "inherit-if-inverse", NULL};
static const char *const departed_names[] = {"unknown", "accept", NULL};
static const char *const backports_names[] = {"own-review", "inherit-if-same-content", NULL};

static const struct field approval_rows[] = {
	ROW(approval_rules, count, FIELD_INTEGER, TIGHTER_MAY_RAISE, .minimum = 1,
	    .maximum = MOST_APPROVALS, .unless_given = "1",
	    .meaning = "How many different people have to approve."),
	ROW(approval_rules, independence, FIELD_CHOICE, TIGHTER_MAY_RAISE,
	    .choices = independence_names, .unless_given = "\"contributed-nothing\"",
	    .meaning = "`contributed-nothing`: who contributed to the change is not counted. "
		       "`covers-each-author`: each author has an approver who is somebody else."),
	ROW(approval_rules, trailers, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .problem = token_problem,
	    .unless_given = "[\"Reviewed-by\"]",
	    .meaning = "Tokens of the trailers that approve, such as `Reviewed-by`."),
	ROW(approval_rules, evidence, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = grade_names,
	    .unless_given = "\"verified\"",
	    .meaning = "The weakest grade of an approval that counts."),
	ROW(approval_rules, reverts, FIELD_CHOICE, TIGHTER_MAY_LOWER, .choices = reverts_names,
	    .optional = true,
	    .meaning =
		    "`inherit-if-inverse`: what exactly takes back a change that an allowed "
		    "record has as approved needs no approval of its own, except of the gate's files."),
	ROW(approval_rules, backports, FIELD_CHOICE, TIGHTER_MAY_LOWER, .choices = backports_names,
	    .optional = true,
	    .meaning = "`inherit-if-same-content`: nor does what has the diff of such a change, in "
		       "a branch that never had it."),
	ROW(approval_rules, permission, FIELD_CHOICE, TIGHTER_MAY_RAISE,
	    .choices = permission_names, .unless_given = "\"write\"",
	    .meaning = "Of an approver at the forge."),
	ROW(approval_rules, departed, FIELD_CHOICE, TIGHTER_MAY_LOWER, .choices = departed_names,
	    .optional = true,
	    .meaning =
		    "`accept`: an approver who has no access any more counts where the forge says "
		    "that the repository is private, so that there was some access then. Without "
		    "it: `unknown`."),
	ROW(approval_rules, teams, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = team_problem,
	    .meaning = "Teams, such as acme/engineers, one of which an approver is in; without "
		       "them: anybody."),
	ROW(approval_rules, codeowners, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = owners_names,
	    .unless_given = "\"ignored\"",
	    .meaning = "`required`: an owner of each changed file that CODEOWNERS gives one."),
	ROW(approval_rules, freshness, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = freshness_names,
	    .unless_given = "\"same-diff\"",
	    .meaning = "`exact`: what was approved is the very head that was merged. `same-diff`: "
		       "or its diff is the same, or the branch was only updated cleanly."),
	ROW(approval_rules, before, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = deadline_names,
	    .unless_given = "\"merge\"", .meaning = "Until when an approval counts."),
	ROW(approval_rules, suggestions, FIELD_CHOICE, TIGHTER_MAY_RAISE,
	    .choices = suggestions_names, .unless_given = "\"allow\"",
	    .meaning = "`exclude`: an approver whose suggestion was applied contributed."),
	ROW(approval_rules, unknown_authors, FIELD_CHOICE, TIGHTER_MAY_RAISE,
	    .choices = authors_names, .unless_given = "\"fail\"",
	    .meaning = "Commits of an address without account: `use-pusher` takes whoever pushed "
		       "them."),
	ROW(approval_rules, pushers, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = pushers_names,
	    .unless_given = "\"required\"",
	    .meaning = "`required`: who pushed each version is known, or its commits are signed."),
	ROW(approval_rules, changes_requested, FIELD_CHOICE, TIGHTER_MAY_RAISE,
	    .choices = changes_names, .unless_given = "\"block\"",
	    .meaning = "A request for changes that is still open."),
	ROW(approval_rules, self_merge, FIELD_CHOICE, TIGHTER_MAY_RAISE,
	    .choices = self_merge_names, .unless_given = "\"allow\"",
	    .meaning = "Whether who opened a change request may merge it."),
	ROW(approval_rules, agents, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = agents_names,
	    .unless_given = "\"allow\"",
	    .meaning = "`exclude-merger`: of a change request that an app opened, whoever merged "
		       "it is not its approver."),
	ROW(approval_rules, bots, FIELD_OBJECTS, TIGHTER_MAY_REMOVE, .of = &bot_fields,
	    .optional = true, .meaning = "Apps whose own change requests need no approval."),
};
const struct fields policy_approval_fields =
	TABLE("approval", approval_rules, approval_rows,
	      "Control 2: somebody independent approved every change.");
