/* SPDX-License-Identifier: Apache-2.0 */
/* What is in a document, whichever language it was written in? See node.h. */
#include "base/node.h"

#include <stdlib.h>
#include <string.h>

#define FEW_KEYS 16 /* compared with each other without sorting */

/* Most names differ in their first byte. */
static bool
same_key(const char *a, const char *b)
{
	return *a == *b && strcmp(a, b) == 0;
}

static bool
is_before(const char *a, const char *b)
{
	return *a == *b ? strcmp(a, b) < 0 : (unsigned char)*a < (unsigned char)*b;
}

const struct node *
node_get(const struct node *map, const char *key)
{
	if (!map || map->kind != NODE_MAP)
		return NULL;
	for (const struct node *child = map->first; child; child = child->next)
		if (same_key(child->key, key))
			return child;
	return NULL;
}

const char *
node_kind_name(enum node_kind kind)
{
	switch (kind) {
	case NODE_NULL:
		return "nothing";
	case NODE_BOOLEAN:
		return "true or false";
	case NODE_INTEGER:
		return "a number";
	case NODE_TEXT:
		return "text";
	case NODE_LIST:
		return "a list";
	case NODE_MAP:
		return "a map";
	}
	return "something else";
}

static int
compare_keys(const void *a, const void *b)
{
	const struct node *left = *(const struct node *const *)a;
	const struct node *right = *(const struct node *const *)b;
	int order = strcmp(left->key, right->key);

	if (order == 0)
		order = (left->key_line > right->key_line) - (left->key_line < right->key_line);
	if (order == 0)
		order = (left->key_column > right->key_column) -
			(left->key_column < right->key_column);
	return order;
}

const struct node **
node_sorted(const struct node *map)
{
	const struct node **sorted = calloc(map->count + 1, sizeof(*sorted));
	size_t count = 0;

	if (!sorted)
		abort();
	for (const struct node *child = map->first; child; child = child->next)
		sorted[count++] = child;
	qsort(sorted, count, sizeof(*sorted), compare_keys);
	return sorted;
}

static const struct node *
duplicate_among_few(const struct node *map)
{
	for (const struct node *a = map->first; a; a = a->next)
		for (const struct node *b = a->next; b; b = b->next)
			if (same_key(a->key, b->key))
				return b;
	return NULL;
}

/* As our own writer has them. */
static bool
keys_ascend(const struct node *map)
{
	const struct node *child = map->first;

	for (; child && child->next; child = child->next)
		if (!is_before(child->key, child->next->key))
			return false;
	return true;
}

const struct node *
node_duplicate(const struct node *map)
{
	const struct node *found = NULL;
	const struct node **sorted;

	if (keys_ascend(map))
		return NULL;
	if (map->count <= FEW_KEYS)
		return duplicate_among_few(map);
	sorted = node_sorted(map);
	for (size_t i = 1; !found && i < map->count; i++)
		if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
			found = sorted[i];
	free(sorted);
	return found;
}
