/* SPDX-License-Identifier: Apache-2.0 */
/* Which merges inside of change requests have something of their own? See merges_inside.h. */
#include "integrations/merges_inside.h"

#include "base/text.h"

const struct change_index *
merges_inside(struct arena *arena, const struct change *change)
{
	struct evidence *evidence = arena_allocate(arena, sizeof(*evidence));

	*evidence = (struct evidence){.change = *change};
	return change_index_build(arena, evidence);
}

/* More than two parents cannot be computed again: the checks take no tag for them. */
static bool
has_something(const struct commit *merge)
{
	return merge->parents.count == 2 && merge->merge != MERGE_TRIVIAL &&
	       merge->merge != MERGE_CLEAN;
}

const struct change_request *
request_around(const struct change_index *inside, const char *merge)
{
	const struct commit *commit = change_index_commit(inside, merge);
	const struct change_request *request = change_index_request(inside, merge);

	if (!commit || !request || !has_something(commit) || text_equal(merge, request->commit) ||
	    text_equal(merge, request->head))
		return NULL;
	return request;
}
