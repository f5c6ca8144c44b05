/* SPDX-License-Identifier: Apache-2.0 */
/* What does one record say to an auditor? Its columns, taken from its own evidence and findings. */
#ifndef AUDIT_POPULATION_ROW_H
#define AUDIT_POPULATION_ROW_H

#include "audit/population.h"

/* When was it deployed, and what became of it? */
struct deployed {
	int64_t at;
	bool by_outcome;    /* else by the gate */
	const char *latest; /* outcome, or NULL */
	int64_t latest_at;
};

/* All but `seq`. The record is a judged one, with evidence and evaluation. */
void population_row_fill(struct arena *arena, const struct verified_record *verified,
			 const struct deployed *deployed, struct population_row *row);

#endif
