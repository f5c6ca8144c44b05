/* SPDX-License-Identifier: Apache-2.0 */
/*
 * By which policy is a change request judged? By that of the branch it is merged into, as the forge
 * has it now; without one by the preset starter@1, with the tickets and jobs that were seen, as
 * advice that is never red.
 */
#ifndef CMD_PR_POLICY_H
#define CMD_PR_POLICY_H

#include "core/policy.h"
#include "integrations/github.h"

/* The files that are asked for. */
void pr_policy_ask(struct arena *arena, struct github_policy *files);

/*
 * Reads what was answered. `found`: the branch has a policy of its own. ERROR_USAGE: it is broken,
 * there are two, or it is another repository's, or names no forge. ERROR_UNAVAILABLE: not told.
 */
bool pr_policy_read(struct arena *arena, const struct github_policy *files, const char *repository,
		    const struct forge_facts *forge, struct policy *policy,
		    struct policy_facts *facts, bool *found, struct error *err);

/* Only what it asks, while it is asked; false: there is none, or pr_policy_read() tells why. */
bool pr_policy_peek(struct arena *arena, const struct github_policy *files, struct policy *policy);

#endif
