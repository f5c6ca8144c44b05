/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What would an auditor tick for one record? Management's own test of each attribute, from the
 * findings that were recorded and nothing else. What the record cannot tell is "not testable",
 * never a pass; the auditor's own result is another column, and stays blank.
 */
#ifndef AUDIT_ATTRIBUTES_H
#define AUDIT_ATTRIBUTES_H

#include "audit/population.h"
#include "audit/population_row.h"
#include "audit/results.h"

struct attribute {
	const char *code;     /* "C2" */
	const char *wording;  /* as an auditor would say it */
	const char *criteria; /* ids, our mapping: confirm with the auditor */
};

#define ATTRIBUTE_COUNT 20

extern const struct attribute attributes[ATTRIBUTE_COUNT];

struct attribute_outcome {
	int outcome;         /* enum outcome; never OUTCOME_NONE */
	const char *because; /* a code of a finding, or a few words */
};

/* "P", "X", "NA", "NT": the legend of the workpaper. */
const char *outcome_sign(int outcome);

/* The record is a judged one, with evidence and evaluation; texts are the record's or static. */
void attributes_judge(const struct verified_record *verified, const struct deployed *deployed,
		      struct attribute_outcome outcomes[ATTRIBUTE_COUNT]);

/* Fails if any of them does; passes if at least one passes and none fails or cannot be tested. */
int attributes_together(const struct attribute_outcome outcomes[ATTRIBUTE_COUNT]);

#endif
