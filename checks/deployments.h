/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Has the forge deployed something else than the ledger has in place? Then something went around
 * the gate, or a deploy that was allowed did not succeed, and the range may begin at the wrong
 * commit. Asked where the policy gives the environment its name at the forge. (A1.21)
 */
#ifndef CHECKS_DEPLOYMENTS_H
#define CHECKS_DEPLOYMENTS_H

#include "core/check.h"

void judge_deployments(struct judgement *judgement);

#endif
