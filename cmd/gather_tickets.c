/* SPDX-License-Identifier: Apache-2.0 */
/* What does the tracker say of the tickets that the change names? See gather_tickets.h. */
#include "cmd/gather_tickets.h"

#include <stdlib.h>

#include "base/text.h"
#include "cmd/gather_forge.h"
#include "core/incident.h"
#include "core/ticket_rules.h"
#include "integrations/tracker.h"

/* A key that has not the form of the tracker's is not asked: it says nothing of it. */
static void
list_keys(struct arena *arena, const struct policy *policy, const struct tickets *tickets,
	  struct texts *keys)
{
	for (size_t i = 0; i < tickets->references.count; i++) {
		const struct ticket_reference *reference = &tickets->references.at[i];
		const char *asked = ticket_may_count(arena, policy, reference)
					    ? ticket_asked(arena, policy, reference->key)
					    : NULL;

		if (asked && !texts_contain(keys, asked))
			texts_add(arena, keys, asked);
	}
}

/* The incident of an emergency, beside the tickets. */
static void
add_incident(struct arena *arena, const struct policy *policy, const struct evidence *evidence,
	     struct texts *keys)
{
	const char *incident = evidence->emergency ? evidence->emergency->incident : NULL;
	const char *asked = incident ? incident_asked(arena, policy, incident) : NULL;

	if (asked && !texts_contain(keys, asked))
		texts_add(arena, keys, asked);
}

void
gather_tickets_at(struct arena *arena, const struct policy *policy, const char *url, bool in_force,
		  const struct github_settings *forge, struct evidence *evidence)
{
	struct ticket_rules rules = policy->tickets;
	struct tracker_question question = {
		.rules = &rules, .in_force = in_force, .forge = *forge, .http = forge->http};
	const char *authorities = getenv("CHANGEGATE_TRACKER_CA_FILE");

	evidence->tickets.reference_count = (int64_t)evidence->tickets.references.count;
	if (rules.tracker == TRACKER_NONE || evidence->tickets.availability.state != KNOWN)
		return;
	rules.url = url;
	question.http.ca_name = "CHANGEGATE_TRACKER_CA_FILE";
	question.http.ca_file = authorities && authorities[0] ? authorities : NULL;
	add_incident(arena, policy, evidence, &question.keys);
	list_keys(arena, policy, &evidence->tickets, &question.keys);
	evidence->tickets.tracker = arena_allocate(arena, sizeof(*evidence->tickets.tracker));
	tracker_ask(arena, &question, evidence->tickets.tracker, evidence);
}

/* A change that has tickets tracked elsewhere does not choose who answers for it. */
bool
gather_tickets(struct arena *arena, const struct policy *policy, const struct policy *before,
	       bool debug, struct evidence *evidence, struct error *err)
{
	bool in_force = before && before->tickets.tracker == policy->tickets.tracker;
	struct github_settings forge = {0};

	if (policy->tickets.tracker != TRACKER_NONE &&
	    !gather_forge_settings(gather_forge_place(policy, before), debug, &forge, err))
		return false;
	gather_tickets_at(arena, policy, in_force ? before->tickets.url : policy->tickets.url,
			  in_force, &forge, evidence);
	return true;
}
