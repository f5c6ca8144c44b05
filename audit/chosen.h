/* SPDX-License-Identifier: Apache-2.0 */
/* Which records did the auditor choose, or another generator draw? A file with one record id, or
 * one row of the id file, per line; LF or CRLF. */
#ifndef AUDIT_CHOSEN_H
#define AUDIT_CHOSEN_H

#include "audit/sample.h"

/* ERROR_FORMAT with the line. */
bool chosen_ids(struct arena *arena, const char *bytes, size_t length, struct texts *out,
		struct error *err);

/* Rows count from 1, in the order of the `ids`. */
bool chosen_rows(struct arena *arena, const char *bytes, size_t length, const struct texts *ids,
		 struct texts *out, struct error *err);

/* "ID=void" or "ID=not-applicable". ERROR_USAGE, also for a record that cannot be tested: that is a
 * deviation, and never replaced. */
bool chosen_replacement(struct arena *arena, const char *text, int64_t stage,
			struct sample_replacement *out, struct error *err);

#endif
