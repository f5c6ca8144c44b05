/* SPDX-License-Identifier: Apache-2.0 */
/* What is open? The register of a period: refusals, deviations, waivers used, and what does not
 * match. */
#ifndef AUDIT_EXCEPTIONS_H
#define AUDIT_EXCEPTIONS_H

#include "audit/period.h"
#include "audit/sheet.h"

/* `open` counts. */
void exceptions_sheet(const struct period *period, struct sheet *out, int64_t *open);

#endif
