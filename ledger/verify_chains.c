/* SPDX-License-Identifier: Apache-2.0 */
/* Does each record follow the one before it of its key, and mention only what is there? Part of
 * verify.h. */
#include <string.h>

#include "base/text.h"
#include "core/obligations.h"
#include "ledger/verify_state.h"

/* Machines may differ by so much without a word. */
#define CLOCK_TOLERANCE_SECONDS 120
#define BEGIN_OF_2020 INT64_C(1577836800)
#define END_OF_2100 INT64_C(4133980800)

size_t
digest_slot(const struct sha256 *digest, size_t slots)
{
	uint64_t number;

	memcpy(&number, digest->bytes, sizeof(number));
	return (size_t)(number & (slots - 1));
}

static void
place_record(struct known_record **records, size_t slots, struct known_record *record)
{
	size_t slot = digest_slot(&record->payload, slots);

	while (records[slot])
		slot = (slot + 1) & (slots - 1);
	records[slot] = record;
}

/* There are no more records than entries, nor than files. */
static size_t
slots_at_first(const struct verifying *verifying)
{
	size_t records = verifying->names.count, slots = 64;

	if ((uint64_t)verifying->out->checkpoint.size < records)
		records = (size_t)verifying->out->checkpoint.size;
	while (slots < 2 * (records + 1))
		slots *= 2;
	return slots;
}

static void
remember(struct verifying *verifying, struct known_record *record)
{
	struct known_chains *known = &verifying->chains;

	if (2 * (known->record_count + 1) > known->record_slots) {
		size_t slots =
			known->record_slots ? 2 * known->record_slots : slots_at_first(verifying);
		struct known_record **records =
			arena_allocate(&verifying->keeping, slots * sizeof(*records));

		for (size_t i = 0; i < known->record_slots; i++)
			if (known->records[i])
				place_record(records, slots, known->records[i]);
		known->records = records;
		known->record_slots = slots;
	}
	place_record(known->records, known->record_slots, record);
	known->record_count++;
	known->newest = record;
	if (record->kind != RECORD_ATTEMPT)
		return;
	record->before = known->attempt;
	known->attempt = record;
}

struct known_record *
known_find(const struct known_chains *known, const char *payload)
{
	struct sha256 digest;
	size_t slot;

	if (!known->record_slots || !sha256_parse(payload, &digest))
		return NULL;
	slot = digest_slot(&digest, known->record_slots);
	while (known->records[slot] && !sha256_equal(&known->records[slot]->payload, &digest))
		slot = (slot + 1) & (known->record_slots - 1);
	return known->records[slot];
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

	if (2 * (known->chain_count + 1) <= known->chain_slots)
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
	if (known->newest && key_equal(&known->newest->chain->key, key))
		return known->newest->chain;
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
	known->chains[slot] = chain;
	known->chain_count++;
	verifying->out->chains++;
	return chain;
}

