/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which remote does a ledger in git have, and which host may get the token? Neither what the clone
 * says of its origin nor what the policy says of the ledger is believed for that: the origin must
 * be the policy's `repository`, and the token's host comes with the token. Only for the
 * store_git*.c files.
 */
#ifndef INTEGRATIONS_STORE_GIT_URL_H
#define INTEGRATIONS_STORE_GIT_URL_H

#include "integrations/store_git_state.h"

/*
 * Sets store->remote; its URL is NULL for a branch of the clone itself. `folder`: of the clone's
 * git data, or NULL. ERROR_USAGE: LEDGER-ORIGIN, or a token that comes without its host.
 */
bool store_git_find_url(struct store_git *store, const struct store_site *site,
			const struct ledger_place *place, const char *folder, struct error *err);

/* `origin` of the clone, as written in its own file; relative paths below `base`. NULL: none. */
bool store_git_read_origin(struct arena *arena, const char *folder, const char *base,
			   const char **url, struct error *err);

#endif
