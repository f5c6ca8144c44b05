/* SPDX-License-Identifier: Apache-2.0 */
/* Is an account in a team? Only where the forge listed all of its members. */
#ifndef CHECKS_PULL_TEAMS_H
#define CHECKS_PULL_TEAMS_H

#include "core/forge.h"

enum team_word { NO_MEMBER, TEAM_UNKNOWN, IS_MEMBER };

/* `why` of TEAM_UNKNOWN, as the forge gave it; NULL: the forge was not asked. */
enum team_word team_has(const struct forge_facts *facts, const char *team,
			const struct account *account, const char **why);

/* In one of them; if it could be in one that is not known, nobody knows. */
enum team_word teams_have(const struct forge_facts *facts, const struct texts *teams,
			  const struct account *account, const char **why);

#endif
