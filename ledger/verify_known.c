/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of the records that were gone through already? See verify_known.h. */
#include "ledger/verify_known.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "ledger/log_tiles.h"
#include "ledger/verify_state.h"

#define PART_RECORDS 128 /* several of them fill a block of an arena */
#define MOST_ROOT_BITS 24

_Static_assert(KNOWN_RECENT >= TILE_WIDTH, "an append replaces the last bundle while we read");

/* One root for a few records: the bundles were read once, as far as they are whole. */
static unsigned
root_bits(size_t bundles)
{
	unsigned bits = 6;

	while (bits < MOST_ROOT_BITS && bundles >> (bits - 6))
		bits++;
	return bits;
}

void
known_open(struct verifying *verifying)
{
	struct known_chains *known = &verifying->chains;
	struct arena *arena = &verifying->keeping;
	int64_t size = verifying->out->checkpoint.size;

	known->recent_count = size < KNOWN_RECENT ? (uint32_t)size + 1 : KNOWN_RECENT;
	known->recent = arena_allocate(arena, known->recent_count * sizeof(*known->recent));
	known->standing = arena_allocate(arena, known->recent_count * sizeof(*known->standing));
	known->root_bits = root_bits(verifying->bundles.count);
	known->roots = arena_allocate(arena, sizeof(*known->roots) << known->root_bits);
}

void
known_close(struct verifying *verifying)
{
	if (verifying->chains.old)
		buffer_release(&verifying->chains.old->bundle);
}

/* ---- by number and by digest --------------------------------------------------------------------
 */

struct known_record *
known_at(const struct known_chains *known, uint32_t number)
{
	if (number == 0)
		return NULL;
	return &known->parts.at[(number - 1) / PART_RECORDS][(number - 1) % PART_RECORDS];
}

static uint32_t
first_bits(const struct sha256 *digest, unsigned bits)
{
	uint32_t first = 0;

	for (unsigned i = 0; i < 4; i++)
		first |= (uint32_t)digest->bytes[i] << 8 * i;
	return first & (((uint32_t)1 << bits) - 1);
}

/*
 * Where the number of the record with this digest is, or belongs. A tree for each of the values of
 * the first bits: below a record those that go on with a 0 and those that go on with a 1, in the
 * bit that is next. So no digests, whoever chose them, make a way that is longer than they have
 * bits: at its end they would be the same.
 */
static uint32_t *
place_of(const struct known_chains *known, const struct sha256 *payload)
{
	uint32_t *place = &known->roots[first_bits(payload, known->root_bits)];
	struct known_record *record;

	for (unsigned bit = known->root_bits; (record = known_at(known, *place)); bit++) {
		if (sha256_equal(&record->payload, payload))
			break;
		assert(bit < 8 * sizeof(payload->bytes));
		place = &record->next[payload->bytes[bit / 8] >> bit % 8 & 1];
	}
	return place;
}

uint32_t
known_find(const struct known_chains *known, const char *payload)
{
	struct sha256 digest;

	return payload && sha256_parse(payload, &digest) ? *place_of(known, &digest) : 0;
}

static struct known_record *
new_record(struct verifying *verifying, int64_t index)
{
	struct known_chains *known = &verifying->chains;
	size_t part = (size_t)index / PART_RECORDS;
	struct known_record **records;

	while (known->parts.count <= part)
		LIST_ADD(&verifying->keeping, &known->parts);
	records = &known->parts.at[part];
	if (!*records)
		*records = arena_allocate(&verifying->keeping, PART_RECORDS * sizeof(**records));
	return &(*records)[index % PART_RECORDS];
}

/* ---- what entries say ---------------------------------------------------------------------------
 */

/* Its form has been seen, so that it fits. */
static void
take_text(char *room, size_t size, const char *text)
{
	size_t length = text ? strlen(text) : 0;

	assert(length < size);
	if (length)
		memcpy(room, text, length);
	room[length] = '\0';
}

static void
take_facts(struct known_facts *facts, int64_t index, const struct leaf *leaf)
{
	facts->index = index;
	facts->time = leaf->time;
	facts->sequence = leaf->sequence;
	take_text(facts->record_id, sizeof(facts->record_id), leaf->record_id);
	take_text(facts->commit, sizeof(facts->commit), leaf->commit);
	take_text(facts->artifact, sizeof(facts->artifact), leaf->artifact);
}

bool
known_brought(const struct known_facts *facts, const char *commit, const char *artifact)
{
	return text_equal(facts->commit, commit ? commit : "") &&
	       text_equal(facts->artifact, artifact ? artifact : "");
}

static bool
are_of(const struct known_facts *facts, uint32_t number)
{
	return facts->record_id[0] && facts->index + 1 == number;
}

