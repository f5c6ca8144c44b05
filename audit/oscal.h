/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a workpaper look to tools that read OSCAL? An assessment plan and assessment results
 * (NIST OSCAL 1.2.1, JSON). Ids are UUIDs of version 5 made from digests, so the same sample gives
 * the same bytes. Results are management's own test and say so; what the auditor finds is not in
 * them.
 */
#ifndef AUDIT_OSCAL_H
#define AUDIT_OSCAL_H

#include "audit/workpaper.h"

#define OSCAL_VERSION "1.2.1"

/* Each appends one whole document, indented, ending with a newline. `plan`: where the other is. */
void oscal_write_plan(struct arena *arena, struct buffer *out, const struct workpaper *workpaper);
void oscal_write_results(struct arena *arena, struct buffer *out, const struct workpaper *workpaper,
			 const struct sample_evaluation *evaluation, const char *plan);

#endif
