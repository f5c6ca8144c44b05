/* SPDX-License-Identifier: Apache-2.0 */
/* Which commits have been read, and how do they hang together? See git_graph.h. */
#include "integrations/git_graph.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "integrations/git_commit.h"

#define FIRST_SLOTS 4096u
#define MOST_KEPT_BYTES ((size_t)8 * 1024 * 1024)

struct graph *
graph_new(void)
{
	struct graph *graph = calloc(1, sizeof(*graph));

	if (!graph)
		abort();
	return graph;
}

void
graph_free(struct graph *graph)
{
	if (!graph)
		return;
	graph_drop_objects(graph);
	free(graph->nodes);
	free(graph->slots);
	free(graph->parents);
	free(graph);
}

struct graph *
graph_of(struct git *git)
{
	if (!git->graph)
		git->graph = graph_new();
	return git->graph;
}

/* Room for `count` elements, at least doubling; 2^32 commits do not fit into memory anyway. */
static void *
grown(void *at, uint32_t count, uint32_t *capacity, size_t size)
{
	void *moved;

	if (count <= *capacity)
		return at;
	if (count > UINT32_MAX / 2)
		abort();
	*capacity = count < 64 ? 64 : count * 2;
	moved = realloc(at, *capacity * size);
	if (!moved)
		abort();
	return moved;
}

/* Ids are hashes already: their first bytes will do. */
static uint32_t
first_slot(const struct graph *graph, const struct object_id *id)
{
	uint32_t bits;

	memcpy(&bits, id->bytes, sizeof(bits));
	return bits & (graph->slot_count - 1);
}

static uint32_t *
find_slot(const struct graph *graph, const struct object_id *id)
{
	uint32_t slot = first_slot(graph, id);

	while (graph->slots[slot] != NO_NODE &&
	       !object_id_equal(&graph->nodes[graph->slots[slot]].id, id))
		slot = (slot + 1) & (graph->slot_count - 1);
	return &graph->slots[slot];
}

static void
grow_slots(struct graph *graph)
{
	free(graph->slots);
	graph->slot_count = graph->slot_count ? graph->slot_count * 2 : FIRST_SLOTS;
	graph->slots = malloc(graph->slot_count * sizeof(*graph->slots));
	if (!graph->slots)
		abort();
	memset(graph->slots, 0xFF, graph->slot_count * sizeof(*graph->slots));
	for (uint32_t i = 0; i < graph->count; i++)
		*find_slot(graph, &graph->nodes[i].id) = i;
}

uint32_t
graph_node(struct graph *graph, const struct object_id *id)
{
	uint32_t *slot;

	if (graph->count >= graph->slot_count / 2)
		grow_slots(graph);
	slot = find_slot(graph, id);
	if (*slot == NO_NODE) {
		graph->nodes = grown(graph->nodes, graph->count + 1, &graph->capacity,
				     sizeof(*graph->nodes));
		graph->nodes[graph->count] = (struct commit_node){.id = *id, .place = NO_NODE};
		*slot = graph->count++;
	}
	return *slot;
}

static void
add_commit(struct graph *graph, uint32_t node, const struct raw_commit *commit)
{
	uint32_t first = graph->parent_count;

	graph->parents = grown(graph->parents, first + (uint32_t)commit->parent_count,
			       &graph->parent_capacity, sizeof(*graph->parents));
	for (size_t i = 0; i < commit->parent_count; i++)
		graph->parents[first + i] = graph_node(graph, &commit->parents[i]);
	graph->parent_count = first + (uint32_t)commit->parent_count;
	graph->nodes[node].parents = first;
	graph->nodes[node].parent_count = (uint8_t)commit->parent_count;
	graph->nodes[node].tree = commit->tree;
	graph->nodes[node].time = commit->committer.time;
	graph->nodes[node].read = true;
}

static bool
parse_object(const struct object *object, const struct object_id *id, struct raw_commit *commit,
	     struct error *err)
{
	char hex[41];

	if (raw_commit_parse(object->bytes, object->length, commit, err))
		return true;
	object_id_format(hex, id);
	return fail_while(err, "commit %s", hex);
}

