/* SPDX-License-Identifier: Apache-2.0 */
/* Which host answers for a forge, by the name of a repository or the address of an API? */
#ifndef CORE_FORGE_PLACE_H
#define CORE_FORGE_PLACE_H

#include "base/arena.h"
#include "core/policy.h"

#define GITHUB_ACTIONS_APP 15368 /* at github.com */

/* In lower case, with its port; NULL: it is no address. */
char *forge_host_of(struct arena *arena, const char *address);

/* Where the API of GitHub on this host is, unless somebody says otherwise. */
const char *forge_usual_api(struct arena *arena, const char *host);

/* Whose API the policy has asked; "" if it names none. */
const char *forge_api_host(struct arena *arena, const struct policy *policy);

#endif
