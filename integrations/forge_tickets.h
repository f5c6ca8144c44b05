/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which tickets do the change requests of a forge name, in their titles, branches, texts and
 * links? Whoever writes them may change them, so never more than `claimed`.
 */
#ifndef INTEGRATIONS_FORGE_TICKETS_H
#define INTEGRATIONS_FORGE_TICKETS_H

#include "core/evidence.h"
#include "core/policy.h"

/*
 * Adds to the tickets, for each commit of facts->landings, what its requests name. Of a deploy only
 * those that were merged into one of `branches` (globs) count, unless the clone says that they
 * became another commit; NULL: all, whatever their state. Facts that are not known, and a pattern
 * that hits its limits, make the tickets UNAVAILABLE.
 */
void forge_tickets(struct arena *arena, const struct forge_facts *facts,
		   const struct ticket_rules *rules, const struct texts *branches,
		   struct tickets *tickets);

#endif
