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
	{"TKT-UNAVAILABLE", "ticket", "Tickets could not be read.", RECOLLECT},
};

const struct code_table ticket_codes = {codes, sizeof(codes) / sizeof(codes[0])};
