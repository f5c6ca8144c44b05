/* SPDX-License-Identifier: Apache-2.0 */
/* How do a tagged head and a commit compare? See git_comparing.h. */
#include "integrations/git_comparing.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "core/trailer.h"
#include "integrations/git_commit.h"
#include "integrations/git_diff_digest.h"
#include "integrations/git_graph.h"
#include "integrations/git_history.h"
#include "integrations/git_merge.h"

#define MOST_SUBJECTS 20

/* ---- reading ---- */

static const char *
author_of(struct arena *arena, const struct raw_commit *raw)
{
	return arena_format(arena, "%s <%s>",
			    text_from_foreign(arena, raw->author.name.at, raw->author.name.length,
					      LIMIT_SUBJECT_BYTES),
			    text_from_foreign(arena, raw->author.address.at,
					      raw->author.address.length, LIMIT_SUBJECT_BYTES));
}

bool
comparing_read(struct comparing *comparing, const char *id, struct object_id *tree,
	       const char **author, const char **subject)
{
	struct object object RELEASED_BY(object_release) = {0};
	struct raw_commit raw;
	struct error ignored;
	uint32_t number;

	if (!graph_open(comparing->git, id, &number, &ignored) ||
	    !graph_object(comparing->git, number, &object, &ignored) ||
	    !raw_commit_parse(object.bytes, object.length, &raw, &ignored))
		return false;
	*tree = raw.tree;
	*author = author_of(comparing->arena, &raw);
	*subject = message_subject(comparing->arena, raw.message.at, raw.message.length);
	return true;
}

bool
candidate_read(struct comparing *comparing, struct candidate *candidate)
{
	const struct graph *graph = graph_of(comparing->git);
	struct object_id tree;
	const char *subject, *author;
	struct error ignored;
	uint32_t number;
	char id[41];

	if (!comparing_read(comparing, candidate->tag->head, &candidate->tree, &candidate->author,
			    &subject))
		return false;
	texts_add(comparing->arena, &candidate->subjects, subject);
	memcpy(id, candidate->tag->head, sizeof(id));
	while (candidate->subjects.count < MOST_SUBJECTS &&
	       graph_open(comparing->git, id, &number, &ignored) &&
	       graph->nodes[number].parent_count) {
		object_id_format(id,
				 &graph->nodes[graph->parents[graph->nodes[number].parents]].id);
		if (!comparing_read(comparing, id, &tree, &author, &subject))
			break;
		texts_add(comparing->arena, &candidate->subjects, subject);
	}
	return true;
}

struct first_visitor {
	struct tree_visitor visitor;
	struct arena *arena;
	struct target *target;
};

static bool
visit_first(struct tree_visitor *self, const char *path, size_t length,
	    const struct tree_entry *from, const struct tree_entry *to)
{
	struct first_visitor *visitor = (struct first_visitor *)self;

	(void)from;
	visitor->target->path = arena_copy(visitor->arena, path, length);
	visitor->target->removed = !to;
	if (to)
		visitor->target->first = *to;
	return false;
}

bool
target_read(struct comparing *comparing, const struct commit *commit, struct target *target)
{
	struct first_visitor visitor = {{visit_first}, comparing->arena, target};
	const struct graph *graph = graph_of(comparing->git);
	struct object_id tree;
	const char *subject;
	struct error ignored;
	uint32_t parent;

	target->commit = commit;
	return commit->parents.count == 1 &&
	       comparing_read(comparing, commit->id, &tree, &target->author, &subject) &&
	       graph_open(comparing->git, commit->parents.at[0], &parent, &ignored) &&
	       tree_diff(comparing->git, &graph->nodes[parent].tree, &tree, &visitor.visitor,
			 &ignored);
}

/* ---- comparing ---- */

bool
comparing_spend(struct comparing *comparing)
{
	return comparing->comparisons++ < LIMIT_CARRIED;
}

bool
has_first_file(struct comparing *comparing, const struct candidate *candidate,
	       const struct target *target)
{
	struct tree_entry entry;
	struct error problem = {0};

	if (!target->path)
		return false;
	if (!tree_find(comparing->git, &candidate->tree, target->path, &entry, &problem))
		return target->removed && problem.code == ERROR_ABSENT;
	return !target->removed && entry.kind == target->first.kind &&
	       object_id_equal(&entry.id, &target->first.id);
}

bool
same_change(struct comparing *comparing, struct target *target, const char *commit)
{
	struct merge_answer answer = {0};
	char digest[65];
	struct error ignored;

	if (!comparing_spend(comparing) ||
	    (!target->digest[0] && !diff_digest_of_commit(comparing->git, target->commit->id,
							  target->digest, &ignored)) ||
	    !diff_digest_of_commit(comparing->git, commit, digest, &ignored))
		return false;
	return text_equal(digest, target->digest) ||
	       (pick_recompute(comparing->arena, comparing->git, target->commit->id, commit,
			       &answer, &ignored) &&
		answer.outcome == MERGE_OUTCOME_SAME);
}

bool
only_parent(struct comparing *comparing, const char *commit, char parent[41])
{
	const struct graph *graph = graph_of(comparing->git);
	struct error ignored;
	uint32_t number;

	if (!graph_open(comparing->git, commit, &number, &ignored) ||
	    graph->nodes[number].parent_count != 1)
		return false;
	object_id_format(parent, &graph->nodes[graph->parents[graph->nodes[number].parents]].id);
	return true;
}

bool
is_in_branch(struct comparing *comparing, const struct target *target, const char *commit)
{
	bool contains = false;
	struct error ignored;

	return history_contains(comparing->git, target->commit->parents.at[0], commit, &contains,
				&ignored) &&
	       contains;
}
