/* SPDX-License-Identifier: Apache-2.0 */
/* Does each record follow the one before it of its key, and mention only what is there? Part of
 * verify.h. */
#include <string.h>

#include "base/text.h"
#include "core/obligations.h"
#include "ledger/verify_state.h"

#define BEGIN_OF_2020 INT64_C(1577836800)
#define END_OF_2100 INT64_C(4133980800)

size_t
digest_slot(const struct sha256 *digest, size_t slots)
{
	uint64_t number;

	memcpy(&number, digest->bytes, sizeof(number));
	return (size_t)(number & (slots - 1));
}

static struct known_record *
known_by(const struct known_chains *known, const char *payload)
{
	return known_at(known, known_find(known, payload));
}

static size_t
key_slot(const struct key *key, size_t slots)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct sha256 digest;

	buffer_add_format(&bytes, "%s\n%s\n%s", key->repository, key->service, key->environment);
	sha256(&digest, bytes.bytes, bytes.length);
	return digest_slot(&digest, slots);
}

static void
place_chain(struct known_chain **chains, size_t slots, struct known_chain *chain)
{
	size_t slot = key_slot(&chain->key, slots);

	while (chains[slot])
		slot = (slot + 1) & (slots - 1);
	chains[slot] = chain;
}

static void
make_room(struct verifying *verifying)
{
	struct known_chains *known = &verifying->chains;
	size_t slots = known->chain_slots ? 2 * known->chain_slots : 64;
	struct known_chain **chains;

	if (2 * (known->all.count + 1) <= known->chain_slots)
		return;
	chains = arena_allocate(&verifying->keeping, slots * sizeof(*chains));
	for (size_t i = 0; i < known->chain_slots; i++)
		if (known->chains[i])
			place_chain(chains, slots, known->chains[i]);
	known->chains = chains;
	known->chain_slots = slots;
}

static struct known_chain *
find_chain(struct verifying *verifying, const struct key *key)
{
	struct known_chains *known = &verifying->chains;
	struct arena *arena = &verifying->keeping;
	struct known_chain *chain;
	size_t slot;

	/* Mostly that of the record before it. */
	if (known->latest && key_equal(&known->latest->key, key))
		return known->latest;
	make_room(verifying);
	slot = key_slot(key, known->chain_slots);
	while (known->chains[slot] && !key_equal(&known->chains[slot]->key, key))
		slot = (slot + 1) & (known->chain_slots - 1);
	if (known->chains[slot])
		return known->chains[slot];
	chain = arena_allocate(arena, sizeof(*chain));
	chain->key.repository = arena_text(arena, key->repository);
	chain->key.service = arena_text(arena, key->service);
	chain->key.environment = arena_text(arena, key->environment);
	chain->sequence = -1;
	chain->name = (uint32_t)known->all.count;
	known->chains[slot] = chain;
	*LIST_ADD(arena, &known->all) = chain;
	verifying->out->chains++;
	return chain;
}

/* The record before it: by digest, and by index. */
static bool
links(const struct known_chains *known, const struct known_chain *chain, const struct leaf *leaf,
      const struct record *record)
{
	const struct known_record *newest = known_at(known, chain->newest);
	const char *previous = record->chain.previous_record;
	struct sha256 digest;

	if (leaf->previous_index != (int64_t)chain->newest - 1)
		return false;
	if (!newest || !previous)
		return !newest && !previous;
	return sha256_parse(previous, &digest) && sha256_equal(&newest->payload, &digest);
}

/* Records continue a chain one by one. */
static bool
follows(struct verifying *verifying, const char *where, const struct known_chain *chain,
	const struct leaf *leaf, const struct record *record)
{
	if (leaf->sequence <= chain->sequence) {
		found(verifying, "CHAIN-FORK", where,
		      "number %lld of its chain, which has gone on to number %lld already",
		      (long long)leaf->sequence, (long long)chain->sequence);
		return false;
	}
	if (leaf->sequence > chain->sequence + 1) {
		found(verifying, "CHAIN-GAP", where,
		      "number %lld of its chain, but number %lld is missing",
		      (long long)leaf->sequence, (long long)chain->sequence + 1);
		return false;
	}
	if (!links(&verifying->chains, chain, leaf, record)) {
		found(verifying, "CHAIN-LINK", where,
		      "names another predecessor than the record before it in its chain");
		return false;
	}
	return true;
}

static bool
begins_in_place(struct verifying *verifying, const char *where, const struct known_chain *chain,
		const struct record *record)
{
	uint32_t number = chain->in_place ? chain->in_place : chain->floor;
	const struct known_record *standing = known_at(&verifying->chains, number);
	const struct placed *claimed = record->chain.in_place;
	char payload[65];

	if (!record->evidence || record->kind == RECORD_RETRO)
		return true;
	if (standing)
		sha256_format(payload, &standing->payload);
	if (!standing == !claimed &&
	    (!standing || (text_equal(claimed->record, payload) && claimed->index + 1 == number)))
		return true;
	found(verifying, "CHAIN-IN-PLACE", where,
	      "does not begin at what the ledger shows to have been in place");
	return false;
}

