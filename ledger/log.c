/* SPDX-License-Identifier: Apache-2.0 */
/* What does the ledger hold? Opening and reading; see log.h. */
#include "ledger/log.h"

#include <string.h>

#include "base/text.h"
#include "ledger/log_tiles.h"
#include "ledger/unseal.h"

#define CHECKPOINT "checkpoint"
#define OPEN_TRIES 50 /* appends that may happen while we read the right edge */
#define SHORTEST_PREFIX 8

/* *found: there is one; its bytes are appended. */
static bool
read_checkpoint(const struct store *store, struct buffer *bytes, bool *found, struct error *err)
{
	*found = store->read(store->self, CHECKPOINT, LIMIT_CHECKPOINT_BYTES, bytes, err);
	return *found || err->code == ERROR_ABSENT || fail_while(err, "reading the checkpoint");
}

static bool
check_empty(const struct store *store, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct texts names = {0};

	arena_init(&arena);
	if (!store_list(store, &arena, "", &names, err))
		return err->code == ERROR_ABSENT;
	if (names.count > 0)
		return fail(err, ERROR_LEDGER, "there are files, such as '%s', but no checkpoint",
			    text_shown(&arena, names.at[0]));
	return true;
}

static bool
open_empty(struct arena *arena, struct log *log, struct error *err)
{
	struct merkle empty = {0};

	log->checkpoint.origin = arena_text(arena, log->trust->origin);
	merkle_root(&empty, &log->checkpoint.root);
	return check_empty(log->store, err) && log_tiles_open(log, err);
}

static bool
open_once(struct arena *arena, struct log *log, const struct buffer *bytes, struct error *err)
{
	const struct trusted_key *used;

	if (bytes->length == 0)
		return open_empty(arena, log, err);
	if (!checkpoint_verify(arena, bytes->bytes, bytes->length, log->trust, &log->checkpoint,
			       &used, err))
		return false;
	log->opened_with = used->fingerprint;
	log->checkpoint_bytes = arena_copy(arena, bytes->bytes, bytes->length);
	log->checkpoint_length = bytes->length;
	return log_tiles_open(log, err);
}

static void
start(struct arena *arena, const struct store *store, const struct trust *trust, struct log *log)
{
	struct log_tiles *tiles = log->tiles;

	if (!tiles) {
		tiles = arena_allocate(arena, sizeof(*tiles));
		tiles->arena = arena;
	}
	*log = (struct log){.store = store, .trust = trust, .tiles = tiles};
}

static bool
open_log(struct arena *arena, const struct store *store, const struct trust *trust, struct log *log,
	 struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(buffer_release) struct buffer before = {0};
	bool found;

	if (!read_checkpoint(store, &bytes, &found, err))
		return false;
	for (int tries = 0; tries < OPEN_TRIES; tries++) {
		start(arena, store, trust, log);
		if (open_once(arena, log, &bytes, err))
			return true;
		/* Somebody who appended meanwhile has removed the tiles that we were after. */
		buffer_clear(&before);
		buffer_add(&before, bytes.bytes, bytes.length);
		buffer_clear(&bytes);
		if (!read_checkpoint(store, &bytes, &found, &(struct error){0}) ||
		    (bytes.length == before.length &&
		     (bytes.length == 0 || memcmp(bytes.bytes, before.bytes, bytes.length) == 0)))
			return false;
	}
	return fail(err, ERROR_CONFLICT, "others append without a break");
}

void
log_stops(struct error *err)
{
	if (err->code == ERROR_UNAVAILABLE)
		fail_as(err, ERROR_LEDGER);
}

bool
log_open(struct arena *arena, const struct store *store, const struct trust *trust, struct log *out,
	 struct error *err)
{
	struct log log = {0};

	if (!open_log(arena, store, trust, &log, err)) {
		log_release(&log);
		log_stops(err);
		return fail_while(err, "opening the ledger '%s'", store->name);
	}
	*out = log;
	return true;
}

void
log_release(struct log *log)
{
	if (log->tiles)
		log_tiles_release(log->tiles);
	log->tiles = NULL;
}

bool
log_read_leaf(struct arena *arena, struct log *log, int64_t index, struct leaf *out,
	      struct error *err)
{
	struct entry entry;

	if (!log_tiles_entry(log, index, &entry, err))
		return false;
	if (!leaf_parse(arena, entry.bytes, entry.length, out, err))
		return fail_as(err, ERROR_LEDGER);
	return true;
}

bool
log_root_at(struct log *log, int64_t size, struct sha256 *root, struct error *err)
{
	struct merkle_nodes nodes = log_tiles_nodes(log);
	struct merkle tree = {0};
	struct sha256 subtree;

	if (size < 0 || size > log->checkpoint.size)
		return fail(err, ERROR_ABSENT, "the ledger does not have %lld records",
			    (long long)size);
	for (unsigned height = MERKLE_HEIGHT; height-- > 0;) {
		if (!(size >> height & 1))
			continue;
		if (!nodes.read(nodes.self, height, tree.size >> height, &subtree, err))
			return false;
		merkle_add_subtree(&tree, height, &subtree);
	}
	merkle_root(&tree, root);
	return true;
}

struct search {
	const char *name;
	struct buffer marks[2]; /* how it would look in an entry */
	int64_t found;          /* -1: not yet */
	bool several;
};

