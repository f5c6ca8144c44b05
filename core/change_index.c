/* SPDX-License-Identifier: Apache-2.0 */
/* What belongs to which commit and which change request? See change_index.h. */
#include "core/change_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static int
compare_commits(const void *a, const void *b)
{
	const struct indexed_commit *left = a, *right = b;

	return strcmp(left->commit->id, right->commit->id);
}

static struct indexed_commit *
find(const struct change_index *index, const char *id)
{
	struct commit commit = {.id = id};
	struct indexed_commit wanted = {.commit = &commit};

	if (!id || !index->commits.count)
		return NULL;
	return bsearch(&wanted, index->commits.at, index->commits.count, sizeof(wanted),
		       compare_commits);
}

static void
sort_commits(struct arena *arena, struct change_index *index)
{
	const struct change *change = &index->evidence->change;
	size_t count = change->commits.count;

	index->commits.at = arena_allocate(arena, (count + 1) * sizeof(*index->commits.at));
	index->commits.count = count;
	for (size_t i = 0; i < count; i++)
		index->commits.at[i] = (struct indexed_commit){&change->commits.at[i], SIZE_MAX};
	if (count)
		qsort(index->commits.at, count, sizeof(*index->commits.at), compare_commits);
}

static void
assign_requests(struct change_index *index)
{
	const struct change *change = &index->evidence->change;

	for (size_t r = 0; r < change->requests.count; r++) {
		const struct texts *commits = &change->requests.at[r].commits;

		for (size_t i = 0; i < commits->count; i++) {
			struct indexed_commit *found = find(index, commits->at[i]);

			if (found)
				found->request = r;
		}
	}
}

static size_t
request_of(const struct change_index *index, const char *commit)
{
	const struct change *change = &index->evidence->change;
	const struct indexed_commit *found = find(index, commit);

	/* Before a deploy the one request is known by its head alone. */
	if (!found && change->range.kind == RANGE_REQUEST && change->requests.count == 1 &&
	    commit && text_equal(change->requests.at[0].commit, commit))
		return 0;
	return found ? found->request : SIZE_MAX;
}

/* Positions by request: counted, then dealt out in their order. */
static struct positions *
group(struct arena *arena, const struct change_index *index, const size_t *requests, size_t count)
{
	size_t groups = index->evidence->change.requests.count, begin = 0;
	struct positions *grouped = arena_allocate(arena, (groups + 1) * sizeof(*grouped));
	size_t *positions = arena_allocate(arena, (count + 1) * sizeof(*positions));
	size_t *next = arena_allocate(arena, (groups + 1) * sizeof(*next));

	for (size_t i = 0; i < count; i++)
		if (requests[i] < groups)
			grouped[requests[i]].count++;
	for (size_t r = 0; r < groups; r++) {
		grouped[r].at = positions + begin;
		next[r] = begin;
		begin += grouped[r].count;
	}
	for (size_t i = 0; i < count; i++)
		if (requests[i] < groups)
			positions[next[requests[i]]++] = i;
	return grouped;
}

static struct positions *
group_approvals(struct arena *arena, const struct change_index *index)
{
	const struct reviews *reviews = &index->evidence->reviews;
	size_t count = reviews->approvals.count;
	size_t *requests = arena_allocate(arena, (count + 1) * sizeof(*requests));

	for (size_t i = 0; i < count; i++)
		requests[i] = request_of(index, reviews->approvals.at[i].commit);
	return group(arena, index, requests, count);
}

static struct positions *
group_tickets(struct arena *arena, const struct change_index *index)
{
	const struct tickets *tickets = &index->evidence->tickets;
	size_t count = tickets->references.count;
	size_t *requests = arena_allocate(arena, (count + 1) * sizeof(*requests));

	for (size_t i = 0; i < count; i++)
		requests[i] = request_of(index, tickets->references.at[i].commit);
	return group(arena, index, requests, count);
}

static struct positions *
group_hidden(struct arena *arena, const struct change_index *index)
{
	const struct opaque_changes *opaque = &index->evidence->change.opaque;
	size_t count = opaque->all.count;
	size_t *requests = arena_allocate(arena, (count + 1) * sizeof(*requests));

	for (size_t i = 0; i < count; i++)
		requests[i] = opaque->all.at[i].hidden_by_range
				      ? request_of(index, opaque->all.at[i].commit)
				      : SIZE_MAX;
	return group(arena, index, requests, count);
}

const struct change_index *
change_index_build(struct arena *arena, const struct evidence *evidence)
{
	struct change_index *index = arena_allocate(arena, sizeof(*index));

	index->evidence = evidence;
	sort_commits(arena, index);
	assign_requests(index);
	index->approvals = group_approvals(arena, index);
	index->tickets = group_tickets(arena, index);
	index->hidden = group_hidden(arena, index);
	return index;
}

const struct commit *
change_index_commit(const struct change_index *index, const char *id)
{
	const struct indexed_commit *found = find(index, id);

	return found ? found->commit : NULL;
}

const struct change_request *
change_index_request(const struct change_index *index, const char *id)
{
	size_t request = request_of(index, id);

	return request == SIZE_MAX ? NULL : &index->evidence->change.requests.at[request];
}

static size_t
number_of(const struct change_index *index, const struct change_request *request)
{
	return (size_t)(request - index->evidence->change.requests.at);
}

struct positions
change_index_approvals(const struct change_index *index, const struct change_request *request)
{
	return index->approvals[number_of(index, request)];
}

struct positions
change_index_tickets(const struct change_index *index, const struct change_request *request)
{
	return index->tickets[number_of(index, request)];
}

struct positions
change_index_hidden(const struct change_index *index, const struct change_request *request)
{
	return index->hidden[number_of(index, request)];
}
