/* SPDX-License-Identifier: Apache-2.0 */
/* Is every way of loosening a policy refused, field by field, and every way of tightening accepted?
 */
#include "tests/unit/core/policy_text.h"

#include "base/json.h"
#include "base/text.h"
#include "base/yaml.h"
#include "core/policy_merge.h"

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

static const struct node *
parse(struct arena *arena, const char *text)
{
	struct source_text source = {"child", text, strlen(text)};
	const struct node *root;
	struct error err;

	if (!yaml_parse(arena, &source, &root, &err))
		fail_msg("%s", err.message);
	return root;
}

static bool
tightens(struct arena *arena, const char *parent_text, const char *child_text, bool merged,
	 struct error *err)
{
	struct source_text source = {"child", child_text, strlen(child_text)};
	const struct node *parent = parse(arena, parent_text);
	const struct node *child = parse(arena, child_text);

	if (merged)
		child = policy_merge(arena, parent, child);
	return policy_only_tightens(arena, parent, "parent", child, &source, err);
}

#define WAIVER(control, service, reason, expires)                                \
	"waivers: [{control: " control ", service: " service ", reason: " reason \
	", expires: " expires "}]"
#define STAGES "environments: {production: {after: staging}, staging: {}}"
#define FREEZE(from, to, zone, reason)                                                  \
	"environments: {production: {freeze: [{from: " from ", to: " to ", zone: " zone \
	", reason: " reason "}]}}"

#define PRODUCTION(keys) "environments: {production: {" keys "}}"

#define PROMOTION(service, repository, from, paths, id, provenance)                         \
	"{service: " service ", repository: " repository ", from: " from ", paths: [" paths \
	"], by: [{app: a, id: " id "}], provenance: " provenance "}"

