/* SPDX-License-Identifier: Apache-2.0 */
/* Is every mistake in a policy said in one line that points at it? Are the presets what they were?
 */
#include "tests/unit/core/policy_text.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/yaml.h"
#include "core/presets.h"

static int
begin(void **state)
{
	static struct arena arena;

	arena_init(&arena);
	*state = &arena;
	return 0;
}

static int
end(void **state)
{
	arena_release(*state);
	return 0;
}

/* The first line of the message; what follows shows the line of the policy and a caret. */
static const struct {
	const char *old, *new, *message;
} mistakes[] = {
	{"version: 1\n", "", "p.yml:1:1: 'version' is missing"},
	{"version: 1", "version: 2",
	 "p.yml:1:10: version: this changegate reads version 1 only, not 2"},
	{"version: 1", "version: \"1\"",
	 "p.yml:1:10: version: expected a whole number, found text"},
	{"version: 1", "version: 1\nversion: 1",
	 "p.yml:2:1: the key 'version' is there twice, first in line 1"},
	{"version: 1", "version: 1\nextends: soc3@1",
	 "p.yml:2:10: extends: no preset 'soc3@1' in this version; there are soc2@1, "
	 "starter@1, strict@1"},
	{"version: 1", "version: 1\nextends: acme/base//p.yml@6c0f",
	 "p.yml:2:10: extends: no preset 'acme/base//p.yml@6c0f' in this version; there are "
	 "soc2@1, starter@1, strict@1"},
	{"version: 1", "version: 1\nextends: [soc2@1]",
	 "p.yml:2:10: extends: expected text, found a list"},
	{"version: 1", "version: 1\nmode: advisory",
	 "p.yml:2:1: unknown key 'mode': nothing in this version enforces it"},
	{"version: 1", "version: 1\nwaivers: {}",
	 "p.yml:2:10: waivers: expected a list, found a map"},
	{"version: 1",
	 "version: 1\nwaivers: [{control: approval, reason: x, expires: 2026-12-31T00:00:00Z}]",
	 "p.yml:2:21: waivers[0].control: 'approval' is not one of: ticket, tests, separation"},
	{"version: 1",
	 "version: 1\nwaivers: [{control: tests, service: Web, reason: x, expires: 2026-12-31T00:00:00Z}]",
	 "p.yml:2:37: waivers[0].service: 'Web' is not a name: a-z or 0-9, then up to 62 of a-z 0-9 . _ -"},
	{"version: 1",
	 "version: 1\nwaivers: [{control: tests, reason: \"\", expires: 2026-12-31T00:00:00Z}]",
	 "p.yml:2:36: waivers[0].reason: '' is empty: say why, people who are stopped will read it"},
	{"version: 1", "version: 1\nwaivers: [{control: tests, reason: x, expires: 2026-12-31}]",
	 "p.yml:2:48: waivers[0].expires: expected an instant in UTC such as \"2026-11-21T20:30:00Z\", not '2026-12-31'"},
	{"version: 1",
	 "version: 1\nwaivers: [{control: tests, reason: x, expires: 2026-12-31T00:00:00}]",
	 "p.yml:2:48: waivers[0].expires: expected an instant in UTC such as \"2026-11-21T20:30:00Z\", not '2026-12-31T00:00:00'"},
	{"version: 1",
	 "version: 1\nwaivers: [{control: tests, reason: x, expires: 2026-02-30T00:00:00Z}]",
	 "p.yml:2:48: waivers[0].expires: expected an instant in UTC such as \"2026-11-21T20:30:00Z\", not '2026-02-30T00:00:00Z'"},
	{"version: 1", "version: 1\nwaivers: [{control: tests, reason: x, expires: soon}]",
	 "p.yml:2:48: waivers[0].expires: expected an instant in UTC such as \"2026-11-21T20:30:00Z\", not 'soon'"},
	{"version: 1", "version: 1\nwaivers: [{control: tests, reason: x}]",
	 "p.yml:2:11: waivers[0]: 'expires' is missing"},
	{"version: 1", "version: 1\nwaivers: [{reason: x, expires: 2026-12-31T00:00:00Z}]",
	 "p.yml:2:11: waivers[0]: 'control' is missing"},
	{"version: 1", "version: 1\nwaivers: [{control: tests, expires: 2026-12-31T00:00:00Z}]",
	 "p.yml:2:11: waivers[0]: 'reason' is missing"},
	{"version: 1",
	 "version: 1\nwaivers: [{control: tests, ticket: PAY-1, reason: x, expires: 2026-12-31T00:00:00Z}]",
	 "p.yml:2:28: unknown key 'ticket' in waivers[0]: nothing in this version enforces it"},
	{"version: 1", "version: 1\nguardians: [acme/platform]",
	 "p.yml:2:13: guardians[0]: 'acme/platform' is not an address such as ada@example.org"},
	{"version: 1", "version: 1\nguardians: [a@b.c, \"Ada <ada@example.org>\"]",
	 "p.yml:2:20: guardians[1]: 'Ada <ada@example.org>' is not an address such as ada@example.org"},
	{"version: 1", "version: 1\nguardians: ada@example.org",
	 "p.yml:2:12: guardians: expected a list of texts, found text"},
	{"version: 1", "version: 1\nidentities: [{addresses: [a@b.c, ada]}]",
	 "p.yml:2:34: identities[0].addresses[1]: 'ada' is not an address such as ada@example.org"},
	{"version: 1", "version: 1\nidentities: [{}]",
	 "p.yml:2:14: identities[0]: 'addresses' is missing"},
	{"version: 1", "version: 1\nidentities: [[a@b.c, d@b.c]]",
	 "p.yml:2:14: identities[0]: expected a map, found a list"},
	{"version: 1", "version: 1\nallowed_signers: \"\"",
	 "p.yml:2:18: allowed_signers: '' is empty"},
	{"version: 1", "version: 1\nallowed_signers: \"a\\tb\"",
	 "p.yml:2:18: allowed_signers: 'a?b' has a control character"},
	{"version: 1", "version: 1\nallowed_signers: /etc/keys",
	 "p.yml:2:18: allowed_signers: '/etc/keys' begins or ends with `/`, or has `//`: it would never match"},
	{"version: 1", "version: 1\nallowed_signers: ../keys",
	 "p.yml:2:18: allowed_signers: '../keys' has a segment `.` or `..`: it would never match"},
	{"version: 1", "version: 1\nallowed_signers: [a]",
	 "p.yml:2:18: allowed_signers: expected text, found a list"},
	{"version: 1", "version: 1\nemergancy: {}",
	 "p.yml:2:1: unknown key 'emergancy'; did you mean 'emergency'?"},
	{"version: 1", "version: 1\nemergency: {}", "p.yml:2:12: emergency: 'ticket' is missing"},
	{"version: 1", "version: 1\nemergency: {ticket: {projects: [INC], types: [Bug]}}",
	 "p.yml:2:39: emergency.ticket.types: needs a tracker that tells the types of incidents: "
	 "Jira"},
	{"version: 1", "version: 1\nemergency: {ticket: {projects: [INC], kinds: [Bug]}}",
	 "p.yml:2:39: unknown key 'kinds' in emergency.ticket: nothing in this version enforces it"},
	{"version: 1", "version: 1\nemergency: {ticket: {projects: [INC]}, gate: counts}",
	 "p.yml:2:40: emergency.gate: needs a forge that can tell: set `forge: github`"},
	{"version: 1", "version: 1\nemergency: {ticket: {projects: [INC]}, retro: {due: 2d2}}",
	 "p.yml:2:53: emergency.retro.due: '2d2' is neither business days such as 2bd (1 to 60) nor a time such as 48h"},
	{"version: 1", "version: 1\nholidays: [2026-02-30]",
	 "p.yml:2:12: holidays[0]: '2026-02-30' is not a date such as 2026-12-25"},
	{"version: 1", "version: 1\naproval: {count: 2}",
	 "p.yml:2:1: unknown key 'aproval'; did you mean 'approval'?"},
	{"version: 1", "version: 1\napproval:\n  quorum: true",
	 "p.yml:3:3: unknown key 'quorum' in approval: nothing in this version enforces it"},
	{"version: 1", "version: 1\napproval:\n  coutn: 2",
	 "p.yml:3:3: unknown key 'coutn' in approval; did you mean 'count'?"},
	{"version: 1", "version: 1\napproval: {sharpness: exact}",
	 "p.yml:2:12: unknown key 'sharpness' in approval: nothing in this version enforces it"},
	{"version: 1", "version: 1\napproval: 2",
	 "p.yml:2:11: approval: expected a map, found a number"},
	{"version: 1", "version: 1\napproval: {count: 0}",
	 "p.yml:2:19: approval.count: must be between 1 and 10, not 0"},
	{"version: 1", "version: 1\napproval: {count: 11}",
	 "p.yml:2:19: approval.count: must be between 1 and 10, not 11"},
	{"version: 1", "version: 1\napproval: {count: \"2\"}",
	 "p.yml:2:19: approval.count: expected a whole number, found text"},
	{"version: 1", "version: 1\napproval: {independence: contributed-nothin}",
	 "p.yml:2:26: approval.independence: 'contributed-nothin' is not one of: "
	 "covers-each-author, contributed-nothing; did you mean 'contributed-nothing'?"},
	{"version: 1", "version: 1\napproval: {evidence: signed}",
	 "p.yml:2:22: approval.evidence: 'signed' is not one of: claimed, attested, verified"},
	{"version: 1", "version: 1\napproval: {trailers: []}",
	 "p.yml:2:12: approval.trailers: is empty; at least one token is needed"},
	{"version: 1", "version: 1\napproval: {trailers: [\"Reviewed-by:\"]}",
	 "p.yml:2:23: approval.trailers[0]: 'Reviewed-by:' is not the token of a trailer "
	 "such as Reviewed-by: letters and `-` only"},
	{"version: 1", "version: 1\napproval: {trailers: Reviewed-by}",
	 "p.yml:2:22: approval.trailers: expected a list of texts, found text"},
	{"repository: example.org/acme/pay\n", "", "p.yml:1:1: 'repository' is missing"},
	{"example.org/acme/pay", "/etc/passwd",
	 "p.yml:2:13: repository: '/etc/passwd' may not begin or end with `/`, nor have `//`"},
	{"example.org/acme/pay", "a/../b", "p.yml:2:13: repository: 'a/../b' may not have `..`"},
	{"example.org/acme/pay", "a//b",
	 "p.yml:2:13: repository: 'a//b' may not begin or end with `/`, nor have `//`"},
	{"example.org/acme/pay", "a/b/",
	 "p.yml:2:13: repository: 'a/b/' may not begin or end with `/`, nor have `//`"},
	{"example.org/acme/pay", "\"a b\"",
	 "p.yml:2:13: repository: 'a b' may only have letters, digits and . _ ~ / -, as in "
	 "example.org/acme/pay"},
	{"example.org/acme/pay", "\"\"",
	 "p.yml:2:13: repository: '' may only have letters, digits and . _ ~ / -, as in "
	 "example.org/acme/pay"},
	{"example.org/acme/pay", "p\xC3\xA4y",
	 "p.yml:2:13: repository: 'p\xC3\xA4y' may only have letters, digits and . _ ~ / -, as in "
	 "example.org/acme/pay"},
	{"version: 1", "version: 1\nbranches: []",
	 "p.yml:2:1: branches: is empty; at least one branch is needed"},
	{"version: 1", "version: 1\nbranches: [refs/heads/main]",
	 "p.yml:2:12: branches[0]: 'refs/heads/main' is a full ref: write the branch's name "
	 "only, as in main"},
	{"version: 1", "version: 1\nbranches: [\"release/**x\"]",
	 "p.yml:2:12: branches[0]: 'release/**x' `**` must be a whole segment"},
	{"version: 1", "version: 1\nbranches: main",
	 "p.yml:2:11: branches: expected a list of texts, found text"},
	{"[PAY, OPS]", "[]",
	 "p.yml:4:3: tickets.projects: is empty; at least one project is needed"},
	{"[PAY, OPS]", "[\"*\"]",
	 "p.yml:4:14: tickets.projects[0]: '*' is not a project such as PAY: a capital, "
	 "then 1 to 9 of A-Z 0-9 _"},
	{"[PAY, OPS]", "[PAY, pay]",
	 "p.yml:4:19: tickets.projects[1]: 'pay' is not a project such as PAY: a capital, "
	 "then 1 to 9 of A-Z 0-9 _"},
	{"[PAY, OPS]", "[P]",
	 "p.yml:4:14: tickets.projects[0]: 'P' is not a project such as PAY: a capital, "
	 "then 1 to 9 of A-Z 0-9 _"},
	{"[PAY, OPS]", "[ABCDEFGHIJK]",
	 "p.yml:4:14: tickets.projects[0]: 'ABCDEFGHIJK' is not a project such as PAY: a "
	 "capital, then 1 to 9 of A-Z 0-9 _"},
	{"[PAY, OPS]", "[1AB]",
	 "p.yml:4:14: tickets.projects[0]: '1AB' is not a project such as PAY: a capital, "
	 "then 1 to 9 of A-Z 0-9 _"},
	{"  projects: [PAY, OPS]\n", "  deny: []\n", "p.yml:4:3: tickets: 'projects' is missing"},
	{"[PAY, OPS]", "[PAY]\n  trackers: jira",
	 "p.yml:5:3: unknown key 'trackers' in tickets; did you mean 'tracker'?"},
	{"[PAY, OPS]", "[PAY]\n  tracker: jira",
	 "p.yml:5:12: tickets.tracker: 'jira' is not one of: none, jira-cloud, jira-data-center, "
	 "servicenow, github"},
	{"[PAY, OPS]", "[PAY]\n  tracker: jira-cloud",
	 "p.yml:5:3: tickets.tracker: needs the tracker's address: set tickets.url"},
	{"[PAY, OPS]", "[PAY]\n  tracker: github",
	 "p.yml:5:3: tickets.tracker: needs a forge that can tell: set `forge: github`"},
	{"[PAY, OPS]", "[acme/pay]",
	 "p.yml:4:14: tickets.projects[0]: is a repository, which only the tracker github has for a "
	 "project"},
	{"[PAY, OPS]", "[PAY]\n  status: [Approved]",
	 "p.yml:5:3: tickets.status: needs a tracker that can tell: set tickets.tracker"},
	{"[PAY, OPS]", "[PAY]\n  approval: { required: true }",
	 "p.yml:5:3: tickets.approval: needs a tracker that can tell: set tickets.tracker"},
	{"[PAY, OPS]", "[PAY]\n  created: before-merge",
	 "p.yml:5:3: tickets.created: needs a forge that can tell: set `forge: github`"},
	{"[PAY, OPS]", "[PAY]\n  tracker: jira-cloud\n  url: https://a.b\n  window: required",
	 "p.yml:7:3: tickets.window: only servicenow plans windows"},
	{"[PAY, OPS]", "[C1]\n  tracker: servicenow\n  url: https://a.b",
	 "p.yml:4:14: tickets.projects[0]: is not the beginning of numbers at servicenow, such as CHG"},
	{"[PAY, OPS]",
	 "[CHG]\n  tracker: servicenow\n  url: https://a.b\n  approval: { required: true, "
	 "status: [Approved] }",
	 "p.yml:7:31: tickets.approval.status: only Jira tells who filled a field or moved a ticket"},
	{"[PAY, OPS]", "[PAY]\n  tracker: jira-cloud\n  url: https://a.b\n  approval: { field: A }",
	 "p.yml:7:3: tickets.approval: says nothing without `required: true`"},
	{"[PAY, OPS]", "[PAY]\n  pattern: \"(PAY-[0-9]+\"",
	 "p.yml:5:3: tickets.pattern: not a pattern, at character 12: missing closing "
	 "parenthesis"},
	{"[PAY, OPS]", "[PAY]\n  pattern: \"(PAY-[0-9]+)?\"",
	 "p.yml:5:3: tickets.pattern: finds a ticket in an empty text"},
	{"[PAY, OPS]", "[PAY]\n  pattern: \"\"",
	 "p.yml:5:3: tickets.pattern: finds a ticket in an empty text"},
	{"[PAY, OPS]", "[PAY]\n  sources: []",
	 "p.yml:5:3: tickets.sources: is empty; at least one source is needed"},
	{"[PAY, OPS]", "[PAY]\n  sources: [notes]",
	 "p.yml:5:13: tickets.sources[0]: 'notes' is not one of: title, branch, subject, trailer, "
	 "body, links"},
	{"[PAY, OPS]", "[PAY]\n  sources: [title]",
	 "p.yml:5:3: tickets.sources: needs a forge that can tell: set `forge: github`"},
	{"version: 1", "version: 1\napproval: {teams: [acme/pay]}",
	 "p.yml:2:12: approval.teams: needs a forge that can tell: set `forge: github`"},
	{"- junit: out/*.xml", "- {workflow: ci.yml, job: unit}",
	 "p.yml:7:7: tests.required[0]: workflow and check need a forge"},
	{"- junit: out/*.xml", "- {junit: out/*.xml, job: unit}",
	 "p.yml:7:7: tests.required[0]: workflow and job go together"},
	{"- junit: out/*.xml", "- {min_tests: 1}",
	 "p.yml:7:7: tests.required[0]: needs exactly one of junit, workflow and check"},
	{"- junit: out/*.xml",
	 "- {check: unit, app: 15368}\nforge: github\napi: https://api.github.com",
	 "p.yml:7:7: tests.required[0]: app 15368 is GitHub Actions, in whose name any job with "
	 "checks: write may post a check: name its workflow and job"},
	{"repository: example.org/acme/pay", "repository: pay\nforge: github",
	 "p.yml:2:1: repository: at a forge it has three parts, as in github.com/acme/payments"},
	{"[PAY, OPS]", "[PAY]\n  deny: [OPS-0]",
	 "p.yml:5:10: tickets.deny[0]: 'OPS-0' is no ticket by the pattern: it would deny "
	 "nothing"},
	{"[PAY, OPS]", "[PAY]\n  deny: [\"OPS-1 \"]",
	 "p.yml:5:10: tickets.deny[0]: 'OPS-1 ' is no ticket by the pattern: it would deny "
	 "nothing"},
	{"[PAY, OPS]", "[PAY]\n  deny: [OPS-1, OPS]",
	 "p.yml:5:17: tickets.deny[1]: 'OPS' is no ticket by the pattern: it would deny nothing"},
	{"  required:\n    - junit: out/*.xml", "  required: []",
	 "p.yml:6:3: tests.required: is empty; at least one requirement is needed"},
	{"  required:\n    - junit: out/*.xml", "  evidence: claimed",
	 "p.yml:6:3: tests: 'required' is missing"},
	{"junit: out/*.xml", "pipeline: ci.yml",
	 "p.yml:7:7: unknown key 'pipeline' in tests.required[0]: nothing in this version "
	 "enforces it"},
	{"out/*.xml", "/out/*.xml",
	 "p.yml:7:14: tests.required[0].junit: '/out/*.xml' begins or ends with `/`, or has "
	 "`//`: it would never match"},
	{"out/*.xml", "../out/*.xml",
	 "p.yml:7:14: tests.required[0].junit: '../out/*.xml' has a segment `.` or `..`: it "
	 "would never match"},
	{"out/*.xml", "\"\"", "p.yml:7:14: tests.required[0].junit: '' is empty"},
	{"out/*.xml", "\"out/\\n.xml\"",
	 "p.yml:7:14: tests.required[0].junit: 'out/?.xml' has a control character"},
	{"out/*.xml", "out/*.xml\n    - junit: out/*.xml",
	 "p.yml:8:7: tests.required[1].junit: 'out/*.xml' is required twice"},
	{"out/*.xml", "out/*.xml\n      min_tests: 0",
	 "p.yml:8:18: tests.required[0].min_tests: must be between 1 and 1000000000, not 0"},
	{"out/*.xml", "out/*.xml\n      min_test: 2",
	 "p.yml:8:7: unknown key 'min_test' in tests.required[0]; did you mean 'min_tests'?"},
	{"out/*.xml", "out/*.xml\n  retries: 3",
	 "p.yml:8:3: unknown key 'retries' in tests: nothing in this version enforces it"},
	{"ledger:", "services: {Web: {}}\nledger:",
	 "p.yml:12:12: services: 'Web' is not a name: a-z or 0-9, then up to 62 of a-z 0-9 "
	 ". _ -"},
	{"ledger:", "services: {web: {paths: []}}\nledger:",
	 "p.yml:12:18: services.web.paths: an empty list would mean every file; leave it "
	 "out or fill it"},
	{"ledger:", "services: {web: {paths: [/srv]}}\nledger:",
	 "p.yml:12:26: services.web.paths[0]: '/srv' begins or ends with `/`, or has `//`: "
	 "it would never match"},
	{"ledger:", "services: {web: {owner: me}}\nledger:",
	 "p.yml:12:18: unknown key 'owner' in services.web: nothing in this version enforces it"},
	{"ledger:", "services: [web]\nledger:",
	 "p.yml:12:11: services: expected a map, found a list"},
	{"ledger:", "ignored: [docs/]\nledger:",
	 "p.yml:12:11: ignored[0]: 'docs/' begins or ends with `/`, or has `//`: it would "
	 "never match"},
	{"environments:\n  staging: {}\n  production:\n    after: staging\n", "environments: {}\n",
	 "p.yml:8:1: environments: is empty; at least one environment is needed"},
	{"environments:\n  staging: {}\n  production:\n    after: staging\n", "",
	 "p.yml:1:1: 'environments' is missing"},
	{"staging: {}",
	 "staging:", "p.yml:9:3: environments.staging: expected a map, found nothing"},
	{"staging: {}", "Staging: {}",
	 "p.yml:9:3: environments: 'Staging' is not a name: a-z or 0-9, then up to 62 of "
	 "a-z 0-9 . _ -"},
	{"staging: {}", "-x: {}",
	 "p.yml:9:3: environments: '-x' is not a name: a-z or 0-9, then up to 62 of a-z 0-9 . _ -"},
	{"after: staging", "freeze: [{at: x}]",
	 "p.yml:11:15: unknown key 'at' in environments.production.freeze[0]: nothing in this "
	 "version enforces it"},
	{"staging: {}", "\"../x\": {}",
	 "p.yml:9:3: environments: '../x' is not a name: a-z or 0-9, then up to 62 of a-z "
	 "0-9 . _ -"},
	{"staging: {}", "staging: {canary: 30m}",
	 "p.yml:9:13: unknown key 'canary' in environments.staging: nothing in this version "
	 "enforces it"},
	{"staging: {}", "staging: {after: production}",
	 "p.yml:9:13: environments.staging.after: 'production' leads round in a circle"},
	{"staging: {}", "staging: {after: staging}",
	 "p.yml:9:13: environments.staging.after: 'staging' leads round in a circle"},
	{"after: staging", "after: stagin",
	 "p.yml:11:5: environments.production.after: 'stagin' is not declared under "
	 "environments"},
	{"after: staging", "after: staging\n    refs: []",
	 "p.yml:12:5: environments.production.refs: an empty list would mean all of "
	 "`branches`; leave it out or fill it"},
	{"after: staging",
	 "after: staging\n    freeze:\n      - {from: 2026-12-20, to: 2026-12-19, zone: UTC, reason: x}",
	 "p.yml:13:28: environments.production.freeze[0].to: 2026-12-19 is not after 2026-12-20"},
	{"after: staging",
	 "after: staging\n    freeze:\n      - {from: 2026-12-20, to: 2026-12-20T00:00, zone: UTC, reason: x}",
	 "p.yml:13:28: environments.production.freeze[0].to: 2026-12-20T00:00 is not after "
	 "2026-12-20"},
	{"after: staging",
	 "after: staging\n    freeze:\n      - {from: 2026-12-32, to: 2027-01-02, zone: UTC, reason: x}",
	 "p.yml:13:16: environments.production.freeze[0].from: '2026-12-32' is not a local "
	 "time such as 2026-12-20T00:00"},
	{"after: staging",
	 "after: staging\n    freeze:\n      - {from: 2026-12-20T00:00Z, to: 2027-01-02, zone: UTC, reason: x}",
	 "p.yml:13:16: environments.production.freeze[0].from: '2026-12-20T00:00Z' is not a "
	 "local time such as 2026-12-20T00:00"},
	{"after: staging",
	 "after: staging\n    freeze:\n      - {from: 2026-12-20, to: 2027-01-02, zone: ../UTC, reason: x}",
	 "p.yml:13:50: environments.production.freeze[0].zone: '../UTC' is not the name of "
	 "a time zone such as Europe/Berlin"},
	{"after: staging",
	 "after: staging\n    freeze:\n      - {from: 2026-12-20, to: 2027-01-02, zone: /UTC, reason: x}",
	 "p.yml:13:50: environments.production.freeze[0].zone: '/UTC' is not the name of a "
	 "time zone such as Europe/Berlin"},
	{"after: staging",
	 "after: staging\n    freeze:\n      - {from: 2026-12-20, to: 2027-01-02, zone: UTC, reason: \"\"}",
	 "p.yml:13:63: environments.production.freeze[0].reason: '' is empty: say why, "
	 "people who are stopped will read it"},
	{"after: staging",
	 "after: staging\n    freeze:\n      - {from: 2026-12-20, to: 2027-01-02, reason: x}",
	 "p.yml:13:9: environments.production.freeze[0]: 'zone' is missing"},
	{"version: 1", "version: 1\nrollback: {max_age: 30}",
	 "p.yml:2:21: rollback.max_age: expected a duration such as \"90s\", \"30m\", "
	 "\"12h\" or \"30d\", found a number"},
	{"version: 1", "version: 1\nrollback: {max_age: 2bd}",
	 "p.yml:2:21: rollback.max_age: expected a duration such as \"90s\", \"30m\", "
	 "\"12h\" or \"30d\", not '2bd'"},
	{"ledger:\n  store: dir:ledger\n", "", "p.yml:1:1: 'ledger' is missing"},
	{"dir:ledger", "\"dir:\"", "p.yml:13:10: ledger.store: 'dir:' has no path behind `dir:`"},
	{"dir:ledger", "s3://bucket/records",
	 "p.yml:13:10: ledger.store: 's3://bucket/records' is no place for a ledger: write "
	 "dir:PATH, git:REF, git:local:REF or git+URL#REF"},
	{"dir:ledger", "git:records",
	 "p.yml:13:10: ledger.store: 'git:records' does not end with the full name of a branch, "
	 "such as refs/heads/change-records"},
	{"dir:ledger", "\"dir:a\\tb\"",
	 "p.yml:13:10: ledger.store: 'dir:a?b' has a control character"},
	{"out/*.xml", "out/*.xml\n      statement: \"\"",
	 "p.yml:8:18: tests.required[0].statement: '' is empty"},
	{"out/*.xml", "out/*.xml\n      statement: \"a\\nb\"",
	 "p.yml:8:18: tests.required[0].statement: 'a?b' has a control character"},
	{"out/*.xml", "out/*.xml\n      statement: ../a.json",
	 "p.yml:8:18: tests.required[0].statement: '../a.json' has a segment `.` or `..`: it would never match"},
	{"dir:ledger", "dir:ledger\n  wait: 0s",
	 "p.yml:14:9: ledger.wait: must be between 1s and 1d, not '0s'"},
	{"dir:ledger", "dir:ledger\n  wait: 25h",
	 "p.yml:14:9: ledger.wait: must be between 1s and 1d, not '25h'"},
	{"dir:ledger", "dir:ledger\n  mode: outbox",
	 "p.yml:14:9: ledger.mode: 'outbox' is not one of: in-step, inbox"},
	{"dir:ledger", "dir:ledger\n  origin: a+b",
	 "p.yml:14:11: ledger.origin: 'a+b' may only have printable ASCII without spaces "
	 "and `+`"},
	{"dir:ledger", "dir:ledger\n  origin: a b",
	 "p.yml:14:11: ledger.origin: 'a b' may only have printable ASCII without spaces "
	 "and `+`"},
	{"dir:ledger", "dir:ledger\n  origin: \"\"", "p.yml:14:11: ledger.origin: '' is empty"},
};

