/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is in a document, whichever language it was written in? JSON and YAML both become this tree,
 * in an arena, with the position of each value, so that one field table reads either.
 */
#ifndef BASE_NODE_H
#define BASE_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum node_kind { NODE_NULL, NODE_BOOLEAN, NODE_INTEGER, NODE_TEXT, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	unsigned line, column;         /* from 1; 0 where the reader does not know */
	unsigned key_line, key_column; /* of the key */
	bool boolean;
	const char *key; /* in a map, else NULL */
	int64_t integer;
	const char *text;   /* valid UTF-8 without NUL */
	struct node *first; /* children in the order of the document */
	struct node *next;  /* sibling */
	size_t count;       /* of children */
};

/* The value of `key` in a map, or NULL (also when `map` is NULL or not a map). */
const struct node *node_get(const struct node *map, const char *key);

/* "a map", "a list", "text", ... for messages. */
const char *node_kind_name(enum node_kind kind);

/* The children of a map in byte order of their keys: `map->count` of them; the caller frees. */
const struct node **node_sorted(const struct node *map);

/* A child whose key another child, before it, has too; NULL if the keys differ. Never quadratic. */
const struct node *node_duplicate(const struct node *map);

#endif
