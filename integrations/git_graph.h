/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which commits have been read, and how do they hang together? A table of nodes by object id; each
 * commit is read and hashed once for as long as the repository is open. Nodes move when the table
 * grows: keep their numbers, not pointers.
 */
#ifndef INTEGRATIONS_GIT_GRAPH_H
#define INTEGRATIONS_GIT_GRAPH_H

#include "integrations/git_objects.h"

#define NO_NODE UINT32_MAX

enum { /* colours: reachable from ... */
       FROM_TIP = 1,
       FROM_BASE = 2,
};

struct commit_node {
	struct object_id id, tree;
	int64_t time;     /* the committer's claim */
	uint32_t parents; /* first index into graph->parents */
	uint8_t parent_count;
	uint8_t colours;
	bool read, missing; /* neither: not looked at yet */
	bool queued;
	bool marked;          /* by whoever walks; unmarked before */
	uint32_t place;       /* in the range that was read last, or NO_NODE */
	struct object object; /* kept for a second look, or empty */
};

struct graph {
	struct commit_node *nodes;
	uint32_t count, capacity;
	uint32_t *slots; /* open addressing by object id; NO_NODE is free */
	uint32_t slot_count;
	uint32_t *parents;
	uint32_t parent_count, parent_capacity;
	size_t kept_bytes; /* of objects */
};

struct graph *graph_new(void);
void graph_free(struct graph *graph);

/* The graph of a repository, made when first asked for. */
struct graph *graph_of(struct git *git);

/* The number of the commit with this id; a new node is not read yet. */
uint32_t graph_node(struct graph *graph, const struct object_id *id);

/*
 * Makes sure that a node of git->graph was read: parents become nodes. A commit that the repository
 * lacks is marked `missing` and fails with ERROR_ABSENT, each time.
 */
bool graph_read(struct git *git, uint32_t node, bool keep, struct error *err);

/* The raw commit of a node, kept or read once more. */
bool graph_object(struct git *git, uint32_t node, struct object *object, struct error *err);

void graph_drop_objects(struct graph *graph);
void graph_clear(struct graph *graph); /* colours, marks and places */

/* Nodes by time, the latest first. */
struct commit_queue {
	uint32_t *at;
	uint32_t count, capacity;
};

void commit_queue_put(struct commit_queue *queue, const struct graph *graph, uint32_t node);
uint32_t commit_queue_take(struct commit_queue *queue, const struct graph *graph);
void commit_queue_release(struct commit_queue *queue);

/* The node of a commit, given as 40 hex digits, that must be there: else ERROR_UNAVAILABLE. */
bool graph_open(struct git *git, const char *text, uint32_t *number, struct error *err);

/* What a commit changes: the trees of its first parent and of itself. */
struct tree_pair {
	bool any; /* it has a parent; else `before` means nothing */
	struct object_id before, after;
};
bool graph_trees(struct git *git, const char *commit, struct tree_pair *trees, struct error *err);

#endif
