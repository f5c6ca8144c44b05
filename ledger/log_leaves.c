/* SPDX-License-Identifier: Apache-2.0 */
/* What does every entry of the log say? See log_leaves.h. */
#include "ledger/log_leaves.h"

#include "ledger/log_tiles.h"

#define PART 32 /* so many entries are one job */
#define PARTS (TILE_WIDTH / PART)

struct part {
	struct arena arena;
	struct leaf leaves[PART];
	bool read;
	struct error problem;
};

/* The entries of one bundle. */
struct leaves {
	struct part parts[PARTS];
	struct entry entries[TILE_WIDTH];
	size_t count;
	bool again;
};

static bool
read_one(const struct leaves *leaves, const struct entry *entry, struct part *part,
	 struct leaf *leaf)
{
	if (leaves->again)
		return leaf_read(&part->arena, entry->bytes, entry->length, leaf, &part->problem);
	return leaf_parse(&part->arena, entry->bytes, entry->length, leaf, &part->problem);
}

static void
read_part(void *self, size_t index)
{
	struct leaves *leaves = self;
	struct part *part = &leaves->parts[index];
	size_t first = index * PART;

	part->read = true;
	for (size_t i = first; part->read && i < first + PART && i < leaves->count; i++)
		part->read = read_one(leaves, &leaves->entries[i], part, &part->leaves[i - first]);
}

static bool
take_bundle(struct log *log, int64_t first, int64_t size, struct leaves *leaves, struct error *err)
{
	leaves->count = 0;
	while (leaves->count < TILE_WIDTH && first + (int64_t)leaves->count < size) {
		if (!log_tiles_entry(log, first + (int64_t)leaves->count,
				     &leaves->entries[leaves->count], err))
			return false;
		leaves->count++;
	}
	return true;
}

static void
read_parts(struct leaves *leaves, const struct leaf_visit *visit)
{
	size_t parts = (leaves->count + PART - 1) / PART;

	if (visit->abreast)
		visit->abreast(read_part, leaves, parts);
	else
		for (size_t i = 0; i < parts; i++)
			read_part(leaves, i);
}

static bool
see_part(struct part *part, size_t count, int64_t first, const struct leaf_visit *visit,
	 struct error *err)
{
	if (!part->read) {
		*err = part->problem;
		return fail_as(err, ERROR_LEDGER);
	}
	for (size_t i = 0; i < count; i++)
		if (!visit->see(visit->self, &part->leaves[i], first + (int64_t)i, err))
			return false;
	arena_clear(&part->arena);
	return true;
}

static bool
visit_bundle(struct log *log, int64_t first, int64_t size, struct leaves *leaves,
	     const struct leaf_visit *visit, struct error *err)
{
	if (!take_bundle(log, first, size, leaves, err))
		return false;
	read_parts(leaves, visit);
	for (size_t at = 0; at < leaves->count; at += PART) {
		size_t left = leaves->count - at;

		if (!see_part(&leaves->parts[at / PART], left < PART ? left : PART,
			      first + (int64_t)at, visit, err))
			return false;
	}
	return true;
}

bool
log_visit_leaves(struct log *log, int64_t size, const struct leaf_visit *visit, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	struct leaves *leaves;
	bool done = true;

	arena_init(&arena);
	leaves = arena_allocate(&arena, sizeof(*leaves));
	leaves->again = visit->again;
	for (size_t i = 0; i < PARTS; i++)
		arena_init(&leaves->parts[i].arena);
	for (int64_t first = 0; done && first < size; first += TILE_WIDTH)
		done = visit_bundle(log, first, size, leaves, visit, err);
	for (size_t i = 0; i < PARTS; i++)
		arena_release(&leaves->parts[i].arena);
	return done;
}
