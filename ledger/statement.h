/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a record travel? As the predicate of an in-toto Statement v1 whose subjects are what was
 * deployed: the revision (gitCommit, gitTree where known) and the artifact (sha256), or, of a seal,
 * the population. The bytes are deterministic; their sha256 is the record's identity.
 */
#ifndef LEDGER_STATEMENT_H
#define LEDGER_STATEMENT_H

#include "core/record.h"

#define STATEMENT_TYPE "https://in-toto.io/Statement/v1"

/* Appends the statement. */
void statement_write(struct buffer *out, const struct record *record);

/*
 * Strict: no unknown keys, our type and predicate type, and subjects that agree with the predicate.
 * Does not ask record_check(). ERROR_FORMAT.
 */
bool statement_parse(struct arena *arena, const char *bytes, size_t length, struct record *record,
		     struct error *err);

#endif
