/* SPDX-License-Identifier: Apache-2.0 */
/* Which records of the ledger go into an evidence pack, each with its proof? Those of the
 * population's rows, the attempts that they close, the outcomes about them, and the seal. */
#ifndef CMD_PACK_RECORDS_H
#define CMD_PACK_RECORDS_H

#include "base/hash.h"
#include "ledger/log.h"

struct packed_record {
	const char *id; /* recordId */
	const char *envelope;
	size_t envelope_length;
	struct receipt receipt;
	bool shown; /* with all its evidence on the page */
};

/* A row of the population. */
struct packed_row {
	struct sha256 payload; /* identity of its record */
	const char *record_id;
	bool in_frame, sampled;
	bool unrecorded;   /* known from the reconciliation alone: there is no record */
	bool taken, shown; /* into the pack; on the page */
};

struct packing_records {
	LIST(struct packed_row) rows;
	LIST(struct packed_record) records; /* in the order of the ledger */
};

/* Rows as JSON lines (audit/population.h). */
bool pack_read_rows(struct arena *arena, const struct buffer *jsonl, struct packing_records *out,
		    struct error *err);

/* Reads every record that belongs to a taken row, and the one at `seal`. Sorts the rows. */
bool pack_read_records(struct arena *arena, struct log *log, int64_t seal,
		       struct packing_records *out, struct error *err);

#endif
