/* SPDX-License-Identifier: Apache-2.0 */
/* Which places for a ledger are there? See stores.h. */
#include "integrations/stores.h"

#include <string.h>

#include "base/text.h"
#include "integrations/store_dir.h"

static bool
open_dir(const char *place, void **self, struct error *err)
{
	struct store_dir *directory;

	if (!store_dir_open(place, &directory, err))
		return false;
	*self = directory;
	return true;
}

static void
lend_dir(void *self, struct store *out)
{
	store_dir_store(self, out);
}

static void
release_dir(void **self)
{
	struct store_dir *directory = *self;

	store_dir_release(&directory);
	*self = NULL;
}

static const struct store_kind kinds[] = {
	{"dir:", open_dir, lend_dir, release_dir},
};

static const struct store_kind *
kind_of(const char *place)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (text_starts_with(place, kinds[i].prefix))
			return &kinds[i];
	return NULL;
}

static void
add_path(struct buffer *out, const char *base, const char *path)
{
	if (base && path[0] != '/')
		buffer_add_format(out, "%s/", base);
	buffer_add_text(out, path);
}

bool
store_open(const char *base, const char *place, struct opened_store *out, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};
	struct opened_store opened = {.kind = kind_of(place)};

	if (!opened.kind || !place[strlen(opened.kind->prefix)]) {
		RELEASED_BY(arena_release) struct arena arena;

		arena_init(&arena);
		return fail(err, ERROR_USAGE, "'%s' is not a place for a ledger: write dir:PATH",
			    text_shown(&arena, place));
	}
	add_path(&path, base, place + strlen(opened.kind->prefix));
	if (!opened.kind->open(path.bytes, &opened.self, err))
		return false;
	opened.kind->lend(opened.self, &opened.store);
	*out = opened;
	return true;
}

void
store_release(struct opened_store *opened)
{
	if (opened->kind)
		opened->kind->release(&opened->self);
	*opened = (struct opened_store){0};
}
