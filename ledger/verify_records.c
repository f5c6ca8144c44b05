/* SPDX-License-Identifier: Apache-2.0 */
/* Is each record genuine, and the one that its entry tells of? Part of verify.h. */
#include <string.h>

#include "base/text.h"
#include "ledger/log_tiles.h"
#include "ledger/unseal.h"
#include "ledger/verify_state.h"

/* So many are unsealed side by side, unless their files are large. */
#define BATCH_RECORDS 32
#define BATCH_BYTES ((size_t)8 * 1024 * 1024)

/* One record under examination; its arena is emptied for the next. */
struct examined {
	struct verifying *verifying;
	struct arena arena;
	int64_t index;
	const char *where;
	bool has_leaf; /* else there is nothing to be said of it */
	struct leaf leaf;
	bool has_envelope;
	struct buffer envelope;
	bool unsealed_well;
	struct unsealed unsealed;
	const char *code; /* why it was not, and in words */
	struct error problem;
};

struct batch {
	struct examined each[BATCH_RECORDS];
	size_t count, bytes;
};

static const char *
fingerprint_of(const struct unsealed *unsealed)
{
	return unsealed->signed_by ? unsealed->signed_by->fingerprint : NULL;
}

static void
count_signature(struct verifying *verifying, const struct trusted_key *key)
{
	struct verification *out = verifying->out;
	struct key_use *use;

	if (!key)
		return;
	for (size_t i = 0; i < out->keys.count; i++)
		if (out->keys.at[i].usage == key->usage &&
		    text_equal(out->keys.at[i].fingerprint, key->fingerprint)) {
			out->keys.at[i].signatures++;
			return;
		}
	use = LIST_ADD(verifying->arena, &out->keys);
	use->fingerprint = arena_text(verifying->arena, key->fingerprint);
	use->usage = key->usage;
	use->signatures = 1;
}

static void
note_place(struct examined *examined, struct record_place *place)
{
	struct arena *arena = examined->verifying->arena;

	place->index = examined->index;
	place->record_id = arena_text(arena, examined->leaf.record_id);
	place->payload = arena_text(arena, examined->leaf.payload);
	place->time = examined->leaf.time;
}

static void
count_record(struct examined *examined)
{
	struct verification *out = examined->verifying->out;

	out->verified++;
	out->by_kind[examined->leaf.kind]++;
	out->by_result[examined->leaf.result]++;
	count_signature(examined->verifying, examined->unsealed.signed_by);
}

/* The last record is noted once, at the end: texts would pile up. */
static void
note_first_and_last(struct examined *examined)
{
	struct verification *out = examined->verifying->out;

	if (!out->first.record_id)
		note_place(examined, &out->first);
	if (examined->index == out->checkpoint.size - 1)
		note_place(examined, &out->last);
}

/* *good: the file is there, and is the one of the entry. */
static bool
read_envelope(struct examined *examined, bool *good, struct error *err)
{
	struct verifying *verifying = examined->verifying;
	const char *path = leaf_path(&examined->arena, &examined->leaf);
	struct buffer *bytes = &examined->envelope;
	struct sha256 digest;
	char hex[65];

	*good = false;
	buffer_clear(bytes);
	if (!mark_seen(verifying, path)) {
		found(verifying, "REC-MISSING", examined->where,
		      "'%s' is missing, or another record has this file", path);
		return true;
	}
	if (!read_file(verifying, path, LIMIT_ENVELOPE_BYTES, "REC-MISSING", bytes, good, err))
		return false;
	if (!*good)
		return true;
	sha256(&digest, bytes->bytes, bytes->length);
	sha256_format(hex, &digest);
	*good = text_equal(hex, examined->leaf.envelope);
	if (!*good)
		found(verifying, "REC-DIGEST", examined->where,
		      "'%s' is not the file that was put in the log", path);
	return true;
}

/* The costly part, which touches nothing but this record: see verify_request.abreast. */
static void
unseal_one(void *self, size_t index)
{
	struct examined *examined = &((struct batch *)self)->each[index];

	if (examined->has_envelope)
		examined->unsealed_well = unseal(
			&examined->arena, examined->envelope.bytes, examined->envelope.length,
			examined->verifying->request->trust, examined->index, &examined->unsealed,
			&examined->code, &examined->problem);
}

/* Envelope, signature, form, and what the entry says of it. */
static bool
is_genuine(struct examined *examined)
{
	struct verifying *verifying = examined->verifying;
	struct leaf expected;

	if (!examined->unsealed_well) {
		found(verifying, examined->code, examined->where, "%s", examined->problem.message);
		return false;
	}
	leaf_of_record(&examined->arena, &examined->unsealed.record, &examined->unsealed.payload,
		       &examined->unsealed.file, examined->leaf.previous_index, &expected);
	if (leaf_equal(&expected, &examined->leaf))
		return true;
	found(verifying, "REC-LEAF", examined->where,
	      "the log's entry does not say what the record says");
	return false;
}

