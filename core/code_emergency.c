/* SPDX-License-Identifier: Apache-2.0 */
/* What do the codes of emergencies mean? A part of the table of core/code.h. */
#include "core/code_tables.h"

static const struct code codes[] = {
	{"EMER-NONE", "emergency", "It is no emergency, and no retro is open for this key.", NULL},
	{"EMER-AUTHORISED", "emergency",
	 "Two different people signed that this commit goes there now, for this reason. Controls that "
	 "are not met are put up with, and each change request is owed a retro.",
	 NULL},
	{"EMER-SOLO", "emergency",
	 "The signature of one person alone counts for the emergency: nobody else is shown to have "
	 "agreed. It is refused, or, where the policy says emergency.solo: deviation, a deviation.",
	 "Let a second person sign what changegate authorise prints, and give it with --authorisation."},
	{"EMER-AUTHORISER-MISSING", "emergency",
	 "No signature counts for the emergency, so nobody answers for it.",
	 "Let two people sign what changegate authorise prints (ssh-keygen -Y sign -n "
	 "changegate-emergency), and give both files with --authorisation."},
	{"EMER-AUTHORISER-CLAIMED", "emergency",
	 "Who authorised the emergency was typed. Anybody could have typed it: it counts as nobody.",
	 "Let them sign what changegate authorise prints."},
	{"EMER-AUTHORISATION", "emergency",
	 "An authorisation does not count: it is of something else, too old, or not signed by a person "
	 "who may.",
	 "Sign what changegate authorise prints for this deploy."},
	{"EMER-NOT-ALLOWED", "emergency",
	 "The policy says nothing of emergencies, so there are none.",
	 "Add emergency: to the policy, and deploy that change first."},
	{"EMER-INCIDENT", "emergency",
	 "An emergency is about an incident, which is a ticket of a project in "
	 "emergency.ticket.projects.",
	 "Name the incident: --emergency INC-42."},
	{"EMER-INCIDENT-CLAIMED", "emergency",
	 "The incident was typed, and no tracker was asked whether it is there and open.", NULL},
	{"EMER-INCIDENT-OPEN", "emergency",
	 "The tracker has the incident, it is open, and somebody else than whoever calls the emergency "
	 "has seen it.",
	 NULL},
	{"EMER-INCIDENT-UNKNOWN", "emergency",
	 "The tracker was asked about the incident and did not say what it is, so nobody knows.",
	 "Try again. If it cannot wait, two people may break the glass: changegate deploy --break-glass."},
	{"EMER-INCIDENT-ABSENT", "emergency",
	 "The tracker has no such incident, or does not show it to our token.",
	 "Name an incident that exists, or let the token's account see its project."},
	{"EMER-INCIDENT-TYPE", "emergency",
	 "The ticket is of a type that emergency.ticket.types does not name.",
	 "Name a ticket of one of those types."},
	{"EMER-INCIDENT-CLOSED", "emergency",
	 "The incident is closed, so it is no reason to go ahead now.", "Name one that is open."},
	{"EMER-INCIDENT-SELF-OPENED", "emergency",
	 "Whoever calls the emergency opened the incident, and nobody else has touched it. Without a run "
	 "of the forge that counts, any of those who signed may be who calls.",
	 "Let somebody else take it up at the tracker."},
	{"EMER-INCIDENT-OPENER", "emergency",
	 "Who opened or moved the incident is matched with nobody that is known, so it may be whoever "
	 "calls the emergency.",
	 "Name the addresses of one person under identities, or let somebody else whom the tracker shows "
	 "take it up."},
	{"EMER-AUTHORISED-GATE", "emergency",
	 "The forge tells that one person started the run and another one opened the gate of its "
	 "environment: both answer for the emergency.",
	 NULL},
	{"EMER-GATE", "emergency",
	 "What was opened at the forge, or whoever did, does not count for the emergency.",
	 "Have the gate of this run opened by a second person, or let two people sign."},
	{"EMER-REASON", "emergency", "An emergency says why.", "Say it with --reason."},
	{"EMER-FIRST", "emergency",
	 "Nothing is in place for this key, so nobody could say afterwards what the emergency brought.",
	 "Run the first deploy of this key with --baseline."},
	{"EMER-INCOMPLETE", "emergency",
	 "The facts of the emergency or of what is open do not fit together.",
	 "Run again; if it stays, verify the ledger."},
	{"EMER-OVERDUE", "emergency",
	 "The retro of an earlier emergency is overdue. Until it is done, deploys of this service and "
	 "environment are refused, and so are emergencies of one person alone; rollbacks are not.",
	 "Let somebody who contributed nothing review what the emergency brought, then run changegate "
	 "retro RECORD."},
	{"EMER-OUTAGE", "emergency",
	 "Something could not be asked, so the deploy is not allowed. Where it cannot wait, two people "
	 "may break the glass.",
	 "Wait, or run changegate deploy --break-glass with the signatures of two people."},
	{"EMER-BREAK-GLASS", "emergency",
	 "Something could not be asked when the emergency was called: the retro finds out what is "
	 "missing.",
	 NULL},
	{"EMER-BUDGET", "emergency",
	 "A service and environment had more emergencies in a month (UTC) than emergency.budget has. It "
	 "is noted, and stops nobody.",
	 "Ask why the ordinary way was too slow, or correct the budget."},
	{"EMER-RATE", "emergency",
	 "More than one in ten of the deploys of a period were emergencies: changegate audit population "
	 "says so.",
	 "Ask why the ordinary way was too slow, and whose emergencies they were."},
	{"CHG-UNSETTLED", "emergency",
	 "An emergency brought changes that have not been judged since.",
	 "Run changegate retro RECORD before it is due."},
	{"RETRO-OPEN", "emergency",
	 "The record is an emergency that is owed a retro: its change requests are judged now.",
	 NULL},
	{"RETRO-NOTHING-OPEN", "emergency", "The emergency is not, or no longer, owed a retro.",
	 "Look at it with changegate explain RECORD."},
	{"RETRO-LATE", "emergency", "The retro comes after it was due.", NULL},
};

const struct code_table emergency_codes = {codes, sizeof(codes) / sizeof(codes[0])};
