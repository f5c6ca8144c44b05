/* SPDX-License-Identifier: Apache-2.0 */
/* Which host answers for a forge? See forge_place.h. */
#include "core/forge_place.h"

#include <string.h>

#include "base/text.h"

char *
forge_host_of(struct arena *arena, const char *address)
{
	const char *host = strstr(address, "://");

	if (!host)
		return NULL;
	host += strlen("://");
	return text_to_lower(arena, arena_copy(arena, host, strcspn(host, "/?#")));
}

const char *
forge_usual_api(struct arena *arena, const char *host)
{
	if (text_equal(host, "github.com"))
		return "https://api.github.com";
	if (text_ends_with(host, ".ghe.com"))
		return arena_format(arena, "https://api.%s", host);
	return arena_format(arena, "https://%s/api/v3", host);
}

const char *
forge_api_host(struct arena *arena, const struct policy *policy)
{
	const char *api = policy->api, *repository = policy->repository;
	const char *host;

	if (!api)
		api = forge_usual_api(arena,
				      text_to_lower(arena, arena_copy(arena, repository,
								      strcspn(repository, "/"))));
	host = forge_host_of(arena, api);
	return host ? host : "";
}