const struct known_facts *
known_recent(const struct known_chains *known, uint32_t number)
{
	const struct known_facts *facts = &known->recent[number % known->recent_count];

	return are_of(facts, number) ? facts : NULL;
}

static struct known_facts *
standing_of(const struct known_chains *known, uint32_t number)
{
	return &known->standing[known_at(known, number)->chain % known->recent_count];
}

void
known_stands(struct known_chains *known, uint32_t number)
{
	*standing_of(known, number) = *known_recent(known, number);
}

bool
known_add(struct verifying *verifying, int64_t index, const struct known_chain *chain,
	  const struct leaf *leaf, uint32_t *number, struct error *err)
{
	struct known_chains *known = &verifying->chains;
	struct known_record *record;

	if (index >= UINT32_MAX)
		return fail(err, ERROR_LEDGER, "more records than this version can verify");
	*number = (uint32_t)index + 1;
	record = new_record(verifying, index);
	(void)sha256_parse(leaf->payload, &record->payload);
	record->chain = chain->name;
	record->kind = (uint8_t)leaf->kind;
	record->result = (uint8_t)leaf->result;
	*place_of(known, &record->payload) = *number;
	take_facts(&known->recent[*number % known->recent_count], index, leaf);
	return true;
}

/* ---- read again ---------------------------------------------------------------------------------
 */

/* Of bundles that the store would not give at first there is nothing to compare. */
bool
known_bundle_same(struct verifying *verifying, int64_t number, const struct buffer *bundle,
		  struct error *err)
{
	struct known_bundle *known;
	struct sha256 digest;

	sha256(&digest, bundle->bytes, bundle->length);
	while (verifying->bundles.count <= (size_t)number)
		LIST_ADD(&verifying->keeping, &verifying->bundles);
	known = &verifying->bundles.at[number];
	if (!known->there)
		*known = (struct known_bundle){digest, true};
	if (sha256_equal(&known->digest, &digest))
		return true;
	return fail(err, ERROR_LEDGER,
		    "the ledger '%s' changed while it was verified: its entries from %lld on are "
		    "others than before",
		    verifying->request->store->name, (long long)number * TILE_WIDTH);
}

/* Most ledgers are so small that nothing has to be read again. */
static void
prepare(struct verifying *verifying)
{
	struct known_chains *known = &verifying->chains;

	if (known->old)
		return;
	known->again = arena_allocate(&verifying->keeping, KNOWN_AGAIN * sizeof(*known->again));
	known->old = arena_allocate(&verifying->keeping, sizeof(*known->old));
	known->old->number = -1;
}

static bool
open_bundle(struct verifying *verifying, int64_t number, struct error *err)
{
	struct tile tile = tile_at(TILE_ENTRIES, number, verifying->out->checkpoint.size);
	struct entries *old = verifying->chains.old;
	struct error problem;
	bool there;

	if (old->number == number)
		return true;
	old->number = -1;
	if (!read_bundle(verifying, number, "LEDGER-ENTRIES", &old->bundle, &there, err))
		return false;
	if (!there || !entries_split(old, tile.width, &problem))
		return fail(err, ERROR_LEDGER,
			    "the ledger '%s' changed while it was verified: its entries from %lld "
			    "on cannot be read again",
			    verifying->request->store->name, (long long)number * TILE_WIDTH);
	old->number = number;
	return true;
}

static bool
read_again(struct verifying *verifying, uint32_t number, struct known_facts *facts,
	   struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	int64_t index = (int64_t)number - 1;
	const struct entry *entry;
	struct leaf leaf;

	arena_init(&arena);
	if (!open_bundle(verifying, index / TILE_WIDTH, err))
		return false;
	entry = &verifying->chains.old->at[index % TILE_WIDTH];
	if (!leaf_read(&arena, entry->bytes, entry->length, &leaf, err))
		return fail_as(err, ERROR_LEDGER);
	take_facts(facts, index, &leaf);
	return true;
}

/* Those that were read again stay until others need their place. */
static bool
facts_again(struct verifying *verifying, uint32_t number, const struct known_facts **out,
	    struct error *err)
{
	struct known_facts *again;

	prepare(verifying);
	again = &verifying->chains.again[number % KNOWN_AGAIN];
	*out = again;
	return are_of(again, number) || read_again(verifying, number, again, err);
}

bool
known_facts(struct verifying *verifying, uint32_t number, const struct known_facts **out,
	    struct error *err)
{
	struct known_chains *known = &verifying->chains;
	struct known_facts *standing = standing_of(known, number);

	if ((*out = known_recent(known, number)))
		return true;
	*out = standing;
	if (are_of(standing, number))
		return true;
	if (!facts_again(verifying, number, out, err))
		return false;
	if (known->all.at[known_at(known, number)->chain]->in_place == number)
		*standing = **out;
	return true;
}
