/* SPDX-License-Identifier: Apache-2.0 */
/* Which commits are reachable from one commit and not from another? See git_paint.h. */
#include "integrations/git_paint.h"

/* Git looks this much further once it seems done, against dates that are a little wrong. */
#define SLOP 5

struct painting {
	struct git *git;
	struct graph *graph;
	struct commit_queue queue;
	uint32_t open;  /* in the queue, and FROM_TIP only */
	int64_t oldest; /* of the range so far */
	bool keep;      /* objects of commits that are FROM_TIP only */
	bool any_missing;
	struct error *err;
};

static void
painting_release(struct painting *painting)
{
	commit_queue_release(&painting->queue);
}

/* What a shallow clone lacks matters only if it is part of the range: see check_missing(). */
static bool
read_node(struct painting *painting, uint32_t node, bool keep)
{
	if (graph_read(painting->git, node, keep, painting->err))
		return true;
	if (painting->err->code != ERROR_ABSENT)
		return false;
	painting->any_missing = true;
	return painting->git->shallow || fail_as(painting->err, ERROR_UNAVAILABLE);
}

static bool
paint(struct painting *painting, uint32_t number, uint8_t colours)
{
	struct commit_node *node = &painting->graph->nodes[number];
	uint8_t before = node->colours, after = before | colours;

	if (before == after)
		return true;
	node->colours = after;
	if (!read_node(painting, number, painting->keep && after == FROM_TIP))
		return false;
	node = &painting->graph->nodes[number];
	if (node->missing)
		return true;
	if (node->queued) {
		painting->open -= before == FROM_TIP;
		return true;
	}
	node->queued = true;
	painting->open += after == FROM_TIP;
	commit_queue_put(&painting->queue, painting->graph, number);
	return true;
}

static uint32_t
take(struct painting *painting)
{
	uint32_t number = commit_queue_take(&painting->queue, painting->graph);
	struct commit_node *node = &painting->graph->nodes[number];

	node->queued = false;
	if (node->colours == FROM_TIP) {
		painting->open--;
		if (node->time < painting->oldest)
			painting->oldest = node->time;
	}
	return number;
}

static bool
paint_parents(struct painting *painting, uint32_t number)
{
	struct commit_node node = painting->graph->nodes[number];

	for (uint32_t i = 0; i < node.parent_count; i++)
		if (!paint(painting, painting->graph->parents[node.parents + i], node.colours))
			return false;
	return true;
}

static bool
begin(struct painting *painting, uint32_t tip, uint32_t base)
{
	graph_clear(painting->graph);
	painting->oldest = INT64_MAX;
	return paint(painting, tip, FROM_TIP) && paint(painting, base, FROM_BASE);
}

/* Could an ancestor of the base that has not been met yet be in the range by mistake? */
static bool
is_settled(const struct painting *painting)
{
	if (painting->open > 0)
		return false;
	return painting->queue.count == 0 ||
	       painting->graph->nodes[painting->queue.at[0]].time < painting->oldest;
}

/* Carries FROM_BASE on to what has been met, without reading more. */
static void
drain(struct painting *painting)
{
	struct graph *graph = painting->graph;

	while (painting->queue.count) {
		struct commit_node node = graph->nodes[take(painting)];

		for (uint32_t i = 0; i < node.parent_count; i++) {
			uint32_t number = graph->parents[node.parents + i];
			struct commit_node *parent = &graph->nodes[number];

			if (!parent->colours || (parent->colours & FROM_BASE))
				continue;
			parent->colours |= FROM_BASE;
			if (parent->queued || !parent->read)
				continue;
			parent->queued = true;
			commit_queue_put(&painting->queue, graph, number);
		}
	}
}

/* Fails if a commit that may be in the range could not be read. */
static bool
check_missing(struct painting *painting)
{
	struct graph *graph = painting->graph;

	for (uint32_t i = 0; painting->any_missing && i < graph->count; i++) {
		if (!graph->nodes[i].missing || graph->nodes[i].colours != FROM_TIP)
			continue;
		graph_read(painting->git, i, false, painting->err);
		return fail_as(painting->err, ERROR_UNAVAILABLE);
	}
	return true;
}

bool
paint_range(struct git *git, uint32_t tip, uint32_t base, struct error *err)
{
	struct painting painting RELEASED_BY(painting_release) = {
		.git = git, .graph = graph_of(git), .keep = true, .err = err};
	int slop = SLOP;

	if (!begin(&painting, tip, base))
		return false;
	while (painting.queue.count) {
		slop = is_settled(&painting) ? slop - 1 : SLOP;
		if (slop < 0)
			break;
		if (!paint_parents(&painting, take(&painting)))
			return false;
	}
	drain(&painting);
	return check_missing(&painting);
}

bool
paint_contains(struct git *git, uint32_t tip, uint32_t base, bool *contains, struct error *err)
{
	struct painting painting RELEASED_BY(painting_release) = {
		.git = git, .graph = graph_of(git), .err = err};
	bool found;

	if (!begin(&painting, tip, base))
		return false;
	while (painting.open > 0 && !(painting.graph->nodes[base].colours & FROM_TIP))
		if (!paint_parents(&painting, take(&painting)))
			return false;
	found = painting.graph->nodes[base].colours & FROM_TIP;
	if (!found && !check_missing(&painting))
		return false;
	*contains = found;
	return true;
}
