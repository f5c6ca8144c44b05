/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do records get into a ledger that many pipelines share? Each hands its signed record in,
 * which nobody else's can keep it from; one process at a time, which has the checkpoint key,
 * appends all that fit, as one batch.
 */
#ifndef LEDGER_INBOX_H
#define LEDGER_INBOX_H

#include "ledger/sequence.h"

/* "<corner of the repository>/<digest of the envelope>" */
const char *inbox_name(struct arena *arena, const char *repository, const char *envelope,
		       size_t length);

/* ERROR_USAGE where the ledger's place has no inbox. */
bool inbox_hand_in(struct arena *arena, const struct store *store, const char *repository,
		   const char *envelope, size_t length, struct error *err);

struct inbox_note {
	const char *name;
	const char *why; /* with its code, as in "... CHAIN-STALE: ..." */
};

/* What one round did. */
struct inbox_round {
	int64_t appended, duplicates;
	LIST(struct inbox_note) refused; /* kept aside, for a person to look at */
	LIST(struct inbox_note) waiting; /* for records that come before them */
};

/*
 * Appends what waits, publishes it, and takes it out of the inbox. Whatever is interrupted, the
 * next round goes on. *out also tells of a round that failed at its end.
 */
bool inbox_sequence(struct arena *arena, const struct sequencer *sequencer, struct inbox_round *out,
		    struct error *err);

#endif
