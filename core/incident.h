/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a policy take for an incident, and is a tracker asked about it? Written in the manner
 * of the tracker, like a ticket, with projects of its own.
 */
#ifndef CORE_INCIDENT_H
#define CORE_INCIDENT_H

#include "core/policy.h"

/*
 * The tracker of the policy's tickets is asked about incidents too. That of `servicenow` is not:
 * of it this version reads change requests alone. False without rules of emergencies.
 */
bool incident_is_tracked(const struct policy *policy);

bool incident_is_of_project(struct arena *arena, const struct policy *policy, const char *key);

/* The key as the tracker is asked; NULL: nobody is, or it has not the form of a key there. */
const char *incident_asked(struct arena *arena, const struct policy *policy, const char *key);

/* What of emergency.ticket and emergency.gate nothing can tell; NULL: all is well. */
const char *policy_emergency_misfit(struct arena *arena, const struct policy *policy,
				    const char **pointer);

#endif