static bool
closes(struct verifying *verifying, const char *where, const struct known_chain *chain,
       const struct leaf *leaf)
{
	struct known_record *attempt;

	if (!leaf->attempt)
		return true;
	attempt = known_by(&verifying->chains, leaf->attempt);
	if (attempt && attempt->kind == RECORD_ATTEMPT && attempt->chain == chain->name &&
	    !attempt->closed) {
		attempt->closed = true;
		return true;
	}
	found(verifying, "REC-ATTEMPT", where,
	      "closes an attempt that its chain does not have, or that is closed already");
	return false;
}

static bool
was_placed(const struct known_record *record)
{
	if (record->kind == RECORD_EMERGENCY)
		return record->result == RECORD_EMERGENCY_RESULT;
	return record->result == RECORD_ALLOWED && record->kind != RECORD_ATTEMPT &&
	       record->kind != RECORD_RETRO;
}

static bool
brought(struct verifying *verifying, uint32_t number, const struct record *record, bool *same,
	struct error *err)
{
	const struct known_facts *facts;

	if (!known_facts(verifying, number, &facts, err))
		return false;
	*same = known_brought(facts, record->commit, record->artifact);
	return true;
}

/* A retro is of what an emergency brought that went ahead, and begins where that began. */
static bool
is_retro(struct verifying *verifying, const struct known_chain *chain, const struct record *record,
	 bool *is, struct error *err)
{
	const struct known_chains *known = &verifying->chains;
	const struct placed *base = record->chain.in_place;
	uint32_t number = known_find(known, record->about);
	uint32_t begin = base ? known_find(known, base->record) : 0;
	const struct known_record *about = known_at(known, number);
	uint32_t began = about && about->below ? about->below : chain->floor;

	*is = about && about->chain == chain->name && about->kind == RECORD_EMERGENCY &&
	      was_placed(about) && begin && begin == began;
	return !*is || brought(verifying, number, record, is, err);
}

static bool
settles(struct verifying *verifying, const char *where, const struct known_chain *chain,
	const struct record *record, bool *good, struct error *err)
{
	bool is = true;

	if (record->kind == RECORD_RETRO && !is_retro(verifying, chain, record, &is, err))
		return false;
	if (is)
		return true;
	*good = false;
	found(verifying, "REC-ABOUT", where,
	      "is a retro of a record that is no emergency of its chain, of another commit or "
	      "artefact than it brought, or begins elsewhere");
	return true;
}

/* What was open after the record before it, nothing lost and nothing added. */
static bool
carries_on(struct verifying *verifying, const char *where, const struct known_chain *chain,
	   const struct record *record)
{
	if (chain->open_unknown || obligations_equal(chain->open, record->chain.obligations))
		return true;
	found(verifying, "CHAIN-OBLIGATIONS", where,
	      "does not carry on what emergencies before it left to be done");
	return false;
}

/* Kept only where it changes: most records carry on what was open. */
static void
leave_open(struct verifying *verifying, struct known_chain *chain, const struct leaf *leaf,
	   const struct record *record)
{
	RELEASED_BY(arena_release) struct arena scratch;
	struct open_obligations open;

	arena_init(&scratch);
	chain->open_unknown = false;
	obligations_after(&scratch, record, leaf->payload, &open);
	if (obligations_equal(chain->open, &open))
		return;
	chain->open = NULL;
	if (!open.count)
		return;
	chain->open = arena_allocate(&verifying->keeping, sizeof(*chain->open));
	obligations_after(&verifying->keeping, record, leaf->payload, chain->open);
}

/* The first outcome that says so is the one from which on it is known. It is not the first record.
 */
static void
undo(struct known_record *record, int64_t index)
{
	if (!record->undone_at)
		record->undone_at = (uint32_t)index;
}

static bool
note_refused(struct verifying *verifying, const char *where, uint32_t about, struct error *err)
{
	const struct known_facts *facts;

	if (!known_facts(verifying, about, &facts, err))
		return false;
	noticed(verifying, "REC-ABOUT-REFUSED", where,
		"tells what became of record %lld (%s), which was not allowed",
		(long long)facts->index, facts->record_id);
	return true;
}

static bool
tells_of(struct verifying *verifying, int64_t index, const char *where, struct known_chain *chain,
	 const struct leaf *leaf, bool *good, struct error *err)
{
	struct known_record *about;
	uint32_t number;

	if (leaf->kind != RECORD_OUTCOME)
		return true;
	number = known_find(&verifying->chains, leaf->about);
	about = known_at(&verifying->chains, number);
	if (!about || about->chain != chain->name || about->kind == RECORD_ATTEMPT) {
		found(verifying, "REC-ABOUT", where,
		      "is about a record that its chain does not have");
		*good = false;
		return true;
	}
	if (!was_placed(about) && !note_refused(verifying, where, number, err))
		return false;
	if (leaf->result != RECORD_SUCCEEDED)
		undo(about, index);
	return true;
}

