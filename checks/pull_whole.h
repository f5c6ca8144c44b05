/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is all there that the forge has? Each list is counted by the forge beside it, and the clone knows
 * commits of its own: what got lost is noticed, whatever it would have said.
 */
#ifndef CHECKS_PULL_WHOLE_H
#define CHECKS_PULL_WHOLE_H

#include "checks/pull.h"

/* The forge answered, for this commit too; false after saying what is missing. */
bool pull_is_whole(struct pull *pull);

/* Of the request: NULL, or what does not fit; safe to show. */
const char *pull_problem(const struct pull *pull);

void pull_say_incomplete(struct pull *pull, const char *why);

#endif
