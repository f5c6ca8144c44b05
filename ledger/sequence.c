/* SPDX-License-Identifier: Apache-2.0 */
/* How does a record get into its key's chain while others write too? See sequence.h. */
#include "ledger/sequence.h"

#include "base/text.h"

/* One record on its way in. */
struct attempt_to_append {
	struct arena *arena;
	const struct sequencer *sequencer;
	const struct key *key;
	const struct sealing *sealing;
	struct buffer envelope;
	struct key_state sealed_for;
};

static bool
seal(struct attempt_to_append *going, struct log *log, const struct key_state *state,
     struct error *err)
{
	buffer_clear(&going->envelope);
	going->sealed_for = *state;
	return going->sealing->seal(going->sealing->self, log, state, &going->envelope, err);
}

static bool
seal_before(struct attempt_to_append *going, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct key_state state;

	return log_open(going->arena, going->sequencer->store, going->sequencer->trust, &log,
			err) &&
	       log_key_state(going->arena, &log, going->key, &state, err) &&
	       seal(going, &log, &state, err);
}

/* Under the lock: nothing moves any more. */
static bool
append_now(struct attempt_to_append *going, struct receipt *out, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct key_state state;

	if (!log_open(going->arena, going->sequencer->store, going->sequencer->trust, &log, err) ||
	    !log_key_state(going->arena, &log, going->key, &state, err))
		return false;
	if (!text_equal(state.previous_record, going->sealed_for.previous_record) &&
	    !seal(going, &log, &state, err))
		return false;
	return log_append(going->arena, &log, going->envelope.bytes, going->envelope.length,
			  going->sequencer->checkpoint_signer, out, err);
}

static bool
append_locked(struct attempt_to_append *going, struct receipt *out, struct error *err)
{
	const struct store *store = going->sequencer->store;
	bool done;

	if (!log_lock(store, err))
		return false;
	done = append_now(going, out, err);
	log_unlock(store);
	return done;
}

bool
sequence_append(struct arena *arena, const struct sequencer *sequencer, const struct key *key,
		const struct sealing *sealing, struct receipt *out, struct error *err)
{
	struct attempt_to_append going = {
		.arena = arena, .sequencer = sequencer, .key = key, .sealing = sealing};
	bool done = seal_before(&going, err) && append_locked(&going, out, err);

	buffer_release(&going.envelope);
	return done;
}

static bool
append_envelope(struct arena *arena, const struct sequencer *sequencer, const char *envelope,
		size_t length, struct receipt *out, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};

	return log_open(arena, sequencer->store, sequencer->trust, &log, err) &&
	       log_append(arena, &log, envelope, length, sequencer->checkpoint_signer, out, err);
}

bool
sequence_append_envelope(struct arena *arena, const struct sequencer *sequencer,
			 const char *envelope, size_t length, struct receipt *out,
			 struct error *err)
{
	bool done;

	if (!log_lock(sequencer->store, err))
		return false;
	done = append_envelope(arena, sequencer, envelope, length, out, err);
	log_unlock(sequencer->store);
	return done;
}
