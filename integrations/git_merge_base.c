/* SPDX-License-Identifier: Apache-2.0 */
/* What are the best common ancestors of commits? See git_merge_base.h. */
#include "integrations/git_merge_base.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

#define MOST_CANDIDATES LIMIT_MERGE_BASES

_Static_assert(MOST_CANDIDATES == 64, "a bit of reached_by for each");

enum {
	FROM_ONE = 1,
	FROM_OTHERS = 2,
	BELOW = 4, /* an ancestor of a common ancestor */
	FOUND = 8,
	QUEUED = 16,
	MISSING = 32,
	COLOURS = FROM_ONE | FROM_OTHERS | BELOW,
};

struct found {
	uint32_t at[MOST_CANDIDATES];
	uint32_t count;
};

/* Its own marks: a caller may be in the middle of the graph's. */
struct search {
	struct git *git;
	struct graph *graph;
	uint8_t *marks; /* by node */
	uint32_t capacity;
	struct commit_queue queue;
	uint32_t open; /* in the queue, and not BELOW */
	struct found found;
	uint32_t *seen;
	struct error *err;
};

static void
search_release(struct search *search)
{
	commit_queue_release(&search->queue);
	free(search->marks);
}

static uint8_t *
mark_of(struct search *search, uint32_t node)
{
	uint32_t capacity = search->graph->capacity;
	uint8_t *grown;

	if (node >= search->capacity) {
		grown = realloc(search->marks, capacity);
		if (!grown)
			abort();
		memset(grown + search->capacity, 0, capacity - search->capacity);
		search->marks = grown;
		search->capacity = capacity;
	}
	return &search->marks[node];
}

/* What a shallow clone lacks matters only if it is above all common ancestors: see is_whole(). */
static bool
read_commit(struct search *search, uint32_t node)
{
	if (graph_read(search->git, node, false, search->err))
		return true;
	if (search->err->code != ERROR_ABSENT)
		return false;
	*mark_of(search, node) |= MISSING;
	return true;
}

static bool
mark(struct search *search, uint32_t node, uint8_t colours)
{
	uint8_t before = *mark_of(search, node), after = before | colours;

	if (before == after)
		return true;
	*mark_of(search, node) = after;
	if (!read_commit(search, node))
		return false;
	if (*mark_of(search, node) & MISSING)
		return true;
	if (before & QUEUED) {
		search->open -= !(before & BELOW) && (after & BELOW);
		return true;
	}
	*mark_of(search, node) |= QUEUED;
	search->open += !(after & BELOW);
	commit_queue_put(&search->queue, search->graph, node);
	return true;
}

static bool
note_found(struct search *search, uint32_t node)
{
	if (*mark_of(search, node) & FOUND)
		return true;
	if (search->found.count == MOST_CANDIDATES)
		return fail(search->err, ERROR_UNAVAILABLE, "more than %d merge bases",
			    MOST_CANDIDATES);
	*mark_of(search, node) |= FOUND;
	search->found.at[search->found.count++] = node;
	return true;
}

static bool
count_seen(struct search *search)
{
	return ++*search->seen <= LIMIT_MERGE_COMMITS ||
	       fail(search->err, ERROR_UNAVAILABLE, "more than %d commits to look at",
		    LIMIT_MERGE_COMMITS);
}

/* Works on the commit that comes next. */
static bool
step(struct search *search)
{
	uint32_t number = commit_queue_take(&search->queue, search->graph);
	struct commit_node node = search->graph->nodes[number];
	uint8_t colours = *mark_of(search, number) & COLOURS;

	*mark_of(search, number) &= (uint8_t)~QUEUED;
	search->open -= !(colours & BELOW);
	if (!count_seen(search))
		return false;
	if (colours == (FROM_ONE | FROM_OTHERS)) {
		if (!note_found(search, number))
			return false;
		colours |= BELOW;
	}
	for (uint32_t i = 0; i < node.parent_count; i++)
		if (!mark(search, search->graph->parents[node.parents + i], colours))
			return false;
	return true;
}

/* Fails if a missing commit may have led to a common ancestor. */
static bool
is_whole(struct search *search)
{
	for (uint32_t i = 0; i < search->capacity; i++) {
		if (!(search->marks[i] & MISSING) || (search->marks[i] & BELOW))
			continue;
		graph_read(search->git, i, false, search->err);
		return fail_as(search->err, ERROR_UNAVAILABLE);
	}
	return true;
}

static bool
search_run(struct search *search, uint32_t one, const uint32_t *others, uint32_t other_count)
{
	if (!mark(search, one, FROM_ONE))
		return false;
	for (uint32_t i = 0; i < other_count; i++)
		if (!mark(search, others[i], FROM_OTHERS))
			return false;
	while (search->open > 0)
		if (!step(search))
			return false;
	return is_whole(search);
}

/* ---- which of those found are ancestors of others ---- */

