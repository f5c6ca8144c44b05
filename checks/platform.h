/* SPDX-License-Identifier: Apache-2.0 */
/* Is this the job, run, commit and environment that it seems? Only where the policy asks for proof.
 */
#ifndef CHECKS_PLATFORM_H
#define CHECKS_PLATFORM_H

#include "core/check.h"

void judge_platform(struct judgement *judgement);

/* Does its token say that the environment is guarded as the policy asks? */
void judge_claims(struct judgement *judgement, const struct environment_rules *rules);

#endif
