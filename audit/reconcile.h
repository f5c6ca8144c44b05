/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Was there a deploy without a record, or a record without a deploy? Compares the records of a
 * period with what other systems say, in both directions. Fourteen tests, R0 to R13; one whose
 * source is missing is "not tested", and no number stands for it. Pure: bytes that others read.
 */
#ifndef AUDIT_RECONCILE_H
#define AUDIT_RECONCILE_H

#include "audit/corroboration.h"
#include "audit/outside.h"
#include "audit/population.h"
#include "audit/unrecorded.h"

#define RECONCILE_TESTS 14
#define RECONCILE_WINDOW (INT64_C(24) * 3600) /* between a record and what it is matched with */
#define RECONCILE_SKEW (INT64_C(5) * 60)      /* that clocks may differ */

/* A judged record of the period and scope, or just before it. */
struct compared {
	const char *record_id, *repository, *service, *environment;
	const char *base, *head, *artifact; /* "" if none */
	const char *kind, *result, *outcome;
	const char *in_place; /* commit in place before it; "" if none */
	struct texts tickets;
	struct texts requests; /* first-parent commits, oldest first */
	int64_t index, gate_at, deployed_at;
	bool in_period, in_frame;
	bool exempt;                           /* from tickets, by its own finding */
	struct texts matches;                  /* "deployments 12" */
	unsigned matched_by;                   /* bits of the numbers of sources */
	const struct outside_line *deployment; /* of its forge; NULL: none */
	bool seen_independently, asked_again;
};

/* An attempt at the gate, or a judgement: what a run of its workflow leaves. */
struct gate_visit {
	const char *commit;
	int64_t at;
	bool taken;
};

struct withheld { /* a receipt whose record is not in this ledger */
	const char *file, *record_id, *result, *why;
	struct key key;
	const char *commit;
	int64_t at;
};

/* First-parent history of one repository, newest first. */
struct line_of_history {
	const char *repository;
	struct texts commits;
};

enum tested { NOT_TESTED, NO_GAP, GAP };

struct reconcile_test {
	const char *code, *question;
	int state;        /* enum tested */
	const char *by;   /* which sources, or why it is not tested */
	int64_t compared; /* things looked at */
	int64_t differences;
};

struct difference { /* one line of what does not match */
	const char *test, *code;
	const char *subject; /* record id, or source and id */
	const char *at, *service, *environment;
	const char *what;
};

struct reconciliation {
	struct arena *arena;
	struct population_request request;
	int64_t window, skew;
	/* given */
	LIST(struct compared) records; /* in the order of the ledger */
	LIST(struct gate_visit) visits;
	LIST(struct outside_source) sources;
	LIST(struct line_of_history) histories;
	LIST(struct withheld) withheld;
	int64_t receipts;                               /* that were given */
	bool has_receipts;                              /* asked for, though there may be none */
	const struct corroboration_file *corroboration; /* NULL: nobody asked the forge again */
	const char *corroboration_name, *corroboration_sha256;
	const struct verification *verification;
	const struct population_header *population; /* as counted on the way */
	/* found */
	struct reconcile_test tests[RECONCILE_TESTS];
	LIST(struct difference) differences;
	LIST(struct unrecorded) unrecorded;
	struct texts not_tested;
	struct texts people; /* whom the words of a difference name */
	int64_t matched;     /* records in frame that another system has, too */
	bool too_many;       /* more than LIMIT_UNRECORDED without a record: nothing of it counts */
	bool independent;    /* a source that is, over the period, was compared */
};

void reconcile(struct reconciliation *reconciliation);

/* The parts of it: each fills its tests. */
void reconcile_deploys(struct reconciliation *all); /* R2, R3, R5 */
void reconcile_runs(struct reconciliation *all);    /* R12 */
void reconcile_ledger(struct reconciliation *all);  /* R1, R10, R13 */
void reconcile_history(struct reconciliation *all); /* R4, R7 */
void reconcile_around(struct reconciliation *all);  /* R0, R6, R8, R9 */
void reconcile_again(struct reconciliation *all);   /* R11 */

/* For the parts. */
struct reconcile_test *reconcile_tested(struct reconciliation *reconciliation, int number,
					const char *by);
void reconcile_differs(struct reconciliation *reconciliation, int number,
		       const struct difference *difference);
const struct outside_source *reconcile_source(const struct reconciliation *reconciliation, int kind,
					      size_t *from);
bool reconcile_in_period(const struct reconciliation *reconciliation, int64_t at);
bool reconcile_in_scope(const struct reconciliation *reconciliation, const char *service,
			const char *environment);
bool reconcile_same_repository(const char *ours, const char *theirs);

#endif
