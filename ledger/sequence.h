/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a record get into its key's chain while others write too?
 *
 * In step: it is built for the key's state as it is and appended under the lock. If the key's chain
 * has moved on by then, it is built anew, at most SEQUENCE_REBUILDS times; if only others' chains
 * have, the same envelope is appended again, as long as there is patience.
 *
 * With an inbox: it is handed in, and counts when whoever sequences has appended it.
 */
#ifndef LEDGER_SEQUENCE_H
#define LEDGER_SEQUENCE_H

#include "core/patience.h"
#include "ledger/log.h"

#define SEQUENCE_REBUILDS 5

struct sequencer {
	const struct store *store;
	const struct trust *trust;
	const struct signer *checkpoint_signer; /* not used where records are handed in */
	struct texts checkpoint_keys;           /* see sequencer_open() */
	struct patience retry;                  /* while others are faster */
	bool hands_in;
	struct patience inclusion; /* until what was handed in is in */
};

/*
 * The trust root comes from where the policy does, so that whoever can change one can change both.
 * What the pipeline itself knows is who signed the checkpoint: a key with a fingerprint of
 * `checkpoint_keys` (empty: any trusted one), or ERROR_LEDGER. Nobody has signed an empty log.
 */
bool sequencer_open(struct arena *arena, const struct sequencer *sequencer, struct log *out,
		    struct error *err);

/* Builds the record that continues `state` and appends its envelope to an empty buffer. */
struct sealing {
	void *self;
	bool (*seal)(void *self, struct log *log, const struct key_state *state,
		     struct buffer *envelope, struct error *err);
};

/*
 * `sealing` is asked once, and again each time that the chain has moved on. What its error says is
 * handed on unchanged. ERROR_LEDGER also where patience ends.
 */
bool sequence_append(struct arena *arena, const struct sequencer *sequencer, const struct key *key,
		     const struct sealing *sealing, struct receipt *out, struct error *err);

/*
 * Builds it and hands it in, without waiting until it counts: for what nobody's deploy hangs on.
 * If its chain moves on before it is sequenced, it is refused and kept aside.
 */
bool sequence_hand_in(struct arena *arena, const struct sequencer *sequencer, const struct key *key,
		      const struct sealing *sealing, struct error *err);

/*
 * An envelope that was made earlier (`ledger append`): it goes in if its chain still stands, else
 * ERROR_CONFLICT. Not for where records are handed in.
 */
bool sequence_append_envelope(struct arena *arena, const struct sequencer *sequencer,
			      const char *envelope, size_t length, struct receipt *out,
			      struct error *err);

#endif
