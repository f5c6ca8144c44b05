/* SPDX-License-Identifier: Apache-2.0 */
/* What does the remote of a ledger in git say of its branches? See store_git_origin.h. */
#include "integrations/store_git_origin.h"

#include "base/text.h"
#include "integrations/store_git_state.h"

bool
store_git_branches(struct store_git *store, struct arena *arena, bool *asked,
		   struct remote_refs *branches, const char **host, struct error *err)
{
	struct remote_refs all = {0};
	bool listed;

	*asked = store->remote.url != NULL;
	if (!*asked)
		return true;
	if (!git_place_lock(&store->place, err))
		return false;
	listed = remote_list(arena, store->place.git.repository, &store->remote, &all, err);
	git_place_unlock(&store->place);
	if (!listed)
		return store_git_refused(store, err);
	for (size_t i = 0; i < all.all.count; i++)
		if (text_starts_with(all.all.at[i].name, "refs/heads/"))
			*LIST_ADD(arena, &branches->all) = all.all.at[i];
	*host = remote_host(arena, store->remote.url);
	return true;
}
