/* SPDX-License-Identifier: Apache-2.0 */
/* How does a record get in? See log.h for the order of the writes, which is what makes it safe. */
#include <string.h>

#include "base/text.h"
#include "core/obligations.h"
#include "ledger/log_chain.h"
#include "ledger/log_earlier.h"
#include "ledger/log_proof.h"
#include "ledger/log_tiles.h"
#include "ledger/unseal.h"

#define CHECKPOINT "checkpoint"

/* One append at work. */
struct append {
	struct arena *arena; /* the caller's */
	struct log *log;
	const struct signer *signer;
	const char *envelope;
	size_t envelope_length;
	struct unsealed unsealed;
	struct key_state state;
	struct leaf leaf;
	struct buffer entry;
	struct sha256 hash;
	struct merkle tree; /* with the record */
	struct buffer checkpoint;
	enum append_fault fault;
	int top;                            /* highest level that changes */
	struct sha256 carried[TILE_LEVELS]; /* hash that is added at each level up to `top` */
};

static bool
check_checkpoint(const struct append *append, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const struct log *log = append->log;

	if (!log->store->read(log->store->self, CHECKPOINT, LIMIT_CHECKPOINT_BYTES, &bytes, err) &&
	    err->code != ERROR_ABSENT)
		return false;
	if (bytes.length == log->checkpoint_length &&
	    (bytes.length == 0 || memcmp(bytes.bytes, log->checkpoint_bytes, bytes.length) == 0))
		return true;
	return fail(err, ERROR_CONFLICT, "somebody else has appended meanwhile");
}

/* Notes whose fault the failure is that is said next. */
static bool
fail_record(struct append *append, enum append_fault fault)
{
	append->fault = fault;
	return false;
}

/* The walk stands at the newest record of the key; finds the one at a place of its chain. */
static bool
walk_to(struct chain_walk *walk, int64_t sequence, struct error *err)
{
	while (walk->index >= 0 && walk->leaf.sequence > sequence)
		if (!chain_walk_back(walk, err))
			return false;
	return true;
}

static bool
find_same(struct append *append, int64_t *index, struct error *err)
{
	RELEASED_BY(chain_walk_release) struct chain_walk walk;
	const struct record *record = &append->unsealed.record;
	char payload[65], envelope[65];

	sha256_format(payload, &append->unsealed.payload);
	sha256_format(envelope, &append->unsealed.file);
	*index = -1;
	if (!chain_walk_start(&walk, append->log, &record->key, err) ||
	    !walk_to(&walk, record->chain.sequence, err))
		return false;
	if (walk.index < 0 || !text_equal(walk.leaf.payload, payload))
		return true;
	if (!text_equal(walk.leaf.envelope, envelope))
		return fail_record(append, FAULT_OF_RECORD) ||
		       fail(err, ERROR_LEDGER,
			    "the ledger has this record already, in another envelope");
	*index = walk.index;
	return true;
}

/* The record must continue the chain as it is, and tell the same of it. */
static bool
check_chain(struct append *append, struct error *err)
{
	const struct chain *chain = &append->unsealed.record.chain;
	const struct key_state *state = &append->state;

	if (chain->sequence != state->sequence ||
	    !text_equal(chain->previous_record, state->previous_record))
		return fail_record(append,
				   chain->sequence > state->sequence ? FAULT_AHEAD : FAULT_STALE) ||
		       fail(err, ERROR_CONFLICT,
			    "CHAIN-STALE: the record is number %lld of its chain, the next is "
			    "number %lld",
			    (long long)chain->sequence, (long long)state->sequence);
	if (!obligations_equal(chain->obligations, state->obligations))
		return fail_record(append, FAULT_OF_RECORD) ||
		       fail(err, ERROR_LEDGER,
			    "CHAIN-OBLIGATIONS: the record does not carry on what emergencies left to "
			    "be done");
	if (!append->unsealed.record.evidence || append->unsealed.record.kind == RECORD_RETRO)
		return true;
	if (!chain->in_place != !state->in_place ||
	    (state->in_place && (!text_equal(chain->in_place->record, state->in_place->record) ||
				 chain->in_place->index != state->in_place->index)))
		return fail_record(append, FAULT_OF_RECORD) ||
		       fail(err, ERROR_LEDGER,
			    "CHAIN-IN-PLACE: the record does not begin at what is in place");
	return true;
}

