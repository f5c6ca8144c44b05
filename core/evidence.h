/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was found out? The evidence document `changegate.evidence/1`: what `collect` writes,
 * `evaluate` reads (that one file: no key, clock, ledger or repository) and `seal` signs. Facts
 * apart from judgement. Facts are three-valued: silence of a source is neither "no" nor "fine".
 *
 * Lists whose loss could help (commits, reports, freezes) have a count beside them or a counterpart
 * in the policy, so that removing evidence is noticed.
 */
#ifndef CORE_EVIDENCE_H
#define CORE_EVIDENCE_H

#include "core/change.h"
#include "core/emergency.h"
#include "core/forge.h"
#include "core/grade.h"
#include "core/platform.h"
#include "core/tracker.h"

#define EVIDENCE_SCHEMA "changegate.evidence/1"

struct now { /* the one time that time rules see */
	int64_t time;
	const char *source; /* "system-clock" */
};

/* How does what a tag names compare with the commit that it is held against? */
enum content {
	CONTENT_OWN,      /* it names the commit, or the head that it brought */
	CONTENT_SQUASHED, /* the commit is exactly what merging the tag's head into its parent gives
			   */
	CONTENT_REBASED,  /* the commits are the tag's, one by one, with equal diffs */
	CONTENT_DIFFERS,  /* it changes some of the same files, and has something else */
	CONTENT_SPENT,    /* it was brought before, and counts no more */
};

struct approval {
	struct person person;
	int grade;          /* enum grade: of the approval; who wrote what is graded apart */
	const char *source; /* "trailer", "merge", "tag" */
	/*
	 * What it approves. Of "trailer": this commit; of a merge, all that the merge brought. Of
	 * "merge": all that this merge brought. Of "tag": the request's commit with all that it
	 * brought, its head with all that is below it, or a merge on the way and just that.
	 */
	const char *commit;
	const char *text; /* exactly as found */
	const char *tag;  /* id of the tag object, of "tag" */
	const char *head; /* what the tag names, unless CONTENT_OWN */
	int content;      /* enum content */
	/*
	 * Of SQUASHED, REBASED and SPENT content: whoever contributed to `head`, whom the commit
	 * that it became may not show; and whether each of its commits is signed by its author.
	 */
	int64_t contributor_count; /* equals contributors.count */
	LIST(struct person) contributors;
	bool authors_verified;
	struct signature *signature; /* of "merge" and "tag" */
};

struct reviews {
	struct availability availability;
	LIST(struct approval) approvals;
};

struct ticket_reference {
	const char *key;    /* "PAY-311" */
	const char *source; /* "subject" or "trailer" */
	const char *commit;
	const char *text; /* exactly as found */
	int grade;
};

struct tickets {
	struct availability availability;
	int64_t reference_count; /* equals references.count; 0: nobody counted them */
	LIST(struct ticket_reference) references;
	struct tracker_facts *tracker; /* NULL: the policy names none */
};

struct test_report {
	const char *path;                         /* relative to the work tree */
	const char *sha256;                       /* NULL if it could not be read */
	int64_t tests, failures, errors, skipped; /* counted from test cases, not from suite headers
						   */
	const char *problem; /* NULL, or why it is no evidence: empty, broken, unreadable, too large
			      */
};

/* in-toto Statement v1 whose subjects are the reports and the commit; with an SSH signature. */
struct test_statement {
	const char *path;
	const char *bytes;    /* verbatim, so that anybody can verify it again; NULL: unreadable */
	const char *armoured; /* its signature, verbatim; NULL: unreadable */
	const char *commit;   /* NULL if it names none */
	bool covers_reports;  /* each report, with its digest */
	struct signature *signature;
	const char *problem; /* NULL, or why it is no evidence */
};

struct test_result {
	const char *junit; /* the requirement's glob; NULL: its word is the forge's */
	int64_t report_count;
	LIST(struct test_report) reports; /* by path */
	int grade;
	struct test_statement *statement; /* NULL: the policy names none */
};

struct work_tree {
	struct availability availability;
	bool matches;      /* equals the deployed commit, ignored files and reports aside */
	int64_t differing; /* files that differ, are missing, or are untracked and not ignored */
	struct texts examples; /* at most ten of their paths */
};

struct tests {
	struct availability availability;
	struct work_tree work_tree;
	LIST(struct test_result) results; /* one per requirement of the policy, in its order */
};

struct ref_fact {
	const char *name; /* branch name as the policy's globs see it: "main" */
	const char *ref;  /* full name: "refs/remotes/origin/main" */
	const char *commit;
	bool contains; /* the deployed commit is this commit or an ancestor of it */
};

struct freeze_fact { /* of the policy, resolved to instants; [from, to) */
	const char *from_local, *to_local, *zone; /* as in the policy */
	const char *zone_sha256;                  /* of the zone file; NULL for UTC */
	int64_t from, to;
	const char *problem; /* NULL, or why it could not be resolved */
};

/* A record of the ledger, as far as verdicts need it. */
struct placed {
	const char *record; /* payload digest */
	const char *record_id;
	int64_t index;    /* leaf index in the ledger */
	int64_t sequence; /* in its key's chain */
	const char *kind; /* recordKind */
	const char *commit;
	const char *artifact; /* "sha256:..." or NULL */
	int64_t time;
};

struct promotion { /* is there a passing record of the environment before this one? */
	struct availability availability;
	const char *environment;
	struct placed *passed; /* same commit (and artifact); NULL if none */
	/* When that was in the ledger at the earliest: the latest of its own time, the forge's
	 * clock, and the times of what was in the ledger before it; 0 if the policy does not ask.
	 */
	int64_t included;
};