static void
move_in_place(struct known_chains *known, struct known_chain *chain, uint32_t number)
{
	struct known_record *record = known_at(known, number);

	if (was_placed(record) && record->kind != RECORD_OUTCOME) {
		record->below = chain->in_place;
		chain->in_place = number;
		known_stands(known, number);
		if (record->kind == RECORD_BASELINE)
			chain->floor = number;
	}
	while (chain->in_place && known_at(known, chain->in_place)->undone_at)
		chain->in_place = known_at(known, chain->in_place)->below;
}

/* Clocks differ, and a signer may say what it likes: to know, but no fault of the ledger. */
static void
note_time(struct verifying *verifying, const char *where, const struct known_chain *chain,
	  const struct leaf *leaf)
{
	if (leaf->time < BEGIN_OF_2020 || leaf->time >= END_OF_2100)
		noticed(verifying, "TIME-ORDER", where, "its time is not of this century's work");
	else if (chain->newest && leaf->time + CLOCK_TOLERANCE_SECONDS < chain->latest)
		noticed(verifying, "TIME-ORDER", where,
			"its time is %lld seconds before that of an earlier record of its chain",
			(long long)(chain->latest - leaf->time));
}

static void
link_attempt(struct known_chains *known, uint32_t number)
{
	struct known_record *record = known_at(known, number);

	if (record->kind != RECORD_ATTEMPT)
		return;
	record->before = known->attempt;
	known->attempt = number;
}

/* After a fork the longer branch is followed, so that each fault is told once. */
static bool
take_place(struct verifying *verifying, int64_t index, struct known_chain *chain,
	   const struct leaf *leaf, struct error *err)
{
	struct known_chains *known = &verifying->chains;
	uint32_t added;

	if (!known_add(verifying, index, chain, leaf, &added, err))
		return false;
	known->latest = chain;
	link_attempt(known, added);
	stamps_measure(verifying, known_recent(known, added));
	if (!chain->newest || leaf->time > chain->latest)
		chain->latest = leaf->time;
	if (leaf->sequence > chain->sequence) {
		chain->sequence = leaf->sequence;
		chain->newest = added;
	}
	move_in_place(known, chain, added);
	return true;
}

bool
chains_pass(struct verifying *verifying, int64_t index, const struct leaf *leaf, struct error *err)
{
	struct known_chain *chain = find_chain(verifying, &leaf->key);
	struct known_record *about = leaf->about ? known_by(&verifying->chains, leaf->about) : NULL;

	verifying->chains.policies_missing = true;
	chain->open_unknown = true;
	if (known_find(&verifying->chains, leaf->payload))
		return true;
	if (about && (leaf->result == RECORD_FAILED || leaf->result == RECORD_ROLLED_BACK))
		undo(about, index);
	return take_place(verifying, index, chain, leaf, err);
}

/* What is found is told in this order; *good as long as nothing is. */
static bool
compare(struct verifying *verifying, int64_t index, const char *where, struct known_chain *chain,
	const struct leaf *leaf, const struct record *record, bool *good, struct error *err)
{
	*good = follows(verifying, where, chain, leaf, record);
	*good = begins_in_place(verifying, where, chain, record) && *good;
	*good = closes(verifying, where, chain, leaf) && *good;
	if (!tells_of(verifying, index, where, chain, leaf, good, err) ||
	    !settles(verifying, where, chain, record, good, err))
		return false;
	*good = carries_on(verifying, where, chain, record) && *good;
	return earlier_agree(verifying, where, record, good, err);
}

bool
chains_add(struct verifying *verifying, int64_t index, const char *where, const struct leaf *leaf,
	   const struct record *record, bool *good, struct error *err)
{
	struct known_chain *chain = find_chain(verifying, &leaf->key);

	*good = !known_find(&verifying->chains, leaf->payload);
	if (!*good) {
		found(verifying, "REC-DUPLICATE", where, "the log has this record already");
		return true;
	}
	if (!compare(verifying, index, where, chain, leaf, record, good, err))
		return false;
	note_time(verifying, where, chain, leaf);
	earlier_add(verifying, record);
	if (!take_place(verifying, index, chain, leaf, err))
		return false;
	leave_open(verifying, chain, leaf, record);
	return true;
}

static bool
tell_open(struct verifying *verifying, uint32_t attempt, struct error *err)
{
	const struct known_chains *known = &verifying->chains;
	const struct key *key = &known->all.at[known_at(known, attempt)->chain]->key;
	struct arena *arena = verifying->arena;
	const struct known_facts *facts;
	struct open_attempt *open;

	if (!known_facts(verifying, attempt, &facts, err))
		return false;
	open = LIST_ADD(arena, &verifying->out->open_attempts);
	open->index = facts->index;
	open->record_id = arena_text(arena, facts->record_id);
	open->key.repository = arena_text(arena, key->repository);
	open->key.service = arena_text(arena, key->service);
	open->key.environment = arena_text(arena, key->environment);
	open->time = facts->time;
	return true;
}

bool
chains_finish(struct verifying *verifying, struct error *err)
{
	const struct known_chains *known = &verifying->chains;
	const struct known_record *record;

	for (uint32_t number = known->attempt; number; number = record->before) {
		record = known_at(known, number);
		if (!record->closed && !tell_open(verifying, number, err))
			return false;
	}
	return true;
}