bool
graph_read(struct git *git, uint32_t node, bool keep, struct error *err)
{
	struct graph *graph = git->graph;
	struct object object RELEASED_BY(object_release) = {0};
	struct object_id id;
	struct raw_commit commit;

	assert(graph->nodes && node < graph->count);
	id = graph->nodes[node].id;
	if (graph->nodes[node].read)
		return true;
	if (!object_read(git, &id, OBJECT_COMMIT, LIMIT_COMMIT_BYTES, &object, err)) {
		graph->nodes[node].missing = err->code == ERROR_ABSENT;
		return false;
	}
	if (!parse_object(&object, &id, &commit, err))
		return false;
	add_commit(graph, node, &commit);
	if (keep && graph->kept_bytes + object.length <= MOST_KEPT_BYTES) {
		graph->kept_bytes += object.length;
		graph->nodes[node].object = object;
		object = (struct object){0};
	}
	return true;
}

bool
graph_object(struct git *git, uint32_t node, struct object *object, struct error *err)
{
	struct commit_node *found = &git->graph->nodes[node];

	if (found->object.handle) {
		*object = found->object;
		git->graph->kept_bytes -= object->length;
		found->object = (struct object){0};
		return true;
	}
	return object_read(git, &found->id, OBJECT_COMMIT, LIMIT_COMMIT_BYTES, object, err);
}

void
graph_drop_objects(struct graph *graph)
{
	for (uint32_t i = 0; i < graph->count; i++)
		object_release(&graph->nodes[i].object);
	graph->kept_bytes = 0;
}

void
graph_clear(struct graph *graph)
{
	for (uint32_t i = 0; i < graph->count; i++) {
		graph->nodes[i].colours = 0;
		graph->nodes[i].queued = false;
		graph->nodes[i].marked = false;
		graph->nodes[i].place = NO_NODE;
	}
}

/* Of equal times the node that was met first. */
static bool
goes_before(const struct graph *graph, uint32_t a, uint32_t b)
{
	int64_t a_time = graph->nodes[a].time, b_time = graph->nodes[b].time;

	return a_time > b_time || (a_time == b_time && a < b);
}

void
commit_queue_put(struct commit_queue *queue, const struct graph *graph, uint32_t node)
{
	uint32_t at = queue->count;

	queue->at = grown(queue->at, at + 1, &queue->capacity, sizeof(*queue->at));
	queue->count++;
	while (at > 0 && goes_before(graph, node, queue->at[(at - 1) / 2])) {
		queue->at[at] = queue->at[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	queue->at[at] = node;
}

uint32_t
commit_queue_take(struct commit_queue *queue, const struct graph *graph)
{
	uint32_t first = queue->at[0], last = queue->at[--queue->count];
	uint32_t at = 0, below;

	while ((below = 2 * at + 1) < queue->count) {
		if (below + 1 < queue->count &&
		    goes_before(graph, queue->at[below + 1], queue->at[below]))
			below++;
		if (!goes_before(graph, queue->at[below], last))
			break;
		queue->at[at] = queue->at[below];
		at = below;
	}
	queue->at[at] = last;
	return first;
}

void
commit_queue_release(struct commit_queue *queue)
{
	free(queue->at);
	*queue = (struct commit_queue){0};
}

static bool
parse_commit_id(const char *text, struct object_id *id, struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};

	return object_id_parse(text, id) ||
	       fail(err, ERROR_USAGE, "'%s' is no commit id of 40 lower-case hex digits",
		    foreign_shown(&shown, text));
}

bool
graph_open(struct git *git, const char *text, uint32_t *number, struct error *err)
{
	struct object_id id;

	if (!parse_commit_id(text, &id, err))
		return false;
	*number = graph_node(graph_of(git), &id);
	if (graph_read(git, *number, false, err))
		return true;
	return fail_as(err, ERROR_UNAVAILABLE);
}

bool
graph_trees(struct git *git, const char *commit, struct tree_pair *trees, struct error *err)
{
	struct tree_pair found = {0};
	uint32_t number, parent;

	if (!graph_open(git, commit, &number, err))
		return false;
	found.after = git->graph->nodes[number].tree;
	found.any = git->graph->nodes[number].parent_count > 0;
	if (found.any) {
		parent = git->graph->parents[git->graph->nodes[number].parents];
		if (!graph_read(git, parent, false, err))
			return fail_as(err, ERROR_UNAVAILABLE);
		found.before = git->graph->nodes[parent].tree;
	}
	*trees = found;
	return true;
}
