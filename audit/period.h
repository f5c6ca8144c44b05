/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happened in a period, as far as reports need it? Every judged record with management's own
 * test of each attribute, and which policies and gates judged. Kept small: a year has thousands.
 */
#ifndef AUDIT_PERIOD_H
#define AUDIT_PERIOD_H

#include "audit/attributes.h"
#include "audit/unrecorded.h"

struct period_record {
	const char *record_id, *repository, *service, *environment, *type, *result, *outcome;
	const char *head, *deployed_by, *policy_digest;
	struct texts authors, approvers, exceptions, blocked_by;
	int64_t gate_at, deployed_at;
	int64_t ticket_at, approved_at; /* 0: not known */
	bool in_frame;
	signed char outcomes[ATTRIBUTE_COUNT]; /* enum outcome */
	const char *because[ATTRIBUTE_COUNT];  /* of deviations */
};

struct period_version { /* of a policy, or of the gate's executable */
	const char *repository;
	const char *digest;
	const char *name;  /* where the policy is from; the gate's version */
	const char *bytes; /* of a policy: the effective one */
	const char *first_record;
	int64_t first_at, last_at, records;
};

/* What an emergency left to be done, whenever it was called. */
struct period_emergency {
	struct key key;
	const char *record_id, *payload;
	struct texts people; /* who wrote what it brought, or signed for it */
	int64_t called_at, due;
	int64_t closed_at; /* 0: something of it is open */
	const char *closed_by;
};

/* A change of the gate's own files: the policy, and what verdicts rest on beside it. */
struct period_gate_request {
	const char *repository, *commit;
	const char *change; /* "#12", or the commit */
	const char *title, *approval;
	struct texts files, authors, tickets;
	const char *record_id; /* that went ahead with it, or the first that did not */
	int64_t first_at;      /* of the first record that has it */
	bool went_ahead;
};

/* A setting of the platform for one environment, for as long as records say the same of it. */
struct period_guard {
	const char *repository, *environment;
	const char *what, *who, *state; /* "go past the rules", "administrators", "no" */
	const char *first_record;
	int64_t first_at, last_at, records;
};

struct period {
	struct arena *arena;
	struct population_request request;
	LIST(struct period_record) records; /* in the order of the ledger; of the scope */
	/* Of each repository on its own; a version that comes back is another line. */
	LIST(struct period_version) policies;
	LIST(struct period_version) gates;
	LIST(struct period_emergency) emergencies;
	LIST(struct period_gate_request) gate_requests; /* as they were first seen */
	LIST(struct period_guard) guards; /* a state that comes back is another line */
	int64_t outside_period;
	const struct reconciliation_file *reconciliation; /* NULL: nothing was reconciled */
	const struct trust *trust;
	const struct population_header *population;
	int64_t problems; /* of the ledger */
	int64_t now;      /* for ages */
};

/* The record is a judged one. */
void period_add(struct period *period, const struct verified_record *verified,
		const struct deployed *deployed, const struct population_row *row);

/* The line before it of the same repository, or NULL. */
const struct period_version *period_version_before(const struct period_version *first,
						   const struct period_version *version);

int64_t period_instant(const char *text); /* 0: empty, or no instant */

/* Of the frame, and of the deploys without a record: outcome of one attribute, counted. */
struct period_count {
	int64_t passed, deviations, not_applicable, not_testable;
};
void period_count(const struct period *period, size_t attribute, const char *month,
		  const char *service, struct period_count *out);

/* Months of the period that have a deploy, sorted: "2026-01". */
void period_months(const struct period *period, struct texts *out);

#endif
