/* SPDX-License-Identifier: Apache-2.0 */
/* What is missing for a first audit, with why and what to do? */
#ifndef AUDIT_READINESS_H
#define AUDIT_READINESS_H

#include "audit/period.h"
#include "audit/sheet.h"

/* *gaps of its items are missing, *unknown are such that nothing tells. */
void readiness_sheet(const struct period *period, struct sheet *out, int64_t *gaps,
		     int64_t *unknown);

#endif
