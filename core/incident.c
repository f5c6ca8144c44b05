/* SPDX-License-Identifier: Apache-2.0 */
/* What does a policy take for an incident? See incident.h. */
#include "core/incident.h"

#include <string.h>

#include "base/text.h"
#include "core/ticket_key.h"
#include "core/ticket_rules.h"

bool
incident_is_tracked(const struct policy *policy)
{
	return policy->emergency && policy->tickets.tracker != TRACKER_NONE &&
	       policy->tickets.tracker != TRACKER_SERVICENOW;
}

/* The same policy, with the projects of incidents for those of tickets. */
static struct policy
of_incidents(const struct policy *policy)
{
	struct policy incidents = *policy;

	incidents.tickets.projects = policy->emergency->ticket.projects;
	return incidents;
}

bool
incident_is_of_project(struct arena *arena, const struct policy *policy, const char *key)
{
	struct policy incidents = of_incidents(policy);

	if (policy->tickets.tracker == TRACKER_NONE)
		return texts_contain(&incidents.tickets.projects, ticket_project(arena, key));
	return ticket_is_of_project(arena, &incidents, key);
}

const char *
incident_asked(struct arena *arena, const struct policy *policy, const char *key)
{
	struct policy incidents;

	if (!incident_is_tracked(policy))
		return NULL;
	incidents = of_incidents(policy);
	return ticket_asked(arena, &incidents, key);
}

/* ---- rules of the policy ---- */

static const char *
projects_misfit(struct arena *arena, const struct policy *policy, const char **pointer)
{
	const struct texts *projects = &policy->emergency->ticket.projects;
	bool github = policy->tickets.tracker == TRACKER_GITHUB;

	if (policy->tickets.tracker == TRACKER_NONE)
		return NULL;
	for (size_t i = 0; i < projects->count; i++) {
		bool repository = strchr(projects->at[i], '/') != NULL;

		*pointer = arena_format(arena, "/emergency/ticket/projects/%zu", i);
		if (repository != github)
			return github ? "is not a repository such as acme/payments"
				      : "is a repository, which only the tracker github has for a "
					"project";
	}
	return NULL;
}

const char *
policy_emergency_misfit(struct arena *arena, const struct policy *policy, const char **pointer)
{
	const struct emergency_rules *rules = policy->emergency;

	if (!rules)
		return NULL;
	if (rules->ticket.types.count &&
	    (!incident_is_tracked(policy) || policy->tickets.tracker == TRACKER_GITHUB)) {
		*pointer = "/emergency/ticket/types";
		return "needs a tracker that tells the types of incidents: Jira";
	}
	if (rules->gate == GATE_COUNTS && policy->forge == FORGE_NONE) {
		*pointer = "/emergency/gate";
		return "needs a forge that can tell: set `forge: github`";
	}
	return projects_misfit(arena, policy, pointer);
}
