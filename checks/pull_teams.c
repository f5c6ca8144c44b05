/* SPDX-License-Identifier: Apache-2.0 */
/* Is an account in a team? See pull_teams.h. */
#include "checks/pull_teams.h"

#include "base/text.h"

static const struct team_facts *
find_team(const struct forge_facts *facts, const char *name)
{
	for (size_t i = 0; i < facts->teams.count; i++)
		if (text_equal_ignoring_case(facts->teams.at[i].name, name))
			return &facts->teams.at[i];
	return NULL;
}

enum team_word
team_has(const struct forge_facts *facts, const char *team, const struct account *account,
	 const char **why)
{
	const struct team_facts *found = find_team(facts, team);

	*why = found ? found->availability.why : NULL;
	if (!found || found->availability.state != KNOWN ||
	    found->member_count != (int64_t)found->members.count)
		return TEAM_UNKNOWN;
	for (size_t i = 0; i < found->members.count; i++)
		if (account_equal(&found->members.at[i], account))
			return IS_MEMBER;
	return NO_MEMBER;
}

enum team_word
teams_have(const struct forge_facts *facts, const struct texts *teams,
	   const struct account *account, const char **why)
{
	enum team_word best = NO_MEMBER;

	for (size_t i = 0; i < teams->count; i++) {
		const char *reason;
		enum team_word word = team_has(facts, teams->at[i], account, &reason);

		if (word <= best)
			continue;
		best = word;
		*why = reason;
	}
	return best;
}
