/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does this repository ask of a deploy? The policy file `.changegate.yml`, strictly read,
 * merged over the preset it extends (it may only tighten), with all defaults filled in. The
 * effective policy is deterministic JSON; its sha256 identifies it. Only keys that something
 * enforces exist.
 */
#ifndef CORE_POLICY_H
#define CORE_POLICY_H

#include "base/fields.h"
#include "base/source.h"
#include "core/environment_rules.h"
#include "core/grade.h"

enum independence {
	INDEPENDENCE_COVERS_EACH_AUTHOR,  /* each author has an approver who is somebody else */
	INDEPENDENCE_CONTRIBUTED_NOTHING, /* an approver who contributed anything is not counted */
};

enum forge_kind { FORGE_NONE, FORGE_GITHUB };
enum permission { PERMISSION_ANY, PERMISSION_WRITE };
enum freshness {
	FRESHNESS_IGNORED,
	FRESHNESS_SAME_DIFF, /* or what a clean update of the branch makes of it */
	FRESHNESS_EXACT,
};
enum deadline { BEFORE_DEPLOY, BEFORE_MERGE };
enum owners { OWNERS_IGNORED, OWNERS_REQUIRED };
enum suggestions { SUGGESTIONS_ALLOWED, SUGGESTIONS_EXCLUDED };
enum unknown_authors { AUTHORS_USE_PUSHER, AUTHORS_FAIL };
enum pushers { PUSHERS_NOTED, PUSHERS_REQUIRED };
enum changes_requested { CHANGES_IGNORED, CHANGES_BLOCK };
enum self_merge { SELF_MERGE_ALLOWED, SELF_MERGE_REFUSED };
enum agents { AGENTS_ALLOWED, AGENTS_EXCLUDE_MERGER };
enum departed { DEPARTED_UNKNOWN, DEPARTED_ACCEPTED };
enum inheriting { INHERITING_NEVER, INHERITING_ALLOWED }; /* from what was judged before */
enum definitions { DEFINITIONS_NOTED, DEFINITIONS_GUARDED };
enum solo { SOLO_DEVIATION, SOLO_REFUSED };
enum opened_gate { GATE_IGNORED, GATE_COUNTS };
enum on_unknown { UNKNOWN_EMERGENCY_ONLY, UNKNOWN_BLOCK };
enum rollback_ticket { ROLLBACK_TICKET_OPTIONAL, ROLLBACK_TICKET_REQUIRED };
enum exit_code { EXIT_CODE_ACCEPTED, EXIT_CODE_NOTED, EXIT_CODE_FAILS };
enum forge_trust { TRUST_GIVEN, TRUST_SYSTEM };
enum comment { COMMENT_NEVER, COMMENT_ON_FAILURE, COMMENT_ALWAYS };

enum tracker_kind {
	TRACKER_NONE,
	TRACKER_JIRA_CLOUD,
	TRACKER_JIRA_DATA_CENTER,
	TRACKER_SERVICENOW,
	TRACKER_GITHUB,
};
enum strictness { RULE_NOTED, RULE_ENFORCED };
enum ticket_deadline { CREATED_ANY, CREATED_BEFORE_DEPLOY, CREATED_BEFORE_MERGE };
enum several_tickets { TICKETS_ANY, TICKETS_ALL };
enum ticket_unit { TICKET_PER_REQUEST, TICKET_PER_COMMIT };
enum branch_case { BRANCH_CASE_SENSITIVE, BRANCH_CASE_INSENSITIVE };

struct ticket_approval_rules { /* by somebody who contributed nothing */
	bool required;
	const char *field;   /* whoever last filled it approves; NULL: none */
	struct texts status; /* whoever moves the ticket into one of these approves */
};

struct ticket_reuse {  /* change requests of one deploy that name the same ticket */
	int64_t count; /* 0: as many as there are */
	int action;    /* enum strictness */
};

