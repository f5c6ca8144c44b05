/* SPDX-License-Identifier: Apache-2.0 */
/* Which parts has the table of codes? Everybody else asks code.h. */
#ifndef CORE_CODE_TABLES_H
#define CORE_CODE_TABLES_H

#include "core/code.h"

extern const struct code control_codes[]; /* of the checks */
extern const size_t control_codes_count;
extern const struct code ledger_codes[]; /* of records, signatures, chains and ledgers */
extern const size_t ledger_codes_count;

#endif
