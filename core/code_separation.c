/* SPDX-License-Identifier: Apache-2.0 */
/* What do the codes of the control `separation` mean? A part of the table of core/code.h. */
#include "core/code_tables.h"

#define RECOLLECT "Collect the evidence again; if it stays, verify the ledger."

static const struct code codes[] = {
	{"ENV-DECLARED", "separation", "The policy declares the environment.", NULL},
	{"ENV-UNDECLARED", "separation",
	 "The policy does not declare this environment: a typo would otherwise make a new, unprotected "
	 "one.",
	 "Correct the name, or add it under environments: in the policy."},
	{"ENV-SOURCE", "separation", "The deployed commit is on a branch that may be deployed.",
	 NULL},
	{"ENV-SOURCE-OTHER", "separation",
	 "The deployed commit is on no branch that may be deployed here.",
	 "Merge it first, then deploy what was merged."},
	{"GIT-REF-CLAIMED", "separation",
	 "A branch of the clone has the commit, and the origin's own branch is not shown to have it. "
	 "The branches of a clone are claims of whoever holds it.",
	 "Run git fetch origin and try again; if it stays, the ref was moved by hand."},
	{"GIT-REF-UNKNOWN", "separation", "The origin could not be asked where its branches are.",
	 "See to it that the origin can be reached, then run again."},
	{"ENV-FIRST", "separation", "The policy names no environment before this one.", NULL},
	{"ENV-PROMOTED", "separation", "The same change passed the environment before this one.",
	 NULL},
	{"ENV-PROMOTED-BY-COMMIT", "separation",
	 "No artefact digest is known on either side, so promotion rests on the commit alone.",
	 "Give --artifact at every deploy."},
	{"ENV-NOT-PROMOTED", "separation",
	 "No passing record of the environment before this one has this commit. Baselines do not pass.",
	 "Deploy the same commit and artefact there first."},
	{"ENV-REBUILT", "separation",
	 "The environment before this one had another artefact of the same commit: it was rebuilt.",
	 "Promote the artefact that was tested there."},
	{"ENV-PROMOTION-UNKNOWN", "separation",
	 "The records of the environment before this one could not be read.", RECOLLECT},
	{"ENV-OPEN", "separation", "No freeze is in force.", NULL},
	{"ENV-FREEZE", "separation", "The environment is frozen now.",
	 "Wait until the freeze is over."},
	{"ENV-FREEZE-UNKNOWN", "separation",
	 "A freeze window of the policy could not be resolved to instants.",
	 "Install the time zone data (tzdata) and collect again."},
	{"TIME-ORDER", "separation",
	 "The clock of this machine is behind a record of the ledger, so time rules cannot be judged. Of "
	 "a record in a ledger: it is older than one before it in its chain, or of no year of ours.",
	 "Set the clock of this machine."},
};

const struct code_table separation_codes = {codes, sizeof(codes) / sizeof(codes[0])};