struct ticket_rules {
	struct texts projects; /* allow-list; at least one */
	const char *pattern;   /* PCRE2; NULL: the built-in key grammar */
	struct texts sources;  /* of "subject", "trailer", "title", "branch", "body", "links" */
	struct texts deny;     /* catch-all tickets */
	int evidence;          /* enum grade: the least that counts */
	int branch_case;       /* enum branch_case */
	int several;           /* enum several_tickets */
	int per;               /* enum ticket_unit */
	struct ticket_reuse max_requests;
	int tracker;     /* enum tracker_kind */
	const char *url; /* of the tracker; NULL: of `github`, the forge's */
	/* Of a tracker only. */
	struct texts types;      /* none: any */
	struct texts deny_types; /* "Epic" */
	struct texts status;     /* at merge or now; none: any that is not done before */
	struct texts backlog;    /* statuses that are not begun, whatever the tracker says */
	int unstarted;           /* enum strictness */
	int created;             /* enum ticket_deadline */
	int authorised;          /* enum strictness: somebody else opened or moved it */
	int window;              /* enum strictness: now is in the ticket's window */
	struct ticket_approval_rules approval;
	int reverts, backports; /* enum inheriting: core/inheritance.h */
};

/* An app whose own change requests need no approval, if they do just what is said here. */
struct bot_rule {
	const char *app;    /* login, for people: "dependabot" */
	int64_t id;         /* the forge's number, which decides */
	struct texts paths; /* globs of all that it may change */
	const char *ticket; /* standing ticket; NULL: its requests name their own */
};

struct approval_rules {
	int64_t count;
	int independence;      /* enum independence */
	struct texts trailers; /* tokens that approve: "Reviewed-by", "Acked-by" */
	int evidence;
	int reverts, backports; /* enum inheriting: core/inheritance.h */
	/* Of a forge only. */
	int permission;        /* enum permission: of an approver */
	int departed;          /* enum departed: an approver who has no access any more */
	struct texts teams;    /* "acme/engineers": an approver is in one of them; none: anybody */
	int codeowners;        /* enum owners */
	int freshness;         /* enum freshness */
	int before;            /* enum deadline */
	int suggestions;       /* enum suggestions: an approver whose suggestion was applied */
	int unknown_authors;   /* enum unknown_authors */
	int pushers;           /* enum pushers: who pushed each version is known */
	int changes_requested; /* enum changes_requested */
	int self_merge;        /* enum self_merge: the author may merge */
	int agents;            /* enum agents: of a request that an app opened */
	LIST(struct bot_rule) bots;
};

struct promoter {
	const char *app; /* login, for people */
	int64_t id;      /* the forge's number, which decides */
};

enum promoted_provenance { PROMOTED_CLAIMED, PROMOTED_BUILT };

/* Requests that only move digests, to those of artefacts that passed somewhere else. */
struct promotion_rule {
	const char *service;
	const char *repository; /* of the records; NULL: this one */
	const char *from;       /* environment of the records */
	struct texts paths;     /* globs of files */
	LIST(struct promoter) by;
	int provenance; /* enum promoted_provenance */
};

/* Either local reports (`junit`), or a job of a workflow, or a check of an app. */
struct test_requirement {
	const char *junit;    /* glob below the work tree; NULL: none */
	const char *workflow; /* ".github/workflows/ci.yml"; with `job` */
	const char *job;      /* name of the check run; a `*` stands for what a matrix puts there */
	const char *check;    /* name of a check run; with `app` */
	int64_t app;          /* number of the app; 0: of GitHub Actions */
	int64_t count;        /* how many check runs the name has to find */
	int64_t min_tests;    /* executed: not skipped */
	const char *statement; /* signed statement about the reports, below the work tree; or NULL
				*/
	bool acceptance;       /* by those who use it; tells auditors, and decides nothing else */
};

struct test_rules {
	LIST(struct test_requirement) required; /* at least one */
	int evidence;
	/* Of a forge only. */
	struct texts on;             /* of "exact", "merge-group", "same-tree", "request-head" */
	struct texts events;         /* that may have started a run */
	struct texts skip_unchanged; /* globs: a skipped job counts if none of them changed */
	int64_t max_attempts;
	int definitions;      /* enum definitions: a changed workflow file */
	int exit_code_only;   /* enum exit_code: a job of which nobody knows what it ran */
	int64_t drop_percent; /* 0: not given */
};

struct service_rules {
	const char *name;
	struct texts paths; /* globs; none: everything */
};

