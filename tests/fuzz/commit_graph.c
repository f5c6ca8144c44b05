/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do commit-graphs, one or two layers of whatever bytes, stay within their bytes? The first four
 * bytes say where the second layer begins, if it does.
 */
#include "tests/fuzz/fuzz.h"

#include "integrations/git_commit_graph.h"

#define MOST_TRIED 64

static void
take_id(struct object_id *id, const uint8_t *bytes)
{
	memcpy(id->bytes, bytes, sizeof(id->bytes));
}

/* What is listed is found where it is, and the answer is one of a few words. */
static void
try_commit(const struct listing *listing, const struct listing_layer *layer, uint32_t at)
{
	struct raw_facts facts = {.time = at % 2 ? 1 : 0, .parent_count = at % 4};
	const char *wrong;
	uint32_t position;

	take_id(&facts.id, layer->ids + (size_t)at * 20);
	take_id(&facts.tree, layer->commits + (size_t)at * 36);
	for (size_t i = 0; i < facts.parent_count; i++)
		take_id(&facts.parents[i], layer->ids + (at + i) % layer->count * 20);
	REQUIRE(listing_find(listing, &facts.id, &position));
	REQUIRE(position == layer->below + at || position >= layer->below + layer->count);
	wrong = listing_disagrees(listing, &facts);
	REQUIRE(!wrong || strlen(wrong) > 0);
	facts.tree.bytes[0] ^= 1;
	wrong = listing_disagrees(listing, &facts);
	REQUIRE(wrong || position != layer->below + at);
	facts.tree.bytes[0] ^= 1;
	facts.parent_count = LIMIT_PARENTS;
	(void)listing_disagrees(listing, &facts);
}

static bool
add(struct arena *arena, struct listing *listing, const uint8_t *bytes, size_t length)
{
	/* Of its own, so that the sanitizer sees a step too far. */
	void *copy = arena_allocate(arena, length ? length : 1);
	size_t layers = listing->layers.count;
	struct error err = {0};

	memcpy(copy, bytes, length);
	if (listing_add(arena, listing, copy, length, &err)) {
		REQUIRE(listing->layers.count == layers + 1);
		return true;
	}
	REQUIRE(listing->layers.count == layers);
	require_refusal(&err);
	return false;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct listing listing = {0};
	uint32_t second;

	if (length < sizeof(second))
		return 0;
	second = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
		 bytes[3];
	bytes += sizeof(second);
	length -= sizeof(second);
	if (second > length)
		second = (uint32_t)length;
	if (add(&arena, &listing, bytes, second) && second < length)
		(void)add(&arena, &listing, bytes + second, length - second);
	for (size_t i = 0; i < listing.layers.count; i++) {
		const struct listing_layer *layer = &listing.layers.at[i];

		for (uint32_t at = 0; at < layer->count && at < MOST_TRIED; at++)
			try_commit(&listing, layer, at);
	}
	return 0;
}
