/* SPDX-License-Identifier: Apache-2.0 */
/* Is each record genuine, and the one that its entry tells of? Part of verify.h. */
#include <string.h>

#include "base/text.h"
#include "ledger/log_tiles.h"
#include "ledger/unseal.h"
#include "ledger/verify_state.h"

/* One record under examination; its arena is emptied for the next. */
struct examined {
	struct verifying *verifying;
	struct arena arena;
	int64_t index;
	const char *where;
	struct leaf leaf;
	struct buffer envelope;
	struct unsealed unsealed;
};

static const char *
fingerprint_of(const struct unsealed *unsealed)
{
	return unsealed->signed_by ? unsealed->signed_by->fingerprint : NULL;
}

static void
count_signature(struct verifying *verifying, const char *fingerprint)
{
	struct verification *out = verifying->out;
	struct key_use *use;

	if (!fingerprint)
		return;
	for (size_t i = 0; i < out->keys.count; i++)
		if (out->keys.at[i].usage == USAGE_RECORD &&
		    text_equal(out->keys.at[i].fingerprint, fingerprint)) {
			out->keys.at[i].signatures++;
			return;
		}
	use = LIST_ADD(verifying->arena, &out->keys);
	use->fingerprint = arena_text(verifying->arena, fingerprint);
	use->usage = USAGE_RECORD;
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
	count_signature(examined->verifying, fingerprint_of(&examined->unsealed));
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

/* Envelope, signature, form, and what the entry says of it. */
static bool
is_genuine(struct examined *examined)
{
	struct verifying *verifying = examined->verifying;
	struct leaf expected;
	struct error problem;
	const char *code;

	if (!unseal(&examined->arena, examined->envelope.bytes, examined->envelope.length,
		    verifying->request->trust, examined->index, &examined->unsealed, &code,
		    &problem)) {
		found(verifying, code, examined->where, "%s", problem.message);
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

static bool
examine(struct examined *examined, const struct entry *entry, struct error *err)
{
	struct verifying *verifying = examined->verifying;
	struct error problem;
	bool good;

	examined->where = arena_format(&examined->arena, "record %lld", (long long)examined->index);
	verifying->out->records++;
	if (!leaf_parse(&examined->arena, entry->bytes, entry->length, &examined->leaf, &problem)) {
		found(verifying, "REC-LEAF", examined->where, "%s", problem.message);
		return true;
	}
	examined->where = arena_format(&examined->arena, "record %lld (%s)",
				       (long long)examined->index, examined->leaf.record_id);
	note_first_and_last(examined);
	if (!read_envelope(examined, &good, err))
		return false;
	if (!good || !is_genuine(examined)) {
		chains_pass(verifying, examined->index, &examined->leaf);
		return true;
	}
	if (!chains_add(verifying, examined->index, examined->where, &examined->leaf,
			&examined->unsealed.record))
		return true;
	count_record(examined);
	return tell_caller(examined, err);
}

static bool
examine_bundle(struct examined *examined, int64_t number, struct entries *entries,
	       struct error *err)
{
	struct verifying *verifying = examined->verifying;
	struct tile tile = tile_at(TILE_ENTRIES, number, verifying->out->checkpoint.size);
	struct error problem;
	bool there;

	if (!read_bundle(verifying, number, "LEDGER-ENTRIES", &entries->bundle, &there, err))
		return false;
	/* verify_tree() has told of a broken bundle. */
	if (!there || !entries_split(entries, tile.width, &problem))
		return true;
	for (int i = 0; i < tile.width && !is_enough(verifying); i++) {
		examined->index = number * TILE_WIDTH + i;
		if (!examine(examined, &entries->at[i], err))
			return false;
		arena_release(&examined->arena);
	}
	return true;
}

static bool
examine_all(struct examined *examined, struct entries *entries, struct error *err)
{
	struct verifying *verifying = examined->verifying;
	int64_t size = verifying->out->checkpoint.size;

	for (int64_t number = 0; number * TILE_WIDTH < size && !is_enough(verifying); number++)
		if (!examine_bundle(examined, number, entries, err))
			return false;
	return true;
}

bool
verify_records(struct verifying *verifying, struct error *err)
{
	struct entries *entries = arena_allocate(&verifying->keeping, sizeof(*entries));
	struct examined examined = {.verifying = verifying};
	bool done;

	arena_init(&examined.arena);
	done = examine_all(&examined, entries, err);
	arena_release(&examined.arena);
	buffer_release(&examined.envelope);
	buffer_release(&entries->bundle);
	return done;
}
