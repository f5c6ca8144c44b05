/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does somebody object? A request for changes by whoever may write stands until that person
 * approves or takes it back: those whose work it is cannot dismiss it. And may they merge it
 * themselves?
 */
#ifndef CHECKS_PULL_OBJECTIONS_H
#define CHECKS_PULL_OBJECTIONS_H

#include "checks/pull.h"

void pull_judge_objections(struct pull *pull);

/* Who merged it, and against what the forge itself asked for. */
void pull_judge_merger(struct pull *pull);

#endif
