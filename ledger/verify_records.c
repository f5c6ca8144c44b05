/* SPDX-License-Identifier: Apache-2.0 */
/* Is each record genuine, and the one that its entry tells of? Part of verify.h. */
#include <string.h>

#include "base/text.h"
#include "ledger/log_tiles.h"
#include "ledger/unseal.h"
#include "ledger/verify_state.h"

/* So many are read and unsealed side by side, unless their files are large. */
#define BATCH_RECORDS 64
#define BATCH_BYTES ((size_t)8 * 1024 * 1024)

/* One record under examination; its arena is emptied for the next. */
struct examined {
	struct verifying *verifying;
	struct arena arena;
	int64_t index;
	const struct entry *entry;
	const char *where;
	bool has_leaf; /* else there is nothing to be said of it */
	struct leaf leaf;
	bool has_envelope;
	struct buffer envelope;
	bool is_of_entry; /* the envelope */
	bool unsealed_well;
	struct unsealed unsealed;
	const char *code; /* why it was not, and in words; of the leaf only the words */
	struct error problem;
	bool says_the_same; /* as the entry */
};

/* Of `count` the leaves are read; those from `begin` to `end` have their files. */
struct batch {
	struct examined each[BATCH_RECORDS];
	size_t count, begin, end;
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

	*good = false;
	buffer_clear(&examined->envelope);
	if (!mark_seen(verifying, path)) {
		found(verifying, "REC-MISSING", examined->where,
		      "'%s' is missing, or another record has this file", path);
		return true;
	}
	return read_file(verifying, path, LIMIT_ENVELOPE_BYTES, "REC-MISSING", &examined->envelope,
			 good, err);
}

/* The costly parts, which touch nothing but this record: see verify_request.abreast. */
static void
read_leaf(void *self, size_t index)
{
	struct examined *examined = &((struct batch *)self)->each[index];
	struct arena *arena = &examined->arena;
	long long number = examined->index;

	examined->has_envelope = false;
	examined->has_leaf = leaf_parse(arena, examined->entry->bytes, examined->entry->length,
					&examined->leaf, &examined->problem);
	examined->where = examined->has_leaf ? arena_format(arena, "record %lld (%s)", number,
							    examined->leaf.record_id)
					     : arena_format(arena, "record %lld", number);
}

static bool
compare_with_entry(struct examined *examined)
{
	struct leaf expected;

	leaf_of_record(&examined->arena, &examined->unsealed.record, &examined->unsealed.payload,
		       &examined->unsealed.file, examined->leaf.previous_index, &expected);
	return leaf_is_entry(&expected, examined->entry->bytes, examined->entry->length);
}

static void
unseal_one(void *self, size_t index)
{
	struct batch *batch = self;
	struct examined *examined = &batch->each[batch->begin + index];
	const struct buffer *bytes = &examined->envelope;
	struct unsealed *unsealed = &examined->unsealed;
	char hex[65];

	if (!examined->has_envelope)
		return;
	examined->unsealed_well = unseal(&examined->arena, bytes->bytes, bytes->length,
					 examined->verifying->request->trust, examined->index,
					 unsealed, &examined->code, &examined->problem);
	if (!examined->unsealed_well)
		sha256(&unsealed->file, bytes->bytes, bytes->length);
	sha256_format(hex, &unsealed->file);
	examined->is_of_entry = text_equal(hex, examined->leaf.envelope);
	examined->says_the_same = examined->unsealed_well && compare_with_entry(examined);
}

/* Envelope, signature, form, and what the entry says of it. */
static bool
is_genuine(struct examined *examined)
{
	struct verifying *verifying = examined->verifying;

	if (!examined->is_of_entry)
		found(verifying, "REC-DIGEST", examined->where,
		      "'%s' is not the file that was put in the log",
		      leaf_path(&examined->arena, &examined->leaf));
	else if (!examined->unsealed_well)
		found(verifying, examined->code, examined->where, "%s", examined->problem.message);
	else if (!examined->says_the_same)
		found(verifying, "REC-LEAF", examined->where,
		      "the log's entry does not say what the record says");
	else
		return true;
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

/* The file of one record, if it has a leaf. */
static bool
take(struct examined *examined, struct error *err)
{
	examined->verifying->out->records++;
	if (!examined->has_leaf) {
		found(examined->verifying, "REC-LEAF", examined->where, "%s",
		      examined->problem.message);
		return true;
	}
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

static void
run_jobs(const struct verifying *verifying, void (*job)(void *self, size_t index),
	 struct batch *batch, size_t count)
{
	if (verifying->request->abreast)
		verifying->request->abreast(job, batch, count);
	else
		for (size_t i = 0; i < count; i++)
			job(batch, i);
}

/* Takes the files from `begin` on that may lie in memory at once. */
static bool
take_some(struct verifying *verifying, struct batch *batch, struct error *err)
{
	size_t bytes = 0;

	batch->end = batch->begin;
	while (batch->end < batch->count && bytes <= BATCH_BYTES && !is_enough(verifying)) {
		struct examined *examined = &batch->each[batch->end++];

		if (!take(examined, err))
			return false;
		bytes += examined->envelope.length;
	}
	return true;
}

/* Of the records that were taken, in their order. */
static bool
conclude_some(struct verifying *verifying, struct batch *batch, struct error *err)
{
	for (; batch->begin < batch->end && !is_enough(verifying); batch->begin++)
		if (!conclude(&batch->each[batch->begin], err))
			return false;
	return true;
}

static bool
examine_batch(struct verifying *verifying, struct batch *batch, struct error *err)
{
	bool good = true;

	run_jobs(verifying, read_leaf, batch, batch->count);
	for (batch->begin = 0; good && batch->begin < batch->count && !is_enough(verifying);) {
		good = take_some(verifying, batch, err);
		if (!good)
			break;
		run_jobs(verifying, unseal_one, batch, batch->end - batch->begin);
		good = conclude_some(verifying, batch, err);
	}
	for (size_t i = 0; i < batch->count; i++)
		arena_clear(&batch->each[i].arena);
	return good;
}

static bool
examine_entries(struct verifying *verifying, struct batch *batch, int64_t first,
		const struct entry *entries, size_t count, struct error *err)
{
	size_t most = verifying->request->stop_at_first ? 1 : BATCH_RECORDS;

	for (size_t at = 0; at < count && !is_enough(verifying); at += batch->count) {
		batch->count = count - at < most ? count - at : most;
		for (size_t i = 0; i < batch->count; i++) {
			batch->each[i].index = first + (int64_t)(at + i);
			batch->each[i].entry = &entries[at + i];
		}
		if (!examine_batch(verifying, batch, err))
			return false;
	}
	return true;
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
	return examine_entries(verifying, batch, number * TILE_WIDTH, entries->at,
			       (size_t)tile.width, err);
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
