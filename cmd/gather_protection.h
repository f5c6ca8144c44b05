/* SPDX-License-Identifier: Apache-2.0 */
/* What is the forge to say of the environment and the run that deploys to it? */
#ifndef CMD_GATHER_PROTECTION_H
#define CMD_GATHER_PROTECTION_H

#include "cmd/world.h"
#include "core/protection.h"

/* Of the policy, and the one in force unless it is NULL. NULL: neither asks anything of the
 * environment of this deploy. The number of the run is GITHUB_RUN_ID. */
const struct protection_question *gather_protection_question(struct arena *arena,
							     const struct policy *policy,
							     const struct policy *before,
							     const struct evidence *evidence);

/* Is the commit of the run on a branch that may be deployed, as the forge has that branch? */
void gather_protection_run(struct world *world, struct evidence *evidence);

#endif
