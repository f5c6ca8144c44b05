/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What did the auditor find? A table with a line per record of the sample: the column record_id,
 * and a column per attribute that was tested, with an outcome in each cell. The columns of
 * sample.csv, and notes, say nothing about outcomes; so sample.csv with more columns will do.
 */
#ifndef AUDIT_RESULTS_H
#define AUDIT_RESULTS_H

#include "audit/sample.h"

#define LIMIT_ATTRIBUTES 50
#define LIMIT_ATTRIBUTE_BYTES 64
#define ATTRIBUTE_ANY "any attribute"

enum outcome {
	OUTCOME_NONE, /* a replaced record has none */
	OUTCOME_PASS,
	OUTCOME_DEVIATION,
	OUTCOME_NOT_APPLICABLE,
	OUTCOME_NOT_TESTABLE, /* counts as a deviation: nothing else is known */
};

struct attribute_results {
	const char *name;
	int *outcomes; /* enum outcome, for each item of the sample */
};

struct results {
	/* of two or more, the last is ATTRIBUTE_ANY: of a record that deviates in one or more */
	LIST(struct attribute_results) attributes;
};

/* Complete, or an error that names the cell: each record of the sample once, and no others. */
bool results_read(struct arena *arena, const char *bytes, size_t length,
		  const struct sample *sample, struct results *out, struct error *err);

#endif
