/* SPDX-License-Identifier: Apache-2.0 */
/* Who could approve, let off, sign and deploy, at the start and at the end, and who did? */
#ifndef AUDIT_ACCESS_H
#define AUDIT_ACCESS_H

#include "audit/period.h"
#include "audit/sheet.h"

void access_sheet(const struct period *period, struct sheet *out);

#endif
