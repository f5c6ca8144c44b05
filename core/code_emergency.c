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
