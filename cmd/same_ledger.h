/* SPDX-License-Identifier: Apache-2.0 */
/* Is a file of an auditor's folder about this ledger, as it was then? */
#ifndef CMD_SAME_LEDGER_H
#define CMD_SAME_LEDGER_H

#include "audit/population.h"
#include "cmd/place.h"

/* The ledger of `place` has this origin, and had this root when it had so many entries; `what` says
 * in the message what is about another one. */
bool same_ledger(struct arena *arena, const struct place *place,
		 const struct population_ledger *then, const char *what, struct error *err);

#endif
