/* SPDX-License-Identifier: Apache-2.0 */
/* How do records get into a ledger that many pipelines share? See inbox.h. */
#include "ledger/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ledger/log_tiles.h"
#include "ledger/unseal.h"

#define CORNER_DIGITS 16

const char *
inbox_name(struct arena *arena, const char *repository, const char *envelope, size_t length)
{
	return arena_format(arena, "%.*s/%s", CORNER_DIGITS,
			    sha256_hex(arena, repository, strlen(repository)),
			    sha256_hex(arena, envelope, length));
}

static bool
check_inbox(const struct store *store, struct error *err)
{
	return store->hand_in || fail(err, ERROR_USAGE,
				      "the ledger '%s' has no inbox: leave ledger.mode out of the "
				      "policy",
				      store->name);
}

bool
inbox_hand_in(struct arena *arena, const struct store *store, const char *repository,
	      const char *envelope, size_t length, struct error *err)
{
	if (!check_inbox(store, err))
		return false;
	if (store->hand_in(store->self, inbox_name(arena, repository, envelope, length), envelope,
			   length, err))
		return true;
	log_stops(err);
	return fail_while(err, "handing in to the ledger '%s'", store->name);
}

/* ---- one round ----------------------------------------------------------------------------------
 */

enum outcome { PENDING, INTEGRATED, REFUSED };

struct candidate {
	const char *name;
	const char *envelope;
	size_t length;
	int64_t time;        /* or that of the record it follows, if that is later */
	int64_t sequence;    /* in its chain */
	const char *payload; /* digest */
	const char *follows; /* payload digest of the record before it in its chain, or NULL */
	enum outcome outcome;
	const char *why; /* of the last try */
};

struct round {
	struct arena *arena;
	const struct sequencer *sequencer;
	LIST(struct candidate) candidates;
	struct inbox_round *out;
};

static void
refuse(struct round *round, struct candidate *candidate, const struct error *why)
{
	candidate->outcome = REFUSED;
	candidate->why = arena_text(round->arena, why->message);
}

static bool
has_its_name(struct round *round, const struct candidate *candidate)
{
	const char *slash = strrchr(candidate->name, '/');

	return text_equal(slash ? slash + 1 : candidate->name,
			  sha256_hex(round->arena, candidate->envelope, candidate->length));
}

/* Can it be read at all? Signature, scope and place are for log_append_judged(). */
static void
judge(struct round *round, struct candidate *candidate)
{
	struct unsealed unsealed;
	struct error why = {0};
	const char *code;

	if (!has_its_name(round, candidate)) {
		fail(&why, ERROR_LEDGER, "INBOX-NAME: its name is not its digest");
		refuse(round, candidate, &why);
	} else if (!unseal(round->arena, candidate->envelope, candidate->length, NULL, -1,
			   &unsealed, &code, &why)) {
		fail_while(&why, "%s", code);
		refuse(round, candidate, &why);
	} else {
		char payload[65];

		sha256_format(payload, &unsealed.payload);
		candidate->payload = arena_text(round->arena, payload);
		candidate->time = unsealed.record.time;
		candidate->sequence = unsealed.record.chain.sequence;
		candidate->follows = unsealed.record.chain.previous_record;
	}
}

static bool
read_one(struct round *round, const char *name, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const struct store *store = round->sequencer->store;
	struct candidate *candidate;
	struct error why = {0};
	bool done = store->inbox_read(store->self, name, LIMIT_ENVELOPE_BYTES, &bytes, &why);

	if (!done && why.code == ERROR_ABSENT)
		return true; /* another round was faster */
	if (!done && why.code != ERROR_FORMAT) {
		*err = why;
		return false;
	}
	candidate = LIST_ADD(round->arena, &round->candidates);
	candidate->name = name;
	candidate->envelope =
		arena_copy(round->arena, bytes.length ? bytes.bytes : "", bytes.length);
	candidate->length = bytes.length;
	if (!done) {
		fail_while(&why, "INBOX-FORM");
		refuse(round, candidate, &why);
	} else {
		judge(round, candidate);
	}
	return true;
}

/* Whoever sequences comes to the same order. */
static int
by_time(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	if (a->sequence != b->sequence)
		return a->sequence < b->sequence ? -1 : 1;
	return strcmp(a->name, b->name);
}

/* Evidence is dated before the attempt that precedes it: a record is as late as what it follows. */
static bool
delay(struct round *round)
{
	bool delayed = false;

	for (size_t i = 0; i < round->candidates.count; i++)
		for (size_t k = 0; k < round->candidates.count; k++) {
			struct candidate *later = &round->candidates.at[i];
			const struct candidate *earlier = &round->candidates.at[k];

			if (!earlier->payload || !text_equal(later->follows, earlier->payload) ||
			    later->time >= earlier->time)
				continue;
			later->time = earlier->time;
			delayed = true;
		}
	return delayed;
}

