/* SPDX-License-Identifier: Apache-2.0 */
/* Where does GitHub answer? See github_place.h. */
#include "integrations/github_place.h"

#include <string.h>

#include "base/text.h"
#include "core/forge_place.h"

static bool
is_plain(char byte)
{
	return byte_is_letter(byte) || byte_is_digit(byte) || (byte && strchr("-._~", byte));
}

char *
github_escape(struct arena *arena, const char *text)
{
	static const char digits[] = "0123456789ABCDEF";
	char *out = arena_allocate(arena, strlen(text) * 3 + 1);
	char *at = out;

	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;

		if (is_plain(*text)) {
			*at++ = *text;
			continue;
		}
		*at++ = '%';
		*at++ = digits[byte >> 4];
		*at++ = digits[byte & 15];
	}
	return out;
}

/* What GitHub allows in the name of an owner or a repository. */
static bool
is_name(const char *name)
{
	if (!*name || text_equal(name, ".") || text_equal(name, ".."))
		return false;
	for (; *name; name++)
		if (!is_plain(*name) || *name == '~')
			return false;
	return true;
}

static bool
take_repository(struct arena *arena, const char *repository, struct github_place *place,
		const char **host, struct error *err)
{
	const char *slash = strchr(repository, '/');
	const char *second = slash ? strchr(slash + 1, '/') : NULL;

	if (!second || strchr(second + 1, '/'))
		return fail(err, ERROR_USAGE,
			    "'%s' is no repository at a forge, such as github.com/acme/payments",
			    text_shown(arena, repository));
	*host = text_to_lower(arena, arena_copy(arena, repository, (size_t)(slash - repository)));
	place->owner = arena_copy(arena, slash + 1, (size_t)(second - slash - 1));
	place->name = arena_text(arena, second + 1);
	place->repository = arena_text(arena, slash + 1);
	if (is_name(place->owner) && is_name(place->name))
		return true;
	return fail(err, ERROR_USAGE, "'%s' is no name of a repository at GitHub",
		    text_shown(arena, place->repository));
}

static char *
without_slashes(struct arena *arena, const char *address)
{
	size_t length = strlen(address);

	while (length && address[length - 1] == '/')
		length--;
	return arena_copy(arena, address, length);
}

bool
github_place(struct arena *arena, const char *repository, const char *api,
	     struct github_place *place, struct error *err)
{
	static const char server[] = "/api/v3";
	struct github_place found = {0};
	const char *host = NULL;
	size_t length;

	if (!take_repository(arena, repository, &found, &host, err))
		return false;
	found.rest = without_slashes(arena, api ? api : forge_usual_api(arena, host));
	found.host = forge_host_of(arena, found.rest);
	if (!found.host || !found.host[0])
		return fail(err, ERROR_USAGE, "'%s' is no address of an API",
			    text_shown(arena, found.rest));
	length = strlen(found.rest);
	if (text_ends_with(found.rest, server))
		length -= strlen("/v3");
	found.graphql = arena_format(arena, "%.*s/graphql", (int)length, found.rest);
	*place = found;
	return true;
}
