/* SPDX-License-Identifier: Apache-2.0 */
/* What does a reconciliation add to management's own test of a record? A tracker's export tells
 * what the record could not: whether its ticket exists, and is older than the deploy. */
#ifndef AUDIT_RECONCILED_H
#define AUDIT_RECONCILED_H

#include "audit/attributes.h"
#include "audit/unrecorded.h"

/* Replaces outcomes; `file` NULL: nothing was reconciled. */
void reconciled_outcomes(const struct reconciliation_file *file, const char *record_id,
			 struct attribute_outcome outcomes[ATTRIBUTE_COUNT]);

#endif
