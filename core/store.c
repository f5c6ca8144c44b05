/* SPDX-License-Identifier: Apache-2.0 */
/* Which names may a file of a ledger have, and which are there? See store.h. */
#include "core/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define NAME_BYTES 200

static bool
is_name_byte(char byte)
{
	return byte_is_digit(byte) || byte_is_letter(byte) || byte == '.' || byte == '_' ||
	       byte == '-';
}

bool
store_name_is_valid(const char *name)
{
	size_t length = strlen(name);

	if (length == 0 || length > NAME_BYTES || name[length - 1] == '/')
		return false;
	for (size_t i = 0; i < length; i++) {
		bool begins = i == 0 || name[i - 1] == '/';

		if (begins ? !is_name_byte(name[i]) || name[i] == '.'
			   : !is_name_byte(name[i]) && name[i] != '/')
			return false;
	}
	return true;
}

struct listing {
	struct arena *arena;
	struct texts names;
};

static bool
add_name(void *with, const char *name)
{
	struct listing *listing = with;

	texts_add(listing->arena, &listing->names, arena_text(listing->arena, name));
	return true;
}

static int
by_bytes(const void *left, const void *right)
{
	const char *const *a = left;
	const char *const *b = right;

	return strcmp(*a, *b);
}

bool
store_list(const struct store *store, struct arena *arena, const char *folder, struct texts *names,
	   struct error *err)
{
	struct listing listing = {.arena = arena};

	if (!store->each(store->self, folder, add_name, &listing, err))
		return false;
	*names = listing.names;
	if (names->count)
		qsort(names->at, names->count, sizeof(names->at[0]), by_bytes);
	return true;
}
