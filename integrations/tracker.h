/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the policy's tracker say of the tickets that a change names? All keys together, in as
 * few requests as it allows, within one budget of time for the whole of it. What could not be read
 * is UNKNOWN with the request that failed; it is never taken for "there is no such ticket".
 */
#ifndef INTEGRATIONS_TRACKER_H
#define INTEGRATIONS_TRACKER_H

#include "core/evidence.h"
#include "core/policy.h"
#include "integrations/github.h"

struct tracker_question {
	const struct ticket_rules *rules; /* whose tracker is asked, where it says */
	bool in_force; /* the place is that of the policy in force; else a token goes there only if
			  its ..._HOST says so */
	struct texts keys;            /* as ticket_asked() gives them, each once */
	struct github_settings forge; /* TRACKER_GITHUB is asked by these */
	struct http_settings http;    /* of the others */
};

/* Fills `facts`, whatever happens, and adds what was asked to the sources of `evidence`. */
void tracker_ask(struct arena *arena, const struct tracker_question *question,
		 struct tracker_facts *facts, struct evidence *evidence);

#endif