static const char *
first_line(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, strcspn(text, "\n"));
}

static void
must_refuse(struct arena *arena, const char *text, const char *message)
{
	struct policy policy;
	struct error err;

	if (read_text(arena, text, &policy, &err))
		fail_msg("accepted: %s", text);
	assert_string_equal(first_line(arena, err.message), message);
	assert_int_equal(err.code, ERROR_USAGE);
}

static void
test_mistakes(void **state)
{
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++)
		must_refuse(*state, replaced(*state, good_policy, mistakes[i].old, mistakes[i].new),
			    mistakes[i].message);
}

static void
test_line_and_caret_are_shown(void **state)
{
	struct policy policy;
	struct error err;
	const char *text = replaced(*state, good_policy, "version: 1",
				    "version: 1\nextends: strict@1\napproval:\n  count: 1");

	assert_false(read_text(*state, text, &policy, &err));
	assert_string_equal(err.message,
			    "p.yml:4:10: approval.count: 1 is looser than 2 of strict@1 (may only "
			    "be raised)\n"
			    "    count: 1\n"
			    "           ^");
	text = replaced(*state, good_policy, "after: staging", "canary: 30m");
	assert_false(read_text(*state, text, &policy, &err));
	assert_string_equal(err.message, "p.yml:11:5: unknown key 'canary' in "
					 "environments.production: nothing in this version "
					 "enforces it\n"
					 "      canary: 30m\n"
					 "      ^");
}

