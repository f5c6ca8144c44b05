/* SPDX-License-Identifier: Apache-2.0 */
/* Which places for a ledger are there? See stores.h. */
#include "integrations/stores.h"

static bool
open_dir(const struct store_site *site, const char *path, struct opened_store *out,
	 struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer full = {0};

	if (site->base && path[0] != '/')
		buffer_add_format(&full, "%s/", site->base);
	buffer_add_text(&full, path);
	if (!store_dir_open(full.bytes, &out->dir, err))
		return false;
	store_dir_store(out->dir, &out->store);
	return true;
}

static bool
open_git(const struct store_site *site, const char *name, const struct ledger_place *place,
	 struct opened_store *out, struct error *err)
{
	if (!store_git_open(site, name, place, &out->git, err))
		return false;
	store_git_store(out->git, &out->store);
	return true;
}

bool
store_open_at(const struct store_site *site, const char *place, struct opened_store *out,
	      struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct opened_store opened = {0};
	struct ledger_place parsed;

	arena_init(&arena);
	if (!ledger_place_parse(&arena, place, &parsed, err))
		return false;
	if (!(parsed.kind == PLACE_FOLDER ? open_dir(site, parsed.path, &opened, err)
					  : open_git(site, place, &parsed, &opened, err)))
		return false;
	*out = opened;
	return true;
}

bool
store_open(const char *base, const char *place, struct opened_store *out, struct error *err)
{
	struct store_site site = {.base = base};

	return store_open_at(&site, place, out, err);
}

void
store_release(struct opened_store *opened)
{
	store_dir_release(&opened->dir);
	store_git_release(&opened->git);
	*opened = (struct opened_store){0};
}
