/* SPDX-License-Identifier: Apache-2.0 */
/* Which ledger is meant, and whose keys count there? See place.h. */
#include "cmd/place.h"

#include <string.h>
#include <sys/stat.h>

#include "base/text.h"

bool
is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool
check_folder(struct arena *arena, const char *name, struct error *err)
{
	const char *path = name + strlen("dir:");

	return is_folder(path) ||
	       fail(err, ERROR_LEDGER, "no ledger: '%s' is not a folder", text_shown(arena, path));
}

static bool
open_named(struct arena *arena, const char *name, const char *trust, struct place *place,
	   struct error *err)
{
	if (!text_starts_with(name, "dir:"))
		name = arena_format(arena, "dir:%s", name);
	if (!check_folder(arena, name, err) ||
	    (trust && !world_read_trust(arena, trust, &place->named_trust, err)) ||
	    !store_open(NULL, name, &place->named, err))
		return false;
	place->store = &place->named.store;
	place->trust = trust ? &place->named_trust : NULL;
	place->trust_name = trust;
	return true;
}

static bool
open_own(struct arena *arena, const struct arguments *arguments, struct place *place,
	 struct error *err)
{
	const char *trust = argument(arguments, "--trust");
	struct world *world = &place->world;

	if (!world_open(arena, arguments, world, err) ||
	    !world_open_ledger(world, arguments, err) ||
	    !check_folder(arena, world->store->name, err))
		return false;
	place->store = world->store;
	place->trust = &world->trust;
	place->trust_name = trust ? trust
				  : arena_format(arena, ".changegate/trust.json of %s",
						 text_shown(arena, world->protected_ref.ref));
	return true;
}

bool
place_open(struct arena *arena, const struct arguments *arguments, const char *operand,
	   struct place *place, struct error *err)
{
	memset(place, 0, sizeof(*place));
	return operand ? open_named(arena, operand, argument(arguments, "--trust"), place, err)
		       : open_own(arena, arguments, place, err);
}

void
place_close(struct place *place)
{
	trust_release(&place->named_trust);
	store_release(&place->named);
	world_close(&place->world);
}
