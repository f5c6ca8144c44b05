/* SPDX-License-Identifier: Apache-2.0 */
/* Has a digest that comes to a file been there before? See git_digest_before.h. */
#include "integrations/git_digest_before.h"

#include <string.h>

#include "base/text.h"
#include "integrations/git_digest_moves.h"
#include "integrations/git_graph.h"
#include "integrations/git_tree.h"

struct looking_back {
	struct arena *arena;
	struct git *git;
	uint64_t *read;
	struct digest_moves *moves;
	struct object_id *seen; /* of each move: the file as it was seen last */
	size_t *now;            /* of each move: how often its digest is in the file before it */
	size_t commits;
};

static bool
count_in(struct looking_back *looking, const struct object_id *id, const char *digest,
	 size_t *count, struct error *err)
{
	struct object object RELEASED_BY(object_release) = {0};

	if (*looking->read > DIGEST_MOST_READ_BYTES)
		return fail(err, ERROR_UNAVAILABLE,
			    "its files have too much history to look through");
	if (!object_read(looking->git, id, OBJECT_BLOB, DIGEST_MOST_FILE_BYTES, &object, err))
		return false;
	*looking->read += object.length;
	*count = digest_count(&object, digest);
	return true;
}

/* What is no file there had no digest. */
static bool
find_file(struct looking_back *looking, const struct object_id *tree, const char *path,
	  struct object_id *id, bool *is_there, struct error *err)
{
	struct tree_entry entry;

	*is_there = false;
	if (!tree_find(looking->git, tree, path, &entry, err))
		return err->code == ERROR_ABSENT;
	*is_there = entry.kind == ENTRY_FILE || entry.kind == ENTRY_PROGRAM;
	*id = entry.id;
	return true;
}

static bool
look_at_move(struct looking_back *looking, size_t at, const struct commit_node *commit,
	     struct error *err)
{
	struct digest_move *move = &looking->moves->moves.at[at];
	struct object_id id;
	size_t count = 0;
	bool is_there;

	if (move->held_at)
		return true;
	if (!find_file(looking, &commit->tree, move->path, &id, &is_there, err))
		return false;
	if (!is_there || object_id_equal(&id, &looking->seen[at]))
		return true;
	looking->seen[at] = id;
	if (!count_in(looking, &id, move->to, &count, err))
		return false;
	if (!looking->commits)
		looking->now[at] = count;
	else if (count > looking->now[at])
		move->held_at = object_id_text(looking->arena, &commit->id);
	return true;
}

static bool
look_at(struct looking_back *looking, uint32_t node, struct error *err)
{
	struct commit_node commit = graph_of(looking->git)->nodes[node];

	for (size_t i = 0; i < looking->moves->moves.count; i++)
		if (!look_at_move(looking, i, &commit, err))
			return false;
	return true;
}

static bool
walk(struct looking_back *looking, const char *commit, struct error *err)
{
	struct graph *graph = graph_of(looking->git);
	uint32_t node;

	if (!graph_open(looking->git, commit, &node, err))
		return false;
	while (graph->nodes[node].parent_count && looking->commits < DIGEST_BEFORE_COMMITS) {
		node = graph->parents[graph->nodes[node].parents];
		if (!graph_read(looking->git, node, false, err) || !look_at(looking, node, err))
			return false;
		looking->commits++;
	}
	return true;
}

void
git_digest_before(struct arena *arena, struct git *git, const char *commit, uint64_t *read,
		  struct digest_moves *moves)
{
	size_t count = moves->moves.count;
	struct looking_back looking = {.arena = arena,
				       .git = git,
				       .read = read,
				       .moves = moves,
				       .seen = arena_allocate(arena, count * sizeof(*looking.seen)),
				       .now = arena_allocate(arena, count * sizeof(*looking.now))};
	struct error err;

	if (!walk(&looking, commit, &err))
		*moves = (struct digest_moves){
			.why = arena_format(
				arena,
				"whether it brings back what was taken back is not known: %s",
				err.message)};
	for (size_t i = 0; i < moves->moves.count; i++)
		moves->moves.at[i].is_new = !moves->moves.at[i].held_at;
}
