/* SPDX-License-Identifier: Apache-2.0 */
/* What do the codes of the control `approval` mean? A part of the table of core/code.h. */
#include "core/code_tables.h"

#define RECOLLECT "Collect the evidence again; if it stays, verify the ledger."

static const struct code codes[] = {
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
	 "approving. It is only noted where the policy accepts it (approval.departed).",
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
	{"APPR-INHERITED", "approval",
	 "It exactly takes back or repeats a change that was approved, as an allowed record has it, and the "
	 "policy asks for no other approval (approval.reverts, approval.backports).",
	 NULL},
	{"APPR-NOT-INHERITED", "approval",
	 "It says that it takes back or repeats another change, whose approval it may not go by.",
	 "Have it reviewed like any other change."},
	{"APPR-UNAVAILABLE", "approval", "Approvals could not be read.", RECOLLECT},
};

const struct code_table approval_codes = {codes, sizeof(codes) / sizeof(codes[0])};
