/* SPDX-License-Identifier: Apache-2.0 */
/* Does the change set hang together? See consistency.h. */
#include "core/consistency.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/scope.h"

/* Commits by id, for look-ups; `claims` counts the requests that list a commit. */
struct entry {
	const struct commit *commit;
	unsigned claims;
	bool reached;
	bool heads_request;
};

struct graph {
	const struct change *change;
	struct entry *entries; /* sorted by id */
	const char **boundary; /* sorted */
	const struct entry **pending;
	size_t pending_count;
};

static int
compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->commit->id, ((const struct entry *)b)->commit->id);
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct entry *
find_entry(const struct graph *graph, const char *id)
{
	struct commit commit = {.id = id};
	struct entry wanted = {.commit = &commit};

	if (!graph->change->commits.count)
		return NULL;
	return bsearch(&wanted, graph->entries, graph->change->commits.count, sizeof(wanted),
		       compare_entries);
}

static bool
is_boundary(const struct graph *graph, const char *id)
{
	return graph->change->boundary.count &&
	       bsearch(&id, graph->boundary, graph->change->boundary.count, sizeof(id),
		       compare_texts);
}

static const char *
build(struct arena *arena, const struct change *change, struct graph *graph)
{
	size_t count = change->commits.count;

	graph->change = change;
	graph->entries = arena_allocate(arena, (count + 1) * sizeof(*graph->entries));
	graph->pending = arena_allocate(arena, (count + 1) * sizeof(*graph->pending));
	graph->boundary = arena_allocate(arena, (change->boundary.count + 1) * sizeof(char *));
	for (size_t i = 0; i < count; i++)
		graph->entries[i].commit = &change->commits.at[i];
	for (size_t i = 0; i < change->boundary.count; i++)
		graph->boundary[i] = change->boundary.at[i];
	if (count)
		qsort(graph->entries, count, sizeof(*graph->entries), compare_entries);
	if (change->boundary.count)
		qsort(graph->boundary, change->boundary.count, sizeof(char *), compare_texts);
	for (size_t i = 1; i < count; i++)
		if (compare_entries(&graph->entries[i - 1], &graph->entries[i]) == 0)
			return "a commit is listed twice";
	return NULL;
}

static bool
merge_fits_parents(const struct commit *commit)
{
	switch (commit->parents.count) {
	case 0:
	case 1:
		return commit->merge == MERGE_NONE;
	case 2:
		return commit->merge != MERGE_NONE && commit->merge != MERGE_OCTOPUS;
	default:
		return commit->merge == MERGE_OCTOPUS;
	}
}

/* A trivial merge has the tree of its second parent, where that parent is in the range. */
static bool
trivial_fits_trees(const struct graph *graph, const struct commit *commit)
{
	const struct entry *second;

	if (commit->merge != MERGE_TRIVIAL)
		return true;
	second = find_entry(graph, commit->parents.at[1]);
	return second && text_equal(second->commit->tree, commit->tree);
}

static size_t
count_co_author_trailers(const struct commit *commit)
{
	size_t count = 0;

	for (size_t i = 0; i < commit->trailers.count; i++)
		count += text_equal_ignoring_case(commit->trailers.at[i].key, "Co-authored-by");
	return count;
}

static void
push(struct graph *graph, struct entry *entry)
{
	if (entry->reached)
		return;
	entry->reached = true;
	graph->pending[graph->pending_count++] = entry;
}

static const char *
visit(struct graph *graph, const struct commit *commit)
{
	if (!merge_fits_parents(commit) || !trivial_fits_trees(graph, commit))
		return "a commit's merge does not fit its parents";
	if (commit->is_signed != (commit->signature != NULL))
		return "a signature is missing";
	if (commit->trailer_count != (int64_t)commit->trailers.count)
		return "a trailer is missing";
	if (commit->co_authors.count != count_co_author_trailers(commit))
		return "a co-author is missing";
	for (size_t i = 0; i < commit->parents.count; i++) {
		struct entry *parent = find_entry(graph, commit->parents.at[i]);

		if (parent)
			push(graph, parent);
		else if (!is_boundary(graph, commit->parents.at[i]))
			return "a parent is neither in the range nor at its boundary";
	}
	return NULL;
}

