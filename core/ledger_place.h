/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the name of a place for a ledger mean? One grammar for the policy and the command line:
 *
 *   dir:PATH          a folder
 *   git:REF           a branch on the clone's remote `origin`; without that remote as
 * git:local:REF, unless the policy's `repository` names a host git:local:REF     a branch in the
 * clone's own repository git+URL#REF       a branch of another repository: https, ssh, file, or an
 * absolute path
 *
 * REF is the full name of a branch, such as refs/heads/change-records.
 */
#ifndef CORE_LEDGER_PLACE_H
#define CORE_LEDGER_PLACE_H

#include "base/arena.h"
#include "base/error.h"

enum ledger_place_kind { PLACE_FOLDER, PLACE_ORIGIN, PLACE_LOCAL, PLACE_URL };

struct ledger_place {
	enum ledger_place_kind kind;
	const char *path; /* PLACE_FOLDER */
	const char *url;  /* PLACE_URL */
	const char *ref;  /* of the others */
};

/* NULL, or what is wrong, as in "'x' <problem>". */
const char *ledger_place_problem(const char *text);

/* ERROR_USAGE, with the problem. */
bool ledger_place_parse(struct arena *arena, const char *text, struct ledger_place *out,
			struct error *err);

#endif
