/* SPDX-License-Identifier: Apache-2.0 */
/* What would a deploy bring over what is in place? See git_history.h. */
#include "integrations/git_history.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/git_messages.h"
#include "integrations/git_paint.h"
#include "integrations/git_requests.h"
#include "integrations/git_tree.h"

struct reading {
	struct arena *arena;
	struct git *git;
	struct graph *graph;
	struct messages messages;
	const struct signing *signing;
	struct change *change;
	struct error *err;
};

/* ---- the commits of the range, in order ---- */

static bool
is_in_range(const struct commit_node *node)
{
	return node->read && node->colours == FROM_TIP;
}

static uint32_t
count_range(const struct graph *graph)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < graph->count; i++)
		count += is_in_range(&graph->nodes[i]);
	return count;
}

/* How many children each commit of the range has there, in its `place` for the time being. */
static void
count_children(struct graph *graph)
{
	for (uint32_t i = 0; i < graph->count; i++)
		if (is_in_range(&graph->nodes[i]))
			graph->nodes[i].place = 0;
	for (uint32_t i = 0; i < graph->count; i++) {
		const struct commit_node *node = &graph->nodes[i];

		for (uint32_t p = 0; is_in_range(node) && p < node->parent_count; p++) {
			struct commit_node *parent =
				&graph->nodes[graph->parents[node->parents + p]];

			parent->place += parent->place != NO_NODE;
		}
	}
}

/* Children before parents, else the latest first. All are reachable from head, so all are met. */
static void
order_range(struct graph *graph, uint32_t head, struct ordered_range *range, uint32_t *order)
{
	struct commit_queue queue RELEASED_BY(commit_queue_release) = {0};

	count_children(graph);
	if (is_in_range(&graph->nodes[head]))
		commit_queue_put(&queue, graph, head);
	while (queue.count) {
		uint32_t number = commit_queue_take(&queue, graph);
		const struct commit_node *node = &graph->nodes[number];

		order[range->count++] = number;
		for (uint32_t p = 0; p < node->parent_count; p++) {
			uint32_t parent = graph->parents[node->parents + p];

			if (graph->nodes[parent].place != NO_NODE &&
			    --graph->nodes[parent].place == 0)
				commit_queue_put(&queue, graph, parent);
		}
	}
	for (uint32_t place = 0; place < range->count; place++)
		graph->nodes[order[place]].place = place;
}

/* ---- one commit ---- */

/* Parents outside the range go to the boundary, each once. */
static void
add_parents(struct reading *reading, const struct commit_node *node, struct commit *commit)
{
	for (uint32_t i = 0; i < node->parent_count; i++) {
		struct commit_node *parent =
			&reading->graph->nodes[reading->graph->parents[node->parents + i]];
		const char *id = object_id_text(reading->arena, &parent->id);

		texts_add(reading->arena, &commit->parents, id);
		if (parent->place == NO_NODE && !parent->marked) {
			parent->marked = true;
			texts_add(reading->arena, &reading->change->boundary, id);
		}
	}
}

static bool
add_commit(struct reading *reading, uint32_t number)
{
	const struct commit_node *node = &reading->graph->nodes[number];
	struct object object RELEASED_BY(object_release) = {0};
	struct commit *commit = LIST_ADD(reading->arena, &reading->change->commits);

	commit->id = object_id_text(reading->arena, &node->id);
	commit->tree = object_id_text(reading->arena, &node->tree);
	add_parents(reading, node, commit);
	if (!graph_object(reading->git, number, &object, reading->err))
		return fail_as(reading->err, ERROR_UNAVAILABLE);
	commit->signature =
		signature_of_commit(reading->arena, reading->signing, object.bytes, object.length);
	commit->is_signed = commit->signature != NULL;
	return messages_read(&reading->messages, &object, commit, reading->err);
}

static bool
read_range(struct reading *reading, uint32_t head, uint32_t *order)
{
	struct ordered_range range = {.graph = reading->graph, .nodes = order};

	order_range(reading->graph, head, &range, order);
	for (uint32_t place = 0; place < range.count; place++)
		if (!add_commit(reading, order[place]))
			return false;
	requests_classify(&range, reading->change);
	requests_partition(reading->arena, &range, reading->change);
	return true;
}

static void
release_order(uint32_t **order)
{
	free(*order);
}

static bool
read_commits(struct reading *reading, uint32_t head)
{
	uint32_t *order RELEASED_BY(release_order) = NULL;
	uint32_t count = count_range(reading->graph);

	if (count > LIMIT_COMMITS)
		return fail(reading->err, ERROR_UNAVAILABLE,
			    "the deploy brings %u commits, more than %d; deploy something in "
			    "between first, or begin anew with --baseline",
			    count, LIMIT_COMMITS);
	order = malloc((count ? count : 1) * sizeof(*order));
	if (!order)
		abort();
	return read_range(reading, head, order);
}

