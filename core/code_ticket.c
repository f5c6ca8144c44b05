/* SPDX-License-Identifier: Apache-2.0 */
/* What do the codes of the control `ticket` mean? A part of the table of core/code.h. */
#include "core/code_tables.h"

#define RECOLLECT "Collect the evidence again; if it stays, verify the ledger."

static const struct code codes[] = {
	{"TKT-FOUND", "ticket", "The change names a ticket of an allowed project.", NULL},
	{"TKT-MISSING", "ticket", "No commit of the change names a ticket.",
	 "Name one in the title of the change request or the merge's subject, or add a trailer "
	 "'Refs: KEY-123'."},
	{"TKT-SOURCE", "ticket", "A ticket is named only where the policy does not look.",
	 "Name it in a source listed under tickets.sources."},
	{"TKT-PROJECT", "ticket",
	 "The only keys found belong to no project of tickets.projects. Things like UTF-8 and SHA-256 "
	 "look like keys too.",
	 "Name a ticket of an allowed project."},
	{"TKT-DENIED", "ticket", "The ticket is listed under tickets.deny: a catch-all.",
	 "Open a ticket for this change."},
	{"TKT-GRADE", "ticket",
	 "The ticket is known only from text, and the policy asks for a better grade of evidence.",
	 "Have a tracker confirm it, or accept 'claimed' under tickets.evidence."},
	{"TKT-BOT", "ticket",
	 "An app's own change request, for which the policy names a standing ticket.", NULL},
	{"TKT-INHERITED", "ticket",
	 "It goes by the ticket of a change that it exactly takes back or repeats and that an allowed "
	 "record has (tickets.reverts, tickets.backports).",
	 NULL},
	{"TKT-NOT-INHERITED", "ticket",
	 "It says that it takes back or repeats another change, whose ticket it may not go by.",
	 "Name a ticket of its own."},
	{"TKT-IGNORED", "ticket", "A further key was found that does not count.", NULL},
	{"TKT-COMMITS", "ticket",
	 "A commit names no ticket that counts, and the policy asks for one in each.",
	 "Name it in the commit's subject, or in a trailer 'Refs: KEY-123'."},
	{"TKT-NOTFOUND", "ticket",
	 "The tracker has no such ticket, or does not show it to the token: trackers do not tell "
	 "these apart.",
	 "Name a ticket that exists, or let the token's account see its project."},
	{"TKT-TRACKER", "ticket", "The tracker did not say what the policy asks.",
	 "Try again; if it stays, look at the tracker's address and token."},
	{"TKT-REQUEST", "ticket", "The number is that of a change request, not of an issue.",
	 "Name an issue."},
	{"TKT-TYPE", "ticket", "The ticket is of a type that does not count.",
	 "Name a ticket of a type that the policy accepts (tickets.types, tickets.deny_types)."},
	{"TKT-STATUS", "ticket",
	 "The ticket's status does not allow work on it: neither when the change was merged nor now, "
	 "or it was done before the change was begun.",
	 "Bring the ticket into an accepted status; work on something that was done needs a ticket of "
	 "its own."},
	{"TKT-UNSTARTED", "ticket", "Nobody has begun the ticket, says the tracker.",
	 "Move the ticket to the status that it is in."},
	{"TKT-LATE", "ticket", "The ticket is younger than the change that names it.",
	 "Open tickets before the work is merged; an emergency has a way of its own."},
	{"TKT-UNAPPROVED", "ticket", "Nobody approved the ticket.",
	 "Have it approved by somebody who contributes nothing to the change."},
	{"TKT-SELF-APPROVED", "ticket",
	 "The ticket was approved only by people who contributed to the change. Whoever did it counts, "
	 "not what a field says.",
	 "Have it approved by somebody who contributes nothing to the change."},
	{"TKT-APPROVER", "ticket",
	 "Nobody can tell who approved the ticket is at the forge, so that it was somebody else is not "
	 "shown.",
	 "List the approver's account at the tracker under identities."},
	{"TKT-SELF-AUTHORISED", "ticket",
	 "Nobody but contributors is shown to have opened or moved the ticket: it documents the change "
	 "and does not authorise it.",
	 "Have the ticket opened, or moved, by somebody who contributes nothing to the change."},
	{"TKT-WINDOW", "ticket", "This is not the time that the ticket plans the change for.",
	 "Deploy within the ticket's window, or have it planned anew."},
	{"TKT-HOLD", "ticket", "The ticket is on hold.", "Have it released."},
	{"TKT-REUSED", "ticket", "Many change requests of this deploy name the same ticket.",
	 "Open a ticket for each piece of work; list catch-alls under tickets.deny."},
	{"TKT-MOVED", "ticket", "The ticket has another key now.", NULL},
	{"TKT-EDITED", "ticket",
	 "The title of the change request was changed after the merge; what it says now counted.",
	 NULL},
	{"TKT-UNAVAILABLE", "ticket", "Tickets could not be read.", RECOLLECT},
};

const struct code_table ticket_codes = {codes, sizeof(codes) / sizeof(codes[0])};
