/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is this list, how was it made, and what was not tested? One page about information that the
 * entity produced, which an auditor asks for before drawing from it.
 */
#ifndef AUDIT_IPE_H
#define AUDIT_IPE_H

#include "audit/population.h"
#include "audit/sheet.h"

#define LIMIT_LATE 100 /* so many late arrivals are named; all are counted */

/* Control totals of one key: what was there, what came, what is there. */
struct ipe_chain {
	const char *key; /* "payments to production" */
	int64_t opening, additions, closing;
};

struct ipe_seal { /* of this ledger, so that nobody chooses among several unseen */
	const char *record_id;
	int64_t index, time;
};

struct ipe {
	struct arena *arena;
	int64_t from, to;
	LIST(struct ipe_chain) chains; /* by key, in the order of the ledger */
	LIST(struct ipe_seal) seals;
	int64_t late_count; /* deployed in the period, and in the ledger only after a seal */
	struct texts late;
};

/* Who made the list, and how. */
struct ipe_run {
	const char *command;
	const char *tool_version, *tool_digest; /* sha256 of the executable */
	const char *ran_by, *ran_on;            /* account and machine, as the machine says */
	int64_t ran_at;
};

void ipe_begin(struct arena *arena, int64_t from, int64_t to, struct ipe *ipe);

/* Every leaf of the ledger, in order. */
void ipe_note(struct ipe *ipe, const struct leaf *leaf, int64_t index);

/* Every row of the population, in order, after its leaf and those before it. */
void ipe_row(struct ipe *ipe, const struct population_row *row);

#define EMERGENCIES_ONE_IN 10 /* more of all that may be drawn are told apart */

/* "3 of 20 (15 %), more than one in ten: EMER-RATE"; NULL: none went ahead. */
const char *ipe_emergencies(struct arena *arena, const struct population_header *population);

void ipe_sheet(struct arena *arena, const struct ipe *ipe, const struct ipe_run *run,
	       const struct population_header *population, struct sheet *out);

#endif
