/* SPDX-License-Identifier: Apache-2.0 */
/* Which keys does a policy have, what do they default to, and what is tighter? See policy.h. */
#include <string.h>

#include "base/glob.h"
#include "base/text.h"
#include "base/time.h"
#include "core/person.h"
#include "core/ledger_place.h"
#include "core/policy.h"

#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define SMALL "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

#define MOST_APPROVALS 10
#define MOST_TESTS 1000000000
#define NAME_BYTES 63       /* a label of DNS; names become parts of paths and keys */
#define REFERENCE_BYTES 200 /* repository and origin: they are in every leaf of the ledger */
#define TOKEN_BYTES 64
#define LONGEST_WAIT 86400 /* seconds for the sequencer; no job lives longer */

static const char *const ledger_mode_names[] = {"in-step", "inbox", NULL};
static const char *const independence_names[] = {"covers-each-author", "contributed-nothing", NULL};

static bool
made_of(const char *text, const char *bytes)
{
	return *text && text[strspn(text, bytes)] == '\0';
}

static bool
has_control(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7F)
			return true;
	return false;
}

static const char *
repository_problem(const char *text)
{
	if (!made_of(text, CAPITALS SMALL DIGITS "._~/-"))
		return "may only have letters, digits and . _ ~ / -, as in example.org/acme/pay";
	if (*text == '/' || text_ends_with(text, "/") || strstr(text, "//"))
		return "may not begin or end with `/`, nor have `//`";
	if (strstr(text, ".."))
		return "may not have `..`";
	return strlen(text) > REFERENCE_BYTES ? "is longer than 200 bytes" : NULL;
}

/* The name in a signed note (C2SP signed-note): no spaces, no plus sign. */
static const char *
origin_problem(const char *text)
{
	for (const char *at = text; *at; at++)
		if (*at <= ' ' || *at > '~' || *at == '+')
			return "may only have printable ASCII without spaces and `+`";
	if (!*text)
		return "is empty";
	return strlen(text) > REFERENCE_BYTES ? "is longer than 200 bytes" : NULL;
}

static const char *
path_problem(const char *text)
{
	if (!*text)
		return "is empty";
	return has_control(text) ? "has a control character" : glob_problem(text);
}

static const char *
branch_problem(const char *text)
{
	if (text_starts_with(text, "refs/"))
		return "is a full ref: write the branch's name only, as in main";
	return path_problem(text);
}

static const char *
project_problem(const char *text)
{
	size_t length = strlen(text);

	if (length < 2 || length > 10 || !made_of(text, CAPITALS DIGITS "_") ||
	    !strchr(CAPITALS, *text))
		return "is not a project such as PAY: a capital, then 1 to 9 of A-Z 0-9 _";
	return NULL;
}

static bool
is_among(const char *text, const char *const *words)
{
	while (*words && !text_equal(text, *words))
		words++;
	return *words;
}

static const char *
source_problem(const char *text)
{
	static const char *const sources[] = {"title", "branch", "subject", "trailer",
					      "body",  "links",  NULL};

	return is_among(text, sources)
		       ? NULL
		       : "is not one of: title, branch, subject, trailer, body, links";
}

static const char *
tested_problem(const char *text)
{
	static const char *const places[] = {"exact", "merge-group", "same-tree", "request-head",
					     NULL};

	return is_among(text, places)
		       ? NULL
		       : "is not one of: exact, merge-group, same-tree, request-head";
}

static const char *
event_problem(const char *text)
{
	if (!made_of(text, SMALL "_") || strlen(text) > NAME_BYTES)
		return "is not an event such as push or pull_request";
	return NULL;
}

static const char *
team_problem(const char *text)
{
	const char *slash = strchr(text, '/');

	if (!slash || slash == text || !slash[1] || strchr(slash + 1, '/') ||
	    !made_of(text, CAPITALS SMALL DIGITS "_.-/") || strlen(text) > REFERENCE_BYTES)
		return "is not a team such as acme/engineers";
	return NULL;
}