/* Every commit must be reachable from head: a lost parent edge leaves its ancestors hanging. */
static const char *
walk(struct graph *graph)
{
	struct entry *head = find_entry(graph, graph->change->head);

	if (!head)
		return "the deployed commit is not in the range";
	if (!text_equal(head->commit->tree, graph->change->tree))
		return "the deployed tree is not the deployed commit's";
	push(graph, head);
	while (graph->pending_count) {
		const char *problem = visit(graph, graph->pending[--graph->pending_count]->commit);

		if (problem)
			return problem;
	}
	for (size_t i = 0; i < graph->change->commits.count; i++)
		if (!graph->entries[i].reached)
			return "a commit of the range is not reachable from the deployed commit";
	return NULL;
}

/* Files of the gate among the changed paths are listed apart, so that they are always known. */
static bool
lacks_gate_files(const struct change_request *request)
{
	size_t count = 0;

	for (size_t i = 0; i < request->paths.count; i++)
		count += scope_is_fixed_gate(request->paths.at[i]);
	return count > request->gate.count;
}

static const char *
files_problem(const struct change_request *request)
{
	if (request->path_count != (int64_t)request->paths.count)
		return "a changed path is missing";
	if (request->gate_count != (int64_t)request->gate.count || lacks_gate_files(request))
		return "a changed file of the gate is missing";
	return NULL;
}

static const char *
claim(struct graph *graph, const struct change_request *request)
{
	struct entry *mainline = find_entry(graph, request->commit);

	if (!mainline)
		return "a change request's commit is not in the range";
	if ((request->kind == REQUEST_MERGE) != (mainline->commit->parents.count > 1))
		return "a change request's kind does not fit its parents";
	if (!texts_contain(&request->commits, request->commit))
		return "a change request does not list its own commit";
	mainline->heads_request = true;
	if (files_problem(request))
		return files_problem(request);
	for (size_t i = 0; i < request->commits.count; i++) {
		struct entry *entry = find_entry(graph, request->commits.at[i]);

		if (!entry)
			return "a change request lists a commit that is not in the range";
		entry->claims++;
	}
	return NULL;
}

static const char *
first_parent(const struct graph *graph, const struct change_request *request)
{
	const struct commit *commit = find_entry(graph, request->commit)->commit;

	return commit->parents.count ? commit->parents.at[0] : NULL;
}

static bool
knows_paths(const struct change *change)
{
	for (size_t i = 0; i < change->requests.count; i++)
		if (change->requests.at[i].paths_known)
			return true;
	return false;
}

/* What changed between first parents adds up only along the whole line, from what is in place. */
static const char *
mainline_breaks(const struct graph *graph)
{
	const struct change *change = graph->change;
	size_t count = change->requests.count;
	const char *start;

	if (!count || !text_equal(change->requests.at[count - 1].commit, change->head))
		return "the newest change request is not the deployed commit";
	for (size_t i = 1; i < count; i++)
		if (!text_equal(first_parent(graph, &change->requests.at[i]),
				change->requests.at[i - 1].commit))
			return "the change requests are not one line of first parents";
	start = first_parent(graph, &change->requests.at[0]);
	if (start && find_entry(graph, start))
		return "the oldest change request is missing";
	if (knows_paths(change) && !text_equal(start, change->range.previous))
		return "the changed paths do not begin at what is in place";
	return NULL;
}

static const char *
partition(struct graph *graph)
{
	const struct change *change = graph->change;

	for (size_t i = 0; i < change->requests.count; i++) {
		const char *problem = claim(graph, &change->requests.at[i]);

		if (problem)
			return problem;
	}
	for (size_t i = 0; i < change->commits.count; i++)
		if (graph->entries[i].claims != 1)
			return "a commit does not belong to exactly one change request";
	return mainline_breaks(graph);
}

