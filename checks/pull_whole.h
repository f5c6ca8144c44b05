/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is all there that the forge has? Each list is counted by the forge beside it, and the clone knows
 * commits of its own: what got lost is noticed, whatever it would have said.
 */
#ifndef CHECKS_PULL_WHOLE_H
#define CHECKS_PULL_WHOLE_H

#include "checks/pull.h"

/* NULL, or what does not fit; safe to show. */
const char *forge_problem(const struct judgement *judgement, const struct policy *policy);
const char *landing_problem(const struct pull *pull);
const char *pull_problem(const struct pull *pull);

#endif