enum platform_proof { PROOF_NONE, PROOF_REQUIRED };

struct proof_rules {
	int proof;          /* enum platform_proof */
	const char *issuer; /* NULL: the usual one of its kind */
	int algorithm;      /* enum token_algorithm */
	int kind;           /* enum platform_kind */
};

struct rollback_rules {
	int64_t max_age; /* seconds */
	int ticket;      /* enum rollback_ticket */
};

struct incident_rules {
	struct texts projects; /* allow-list */
	struct texts types;    /* that a tracker tells; none: any */
};

struct retro_rules {
	const char *due; /* core/business_days.h */
	int approval;    /* always required */
	bool block_when_overdue;
};

struct emergency_rules {
	struct texts actors; /* addresses; none: any allowed signer */
	struct incident_rules ticket;
	struct retro_rules retro;
	int solo;        /* enum solo: with the signature of one person alone */
	int gate;        /* enum opened_gate: who opened the environment's gate for the run */
	int64_t max_age; /* seconds; of an authorisation */
	int64_t budget;  /* of a month, service and environment; 0: none is set */
};

struct identity { /* one human, several addresses */
	struct texts addresses;
};

struct waiver {
	const char *control; /* "ticket", "tests" or "separation" */
	const char *service; /* NULL: every service */
	const char *reason;
	int64_t expires;
	int64_t since; /* when it was first granted; 0: not said */
};

enum ledger_mode { LEDGER_IN_STEP, LEDGER_INBOX };

struct ledger_rules {
	const char *store;     /* core/ledger_place.h */
	const char *origin;    /* of the checkpoint; default: the repository */
	int mode;              /* enum ledger_mode */
	int64_t wait;          /* seconds for a record that was handed in; 0: the default */
	const char *timestamp; /* URL of a time-stamping authority; NULL: none */
};

struct policy {
	int64_t version;        /* 1 */
	const char *extends;    /* "starter@1" or NULL */
	const char *repository; /* "example.org/acme/payments" */
	int forge;              /* enum forge_kind */
	int forge_trust;        /* enum forge_trust: whose certificates say who the forge is */
	const char *api;        /* address of the forge's API; NULL: by the repository's host */
	struct texts branches;  /* where changes are merged, and policies may come from; globs */
	struct ticket_rules tickets;
	struct approval_rules approval;
	struct test_rules tests;
	LIST(struct service_rules) services; /* none declared: one service "default" for everything
					      */
	struct texts ignored;                /* globs of paths that belong to no service */
	LIST(struct environment_rules) environments; /* at least one */
	LIST(struct promotion_rule) promotions;
	struct rollback_rules rollback;
	struct proof_rules platform;
	struct emergency_rules *emergency; /* NULL: there are no emergencies */
	struct texts holidays;             /* dates that are no business days */
	const char *allowed_signers;       /* path of the file at the protected ref; NULL: none */
	struct texts guardians; /* addresses; one of them approves changes of the gate's files */
	LIST(struct identity) identities;
	LIST(struct waiver) waivers;
	struct ledger_rules ledger;
	int comment; /* enum comment: on change requests */
};

extern const struct fields policy_fields;

/*
 * Reads a policy as people write it (YAML or JSON), resolves `extends`, checks that it only
 * tightens, fills defaults, checks the rules across fields. Errors are ERROR_USAGE with line and
 * caret.
 */
bool policy_read(struct arena *arena, const struct source_text *source, struct policy *policy,
		 struct error *err);

/* The effective policy as bytes; read back by policy_read_effective(). */
void policy_write(struct buffer *out, const struct policy *policy);
bool policy_read_effective(struct arena *arena, const char *bytes, size_t length,
			   struct policy *policy, struct error *err);

/* Rules that nothing in this version can satisfy, for `policy validate`: one text each. */
void policy_unsatisfiable(struct arena *arena, const struct policy *policy, struct texts *out);

/* NULL if not declared. A policy without services has "default". */
const struct environment_rules *policy_environment(const struct policy *policy, const char *name);
bool policy_has_service(const struct policy *policy, const char *name);
const struct service_rules *policy_service(const struct policy *policy, const char *name);

#endif
