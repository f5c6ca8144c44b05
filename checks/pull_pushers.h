/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the forge know who wrote it? Names in commits are text: a commit belongs to an account only
 * if the server authenticated who pushed it, or a signature shows it.
 */
#ifndef CHECKS_PULL_PUSHERS_H
#define CHECKS_PULL_PUSHERS_H

#include "checks/pull.h"

/* Says so if an author, a committer or whoever opened it is nobody that the forge knows. */
void pull_judge_authors(struct pull *pull);

/* Says so if nobody knows who pushed it; what a machine pushed needs an approval more. */
void pull_judge_pushers(struct pull *pull);

#endif
