/* SPDX-License-Identifier: Apache-2.0 */
/* Is one record genuine, and the one that its entry tells of? See verify_record.h. */
#include "ledger/verify_record.h"

#include "base/text.h"

#define LARGEST_KEPT ((size_t)64 * 1024) /* room for an envelope that the next may use */

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

/* ---- side by side -------------------------------------------------------------------------------
 */

static void
read_leaf(struct examined *examined)
{
	struct arena *arena = &examined->arena;
	const struct entry *entry = &examined->entry;
	long long number = examined->index;

	examined->has_leaf =
		leaf_read(arena, entry->bytes, entry->length, &examined->leaf, &examined->problem);
	examined->where = examined->has_leaf ? arena_format(arena, "record %lld (%s)", number,
							    examined->leaf.record_id)
					     : arena_format(arena, "record %lld", number);
}

static void
read_envelope(struct examined *examined)
{
	const struct store *store = examined->verifying->request->store;

	examined->path = leaf_path(&examined->arena, &examined->leaf);
	examined->has_envelope = store->read(store->self, examined->path, LIMIT_ENVELOPE_BYTES,
					     &examined->envelope, &examined->problem);
}

static bool
compare_with_entry(struct examined *examined)
{
	struct leaf expected;

	leaf_of_record(&examined->arena, &examined->unsealed.record, &examined->unsealed.payload,
		       &examined->unsealed.file, examined->leaf.previous_index, &expected);
	return leaf_is_entry(&expected, examined->entry.bytes, examined->entry.length);
}

static void
unseal_it(struct examined *examined)
{
	const struct buffer *bytes = &examined->envelope;
	struct unsealed *unsealed = &examined->unsealed;
	char hex[65];

	examined->unsealed_well = unseal(&examined->arena, bytes->bytes, bytes->length,
					 examined->verifying->request->trust, examined->index,
					 unsealed, &examined->code, &examined->problem);
	if (!examined->unsealed_well)
		sha256(&unsealed->file, bytes->bytes, bytes->length);
	sha256_format(hex, &unsealed->file);
	examined->is_of_entry = text_equal(hex, examined->leaf.envelope);
	examined->says_the_same = examined->unsealed_well && compare_with_entry(examined);
}

/* An entry that is what we would write for its record has our form; of others it is to be seen. */
static void
check_form(struct examined *examined)
{
	struct error problem;

	if (examined->says_the_same ||
	    leaf_parse(&examined->arena, examined->entry.bytes, examined->entry.length,
		       &examined->leaf, &problem))
		return;
	examined->has_leaf = false;
	examined->problem = problem;
	examined->where = arena_format(&examined->arena, "record %lld", (long long)examined->index);
}

void
examined_begin(struct examined *examined, int64_t index, const struct entry *entry)
{
	examined->index = index;
	examined->entry.bytes = arena_copy(&examined->arena, entry->bytes, entry->length);
	examined->entry.length = entry->length;
	examined->is_examined = examined->has_leaf = examined->has_envelope = false;
	examined->says_the_same = false;
}

void
examined_read(struct examined *examined)
{
	examined->is_examined = true;
	read_leaf(examined);
	if (examined->has_leaf)
		read_envelope(examined);
	if (examined->has_envelope)
		unseal_it(examined);
	if (examined->has_leaf)
		check_form(examined);
}

/* ---- in order -----------------------------------------------------------------------------------
 */

/* *good: the file is there, and is no other record's. */
static bool
has_file(struct examined *examined, bool *good, struct error *err)
{
	struct verifying *verifying = examined->verifying;

	*good = false;
	if (!names_mark(&verifying->names, examined->path)) {
		found(verifying, "REC-MISSING", examined->where,
		      "'%s' is missing, or another record has this file", examined->path);
		return true;
	}
	*good = examined->has_envelope;
	return *good ||
	       cannot_read(verifying, examined->path, "REC-MISSING", &examined->problem, err);
}

/* Envelope, signature, form, and what the entry says of it. */
static bool
is_genuine(struct examined *examined)
{
	struct verifying *verifying = examined->verifying;

	if (!examined->is_of_entry)
		found(verifying, "REC-DIGEST", examined->where,
		      "'%s' is not the file that was put in the log", examined->path);
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

static bool
conclude_leaf(struct examined *examined, struct error *err)
{
	struct verifying *verifying = examined->verifying;
	bool good;

	note_first_and_last(examined);
	if (!has_file(examined, &good, err))
		return false;
	if (!good || !is_genuine(examined))
		return chains_pass(verifying, examined->index, &examined->leaf, err);
	if (!chains_add(verifying, examined->index, examined->where, &examined->leaf,
			&examined->unsealed.record, &good, err))
		return false;
	if (!good || !proofs_agree(verifying, &examined->arena, examined->where, &examined->leaf,
				   &examined->unsealed))
		return true;
	count_record(examined);
	return tell_caller(examined, err);
}

bool
examined_conclude(struct examined *examined, struct error *err)
{
	struct verifying *verifying = examined->verifying;

	verifying->out->records++;
	if (!examined->is_examined)
		examined_read(examined);
	if (examined->has_leaf)
		return conclude_leaf(examined, err);
	found(verifying, "REC-LEAF", examined->where, "%s", examined->problem.message);
	return true;
}

void
examined_end(struct examined *examined)
{
	arena_clear(&examined->arena);
	if (examined->envelope.capacity > LARGEST_KEPT)
		buffer_release(&examined->envelope);
	buffer_clear(&examined->envelope);
}
