/* SPDX-License-Identifier: Apache-2.0 */
/* Which parts has the table of codes? Everybody else asks code.h. */
#ifndef CORE_CODE_TABLES_H
#define CORE_CODE_TABLES_H

#include "core/code.h"

struct code_table {
	const struct code *at;
	size_t count;
};

extern const struct code_table change_codes, ticket_codes, approval_codes, tests_codes,
	separation_codes, policy_codes, emergency_codes;
extern const struct code_table proof_codes; /* of a platform's tokens */
extern const struct code_table admission_codes;
extern const struct code_table ledger_codes; /* of records, signatures, chains and ledgers */

#endif
