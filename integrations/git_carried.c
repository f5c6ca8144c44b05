/* SPDX-License-Identifier: Apache-2.0 */
/* Was what a tag approved carried over by a squash or a rebase? See git_carried.h. */
#include "integrations/git_carried.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/trailer.h"
#include "integrations/git_commit.h"
#include "integrations/git_diff_digest.h"
#include "integrations/git_graph.h"
#include "integrations/git_history.h"
#include "integrations/git_merge.h"
#include "integrations/git_tree.h"

#define MOST_SUBJECTS 20

/* A tag whose head is neither a request's commit nor its head. */
struct candidate {
	const struct approving_tag *tag;
	struct object_id tree;
	struct texts subjects; /* its own, then those of first parents; at most MOST_SUBJECTS */
	const char *author;    /* "Name <address>" as written */
};

/* A direct change request. */
struct target {
	const struct commit *commit;
	size_t request;
	struct tree_entry first; /* what it changes first; kind and id */
	const char *path;        /* of that; NULL: removed, or nothing */
	const char *author;
	char digest[65]; /* "" until it is needed */
};

struct comparing {
	struct arena *arena;
	struct git *git;
	const struct change *change;
	const struct signing *signing;
	LIST(struct candidate) candidates; /* the youngest first */
	LIST(struct target) targets;       /* oldest first */
	struct carried_list *found;
	size_t comparisons;
};

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