/* ---- submodules ---- */

struct submodule_visitor {
	struct tree_visitor visitor;
	struct arena *arena;
	struct change *change;
};

static const char *
submodule_commit(struct arena *arena, const struct tree_entry *entry)
{
	if (!entry || entry->kind != ENTRY_SUBMODULE)
		return NULL;
	return object_id_text(arena, &entry->id);
}

static bool
visit_submodule(struct tree_visitor *self, const char *path, size_t length,
		const struct tree_entry *from, const struct tree_entry *to)
{
	struct submodule_visitor *visitor = (struct submodule_visitor *)self;
	const char *before = submodule_commit(visitor->arena, from);
	const char *after = submodule_commit(visitor->arena, to);
	struct submodule_change *submodule;

	if (!before && !after)
		return true;
	submodule = LIST_ADD(visitor->arena, &visitor->change->submodules);
	submodule->path = text_from_foreign(visitor->arena, path, length, 4 * length + 4);
	submodule->from = before;
	submodule->to = after;
	return true;
}

static bool
read_submodules(struct reading *reading, uint32_t from, uint32_t to)
{
	struct submodule_visitor visitor = {{visit_submodule}, reading->arena, reading->change};
	const struct graph *graph = reading->graph;

	return tree_diff(reading->git, &graph->nodes[from].tree, &graph->nodes[to].tree,
			 &visitor.visitor, reading->err);
}

/* ---- the whole ---- */

/* Reads the range and says how the two commits relate; nothing is listed for RANGE_BACKWARD. */
static bool
relate(struct reading *reading, uint32_t head, uint32_t previous)
{
	struct range *range = &reading->change->range;
	bool backward = false;

	if (!paint_contains(reading->git, previous, head, &backward, reading->err))
		return false;
	if (backward) {
		range->kind = RANGE_BACKWARD;
		return true;
	}
	if (!paint_range(reading->git, head, previous, reading->err))
		return false;
	range->kind =
		reading->graph->nodes[previous].colours & FROM_TIP ? RANGE_FORWARD : RANGE_DIVERGED;
	return read_commits(reading, head);
}

static bool
read_since(struct reading *reading, uint32_t head, const char *previous_id)
{
	struct change *change = reading->change;
	uint32_t previous;

	if (!graph_open(reading->git, previous_id, &previous, reading->err))
		return fail_while(reading->err, "commit in place");
	change->range.previous = arena_text(reading->arena, previous_id);
	if (previous == head) {
		change->range.kind = RANGE_SAME;
		return true;
	}
	return relate(reading, head, previous) && read_submodules(reading, previous, head);
}

static void
clear_change(struct change *change)
{
	struct key key = change->key;
	const char *record = change->range.record;

	*change = (struct change){.key = key, .range.record = record};
}

static bool
read_change(struct reading *reading, const char *head_id, const char *previous_id)
{
	struct change *change = reading->change;
	uint32_t head;

	if (!graph_open(reading->git, head_id, &head, reading->err))
		return fail_while(reading->err, "commit to deploy");
	change->head = arena_text(reading->arena, head_id);
	change->tree = object_id_text(reading->arena, &reading->graph->nodes[head].tree);
	change->range.kind = RANGE_FIRST;
	if (previous_id && !read_since(reading, head, previous_id))
		return false;
	change->range.commit_count = (int64_t)change->commits.count;
	change->range.request_count = (int64_t)change->requests.count;
	change->range.submodule_count = (int64_t)change->submodules.count;
	return true;
}

bool
history_read(struct arena *arena, struct git *git, const char *head, const char *previous,
	     const struct people *people, const struct signing *signing, struct change *change,
	     struct error *err)
{
	struct change found = *change;
	struct reading reading = {
		.arena = arena,
		.git = git,
		.graph = graph_of(git),
		.messages = {.arena = arena, .people = people},
		.signing = signing,
		.change = &found,
		.err = err,
	};
	bool good;

	clear_change(&found);
	good = read_change(&reading, head, previous);
	graph_drop_objects(reading.graph);
	if (!good)
		return fail_while(err, "reading the history");
	*change = found;
	return true;
}

bool
history_contains(struct git *git, const char *tip, const char *commit, bool *contains,
		 struct error *err)
{
	uint32_t from, to;

	if (!graph_open(git, tip, &from, err) || !graph_open(git, commit, &to, err))
		return false;
	return paint_contains(git, from, to, contains, err);
}