static const char *
api_problem(const char *text)
{
	if (!text_starts_with(text, "https://") && !text_starts_with(text, "http://"))
		return "is not an address such as https://github.example.org/api/v3";
	for (const char *at = text; *at; at++)
		if (*at <= ' ' || *at > '~' || strchr("@?#\\\"", *at))
			return "may only have printable ASCII without @ ? # and quotes";
	return strlen(text) > REFERENCE_BYTES ? "is longer than 200 bytes" : NULL;
}

static const char *
label_problem(const char *text)
{
	if (!*text)
		return "is empty";
	return has_control(text) || strlen(text) > REFERENCE_BYTES
		       ? "has a control character, or is longer than 200 bytes"
		       : NULL;
}

static const char *
ticket_problem(const char *text)
{
	return *text && !has_control(text) ? NULL : "is not a ticket such as OPS-1";
}

static const char *
token_problem(const char *text)
{
	if (!made_of(text, CAPITALS SMALL "-") || strlen(text) > TOKEN_BYTES)
		return "is not the token of a trailer such as Reviewed-by: letters and `-` only";
	return NULL;
}

static const char *
name_problem(const char *text)
{
	if (!made_of(text, SMALL DIGITS "._-") || strchr("._-", *text) || strlen(text) > NAME_BYTES)
		return "is not a name: a-z or 0-9, then up to 62 of a-z 0-9 . _ -";
	return NULL;
}

static const char *
local_problem(const char *text)
{
	struct civil civil;

	return local_parse(text, &civil) ? NULL : "is not a local time such as 2026-12-20T00:00";
}

/* It becomes part of a path below the zone files. */
static const char *
zone_problem(const char *text)
{
	static const char problem[] = "is not the name of a time zone such as Europe/Berlin";

	if (!made_of(text, CAPITALS SMALL DIGITS "_+-/") || strlen(text) > TOKEN_BYTES)
		return problem;
	if (!byte_is_letter(*text) || strstr(text, "//") || text_ends_with(text, "/"))
		return problem;
	return NULL;
}

static const char *
reason_problem(const char *text)
{
	if (!*text)
		return "is empty: say why, people who are stopped will read it";
	return has_control(text) ? "has a control character" : NULL;
}

static const char *
address_problem(const char *text)
{
	return address_is_plausible(text) ? NULL : "is not an address such as ada@example.org";
}

static const char *
waivable_problem(const char *text)
{
	if (text_equal(text, "ticket") || text_equal(text, "tests") ||
	    text_equal(text, "separation"))
		return NULL;
	return "is not one of: ticket, tests, separation";
}

#define ROW(owner, member, kind, direction, ...)                                         \
	{                                                                                \
		.name = #member, .type = kind, .offset = offsetof(struct owner, member), \
		.tighter = direction, __VA_ARGS__                                        \
	}
#define TABLE(word, owner, rows, says)                            \
	{                                                         \
		word, sizeof(struct owner), FIELDS_OF(rows), says \
	}

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
};
static const struct fields ticket_fields =
	TABLE("tickets", ticket_rules, ticket_rows, "Control 1: every change has a ticket.");

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
	ROW(approval_rules, permission, FIELD_CHOICE, TIGHTER_MAY_RAISE,
	    .choices = permission_names, .unless_given = "\"write\"",
	    .meaning = "Of an approver at the forge."),
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
static const struct fields approval_fields =
	TABLE("approval", approval_rules, approval_rows,
	      "Control 2: somebody independent approved every change.");

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
};
static const struct fields requirement_fields =
	TABLE("requirement", test_requirement, requirement_rows, "Tests that have to pass.");

static const char *const definitions_names[] = {"note", "guarded", NULL};

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
};
static const struct fields test_fields =
	TABLE("tests", test_rules, test_rows, "Control 3: the tests passed on what is deployed.");

