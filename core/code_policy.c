/* SPDX-License-Identifier: Apache-2.0 */
/* What do the codes of the control `policy` mean? A part of the table of core/code.h. */
#include "core/code_tables.h"

static const struct code codes[] = {
	{"TIME-SKEW", "policy",
	 "The clock of this machine and that of the forge are more than two minutes apart, so what was "
	 "before what cannot be judged.",
	 "Set the clock of this machine."},
	{"SRC-HOST-UNPINNED", "policy",
	 "Another host answered for the forge than the one that the policy in force has asked.",
	 "Collect the evidence where the policy says; look at api: and repository:."},
	{"SRC-AUTHORITY-LOCAL", "policy",
	 "The job that asked the forge gave the certificates (CHANGEGATE_GITHUB_CA_FILE) or the proxy "
	 "itself, so whoever owns the job could choose who answers.",
	 "Where forge_trust is `system`: take the certificates of the job's own away."},
	{"POLICY-READ", "policy", "The policy was read from where it must come.", NULL},
	{"POLICY-SOURCE", "policy",
	 "The policy comes from somewhere else than the policy in place allows: a flag, a variable or a "
	 "second branch could otherwise name a looser one.",
	 "Deploy under the policy of the protected branch. To rename that branch, first name both under "
	 "branches:."},
	{"POLICY-FILE", "policy",
	 "The policy was named with --policy instead of read from a protected ref.",
	 "Commit it to the protected branch as .changegate.yml."},
	{"POLICY-CHANGED", "policy",
	 "The policy differs from the one of the record in place. Approvals are judged under both, and "
	 "the worse verdict counts.",
	 NULL},
	{"POLICY-AHEAD", "policy",
	 "The policy is neither the one in force nor that of the deployed commit: it came to the branch "
	 "after it, and no deploy has judged it yet. Both judge, and the worse verdict counts.",
	 "Deploy the commit that brings the policy."},
	{"POLICY-PREVIOUS", "policy", "The policy of the record in place cannot be read.",
	 "Verify the ledger."},
	{"LEDGER-MOVED", "policy",
	 "The policy names another ledger (ledger.store, ledger.origin) than the policy in force. A "
	 "copy would say the same of what is in place, and forget what was recorded since.",
	 "Name the ledger of the policy in force. A ledger cannot be moved: begin anew in an empty "
	 "one with --baseline."},
	{"POLICY-UNREVIEWED", "policy",
	 "The change touches files that verdicts rest on (policy, mailmap, allowed signers, trust root, "
	 "CODEOWNERS), and none of the guardians approved it: those of the policy now and those of the "
	 "record in place.",
	 "Have a guardian who contributed nothing to it review it."},
	{"POLICY-REVIEWED", "policy",
	 "A guardian approved the change of files that verdicts rest on.", NULL},
	{"WAIVER-USED", "policy",
	 "The control failed, and a waiver of the policy in force puts up with that for now.",
	 NULL},
	{"WAIVER-UNPROVEN", "policy",
	 "The waiver is not yet part of a policy in force. It is approved by whoever approves the change "
	 "that brings it, and counts once that is deployed.",
	 "Deploy the change that brings the waiver, without needing it."},
	{"WAIVER-RENEWED", "policy",
	 "The waiver was renewed: with what was granted before it is older than 90 days.",
	 "Mend what it puts up with."},
	{"WAIVER-EXPIRED", "policy", "The waiver has run out.",
	 "Mend what it was for, or have a new one reviewed."},
	{"WAIVER-TOO-LONG", "policy", "The waiver ends more than 90 days from now.",
	 "Give it an end within 90 days."},
	{"CHECK-SILENT", "policy", "A check gave no answer, which counts as UNKNOWN.",
	 "Report this as a bug."},
	{"GATE-BYPASSABLE", "policy",
	 "The forge lets somebody deploy without passing the gate: by a push to the protected branch, by "
	 "rewriting it, as an administrator, or from another branch.",
	 "Change the rule of the forge that the line names."},
	{"POLICY-UNSATISFIABLE", "policy",
	 "The policy asks for something that no source of this version can give, or that nobody can do: "
	 "one person alone opens the gate, and may not open that of a run of theirs; or no more people "
	 "may approve than have to, so that nobody is left to approve a change of theirs.",
	 "Lower the rule, wait with it until its source exists, or name a second person."},
};

const struct code_table policy_codes = {codes, sizeof(codes) / sizeof(codes[0])};
