/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did a job or a check succeed at the forge? Only the word of the named app counts, of the named
 * workflow, on the deployed commit or what the policy takes for it; and only "success" (controls
 * A4).
 */
#ifndef CHECKS_PULL_TESTS_H
#define CHECKS_PULL_TESTS_H

#include "core/check.h"

/* Adds the finding about one requirement that is no local report. */
struct finding *judge_forge_tests(struct judgement *judgement, const char *subject,
				  const struct test_requirement *rule);

/* Do the runs of the deployed commit decide about every required job, so that those of the request
 * that it came out of would not be looked at? */
bool forge_tests_are_decided(struct judgement *judgement);

#endif
