/* SPDX-License-Identifier: Apache-2.0 */
/* How does a run end? */
#ifndef CMD_STATUS_H
#define CMD_STATUS_H

#include "base/error.h"
#include "core/finding.h"

/* Exit statuses of changegate(1). */
enum status {
	STATUS_ALLOWED = 0,
	STATUS_REFUSED = 1,
	STATUS_USAGE = 2,
	STATUS_UNKNOWN = 3,
	STATUS_LEDGER = 4,
	STATUS_DRY_RUN = 5,
	STATUS_BUG = 70,
};

/* 0, 1 or 3 for the result of an evaluation. */
enum status status_of_result(enum result result);

enum status status_of_error(const struct error *err);

/* The worse of two, by precedence 70, 2, 4, 1, 3, 5, 0. */
enum status status_worse(enum status a, enum status b);

#endif