static const char *
opaque_breaks(const struct graph *graph)
{
	const struct opaque_changes *opaque = &graph->change->opaque;

	for (size_t i = 0; i < opaque->all.count; i++) {
		const struct entry *entry = find_entry(graph, opaque->all.at[i].commit);

		if (!entry || !entry->heads_request)
			return "an opaque file is of no change request";
	}
	return NULL;
}

static const char *
counts_disagree(const struct change *change)
{
	if (change->range.commit_count != (int64_t)change->commits.count)
		return "the number of commits is not commitCount";
	if (change->range.request_count != (int64_t)change->requests.count)
		return "the number of change requests is not requestCount";
	if (change->range.submodule_count != (int64_t)change->submodules.count)
		return "the number of submodules is not submoduleCount";
	if (change->opaque.count != (int64_t)change->opaque.all.count)
		return "an opaque file is missing";
	if (change->clone.count != (int64_t)change->clone.altered.count)
		return "an alteration of the clone is missing";
	return NULL;
}

static const char *
approvals_break(const struct reviews *reviews)
{
	for (size_t i = 0; i < reviews->approvals.count; i++)
		if (reviews->approvals.at[i].contributor_count !=
		    (int64_t)reviews->approvals.at[i].contributors.count)
			return "a contributor of what was approved is missing";
	return NULL;
}

static const char *
range_disagrees(const struct evidence *evidence)
{
	const struct range *range = &evidence->change.range;
	const struct placed *in_place = evidence->ledger.in_place;

	if (range->kind == RANGE_UNDECLARED)
		return NULL;
	if ((range->kind == RANGE_FIRST) != (in_place == NULL))
		return "the range does not fit what is in place";
	if (in_place && (!text_equal(range->previous, in_place->commit) ||
			 !text_equal(range->record, in_place->record)))
		return "the range does not start at what is in place";
	if (!in_place && (range->previous || range->record))
		return "the range starts at a record that is not in place";
	if ((range->kind == RANGE_SAME) !=
	    (in_place && text_equal(evidence->change.head, in_place->commit)))
		return "the range's kind does not fit the deployed commit";
	return NULL;
}

/* Before a deploy there is the head of one request, of which a forge tells. */
static const char *
request_breaks(const struct evidence *evidence)
{
	const struct change *change = &evidence->change;
	const struct forge_facts *forge = evidence->forge;

	if (change->commits.count || change->opaque.all.count)
		return "commits are listed where there is no range";
	if (change->range.previous || change->range.record)
		return "a change request does not start at a record";
	if (change->requests.count != 1 || !text_equal(change->requests.at[0].commit, change->head))
		return "it is not the head of one change request";
	if (!forge)
		return "no forge tells of the change request";
	if (forge->availability.state == KNOWN &&
	    (forge->landings.count != 1 || !text_equal(forge->landings.at[0].commit, change->head)))
		return "the forge tells of another change request";
	return files_problem(&change->requests.at[0]);
}

const char *
change_inconsistency(struct arena *arena, const struct evidence *evidence)
{
	const struct change *change = &evidence->change;
	bool lists_commits =
		change->range.kind == RANGE_FORWARD || change->range.kind == RANGE_DIVERGED;
	struct graph graph = {0};
	const char *problem = counts_disagree(change);

	if (!problem)
		problem = approvals_break(&evidence->reviews);
	if (!problem && change->range.kind == RANGE_REQUEST)
		return request_breaks(evidence);
	if (!problem)
		problem = range_disagrees(evidence);
	if (!problem && !lists_commits &&
	    (change->commits.count || change->requests.count || change->opaque.all.count))
		problem = "commits are listed where there is no range";
	if (problem || !lists_commits)
		return problem;
	problem = build(arena, change, &graph);
	if (!problem)
		problem = walk(&graph);
	if (!problem && change->range.kind == RANGE_FORWARD &&
	    !is_boundary(&graph, change->range.previous))
		problem = "what is in place is not at the range's boundary";
	if (!problem)
		problem = partition(&graph);
	if (!problem)
		problem = opaque_breaks(&graph);
	return problem;
}