static bool
is_mentioned(const struct leaf *leaf, const char *digest, bool attempt)
{
	return text_equal(leaf->payload, digest) && (leaf->kind == RECORD_ATTEMPT) == attempt;
}

/* What an outcome is about, and what closes an attempt, must be in the same chain. */
static bool
check_mentioned(struct append *append, struct error *err)
{
	RELEASED_BY(chain_walk_release) struct chain_walk walk;
	const struct record *record = &append->unsealed.record;
	const char *about = record->about, *attempt = record->chain.attempt;

	if (!chain_walk_start(&walk, append->log, &record->key, err))
		return false;
	while ((about || attempt) && walk.index >= 0) {
		if (about && is_mentioned(&walk.leaf, about, false))
			about = NULL;
		if (attempt && text_equal(walk.leaf.attempt, attempt))
			return fail_record(append, FAULT_OF_RECORD) ||
			       fail(err, ERROR_LEDGER,
				    "REC-ATTEMPT: the attempt is closed already");
		if (attempt && is_mentioned(&walk.leaf, attempt, true))
			attempt = NULL;
		if (!chain_walk_back(&walk, err))
			return false;
	}
	if (about || attempt)
		fail_record(append, FAULT_OF_RECORD);
	if (about)
		return fail(err, ERROR_LEDGER, "REC-ABOUT: its chain has no record '%s'",
			    text_shown(append->arena, about));
	if (attempt)
		return fail(err, ERROR_LEDGER, "REC-ATTEMPT: its chain has no attempt '%s'",
			    text_shown(append->arena, attempt));
	return true;
}

/* What the record rests on: earlier records, and the platform's tokens. */
static bool
check_grounds(struct append *append, struct error *err)
{
	const char *code;

	if (log_check_earlier(append->log, &append->unsealed.record, &code, err) &&
	    log_check_proof(append->arena, append->log, &append->unsealed, &code, err))
		return true;
	if (!code)
		return false;
	append->fault = FAULT_OF_RECORD;
	return fail_while(err, "%s", code);
}

static bool
make_entry(struct append *append, struct error *err)
{
	if (append->log->checkpoint.size >= LIMIT_LEDGER_SIZE - 1)
		return fail(err, ERROR_LEDGER, "the ledger is full");
	leaf_of_record(append->arena, &append->unsealed.record, &append->unsealed.payload,
		       &append->unsealed.file, append->state.previous_index, &append->leaf);
	if (!leaf_write(&append->entry, &append->leaf, err))
		return false;
	merkle_leaf(&append->hash, append->entry.bytes, append->entry.length);
	append->tree = append->log->tree;
	merkle_add(&append->tree, &append->hash);
	return true;
}

static bool
make_checkpoint(struct append *append, struct error *err)
{
	struct checkpoint checkpoint = {.origin = append->log->trust->origin,
					.size = append->tree.size};
	struct checkpoint again;

	merkle_root(&append->tree, &checkpoint.root);
	buffer_clear(&append->checkpoint);
	if (!checkpoint_sign(&checkpoint, append->signer, &append->checkpoint, err))
		return false;
	/* A checkpoint by a key that nobody trusts would lock everybody out. */
	return checkpoint_verify(append->arena, append->checkpoint.bytes, append->checkpoint.length,
				 append->log->trust, &again, NULL, err);
}

static bool
replace(struct append *append, const char *name, const struct buffer *bytes, struct error *err)
{
	const struct store *store = append->log->store;

	return store->replace(store->self, name, bytes->bytes, bytes->length, err);
}

/* So that files without a checkpoint are always a loss, never a beginning. */
static bool
write_empty_checkpoint(struct append *append, struct error *err)
{
	struct append empty = *append;
	bool done;

	if (append->log->checkpoint_bytes)
		return true;
	empty.tree = (struct merkle){0};
	empty.checkpoint = (struct buffer){0};
	done = make_checkpoint(&empty, err) && replace(&empty, CHECKPOINT, &empty.checkpoint, err);
	buffer_release(&empty.checkpoint);
	return done;
}

static bool
write_envelope(struct append *append, struct error *err)
{
	const struct store *store = append->log->store;
	const char *path = leaf_path(append->arena, &append->leaf);

	if (store->create(store->self, path, append->envelope, append->envelope_length, err))
		return true;
	if (err->code == ERROR_CONFLICT)
		return fail_record(append, FAULT_OF_RECORD) ||
		       fail(err, ERROR_LEDGER,
			    "'%s' exists with other content: the record id is taken", path);
	return false;
}

