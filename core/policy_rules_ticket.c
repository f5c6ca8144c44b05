/* SPDX-License-Identifier: Apache-2.0 */
/* Does a policy ask of tickets only what its tracker can tell? See policy_rules_ticket.h. */
#include "core/policy_rules_ticket.h"

#include <string.h>

#include "base/text.h"
#include "core/ticket_rules.h"

struct rule {
	bool broken;
	const char *pointer, *problem;
};

/* Of a table of rules the first that is broken. */
static const char *
first_broken(const struct rule *rules, size_t count, const char **pointer)
{
	for (size_t i = 0; i < count; i++)
		if (rules[i].broken) {
			*pointer = rules[i].pointer;
			return rules[i].problem;
		}
	return NULL;
}

#define FIRST_BROKEN(rules, pointer) \
	first_broken((rules), sizeof(rules) / sizeof((rules)[0]), (pointer))

static const char *
needs_tracker(const struct ticket_rules *tickets, const char **pointer)
{
	static const char problem[] = "needs a tracker that can tell: set tickets.tracker";
	const struct rule rules[] = {
		{tickets->url != NULL, "/tickets/url", problem},
		{tickets->types.count > 0, "/tickets/types", problem},
		{tickets->deny_types.count > 0, "/tickets/deny_types", problem},
		{tickets->status.count > 0, "/tickets/status", problem},
		{tickets->backlog.count > 0, "/tickets/backlog", problem},
		{tickets->unstarted != RULE_NOTED, "/tickets/unstarted", problem},
		{tickets->created != CREATED_ANY, "/tickets/created", problem},
		{tickets->authorised != RULE_NOTED, "/tickets/authorised", problem},
		{tickets->window != RULE_NOTED, "/tickets/window", problem},
		{tickets->approval.required, "/tickets/approval", problem},
	};

	return tickets->tracker == TRACKER_NONE ? FIRST_BROKEN(rules, pointer) : NULL;
}

static const char *
suits_tracker(const struct ticket_rules *tickets, const char **pointer)
{
	static const char no_types[] = "github has no types that everybody sees";
	static const char jira_only[] = "only Jira tells who filled a field or moved a ticket";
	bool github = tickets->tracker == TRACKER_GITHUB;
	bool jira = tickets->tracker == TRACKER_JIRA_CLOUD ||
		    tickets->tracker == TRACKER_JIRA_DATA_CENTER;
	const struct ticket_approval_rules *approval = &tickets->approval;
	const struct rule rules[] = {
		{!github && tickets->tracker && !tickets->url, "/tickets/tracker",
		 "needs the tracker's address: set tickets.url"},
		{github && tickets->url, "/tickets/url", "github is asked where the forge is"},
		{github && tickets->types.count, "/tickets/types", no_types},
		{github && tickets->deny_types.count, "/tickets/deny_types", no_types},
		{github && approval->required, "/tickets/approval",
		 "github has no approvals of issues"},
		{tickets->window && tickets->tracker != TRACKER_SERVICENOW, "/tickets/window",
		 "only servicenow plans windows"},
		{!approval->required && (approval->field || approval->status.count),
		 "/tickets/approval", "says nothing without `required: true`"},
		{!jira && approval->field, "/tickets/approval/field", jira_only},
		{!jira && approval->status.count, "/tickets/approval/status", jira_only},
	};

	return FIRST_BROKEN(rules, pointer);
}

/* Projects are written in the manner of the tracker. */
static const char *
projects_suit(struct arena *arena, const struct policy *policy, const char **pointer)
{
	const struct ticket_rules *tickets = &policy->tickets;

	for (size_t i = 0; i < tickets->projects.count; i++) {
		const char *project = tickets->projects.at[i];
		bool repository = strchr(project, '/') != NULL;

		*pointer = arena_format(arena, "/tickets/projects/%zu", i);
		if (tickets->tracker == TRACKER_GITHUB && !repository)
			return "is not a repository such as acme/payments";
		if (tickets->tracker != TRACKER_GITHUB && repository)
			return "is a repository, which only the tracker github has for a project";
		if (tickets->tracker == TRACKER_SERVICENOW &&
		    project[strspn(project, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")])
			return "is not the beginning of numbers at servicenow, such as CHG";
	}
	return NULL;
}

const char *
policy_ticket_misfit(struct arena *arena, const struct policy *policy, const char **pointer)
{
	const struct ticket_rules *tickets = &policy->tickets;
	const char *problem = needs_tracker(tickets, pointer);

	if (!problem)
		problem = suits_tracker(tickets, pointer);
	if (!problem)
		problem = projects_suit(arena, policy, pointer);
	if (problem || tickets->per == TICKET_PER_REQUEST ||
	    texts_contain(&tickets->sources, "subject") ||
	    texts_contain(&tickets->sources, "trailer"))
		return problem;
	*pointer = "/tickets/per";
	return "commits name tickets in their subject and trailers: add one to tickets.sources";
}
