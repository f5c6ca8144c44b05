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
says_its_kind(const char *operand)
{
	return text_starts_with(operand, "dir:") || text_starts_with(operand, "git:") ||
	       text_starts_with(operand, "git+");
}

bool
is_place(const char *operand)
{
	return says_its_kind(operand) || is_folder(operand);
}

/* A branch that is not there is an empty ledger, which whoever reads it says. */
static bool
check_folder(struct arena *arena, const char *name, struct error *err)
{
	const char *path = name + strlen("dir:");

	return !text_starts_with(name, "dir:") || is_folder(path) ||
	       fail(err, ERROR_LEDGER, "no ledger: '%s' is not a folder", text_shown(arena, path));
}

/* The clone that a branch is relative to; a URL needs none. */
static bool
open_clone(const struct arguments *arguments, const char *name, struct place *place,
	   struct store_site *site, struct error *err)
{
	const char *path = argument(arguments, "--repository");
	struct git **git = &place->world.git;

	if (text_starts_with(name, "dir:"))
		return true;
	if (!git_open(path ? path : ".", git, err))
		return !path && text_starts_with(name, "git+");
	site->clone = git_folder(*git);
	site->base = git_work_tree(*git) ? git_work_tree(*git) : git_folder(*git);
	return true;
}

static bool
open_named(struct arena *arena, const struct arguments *arguments, const char *name,
	   struct place *place, struct error *err)
{
	const char *trust = argument(arguments, "--trust");
	struct store_site site = {0};

	if (!says_its_kind(name))
		name = arena_format(arena, "dir:%s", name);
	if (!check_folder(arena, name, err) || !open_clone(arguments, name, place, &site, err) ||
	    (trust && !world_read_trust(arena, trust, &place->named_trust, err)) ||
	    !store_open_at(&site, name, &place->named, err))
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
	return operand ? open_named(arena, arguments, operand, place, err)
		       : open_own(arena, arguments, place, err);
}

void
place_close(struct place *place)
{
	trust_release(&place->named_trust);
	store_release(&place->named);
	world_close(&place->world);
}
