/* SPDX-License-Identifier: Apache-2.0 */
/* Which places for a ledger are there? Opens one by its name; see core/ledger_place.h. */
#ifndef INTEGRATIONS_STORES_H
#define INTEGRATIONS_STORES_H

#include "integrations/store_dir.h"
#include "integrations/store_git.h"

struct opened_store {
	struct store store;
	struct store_dir *dir; /* one of them is open, or none */
	struct store_git *git;
};

/* ERROR_USAGE for a name that is none. Release with store_release(). */
bool store_open_at(const struct store_site *site, const char *place, struct opened_store *out,
		   struct error *err);

/* Where there is no clone; relative paths are below `base` (NULL: the working folder). */
bool store_open(const char *base, const char *place, struct opened_store *out, struct error *err);

void store_release(struct opened_store *opened);

#endif
