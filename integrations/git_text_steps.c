/* SPDX-License-Identifier: Apache-2.0 */
/* How much work is it to compare two texts line by line? See git_text_steps.h. */
#include "integrations/git_text_steps.h"

#include <stdlib.h>

#include "base/limits.h"

struct line_hashes {
	uint64_t *at;
	size_t count;
};

static void
line_hashes_release(struct line_hashes *lines)
{
	free(lines->at);
}

static void *
room_for(size_t count, size_t size)
{
	void *memory = malloc(count ? count * size : 1);

	if (!memory)
		abort();
	return memory;
}

static size_t
count_lines(const struct object *text)
{
	size_t count = 1;

	for (size_t i = 0; i < text->length; i++)
		count += text->bytes[i] == '\n';
	return count;
}

static bool
hash_lines(const struct object *text, struct line_hashes *lines)
{
	const uint64_t basis = UINT64_C(0xcbf29ce484222325), prime = UINT64_C(0x100000001b3);
	size_t count = count_lines(text);
	uint64_t hash = basis;

	if (count > LIMIT_MERGE_LINES)
		return false;
	lines->at = room_for(count, sizeof(*lines->at));
	for (size_t i = 0; i < text->length; i++) {
		hash = (hash ^ (unsigned char)text->bytes[i]) * prime;
		if (text->bytes[i] != '\n' && i + 1 < text->length)
			continue;
		lines->at[lines->count++] = hash;
		hash = basis;
	}
	return true;
}

/*
 * Lines that the other text lacks cost nothing to compare. Which it has is told by some bits of the
 * hash: a mistake keeps a line too many.
 */
static void
drop_lines_not_in(struct line_hashes *lines, const struct line_hashes *other)
{
	size_t slots = 64, kept = 0;
	char *has;

	while (slots < other->count * 16)
		slots *= 2;
	has = calloc(slots, 1);
	if (!has)
		abort();
	for (size_t i = 0; i < other->count; i++)
		has[(other->at[i] ^ other->at[i] >> 32) & (slots - 1)] = 1;
	for (size_t i = 0; i < lines->count; i++)
		if (has[(lines->at[i] ^ lines->at[i] >> 32) & (slots - 1)])
			lines->at[kept++] = lines->at[i];
	lines->count = kept;
	free(has);
}

static void
keep_common(struct line_hashes *a, struct line_hashes *b)
{
	while (a->count && b->count && a->at[a->count - 1] == b->at[b->count - 1]) {
		a->count--;
		b->count--;
	}
	drop_lines_not_in(a, b);
	drop_lines_not_in(b, a);
}

/* How far one comparison has come on each diagonal. */
struct front {
	struct line_hashes a, b;
	size_t *reached; /* of a, by diagonal + middle */
	ptrdiff_t middle;
};

static void
front_release(struct front *front)
{
	line_hashes_release(&front->a);
	line_hashes_release(&front->b);
	free(front->reached);
}

/* One more line removed or added; true if both texts are used up. */
static bool
advance(struct front *front, ptrdiff_t distance, uint64_t *steps)
{
	for (ptrdiff_t diagonal = -distance; diagonal <= distance; diagonal += 2) {
		size_t *here = &front->reached[front->middle + diagonal];
		bool down = diagonal == -distance || (diagonal != distance && here[-1] < here[1]);
		size_t x = distance == 0 ? 0 : down ? here[1] : here[-1] + 1;
		size_t y = (size_t)((ptrdiff_t)x - diagonal);

		++*steps;
		while (x < front->a.count && y < front->b.count &&
		       front->a.at[x] == front->b.at[y]) {
			x++;
			y++;
			++*steps;
		}
		*here = x;
		if (x >= front->a.count && y >= front->b.count)
			return true;
	}
	return false;
}

bool
text_steps(const struct object *a, const struct object *b, uint64_t *steps, uint64_t limit)
{
	struct front front RELEASED_BY(front_release) = {0};
	ptrdiff_t most;

	if (!hash_lines(a, &front.a) || !hash_lines(b, &front.b))
		return false;
	keep_common(&front.a, &front.b);
	most = (ptrdiff_t)(front.a.count + front.b.count);
	front.middle = most + 1;
	front.reached = room_for((size_t)most * 2 + 3, sizeof(*front.reached));
	for (ptrdiff_t distance = 0; distance <= most; distance++) {
		if (advance(&front, distance, steps))
			return *steps <= limit;
		if (*steps > limit)
			return false;
	}
	return true;
}
