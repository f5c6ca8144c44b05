/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do structs hold several of something? `LIST(struct commit) commits;` has the members `at` and
 * `count`. All lists have the layout of struct any_list, which is what lets one field table
 * (base/fields.h) read and write every list. Elements live in an arena.
 */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include <stddef.h>

#include "base/arena.h"

#define LIST(type)            \
	struct {              \
		type *at;     \
		size_t count; \
	}

struct any_list {
	void *at;
	size_t count;
};

struct texts {
	const char **at;
	size_t count;
};

/*
 * Makes room for one more element and returns it, zeroed. Elements may move: do not keep pointers
 * to them while the list grows.
 */
void *list_grow(struct arena *arena, void *list, size_t element_size);

#define LIST_ADD(arena, list) \
	((__typeof__((list)->at))list_grow((arena), (list), sizeof(*(list)->at)))

void texts_add(struct arena *arena, struct texts *texts, const char *text);
bool texts_contain(const struct texts *texts, const char *text);

#endif
