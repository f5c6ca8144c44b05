/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a signed statement vouch for test results? It must be of the deployed commit and of every
 * report, and signed with a listed key. Only a requirement that names a statement rests on one.
 */
#ifndef CHECKS_ATTESTED_H
#define CHECKS_ATTESTED_H

#include "core/check.h"

/* NULL, or why this requirement cannot rest on a statement, safe to show. */
const char *statement_problem(struct judgement *judgement, const struct test_result *result,
			      const struct test_requirement *rule);

/* The facts show what the evidence says of the grade. */
bool grade_is_proved(const struct judgement *judgement, const struct test_result *result);

/* The grade of the results for this requirement: claimed, or attested. */
int grade_of_tests(const struct judgement *judgement, const struct test_result *result,
		   const struct test_requirement *rule);

/* Says who vouches for results that pass, or why a statement was of no use. */
void note_statement(struct judgement *judgement, struct finding *finding,
		    const struct test_result *result, const struct test_requirement *rule);

#endif
