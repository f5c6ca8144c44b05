/* SPDX-License-Identifier: Apache-2.0 */
/* Which policies and gates judged, who brought each, and what did it loosen? */
#ifndef AUDIT_GATE_CHANGES_H
#define AUDIT_GATE_CHANGES_H

#include "audit/period.h"
#include "audit/sheet.h"

/* `loosened` counts versions that are looser than the one before. */
void gate_changes_sheet(const struct period *period, struct sheet *out, int64_t *loosened);

#endif
