/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the clone show the history that its objects tell? Grafts, replaced objects and a
 * commit-graph that disagrees make whoever looks with git see something else than what is judged.
 */
#ifndef CHECKS_CLONE_H
#define CHECKS_CLONE_H

#include "core/check.h"

/* UNKNOWN if something alters it, or if nobody looked; else nothing. */
void judge_clone(struct judgement *judgement);

#endif
