/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did an owner of each changed file approve? By CODEOWNERS as it lay in the branch that the request
 * is merged into. A login there is a name: the approver who has it now is taken for its owner.
 */
#ifndef CHECKS_PULL_OWNERS_H
#define CHECKS_PULL_OWNERS_H

#include "checks/pull_reviews.h"

/* Says so if an owner is missing, or not known. */
void pull_judge_owners(struct pull *pull, const struct approvers *approvers);

#endif