static bool
tell_caller(struct examined *examined, struct error *err)
{
	const struct verify_request *request = examined->verifying->request;
	struct verified_record record = {
		.index = examined->index,
		.leaf = &examined->leaf,
		.record = &examined->unsealed.record,
		.envelope = examined->envelope.bytes,
		.envelope_length = examined->envelope.length,
		.payload = examined->unsealed.envelope.payload,
		.payload_length = examined->unsealed.envelope.payload_length,
		.signed_by = fingerprint_of(&examined->unsealed),
	};

	return !request->each || request->each(request->self, &record, err);
}

/* Entry and file of one record, for the batch. */
static bool
take(struct examined *examined, const struct entry *entry, struct error *err)
{
	struct verifying *verifying = examined->verifying;
	struct error problem;

	examined->has_leaf = examined->has_envelope = examined->unsealed_well = false;
	examined->where = arena_format(&examined->arena, "record %lld", (long long)examined->index);
	verifying->out->records++;
	if (!leaf_parse(&examined->arena, entry->bytes, entry->length, &examined->leaf, &problem)) {
		found(verifying, "REC-LEAF", examined->where, "%s", problem.message);
		return true;
	}
	examined->has_leaf = true;
	examined->where = arena_format(&examined->arena, "record %lld (%s)",
				       (long long)examined->index, examined->leaf.record_id);
	note_first_and_last(examined);
	return read_envelope(examined, &examined->has_envelope, err);
}

static bool
conclude(struct examined *examined, struct error *err)
{
	struct verifying *verifying = examined->verifying;

	if (!examined->has_leaf)
		return true;
	if (!examined->has_envelope || !is_genuine(examined)) {
		chains_pass(verifying, examined->index, &examined->leaf);
		return true;
	}
	if (!chains_add(verifying, examined->index, examined->where, &examined->leaf,
			&examined->unsealed.record) ||
	    !proofs_agree(verifying, &examined->arena, examined->where, &examined->leaf,
			  &examined->unsealed))
		return true;
	count_record(examined);
	return tell_caller(examined, err);
}

/* Of the records that were taken, in their order. */
static bool
examine_batch(struct verifying *verifying, struct batch *batch, struct error *err)
{
	const struct verify_request *request = verifying->request;
	bool good = true;

	if (request->abreast)
		request->abreast(unseal_one, batch, batch->count);
	for (size_t i = 0; !request->abreast && i < batch->count; i++)
		unseal_one(batch, i);
	for (size_t i = 0; i < batch->count; i++) {
		if (good && !is_enough(verifying))
			good = conclude(&batch->each[i], err);
		arena_clear(&batch->each[i].arena);
	}
	batch->count = batch->bytes = 0;
	return good;
}

static bool
is_full(const struct verifying *verifying, const struct batch *batch)
{
	return batch->count == BATCH_RECORDS || batch->bytes > BATCH_BYTES ||
	       verifying->request->stop_at_first;
}

static bool
examine_bundle(struct verifying *verifying, struct batch *batch, int64_t number,
	       struct entries *entries, struct error *err)
{
	struct tile tile = tile_at(TILE_ENTRIES, number, verifying->out->checkpoint.size);
	struct error problem;
	bool there;

	if (!read_bundle(verifying, number, "LEDGER-ENTRIES", &entries->bundle, &there, err))
		return false;
	/* verify_tree() has told of a broken bundle. */
	if (!there || !entries_split(entries, tile.width, &problem))
		return true;
	for (int i = 0; i < tile.width && !is_enough(verifying); i++) {
		struct examined *examined = &batch->each[batch->count++];

		examined->index = number * TILE_WIDTH + i;
		if (!take(examined, &entries->at[i], err))
			return false;
		batch->bytes += examined->envelope.length;
		if ((is_full(verifying, batch) || i == tile.width - 1) &&
		    !examine_batch(verifying, batch, err))
			return false;
	}
	return true;
}

static bool
examine_all(struct verifying *verifying, struct batch *batch, struct entries *entries,
	    struct error *err)
{
	int64_t size = verifying->out->checkpoint.size;

	for (int64_t number = 0; number * TILE_WIDTH < size && !is_enough(verifying); number++)
		if (!examine_bundle(verifying, batch, number, entries, err))
			return false;
	return true;
}

static void
batch_release(struct batch *batch)
{
	for (size_t i = 0; i < BATCH_RECORDS; i++) {
		arena_release(&batch->each[i].arena);
		buffer_release(&batch->each[i].envelope);
	}
}

bool
verify_records(struct verifying *verifying, struct error *err)
{
	struct entries *entries = arena_allocate(&verifying->keeping, sizeof(*entries));
	struct batch *batch = arena_allocate(&verifying->keeping, sizeof(*batch));
	bool done;

	for (size_t i = 0; i < BATCH_RECORDS; i++) {
		batch->each[i].verifying = verifying;
		arena_init(&batch->each[i].arena);
	}
	done = examine_all(verifying, batch, entries, err);
	batch_release(batch);
	buffer_release(&entries->bundle);
	return done;
}
