/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a fuzzer get past a strict reader? By edits that keep a document JSON: something is
 * removed, doubled, exchanged or set to another value, also in JSON that is a text of the document.
 */
#ifndef TESTS_FUZZ_JSON_MUTATOR_H
#define TESTS_FUZZ_JSON_MUTATOR_H

#include "tests/fuzz/fuzz.h"

#include "base/json.h"
#include "base/list.h"

struct place {
	struct node *parent, *node;
};

struct mutation {
	struct arena *arena;
	uint32_t state; /* of the random numbers; never 0 */
	LIST(struct place) places;
};

static inline uint32_t
mutation_draw(struct mutation *mutation, size_t below)
{
	mutation->state ^= mutation->state << 13;
	mutation->state ^= mutation->state >> 17;
	mutation->state ^= mutation->state << 5;
	return (uint32_t)(mutation->state % (below ? below : 1));
}

static inline void
mutation_note_places(struct mutation *mutation, struct node *parent)
{
	for (struct node *child = parent->first; child; child = child->next) {
		*LIST_ADD(mutation->arena, &mutation->places) = (struct place){parent, child};
		mutation_note_places(mutation, child);
	}
}

static inline void
mutation_remove(struct place *place)
{
	struct node **link = &place->parent->first;

	while (*link != place->node)
		link = &(*link)->next;
	*link = place->node->next;
	place->parent->count--;
}

/* All of it, so that what is edited later is in one place of the tree. */
static inline struct node *
mutation_copy(struct mutation *mutation, const struct node *from)
{
	struct node *copy = arena_allocate(mutation->arena, sizeof(*copy));
	struct node **link = &copy->first;

	*copy = *from;
	copy->first = NULL;
	for (const struct node *child = from->first; child; child = child->next) {
		*link = mutation_copy(mutation, child);
		link = &(*link)->next;
	}
	*link = NULL;
	return copy;
}

/* The value of `from` with the place of `to`. */
static inline void
mutation_copy_value(struct mutation *mutation, struct node *to, const struct node *from)
{
	struct node *copy = mutation_copy(mutation, from);

	copy->key = to->key;
	copy->next = to->next;
	*to = *copy;
}

static inline void
mutation_double(struct mutation *mutation, struct place *place)
{
	struct node *copy;

	if (place->parent->kind != NODE_LIST)
		return;
	copy = mutation_copy(mutation, place->node);
	copy->next = place->node->next;
	place->node->next = copy;
	place->parent->count++;
}

static inline void
mutation_exchange(struct mutation *mutation, struct place *place)
{
	for (int tries = 0; tries < 50; tries++) {
		struct place *other =
			&mutation->places.at[mutation_draw(mutation, mutation->places.count)];
		bool scalar = !other->node->first && !place->node->first;

		if (other->node == place->node || other->node->kind != place->node->kind)
			continue;
		if (scalar || text_equal(other->node->key, place->node->key)) {
			mutation_copy_value(mutation, place->node, other->node);
			return;
		}
	}
}

static inline bool json_mutate(struct arena *arena, const char *bytes, size_t length, uint32_t seed,
			       struct buffer *out);

static inline void
mutation_set_text(struct mutation *mutation, struct node *node)
{
	static const char *const words[] = {
		"",
		"known",
		"unavailable",
		"not-asked",
		"none",
		"trivial",
		"forward",
		"backward",
		"diverged",
		"same",
		"first",
		"undeclared",
		"direct",
		"merge",
		"unverified",
		"octopus",
		"claimed",
		"attested",
		"verified",
		"staging",
		"production",
		"default",
		"baseline",
		"deployment",
		"rollback",
		"outcome",
		"seal",
		"attempt",
		"allowed",
		"refused",
		"unknown",
		"2026-12-20T00:00:00Z",
		"a@b",
		"1h",
		"**",
		"\x1b[31m",
		"\xe2\x80\xae",
		"::error::",
		"~1/~0",
		"1",
	};
	struct buffer inner RELEASED_BY(buffer_release) = {0};
	uint32_t seed = mutation_draw(mutation, UINT32_MAX) | 1;

	if (*node->text == '{' &&
	    json_mutate(mutation->arena, node->text, strlen(node->text), seed, &inner))
		node->text = arena_text(mutation->arena, inner.bytes);
	else
		node->text = words[mutation_draw(mutation, sizeof(words) / sizeof(words[0]))];
}

static inline void
mutation_set(struct mutation *mutation, struct node *node)
{
	static const int64_t integers[] = {0, 1, -1, 2, 1000, 4503599627370496, -9007199254740991};

	if (node->kind == NODE_BOOLEAN)
		node->boolean = !node->boolean;
	else if (node->kind == NODE_INTEGER && mutation_draw(mutation, 2))
		node->integer += node->integer < 1000 ? 1 : -1;
	else if (node->kind == NODE_INTEGER)
		node->integer = integers[mutation_draw(mutation, 7)];
	else if (node->kind == NODE_TEXT)
		mutation_set_text(mutation, node);
}

static inline void
mutation_edit(struct mutation *mutation, struct place *place)
{
	switch (mutation_draw(mutation, 8)) {
	case 0:
		mutation_remove(place);
		break;
	case 1:
		mutation_double(mutation, place);
		break;
	case 2:
	case 3:
	case 4:
		mutation_exchange(mutation, place);
		break;
	default:
		mutation_set(mutation, place->node);
		break;
	}
}

/* One to three edits. false: not JSON, or nothing to edit. */
static inline bool
json_mutate(struct arena *arena, const char *bytes, size_t length, uint32_t seed,
	    struct buffer *out)
{
	struct mutation mutation = {.arena = arena, .state = seed | 1};
	const struct node *root = NULL;
	struct error err = {0};

	if (!json_parse(arena, bytes, length, &root, &err))
		return false;
	for (uint32_t left = 1 + mutation_draw(&mutation, 3); left; left--) {
		struct node holder = *root;

		mutation.places.count = 0;
		mutation.places.at = NULL;
		mutation_note_places(&mutation, &holder);
		if (!mutation.places.count)
			return false;
		mutation_edit(&mutation,
			      &mutation.places.at[mutation_draw(&mutation, mutation.places.count)]);
		root = memcpy(arena_allocate(arena, sizeof(holder)), &holder, sizeof(holder));
	}
	json_write(out, root);
	return true;
}

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION /* only libFuzzer asks */
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t length, size_t limit);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t limit, unsigned seed);

static inline size_t
mutated(uint8_t *bytes, size_t length, size_t limit, const struct buffer *changed)
{
	if (!changed->length || changed->length > limit)
		return LLVMFuzzerMutate(bytes, length, limit);
	memcpy(bytes, changed->bytes, changed->length);
	return changed->length;
}
#endif

#endif
