/* SPDX-License-Identifier: Apache-2.0 */
/* Which commit of the first-parent line brought which commits? See git_requests.h. */
#include "integrations/git_requests.h"

#include <stdlib.h>
#include <string.h>

/* A place for each commit of the range, and a stack of places that never holds one twice. */
struct places {
	uint32_t *of;
	uint32_t *stack;
	uint32_t depth;
};

static void
places_init(struct places *places, uint32_t count)
{
	size_t size = (count ? count : 1) * sizeof(uint32_t);

	places->of = malloc(size);
	places->stack = malloc(size);
	places->depth = 0;
	if (!places->of || !places->stack)
		abort();
	memset(places->of, 0xFF, size); /* NO_NODE */
}

static void
places_release(struct places *places)
{
	free(places->of);
	free(places->stack);
}

static const struct commit_node *
node_at(const struct ordered_range *range, uint32_t place)
{
	return &range->graph->nodes[range->nodes[place]];
}

static const struct commit_node *
parent_of(const struct ordered_range *range, const struct commit_node *node, uint32_t index)
{
	return &range->graph->nodes[range->graph->parents[node->parents + index]];
}

/* Gives the commit at a place to an owner, unless it has one; its parents are looked at later. */
static void
claim(struct places *places, uint32_t place, uint32_t owner)
{
	if (place == NO_NODE || places->of[place] != NO_NODE)
		return;
	places->of[place] = owner;
	places->stack[places->depth++] = place;
}

/*
 * Is `ancestor` reachable from `from` through commits of the range? Parents are behind their
 * children, so what is behind the ancestor's own place is not looked at.
 */
static bool
reaches(const struct ordered_range *range, struct places *seen, uint32_t stamp,
	const struct commit_node *from, const struct commit_node *ancestor)
{
	seen->depth = 0;
	if (from == ancestor)
		return true;
	if (from->place == NO_NODE)
		return false;
	seen->of[from->place] = stamp;
	seen->stack[seen->depth++] = from->place;
	while (seen->depth) {
		const struct commit_node *node = node_at(range, seen->stack[--seen->depth]);

		for (uint32_t i = 0; i < node->parent_count; i++) {
			const struct commit_node *parent = parent_of(range, node, i);

			if (parent == ancestor)
				return true;
			if (parent->place >= ancestor->place || seen->of[parent->place] == stamp)
				continue;
			seen->of[parent->place] = stamp;
			seen->stack[seen->depth++] = parent->place;
		}
	}
	return false;
}

/*
 * A merge of a branch that was up to date: the tree must be the branch's, and the first parent an
 * ancestor of it. The graph of the range and its boundary is enough to never say so wrongly. If the
 * first parent is in the range, every path to it is (git_paint.h). If it is the commit in place,
 * only that very commit on the boundary counts, and nothing else there descends from it. If it is
 * another commit on the boundary, a path over a third one is not seen, and the merge stays
 * unverified.
 */
static int
classify(const struct ordered_range *range, struct places *seen, uint32_t place)
{
	const struct commit_node *node = node_at(range, place);
	const struct commit_node *first, *second;

	if (node->parent_count < 2)
		return MERGE_NONE;
	if (node->parent_count > 2)
		return MERGE_OCTOPUS;
	first = parent_of(range, node, 0);
	second = parent_of(range, node, 1);
	if (!second->read || !object_id_equal(&node->tree, &second->tree))
		return MERGE_UNVERIFIED;
	return reaches(range, seen, place, second, first) ? MERGE_TRIVIAL : MERGE_UNVERIFIED;
}

void
requests_classify(const struct ordered_range *range, struct change *change)
{
	struct places seen RELEASED_BY(places_release);

	places_init(&seen, range->count);
	for (uint32_t place = 0; place < range->count; place++)
		change->commits.at[place].merge = classify(range, &seen, place);
}

/* The places of the first-parent line from head, newest first; returns how many. */
static uint32_t
first_parent_line(const struct ordered_range *range, uint32_t *line)
{
	uint32_t count = 0, place = range->count ? 0 : NO_NODE;

	while (place != NO_NODE) {
		const struct commit_node *node = node_at(range, place);

		line[count++] = place;
		place = node->parent_count ? parent_of(range, node, 0)->place : NO_NODE;
	}
	return count;
}

/* All that the commit at `line` brought by its other parents and nobody brought before it. */
static void
claim_brought(const struct ordered_range *range, struct places *owners, uint32_t line,
	      uint32_t owner)
{
	const struct commit_node *node = node_at(range, line);

	for (uint32_t i = 1; i < node->parent_count; i++)
		claim(owners, parent_of(range, node, i)->place, owner);
	while (owners->depth) {
		node = node_at(range, owners->stack[--owners->depth]);
		for (uint32_t i = 0; i < node->parent_count; i++)
			claim(owners, parent_of(range, node, i)->place, owner);
	}
}

static void
add_request(struct arena *arena, struct change *change, uint32_t place)
{
	const struct commit *commit = &change->commits.at[place];
	struct change_request *request = LIST_ADD(arena, &change->requests);
	bool merge = commit->parents.count > 1;

	request->kind = merge ? REQUEST_MERGE : REQUEST_DIRECT;
	request->commit = commit->id;
	request->head = merge ? commit->parents.at[1] : commit->id;
	request->title = commit->subject;
}

void
requests_partition(struct arena *arena, const struct ordered_range *range, struct change *change)
{
	struct places owners RELEASED_BY(places_release);
	struct places line RELEASED_BY(places_release);
	uint32_t count;

	places_init(&owners, range->count);
	places_init(&line, range->count);
	count = first_parent_line(range, line.of);
	for (uint32_t i = 0; i < count; i++)
		owners.of[line.of[i]] = count - 1 - i;
	for (uint32_t i = count; i-- > 0;) {
		add_request(arena, change, line.of[i]);
		claim_brought(range, &owners, line.of[i], count - 1 - i);
	}
	for (uint32_t place = range->count; place-- > 0;)
		texts_add(arena, &change->requests.at[owners.of[place]].commits,
			  change->commits.at[place].id);
}
