/* SPDX-License-Identifier: Apache-2.0 */
/* What does the tracker say of the tickets that the change names? Asked where the policy, or the
 * one in force, names one. */
#ifndef CMD_GATHER_TICKETS_H
#define CMD_GATHER_TICKETS_H

#include "core/evidence.h"
#include "core/policy.h"
#include "integrations/github.h"

/*
 * Fills evidence->tickets.tracker once all mentions are known. A tracker that does not answer makes
 * its facts UNAVAILABLE. `before`: the policy in force, or NULL. ERROR_USAGE:
 * CHANGEGATE_HTTP_BUDGET is no number.
 */
bool gather_tickets(struct arena *arena, const struct policy *policy, const struct policy *before,
		    bool debug, struct evidence *evidence, struct error *err);

/* The same, at this address of the tracker, or the forge that is reached so. `in_force`: see
 * integrations/tracker.h. */
void gather_tickets_at(struct arena *arena, const struct policy *policy, const char *url,
		       bool in_force, const struct github_settings *forge,
		       struct evidence *evidence);

#endif
