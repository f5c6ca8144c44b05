/* SPDX-License-Identifier: Apache-2.0 */
/*
 * May this deploy go ahead? Policy x evidence -> findings: pure and total. A deploy is allowed only
 * if every finding is PASS, EXEMPT or NOT_APPLICABLE, every check has said something, and at least
 * one finding is there; any FAIL refuses; else UNKNOWN.
 */
#ifndef CORE_EVALUATE_H
#define CORE_EVALUATE_H

#include "core/check.h"

/* `table` ends with a NULL; the newest revision of each id is asked. */
void evaluate(struct arena *arena, const struct check *const *table, const struct policy *policy,
	      const struct evidence *evidence, struct evaluation *out);

/*
 * Reads the policy out of the evidence (its digest must fit its bytes) and evaluates. With `asked`,
 * the revisions named there are used (re-performance); a revision that the table does not have is
 * ERROR_UNAVAILABLE "cannot re-perform".
 */
bool evaluate_evidence(struct arena *arena, const struct check *const *table,
		       const struct evidence *evidence, const struct evaluation *asked,
		       struct evaluation *out, struct error *err);

/* The effective policy in `bytes`, which must have this digest. */
bool policy_read_digested(struct arena *arena, const char *digest, const char *bytes,
			  struct policy *policy, struct error *err);

#endif
