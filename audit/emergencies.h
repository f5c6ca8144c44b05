/* SPDX-License-Identifier: Apache-2.0 */
/* Which emergencies are owed something, and which record closed it? By what each record of a key
 * says is open (core/obligations.h), so that a retro and a later clean deploy both count. */
#ifndef AUDIT_EMERGENCIES_H
#define AUDIT_EMERGENCIES_H

#include "audit/period.h"

/* Every record of the scope, in the order of the ledger. */
void emergencies_see(struct period *period, struct arena *scratch,
		     const struct verified_record *verified);

/* Called until the end of the period, and not closed before it began? */
bool emergency_concerns(const struct period *period, const struct period_emergency *emergency);

#endif
