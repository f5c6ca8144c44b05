/* SPDX-License-Identifier: Apache-2.0 */
/* Was what a tag approved brought before? See git_spent.h. */
#include "integrations/git_spent.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/git_graph.h"
#include "integrations/git_merge.h"
#include "integrations/git_paint.h"

#define MOST_BEFORE 20000      /* commits looked through for one tag */
#define MOST_LOOKED_AT 1000000 /* for all */

/* A commit with one parent; NULL: it could not be read. */
static struct target *
target_of_node(struct comparing *comparing, uint32_t number)
{
	const struct graph *graph = graph_of(comparing->git);
	const struct commit_node *node = &graph->nodes[number];
	struct commit *commit;
	struct target *target;
	struct object_id tree;
	const char *author;

	while (comparing->before.count <= number)
		*LIST_ADD(comparing->arena, &comparing->before) = NULL;
	if (comparing->before.at[number])
		return comparing->before.at[number];
	commit = arena_allocate(comparing->arena, sizeof(*commit));
	target = arena_allocate(comparing->arena, sizeof(*target));
	*commit = (struct commit){.id = object_id_text(comparing->arena, &node->id)};
	*target = (struct target){0};
	texts_add(
		comparing->arena, &commit->parents,
		object_id_text(comparing->arena, &graph->nodes[graph->parents[node->parents]].id));
	if (!comparing_read(comparing, commit->id, &tree, &author, &commit->subject) ||
	    !target_read(comparing, commit, target))
		return NULL;
	return comparing->before.at[number] = target;
}

/* The commit with this one parent before it; NULL: no such, or it could not be read. */
static struct target *
target_before(struct comparing *comparing, const struct target *target)
{
	uint32_t number;
	struct error ignored;

	if (!graph_open(comparing->git, target->commit->parents.at[0], &number, &ignored) ||
	    graph_of(comparing->git)->nodes[number].parent_count != 1)
		return NULL;
	return target_of_node(comparing, number);
}

/* No less than what made it count when it was brought: see compare_squash() and _rebase(). */
static bool
may_have_brought(struct comparing *comparing, const struct candidate *candidate,
		 const struct target *target)
{
	if (!target->path)
		return false;
	for (size_t i = 0; i < candidate->subjects.count; i++)
		if (text_starts_with(target->commit->subject, candidate->subjects.at[i]))
			return true;
	return has_first_file(comparing, candidate, target);
}

/* Side by side, as length_of_rebase(), whoever brought them. */
static bool
was_rebased(struct comparing *comparing, const struct candidate *candidate, struct target *target)
{
	char commit[41];

	memcpy(commit, candidate->tag->head, sizeof(commit));
	while (target && same_change(comparing, target, commit) &&
	       only_parent(comparing, commit, commit)) {
		if (is_in_branch(comparing, target, commit))
			return true;
		target = target_before(comparing, target);
	}
	return false;
}

static bool
has_brought(struct comparing *comparing, const struct candidate *candidate, struct target *target)
{
	struct merge_answer answer = {0};
	struct error ignored;

	if (!may_have_brought(comparing, candidate, target))
		return false;
	return !comparing_spend(comparing) ||
	       !squash_recompute(comparing->arena, comparing->git, target->commit->id,
				 candidate->tag->head, &answer, &ignored) ||
	       answer.outcome == MERGE_OUTCOME_SAME || was_rebased(comparing, candidate, target);
}

/* By commits that are in `tip` and not in the head; what cannot be found out is taken for true. */
static bool
was_brought_into(struct comparing *comparing, const struct candidate *candidate, const char *tip)
{
	struct graph *graph = graph_of(comparing->git);
	LIST(uint32_t) range = {0};
	uint32_t from, head;
	struct error ignored;

	if (!graph_open(comparing->git, tip, &from, &ignored) ||
	    !graph_open(comparing->git, candidate->tag->head, &head, &ignored) ||
	    !paint_range(comparing->git, from, head, &ignored))
		return true;
	if (graph->nodes[head].colours & FROM_TIP)
		return true;
	for (uint32_t i = 0; i < graph->count; i++)
		if (graph->nodes[i].read && graph->nodes[i].colours == FROM_TIP &&
		    graph->nodes[i].parent_count == 1)
			*LIST_ADD(comparing->arena, &range) = i;
	graph_drop_objects(graph);
	comparing->looked_at += range.count;
	if (range.count > MOST_BEFORE || comparing->looked_at > MOST_LOOKED_AT)
		return true;
	for (size_t i = 0; i < range.count; i++) {
		struct target *target = target_of_node(comparing, range.at[i]);

		if (!target || has_brought(comparing, candidate, target))
			return true;
	}
	return comparing->comparisons > LIMIT_CARRIED;
}

bool
is_spent(struct comparing *comparing, const struct candidate *candidate,
	 const struct commit *commit)
{
	const char *previous = comparing->change->range.previous;

	return was_brought_into(comparing, candidate, commit->parents.at[0]) ||
	       (previous && !text_equal(previous, commit->parents.at[0]) &&
		was_brought_into(comparing, candidate, previous));
}
