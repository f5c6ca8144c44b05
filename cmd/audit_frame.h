/* SPDX-License-Identifier: Apache-2.0 */
/* What may be drawn from, and what was drawn from it so far? The sealed population of a folder, as
 * the leaf that its seal is in the ledger, and the samples beside it, each drawn again. */
#ifndef CMD_AUDIT_FRAME_H
#define CMD_AUDIT_FRAME_H

#include "audit/sample.h"
#include "audit/unrecorded.h"
#include "cmd/place.h"
#include "ledger/log.h"

struct frame {
	const char *folder;
	struct place place;
	struct logged seal;
	struct buffer ids, rows;
	struct sample_request request; /* about the seal and the ids, and nothing else */
	int64_t stages;                /* samples that lie in the folder */
	struct sample latest;          /* of the last stage, if there is one */
	const char *latest_sha256;     /* of its sample.json */
	bool reconciled;               /* deploys without a record are among the ids */
	struct reconciliation_file reconciliation;
	const char *reconciliation_sha256;
};

void frame_release(struct frame *frame); /* for RELEASED_BY */

/* --directory, the ledger, its seal, the ids and the header of the population. */
bool frame_open(struct arena *arena, const struct arguments *arguments, struct frame *frame,
		struct error *err);

/* The rows of every record of the ledger, from the ledger itself, for strata. */
bool frame_read_rows(struct arena *arena, struct frame *frame, struct error *err);

/* Sets `stages` and `latest`. ERROR_LEDGER if a sample.json does not draw itself again. */
bool frame_read_samples(struct arena *arena, struct frame *frame, struct error *err);

/* "sample", 2, ".csv" -> "sample-2.csv"; of stage 1 "sample.csv". */
const char *frame_file(struct arena *arena, const char *name, int64_t stage, const char *type);

#endif
