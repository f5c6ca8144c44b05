/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which deployments were there? One row for each judged deployment, baseline or rollback of a
 * period, from records that verify_ledger() has verified; every one stays in, and classes are
 * columns. The frame, from which an auditor draws, is what was allowed: its ids make the canonical
 * id file.
 *
 * Two passes over the ledger, so that memory stays at some bytes per record: population_note() for
 * each leaf, which collects outcomes, then population_add() for each verified record, in order.
 */
#ifndef AUDIT_POPULATION_H
#define AUDIT_POPULATION_H

#include "base/fields.h"
#include "ledger/verify.h"

#define POPULATION_SCHEMA "changegate.population/1"

/* One row. Unknown texts are "". The field table gives the CSV its columns, in this order. */
struct population_row {
	int64_t seq; /* from 1, in the order of the ledger */
	const char *record_id;
	const char *service, *environment;
	const char *change_type;
	const char *deployed_at;
	const char *result;
	const char *base_sha, *head_sha, *artifact_digest;
	struct texts pr_ids;
	int64_t pr_count, commit_count;
	struct texts ticket_ids;
	const char *ticket_created_at;
	const char *title;
	struct texts authors, committers, approvers;
	const char *approved_at_last;
	const char *tests_result, *tests_finished_at;
	const char *deployed_by, *deploy_actor_type;
	const char *emergency_reason, *incident_id;
	const char *post_approved_by, *post_approved_at;
	const char *rollback_of;
	struct texts exceptions;
	const char *policy_digest, *gate_digest;
	const char *record_sha256, *record_url;
	/* ours, behind those that auditors know */
	bool in_frame;
	const char *deployed_at_source; /* "outcome" or "gate" */
	const char *gate_at;
	const char *outcome, *outcome_at; /* the latest; "" if none */
	const char *repository;
	const char *policy_source;
	struct texts blocked_by; /* codes that refused it or left it unknown */
	const char *signed_by;
	int64_t ledger_index;
};

extern const struct fields population_row_fields;

struct population_request {
	int64_t from, to;          /* inclusive, on deployed_at */
	struct texts environments; /* in scope; none: all */
	struct texts services;     /* in scope; none: all */
	const char *tool_version;
};

struct population_count {
	const char *name;
	int64_t rows, in_frame;
};

struct population_place {
	const char *record_id;
	const char *record_sha256;
	const char *deployed_at;
	int64_t ledger_index;
};

struct population_ledger {
	const char *origin;
	int64_t size;
	const char *root; /* hex */
};

/* population.json */
struct population_header {
	const char *schema;
	const char *tool_version;
	struct population_ledger ledger; /* the checkpoint up to which it was read */
	int64_t from, to;
	const char *time_zone; /* "UTC" */
	struct texts environments, services;
	int64_t rows;                          /* lines of CSV and JSONL */
	int64_t in_frame;                      /* lines of the id file */
	int64_t outside_period, outside_scope; /* judged records that have no row */
	int64_t from_gate; /* rows whose deployed_at is the gate's time, for want of an outcome */
	LIST(struct population_count) by_kind;
	LIST(struct population_count) by_result;
	LIST(struct population_count) by_environment;
	LIST(struct population_count) by_service;
	LIST(struct population_count) by_month; /* of deployed_at */
	int64_t unrecorded;                     /* rows of deploys without a record */
	const char *reconciliation_sha256;      /* where those come from; NULL: from nowhere */
	const char *ids_sha256;
	struct population_place *first, *last; /* rows, in the order of the ledger */
	struct texts not_tested;
};

extern const struct fields population_header_fields;

/* By the first retro that closed what an emergency left to be done. */
struct settled {
	struct sha256 about; /* payload digest of the emergency */
	int64_t index;
	int64_t time;
	bool late;             /* after it was due */
	bool approved, tested; /* such findings passed, and none of these failed */
	const char *approved_by, *approved_at;
};

/* When was it deployed, and what became of it? */
struct deployed {
	int64_t at;
	bool by_outcome;    /* else by the gate */
	const char *latest; /* outcome, or NULL */
	int64_t latest_at;
	const struct settled *settled; /* of an emergency; NULL: no retro has closed it */
	int64_t ledger_end;            /* time of the newest record of the first pass */
};

struct population_outcome {
	struct sha256 about; /* payload digest */
	int64_t index;
	int64_t time;
	int result; /* enum record_result */
};

/* Texts of a row went through text_safe(), so they have at most LIMIT_SHOWN_BYTES. */
struct population_last {
	char record_id[LIMIT_SHOWN_BYTES + 1];
	char record_sha256[LIMIT_SHOWN_BYTES + 1];
	char deployed_at[21];
	int64_t ledger_index;
};

struct population {
	struct arena *arena; /* lives as long as the population */
	struct population_request request;
	LIST(struct population_outcome) outcomes;
	bool sorted;
	LIST(struct settled) settled; /* in the order of the ledger */
	int64_t ledger_end;
	int64_t outcomes_seen;       /* as verified records */
	struct texts ids;            /* of the frame */
	struct population_last last; /* row so far */
	struct population_header header;
	/* Each row as it was added, with its record (NULL: it has none), or NULL. */
	void (*each)(void *self, const struct population_row *row, const struct record *record);
	void *self;
};

/* Is a judged record of this result a deploy that took effect, so that it is in the frame? */
bool population_result_is_drawn(int result);

/* ERROR_USAGE if the period is no period. The request's texts are shared. */
bool population_begin(struct arena *arena, const struct population_request *request,
		      struct population *population, struct error *err);

/* First pass: every authenticated leaf of an outcome, and any others, in any order. */
void population_note(struct population *population, const struct leaf *leaf, int64_t index);

/*
 * First pass: the record behind each leaf that is an allowed retro, after its leaf; its texts are
 * copied.
 */
bool population_wants_record(const struct leaf *leaf);
void population_note_retro(struct population *population, const struct leaf *leaf,
			   const struct record *record, int64_t index);

/* Appends the header line of the CSV. */
void population_columns(struct buffer *csv);

/*
 * Second pass: every verified record, of any kind, in order. Appends its row to both, or nothing
 * where it has none. `scratch` may be released afterwards. ERROR_LEDGER if the ledger is not the
 * one of the first pass, or an id cannot be in the id file.
 */
bool population_add(struct population *population, struct arena *scratch,
		    const struct verified_record *verified, struct buffer *csv,
		    struct buffer *jsonl, struct error *err);

/* A row of one's own, behind those of the records (audit/unrecorded.h). */
bool population_add_row(struct population *population, struct population_row *row,
			struct buffer *csv, struct buffer *jsonl, struct error *err);

/*
 * Instead of the second pass, where only the ids are wanted: the leaf of every record, of any kind,
 * in order. It says enough to tell what is in the frame; the record behind it is not looked at.
 */
bool population_add_leaf(struct population *population, const struct leaf *leaf, int64_t index,
			 struct error *err);

/* When was this record's deploy, by the outcomes of the first pass? */
void population_deployed(struct population *population, const struct verified_record *verified,
			 struct deployed *deployed);

/* Appends the canonical id file and completes `population->header`. */
bool population_finish(struct population *population, const struct checkpoint *checkpoint,
		       struct buffer *ids, struct error *err);

/* Deterministic, indented for people, ends with a newline. */
void population_header_write(struct buffer *out, const struct population_header *header);
bool population_header_parse(struct arena *arena, const char *bytes, size_t length,
			     struct population_header *out, struct error *err);

#endif