static bool
write_entries(struct append *append, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bundle = {0};
	const struct log *log = append->log;
	const struct buffer *before = &log->tiles->edge_entries.bundle;
	int64_t size = log->checkpoint.size;
	struct tile tile = tile_at(TILE_ENTRIES, size / TILE_WIDTH, size + 1);

	if (tile.width > 1)
		buffer_add(&bundle, before->bytes, before->length);
	entry_add(&bundle, append->entry.bytes, append->entry.length);
	return replace(append, tile_path(append->arena, &tile), &bundle, err);
}

static bool
write_hashes(struct append *append, int level, struct tile *tile, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const struct sha256 *edge = append->log->tiles->edge[level];
	int64_t last = tile_level_size(level, append->tree.size) - 1;

	*tile = tile_at(level, last / TILE_WIDTH, append->tree.size);
	buffer_add(&bytes, edge, (size_t)(tile->width - 1) * sizeof(edge[0]));
	buffer_add(&bytes, &append->carried[level], sizeof(append->carried[level]));
	return replace(append, tile_path(append->arena, tile), &bytes, err);
}

/* A tile that becomes full adds its root to the level above. */
static bool
write_levels(struct append *append, struct error *err)
{
	append->carried[0] = append->hash;
	for (int level = 0; level < TILE_LEVELS; level++) {
		struct sha256 *edge = append->log->tiles->edge[level];
		struct tile tile;

		append->top = level;
		if (!write_hashes(append, level, &tile, err))
			return false;
		if (tile.width < TILE_WIDTH)
			return true;
		edge[TILE_WIDTH - 1] = append->carried[level]; /* counts only from the swap on */
		if (level + 1 < TILE_LEVELS)
			hashes_root(edge, TILE_HEIGHT, &append->carried[level + 1]);
	}
	return true;
}

/* Removes the partial tiles of a tile that a wider one has replaced. What stays does no harm. */
static void
remove_partials(const struct append *append, int level, int64_t number)
{
	const struct store *store = append->log->store;
	struct tile tile = tile_at(level, number, append->tree.size);
	struct tile partial = {level, number, 1};
	struct error ignored;
	struct texts names = {0};
	char *folder = tile_path(append->arena, &partial);
	const char *current = tile_path(append->arena, &tile);

	*strrchr(folder, '/') = '\0';
	if (!store_list(store, append->arena, folder, &names, &ignored))
		return;
	for (size_t i = 0; i < names.count; i++)
		if (!text_equal(names.at[i], current))
			(void)store->remove(store->self, names.at[i], &ignored);
}

static void
remove_superseded(const struct append *append)
{
	for (int level = TILE_ENTRIES; level <= append->top; level++) {
		int64_t last = tile_level_size(level, append->tree.size) - 1;
		int64_t number = last / TILE_WIDTH;

		remove_partials(append, level, number);
		if (number > 0 && last % TILE_WIDTH == 0)
			remove_partials(append, level, number - 1);
	}
}

/* The log becomes the one with the record. */
static void
move_on(struct append *append)
{
	struct log *log = append->log;
	struct log_tiles *tiles = log->tiles;
	struct entries *entries = &tiles->edge_entries;
	struct error never;

	for (int level = 0; level <= append->top; level++) {
		int64_t last = tile_level_size(level, append->tree.size) - 1;

		tiles->edge[level][last % TILE_WIDTH] = append->carried[level];
	}
	if (log->checkpoint.size % TILE_WIDTH == 0)
		buffer_clear(&entries->bundle);
	entry_add(&entries->bundle, append->entry.bytes, append->entry.length);
	log->tree = append->tree;
	log->checkpoint.size = append->tree.size;
	merkle_root(&log->tree, &log->checkpoint.root);
	log->checkpoint_bytes =
		arena_copy(tiles->arena, append->checkpoint.bytes, append->checkpoint.length);
	log->checkpoint_length = append->checkpoint.length;
	entries->number = (log->checkpoint.size - 1) / TILE_WIDTH;
	(void)entries_split(entries, (int)((log->checkpoint.size - 1) % TILE_WIDTH) + 1, &never);
}

static bool
write_all(struct append *append, struct error *err)
{
	return write_empty_checkpoint(append, err) && write_envelope(append, err) &&
	       write_entries(append, err) && write_levels(append, err) &&
	       replace(append, CHECKPOINT, &append->checkpoint, err);
}

