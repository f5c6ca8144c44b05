/* SPDX-License-Identifier: Apache-2.0 */
/* What if the clone lacks the history that a deploy is judged by? See gather_clone.h. */
#include "cmd/gather_clone.h"

#include "base/glob.h"
#include "base/text.h"
#include "cmd/gather_forge.h"
#include "cmd/output.h"
#include "integrations/git_pulls.h"

#define MOST_BRANCHES 100

/* The clone's branches that the gate looks at: they may be deployed, or have the policy. */
static bool
list_branches(struct world *world, const struct environment_rules *rules, struct texts *refs,
	      struct error *err)
{
	const struct texts *allowed =
		rules && rules->refs.count ? &rules->refs : &world->policy.branches;
	struct branches branches = {0};

	if (!git_branches(world->arena, world->git, &branches, err))
		return false;
	for (size_t i = 0; i < branches.count; i++)
		if (globs_match(allowed, branches.at[i].name) ||
		    text_equal(branches.at[i].ref, world->policy_facts.source.ref))
			texts_add(world->arena, refs,
				  arena_format(world->arena, "refs/heads/%s", branches.at[i].name));
	return refs->count <= MOST_BRANCHES ||
	       fail(err, ERROR_UNAVAILABLE,
		    "%zu branches of it may be deployed or have the policy, more than %d",
		    refs->count, MOST_BRANCHES);
}

/* Without a token a public repository still answers. */
static bool
fetch(struct world *world, const struct github_settings *settings, const struct texts *refs,
      struct error *err)
{
	RELEASED_BY(github_release) struct github *github = NULL;
	struct remote_place place = {0};
	struct error closed;

	if (github_open(settings, &github, &closed))
		place.token = github_git_token(github, &place.token_host);
	if (!git_clone_url(world->arena, world->git, &place.url, err))
		return false;
	if (!place.url)
		return fail(err, ERROR_UNAVAILABLE, "the clone has no origin");
	return git_pulls_fetch_there(world->git, &place, refs, NULL, err);
}

void
gather_clone(struct world *world, const struct environment_rules *rules, bool debug)
{
	struct github_settings settings;
	struct texts refs = {0};
	struct error err;

	if (world->policy.forge == FORGE_NONE || !git_lacks_history(world->git))
		return;
	if (gather_forge_settings(&world->policy, debug, &settings, &err) &&
	    list_branches(world, rules, &refs, &err) &&
	    (!refs.count || fetch(world, &settings, &refs, &err)))
		return;
	output_log("the history that this clone lacks could not be fetched: %s", err.message);
}
