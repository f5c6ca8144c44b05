/* SPDX-License-Identifier: Apache-2.0 */
/* What did the platform allow for each environment, and since when? By what each record has of its
 * settings: between two records nobody looked. */
#ifndef AUDIT_GUARDS_H
#define AUDIT_GUARDS_H

#include "audit/period.h"

#define GUARD_BYPASS "go past the platform's rules"

/* Each judged record of the period. */
void guards_see(struct period *period, const struct record *record);

/* The line before it about the same, and the one behind it; NULL: there is none. */
const struct period_guard *guard_before(const struct period *period,
					const struct period_guard *guard);
const struct period_guard *guard_behind(const struct period *period,
					const struct period_guard *guard);

#endif
