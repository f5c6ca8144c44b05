/* SPDX-License-Identifier: Apache-2.0 */
/* How do structs hold several of something? See list.h. */
#include "base/list.h"

#include <string.h>

#include "base/text.h"

/* Capacity is not stored: lists grow to the next power of two whenever count is one. */
void *
list_grow(struct arena *arena, void *list, size_t element_size)
{
	struct any_list any;

	memcpy(&any, list, sizeof(any));
	if ((any.count & (any.count - 1)) == 0) {
		size_t capacity = any.count ? any.count * 2 : 1;
		void *moved = arena_allocate(arena, capacity * element_size);

		if (any.count)
			memcpy(moved, any.at, any.count * element_size);
		any.at = moved;
	}
	any.count++;
	memcpy(list, &any, sizeof(any));
	/* Not only fresh memory: a shortened list has used this place before. */
	return memset((char *)any.at + (any.count - 1) * element_size, 0, element_size);
}

void
texts_add(struct arena *arena, struct texts *texts, const char *text)
{
	*LIST_ADD(arena, texts) = text;
}

bool
texts_contain(const struct texts *texts, const char *text)
{
	for (size_t i = 0; i < texts->count; i++)
		if (text_equal(texts->at[i], text))
			return true;
	return false;
}
