/* SPDX-License-Identifier: Apache-2.0 */
/* Which keys does a policy have, what do they default to, and what is tighter? See policy.h. */
#include "base/text.h"
#include "core/ledger_place.h"
#include "core/policy_tables.h"

#define LONGEST_WAIT 86400 /* seconds for the sequencer; no job lives longer */

static const char *const ledger_mode_names[] = {"in-step", "inbox", NULL};

static const struct field service_rows[] = {
	ROW(service_rules, paths, FIELD_TEXTS, TIGHTER_FIXED, .optional = true,
	    .problem = path_problem,
	    .meaning = "Globs of the files that belong to the service; without them: all."),
};
static const struct fields service_fields =
	TABLE("service", service_rules, service_rows, "A part that is deployed on its own.");

static const char *const rollback_ticket_names[] = {"optional", "required", NULL};

static const struct field rollback_rows[] = {
	ROW(rollback_rules, max_age, FIELD_DURATION, TIGHTER_MAY_LOWER, .unless_given = "\"30d\"",
	    .meaning = "How old the record of a version may be for going back to it."),
	ROW(rollback_rules, ticket, FIELD_CHOICE, TIGHTER_MAY_RAISE, .optional = true,
	    .choices = rollback_ticket_names,
	    .meaning =
		    "Whether going back needs the key of a ticket or incident (`--ticket`). Without "
		    "it: `optional`."),
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
	ROW(waiver, since, FIELD_INSTANT, TIGHTER_FIXED, .optional = true,
	    .meaning =
		    "Of one that was renewed: when it was first granted; its whole age is told."),
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
	ROW(ledger_rules, timestamp, FIELD_TEXT, TIGHTER_FIXED, .optional = true,
	    .problem = api_problem,
	    .meaning = "A time-stamping authority (RFC 3161), by its https URL, which says since "
		       "when checkpoints were there: after an append, once an hour at most, and by "
		       "`changegate ledger stamp`. Whose time-stamps count is said by "
		       "`timestampAuthorities` of the trust root. One that does not answer stops "
		       "nothing."),
};
static const struct fields ledger_fields =
	TABLE("ledger", ledger_rules, ledger_rows, "Where the records go.");

static const char *const forge_kind_names[] = {"none", "github", NULL};
static const char *const forge_trust_names[] = {"given", "system", NULL};
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
	ROW(policy, forge_trust, FIELD_CHOICE, TIGHTER_MAY_RAISE, .choices = forge_trust_names,
	    .optional = true,
	    .meaning = "`system`: only certificates that the machine's own store knows say who "
		       "the forge is, none that the job gives. Without it: `given`."),
	ROW(policy, branches, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .problem = branch_problem,
	    .unless_given = "[\"main\"]",
	    .meaning = "Globs of the branches where changes are merged and policies come from."),
	ROW(policy, tickets, FIELD_OBJECT, TIGHTER_WITHIN, .of = &policy_ticket_fields,
	    .meaning = "Control 1: every change has a ticket."),
	ROW(policy, approval, FIELD_OBJECT, TIGHTER_WITHIN, .of = &policy_approval_fields,
	    .optional = true, .meaning = "Control 2: somebody independent approved every change."),
	ROW(policy, tests, FIELD_OBJECT, TIGHTER_WITHIN, .of = &policy_test_fields,
	    .meaning = "Control 3: the tests passed on what is deployed."),
	/* A further service could claim paths that until then counted for every other one. */
	ROW(policy, services, FIELD_NAMED, TIGHTER_FIXED, .of = &service_fields, .optional = true,
	    .problem = name_problem,
	    .meaning = "Parts that are deployed on their own; without them one, `default`."),
	ROW(policy, ignored, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = path_problem, .meaning = "Globs of files that belong to no service."),
	ROW(policy, environments, FIELD_NAMED, TIGHTER_MAY_ADD, .of = &policy_environment_fields,
	    .problem = name_problem,
	    .meaning = "Control 4: where something may be deployed; at least one."),
	ROW(policy, promotions, FIELD_OBJECTS, TIGHTER_MAY_REMOVE, .of = &policy_promotion_fields,
	    .optional = true,
	    .meaning = "Change requests that only move digests to those of artefacts that passed: "
		       "they need neither ticket nor approval of their own."),
	ROW(policy, rollback, FIELD_OBJECT, TIGHTER_WITHIN, .of = &rollback_fields,
	    .optional = true, .meaning = "Going back to an earlier version."),
	ROW(policy, emergency, FIELD_OPTIONAL, TIGHTER_WITHIN, .of = &policy_emergency_fields,
	    .optional = true,
	    .meaning = "Going ahead although controls are not met; without it nobody can."),
	ROW(policy, holidays, FIELD_TEXTS, TIGHTER_MAY_REMOVE, .optional = true,
	    .problem = date_problem,
	    .meaning = "Dates that are no business days, such as 2026-12-25."),
	ROW(policy, platform, FIELD_OBJECT, TIGHTER_WITHIN, .of = &policy_platform_fields,
	    .optional = true, .meaning = "What the platform that runs the gate has to prove."),
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
