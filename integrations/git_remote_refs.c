/* SPDX-License-Identifier: Apache-2.0 */
/* Which refs are meant, and is there what should be there? See git_remote_refs.h. */
#include "integrations/git_remote_refs.h"

#include <string.h>

#include <git2/refs.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/git_objects.h"

bool
ref_pair_read(struct arena *arena, const char *text, struct ref_pair *pair, struct error *err)
{
	const char *colon = strchr(text, ':');
	int there = 0, here = 0;

	pair->there = colon ? arena_copy(arena, text, (size_t)(colon - text)) : "";
	pair->here = colon ? arena_text(arena, colon + 1) : "";
	git_reference_name_is_valid(&there, pair->there);
	git_reference_name_is_valid(&here, pair->here);
	return (there && here) || fail(err, ERROR_BUG, "'%s' is no pair of refs", text);
}

bool
remote_refs_add(struct arena *arena, const char *name, const char *id, struct remote_refs *refs,
		struct error *err)
{
	struct remote_ref *ref;
	int valid = 0;

	/* HEAD, and "refs/tags/v1^{}". */
	if (!text_starts_with(name, "refs/") || git_reference_name_is_valid(&valid, name) < 0 ||
	    !valid)
		return true;
	if (refs->all.count >= LIMIT_REMOTE_REFS)
		return fail(err, ERROR_UNAVAILABLE, "it has more than %d refs", LIMIT_REMOTE_REFS);
	ref = LIST_ADD(arena, &refs->all);
	ref->name = arena_text(arena, name);
	ref->id = arena_text(arena, id);
	return true;
}

bool
check_before(const char *ref, const char *before, const char *there, struct error *err)
{
	if (!before || text_equal(before, there))
		return true;
	return fail(err, ERROR_CONFLICT, "%s is at %.12s, and not at %.12s any more", ref, there,
		    before);
}

bool
own_ref_set(git_repository *own, const char *name, const git_oid *id, struct error *err)
{
	git_reference *ref = NULL;

	if (git_reference_create(&ref, own, name, id, 1, NULL) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "noting what was fetched");
	git_reference_free(ref);
	return true;
}
