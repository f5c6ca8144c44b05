/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a verdict come to? The words that every report ends with or begins with: how many
 * controls failed, and whether the deploy may go ahead. One line each, without a line break.
 */
#ifndef REPORTS_CONCLUSION_H
#define REPORTS_CONCLUSION_H

#include "core/report.h"

/* "1 failed, 1 waiting, 1 passed": controls, each by what decides about it. */
void conclusion_counts(struct buffer *out, const struct report_input *input);

/* "This change may be deployed to production." Foreign names in it are safe to show. */
void conclusion_sentence(struct arena *arena, struct buffer *out, const struct report_input *input);

/* The change request that is judged; NULL where a deploy is. */
const struct forge_request *conclusion_request(const struct evidence *evidence);

/* What --as-if supposed, safe to show: "approved-by=bob"; NULL: nothing. */
const char *conclusion_simulated(struct arena *arena, const struct evidence *evidence);

/* Which kinds of evidence that passed are only claimed, as one line; nothing where none is. */
void conclusion_claims(struct buffer *out, const struct report_input *input);

#endif