/* `field`: the path in the field tables. Each has at least one row here, which a test sees to. */
static const struct {
	const char *field, *parent, *child, *message;
} looser[] = {
	{"version", "version: 1", "version: 2", "1:10: version: 2 is not 1 of parent"},
	{"extends", "extends: soc2@1", "extends: starter@1",
	 "1:10: extends: starter@1 is not soc2@1 of parent (may not be changed)"},
	{"repository", "repository: a/b", "repository: a/c",
	 "repository: a/c is not a/b of parent"},
	{"branches", "branches: [main]", "branches: [main, dev]",
	 "1:18: branches: dev is not in parent (may only be removed from)"},
	{"branches", "branches: [main]", "branches: [\"**\"]", "branches: ** is not in parent"},
	{"tickets.projects", "tickets: {projects: [PAY]}", "tickets: {projects: [PAY, OPS]}",
	 "tickets.projects: OPS is not in parent"},
	{"tickets.pattern", "tickets: {pattern: \"A-1\"}", "tickets: {pattern: \".*\"}",
	 "tickets.pattern: .* is not A-1 of parent"},
	{"tickets.sources", "tickets: {sources: [trailer]}",
	 "tickets: {sources: [subject, trailer]}", "tickets.sources: subject is not in parent"},
	{"tickets.deny", "tickets: {deny: [OPS-1]}", "tickets: {deny: [OPS-2]}",
	 "1:11: tickets.deny: lacks OPS-1 of parent (may only be added to)"},
	{"tickets.deny", "tickets: {deny: [OPS-1]}", "tickets: {deny: []}", "lacks OPS-1"},
	{"tickets.evidence", "tickets: {evidence: verified}", "tickets: {evidence: attested}",
	 "tickets.evidence: attested is looser than verified of parent (may only be raised)"},
	{"tickets.branch_case", "tickets: {branch_case: sensitive}",
	 "tickets: {branch_case: insensitive}",
	 "tickets.branch_case: insensitive is not sensitive"},
	{"tickets.several", "tickets: {several: all}", "tickets: {several: any}",
	 "tickets.several: any is looser than all"},
	{"tickets.per", "tickets: {per: commit}", "tickets: {per: request}",
	 "tickets.per: request is looser than commit"},
	{"tickets.max_requests.count", "tickets: {max_requests: {count: 20}}",
	 "tickets: {max_requests: {count: 21}}",
	 "tickets.max_requests.count: 21 is looser than 20 of parent (may only be lowered)"},
	{"tickets.max_requests.action", "tickets: {max_requests: {count: 20, action: fail}}",
	 "tickets: {max_requests: {count: 20, action: warn}}",
	 "tickets.max_requests.action: warn is looser than fail"},
	{"tickets.tracker", "tickets: {tracker: servicenow}", "tickets: {tracker: none}",
	 "tickets.tracker: none is not servicenow of parent"},
	{"tickets.url", "tickets: {url: \"https://a\"}", "tickets: {url: \"https://b\"}",
	 "tickets.url: https://b is not https://a of parent"},
	{"tickets.types", "tickets: {types: [Bug]}", "tickets: {types: [Epic]}",
	 "tickets.types: Epic is not in parent"},
	{"tickets.deny_types", "tickets: {deny_types: [Epic]}", "tickets: {deny_types: [Bug]}",
	 "tickets.deny_types: lacks Epic of parent"},
	{"tickets.status", "tickets: {status: [Approved]}", "tickets: {status: [Approved, Open]}",
	 "tickets.status: Open is not in parent"},
	{"tickets.backlog", "tickets: {backlog: [Open]}", "tickets: {backlog: []}",
	 "tickets.backlog: lacks Open of parent"},
	{"tickets.unstarted", "tickets: {unstarted: fail}", "tickets: {unstarted: warn}",
	 "tickets.unstarted: warn is looser than fail"},
	{"tickets.created", "tickets: {created: before-merge}", "tickets: {created: before-deploy}",
	 "tickets.created: before-deploy is looser than before-merge"},
	{"tickets.authorised", "tickets: {authorised: required}", "tickets: {authorised: note}",
	 "tickets.authorised: note is looser than required"},
	{"tickets.window", "tickets: {window: required}", "tickets: {window: ignore}",
	 "tickets.window: ignore is looser than required"},
	{"tickets.approval.required", "tickets: {approval: {required: true}}",
	 "tickets: {approval: {required: false}}",
	 "tickets.approval.required: false is looser than true"},
	{"tickets.approval.field", "tickets: {approval: {field: A}}",
	 "tickets: {approval: {field: B}}", "tickets.approval.field: B is not A of parent"},
	{"tickets.approval.status", "tickets: {approval: {status: [A]}}",
	 "tickets: {approval: {status: [B]}}", "tickets.approval.status: B is not in parent"},
	{"approval.count", "approval: {count: 2}", "approval: {count: 1}",
	 "1:19: approval.count: 1 is looser than 2 of parent (may only be raised)\n"
	 "  approval: {count: 1}\n"
	 "                    ^"},
	{"approval.independence", "approval: {independence: contributed-nothing}",
	 "approval: {independence: covers-each-author}",
	 "approval.independence: covers-each-author is looser than contributed-nothing of parent"},
	{"approval.trailers", "approval: {trailers: [Reviewed-by]}",
	 "approval: {trailers: [Signed-off-by]}",
	 "approval.trailers: Signed-off-by is not in parent"},
	{"approval.evidence", "approval: {evidence: attested}", "approval: {evidence: claimed}",
	 "approval.evidence: claimed is looser than attested"},
	{"tests.required", "tests: {required: [{junit: a}, {junit: b}]}",
	 "tests: {required: [{junit: a}]}", "tests.required: lacks {\"junit\":\"b\"} of parent"},
	{"tests.required", "tests: {required: [{junit: a}]}", "tests: {required: []}",
	 "tests.required: lacks"},
	{"tests.required.junit", "tests: {required: [{junit: a}]}",
	 "tests: {required: [{junit: b}]}", "tests.required: lacks {\"junit\":\"a\"}"},
	{"tests.required.min_tests", "tests: {required: [{junit: a, min_tests: 5}]}",
	 "tests: {required: [{junit: b}, {junit: a, min_tests: 4}]}",
	 "tests.required[1].min_tests: 4 is looser than 5 of parent (may only be raised)"},
	{"tests.required.min_tests", "tests: {required: [{junit: a, min_tests: 5}]}",
	 "tests: {required: [{junit: a}]}",
	 "tests.required[0].min_tests: 1 is looser than 5 of parent"},
	{"tests.required.statement", "tests: {required: [{junit: a, statement: s}]}",
	 "tests: {required: [{junit: a, statement: t}]}",
	 "tests.required[0].statement: t is not s of parent (may not be changed)"},
	{"tests.required.statement", "tests: {required: [{junit: a, statement: s}]}",
	 "tests: {required: [{junit: a}]}",
	 "tests.required[0].statement: is missing, but parent says s"},
	{"tests.required.acceptance", "tests: {required: [{junit: a, acceptance: true}]}",
	 "tests: {required: [{junit: a, acceptance: false}]}",
	 "tests.required[0].acceptance: false is looser than true of parent"},
	{"tests.evidence", "tests: {evidence: verified}", "tests: {evidence: claimed}",
	 "tests.evidence: claimed is looser"},
	{"services", "services: {pay: {paths: [a]}}", "services: {web: {paths: [\"**\"]}}",
	 "services: {\"pay\""},
	{"services.paths", "services: {pay: {paths: [a]}}", "services: {pay: {paths: [b]}}",
	 "services: {\"pay\":{\"paths\":[\"b\"]}} is not {\"pay\":{\"paths\":[\"a\"]}} of parent"},
	{"services.paths", "services: {pay: {}}", "services: {pay: {paths: [b]}}", "services: "},
	{"ignored", "ignored: [docs/**]", "ignored: [\"**\"]", "ignored: ** is not in parent"},
	{"ignored", "ignored: []", "ignored: [docs/**]", "ignored: docs/** is not in parent"},
	{"environments.after", STAGES, "environments: {production: {after: test}, test: {}}",
	 "environments.production.after: test is not staging of parent (may not be changed)"},
	{"environments.refs", "environments: {production: {refs: [main]}}",
	 "environments: {production: {refs: [main, dev]}}",
	 "environments.production.refs: dev is not in parent (may only be removed from)"},
	{"environments.on_unknown", "environments: {production: {on_unknown: block}}",
	 "environments: {production: {on_unknown: emergency-only}}",
	 "environments.production.on_unknown: emergency-only is looser than block"},
	{"rollback.ticket", "rollback: {ticket: required}", "rollback: {ticket: optional}",
	 "rollback.ticket: optional is looser than required"},
	{"holidays", "holidays: [2026-12-25]", "holidays: [2026-12-25, 2026-12-26]",
	 "holidays: 2026-12-26 is not in parent"},
	{"emergency.actors", "emergency: {actors: [a@b.c]}", "emergency: {actors: [a@b.c, d@b.c]}",
	 "emergency.actors: d@b.c is not in parent"},
	{"emergency.ticket.projects", "emergency: {ticket: {projects: [INC]}}",
	 "emergency: {ticket: {projects: [INC, OPS]}}",
	 "emergency.ticket.projects: OPS is not in parent"},
	{"emergency.ticket.types", "emergency: {ticket: {types: [Bug]}}",
	 "emergency: {ticket: {types: [Bug, Story]}}",
	 "emergency.ticket.types: Story is not in parent"},
	{"emergency.gate", "emergency: {gate: ignored}", "emergency: {gate: counts}",
	 "emergency.gate: counts is looser than ignored"},
	{"emergency.retro.due", "emergency: {retro: {due: 2bd}}", "emergency: {retro: {due: 3bd}}",
	 "emergency.retro.due: 3bd is not 2bd of parent (may not be changed)"},
	{"emergency.retro.approval", "emergency: {retro: {approval: required}}",
	 "emergency: {retro: {approval: x}}", "emergency.retro.approval: x is not required"},
	{"emergency.retro.block_when_overdue", "emergency: {retro: {block_when_overdue: true}}",
	 "emergency: {retro: {block_when_overdue: false}}",
	 "emergency.retro.block_when_overdue: false is not true of parent"},
	{"emergency.solo", "emergency: {solo: refused}", "emergency: {solo: deviation}",
	 "emergency.solo: deviation is looser than refused"},
	{"emergency.budget", "emergency: {budget: 2}", "emergency: {budget: 3}",
	 "emergency.budget: 3 is looser than 2"},
	{"emergency.max_age", "emergency: {max_age: 4h}", "emergency: {max_age: 5h}",
	 "emergency.max_age: 5h is looser than 4h of parent (may only be lowered)"},
	{"waivers.since",
	 "waivers: [{control: tests, reason: a, expires: x, since: 2026-01-01T00:00:00Z}]",
	 "waivers: [{control: tests, reason: a, expires: x, since: 2026-02-01T00:00:00Z}]",
	 "waivers: "},
	/* What the parent leaves to its branches is no freedom of the child. */
	{"environments.refs", "branches: [main]\nenvironments: {production: {}}",
	 "environments: {production: {refs: [dev]}}",
	 "environments.production.refs: dev is not in parent"},
	/* An empty list would fall back to branches. */
	{"environments.refs", "environments: {production: {refs: [main]}}",
	 "branches: [dev]\nenvironments: {production: {refs: []}}",
	 "environments.production.refs: dev is not in parent"},
	{"environments.forge_name", "environments: {production: {forge_name: live}}",
	 "environments: {production: {forge_name: other}}",
	 "environments.production.forge_name: other is not live of parent"},
	{"environments.freeze", FREEZE("a", "b", "UTC", "why"),
	 "environments: {production: {freeze: []}}", "environments.production.freeze: lacks"},
	{"environments.freeze.from", FREEZE("a", "b", "UTC", "why"), FREEZE("x", "b", "UTC", "why"),
	 "environments.production.freeze: lacks"},
	{"environments.freeze.to", FREEZE("a", "b", "UTC", "why"), FREEZE("a", "x", "UTC", "why"),
	 "environments.production.freeze[0].to: x is not b of parent (may not be changed)"},
	{"environments.freeze.zone", FREEZE("a", "b", "UTC", "why"),
	 FREEZE("a", "b", "Asia/Tokyo", "why"),
	 "environments.production.freeze[0].zone: Asia/Tokyo is not UTC of parent"},
	{"environments.freeze.reason", FREEZE("a", "b", "UTC", "why"), FREEZE("a", "b", "UTC", "x"),
	 "environments.production.freeze[0].reason: x is not why of parent"},
	{"environments.class", PRODUCTION("class: lasting"), PRODUCTION("class: ephemeral"),
	 "environments.production.class: ephemeral is not lasting of parent"},
	{"environments.controls.ticket", PRODUCTION("controls: {ticket: required}"),
	 PRODUCTION("controls: {ticket: report}"),
	 "environments.production.controls.ticket: report is looser than required"},
	{"environments.controls.approval", PRODUCTION("controls: {approval: required}"),
	 PRODUCTION("controls: {approval: report}"),
	 "environments.production.controls.approval: report is looser than required"},
	{"environments.controls.tests", PRODUCTION("controls: {tests: required}"),
	 PRODUCTION("controls: {tests: report}"),
	 "environments.production.controls.tests: report is looser than required"},
	{"environments.controls.separation", PRODUCTION("controls: {separation: required}"),
	 PRODUCTION("controls: {separation: report}"),
	 "environments.production.controls.separation: report is looser than required"},
	{"environments.controls.source", PRODUCTION("controls: {source: required}"),
	 PRODUCTION("controls: {source: report}"),
	 "environments.production.controls.source: report is looser than required"},
	{"environments.controls.promotion", PRODUCTION("controls: {promotion: required}"),
	 PRODUCTION("controls: {promotion: report}"),
	 "environments.production.controls.promotion: report is looser than required"},
	{"environments.controls.duties", PRODUCTION("controls: {duties: required}"),
	 PRODUCTION("controls: {duties: report}"),
	 "environments.production.controls.duties: report is looser than required"},
	{"environments.controls.protection", PRODUCTION("controls: {protection: required}"),
	 PRODUCTION("controls: {protection: report}"),
	 "environments.production.controls.protection: report is looser than required"},
	{"environments.same_artifact", PRODUCTION("same_artifact: required"),
	 PRODUCTION("same_artifact: by-commit"),
	 "environments.production.same_artifact: by-commit is looser"},
	{"environments.soak", PRODUCTION("soak: 30m"), PRODUCTION("soak: 29m"),
	 "environments.production.soak: 29m is looser than 30m of parent"},
	{"environments.workflows", PRODUCTION("workflows: [a]"), PRODUCTION("workflows: [a, b]"),
	 "environments.production.workflows: b is not in parent"},
	{"environments.events", PRODUCTION("events: [push]"), PRODUCTION("events: [push, release]"),
	 "environments.production.events: release is not in parent"},
	{"environments.deploy_approval.count", PRODUCTION("deploy_approval: {count: 2}"),
	 PRODUCTION("deploy_approval: {count: 1}"),
	 "environments.production.deploy_approval.count: 1 is looser than 2"},
	{"environments.deploy_approval.not", PRODUCTION("deploy_approval: {not: [contributors]}"),
	 PRODUCTION("deploy_approval: {not: [triggerer]}"),
	 "environments.production.deploy_approval.not: lacks contributors of parent"},
	{"environments.platform.admin_bypass", PRODUCTION("platform: {admin_bypass: refused}"),
	 PRODUCTION("platform: {admin_bypass: allowed}"),
	 "environments.production.platform.admin_bypass: allowed is looser"},
	{"environments.platform.branch_policy", PRODUCTION("platform: {branch_policy: required}"),
	 PRODUCTION("platform: {branch_policy: any}"),
	 "environments.production.platform.branch_policy: any is looser"},
	{"environments.platform.reviewers", PRODUCTION("platform: {reviewers: required}"),
	 PRODUCTION("platform: {reviewers: any}"),
	 "environments.production.platform.reviewers: any is looser"},
	{"environments.platform.prevent_self_review",
	 PRODUCTION("platform: {prevent_self_review: required}"),
	 PRODUCTION("platform: {prevent_self_review: any}"),
	 "environments.production.platform.prevent_self_review: any is looser"},
	{"environments.platform.secrets", PRODUCTION("platform: {secrets: environment}"),
	 PRODUCTION("platform: {secrets: anywhere}"),
	 "environments.production.platform.secrets: anywhere is looser"},
	{"environments.platform.claims", PRODUCTION("platform: {claims: protected}"),
	 PRODUCTION("platform: {claims: any}"),
	 "environments.production.platform.claims: any is looser"},
	{"environments.platform.tier", PRODUCTION("platform: {tier: production}"),
	 PRODUCTION("platform: {tier: staging}"),
	 "environments.production.platform.tier: staging is not production"},
	{"environments.targets", PRODUCTION("targets: [eu]"), PRODUCTION("targets: [eu, us]"),
	 "environments.production.targets: us is not in parent"},
	{"environments.target.account", PRODUCTION("target: {account: a}"),
	 PRODUCTION("target: {account: b}"),
	 "environments.production.target.account: b is not a of parent"},
	{"environments.target.not_shared_with",
	 PRODUCTION("target: {account: a, not_shared_with: [x, y]}"),
	 PRODUCTION("target: {account: a, not_shared_with: [x]}"),
	 "environments.production.target.not_shared_with: lacks y of parent"},
	{"environments.artifact_provenance", PRODUCTION("artifact_provenance: required"),
	 PRODUCTION("artifact_provenance: note"),
	 "environments.production.artifact_provenance: note is looser"},
	{"forge", "forge: github", "forge: none",
	 "forge: none is not github of parent (may not be changed)"},
	{"api", "api: https://a.example", "api: https://b.example",
	 "api: https://b.example is not https://a.example of parent"},
	{"comment", "comment: always", "comment: never",
	 "comment: never is not always of parent (may not be changed)"},
	{"approval.permission", "approval: {permission: write}", "approval: {permission: any}",
	 "approval.permission: any is looser than write of parent"},
	{"approval.teams", "approval: {teams: [a/b]}", "approval: {teams: [a/b, a/c]}",
	 "approval.teams: a/c is not in parent"},
	{"approval.codeowners", "approval: {codeowners: required}",
	 "approval: {codeowners: ignored}", "approval.codeowners: ignored is looser"},
	{"approval.freshness", "approval: {freshness: exact}", "approval: {freshness: same-diff}",
	 "approval.freshness: same-diff is looser than exact"},
	{"approval.before", "approval: {before: merge}", "approval: {before: deploy}",
	 "approval.before: deploy is looser"},
	{"approval.suggestions", "approval: {suggestions: exclude}",
	 "approval: {suggestions: allow}", "approval.suggestions: allow is looser"},
	{"approval.unknown_authors", "approval: {unknown_authors: fail}",
	 "approval: {unknown_authors: use-pusher}",
	 "approval.unknown_authors: use-pusher is looser"},
	{"approval.pushers", "approval: {pushers: required}", "approval: {pushers: note}",
	 "approval.pushers: note is looser"},
	{"approval.changes_requested", "approval: {changes_requested: block}",
	 "approval: {changes_requested: ignore}", "approval.changes_requested: ignore is looser"},
	{"approval.self_merge", "approval: {self_merge: refuse}", "approval: {self_merge: allow}",
	 "approval.self_merge: allow is looser"},
	{"approval.agents", "approval: {agents: exclude-merger}", "approval: {agents: allow}",
	 "approval.agents: allow is looser"},
	{"approval.departed", "approval: {departed: unknown}", "approval: {departed: accept}",
	 "approval.departed: accept is looser"},
	{"approval.reverts", "approval: {reverts: own-review}",
	 "approval: {reverts: inherit-if-inverse}",
	 "approval.reverts: inherit-if-inverse is looser"},
	{"approval.backports", "approval: {backports: own-review}",
	 "approval: {backports: inherit-if-same-content}",
	 "approval.backports: inherit-if-same-content is looser"},
	{"tickets.reverts", "tickets: {reverts: own-ticket}",
	 "tickets: {reverts: inherit-if-inverse}", "tickets.reverts: inherit-if-inverse is looser"},
	{"tickets.backports", "tickets: {backports: own-ticket}",
	 "tickets: {backports: inherit-if-same-content}",
	 "tickets.backports: inherit-if-same-content is looser"},
	{"approval.bots", "approval: {bots: [{app: a, id: 1, paths: [p]}]}",
	 "approval: {bots: [{app: a, id: 1, paths: [p]}, {app: b, id: 2, paths: [p]}]}",
	 "approval.bots: {\"app\":\"b\""},
	{"approval.bots.app", "approval: {bots: [{app: a, id: 1, paths: [p]}]}",
	 "approval: {bots: [{app: b, id: 1, paths: [p]}]}", "approval.bots: "},
	{"approval.bots.id", "approval: {bots: [{app: a, id: 1, paths: [p]}]}",
	 "approval: {bots: [{app: a, id: 2, paths: [p]}]}", "approval.bots"},
	{"approval.bots.paths", "approval: {bots: [{app: a, id: 1, paths: [p]}]}",
	 "approval: {bots: [{app: a, id: 1, paths: [p, q]}]}", "approval.bots"},
	{"approval.bots.ticket", "approval: {bots: [{app: a, id: 1, paths: [p], ticket: A-1}]}",
	 "approval: {bots: [{app: a, id: 1, paths: [p], ticket: A-2}]}", "approval.bots"},
	{"promotions", "promotions: [" PROMOTION("s", "r", "e", "p", "1", "required") "]",
	 "promotions: [" PROMOTION("s", "r", "e", "p", "1", "required") ", " PROMOTION(
		 "t", "r", "e", "p", "1", "required") "]",
	 "promotions: "},
	{"promotions.service", "promotions: [" PROMOTION("s", "r", "e", "p", "1", "required") "]",
	 "promotions: [" PROMOTION("t", "r", "e", "p", "1", "required") "]", "promotions: "},
	{"promotions.repository",
	 "promotions: [" PROMOTION("s", "r", "e", "p", "1", "required") "]",
	 "promotions: [" PROMOTION("s", "q", "e", "p", "1", "required") "]", "promotions: "},
	{"promotions.from", "promotions: [" PROMOTION("s", "r", "e", "p", "1", "required") "]",
	 "promotions: [" PROMOTION("s", "r", "f", "p", "1", "required") "]", "promotions: "},
	{"promotions.paths", "promotions: [" PROMOTION("s", "r", "e", "p", "1", "required") "]",
	 "promotions: [" PROMOTION("s", "r", "e", "p, q", "1", "required") "]", "promotions: "},
	{"promotions.by", "promotions: [" PROMOTION("s", "r", "e", "p", "1", "required") "]",
	 "promotions: [" PROMOTION("s", "r", "e", "p", "1}, {app: b, id: 3", "required") "]",
	 "promotions: "},
	{"promotions.by.app", "promotions: [" PROMOTION("s", "r", "e", "p", "1", "required") "]",
	 "promotions: [" PROMOTION("s", "r", "e", "p", "1}, {app: b, id: 1", "required") "]",
	 "promotions: "},
	{"promotions.by.id", "promotions: [" PROMOTION("s", "r", "e", "p", "1", "required") "]",
	 "promotions: [" PROMOTION("s", "r", "e", "p", "2", "required") "]", "promotions: "},
	{"promotions.provenance",
	 "promotions: [" PROMOTION("s", "r", "e", "p", "1", "required") "]",
	 "promotions: [" PROMOTION("s", "r", "e", "p", "1", "ignored") "]", "promotions: "},
	{"tests.required.workflow", "tests: {required: [{workflow: a, job: j}]}",
	 "tests: {required: [{workflow: b, job: j}]}", "tests.required"},
	{"tests.required.job", "tests: {required: [{workflow: a, job: j}]}",
	 "tests: {required: [{workflow: a, job: k}]}", "tests.required"},
	{"tests.required.check", "tests: {required: [{check: a, app: 1}]}",
	 "tests: {required: [{check: b, app: 1}]}", "tests.required"},
	{"tests.required.app", "tests: {required: [{check: a, app: 1}]}",
	 "tests: {required: [{check: a, app: 2}]}", "tests.required"},
	{"tests.required.count", "tests: {required: [{workflow: a, job: j, count: 2}]}",
	 "tests: {required: [{workflow: a, job: j, count: 1}]}", "tests.required"},
	{"tests.on", "tests: {on: [exact]}", "tests: {on: [exact, request-head]}",
	 "tests.on: request-head is not in parent"},
	{"tests.events", "tests: {events: [push]}", "tests: {events: [push, schedule]}",
	 "tests.events: schedule is not in parent"},
	{"tests.skip_unchanged", "tests: {skip_unchanged: [a]}", "tests: {skip_unchanged: [a, b]}",
	 "tests.skip_unchanged: b is not in parent"},
	{"tests.max_attempts", "tests: {max_attempts: 3}", "tests: {max_attempts: 4}",
	 "tests.max_attempts: 4 is looser than 3 of parent (may only be lowered)"},
	{"tests.definitions", "tests: {definitions: guarded}", "tests: {definitions: note}",
	 "tests.definitions: note is looser"},
	{"tests.exit_code_only", "tests: {exit_code_only: fail}", "tests: {exit_code_only: note}",
	 "tests.exit_code_only: note is looser"},
	{"tests.drop_percent", "tests: {drop_percent: 5}", "tests: {drop_percent: 6}",
	 "tests.drop_percent: 6 is looser than 5"},
	{"forge_trust", "forge_trust: system", "forge_trust: given",
	 "forge_trust: given is looser"},
	{"rollback.max_age", "rollback: {max_age: 30d}", "rollback: {max_age: 31d}",
	 "rollback.max_age: 31d is looser than 30d of parent (may only be lowered)"},
	{"rollback.max_age", "rollback: {max_age: 1d}", "rollback: {max_age: 25h}",
	 "rollback.max_age: 25h is looser than 1d of parent"},
	{"platform.proof", "platform: {proof: required}", "platform: {proof: none}",
	 "platform.proof: none is looser"},
	{"platform.issuer", "platform: {issuer: https://a}", "platform: {issuer: https://b}",
	 "platform.issuer: https://b is not https://a"},
	{"platform.algorithm", "platform: {algorithm: RS256}", "platform: {algorithm: ES256}",
	 "platform.algorithm: ES256 is not RS256"},
	{"platform.kind", "platform: {kind: gitlab}", "platform: {kind: actions}",
	 "platform.kind: actions is not gitlab"},
	{"ledger.store", "ledger: {store: dir:a}", "ledger: {store: dir:b}",
	 "ledger.store: dir:b is not dir:a of parent"},
	{"ledger.origin", "ledger: {origin: a}", "ledger: {origin: b}",
	 "ledger.origin: b is not a of parent"},
	{"ledger.mode", "ledger: {mode: in-step}", "ledger: {mode: inbox}",
	 "ledger.mode: inbox is not in-step of parent (may not be changed)"},
	{"ledger.wait", "ledger: {wait: 60s}", "ledger: {wait: 1s}",
	 "ledger.wait: 1s is not 60s of parent (may not be changed)"},
	{"ledger.timestamp", "ledger: {timestamp: 'https://tsa.example'}",
	 "ledger: {timestamp: 'https://tsa.example/other'}",
	 "ledger.timestamp: https://tsa.example/other is not https://tsa.example of parent (may "
	 "not be changed)"},
	{"allowed_signers", "allowed_signers: keys", "allowed_signers: mine",
	 "1:18: allowed_signers: mine is not keys of parent (may not be changed)"},
	{"guardians", "guardians: [a@b.c]", "guardians: [a@b.c, eve@b.c]",
	 "1:20: guardians: eve@b.c is not in parent (may only be removed from)"},
	{"identities", "identities: [{addresses: [a@b.c, d@b.c]}]", "identities: []",
	 "identities: lacks {\"addresses\":[\"a@b.c\",\"d@b.c\"]} of parent (may only be added "
	 "to)"},
	{"identities.addresses", "identities: [{addresses: [a@b.c, d@b.c]}]",
	 "identities: [{addresses: [a@b.c]}]", "identities: lacks"},
	{"waivers", "waivers: []", WAIVER("tests", "pay", "why", "x"),
	 "waivers: [{\"control\":\"tests\""},
	{"waivers", WAIVER("tests", "pay", "why", "x"), "waivers: []", "waivers: [] is not [{"},
	{"waivers.control", WAIVER("tests", "pay", "why", "x"), WAIVER("ticket", "pay", "why", "x"),
	 "waivers: [{\"control\":\"ticket\""},
	{"waivers.service", WAIVER("tests", "pay", "why", "x"), WAIVER("tests", "web", "why", "x"),
	 "\"service\":\"web\"}] is not [{"},
	{"waivers.service", WAIVER("tests", "pay", "why", "x"),
	 "waivers: [{control: tests, reason: why, expires: x}]",
	 "waivers: [{\"control\":\"tests\",\"expires\":\"x\",\"reason\":\"why\"}] is not [{"},
	{"waivers.reason", WAIVER("tests", "pay", "why", "x"), WAIVER("tests", "pay", "y", "x"),
	 "\"reason\":\"y\""},
	{"waivers.expires", WAIVER("tests", "pay", "why", "x"), WAIVER("tests", "pay", "why", "z"),
	 "waivers: [{\"control\":\"tests\",\"expires\":\"z\""},
};
#define LOOSER_COUNT (sizeof(looser) / sizeof(looser[0]))