/* No preset may be loosened, whatever the policy writes. */
static void
test_presets_hold(void **state)
{
	static const struct {
		const char *lines, *message;
	} cases[] = {
		{"extends: soc2@1\ntickets: {projects: [PAY], evidence: claimed}",
		 "p.yml:3:38: tickets.evidence: claimed is looser than verified of soc2@1 (may only "
		 "be raised)"},
		{"extends: soc2@1\napproval: {evidence: claimed}",
		 "p.yml:3:22: approval.evidence: claimed is looser than verified of soc2@1 (may only "
		 "be raised)"},
		{"extends: soc2@1\napproval: {independence: covers-each-author}",
		 "p.yml:3:26: approval.independence: covers-each-author is looser than "
		 "contributed-nothing of soc2@1 (may only be raised)"},
		{"extends: soc2@1\napproval: {trailers: [Reviewed-by, Signed-off-by]}",
		 "p.yml:3:36: approval.trailers: Signed-off-by is not in soc2@1 (may only be removed "
		 "from)"},
		{"extends: soc2@1\nrollback: {max_age: 31d}",
		 "p.yml:3:21: rollback.max_age: 31d is looser than 30d of soc2@1 (may only be "
		 "lowered)"},
		{"extends: strict@1\napproval: {count: 1}",
		 "p.yml:3:19: approval.count: 1 is looser than 2 of strict@1 (may only be raised)"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *lines = arena_format(*state, "version: 1\n%s", cases[i].lines);
		const char *text = replaced(*state, good_policy, "version: 1", lines);
		if (strstr(lines, "tickets"))
			text = replaced(*state, text, "tickets:\n  projects: [PAY, OPS]\n", "");
		must_refuse(*state, text, cases[i].message);
	}
}

static void
test_presets_give_what_is_unsaid(void **state)
{
	struct policy policy;
	struct error err;

	assert_true(read_text(
		*state,
		replaced(*state, good_policy, "version: 1", "version: 1\nextends: starter@1"),
		&policy, &err));
	assert_string_equal(policy.extends, "starter@1");
	assert_int_equal(policy.tickets.evidence, GRADE_CLAIMED);
	assert_int_equal(policy.approval.evidence, GRADE_CLAIMED);
	assert_int_equal(policy.tests.evidence, GRADE_CLAIMED);
	assert_int_equal(policy.approval.independence, INDEPENDENCE_CONTRIBUTED_NOTHING);
	assert_true(read_text(*state,
			      replaced(*state, good_policy, "version: 1",
				       "version: 1\nextends: strict@1\napproval: {count: 3}"),
			      &policy, &err));
	assert_int_equal(policy.approval.count, 3);
	assert_int_equal(policy.approval.evidence, GRADE_VERIFIED);
	assert_int_equal(policy.tests.evidence, GRADE_VERIFIED);
}

/* A preset never changes: another meaning is another revision, in a file of its own. */
static void
test_presets_are_frozen(void **state)
{
	static const struct {
		const char *name, *sha256;
	} frozen[] = {
		{"soc2@1", "f5b76efa9c032800488577ad067f7b9bd9071995071991c9865fd209460ad227"},
		{"starter@1", "faed52f592cd674d9fc92aedff49c62050122e3b0106cdece5707eadb4b23754"},
		{"strict@1", "cafb9dbc6c00ef37051453dcfc51b4247dbe529ab1cf7bff20a11f9b535814f4"},
	};

	assert_int_equal(preset_bytes_count, sizeof(frozen) / sizeof(frozen[0]));
	for (size_t i = 0; i < preset_bytes_count; i++) {
		assert_string_equal(preset_bytes[i].name, frozen[i].name);
		assert_string_equal(
			sha256_hex(*state, preset_bytes[i].bytes, preset_bytes[i].length),
			frozen[i].sha256);
	}
}

/* What only the repository knows is not for a preset to say. */
static void
test_presets_name_nothing_of_a_repository(void **state)
{
	static const char *const keys[] = {
		"extends", "repository",      "branches",  "services",   "ignored", "environments",
		"ledger",  "allowed_signers", "guardians", "identities", "waivers"};

	for (size_t i = 0; i < preset_bytes_count; i++) {
		struct source_text source = {preset_bytes[i].name, preset_bytes[i].bytes,
					     preset_bytes[i].length};
		const struct node *root;
		struct error err;
		assert_true(yaml_parse(*state, &source, &root, &err));
		for (size_t j = 0; j < sizeof(keys) / sizeof(keys[0]); j++)
			assert_null(node_get(root, keys[j]));
		assert_null(node_get(node_get(root, "tickets"), "projects"));
		assert_null(node_get(node_get(root, "tests"), "required"));
	}
}

static const char *
example_of(struct arena *arena, const char *path)
{
	static char text[65536];
	FILE *file = fopen(path, "rb");
	char *begin_mark, *end_mark;

	assert_non_null(file);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	begin_mark = strstr(text, "```yaml\n");
	assert_non_null(begin_mark);
	begin_mark += strlen("```yaml\n");
	end_mark = strstr(begin_mark, "```");
	assert_non_null(end_mark);
	return arena_copy(arena, begin_mark, (size_t)(end_mark - begin_mark));
}

static void
test_the_documented_example_is_good(void **state)
{
	struct policy policy;
	struct error err;

	if (!read_text(*state, example_of(*state, "docs/policy.md"), &policy, &err))
		fail_msg("%s", err.message);
	assert_int_equal(policy.environments.count, 2);
	assert_int_equal(policy.services.count, 2);
}

static void
test_own_pattern(void **state)
{
	struct policy policy;
	struct error err;
	const char *text = replaced(*state, good_policy, "[PAY, OPS]",
				    "[PAY]\n  pattern: \"#([A-Z]+-[0-9]+)\"\n  deny: []");

	assert_true(read_text(*state, text, &policy, &err));
	assert_string_equal(policy.tickets.pattern, "#([A-Z]+-[0-9]+)");
}

static void
test_long_pattern(void **state)
{
	char pattern[LIMIT_PATTERN_BYTES + 2];
	struct policy policy;
	struct error err;

	memset(pattern, 'x', sizeof(pattern));
	pattern[LIMIT_PATTERN_BYTES + 1] = '\0';
	must_refuse(*state,
		    replaced(*state, good_policy, "[PAY, OPS]",
			     arena_format(*state, "[PAY]\n  pattern: %s", pattern)),
		    "p.yml:5:3: tickets.pattern: is longer than 512 bytes");
	pattern[LIMIT_PATTERN_BYTES] = '\0';
	assert_true(read_text(*state,
			      replaced(*state, good_policy, "[PAY, OPS]",
				       arena_format(*state, "[PAY]\n  pattern: %s", pattern)),
			      &policy, &err));
}

/* One byte more than the limit of a text is refused, the limit itself is not. */
static void
test_long_texts(void **state)
{
	static const struct {
		size_t limit;
		const char *old, *new; /* with %s for the long text */
	} cases[] = {
		{200, "example.org/acme/pay", "%s"},
		{200, "dir:ledger", "dir:ledger\n  origin: %s"},
		{63, "staging: {}", "staging: {}\n  %s: {}"},
		{63, "ledger:", "services: {%s: {}}\nledger:"},
		{64, "version: 1", "version: 1\napproval: {trailers: [%s]}"},
		{64, "after: staging",
		 "freeze: [{from: 2026-12-20, to: 2026-12-21, zone: %s, reason: x}]"},
	};
	char text[256];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct policy policy;
		struct error err;
		memset(text, 'x', sizeof(text));
		text[cases[i].limit] = '\0';
		assert_true(read_text(*state,
				      replaced(*state, good_policy, cases[i].old,
					       replaced(*state, cases[i].new, "%s", text)),
				      &policy, &err));
		text[cases[i].limit] = 'x';
		text[cases[i].limit + 1] = '\0';
		assert_false(read_text(*state,
				       replaced(*state, good_policy, cases[i].old,
						replaced(*state, cases[i].new, "%s", text)),
				       &policy, &err));
	}
}

