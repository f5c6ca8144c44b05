/* SPDX-License-Identifier: Apache-2.0 */
/* Is each record genuine? Goes through the log in rounds: while some records are read and unsealed
 * side by side, those of the round before are put in order. Part of verify.h. */
#include <stdatomic.h>
#include <string.h>

#include "ledger/verify_record.h"

/* So many are read and unsealed side by side, as long as their files are not large. */
#define BATCH_RECORDS 64
#define BATCH_BYTES ((size_t)8 * 1024 * 1024)

struct batch {
	struct examined each[BATCH_RECORDS];
	size_t count;
	atomic_size_t bytes; /* of files that lie in memory */
};

struct rounds {
	struct verifying *verifying;
	struct batch batches[2];
	struct batch *now, *before;
	struct entries entries; /* of one bundle */
	int64_t bundle;         /* number of the next one */
	int64_t next;           /* index of the record that is taken next from `entries` */
	int left;               /* of `entries` */
	bool done;              /* `before` was put in order */
	struct error *err;
};

static bool
read_next_bundle(struct rounds *rounds, struct error *err)
{
	struct verifying *verifying = rounds->verifying;
	struct tile tile = tile_at(TILE_ENTRIES, rounds->bundle, verifying->out->checkpoint.size);
	struct error problem;
	bool there;

	rounds->next = rounds->bundle * TILE_WIDTH;
	if (!read_bundle(verifying, rounds->bundle++, "LEDGER-ENTRIES", &rounds->entries.bundle,
			 &there, err))
		return false;
	/* verify_tree() has told of a broken bundle. */
	if (there && entries_split(&rounds->entries, tile.width, &problem))
		rounds->left = tile.width;
	return true;
}

static void
take_entry(struct rounds *rounds)
{
	struct batch *batch = rounds->now;
	const struct entries *entries = &rounds->entries;

	examined_begin(&batch->each[batch->count++], rounds->next++,
		       &entries->at[entries->count - rounds->left--]);
}

/* With no record left it stays empty. */
static bool
fill(struct rounds *rounds, struct error *err)
{
	const struct verifying *verifying = rounds->verifying;
	size_t most = verifying->request->stop_at_first ? 1 : BATCH_RECORDS;
	struct batch *batch = rounds->now;

	batch->count = 0;
	atomic_store(&batch->bytes, 0);
	while (batch->count < most && !is_enough(verifying)) {
		if (rounds->left)
			take_entry(rounds);
		else if (rounds->bundle * TILE_WIDTH >= verifying->out->checkpoint.size)
			return true;
		else if (!read_next_bundle(rounds, err))
			return false;
	}
	return true;
}

/* Where files are large the rest of them waits, to be read one by one. */
static void
examine(struct batch *batch, struct examined *examined)
{
	if (atomic_load(&batch->bytes) > BATCH_BYTES)
		return;
	examined_read(examined);
	atomic_fetch_add(&batch->bytes, examined->envelope.length);
}

static bool
conclude(struct verifying *verifying, struct batch *batch, struct error *err)
{
	bool done = true;

	for (size_t i = 0; i < batch->count; i++) {
		if (done && !is_enough(verifying))
			done = examined_conclude(&batch->each[i], err);
		examined_end(&batch->each[i]);
	}
	batch->count = 0;
	return done;
}

static void
work(void *self, size_t index)
{
	struct rounds *rounds = self;

	if (index == 0)
		rounds->done = conclude(rounds->verifying, rounds->before, rounds->err);
	else
		examine(rounds->now, &rounds->now->each[index - 1]);
}

static bool
go_round(struct rounds *rounds, struct error *err)
{
	const struct verify_request *request = rounds->verifying->request;
	size_t count = rounds->now->count + 1;
	struct batch *before = rounds->before;

	rounds->err = err;
	if (request->abreast)
		request->abreast(work, rounds, count);
	else
		for (size_t i = 0; i < count; i++)
			work(rounds, i);
	rounds->before = rounds->now;
	rounds->now = before;
	return rounds->done;
}

static bool
go_through(struct rounds *rounds, struct error *err)
{
	do
		if (!fill(rounds, err) || !go_round(rounds, err))
			return false;
	while (rounds->before->count);
	return true;
}

static void
begin(struct rounds *rounds, struct verifying *verifying)
{
	rounds->verifying = verifying;
	rounds->now = &rounds->batches[0];
	rounds->before = &rounds->batches[1];
	for (int i = 0; i < 2 * BATCH_RECORDS; i++) {
		struct batch *batch = &rounds->batches[i / BATCH_RECORDS];

		batch->each[i % BATCH_RECORDS].verifying = verifying;
		arena_init(&batch->each[i % BATCH_RECORDS].arena);
	}
}

static void
end(struct rounds *rounds)
{
	for (int i = 0; i < 2 * BATCH_RECORDS; i++) {
		struct batch *batch = &rounds->batches[i / BATCH_RECORDS];

		arena_release(&batch->each[i % BATCH_RECORDS].arena);
		buffer_release(&batch->each[i % BATCH_RECORDS].envelope);
	}
	buffer_release(&rounds->entries.bundle);
}

bool
verify_records(struct verifying *verifying, struct error *err)
{
	struct rounds *rounds = arena_allocate(&verifying->keeping, sizeof(*rounds));
	bool done;

	known_open(verifying);
	begin(rounds, verifying);
	done = go_through(rounds, err);
	end(rounds);
	return done;
}
