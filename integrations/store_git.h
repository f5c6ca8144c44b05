/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a ledger kept in git? As an orphan branch with the files of a ledger, one commit for each
 * time that something is published; on a remote or in the clone itself. See core/ledger_place.h for
 * the places.
 *
 * What is read is what the branch had when it was last locked, or first read. What is written is
 * kept in memory until it is published, by a push that is never forced: others are not kept out,
 * but whoever is slower gets ERROR_CONFLICT. A branch that does not continue what was seen of it
 * before is ERROR_LEDGER.
 *
 * The inbox are refs below refs/changegate/inbox/, a commit with the one file envelope.json each;
 * what was refused is kept below refs/changegate/refused/.
 */
#ifndef INTEGRATIONS_STORE_GIT_H
#define INTEGRATIONS_STORE_GIT_H

#include "core/ledger_place.h"
#include "core/store.h"

struct store_git;

/* Where we are. */
struct store_site {
	const char *base;       /* relative paths are below it; NULL: the working folder */
	const char *clone;      /* folder of the clone's git data; NULL: there is no clone */
	const char *repository; /* of the policy, which the origin must be; NULL: any origin will do
				 */
};

/*
 * CHANGEGATE_LEDGER_TOKEN, or the file that CHANGEGATE_LEDGER_TOKEN_FILE names, is sent to the host
 * that CHANGEGATE_LEDGER_TOKEN_HOST names, and to no other: what the clone says of its remote is a
 * claim, and so is a policy that was just pushed. Where the first part of `repository` has a dot it
 * is a host, and the clone's origin must be that repository on it, over https or ssh; else the
 * origin must be a path. Any other is ERROR_USAGE with LEDGER-ORIGIN. Nothing is connected to or
 * made yet. Release with store_git_release().
 */
bool store_git_open(const struct store_site *site, const char *name,
		    const struct ledger_place *place, struct store_git **out, struct error *err);
void store_git_release(struct store_git **store);

/* Lends it to a store. */
void store_git_store(struct store_git *git, struct store *out);

#endif
