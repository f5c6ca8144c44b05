/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a record show that it is in the log, without the log? A C2SP tlog-proof: the leaf (as
 * `extra`), its index, its inclusion proof and the signed checkpoint.
 */
#ifndef LEDGER_RECEIPT_H
#define LEDGER_RECEIPT_H

#include "ledger/merkle.h"
#include "ledger/note.h"
#include "ledger/trust.h"

struct receipt {
	int64_t index;
	struct checkpoint checkpoint; /* size and root */
	const char *checkpoint_bytes;
	size_t checkpoint_length;
	const char *leaf; /* the entry's bytes */
	size_t leaf_length;
	struct hashes proof;
	bool already_appended; /* the log had it; not part of the written form */
};

void receipt_write(struct buffer *out, const struct receipt *receipt);

/* Strict, one form only. Nothing is verified. ERROR_FORMAT. */
bool receipt_parse(struct arena *arena, const char *bytes, size_t length, struct receipt *out,
		   struct error *err);

/* Checkpoint by a trusted key, and the leaf is in its tree. ERROR_LEDGER. */
bool receipt_verify(struct arena *arena, const struct receipt *receipt, const struct trust *trust,
		    struct error *err);

#endif