static void
test_loosening_is_refused(void **state)
{
	for (size_t i = 0; i < LOOSER_COUNT; i++) {
		struct error err;
		if (tightens(*state, looser[i].parent, looser[i].child, true, &err))
			fail_msg("accepted: %s under %s", looser[i].child, looser[i].parent);
		assert_true(err.code == ERROR_FORMAT);
		if (!strstr(err.message, looser[i].message))
			fail_msg("expected '%s', got '%s'", looser[i].message, err.message);
	}
}

/* What a merged policy cannot say, a forged effective one can. */
static void
test_leaving_out_is_refused(void **state)
{
	static const struct {
		const char *parent, *child, *message;
	} cases[] = {
		{STAGES, "environments: {staging: {}}",
		 "environments: lacks production of parent (may only be added to)"},
		{STAGES, "version: 1", "environments: is missing, but parent says"},
		{STAGES, "environments: {production: {}, staging: {}}",
		 "environments.production.after: is missing, but parent says staging"},
		{"approval: {count: 2}", "approval: {}", "approval.count: 1 is looser than 2"},
		{"approval: {count: 2}", "version: 1", "approval: is missing, but parent says"},
		{"tickets: {deny: [OPS-1]}", "tickets: {}", "tickets.deny: is missing"},
		{"tickets: {tracker: github}", "tickets: {}", "tickets.tracker: is missing"},
		{"tickets: {approval: {required: true}}", "tickets: {}",
		 "tickets.approval: is missing"},
		{"ledger: {store: dir:a}", "ledger: {}", "ledger.store: is missing"},
		{"rollback: {max_age: 1d}", "rollback: {}", "rollback.max_age: 30d is looser"},
		{"tickets: {sources: [trailer]}", "tickets: {}",
		 "tickets.sources: subject is not in parent"},
		{"allowed_signers: keys", "version: 1",
		 "allowed_signers: is missing, but parent says keys"},
		{"identities: [{addresses: [a@b.c, d@b.c]}]", "version: 1",
		 "identities: is missing"},
		{WAIVER("tests", "pay", "why", "x"), "version: 1", "waivers: is missing"},
		{"ledger: {mode: inbox}", "ledger: {}", "ledger.mode: is missing"},
		{"ledger: {wait: 60s}", "ledger: {}", "ledger.wait: is missing"},
		{"ledger: {timestamp: 'https://tsa.example'}", "ledger: {}",
		 "ledger.timestamp: is missing"},
		{"environments: {production: {refs: [main]}}",
		 "branches: [\"**\"]\nenvironments: {production: {}}",
		 "environments.production.refs: ** is not in parent"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct error err;
		if (tightens(*state, cases[i].parent, cases[i].child, false, &err))
			fail_msg("accepted: %s under %s", cases[i].child, cases[i].parent);
		if (!strstr(err.message, cases[i].message))
			fail_msg("expected '%s', got '%s'", cases[i].message, err.message);
	}
}

static const struct {
	const char *parent, *child;
} tighter[] = {
	{"branches: [main, dev]", "branches: [main]"},
	{"tickets: {projects: [PAY, OPS]}", "tickets: {projects: [OPS]}"},
	{"tickets: {deny: [OPS-1]}", "tickets: {deny: [OPS-2, OPS-1]}"},
	{"tickets: {evidence: claimed}", "tickets: {evidence: verified}"},
	{"tickets: {evidence: claimed}", "tickets: {pattern: \"A-1\"}"},
	{"approval: {count: 2, independence: covers-each-author}",
	 "approval: {count: 3, independence: contributed-nothing}"},
	{"approval: {count: 2}", "approval: {evidence: claimed}"},
	{"tests: {required: [{junit: a, min_tests: 2}]}",
	 "tests: {required: [{junit: b}, {junit: a, min_tests: 3}]}"},
	{"services: {pay: {paths: [a]}}", "services: {pay: {paths: [a]}}"},
	{"version: 1", "services: {pay: {paths: [a]}}"},
	{"ignored: [docs/**]", "ignored: []"},
	{"version: 1", "ignored: [docs/**]"},
	{STAGES, "environments: {canary: {}}"},
	{STAGES, "environments: {staging: {after: test}, test: {}}"},
	{"branches: [main, dev]\nenvironments: {production: {}}",
	 "environments: {production: {refs: [dev]}}"},
	{"branches: [main, dev]\nenvironments: {production: {}}", "branches: [dev]"},
	{FREEZE("a", "b", "UTC", "why"),
	 "environments: {production: {freeze: [{from: x, to: y, zone: UTC, reason: r}, "
	 "{from: a, to: z, zone: UTC, reason: r}, {from: a, to: b, zone: UTC, reason: why}]}}"},
	{"rollback: {max_age: 30d}", "rollback: {max_age: 0s}"},
	{"ledger: {store: dir:a}", "ledger: {store: dir:a, origin: x}"},
	{"ledger: {store: dir:a}", "ledger: {mode: inbox, wait: 5s}"},
	{"ledger: {store: dir:a}", "ledger: {timestamp: 'https://tsa.example'}"},
	{"version: 1", "allowed_signers: keys"},
	{"version: 1", "guardians: [a@b.c]"},
	{"guardians: [a@b.c, d@b.c]", "guardians: [d@b.c]"},
	{"identities: [{addresses: [a@b.c, d@b.c]}]",
	 "identities: [{addresses: [a@b.c, e@b.c]}, {addresses: [a@b.c, d@b.c]}]"},
	{"version: 1", WAIVER("tests", "pay", "why", "x")},
	{WAIVER("tests", "pay", "why", "x"), WAIVER("tests", "pay", "why", "x")},
	{"tests: {required: [{junit: a}]}", "tests: {required: [{junit: a, statement: s}]}"},
	{"approval: {count: 2}", "{}"},
};

static void
test_tightening_is_accepted(void **state)
{
	for (size_t i = 0; i < sizeof(tighter) / sizeof(tighter[0]); i++) {
		struct error err;
		if (!tightens(*state, tighter[i].parent, tighter[i].child, true, &err))
			fail_msg("%s", err.message);
	}
}

static bool
has_mutation(const char *path)
{
	for (size_t i = 0; i < LOOSER_COUNT; i++)
		if (text_equal(looser[i].field, path))
			return true;
	/* Leaving an environment out is tested with documents that are not merged. */
	return text_equal(path, "environments");
}

static void
each_field_has_direction(struct arena *arena, const struct fields *fields, const char *path)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *field = &fields->rows[i];
		const char *here =
			arena_format(arena, "%s%s%s", path, *path ? "." : "", field->name);
		if (field->tighter == TIGHTER_UNSAID)
			fail_msg("%s: in which direction is it tighter?", here);
		if ((field->tighter == TIGHTER_WITHIN) !=
		    (field->type == FIELD_OBJECT || field->type == FIELD_OPTIONAL))
			fail_msg("%s: only a group says WITHIN, and says nothing else", here);
		if (field->tighter != TIGHTER_WITHIN && !has_mutation(here))
			fail_msg("%s: no test shows that loosening it is refused", here);
		if (!field->meaning)
			fail_msg("%s: what does it mean?", here);
		if (field->of)
			each_field_has_direction(arena, field->of, here);
	}
}