static const struct field service_rows[] = {
	ROW(service_rules, paths, FIELD_TEXTS, TIGHTER_FIXED, .optional = true,
	    .problem = path_problem,
	    .meaning = "Globs of the files that belong to the service; without them: all."),
};
static const struct fields service_fields =
	TABLE("service", service_rules, service_rows, "A part that is deployed on its own.");

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
static const struct fields environment_fields =
	TABLE("environment", environment_rules, environment_rows, "Where something is deployed.");

static const struct field rollback_rows[] = {
	ROW(rollback_rules, max_age, FIELD_DURATION, TIGHTER_MAY_LOWER, .unless_given = "\"30d\"",
	    .meaning = "How old the record of a version may be for going back to it."),
};
static const struct fields rollback_fields =
	TABLE("rollback", rollback_rules, rollback_rows, "Going back to an earlier version.");

static const struct field identity_rows[] = {
	ROW(identity, addresses, FIELD_TEXTS, TIGHTER_MAY_ADD, .problem = address_problem,
	    .meaning =
		    "Mail addresses of one person; an account of a forge by the one that the forge gives to "
		    "each, such as login@users.noreply.github.com."),
};
static const struct fields identity_fields =
	TABLE("identity", identity, identity_rows, "One person with several addresses.");

static const struct field waiver_rows[] = {
	ROW(waiver, control, FIELD_TEXT, TIGHTER_FIXED, .problem = waivable_problem,
	    .meaning = "`ticket`, `tests` or `separation`; approval cannot be waived."),
	ROW(waiver, service, FIELD_TEXT, TIGHTER_FIXED, .optional = true, .problem = name_problem,
	    .meaning = "Service that it is for; without it: every service."),
	ROW(waiver, reason, FIELD_TEXT, TIGHTER_FIXED, .problem = reason_problem,
	    .meaning = "Why, for those who read the records."),
	ROW(waiver, expires, FIELD_INSTANT, TIGHTER_FIXED,
	    .meaning = "When it ends, at most 90 days ahead, such as 2026-12-31T00:00:00Z."),
};
static const struct fields waiver_fields =
	TABLE("waiver", waiver, waiver_rows,
	      "A control that may fail for a while, once the policy with it is in force.");

static const struct field ledger_rows[] = {
	ROW(ledger_rules, store, FIELD_TEXT, TIGHTER_FIXED, .problem = ledger_place_problem,
	    .meaning = "Where records are kept: `dir:PATH`, relative to the work tree's root; "
		       "`git:REF`, a branch on `origin` (`refs/heads/change-records`); "
		       "`git:local:REF`, a branch here; `git+URL#REF`, one of another repository."),
	ROW(ledger_rules, origin, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = origin_problem,
	    .meaning = "Name of the ledger in its checkpoints; without it: `repository`."),
	ROW(ledger_rules, mode, FIELD_CHOICE, TIGHTER_FIXED, .optional = true,
	    .choices = ledger_mode_names,
	    .meaning = "`in-step`: whoever deploys appends, with the checkpoint key. `inbox`: "
		       "pipelines hand in, and `changegate ledger sequence` appends. Without it: "
		       "`in-step`."),
	ROW(ledger_rules, wait, FIELD_DURATION, TIGHTER_FIXED, .optional = true, .minimum = 1,
	    .maximum = LONGEST_WAIT,
	    .meaning = "With `inbox`: how long a pipeline waits until its record is in. Without "
		       "it: `60s`."),
};
static const struct fields ledger_fields =
	TABLE("ledger", ledger_rules, ledger_rows, "Where the records go.");

static const char *const forge_kind_names[] = {"none", "github", NULL};
static const char *const comment_names[] = {"never", "on-failure", "always", NULL};

