/* SPDX-License-Identifier: Apache-2.0 */
/* What is in what a deploy brings? See git_contents.h. */
#include "integrations/git_contents.h"

#include <string.h>

#include "base/text.h"
#include "core/scope.h"
#include "integrations/git_clone.h"
#include "integrations/git_graph.h"
#include "integrations/git_merge.h"
#include "integrations/git_opaque.h"
#include "integrations/git_tree.h"

static const int content_of_outcome[] = {
	[MERGE_OUTCOME_SAME] = MERGE_CLEAN,
	[MERGE_OUTCOME_DIFFERS] = MERGE_EVIL,
	[MERGE_OUTCOME_CONFLICT] = MERGE_RESOLVED,
	[MERGE_OUTCOME_UNKNOWN] = MERGE_UNVERIFIED,
};

static void
take_answer(struct commit *commit, const struct merge_answer *answer)
{
	commit->merge = content_of_outcome[answer->outcome];
	commit->merge_paths = answer->paths;
	commit->merge_why = answer->why;
}

bool
contents_merges(struct arena *arena, struct git *git, struct change *change, struct error *err)
{
	struct merge_effort spent = {0};

	for (size_t i = 0; i < change->commits.count; i++) {
		struct commit *commit = &change->commits.at[i];
		struct merge_answer answer = {0};

		if (commit->merge != MERGE_UNVERIFIED)
			continue;
		if (merge_effort_is_spent(&spent)) {
			commit->merge_why = "the merges of this deploy are too much work together; "
					    "deploy something in between first";
			continue;
		}
		if (!merge_recompute(arena, git, commit->id, &answer, err))
			return fail_while(err, "merging %s again", commit->id);
		take_answer(commit, &answer);
		merge_effort_add(&spent, &answer.effort);
	}
	return true;
}

/* ---- the gate's own files ---- */

struct gate_visitor {
	struct tree_visitor visitor;
	struct arena *arena, *scratch;
	const struct policy *now, *before;
	struct texts found;
	bool too_many;
};

static bool
visit_file(struct tree_visitor *self, const char *path, size_t length,
	   const struct tree_entry *from, const struct tree_entry *to)
{
	struct gate_visitor *visitor = (struct gate_visitor *)self;
	const char *shown = text_from_foreign(visitor->scratch, path, length, 4 * length + 4);

	(void)from;
	(void)to;
	if (!scope_is_gate(visitor->now, shown) &&
	    !(visitor->before && scope_is_gate(visitor->before, shown)))
		return true;
	visitor->too_many = visitor->found.count == LIMIT_PATHS;
	if (!visitor->too_many)
		texts_add(visitor->arena, &visitor->found, arena_text(visitor->arena, shown));
	return !visitor->too_many;
}

static bool
find_first_parent(struct git *git, const char *commit, char parent[41], bool *any,
		  struct error *err)
{
	const struct graph *graph = graph_of(git);
	uint32_t number;

	if (!graph_open(git, commit, &number, err))
		return false;
	*any = graph->nodes[number].parent_count > 0;
	if (*any)
		object_id_format(parent,
				 &graph->nodes[graph->parents[graph->nodes[number].parents]].id);
	return true;
}

static bool
read_gate(struct git *git, struct gate_visitor *visitor, struct change_request *request,
	  struct error *err)
{
	RELEASED_BY(arena_release) struct arena scratch;
	struct tree_pair trees;

	bool read;

	arena_init(&scratch);
	visitor->scratch = &scratch;
	read = graph_trees(git, request->commit, &trees, err) &&
	       tree_diff(git, trees.any ? &trees.before : NULL, &trees.after, &visitor->visitor,
			 err);
	visitor->scratch = NULL;
	if (!read)
		return false;
	if (visitor->too_many)
		return fail(err, ERROR_UNAVAILABLE, "more than %d files of the gate", LIMIT_PATHS);
	request->gate = visitor->found;
	request->gate_count = (int64_t)visitor->found.count;
	return true;
}

