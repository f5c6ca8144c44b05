/* SPDX-License-Identifier: Apache-2.0 */
/* What can only the content say of what the forge says? See git_pull_content.h. */
#include "integrations/git_pull_content.h"

#include "integrations/git_pull_landing.h"
#include "integrations/git_pull_review.h"

struct pulls {
	struct pull *at; /* as facts->requests, which are by number or are searched through */
	size_t count;
};

static struct pull *
find_pull(const struct pulls *pulls, int64_t number)
{
	for (size_t i = 0; i < pulls->count; i++)
		if (pulls->at[i].request->number == number)
			return &pulls->at[i];
	return NULL;
}

static void
list_pulls(struct arena *arena, struct forge_facts *facts, struct pulls *pulls)
{
	pulls->count = facts->requests.count;
	pulls->at = arena_allocate(arena, (pulls->count + 1) * sizeof(*pulls->at));
	for (size_t i = 0; i < pulls->count; i++)
		pulls->at[i].request = &facts->requests.at[i];
}

static void
answer_landing(struct pull_asking *asking, const struct pulls *pulls, struct landing *landing)
{
	for (size_t i = 0; i < landing->requests.count; i++) {
		struct landed *landed = &landing->requests.at[i];
		struct pull *pull = find_pull(pulls, landed->number);

		if (pull) {
			pull_landing(asking, pull, landing->commit, landed);
			continue;
		}
		*landed = (struct landed){
			.number = landed->number,
			.kind = LANDED_UNKNOWN,
			.why = landed->why ? landed->why
					   : "the forge did not describe this request"};
	}
}

void
git_pull_content(struct arena *arena, struct git *git, const struct change *change,
		 struct forge_facts *facts)
{
	struct pull_asking asking = {.arena = arena, .git = git, .change = change, .facts = facts};
	struct pulls pulls;

	list_pulls(arena, facts, &pulls);
	for (size_t i = 0; i < facts->landings.count; i++)
		answer_landing(&asking, &pulls, &facts->landings.at[i]);
	for (size_t i = 0; i < pulls.count; i++) {
		pull_merges(&asking, &pulls.at[i]);
		pull_reviews(&asking, &pulls.at[i]);
	}
}
