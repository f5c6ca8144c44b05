/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a fuzzer get from one history to another? A part is removed, doubled or moved, or what
 * names one object names another: repositories stay repositories, with other graphs and trees.
 */
#ifndef TESTS_FUZZ_REPOSITORY_MUTATOR_H
#define TESTS_FUZZ_REPOSITORY_MUTATOR_H

#include "tests/fuzz/repository_script.h"

struct piece {
	const char *at;
	size_t length;
};

struct pieces {
	struct arena *arena;
	uint32_t state; /* of the random numbers; never 0 */
	LIST(struct piece) all;
};

static inline size_t
draw(struct pieces *pieces, size_t below)
{
	pieces->state ^= pieces->state << 13;
	pieces->state ^= pieces->state >> 17;
	pieces->state ^= pieces->state << 5;
	return pieces->state % (below ? below : 1);
}

/* The second word of its first line. */
static inline const char *
piece_label(struct pieces *pieces, const struct piece *piece)
{
	const char *text = arena_copy(pieces->arena, piece->at, piece->length);
	size_t kind = strcspn(text, " \n");

	text += kind + (text[kind] == ' ');
	return arena_copy(pieces->arena, text, strcspn(text, " \n"));
}

static inline bool
is_edge(char byte)
{
	return byte && strchr("{}# \n", byte);
}

/* Behind a brace, a hash or a space, and before one or a line break. */
static inline size_t
find_uses(const char *bytes, size_t length, const char *label, size_t wanted, size_t *at)
{
	size_t size = strlen(label), count = 0;

	for (size_t i = 1; size && i + size < length; i++)
		if (is_edge(bytes[i - 1]) && is_edge(bytes[i + size]) &&
		    memcmp(bytes + i, label, size) == 0) {
			if (count++ == wanted)
				*at = i;
		}
	return count;
}

static inline void
rename_use(struct pieces *pieces, const char *bytes, size_t length, struct buffer *out)
{
	const char *from = piece_label(pieces, &pieces->all.at[draw(pieces, pieces->all.count)]);
	const char *to = piece_label(pieces, &pieces->all.at[draw(pieces, pieces->all.count)]);
	size_t at = 0, count = find_uses(bytes, length, from, SIZE_MAX, &at);

	if (!count)
		return;
	find_uses(bytes, length, from, draw(pieces, count), &at);
	buffer_add(out, bytes, at);
	buffer_add_text(out, to);
	buffer_add(out, bytes + at + strlen(from), length - at - strlen(from));
}

/* Without the first, with the second where it is, or without and with it: removed, doubled, moved.
 */
static inline void
shuffle(struct pieces *pieces, struct buffer *out)
{
	size_t piece = draw(pieces, pieces->all.count), place = draw(pieces, pieces->all.count);
	size_t how = draw(pieces, 3);

	for (size_t i = 0; i < pieces->all.count; i++) {
		if (i == place && how > 0)
			buffer_add(out, pieces->all.at[piece].at, pieces->all.at[piece].length);
		if (i != piece || how == 1)
			buffer_add(out, pieces->all.at[i].at, pieces->all.at[i].length);
	}
}

static inline void
repository_mutate(struct arena *arena, const char *bytes, size_t length, uint32_t seed,
		  struct buffer *out)
{
	struct pieces pieces = {.arena = arena, .state = seed | 1};

	for (const char *at = bytes, *end = bytes + length; at < end;) {
		const char *stop = part_end(at, end);

		*LIST_ADD(arena, &pieces.all) = (struct piece){at, (size_t)(stop - at)};
		at = stop;
	}
	if (!pieces.all.count)
		return;
	if (draw(&pieces, 3))
		rename_use(&pieces, bytes, length, out);
	else
		shuffle(&pieces, out);
}

#endif