/* A thousand environments in a row, the last of which leads back. */
static void
test_long_ways(void **state)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};
	struct policy policy;
	struct error err;
	const char *good;

	buffer_add_text(&text, "environments:\n  e0: {}\n");
	for (int i = 1; i < 900; i++)
		buffer_add_format(&text, "  e%d: {after: e%d}\n", i, i - 1);
	good = replaced(*state, good_policy,
			"environments:\n  staging: {}\n  production:\n    after: staging\n",
			text.bytes);
	assert_true(read_text(*state, good, &policy, &err));
	assert_int_equal(policy.environments.count, 900);
	assert_false(read_text(*state, replaced(*state, good, "e0: {}", "e0: {after: e899}"),
			       &policy, &err));
	assert_non_null(strstr(err.message, "leads round in a circle"));
}

static void
test_not_a_policy(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
	} cases[] = {
		{"", 0},
		{"\n", 1},
		{"# nothing\n", 10},
		{"[]", 2},
		{"text", 4},
		{"version", 7},
		{"{", 1},
		{"version: 1\0", 11},
		{"version: \xFF", 10},
		{"a: &x 1", 7},
		{"--- \n...\n---\n", 13},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct source_text source = {"p.yml", cases[i].bytes, cases[i].length};
		struct policy policy;
		struct error err;
		assert_false(policy_read(*state, &source, &policy, &err));
		assert_int_equal(err.code, ERROR_USAGE);
		assert_true(text_starts_with(err.message, "p.yml"));
	}
}

