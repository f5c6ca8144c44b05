/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the change alter how its own tests are run? A workflow that is required, or any workflow or
 * local action that it may use: noted, and where the policy guards them a guardian approves it
 * (controls A4.12).
 */
#ifndef CHECKS_DEFINITIONS_H
#define CHECKS_DEFINITIONS_H

#include "core/check.h"

void note_definitions(struct judgement *judgement, struct finding *finding);

/* Adds findings only where tests.definitions is `guarded`. */
void judge_definitions(struct judgement *judgement);

#endif
