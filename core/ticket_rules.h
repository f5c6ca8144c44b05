/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a policy take for a ticket? Keys are written in the manner of its tracker: PAY-311,
 * CHG0030001, #12 or acme/payments#12.
 */
#ifndef CORE_TICKET_RULES_H
#define CORE_TICKET_RULES_H

#include "core/evidence.h"
#include "core/policy.h"

extern const char *const tracker_names[]; /* of enum tracker_kind; NULL-terminated */

/* The policy's own pattern, or that of its tracker; NULL: the built-in grammar of
 * core/ticket_key.h.
 */
const char *ticket_pattern(const struct ticket_rules *rules);

/*
 * The key as the tracker is asked: "acme/payments#12" of "#12" in the repository "acme/payments".
 * NULL: it has not the form of a key there, so nobody is asked. It is safe in any query.
 */
const char *ticket_asked(struct arena *arena, const struct policy *policy, const char *key);

bool ticket_is_of_project(struct arena *arena, const struct policy *policy, const char *key);

/* A catch-all of the policy. */
bool ticket_is_denied(struct arena *arena, const struct policy *policy, const char *key);

/* It is named where the policy looks, of an allowed project, and no catch-all. */
bool ticket_may_count(struct arena *arena, const struct policy *policy,
		      const struct ticket_reference *reference);

#endif
