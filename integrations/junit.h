/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do JUnit XML reports say? Test cases are counted one by one; a total that a suite claims is
 * believed only where it is worse, and such a report is no evidence. Nor is one without a test
 * case.
 */
#ifndef INTEGRATIONS_JUNIT_H
#define INTEGRATIONS_JUNIT_H

#include "base/arena.h"
#include "base/error.h"
#include "core/evidence.h"
#include "core/policy.h"

/*
 * Counts one report: tests, failures, errors, skipped, and `problem` if it is no evidence. Pure.
 * Document type declarations are refused, hence entities too.
 */
void junit_parse(struct arena *arena, const char *bytes, size_t length, struct test_report *report);

/*
 * All reports below `root` that match the requirement's glob, by path; one that is no regular file
 * (a symbolic link, a pipe) has a problem and is not read. No match is a result without reports.
 * More than LIMIT_REPORTS is ERROR_UNAVAILABLE.
 */
bool junit_collect(struct arena *arena, const char *root,
		   const struct test_requirement *requirement, struct test_result *result,
		   struct error *err);

#endif