/* The proof of the last entry is the roots of what was there before it: nothing needs to be read.
 */
static void
fill_receipt(struct append *append, struct receipt *out)
{
	const struct log *log = append->log;
	struct receipt receipt = {
		.index = log->checkpoint.size - 1,
		.checkpoint = log->checkpoint,
		.checkpoint_bytes =
			arena_copy(append->arena, log->checkpoint_bytes, log->checkpoint_length),
		.checkpoint_length = log->checkpoint_length,
		.leaf = arena_copy(append->arena, append->entry.bytes, append->entry.length),
		.leaf_length = append->entry.length};

	*out = receipt;
}

static void
fill_proof(struct append *append, const struct merkle *before, struct receipt *out)
{
	struct sha256 *hash;

	for (unsigned height = 0; height < MERKLE_HEIGHT; height++) {
		if (!((before->size >> height) & 1))
			continue;
		hash = LIST_ADD(append->arena, &out->proof);
		*hash = before->peaks[height];
	}
}

static bool
append_new(struct append *append, struct receipt *out, struct error *err)
{
	struct merkle before = append->log->tree;

	if (!log_key_state(append->arena, append->log, &append->unsealed.record.key, &append->state,
			   err) ||
	    !check_chain(append, err) || !check_mentioned(append, err) ||
	    !check_grounds(append, err) || !make_entry(append, err) ||
	    !make_checkpoint(append, err) || !write_all(append, err))
		return false;
	move_on(append);
	remove_superseded(append);
	fill_receipt(append, out);
	fill_proof(append, &before, out);
	return true;
}

/* As what comes next in the log. */
static bool
open_envelope(struct append *append, struct error *err)
{
	const struct log *log = append->log;
	const char *code;

	if (unseal(append->arena, append->envelope, append->envelope_length, log->trust,
		   log->checkpoint.size, &append->unsealed, &code, err))
		return true;
	append->fault = FAULT_OF_RECORD;
	return fail_while(err, "%s", code);
}

/*
 * What is in the log already, byte for byte, was judged when it came in: its key may have been
 * retired since. What cannot be read is not in it.
 */
static bool
find_envelope(struct append *append, int64_t *index, struct error *err)
{
	const char *code;
	struct error unreadable;

	*index = -1;
	return !unseal(append->arena, append->envelope, append->envelope_length, NULL, -1,
		       &append->unsealed, &code, &unreadable) ||
	       find_same(append, index, err);
}

static bool
run(struct append *append, struct receipt *out, struct error *err)
{
	int64_t index;

	if (!check_checkpoint(append, err) || !find_envelope(append, &index, err))
		return false;
	if (index < 0)
		return open_envelope(append, err) && append_new(append, out, err);
	if (!log_receipt(append->arena, append->log, index, out, err))
		return false;
	out->already_appended = true;
	return true;
}

bool
log_append_judged(struct arena *arena, struct log *log, const char *envelope, size_t length,
		  const struct signer *checkpoint_signer, struct receipt *out,
		  enum append_fault *fault, struct error *err)
{
	struct append append = {.arena = arena,
				.log = log,
				.signer = checkpoint_signer,
				.envelope = envelope,
				.envelope_length = length};
	struct receipt receipt = {0};
	bool done = run(&append, &receipt, err);

	buffer_release(&append.entry);
	buffer_release(&append.checkpoint);
	if (!done) {
		*fault = append.fault;
		log_stops(err);
		return false;
	}
	*out = receipt;
	return true;
}

bool
log_append(struct arena *arena, struct log *log, const char *envelope, size_t length,
	   const struct signer *checkpoint_signer, struct receipt *out, struct error *err)
{
	enum append_fault fault;

	return log_append_judged(arena, log, envelope, length, checkpoint_signer, out, &fault,
				 err) ||
	       fail_while(err, "appending to the ledger '%s'", log->store->name);
}

bool
log_find_envelope(struct arena *arena, struct log *log, const char *envelope, size_t length,
		  bool *found, struct receipt *out, struct error *err)
{
	struct append append = {
		.arena = arena, .log = log, .envelope = envelope, .envelope_length = length};
	int64_t index;

	if (!find_envelope(&append, &index, err))
		return false;
	*found = index >= 0;
	return !*found || log_receipt(arena, log, index, out, err);
}
