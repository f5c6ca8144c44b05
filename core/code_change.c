/* SPDX-License-Identifier: Apache-2.0 */
/* What do the codes of the control `change` mean? A part of the table of core/code.h. */
#include "core/code_tables.h"

#define RECOLLECT "Collect the evidence again; if it stays, verify the ledger."

static const struct code codes[] = {
	{"CHG-RANGE", "change",
	 "The deploy brings the commits between what is in place and the deployed commit, and all "
	 "of them are known.",
	 NULL},
	{"CHG-BASELINE", "change",
	 "The first record of a key accepts the history before it without judging it. It is a class "
	 "of its own, never a pass, and nothing can be promoted from it.",
	 NULL},
	{"CHG-BASELINE-LATE", "change",
	 "The baseline of this key was taken in a ledger that held records already. A new environment "
	 "or service looks like that; so does a renamed one, whose history would otherwise be judged.",
	 "Compare the services and environments of the policy with those of the ledger's records."},
	{"CHG-BASELINE-POLICY", "policy",
	 "The first record of a key is not compared with anything. In a ledger that has records of the "
	 "repository it must begin under a policy that was judged with one of them, or a change of the "
	 "policy could start anew and leave the judging behind.",
	 "Deploy the change of the policy to a service and environment that is in place first."},
	{"CHG-NO-BASELINE", "change",
	 "No record of this repository, service and environment is in place, so there is nothing to "
	 "compare with.",
	 "Run the first deploy of this key once with --baseline."},
	{"CHANGE-REDEPLOY", "change",
	 "What is deployed is in place already: no commit is new. It was judged when it was first "
	 "deployed.",
	 NULL},
	{"CHANGE-OTHER-ARTIFACT", "change",
	 "The commit in place is deployed again with another artefact, so tests and promotion are "
	 "judged again.",
	 NULL},
	{"CHANGE-EMPTY", "change",
	 "The range has no change that concerns this service, and it is not a redeploy.",
	 "Deploy the service that did change, or correct the service's paths in the policy."},
	{"CHG-PROMOTION", "change",
	 "The change request does nothing but move digests of artefacts, by an app that the policy lets "
	 "do so, to what a record of the ledger has judged. That record has its tickets and approvals.",
	 NULL},
	{"CHG-PROMOTION-VOID", "change",
	 "An app that may promote opened the change request, and it is no promotion: it changes something "
	 "beside digests, somebody else had a hand in it, or no record shows that what it moves to passed "
	 "and is newer than what it replaces. It is judged like any other change.",
	 "Have it approved and name a ticket, or correct promotions: in the policy."},
	{"CHG-PROMOTION-UNKNOWN", "change",
	 "What the change request moves digests to was not found out from the ledger.",
	 "Verify the ledger and collect the evidence again."},
	{"CHG-WORKLOAD", "change",
	 "A file of the deployed commit that says what runs names the artefact that is deployed.",
	 NULL},
	{"CHG-WORKLOAD-OTHER", "change",
	 "No file of the deployed commit that says what runs names the artefact that is deployed: no change "
	 "brought it.",
	 "Give --artifact of what the deployed commit names."},
	{"CHG-WORKLOAD-UNKNOWN", "change", "Which artefact the deployed commit names was not read.",
	 "Collect the evidence again."},
	{"CHG-OUT-OF-SCOPE", "change",
	 "The change touches no path of this service. It is listed, and judged where it belongs.",
	 NULL},
	{"CHG-PATH-UNCLAIMED", "change",
	 "A changed path belongs to no service and is not ignored, so it counts for every service.",
	 "Give the path to a service under services:, or list it under ignored:."},
	{"CHG-PATH-SHARED", "change",
	 "Workflow files, the gate's own files, lock files and build roots concern every service.",
	 NULL},
	{"CHG-DIVERGED", "change",
	 "The deployed commit neither descends from what is in place nor precedes it: the branch was "
	 "rewritten, or it is another branch.",
	 "Deploy a commit that descends from what is in place."},
	{"CHG-ROLLBACK", "change",
	 "The deployed commit precedes what is in place, and passed here before.", NULL},
	{"CHG-OCTOPUS", "change",
	 "A merge of more than two parents cannot be recomputed, so its own content is not known.",
	 "Merge the branches one at a time."},
	{"CHG-CONTENT-UNKNOWN", "change",
	 "The content of the change was not read, so nobody knows which of its files a diff does not "
	 "show.",
	 RECOLLECT},
	{"CHG-OPAQUE", "change",
	 "The change has files that a reviewer of a diff does not see: binaries, pointers to files kept "
	 "elsewhere, oversized, vendored or generated ones, or text that attributes keep out of diffs.",
	 NULL},
	{"GIT-CLONE-ALTERED", "change",
	 "Something in the clone (grafts, replaced objects, a commit-graph that disagrees, objects of "
	 "another repository) makes git show another history than its objects tell.",
	 "Clone again, or remove what alters history."},
	{"GIT-CLONE-UNKNOWN", "change", "The clone was not looked through for what alters history.",
	 "Collect the evidence again, in a fresh clone."},
	{"CHG-SUBMODULE", "change",
	 "A submodule moves to another commit; what that brings has no record of its own here.",
	 "Gate the submodule's own deploys, or vendor its reviewed content."},
	{"CHG-SERVICE-UNDECLARED", "change", "The policy does not declare this service.",
	 "Correct the name, or add the service under services: in the policy."},
	{"CHG-PREVIOUS-UNKNOWN", "change",
	 "The policy gives the environment its name at the forge, and what the forge has deployed "
	 "there could not be read.",
	 "Give the token the permission deployments: read, or try again."},
	{"CHG-PREVIOUS-DISPUTED", "change",
	 "The ledger has one commit in place, and the newest deployment that succeeded at the forge "
	 "is of another: something went around the gate, or a deploy that was allowed did not "
	 "succeed.",
	 "Find out what runs there; then record what became of the last deploy with changegate "
	 "outcome, or deploy again what the ledger has in place."},
	{"JUDGED-LATER", "change",
	 "A change request is no deploy yet: this is judged when it is deployed.", NULL},
	{"FORGE-UNAVAILABLE", "policy",
	 "The policy takes its evidence from a forge, and the forge did not answer, or not in full.",
	 "Try again; if it stays, look at the token, its permissions and the address of the API."},
	{"CHG-RANGE-DISPUTED", "change",
	 "The forge counts other commits between what is in place and what is deployed than the clone, or "
	 "did not count them.",
	 "Clone again (fetch-depth: 0) and run again; if it stays, find out who altered the clone."},
	{"CHG-INCOMPLETE", "change",
	 "Commits, change requests and counts of the evidence do not fit together, so something may "
	 "be missing from it.",
	 RECOLLECT},
	{"ROLLBACK-NO-RECORD", "change",
	 "A rollback needs an earlier record of this key in which the same commit passed.",
	 "Roll back to a commit that passed here, or revert the change in a new commit."},
	{"ROLLBACK-TOO-OLD", "change",
	 "The earlier record is older than the policy's rollback.max_age.",
	 "Roll back to something younger, or revert the change in a new commit."},
	{"ROLLBACK-OTHER-ARTIFACT", "change",
	 "The earlier record deployed another artefact of the same commit.",
	 "Give the artefact that passed with --artifact."},
	{"ROLLBACK-TICKET-MISSING", "change",
	 "The policy asks for the ticket or incident because of which a version goes back "
	 "(rollback.ticket), and none of its projects was named.",
	 "Name it with --ticket."},
	{"ROLLBACK-TICKET-CLAIMED", "change",
	 "The ticket or incident of the rollback was typed, and no tracker was asked.", NULL},
	{"ROLLBACK-BY-COMMIT", "change",
	 "No artefact digest is known on either side, so the rollback rests on the commit alone.",
	 "Give --artifact at every deploy."},
};

const struct code_table change_codes = {codes, sizeof(codes) / sizeof(codes[0])};