struct origin_ref { /* a branch as the origin itself advertises it */
	const char *name;
	const char *commit;
	bool contains;        /* the deployed commit, as this clone can show */
	bool contains_policy; /* the commit that the policy was read from */
};

struct origin_facts {
	struct availability availability; /* NOT_ASKED: the ledger is not to be at the origin */
	bool remote;                      /* the clone has an origin; else its branches are all */
	const char *host;                 /* NULL: a path */
	LIST(struct origin_ref) refs;     /* that the policy names, and the policy's own */
};

struct environment_facts {
	LIST(struct ref_fact) refs;
	struct origin_facts origin;
	LIST(struct freeze_fact) freezes;
	struct promotion *promotion; /* NULL if the policy says no `after` */
	struct placed *rollback; /* RANGE_BACKWARD: earlier passing record of this key and commit */
};

struct provenance;

struct deployment {
	const char *artifact;          /* "sha256:<64 hex>" or NULL; claimed */
	struct provenance *provenance; /* core/provenance.h; NULL: none was given */
	struct texts targets;          /* regions or clusters, as given */
	const char *account;           /* of the cloud, as given; or NULL */
	const char *ticket;            /* why it goes back, as given; NULL: not said */
	struct workload_files *named;  /* NULL: there are no promotions, or no artefact */
};

struct setting {
	const char *name;
	const char *value;
	const char *origin; /* "flag", "environment" */
};

struct invocation {
	const char *provider;          /* "local" */
	bool baseline;                 /* --baseline was given */
	LIST(struct setting) settings; /* that touch the verdict */
};

struct test_totals {       /* over the reports of a requirement */
	const char *junit; /* its glob */
	int64_t executed, skipped;
};

struct ledger_facts { /* as read and verified before evaluation */
	const char *origin;
	int64_t size;
	const char *root;            /* hex */
	const char *previous_record; /* of this key, whatever its result; NULL for the first */
	int64_t sequence;            /* of the record to come, from 0 */
	bool repository_known;       /* it has an allowed record of this repository */
	const char *forge_id;        /* the forge's number of it, by the newest of these that has
					one; NULL: none has */
	struct placed *in_place;     /* NULL if none */
	LIST(struct test_totals) test_totals; /* of what is in place, where they are known */
	int64_t emergencies; /* of this key that went ahead this month (UTC), before this one;
				counted where it is one itself */
	/* NULL: neither does the policy know emergencies, nor is anything open. */
	struct open_obligations *obligations;
	LIST(struct artifact_record) artifacts; /* that change requests move to, or from */
};

enum policy_source_kind { POLICY_FROM_FILE, POLICY_FROM_REF };

struct policy_source {
	int kind;           /* enum policy_source_kind */
	const char *ref;    /* full name; NULL for a file */
	const char *branch; /* its short name: "main"; NULL for a file */
	const char *commit; /* NULL for a file */
	const char *path;   /* ".changegate.yml", or the file's base name */
	const char *sha256; /* of the bytes as they were read */
};

struct previous_policy { /* in force: see policy_facts.previous */
	const char *digest;
	const char *bytes;
	struct policy_source source;
};

struct policy_facts {
	const char *digest; /* sha256 of `bytes` */
	const char *bytes;  /* the effective policy, as the deterministic writer gives it */
	struct policy_source source;
	const char *head_digest; /* of the policy at the deployed commit; NULL: none, or it is
				    broken */
	/*
	 * The policy in force: of the newest allowed record of the repository, or, where that is
	 * the one above, of the record in place; NULL if there is none.
	 */
	struct previous_policy *previous;
};

struct source {              /* anything else that was read, so that it can be found again */
	const char *kept_by; /* "git", "file", "github" */
	const char *name;
	const char *reference; /* blob id, path; of a request, its host */
	const char *sha256;
	/* Of a request over https; 0 and NULL else. */
	int64_t status, time;
	const char *peer; /* sha256 of the server's public key (SPKI), in hex */
	const char *proxy;
	const char *authorities; /* file of certificates that was trusted instead of the system's */
};

struct evidence {
	const char *schema;
	const char *record_id; /* ULID: a label */
	struct now now;
	struct change change;
	struct reviews reviews;
	struct tickets tickets;
	struct tests tests;
	struct environment_facts environment;
	struct deployment deployment;
	struct invocation invocation;
	struct ledger_facts ledger;
	struct policy_facts policy;
	struct forge_facts *forge;         /* NULL: the policy names none */
	struct emergency_facts *emergency; /* NULL: it is none */
	struct retro_facts *retro;         /* NULL: it is no retro */
	struct platform_facts *platform;   /* NULL: the policy asks for no proof */
	LIST(struct source) sources;
};

extern const char *const policy_source_names[]; /* of enum policy_source_kind; NULL-terminated */
extern const struct fields placed_fields;
extern const struct fields evidence_fields;

/*
 * A policy that is neither in force nor brought by the commits that are deployed: nobody has judged
 * it yet, so it judges only beside the one in force, and does not succeed it.
 */
bool policy_is_ahead(const struct evidence *evidence);

/* Strictly reads a document; the schema must be ours. */
bool evidence_parse(struct arena *arena, const char *bytes, size_t length,
		    struct evidence *evidence, struct error *err);

void evidence_write(struct buffer *out, const struct evidence *evidence);

#endif