/* Records continue a chain one by one. */
static bool
follows(struct verifying *verifying, const char *where, const struct known_chain *chain,
	const struct leaf *leaf, const struct record *record)
{
	const struct known_record *previous =
		known_find(&verifying->chains,
			   record->chain.previous_record ? record->chain.previous_record : "");

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
	if (previous != chain->newest || (record->chain.previous_record && !previous) ||
	    leaf->previous_index != (chain->newest ? chain->newest->index : -1)) {
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
	const struct known_record *standing = chain->in_place ? chain->in_place : chain->floor;
	const struct placed *claimed = record->chain.in_place;
	char payload[65];

	if (!record->evidence || record->kind == RECORD_RETRO)
		return true;
	if (standing)
		sha256_format(payload, &standing->payload);
	if (!standing == !claimed && (!standing || (text_equal(claimed->record, payload) &&
						    claimed->index == standing->index)))
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
	attempt = known_find(&verifying->chains, leaf->attempt);
	if (attempt && attempt->kind == RECORD_ATTEMPT && attempt->chain == chain &&
	    !attempt->closed) {
		attempt->closed = true;
		return true;
	}
	found(verifying, "REC-ATTEMPT", where,
	      "closes an attempt that its chain does not have, or that is closed already");
	return false;
}

void
known_deployed(struct sha256 *out, const char *commit, const char *artifact)
{
	const char *first = commit ? commit : "", *second = artifact ? artifact : "";

	/* The NUL of the first parts them. */
	sha256_of_two(out, first, strlen(first) + 1, second, strlen(second));
}

static bool
was_placed(const struct known_record *record)
{
	if (record->kind == RECORD_EMERGENCY)
		return record->result == RECORD_EMERGENCY_RESULT;
	return record->result == RECORD_ALLOWED && record->kind != RECORD_ATTEMPT &&
	       record->kind != RECORD_RETRO;
}

/* A retro is of what an emergency brought that went ahead, and begins where that began. */
static bool
settles(struct verifying *verifying, const char *where, const struct known_chain *chain,
	const struct record *record)
{
	const struct placed *base = record->chain.in_place;
	const struct known_record *about, *begin, *began;
	struct sha256 deployed;

	if (record->kind != RECORD_RETRO)
		return true;
	known_deployed(&deployed, record->commit, record->artifact);
	about = known_find(&verifying->chains, record->about);
	begin = base ? known_find(&verifying->chains, base->record) : NULL;
	began = about && about->below ? about->below : chain->floor;
	if (about && about->chain == chain && about->kind == RECORD_EMERGENCY &&
	    was_placed(about) && begin && begin == began &&
	    sha256_equal(&about->deployed, &deployed))
		return true;
	found(verifying, "REC-ABOUT", where,
	      "is a retro of a record that is no emergency of its chain, of another commit or "
	      "artefact than it brought, or begins elsewhere");
	return false;
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

/* The first outcome that says so is the one from which on it is known. */
static void
undo(struct known_record *record, int64_t index)
{
	if (record->undone)
		return;
	record->undone = true;
	record->undone_at = index;
}

static bool
tells_of(struct verifying *verifying, int64_t index, const char *where, struct known_chain *chain,
	 const struct leaf *leaf)
{
	struct known_record *about;

	if (leaf->kind != RECORD_OUTCOME)
		return true;
	about = known_find(&verifying->chains, leaf->about);
	if (!about || about->chain != chain || about->kind == RECORD_ATTEMPT) {
		found(verifying, "REC-ABOUT", where,
		      "is about a record that its chain does not have");
		return false;
	}
	if (!was_placed(about))
		noticed(verifying, "REC-ABOUT-REFUSED", where,
			"tells what became of record %lld (%s), which was not allowed",
			(long long)about->index, about->record_id);
	if (leaf->result != RECORD_SUCCEEDED)
		undo(about, index);
	return true;
}

static void
move_in_place(struct known_chain *chain, struct known_record *record)
{
	if (was_placed(record) && record->kind != RECORD_OUTCOME) {
		record->below = chain->in_place;
		chain->in_place = record;
		if (record->kind == RECORD_BASELINE)
			chain->floor = record;
	}
	while (chain->in_place && chain->in_place->undone)
		chain->in_place = chain->in_place->below;
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

static struct known_record *
new_record(struct verifying *verifying, int64_t index, struct known_chain *chain,
	   const struct leaf *leaf)
{
	struct known_record *record = arena_allocate(&verifying->keeping, sizeof(*record));

	(void)sha256_parse(leaf->payload, &record->payload);
	memcpy(record->record_id, leaf->record_id, sizeof(record->record_id));
	record->chain = chain;
	record->index = index;
	record->time = leaf->time;
	record->sequence = leaf->sequence;
	known_deployed(&record->deployed, leaf->commit, leaf->artifact);
	record->kind = (uint8_t)leaf->kind;
	record->result = (uint8_t)leaf->result;
	return record;
}

/* After a fork the longer branch is followed, so that each fault is told once. */
static void
take_place(struct verifying *verifying, int64_t index, struct known_chain *chain,
	   const struct leaf *leaf)
{
	struct known_record *added = new_record(verifying, index, chain, leaf);

	remember(verifying, added);
	stamps_measure(verifying, added);
	if (!chain->newest || leaf->time > chain->latest)
		chain->latest = leaf->time;
	if (leaf->sequence > chain->sequence) {
		chain->sequence = leaf->sequence;
		chain->newest = added;
	}
	move_in_place(chain, added);
}

void
chains_pass(struct verifying *verifying, int64_t index, const struct leaf *leaf)
{
	struct known_chain *chain = find_chain(verifying, &leaf->key);
	struct known_record *about =
		leaf->about ? known_find(&verifying->chains, leaf->about) : NULL;

	verifying->chains.policies_missing = true;
	chain->open_unknown = true;
	if (known_find(&verifying->chains, leaf->payload))
		return;
	if (about && (leaf->result == RECORD_FAILED || leaf->result == RECORD_ROLLED_BACK))
		undo(about, index);
	take_place(verifying, index, chain, leaf);
}

bool
chains_add(struct verifying *verifying, int64_t index, const char *where, const struct leaf *leaf,
	   const struct record *record)
{
	struct known_chain *chain = find_chain(verifying, &leaf->key);
	bool good;

	if (known_find(&verifying->chains, leaf->payload)) {
		found(verifying, "REC-DUPLICATE", where, "the log has this record already");
		return false;
	}
	good = follows(verifying, where, chain, leaf, record);
	good = begins_in_place(verifying, where, chain, record) && good;
	good = closes(verifying, where, chain, leaf) && good;
	good = tells_of(verifying, index, where, chain, leaf) && good;
	good = settles(verifying, where, chain, record) && good;
	good = carries_on(verifying, where, chain, record) && good;
	good = earlier_agree(verifying, where, record) && good;
	note_time(verifying, where, chain, leaf);
	earlier_add(verifying, record);
	take_place(verifying, index, chain, leaf);
	leave_open(verifying, chain, leaf, record);
	return good;
}

void
chains_finish(struct verifying *verifying)
{
	struct arena *arena = verifying->arena;
	struct open_attempt *open;

	for (struct known_record *record = verifying->chains.attempt; record;
	     record = record->before) {
		if (record->closed)
			continue;
		open = LIST_ADD(arena, &verifying->out->open_attempts);
		open->index = record->index;
		open->record_id = arena_text(arena, record->record_id);
		open->key.repository = arena_text(arena, record->chain->key.repository);
		open->key.service = arena_text(arena, record->chain->key.service);
		open->key.environment = arena_text(arena, record->chain->key.environment);
		open->time = record->time;
	}
}
