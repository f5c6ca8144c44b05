/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does this code mean; and on what does this record's verdict rest? A code is explained from
 * core/code.h, a record fact by fact from its own evidence.
 */
#ifndef REPORTS_EXPLAIN_H
#define REPORTS_EXPLAIN_H

#include "base/buffer.h"
#include "base/error.h"
#include "core/code.h"
#include "core/record.h"

/* One code: its control, the rule behind it, what to do. */
void explain_code(struct buffer *out, const struct code *code);

/* Every code, one line each, by control. */
void explain_codes(struct buffer *out);

/*
 * A record: what it is, then each finding with the values its pointers name in the evidence. Values
 * of more than LIMIT_SHOWN_BYTES are described by their size. `digest` is the payload's, or NULL.
 */
bool explain_record(struct arena *arena, const struct record *record, const char *digest,
		    bool color, struct buffer *out, struct error *err);

#endif
