/* SPDX-License-Identifier: Apache-2.0 */
/* Does a policy ask of tickets only what its tracker can tell? Nobody may believe in more. */
#ifndef CORE_POLICY_RULES_TICKET_H
#define CORE_POLICY_RULES_TICKET_H

#include "core/policy.h"

/* NULL, or what is wrong with the value at *pointer (RFC 6901). */
const char *policy_ticket_misfit(struct arena *arena, const struct policy *policy,
				 const char **pointer);

#endif
