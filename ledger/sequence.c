/* SPDX-License-Identifier: Apache-2.0 */
/* How does a record get into its key's chain while others write too? See sequence.h. */
#include "ledger/sequence.h"

#include "base/text.h"
#include "ledger/inbox.h"

#define UNSURE_TRIES 3 /* after faults that leave open whether it counts */

/* One record on its way in. */
struct way_in {
	struct arena *arena;
	const struct sequencer *sequencer;
	const struct key *key;
	const struct sealing *sealing;
	struct buffer envelope;
	struct key_state sealed_for;
	struct chain_end end;
	int rebuilt, unsure;
	bool sent; /* the envelope may count already */
};

static bool
seal(struct way_in *way, struct log *log, const struct key_state *state, struct error *err)
{
	buffer_clear(&way->envelope);
	way->sealed_for = *state;
	way->sent = false;
	return way->sealing->seal(way->sealing->self, log, state, &way->envelope, err);
}

static bool
seal_again(struct way_in *way, struct log *log, const struct key_state *state, struct error *err)
{
	if (++way->rebuilt > SEQUENCE_REBUILDS)
		return fail(err, ERROR_LEDGER,
			    "others have recorded deploys of the same service and environment %d "
			    "times while this one was judged",
			    way->rebuilt);
	return seal(way, log, state, err);
}

bool
sequencer_open(struct arena *arena, const struct sequencer *sequencer, struct log *out,
	       struct error *err)
{
	const struct texts *keys = &sequencer->checkpoint_keys;

	if (!log_open(arena, sequencer->store, sequencer->trust, out, err))
		return false;
	if (keys->count == 0 || out->checkpoint.size == 0 || texts_contain(keys, out->opened_with))
		return true;
	fail(err, ERROR_LEDGER,
	     "LEDGER-OTHER-KEY: the checkpoint is signed by %s, not by this pipeline's key: "
	     "somebody named another ledger; or, where keys were replaced, name the old one in "
	     "CHANGEGATE_CHECKPOINT_FINGERPRINT",
	     out->opened_with);
	log_release(out);
	return false;
}

static bool
open_for(struct way_in *way, struct log *log, struct key_state *state, struct error *err)
{
	if (!sequencer_open(way->arena, way->sequencer, log, err))
		return false;
	way->end.key = way->key;
	log->end = &way->end;
	return log_key_state(way->arena, log, way->key, state, err);
}

static bool
seal_before(struct way_in *way, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct key_state state;

	return open_for(way, &log, &state, err) && seal(way, &log, &state, err);
}

static bool
has_moved(const struct way_in *way, const struct key_state *state)
{
	return !text_equal(state->previous_record, way->sealed_for.previous_record);
}

/* ---- in step ------------------------------------------------------------------------------------
 */

/* What was sent may count although the answer was lost. */
static bool
find_sent(struct way_in *way, struct log *log, bool *found, struct receipt *out, struct error *err)
{
	*found = false;
	return !way->sent || log_find_envelope(way->arena, log, way->envelope.bytes,
					       way->envelope.length, found, out, err);
}

static bool
publish(struct way_in *way, const struct receipt *receipt, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer text = {0};

	buffer_add_format(&text, "changegate: record %lld", (long long)receipt->index);
	way->sent = true;
	return log_publish(way->sequencer->store, text.bytes, err);
}

/* Under the lock: nothing moves any more, unless the store only finds out when it publishes. */
static bool
append_now(struct way_in *way, struct receipt *out, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct key_state state;
	bool found;

	if (!open_for(way, &log, &state, err) || !find_sent(way, &log, &found, out, err))
		return false;
	if (found)
		return true;
	if (has_moved(way, &state) && !seal_again(way, &log, &state, err))
		return false;
	return log_append(way->arena, &log, way->envelope.bytes, way->envelope.length,
			  way->sequencer->checkpoint_signer, out, err) &&
	       publish(way, out, err);
}

static bool
append_locked(struct way_in *way, struct receipt *out, struct error *err)
{
	const struct store *store = way->sequencer->store;
	bool done;

	if (!log_lock(store, err))
		return false;
	done = append_now(way, out, err);
	log_unlock(store);
	return done;
}

static bool
may_try_again(struct way_in *way, int times, struct error *err)
{
	const struct patience *retry = &way->sequencer->retry;

	if (err->code != ERROR_CONFLICT &&
	    !(err->code == ERROR_UNAVAILABLE && way->sent && ++way->unsure <= UNSURE_TRIES))
		return false;
	return (retry->wait && retry->wait(retry->self, times)) || fail_as(err, ERROR_LEDGER);
}

static bool
append_in_step(struct way_in *way, struct receipt *out, struct error *err)
{
	for (int times = 0;; times++) {
		if (append_locked(way, out, err))
			return true;
		if (!may_try_again(way, times, err))
			return false;
	}
}

/* ---- handed in ----------------------------------------------------------------------------------
 */

