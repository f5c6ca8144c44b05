/* SPDX-License-Identifier: Apache-2.0 */
/* Was what a tag approved carried over by a squash or a rebase? See git_carried.h. */
#include "integrations/git_carried.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "integrations/git_graph.h"
#include "integrations/git_history.h"
#include "integrations/git_merge.h"
#include "integrations/git_spent.h"
#include "integrations/merges_inside.h"

/* ---- reading ---- */

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

/* Only what would count is worth the work. */
static void
list_candidates(struct comparing *comparing, const struct approving_tags *tags)
{
	for (size_t i = 0; i < tags->all.count; i++) {
		struct candidate candidate = {.tag = &tags->all.at[i]};

		if (candidate.tag->signature &&
		    candidate.tag->signature->state == SIGNATURE_VERIFIED &&
		    !is_own(comparing->change, candidate.tag->head) &&
		    candidate_read(comparing, &candidate))
			*LIST_ADD(comparing->arena, &comparing->candidates) = candidate;
	}
	if (comparing->candidates.count)
		qsort(comparing->candidates.at, comparing->candidates.count,
		      sizeof(*comparing->candidates.at), youngest_first);
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
		    target_read(comparing, commit, &target))
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
	bool counts = content == CONTENT_SQUASHED || content == CONTENT_REBASED;

	if (content != CONTENT_DIFFERS)
		carried.behind = read_behind(comparing, candidate, commit);
	if (carried.behind || !counts)
		*LIST_ADD(comparing->arena, &comparing->found->all) = carried;
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

/* ---- what a tag of another commit says ---- */

static void
compare_squash(struct comparing *comparing, const struct candidate *candidate,
	       const struct target *target)
{
	struct merge_answer answer = {0};
	struct error ignored;
	bool alike = looks_alike(candidate, target);

	if (!alike && !has_first_file(comparing, candidate, target))
		return;
	if (!comparing_spend(comparing) ||
	    !squash_recompute(comparing->arena, comparing->git, target->commit->id,
			      candidate->tag->head, &answer, &ignored))
		return;
	if (answer.outcome == MERGE_OUTCOME_SAME)
		add_found(comparing, candidate, target->commit,
			  is_spent(comparing, candidate, target->commit) ? CONTENT_SPENT
									 : CONTENT_SQUASHED);
	else if (alike)
		add_found(comparing, candidate, target->commit, CONTENT_DIFFERS);
}

static void
compare_rebase(struct comparing *comparing, const struct candidate *candidate, size_t last)
{
	size_t length;
	int content;

	if (!text_equal(candidate->author, comparing->targets.at[last].author) ||
	    !text_equal(candidate->subjects.at[0], comparing->targets.at[last].commit->subject))
		return;
	length = length_of_rebase(comparing, candidate, last);
	if (!length)
		return;
	content = is_spent(comparing, candidate, comparing->targets.at[last + 1 - length].commit)
			  ? CONTENT_SPENT
			  : CONTENT_REBASED;
	for (size_t i = 0; i < length; i++)
		add_found(comparing, candidate, comparing->targets.at[last - i].commit, content);
}

/* A merge that changes nothing brings nothing again. */
static bool
changes_nothing(struct comparing *comparing, const struct commit *merge)
{
	const struct graph *graph = graph_of(comparing->git);
	uint32_t number, parent;
	struct error ignored;

	return graph_open(comparing->git, merge->id, &number, &ignored) &&
	       graph_open(comparing->git, merge->parents.at[0], &parent, &ignored) &&
	       object_id_equal(&graph->nodes[number].tree, &graph->nodes[parent].tree);
}

/* The request whose head the tag names; NULL: none, or it names a request's own commit. */
static const struct change_request *
request_of_head(const struct change *change, const char *head)
{
	for (size_t i = 0; i < change->requests.count; i++) {
		const struct change_request *request = &change->requests.at[i];

		if (text_equal(head, request->commit))
			return NULL;
		if (text_equal(head, request->head))
			return request->kind == REQUEST_MERGE ? request : NULL;
	}
	return NULL;
}

static bool
was_brought(struct comparing *comparing, const struct approving_tag *tag,
	    const struct commit *merge)
{
	struct candidate candidate = {.tag = tag};

	return !candidate_read(comparing, &candidate) || is_spent(comparing, &candidate, merge);
}

/*
 * A merge on the way is brought with the whole branch, and was then, too. It is of the request that
 * lists it, even if somebody makes it the head of another one.
 */
static void
compare_own(struct comparing *comparing, const struct change_index *inside,
	    const struct approving_tag *tag)
{
	const struct change_request *around = request_around(inside, tag->head);
	const struct change_request *request =
		around ? around : request_of_head(comparing->change, tag->head);
	struct approving_tag whole = *tag;
	const struct commit *merge;

	if (!request || !tag->signature || tag->signature->state != SIGNATURE_VERIFIED)
		return;
	merge = change_index_commit(inside, request->commit);
	whole.head = request->head;
	if (!merge || changes_nothing(comparing, merge))
		return;
	if (was_brought(comparing, tag, merge) || (around && was_brought(comparing, &whole, merge)))
		*LIST_ADD(comparing->arena, &comparing->found->all) =
			(struct carried){tag, tag->head, CONTENT_SPENT, NULL};
}

static void
compare_all_own(struct comparing *comparing, const struct approving_tags *tags)
{
	const struct change_index *inside;

	if (!tags->all.count)
		return;
	inside = merges_inside(comparing->arena, comparing->change);
	for (size_t i = 0; i < tags->all.count; i++)
		compare_own(comparing, inside, &tags->all.at[i]);
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

	compare_all_own(&comparing, tags);
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