static void
test_each_field_has_direction(void **state)
{
	each_field_has_direction(*state, &policy_fields, "");
}

static const char *
as_json(struct arena *arena, const struct node *node)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	json_write(&out, node);
	return arena_text(arena, out.bytes);
}

static void
test_merging(void **state)
{
	const struct node *parent = parse(*state, "version: 1\n"
						  "approval: {count: 2, trailers: [A, B]}\n"
						  "environments: {one: {refs: [x]}}\n");
	const struct node *child = parse(*state, "environments: {two: {}, one: {after: two}}\n"
						 "approval: {trailers: [B]}\n"
						 "repository: r\n");
	const struct node *merged = policy_merge(*state, parent, child);

	assert_string_equal(as_json(*state, merged),
			    "{\"approval\":{\"count\":2,\"trailers\":[\"B\"]},"
			    "\"environments\":{\"one\":{\"after\":\"two\",\"refs\":[\"x\"]},"
			    "\"two\":{}},\"repository\":\"r\",\"version\":1}");
	assert_int_equal(node_get(merged, "repository")->line, 3);
	assert_int_equal(json_pointer(merged, "/approval/trailers/0")->line, 2);
	/* A line of the parent must not be shown as one of the child. */
	assert_int_equal(json_pointer(merged, "/approval/count")->line, 0);
	assert_int_equal(node_get(merged, "version")->key_line, 0);
	assert_int_equal(json_pointer(merged, "/environments/one/refs/0")->line, 0);
	assert_int_equal(merged->count, 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_each_field_has_direction, begin, end),
		cmocka_unit_test_setup_teardown(test_loosening_is_refused, begin, end),
		cmocka_unit_test_setup_teardown(test_leaving_out_is_refused, begin, end),
		cmocka_unit_test_setup_teardown(test_tightening_is_accepted, begin, end),
		cmocka_unit_test_setup_teardown(test_merging, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