static bool
read_commit(struct comparing *comparing, const char *id, struct object_id *tree,
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

static bool
is_own(const struct change *change, const char *head)
{
	for (size_t i = 0; i < change->requests.count; i++)
		if (text_equal(head, change->requests.at[i].commit) ||
		    text_equal(head, change->requests.at[i].head))
			return true;
	return false;
}

static int
youngest_first(const void *a, const void *b)
{
	const struct approving_tag *left = ((const struct candidate *)a)->tag;
	const struct approving_tag *right = ((const struct candidate *)b)->tag;

	if (left->time != right->time)
		return left->time > right->time ? -1 : 1;
	return strcmp(left->id, right->id);
}

static bool
read_candidate(struct comparing *comparing, struct candidate *candidate)
{
	const struct graph *graph = graph_of(comparing->git);
	struct object_id tree;
	const char *subject, *author;
	struct error ignored;
	uint32_t number;
	char id[41];

	if (!read_commit(comparing, candidate->tag->head, &candidate->tree, &candidate->author,
			 &subject))
		return false;
	texts_add(comparing->arena, &candidate->subjects, subject);
	memcpy(id, candidate->tag->head, sizeof(id));
	while (candidate->subjects.count < MOST_SUBJECTS &&
	       graph_open(comparing->git, id, &number, &ignored) &&
	       graph->nodes[number].parent_count) {
		object_id_format(id,
				 &graph->nodes[graph->parents[graph->nodes[number].parents]].id);
		if (!read_commit(comparing, id, &tree, &author, &subject))
			break;
		texts_add(comparing->arena, &candidate->subjects, subject);
	}
	return true;
}

/* Only what would count is worth the work. */
static void
list_candidates(struct comparing *comparing, const struct approving_tags *tags)
{
	for (size_t i = 0; i < tags->all.count; i++) {
		struct candidate candidate = {.tag = &tags->all.at[i]};

		if (candidate.tag->signature &&
		    candidate.tag->signature->state == SIGNATURE_VERIFIED &&
		    !is_own(comparing->change, candidate.tag->head) &&
		    read_candidate(comparing, &candidate))
			*LIST_ADD(comparing->arena, &comparing->candidates) = candidate;
	}
	if (comparing->candidates.count)
		qsort(comparing->candidates.at, comparing->candidates.count,
		      sizeof(*comparing->candidates.at), youngest_first);
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
	if (to && !memchr(path, '\0', length)) {
		visitor->target->path = arena_copy(visitor->arena, path, length);
		visitor->target->first = *to;
	}
	return false;
}

static bool
read_target(struct comparing *comparing, const struct commit *commit, struct target *target)
{
	struct first_visitor visitor = {{visit_first}, comparing->arena, target};
	const struct graph *graph = graph_of(comparing->git);
	struct object_id tree;
	const char *subject;
	struct error ignored;
	uint32_t parent;

	target->commit = commit;
	return commit->parents.count == 1 &&
	       read_commit(comparing, commit->id, &tree, &target->author, &subject) &&
	       graph_open(comparing->git, commit->parents.at[0], &parent, &ignored) &&
	       tree_diff(comparing->git, &graph->nodes[parent].tree, &tree, &visitor.visitor,
			 &ignored);
}

/* Requests are oldest first, commits newest first. */
static void
list_targets(struct comparing *comparing)
{
	const struct change *change = comparing->change;
	size_t next = 0;

	for (size_t i = change->commits.count; i-- > 0 && next < change->requests.count;) {
		const struct commit *commit = &change->commits.at[i];
		struct target target = {.request = next};

		if (!text_equal(commit->id, change->requests.at[next].commit))
			continue;
		if (change->requests.at[next].kind == REQUEST_DIRECT &&
		    read_target(comparing, commit, &target))
			*LIST_ADD(comparing->arena, &comparing->targets) = target;
		next++;
	}
}

/* ---- comparing ---- */

/* Who contributed to the tagged head is nowhere in what became of it. */
static struct change *
read_behind(struct comparing *comparing, const struct candidate *candidate,
	    const struct commit *commit)
{
	struct change *behind = arena_allocate(comparing->arena, sizeof(*behind));
	struct error ignored;

	if (!history_read(comparing->arena, comparing->git, candidate->tag->head,
			  commit->parents.at[0], comparing->signing->people, comparing->signing,
			  behind, &ignored) ||
	    !behind->commits.count)
		return NULL;
	return behind;
}

static void
add_found(struct comparing *comparing, const struct candidate *candidate,
	  const struct commit *commit, int content)
{
	struct carried carried = {candidate->tag, commit->id, content, NULL};

	if (content != CONTENT_DIFFERS)
		carried.behind = read_behind(comparing, candidate, commit);
	if (carried.behind || content == CONTENT_DIFFERS)
		*LIST_ADD(comparing->arena, &comparing->found->all) = carried;
}

/* Is it worth merging again? The tagged head has the very file that the commit has. */
static bool
has_first_file(struct comparing *comparing, const struct candidate *candidate,
	       const struct target *target)
{
	struct tree_entry entry;
	struct error ignored;

	return target->path &&
	       tree_find(comparing->git, &candidate->tree, target->path, &entry, &ignored) &&
	       entry.kind == target->first.kind && object_id_equal(&entry.id, &target->first.id);
}

/* A squash often has the subject of one of its commits. Nothing is granted for it. */
static bool
looks_alike(const struct candidate *candidate, const struct target *target)
{
	if (!text_equal(candidate->author, target->author))
		return false;
	for (size_t i = 0; i < candidate->subjects.count; i++)
		if (text_starts_with(target->commit->subject, candidate->subjects.at[i]))
			return true;
	return false;
}

static bool
spend(struct comparing *comparing)
{
	return comparing->comparisons++ < LIMIT_CARRIED;
}

static void
compare_squash(struct comparing *comparing, const struct candidate *candidate,
	       const struct target *target)
{
	struct merge_answer answer = {0};
	struct error ignored;
	bool alike = looks_alike(candidate, target);

	if (!alike && !has_first_file(comparing, candidate, target))
		return;
	if (!spend(comparing) ||
	    !squash_recompute(comparing->arena, comparing->git, target->commit->id,
			      candidate->tag->head, &answer, &ignored))
		return;
	if (answer.outcome == MERGE_OUTCOME_SAME)
		add_found(comparing, candidate, target->commit, CONTENT_SQUASHED);
	else if (alike)
		add_found(comparing, candidate, target->commit, CONTENT_DIFFERS);
}

/* The same lines at the same places; or, on a base that moved, what merging gives. */
static bool
same_change(struct comparing *comparing, struct target *target, const char *commit)
{
	struct merge_answer answer = {0};
	char digest[65];
	struct error ignored;

	if (!spend(comparing) ||
	    (!target->digest[0] && !diff_digest_of_commit(comparing->git, target->commit->id,
							  target->digest, &ignored)) ||
	    !diff_digest_of_commit(comparing->git, commit, digest, &ignored))
		return false;
	return text_equal(digest, target->digest) ||
	       (pick_recompute(comparing->arena, comparing->git, target->commit->id, commit,
			       &answer, &ignored) &&
		answer.outcome == MERGE_OUTCOME_SAME);
}

/* The only parent of a tagged commit, as text. */
static bool
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

static bool
is_in_branch(struct comparing *comparing, const struct target *target, const char *commit)
{
	bool contains = false;
	struct error ignored;

	return history_contains(comparing->git, target->commit->parents.at[0], commit, &contains,
				&ignored) &&
	       contains;
}

/*
 * From the last commit backwards, side by side, until the tagged commits come from the branch
 * itself: as many on either side, each with the other's diff. How many targets, or 0.
 */
static size_t
length_of_rebase(struct comparing *comparing, const struct candidate *candidate, size_t last)
{
	char commit[41];

	memcpy(commit, candidate->tag->head, sizeof(commit));
	for (size_t length = 1; length <= last + 1; length++) {
		struct target *target = &comparing->targets.at[last + 1 - length];

		if (length > 1 && target->request + 1 != target[1].request)
			return 0;
		if (!same_change(comparing, target, commit) ||
		    !only_parent(comparing, commit, commit))
			return 0;
		if (is_in_branch(comparing, target, commit))
			return length;
	}
	return 0;
}

static void
compare_rebase(struct comparing *comparing, const struct candidate *candidate, size_t last)
{
	size_t length;

	if (!text_equal(candidate->author, comparing->targets.at[last].author) ||
	    !text_equal(candidate->subjects.at[0], comparing->targets.at[last].commit->subject))
		return;
	length = length_of_rebase(comparing, candidate, last);
	for (size_t i = 0; i < length; i++)
		add_found(comparing, candidate, comparing->targets.at[last - i].commit,
			  CONTENT_REBASED);
}

/* The commits of a rebase look like squashes that differ, one by one. */
static void
drop_contradictions(struct carried_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->all.count; i++) {
		const struct carried *carried = &list->all.at[i];
		bool is_known = false;

		for (size_t k = 0; k < list->all.count && carried->content == CONTENT_DIFFERS; k++)
			is_known =
				is_known || (list->all.at[k].content != CONTENT_DIFFERS &&
					     list->all.at[k].tag == carried->tag &&
					     text_equal(list->all.at[k].commit, carried->commit));
		if (!is_known)
			list->all.at[kept++] = *carried;
	}
	list->all.count = kept;
}

void
git_carried(struct arena *arena, struct git *git, const struct change *change,
	    const struct approving_tags *tags, const struct signing *signing,
	    struct carried_list *list)
{
	struct comparing comparing = {
		.arena = arena, .git = git, .change = change, .signing = signing, .found = list};

	list_candidates(&comparing, tags);
	if (!comparing.candidates.count)
		return;
	list_targets(&comparing);
	for (size_t i = 0; i < comparing.candidates.count; i++)
		for (size_t t = 0; t < comparing.targets.count; t++) {
			compare_rebase(&comparing, &comparing.candidates.at[i], t);
			compare_squash(&comparing, &comparing.candidates.at[i],
				       &comparing.targets.at[t]);
		}
	drop_contradictions(list);
}
