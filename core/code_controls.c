/* SPDX-License-Identifier: Apache-2.0 */
/* What do the codes of the controls mean? The first part of the table of core/code.h. */
#include "core/code_tables.h"

#define RECOLLECT "Collect the evidence again; if it stays, verify the ledger."

const struct code control_codes[] = {
	/* change */
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
	{"ROLLBACK-BY-COMMIT", "change",
	 "No artefact digest is known on either side, so the rollback rests on the commit alone.",
	 "Give --artifact at every deploy."},
	/* ticket */
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
	{"TKT-IGNORED", "ticket", "A further key was found that does not count.", NULL},
	{"TKT-UNAVAILABLE", "ticket", "Tickets could not be read.", RECOLLECT},
	/* approval */
	{"APPR-COUNTED", "approval",
	 "Every commit of the change that adds content is approved by enough people who wrote none of "
	 "it.",
	 NULL},
	{"APPR-MISSING", "approval", "Nobody approved the commit.",
	 "Ask somebody who wrote none of it to review, and merge with --no-ff and a Reviewed-by trailer. "
	 "A commit that is on the branch already cannot get one: merge it again onto what is in place "
	 "(docs/first-steps.md shows how)."},
	{"APPR-TOO-FEW", "approval",
	 "Some approvals count, but fewer than approval.count asks for.",
	 "Ask another person to review."},
	{"APPR-SELF", "approval",
	 "Whoever approved also wrote, committed or co-wrote the change (or has the same name as "
	 "somebody who did), so the approval is not independent.",
	 "Ask somebody who contributed nothing to it to review."},
	{"APPR-UNIDENTIFIED", "approval",
	 "An approval without a plausible address does not say who gave it.",
	 "Write the trailer as 'Reviewed-by: Name <address>'."},
	{"APPR-UNKNOWN-AUTHOR", "approval",
	 "The author or committer of a commit that adds content has no plausible address, so anybody "
	 "who approves could be its author. A mailmap does not make up for it.",
	 "Make the commit again with user.name and user.email set."},
	{"APPR-GRADE", "approval",
	 "The approval is known only from text that anybody can write, and the policy asks for a better "
	 "grade of evidence.",
	 "Give approvals of that grade, or accept 'claimed' under approval.evidence."},
	{"APPR-RESOLUTION", "approval",
	 "A merge whose tree does not plainly follow from its parents may hold content of its own, and "
	 "nobody approved the merge itself.",
	 "Bring the branch up to date before merging, so that the merge adds nothing; or have the merge "
	 "commit itself reviewed by somebody who did not make it."},
	{"APPR-MUTUAL", "approval",
	 "An approver contributed to another commit of the same change (independence: "
	 "covers-each-author allows it).",
	 NULL},
	{"APPR-SIGNATURE", "approval",
	 "An approving tag or merge is not signed by the approver, with a key that the allowed signers "
	 "listed before the change and list now.",
	 "Sign the approval with a listed key: git tag -s, with gpg.format ssh and a trailer "
	 "'Approves: <full id>'."},
	{"APPR-OTHER-COMMIT", "approval",
	 "An approving tag names a commit that is neither the change's own nor its head. It covers "
	 "nothing.",
	 "Sign a tag of the change's own commit, or of the head that was merged."},
	{"APPR-EVIL-MERGE", "approval",
	 "A merge holds something that merging its parents does not give, and no signed tag of somebody "
	 "else names it. A trailer is no approval of it: whoever made the merge wrote the trailer too.",
	 "Have somebody else review what the merge itself changes, and what is below it, and sign a tag "
	 "with 'Approves: <full id>', or do the merge again without edits."},
	{"APPR-SQUASH-MISMATCH", "approval",
	 "A signed tag approves a commit that was meant to become this one by squashing or rebasing, "
	 "and this one has something else.",
	 "Have what was merged reviewed and tagged, or merge again exactly what was reviewed."},
	{"APPR-SPENT", "approval",
	 "A signed tag approves something that was brought before. If it was taken back since, that was "
	 "for a reason: the old tag does not bring it again.",
	 "Have what is brought now reviewed, and sign a tag that names this very commit."},
	{"APPR-SQUASHED", "approval",
	 "What was approved is another commit; this one is exactly what merging it gives.", NULL},
	{"APPR-REBASED", "approval",
	 "What was approved are other commits; these have the same diffs, one by one.", NULL},
	{"APPR-HIDDEN-DIFF", "approval",
	 "The range changes attributes so that diffs no longer show a file which it changes too. A "
	 "review of the diff does not cover that file.",
	 "Have somebody else review it with git diff --text and sign a tag that names the change, or "
	 "take the attributes back."},
	{"APPR-HIDDEN-NAMED", "approval",
	 "Attributes of the range hide a file that it changes, and a signed tag of somebody else names "
	 "the change.",
	 NULL},
	{"SIG-OPENPGP", "approval",
	 "The verdict hangs on an OpenPGP signature, which this version does not verify. It is never "
	 "taken for a good one.",
	 "Sign with an SSH key that the policy's allowed_signers list (gpg.format ssh)."},
	{"SIG-X509", "approval",
	 "The verdict hangs on an X.509 signature, which this version does not verify. It is never "
	 "taken for a good one.",
	 "Sign with an SSH key that the policy's allowed_signers list (gpg.format ssh)."},
	{"SIG-BAD", "approval",
	 "The signature under a commit does not fit its bytes, or is broken. The commit counts as not "
	 "signed.",
	 "Find out who made it, and sign the commit again."},
	{"APPR-NO-PR", "approval",
	 "The commit did not come by a change request that was merged into a branch which is deployed: "
	 "somebody pushed it directly, or its request went elsewhere or is still open.",
	 "Take it back and bring it by a change request; protect the branch against direct pushes."},
	{"APPR-CONTENT-UNKNOWN", "approval",
	 "Nobody knows whether what was merged is what was reviewed: objects are missing in the clone, "
	 "a limit was reached, or the forge and the clone tell different things.",
	 "Bring the missing objects into the clone (git fetch --unshallow; git fetch origin "
	 "refs/pull/N/head) and run again."},
	{"APPR-OTHER-REQUEST", "approval",
	 "A change request has the commit and lends it nothing: it is not merged, or was merged "
	 "somewhere else.",
	 NULL},
	{"APPR-INCOMPLETE", "approval",
	 "What the forge said of a change request is not whole: a list is shorter than its count, or "
	 "two facts contradict each other.",
	 RECOLLECT},
	{"APPR-STALE", "approval",
	 "What was approved is not what was merged: commits, a force push or an edit came after it. White "
	 "space, file modes and binaries count; a clean update of the branch does not.",
	 "Ask for another review of the head as it is now."},
	{"APPR-STALE-UNKNOWN", "approval",
	 "The approval is of another commit than the one that was merged, and the two could not be "
	 "compared.",
	 "Bring the reviewed commit into the clone (git fetch origin refs/pull/N/head), or ask for "
	 "another review."},
	{"APPR-BASE-CHANGED", "approval",
	 "The change request was to go into another branch when it was approved.",
	 "Ask for another review."},
	{"APPR-AFTER-MERGE", "approval",
	 "It was approved after it had been merged; the policy asks for approval before "
	 "(approval.before).",
	 "Have the change reviewed in a new request, such as its revert and return."},
	{"APPR-AFTER-DEPLOY", "approval",
	 "An approval that is younger than the deploy, or older than its own change request, is none.",
	 "Run again, with the clock of this machine set."},
	{"APPR-LATE", "approval",
	 "It was approved after it had been merged, which the policy allows (approval.before: deploy).",
	 NULL},
	{"APPR-NOT-COUNTED", "approval", "Others approved too, and do not count.", NULL},
	{"APPR-PERMISSION", "approval",
	 "Whoever approved may only read the repository (approval.permission).",
	 "Ask somebody who may write."},
	{"APPR-DEPARTED", "approval",
	 "Whoever approved has no access to the repository now. Nobody keeps whether that was so when "
	 "approving.",
	 "Ask somebody who may write to review."},
	{"APPR-TEAM", "approval", "Whoever approved is in none of the teams of approval.teams.",
	 "Ask a member of one of them."},
	{"APPR-TEAM-UNKNOWN", "approval",
	 "The members of a team could not be read, so nobody knows whether the approver is one.",
	 "Give a token that may read teams (read:org) as CHANGEGATE_GITHUB_TOKEN: the token of a "
	 "workflow cannot."},
	{"APPR-NOT-HUMAN", "approval", "An app approved it. That is no review by a human.",
	 "Ask a human to review."},
	{"APPR-GHOST", "approval",
	 "The account that approved is deleted: it could be anybody's, the author's too.",
	 "Ask somebody else to review."},
	{"APPR-DISMISSED", "approval",
	 "The review was dismissed; an earlier approval of the same person does not come back.",
	 "Ask for another review."},
	{"APPR-CHANGES-REQUESTED", "approval",
	 "Somebody who may write has requested changes, and that stands; or it was dismissed by somebody "
	 "who contributed, or by an app for nobody knows whom.",
	 "Make the changes and ask for another review."},
	{"APPR-OBJECTED", "approval",
	 "Somebody who may not write has requested changes, or may not any more. That holds nothing up.",
	 NULL},
	{"APPR-PUSHER-UNKNOWN", "approval",
	 "Names in commits are text. Nobody whom the forge authenticated is known to have pushed this, and "
	 "it is not signed by its committer, so whoever approves may have written it.",
	 "Sign the commits with a key that the forge knows, or push again."},
	{"APPR-MACHINE-PUSH", "approval",
	 "A key, an app or a workflow pushed to the branch, and nobody knows who made it do so: one "
	 "approval more is needed, because an approver could be that somebody.",
	 NULL},
	{"APPR-SUGGESTION", "approval",
	 "An approver is named as co-author only because a suggestion was applied on the web, which the "
	 "policy allows (approval.suggestions).",
	 NULL},
	{"APPR-SELF-MERGE", "approval",
	 "Whoever opened the change request merged it, which the policy refuses (approval.self_merge).",
	 "Have somebody else merge."},
	{"APPR-SELF-MERGED", "approval", "Whoever opened the change request merged it.", NULL},
	{"APPR-MERGER-UNKNOWN", "approval",
	 "Nobody knows who merged it, and the policy makes a difference of that.",
	 "Have somebody merge whose account exists."},
	{"APPR-BYPASSED", "approval",
	 "The forge's own rules are not met: it was merged past them, or they came later.", NULL},
	{"APPR-BOT", "approval",
	 "An app's own change request, which the policy exempts from approval: every commit is signed and "
	 "the app's, nobody else pushed, and it changes only listed files.",
	 NULL},
	{"APPR-BOT-VOID", "approval",
	 "The policy has an exemption for the app that opened it, and it does not hold here.",
	 NULL},
	{"APPR-OWNERS", "approval",
	 "CODEOWNERS gives a changed file owners, and none of them approved.",
	 "Ask one of the owners to review."},
	{"APPR-OWNERS-UNKNOWN", "approval",
	 "CODEOWNERS, the changed files or the members of an owning team could not be read.",
	 "Give a token that may read them, and run again."},
	{"APPR-UNAVAILABLE", "approval", "Approvals could not be read.", RECOLLECT},
	/* tests */
	{"TEST-PASSED", "tests", "The required tests ran and passed.", NULL},
	{"TEST-WORKTREE", "tests", "The work tree that the tests ran in is the deployed commit.",
	 NULL},
	{"TEST-WORKTREE-DIFFERS", "tests",
	 "Local test reports count only where the work tree equals the deployed commit: else the tests "
	 "ran on something else.",
	 "Check out the deployed commit, commit or ignore what differs, and run the tests again."},
	{"TEST-WORKTREE-UNKNOWN", "tests", "The work tree could not be compared with the commit.",
	 "Run the gate in a checkout (not a bare repository) of the deployed commit, without ignore "
	 "rules of its own (.git/info/exclude, core.excludesFile)."},
	{"TEST-MISSING", "tests", "No report of a required test was found.",
	 "Run the tests before the gate and write JUnit XML where the policy looks for it."},
	{"TEST-FAILED", "tests", "A required test failed.",
	 "Mend the tests and run them on this commit."},
	{"TEST-BROKEN", "tests",
	 "A report is empty, broken, unreadable, no regular file, without a test case, or claims "
	 "failures that it does not list. One such file spoils all, because what it should have said "
	 "is not known.",
	 "Run the tests again, and look at why the file is not what it should be."},
	{"TEST-TOO-FEW", "tests", "Fewer tests ran than min_tests; skipped ones did not run.",
	 "Run the tests that were skipped, or correct min_tests."},
	{"TEST-GRADE", "tests",
	 "A local file is claimed evidence, and the policy asks for a better grade.",
	 "Give signed results, or accept 'claimed' under tests.evidence."},
	{"TEST-STATEMENT", "tests",
	 "The signed statement about test reports is missing, broken, of another commit, not of every "
	 "report, or not signed with a listed key.",
	 "Write an in-toto statement about the reports and the commit, and sign it (ssh-keygen -Y sign "
	 "-n changegate-tests)."},
	{"TEST-ATTESTED", "tests",
	 "Somebody who is listed signed that the reports are of the deployed commit, so the work tree "
	 "need not be it.",
	 NULL},
	{"TEST-EVENT", "tests",
	 "The required job only ran for events that tests.events does not name: who starts a run by hand "
	 "chooses what it is given.",
	 "Have it run for one of those events on this commit."},
	{"TEST-SKIPPED", "tests",
	 "A required job was skipped, by a condition or because one that it needs failed. That is no "
	 "success.",
	 "Have it run; or name under tests.skip_unchanged what it is for."},
	{"TEST-UNCHANGED", "tests",
	 "A required job did not run, and no changed file is one that it is for (tests.skip_unchanged).",
	 NULL},
	{"TEST-NEUTRAL", "tests", "A required check ended as neutral. That is no success.",
	 "Have it run until it succeeds."},
	{"TEST-CANCELLED", "tests", "A required check was cancelled.", "Run it again."},
	{"TEST-STALE", "tests", "The forge gave up on a required check.", "Run it again."},
	{"TEST-TIMED-OUT", "tests", "A required check took too long.", "Run it again."},
	{"TEST-ACTION-REQUIRED", "tests", "A required check waits for somebody to act.",
	 "Do what it asks for."},
	{"TEST-PENDING", "tests", "A required check has not ended yet.",
	 "Wait until it is over, then run again."},
	{"TEST-LATE", "tests", "A required check ended after this had begun, so it is not counted.",
	 "Run again."},
	{"TEST-ATTEMPTS", "tests",
	 "A required workflow was run more often than tests.max_attempts until it succeeded.",
	 "Find out why it fails now and then."},
	{"TEST-RERUN", "tests", "A required workflow was run more than once until it succeeded.",
	 NULL},
	{"TEST-FOREIGN-CHECK", "tests",
	 "Somebody else posted a check or a status under the name of a required one. It does not count.",
	 NULL},
	{"TEST-DEFINITION-CHANGED", "tests",
	 "The change alters a workflow or a local action, so it says itself how its tests are run.",
	 "Where tests.definitions is `guarded`: have a guardian review it."},
	{"TEST-DEFINITION-REVIEWED", "tests",
	 "The change alters how tests are run, and a guardian approved that.", NULL},
	{"TEST-DEFINITION-UNKNOWN", "tests",
	 "Changed workflows need a guardian, and nobody knows which files change.", RECOLLECT},
	{"TEST-INCOMPLETE", "tests", "The evidence about tests does not fit together.", RECOLLECT},
	{"TEST-UNAVAILABLE", "tests", "Test results could not be read.", RECOLLECT},
	/* separation */
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
	/* policy */
	{"TIME-SKEW", "policy",
	 "The clock of this machine and that of the forge are more than two minutes apart, so what was "
	 "before what cannot be judged.",
	 "Set the clock of this machine."},
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
	 "The policy asks for something that no source of this version can give, so every deploy would "
	 "be refused.",
	 "Lower the rule, or wait with it until its source exists."},
};

const size_t control_codes_count = sizeof(control_codes) / sizeof(control_codes[0]);
