/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a record get into its key's chain while others write too? It is built for the key's
 * state as it is; under the lock, if the chain has moved on, it is built once more for the new
 * state, which then cannot move.
 */
#ifndef LEDGER_SEQUENCE_H
#define LEDGER_SEQUENCE_H

#include "ledger/log.h"

struct sequencer {
	const struct store *store;
	const struct trust *trust;
	const struct signer *checkpoint_signer;
};

/* Builds the record that continues `state` and appends its envelope to an empty buffer. */
struct sealing {
	void *self;
	bool (*seal)(void *self, struct log *log, const struct key_state *state,
		     struct buffer *envelope, struct error *err);
};

/* `sealing` is asked once or twice. What its error says is handed on unchanged. */
bool sequence_append(struct arena *arena, const struct sequencer *sequencer, const struct key *key,
		     const struct sealing *sealing, struct receipt *out, struct error *err);

/*
 * An envelope that was made earlier (`ledger append`): it goes in if its chain still stands, else
 * ERROR_CONFLICT.
 */
bool sequence_append_envelope(struct arena *arena, const struct sequencer *sequencer,
			      const char *envelope, size_t length, struct receipt *out,
			      struct error *err);

#endif