enum handed_in { IS_WAITING, IS_INCLUDED, IS_OVERTAKEN };

/* Taking the lock is what makes a store look again. */
static bool
look_again(const struct store *store, struct error *err)
{
	if (!log_lock(store, err))
		return false;
	log_unlock(store);
	return true;
}

static bool
look_into_inbox(struct way_in *way, struct error *err)
{
	const struct store *store = way->sequencer->store;
	enum inbox_state state;
	const char *name = inbox_name(way->arena, way->key->repository, way->envelope.bytes,
				      way->envelope.length);

	if (!store->inbox_state(store->self, name, &state, err))
		return false;
	return state != INBOX_REFUSED ||
	       fail(err, ERROR_LEDGER,
		    "INBOX-REFUSED: the record was refused by who sequences the ledger, and is "
		    "kept there: ask them; its name is %s",
		    name);
}

/* The chain first: a refusal because it moved on means that it is to be built anew. */
static bool
look_at_ledger(struct way_in *way, enum handed_in *found, struct receipt *out, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct key_state state;
	bool included;

	if (!look_again(way->sequencer->store, err) || !open_for(way, &log, &state, err) ||
	    !log_find_envelope(way->arena, &log, way->envelope.bytes, way->envelope.length,
			       &included, out, err))
		return false;
	*found = included ? IS_INCLUDED : has_moved(way, &state) ? IS_OVERTAKEN : IS_WAITING;
	if (*found == IS_OVERTAKEN)
		return seal_again(way, &log, &state, err);
	return *found == IS_INCLUDED || look_into_inbox(way, err);
}

static bool
wait_for_inclusion(struct way_in *way, enum handed_in *found, struct receipt *out,
		   struct error *err)
{
	const struct patience *inclusion = &way->sequencer->inclusion;

	*found = IS_WAITING;
	for (int times = 0; *found == IS_WAITING; times++) {
		if (!inclusion->wait || !inclusion->wait(inclusion->self, times))
			return fail(err, ERROR_LEDGER,
				    "INBOX-WAITING: the record was handed in, but is not in the "
				    "ledger yet: see that 'changegate ledger sequence' runs, then "
				    "do this again");
		if (!look_at_ledger(way, found, out, err))
			return false;
	}
	return true;
}

static bool
append_by_inbox(struct way_in *way, struct receipt *out, struct error *err)
{
	enum handed_in found = IS_OVERTAKEN;

	while (found == IS_OVERTAKEN)
		if (!inbox_hand_in(way->arena, way->sequencer->store, way->key->repository,
				   way->envelope.bytes, way->envelope.length, err) ||
		    !wait_for_inclusion(way, &found, out, err))
			return false;
	return true;
}

bool
sequence_append(struct arena *arena, const struct sequencer *sequencer, const struct key *key,
		const struct sealing *sealing, struct receipt *out, struct error *err)
{
	struct way_in way = {
		.arena = arena, .sequencer = sequencer, .key = key, .sealing = sealing};
	bool done =
		seal_before(&way, err) && (sequencer->hands_in ? append_by_inbox(&way, out, err)
							       : append_in_step(&way, out, err));

	buffer_release(&way.envelope);
	return done;
}

/* ---- made earlier -------------------------------------------------------------------------------
 */

static bool
append_envelope(struct way_in *way, struct receipt *out, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	const struct sequencer *sequencer = way->sequencer;

	way->sent = false;
	return sequencer_open(way->arena, sequencer, &log, err) &&
	       log_append(way->arena, &log, way->envelope.bytes, way->envelope.length,
			  sequencer->checkpoint_signer, out, err) &&
	       publish(way, out, err);
}

static bool
append_envelope_locked(struct way_in *way, struct receipt *out, struct error *err)
{
	bool done;

	if (!log_lock(way->sequencer->store, err))
		return false;
	done = append_envelope(way, out, err);
	log_unlock(way->sequencer->store);
	return done;
}

bool
sequence_hand_in(struct arena *arena, const struct sequencer *sequencer, const struct key *key,
		 const struct sealing *sealing, struct error *err)
{
	struct way_in way = {
		.arena = arena, .sequencer = sequencer, .key = key, .sealing = sealing};
	bool done = seal_before(&way, err) &&
		    inbox_hand_in(arena, sequencer->store, key->repository, way.envelope.bytes,
				  way.envelope.length, err);

	buffer_release(&way.envelope);
	return done;
}

bool
sequence_append_envelope(struct arena *arena, const struct sequencer *sequencer,
			 const char *envelope, size_t length, struct receipt *out,
			 struct error *err)
{
	struct way_in way = {.arena = arena, .sequencer = sequencer};
	bool done = false;

	buffer_add(&way.envelope, envelope, length);
	for (int times = 0; !done; times++) {
		done = append_envelope_locked(&way, out, err);
		/* A chain that moved on will not come back. */
		if (!done && (!way.sent || !may_try_again(&way, times, err)))
			break;
	}
	buffer_release(&way.envelope);
	return done;
}