static bool
visit(struct search *search, struct log *log, int64_t index, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct entry entry;
	struct leaf leaf;

	arena_init(&arena);
	if (!log_tiles_entry(log, index, &entry, err))
		return false;
	if (!entry_has(&entry, &search->marks[0]) && !entry_has(&entry, &search->marks[1]))
		return true;
	if (!log_read_leaf(&arena, log, index, &leaf, err))
		return false;
	if (!text_starts_with(leaf.payload, search->name) &&
	    !text_starts_with(leaf.record_id, search->name))
		return true;
	search->several = search->found >= 0;
	search->found = index;
	return true;
}

static bool
search_all(struct search *search, struct log *log, struct error *err)
{
	bool done = true;

	buffer_add_format(&search->marks[0], "\"payload\":\"%s", search->name);
	buffer_add_format(&search->marks[1], "\"recordId\":\"%s", search->name);
	for (int64_t i = log->checkpoint.size; done && i-- > 0 && !search->several;)
		done = visit(search, log, i, err);
	buffer_release(&search->marks[0]);
	buffer_release(&search->marks[1]);
	return done;
}

bool
log_find_record(struct arena *arena, struct log *log, const char *name, int64_t *index,
		struct error *err)
{
	struct search search = {.name = name, .found = -1};

	if (strlen(name) < SHORTEST_PREFIX)
		return fail(err, ERROR_USAGE,
			    "'%s' is too short to name a record: at least %d characters",
			    text_shown(arena, name), SHORTEST_PREFIX);
	if (!search_all(&search, log, err))
		return false;
	if (search.several)
		return fail(err, ERROR_USAGE, "several records begin with '%s': give more of it",
			    text_shown(arena, name));
	if (search.found < 0)
		return fail(err, ERROR_ABSENT, "the ledger has no record '%s'",
			    text_shown(arena, name));
	*index = search.found;
	return true;
}

static bool
check_leaf(struct arena *arena, const struct unsealed *unsealed, const struct leaf *leaf,
	   struct error *err)
{
	struct leaf expected;

	leaf_of_record(arena, &unsealed->record, &unsealed->payload, &unsealed->file,
		       leaf->previous_index, &expected);
	return leaf_equal(&expected, leaf) ||
	       fail(err, ERROR_LEDGER, "the envelope is not the one that its entry tells of");
}

static bool
read_envelope(const struct store *store, const char *path, struct buffer *bytes, struct error *err)
{
	if (store->read(store->self, path, LIMIT_ENVELOPE_BYTES, bytes, err))
		return true;
	return err->code == ERROR_ABSENT ? fail_as(err, ERROR_LEDGER) : false;
}

bool
log_read_record(struct arena *arena, struct log *log, int64_t index, struct logged *out,
		struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct logged logged = {.index = index};
	struct unsealed unsealed;
	const char *path, *code;

	if (!log_read_leaf(arena, log, index, &logged.leaf, err))
		return false;
	path = leaf_path(arena, &logged.leaf);
	if (!read_envelope(log->store, path, &bytes, err) ||
	    !unseal(arena, bytes.bytes, bytes.length, log->trust, index, &unsealed, &code, err) ||
	    !check_leaf(arena, &unsealed, &logged.leaf, err))
		return fail_while(err, "reading the record '%s'", path);
	logged.envelope = arena_copy(arena, bytes.bytes, bytes.length);
	logged.envelope_length = bytes.length;
	logged.record = unsealed.record;
	logged.signed_by = unsealed.signed_by->fingerprint;
	*out = logged;
	return true;
}

bool
log_receipt(struct arena *arena, struct log *log, int64_t index, struct receipt *out,
	    struct error *err)
{
	struct merkle_nodes nodes = log_tiles_nodes(log);
	struct receipt receipt = {
		.index = index,
		.checkpoint = log->checkpoint,
		.checkpoint_bytes =
			arena_copy(arena, log->checkpoint_bytes, log->checkpoint_length),
		.checkpoint_length = log->checkpoint_length,
	};
	struct entry entry;

	if (!log_tiles_entry(log, index, &entry, err) ||
	    !merkle_prove_inclusion(arena, &nodes, index, log->checkpoint.size, &receipt.proof,
				    err))
		return fail_while(err, "proving that a record is in the ledger");
	receipt.leaf = arena_copy(arena, entry.bytes, entry.length);
	receipt.leaf_length = entry.length;
	*out = receipt;
	return true;
}

bool
log_consistency(struct arena *arena, struct log *log, int64_t size, struct hashes *proof,
		struct error *err)
{
	struct merkle_nodes nodes = log_tiles_nodes(log);

	if (size < 0 || size > log->checkpoint.size)
		return fail(err, ERROR_ABSENT, "the ledger has %lld records, not %lld",
			    (long long)log->checkpoint.size, (long long)size);
	return merkle_prove_consistency(arena, &nodes, size, log->checkpoint.size, proof, err) ||
	       fail_while(err, "proving that the ledger only grew");
}

bool
log_lock(const struct store *store, struct error *err)
{
	if (store->lock(store->self, err))
		return true;
	log_stops(err);
	return fail_while(err, "locking the ledger '%s'", store->name);
}

void
log_unlock(const struct store *store)
{
	store->unlock(store->self);
}

bool
log_publish(const struct store *store, const char *reason, struct error *err)
{
	return !store->publish || store->publish(store->self, reason, err) ||
	       fail_while(err, "publishing in the ledger '%s'", store->name);
}
