/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Were the rules by which something was approved once as strict as today's? What passed laxer ones
 * lends no approval: else tightening them would not reach what repeats it.
 */
#ifndef CMD_GATHER_INHERITED_RULES_H
#define CMD_GATHER_INHERITED_RULES_H

#include "core/evidence.h"

/* Than those of the policy and of the one in force; false as well where one cannot be read. */
bool was_judged_as_strictly(const struct policy_facts *then, const struct policy_facts *now);

#endif
