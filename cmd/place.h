/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which ledger is meant, and whose keys count there? One that was named, with --trust; or,
 * without one, the ledger of this repository's policy with the trust root of its protected ref.
 */
#ifndef CMD_PLACE_H
#define CMD_PLACE_H

#include "cmd/world.h"

struct place {
	struct world world;        /* open if the ledger is the repository's own */
	struct opened_store named; /* open if it was named */
	struct trust named_trust;
	const struct store *store;
	const struct trust *trust; /* NULL: none was given */
	const char *trust_name;    /* where it came from; NULL: nowhere */
};

/* `operand` is the name of a place (core/ledger_place.h), the path of a folder, or NULL. A ledger
 * that is not there is ERROR_LEDGER. */
bool place_open(struct arena *arena, const struct arguments *arguments, const char *operand,
		struct place *place, struct error *err);
void place_close(struct place *place); /* for RELEASED_BY */

bool is_folder(const char *path);

/* Does an operand name a ledger, and not a file of a record? */
bool is_place(const char *operand);

#define PLACE_OPTIONS                                                                            \
	{"--trust", "FILE", false, true, "trust root (default: that of the protected ref)"},     \
		{"--repository", "DIR", false, false,                                            \
		 "the repository (default: the current folder)"},                                \
		{"--policy", "FILE", false, true, "policy from a file, which names the ledger"}, \
	{                                                                                        \
		"--protected-ref", "REF", false, true, "where policy and trust root are read"    \
	}

#endif
