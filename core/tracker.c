/* SPDX-License-Identifier: Apache-2.0 */
/* What do the facts of a tracker say of one ticket? See tracker.h. */
#include "core/tracker.h"

#include <stddef.h>

#include "base/text.h"

const struct tracked_ticket *
tracker_find(const struct tracker_facts *facts, const char *asked)
{
	for (size_t i = 0; facts && i < facts->tickets.count; i++)
		if (text_equal(facts->tickets.at[i].asked, asked))
			return &facts->tickets.at[i];
	return NULL;
}

static bool
history_is_whole(const struct tracked_ticket *ticket)
{
	return ticket->history.state == KNOWN &&
	       ticket->transition_count == (int64_t)ticket->transitions.count;
}

/* What the first transition behind that time came from; without one, what it is now. */
const char *
tracked_status_at(const struct tracked_ticket *ticket, int64_t time, int *category)
{
	*category = CATEGORY_UNKNOWN;
	if (!history_is_whole(ticket) || time < ticket->created)
		return NULL;
	for (size_t i = 0; i < ticket->transitions.count; i++) {
		const struct ticket_transition *transition = &ticket->transitions.at[i];

		if (transition->time <= time)
			continue;
		*category = transition->from_category;
		return transition->from;
	}
	*category = ticket->category;
	return ticket->status;
}
