/* SPDX-License-Identifier: Apache-2.0 */
/* Which files does a change request change? See pull_paths.h. */
#include "checks/pull_paths.h"

#include "base/text.h"
#include "checks/rulings.h"

const struct texts *
paths_of_request(const struct judgement *judgement, const struct change_request *request)
{
	const struct forge_facts *facts = judgement->evidence->forge;
	size_t at = request_position(judgement, request);
	const struct landing *landing;
	const struct forge_request *found;

	if (request->paths_known)
		return &request->paths;
	if (!facts || at >= facts->landings.count)
		return NULL;
	landing = &facts->landings.at[at];
	if (!text_equal(landing->commit, request->commit) || landing->requests.count != 1 ||
	    landing->request_count != 1)
		return NULL;
	found = forge_find_request(facts, landing->requests.at[0].number);
	if (!found || found->files.state != KNOWN || !found->paths.count ||
	    found->path_count != (int64_t)found->paths.count)
		return NULL;
	return &found->paths;
}

/* A workflow may use a local action of any folder; this is what tells that it is one. */
static bool
is_action(const char *path)
{
	return text_equal(path, "action.yml") || text_equal(path, "action.yaml") ||
	       text_ends_with(path, "/action.yml") || text_ends_with(path, "/action.yaml");
}

bool
is_test_definition(const char *path)
{
	return text_starts_with(path, ".github/workflows/") ||
	       text_starts_with(path, ".github/actions/") || is_action(path);
}
