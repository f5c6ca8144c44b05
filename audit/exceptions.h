/* SPDX-License-Identifier: Apache-2.0 */
/* What is open? The register of a period: refusals, deviations, waivers used, emergencies, and what
 * does not match. */
#ifndef AUDIT_EXCEPTIONS_H
#define AUDIT_EXCEPTIONS_H

#include "audit/period.h"
#include "audit/sheet.h"

/* `open` and, of these, `overdue` count. */
void exceptions_sheet(const struct period *period, struct sheet *out, int64_t *open,
		      int64_t *overdue);

#endif