/* One bit for each candidate: who reaches this commit? */
struct sifting {
	struct search *search;
	uint64_t *reached_by; /* by node */
	uint32_t capacity;
	struct commit_queue queue;
	uint64_t all;
	uint32_t open; /* in the queue, and not reached by all */
};

static void
sifting_release(struct sifting *sifting)
{
	commit_queue_release(&sifting->queue);
	free(sifting->reached_by);
}

static uint64_t *
reach_of(struct sifting *sifting, uint32_t node)
{
	uint32_t capacity = sifting->search->graph->capacity;
	uint64_t *grown;

	if (node >= sifting->capacity) {
		grown = realloc(sifting->reached_by, capacity * sizeof(*grown));
		if (!grown)
			abort();
		memset(grown + sifting->capacity, 0,
		       (capacity - sifting->capacity) * sizeof(*grown));
		sifting->reached_by = grown;
		sifting->capacity = capacity;
	}
	return &sifting->reached_by[node];
}

/* What could not be read is an ancestor of all: search_run() made sure. */
static bool
reach(struct sifting *sifting, uint32_t node, uint64_t by)
{
	struct search *search = sifting->search;
	uint64_t before = *reach_of(sifting, node), after = before | by;
	bool queued;

	if (before == after || (*mark_of(search, node) & MISSING))
		return true;
	*reach_of(sifting, node) = after;
	if (!read_commit(search, node))
		return false;
	if (*mark_of(search, node) & MISSING)
		return is_whole(search);
	queued = *mark_of(search, node) & QUEUED;
	if (queued) {
		sifting->open -= after == sifting->all;
		return true;
	}
	*mark_of(search, node) |= QUEUED;
	sifting->open += after != sifting->all;
	commit_queue_put(&sifting->queue, search->graph, node);
	return true;
}

static bool
sift_step(struct sifting *sifting)
{
	struct search *search = sifting->search;
	uint32_t number = commit_queue_take(&sifting->queue, search->graph);
	struct commit_node node = search->graph->nodes[number];
	uint64_t by = *reach_of(sifting, number);

	*mark_of(search, number) &= (uint8_t)~QUEUED;
	sifting->open -= by != sifting->all;
	if (!count_seen(search))
		return false;
	for (uint32_t i = 0; i < node.parent_count; i++)
		if (!reach(sifting, search->graph->parents[node.parents + i], by))
			return false;
	return true;
}

static void
unqueue_all(struct search *search)
{
	for (uint32_t i = 0; i < search->capacity; i++)
		search->marks[i] &= (uint8_t)~QUEUED;
}

/*
 * A commit on the way from one candidate down to another is never reached by the other one, and
 * work never stops while a commit waits that not all of them reach.
 */
static bool
sift(struct search *search, const struct found *candidates, uint64_t *reached)
{
	struct sifting sifting RELEASED_BY(sifting_release) = {
		.search = search, .all = UINT64_MAX >> (MOST_CANDIDATES - candidates->count)};

	unqueue_all(search);
	for (uint32_t i = 0; i < candidates->count; i++)
		if (!reach(&sifting, candidates->at[i], UINT64_C(1) << i))
			return false;
	while (sifting.open > 0)
		if (!sift_step(&sifting))
			return false;
	for (uint32_t i = 0; i < candidates->count; i++)
		reached[i] = *reach_of(&sifting, candidates->at[i]);
	return true;
}

static void
put_in_order(const struct graph *graph, struct merge_bases *bases, uint32_t node)
{
	uint32_t at = bases->count++;

	while (at > 0 && memcmp(graph->nodes[bases->at[at - 1]].id.bytes,
				graph->nodes[node].id.bytes, sizeof(struct object_id)) > 0) {
		bases->at[at] = bases->at[at - 1];
		at--;
	}
	bases->at[at] = node;
}

/* Those of the candidates that no other one descends from. */
static bool
keep_best(struct search *search, const struct found *candidates, struct merge_bases *bases)
{
	uint64_t reached[MOST_CANDIDATES] = {0};

	if (candidates->count > 1 && !sift(search, candidates, reached))
		return false;
	for (uint32_t i = 0; i < candidates->count; i++)
		if (!(reached[i] & ~(UINT64_C(1) << i)))
			put_in_order(search->graph, bases, candidates->at[i]);
	return true;
}

bool
merge_bases(struct git *git, uint32_t one, const uint32_t *others, uint32_t other_count,
	    struct merge_bases *bases, uint32_t *seen, struct error *err)
{
	struct search search RELEASED_BY(search_release) = {
		.git = git, .graph = graph_of(git), .seen = seen, .err = err};
	struct merge_bases best = {0};
	struct found candidates = {0};

	if (!search_run(&search, one, others, other_count))
		return false;
	for (uint32_t i = 0; i < search.found.count; i++)
		if (!(*mark_of(&search, search.found.at[i]) & BELOW))
			candidates.at[candidates.count++] = search.found.at[i];
	if (!keep_best(&search, &candidates, &best))
		return false;
	*bases = best;
	return true;
}
