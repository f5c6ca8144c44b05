/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many tests ran for a requirement? Totals over its reports, so that the next deploy can tell
 * whether fewer did (controls A4.04).
 */
#ifndef CORE_TEST_TOTALS_H
#define CORE_TEST_TOTALS_H

#include "core/evidence.h"

/* False if there is no report, or one of them is no evidence: then nobody knows how many ran. */
bool test_totals_of(const struct test_result *result, struct test_totals *totals);

/* The totals of this requirement, or NULL. */
const struct test_totals *test_totals_find(const struct ledger_facts *ledger, const char *junit);

#endif
