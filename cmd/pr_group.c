/* SPDX-License-Identifier: Apache-2.0 */
/* Which change requests does the merge queue merge at once? See pr_group.h. */
#include "cmd/pr_group.h"

#include "base/text.h"
#include "integrations/github_say.h"

#define LONGEST_GROUP 100

/* The entry whose own merge is `commit`; NULL: none. */
static const struct github_queued *
find_entry(const struct github_queue *queue, const char *commit)
{
	for (size_t i = 0; i < queue->count; i++)
		if (text_equal(queue->at[i].head, commit))
			return &queue->at[i];
	return NULL;
}

bool
pr_group_numbers(struct arena *arena, struct github *github, const struct pr_target *target,
		 struct pr_numbers *numbers, struct error *err)
{
	struct github_queue queue = {0};
	const char *commit = target->group_head;

	if (!github_ask_queue(arena, github, target->group_branch, &queue, err))
		return false;
	while (!text_equal(commit, target->group_base)) {
		const struct github_queued *entry = find_entry(&queue, commit);

		if (!entry || numbers->count == LONGEST_GROUP)
			return fail(err, ERROR_UNAVAILABLE,
				    "no entry of the queue of '%s' explains %.12s: the group has "
				    "changed, so there will be another one",
				    text_shown(arena, target->group_branch), commit);
		*LIST_ADD(arena, numbers) = entry->number;
		commit = entry->base;
	}
	return numbers->count || fail(err, ERROR_UNAVAILABLE, "the group has no change request");
}