static const struct field policy_rows[] = {
	ROW(policy, version, FIELD_INTEGER, TIGHTER_FIXED, .minimum = 1, .maximum = 1,
	    .meaning = "Version of the policy's format: 1."),
	ROW(policy, extends, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .meaning = "Shipped preset that this policy may only tighten, such as `soc2@1`."),
	ROW(policy, repository, FIELD_TEXT, TIGHTER_FIXED, .problem = repository_problem,
	    .meaning = "Name of the repository in records, such as example.org/acme/payments; a "
		       "first part with a dot is the host of the origin, where the ledger is kept "
		       "there."),
	ROW(policy, forge, FIELD_CHOICE, TIGHTER_FIXED, .choices = forge_kind_names,
	    .optional = true,
	    .meaning = "Whose change requests, reviews and checks are the evidence: `github`. "
		       "Without it: git alone."),
	ROW(policy, api, FIELD_TEXT, TIGHTER_FIXED, .optional = true, .problem = api_problem,
	    .meaning = "Address of the forge's API; without it by the host of `repository`: "
		       "api.github.com, api.NAME.ghe.com, or HOST/api/v3."),
	ROW(policy, branches, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .problem = branch_problem,
	    .unless_given = "[\"main\"]",
	    .meaning = "Globs of the branches where changes are merged and policies come from."),
	ROW(policy, tickets, FIELD_OBJECT, TIGHTER_WITHIN, .of = &ticket_fields,
	    .meaning = "Control 1: every change has a ticket."),
	ROW(policy, approval, FIELD_OBJECT, TIGHTER_WITHIN, .of = &approval_fields,
	    .optional = true, .meaning = "Control 2: somebody independent approved every change."),
	ROW(policy, tests, FIELD_OBJECT, TIGHTER_WITHIN, .of = &test_fields,
	    .meaning = "Control 3: the tests passed on what is deployed."),
	/* A further service could claim paths that until then counted for every other one. */
	ROW(policy, services, FIELD_NAMED, TIGHTER_FIXED, .of = &service_fields, .optional = true,
	    .problem = name_problem,
	    .meaning = "Parts that are deployed on their own; without them one, `default`."),
	ROW(policy, ignored, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = path_problem, .meaning = "Globs of files that belong to no service."),
	ROW(policy, environments, FIELD_NAMED, TIGHTER_MAY_ADD, .of = &environment_fields,
	    .problem = name_problem,
	    .meaning = "Control 4: where something may be deployed; at least one."),
	ROW(policy, rollback, FIELD_OBJECT, TIGHTER_WITHIN, .of = &rollback_fields,
	    .optional = true, .meaning = "Going back to an earlier version."),
	ROW(policy, allowed_signers, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = path_problem,
	    .meaning = "Path of the file with people's SSH keys (ssh-keygen(1), ALLOWED SIGNERS), "
		       "read where the policy is read."),
	ROW(policy, guardians, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = address_problem,
	    .meaning = "Addresses of people, one of whom approves each change of the policy, the "
		       "mailmap, the signers, the trust root and CODEOWNERS."),
	ROW(policy, identities, FIELD_OBJECTS, TIGHTER_MAY_ADD, .of = &identity_fields,
	    .optional = true, .meaning = "People with several addresses."),
	ROW(policy, waivers, FIELD_OBJECTS, TIGHTER_FIXED, .of = &waiver_fields, .optional = true,
	    .meaning = "Controls that may fail for a while."),
	ROW(policy, ledger, FIELD_OBJECT, TIGHTER_WITHIN, .of = &ledger_fields,
	    .meaning = "Where the records go."),
	ROW(policy, comment, FIELD_CHOICE, TIGHTER_FIXED, .choices = comment_names,
	    .optional = true,
	    .meaning = "Whether `changegate pr` keeps a comment on the change request; without "
		       "it: `never`."),
};
const struct fields policy_fields =
	TABLE("policy", policy, policy_rows, "What a repository asks of a deploy.");