static void
test_too_long(void **state)
{
	size_t length = LIMIT_POLICY_BYTES + 1;
	char *bytes = arena_allocate(*state, length);
	struct source_text source = {"p.yml", bytes, length};
	struct policy policy;
	struct error err;

	memset(bytes, '\n', length);
	memcpy(bytes, good_policy, strlen(good_policy));
	assert_false(policy_read(*state, &source, &policy, &err));
	assert_int_equal(err.code, ERROR_USAGE);
	source.length--;
	assert_true(policy_read(*state, &source, &policy, &err));
}

/* An error leaves the policy as it was. */
static void
test_failure_leaves_output(void **state)
{
	struct policy policy, before;
	struct error err;

	memset(&policy, 0x5A, sizeof(policy));
	memcpy(&before, &policy, sizeof(policy));
	assert_false(
		read_text(*state, replaced(*state, good_policy, "dir:ledger", "x"), &policy, &err));
	assert_memory_equal(&policy, &before, sizeof(policy));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_mistakes, begin, end),
		cmocka_unit_test_setup_teardown(test_line_and_caret_are_shown, begin, end),
		cmocka_unit_test_setup_teardown(test_presets_hold, begin, end),
		cmocka_unit_test_setup_teardown(test_presets_give_what_is_unsaid, begin, end),
		cmocka_unit_test_setup_teardown(test_presets_are_frozen, begin, end),
		cmocka_unit_test_setup_teardown(test_presets_name_nothing_of_a_repository, begin,
						end),
		cmocka_unit_test_setup_teardown(test_the_documented_example_is_good, begin, end),
		cmocka_unit_test_setup_teardown(test_own_pattern, begin, end),
		cmocka_unit_test_setup_teardown(test_long_pattern, begin, end),
		cmocka_unit_test_setup_teardown(test_long_texts, begin, end),
		cmocka_unit_test_setup_teardown(test_long_ways, begin, end),
		cmocka_unit_test_setup_teardown(test_not_a_policy, begin, end),
		cmocka_unit_test_setup_teardown(test_too_long, begin, end),
		cmocka_unit_test_setup_teardown(test_failure_leaves_output, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