bool
contents_gate(struct arena *arena, struct git *git, const struct policy *now,
	      const struct policy *before, struct change *change, struct error *err)
{
	for (size_t i = 0; i < change->requests.count; i++) {
		struct gate_visitor visitor = {
			.visitor = {visit_file}, .arena = arena, .now = now, .before = before};

		if (!read_gate(git, &visitor, &change->requests.at[i], err))
			return fail_while(err, "files changed by %s",
					  change->requests.at[i].commit);
	}
	return true;
}

/* ---- what nobody sees ---- */

static void
fail_section(struct arena *arena, const struct error *err, struct availability *availability)
{
	*availability = (struct availability){UNAVAILABLE, arena_text(arena, err->message)};
}

static bool
is_listed(const struct opaque_changes *opaque, size_t from, const struct opaque_change *wanted)
{
	for (size_t i = from; i < opaque->all.count; i++)
		if (text_equal(opaque->all.at[i].path, wanted->path) &&
		    opaque->all.at[i].hidden_by_range)
			return true;
	return false;
}

/* Of what differs from the head, has the request changed this, or only what it was merged with? */
static bool
is_changed(struct git *git, const struct tree_pair *trees, const char *path)
{
	struct tree_entry before, after;
	struct error err;
	bool was = tree_find(git, &trees->before, path, &before, &err);
	bool is = tree_find(git, &trees->after, path, &after, &err);

	/* In neither: the name is not UTF-8, and it is not told apart. */
	return !was || !is || before.kind != after.kind || !object_id_equal(&before.id, &after.id);
}

/* Reviewers looked at the branch before it was merged, by the attributes that it had then. */
static bool
add_hidden_at_head(struct arena *arena, struct git *git, struct opaque_cache *cache,
		   const char *parent, const struct change_request *request, const char *previous,
		   struct opaque_changes *opaque, size_t from, struct error *err)
{
	struct opaque_changes at_head = {0};
	struct tree_pair trees;

	if (request->kind != REQUEST_MERGE)
		return true;
	if (!opaque_list(arena, git, cache, parent, request->head, previous, &at_head, err) ||
	    !graph_trees(git, request->commit, &trees, err))
		return false;
	for (size_t i = 0; i < at_head.all.count; i++) {
		struct opaque_change *change = &at_head.all.at[i];

		if (!change->hidden_by_range || is_listed(opaque, from, change) ||
		    !is_changed(git, &trees, change->path))
			continue;
		change->commit = request->commit;
		*LIST_ADD(arena, &opaque->all) = *change;
		opaque->count++;
	}
	return true;
}

static bool
list_opaque(struct arena *arena, struct git *git, const struct change *change,
	    struct opaque_changes *opaque, struct error *err)
{
	struct opaque_cache *cache = arena_allocate(arena, sizeof(*cache));

	for (size_t i = 0; i < change->requests.count; i++) {
		const char *commit = change->requests.at[i].commit;
		const char *previous = change->range.previous;
		size_t from = opaque->all.count;
		char parent[41];
		bool any;

		if (!find_first_parent(git, commit, parent, &any, err) ||
		    !opaque_list(arena, git, cache, any ? parent : NULL, commit, previous, opaque,
				 err) ||
		    !add_hidden_at_head(arena, git, cache, any ? parent : NULL,
					&change->requests.at[i], previous, opaque, from, err))
			return fail_while(err, "files changed by %s", commit);
	}
	return true;
}

void
contents_opaque(struct arena *arena, struct git *git, struct change *change)
{
	struct opaque_changes opaque = {.availability.state = KNOWN};
	struct error err;

	if (!list_opaque(arena, git, change, &opaque, &err)) {
		opaque = (struct opaque_changes){0};
		fail_section(arena, &err, &opaque.availability);
	}
	change->opaque = opaque;
}

/* ---- the clone ---- */

void
contents_clone(struct arena *arena, struct git *git, struct change *change)
{
	struct clone_facts facts = {.availability.state = KNOWN};
	struct error err;

	if (!clone_alterations(arena, git, &facts.altered, &err)) {
		facts.altered = (struct texts){0};
		fail_section(arena, &err, &facts.availability);
	}
	facts.count = (int64_t)facts.altered.count;
	change->clone = facts;
}