static bool
read_inbox(struct round *round, struct error *err)
{
	const struct store *store = round->sequencer->store;
	struct texts names = {0};

	if (!store->inbox(store->self, round->arena, &names, err))
		return false;
	for (size_t i = 0; i < names.count; i++)
		if (!read_one(round, names.at[i], err))
			return false;
	for (size_t i = 0; i < round->candidates.count && delay(round); i++)
		;
	if (round->candidates.count)
		qsort(round->candidates.at, round->candidates.count,
		      sizeof(round->candidates.at[0]), by_time);
	return true;
}

/* *moved: something that others may have waited for. */
static bool
append_one(struct round *round, struct log *log, struct candidate *candidate, bool *moved,
	   struct error *err)
{
	enum append_fault fault = FAULT_OF_LEDGER;
	struct receipt receipt;
	struct error why = {0};

	if (log_append_judged(round->arena, log, candidate->envelope, candidate->length,
			      round->sequencer->checkpoint_signer, &receipt, &fault, &why)) {
		candidate->outcome = INTEGRATED;
		*moved = true;
		if (receipt.already_appended)
			round->out->duplicates++;
		else
			round->out->appended++;
		return true;
	}
	if (fault == FAULT_OF_LEDGER) {
		*err = why;
		return false;
	}
	refuse(round, candidate, &why);
	if (fault == FAULT_AHEAD)
		candidate->outcome = PENDING;
	return true;
}

static bool
append_all(struct round *round, struct log *log, struct error *err)
{
	for (bool moved = true; moved;) {
		moved = false;
		for (size_t i = 0; i < round->candidates.count; i++) {
			struct candidate *candidate = &round->candidates.at[i];

			if (candidate->outcome == PENDING &&
			    !append_one(round, log, candidate, &moved, err))
				return false;
		}
	}
	return true;
}

static void
tell(struct round *round)
{
	for (size_t i = 0; i < round->candidates.count; i++) {
		const struct candidate *candidate = &round->candidates.at[i];
		struct inbox_note note = {candidate->name, candidate->why};

		if (candidate->outcome == REFUSED)
			*LIST_ADD(round->arena, &round->out->refused) = note;
		else if (candidate->outcome == PENDING)
			*LIST_ADD(round->arena, &round->out->waiting) = note;
	}
}

static bool
take_out(struct round *round, enum outcome outcome, struct error *err)
{
	const struct store *store = round->sequencer->store;
	struct texts names = {0};

	for (size_t i = 0; i < round->candidates.count; i++)
		if (round->candidates.at[i].outcome == outcome)
			texts_add(round->arena, &names, round->candidates.at[i].name);
	return store->inbox_clear(store->self, &names, outcome == REFUSED, err) ||
	       fail_while(err, "taking records out of the inbox");
}

static bool
sequence_locked(struct round *round, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	RELEASED_BY(buffer_release) struct buffer reason = {0};
	const struct sequencer *sequencer = round->sequencer;

	if (!read_inbox(round, err) || !sequencer_open(round->arena, sequencer, &log, err) ||
	    !append_all(round, &log, err))
		return false;
	buffer_add_format(&reason, "changegate: %lld records out of the inbox",
			  (long long)round->out->appended);
	if (!log_publish(sequencer->store, reason.bytes, err))
		return false;
	tell(round);
	return take_out(round, INTEGRATED, err) && take_out(round, REFUSED, err);
}

static bool
sequence_once(struct arena *arena, const struct sequencer *sequencer, struct inbox_round *out,
	      struct error *err)
{
	struct round round = {.arena = arena, .sequencer = sequencer, .out = out};
	const struct store *store = sequencer->store;
	bool done;

	*out = (struct inbox_round){0};
	if (!store->lock(store->self, err))
		return false;
	done = sequence_locked(&round, err);
	store->unlock(store->self);
	return done;
}

bool
inbox_sequence(struct arena *arena, const struct sequencer *sequencer, struct inbox_round *out,
	       struct error *err)
{
	const struct patience *retry = &sequencer->retry;

	if (!check_inbox(sequencer->store, err))
		return false;
	for (int times = 0;; times++) {
		if (sequence_once(arena, sequencer, out, err))
			return true;
		if (err->code != ERROR_CONFLICT || !retry->wait || !retry->wait(retry->self, times))
			return fail_while(err, "sequencing the ledger '%s'",
					  sequencer->store->name);
	}
}
