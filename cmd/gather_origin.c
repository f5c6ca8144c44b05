/* SPDX-License-Identifier: Apache-2.0 */
/* What does the origin itself say of its branches? See gather_origin.h. */
#include "cmd/gather_origin.h"

#include <string.h>

#include "base/glob.h"
#include "base/text.h"
#include "integrations/git_history.h"
#include "integrations/store_git_origin.h"

static bool
is_at_origin(const struct world *world)
{
	const char *store = world->policy.ledger.store;

	return text_starts_with(store, "git:") && !text_starts_with(store, "git:local:") &&
	       world->ledger.git;
}

/* A tip that this clone does not have shows nothing. */
static bool
shows(const struct world *world, const char *tip, const char *commit)
{
	struct error ignored;
	bool contains = false;

	return commit && history_contains(world->git, tip, commit, &contains, &ignored) && contains;
}

static void
add_branch(struct world *world, const struct texts *refs, const char *head,
	   const struct remote_ref *branch, struct origin_facts *facts)
{
	const struct policy_source *source = &world->policy_facts.source;
	const char *name = branch->name + strlen("refs/heads/");

	if (!globs_match(refs, name) && !text_equal(name, source->branch))
		return;
	*LIST_ADD(world->arena, &facts->refs) =
		(struct origin_ref){.name = name,
				    .commit = branch->id,
				    .contains = shows(world, branch->id, head),
				    .contains_policy = shows(world, branch->id, source->commit)};
}

void
gather_origin(struct world *world, const struct texts *refs, const char *head,
	      struct origin_facts *facts)
{
	struct remote_refs branches = {0};
	struct error err;
	bool asked;

	*facts = (struct origin_facts){.availability.state = NOT_ASKED};
	if (!is_at_origin(world))
		return;
	if (!store_git_branches(world->ledger.git, world->arena, &asked, &branches, &facts->host,
				&err)) {
		facts->availability =
			(struct availability){UNAVAILABLE, arena_text(world->arena, err.message)};
		return;
	}
	facts->availability.state = KNOWN;
	facts->remote = asked;
	for (size_t i = 0; i < branches.all.count; i++)
		add_branch(world, refs, head, &branches.all.at[i], facts);
}
