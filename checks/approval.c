/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did somebody approve every change who is not its author? (controls A3, A7; CC8.1, NIST AC-5,
 * PCI DSS 6.2.3.1)
 */
#include "base/text.h"
#include "checks/guardians.h"
#include "checks/hidden.h"
#include "checks/inherited.h"
#include "checks/pull.h"
#include "checks/subject.h"
#include "checks/table.h"

/* ---- what was found ---- */

static struct finding *
judge_missing(struct judgement *judgement, const char *subject, const struct approval_rules *rules,
	      const struct cover *cover)
{
	struct arena *arena = judgement->arena;
	const char *commit = short_id(arena, cover->missing->id);

	if (text_equal(cover->code, "APPR-UNKNOWN-AUTHOR"))
		return judge(judgement, subject, FAIL, cover->code, "commit %s: %s", commit,
			     cover->reasons);
	if (cover->unread)
		return judge(judgement, subject, UNKNOWN, cover->unread,
			     "%s, which this version does not verify: commit %s is approved if it "
			     "is good",
			     cover->unread_what, commit);
	return judge(judgement, subject, FAIL, cover->code,
		     "%lld needed, %zu valid for commit %s%s%s%s", (long long)rules->count,
		     cover->valid, commit, merge_shown(arena, cover->missing),
		     cover->reasons[0] ? ": " : "", cover->reasons);
}

/* As the forge has it; what there is to say is said there. */
static struct finding *
judge_pulled(struct judgement *judgement, const char *subject, const struct pulled *pulled)
{
	struct finding *finding = judge(judgement, subject, (enum verdict)pulled->verdict,
					pulled->code, "%s", pulled->because);

	if (pulled->fix)
		finding_fix(judgement, finding, "%s", pulled->fix);
	for (size_t i = 0; i < pulled->notes.count; i++)
		finding_note(judgement, finding, pulled->notes.at[i].code, "%s",
			     pulled->notes.at[i].text);
	for (size_t i = 0; i < pulled->inputs.count; i++)
		finding_rests_on(judgement, finding, "%s", pulled->inputs.at[i]);
	return finding;
}

static struct finding *
judge_cover(struct judgement *judgement, const struct change_request *request,
	    const struct approval_rules *rules, const struct cover *cover)
{
	const char *subject = subject_of_request(judgement->arena, request);

	if (cover->pulled)
		return judge_pulled(judgement, subject, cover->pulled);
	if (cover->missing)
		return judge_missing(judgement, subject, rules, cover);
	if (cover->inherited)
		return judge(judgement, subject, PASS, "APPR-INHERITED", "approved as %s",
			     inherited_shown(judgement->arena, request));
	return judge(judgement, subject, PASS, "APPR-COUNTED", "approved by %s (%s)",
		     cover->approvers, grade_names[cover->grade]);
}

/* ---- what to do ---- */

static void
fix_grade(struct judgement *judgement, struct finding *finding, const struct cover *cover)
{
	if (cover->unproven)
		finding_fix(judgement, finding,
			    "have each author sign the own commits, with a key that the policy's "
			    "allowed_signers list: git config gpg.format ssh, then git commit "
			    "--amend -S (or git rebase --exec 'git commit --amend --no-edit -S')");
	else
		finding_fix(judgement, finding,
			    "a trailer is text that anybody can write: approvals of the grade that "
			    "approval.evidence asks for are needed, such as a signed merge "
			    "(git merge --no-ff -S) or a signed tag with `Approves: <full id>`");
}

static void
fix_signed(struct judgement *judgement, struct finding *finding, const struct cover *cover,
	   const struct change_request *request)
{
	if (text_equal(cover->code, "APPR-EVIL-MERGE"))
		finding_fix(judgement, finding,
			    "have somebody else review what the merge itself changes, and what is "
			    "below it (a branch that ends there is approved as well), and sign a "
			    "tag with `Approves: %s`, or do the merge again without edits",
			    text_shown(judgement->arena, cover->missing->id));
	else
		finding_fix(judgement, finding,
			    "have somebody who wrote none of it review %s itself, and sign a tag "
			    "of it (git tag -s) with `Approves: %s` and a key that the policy's "
			    "allowed_signers list",
			    short_id(judgement->arena, request->commit),
			    text_shown(judgement->arena, request->commit));
}

static void
fix_cover(struct judgement *judgement, struct finding *finding, const struct cover *cover,
	  const struct change_request *request)
{
	static const char *const signed_codes[] = {"APPR-EVIL-MERGE", "APPR-SQUASH-MISMATCH",
						   "APPR-SPENT", "APPR-SIGNATURE",
						   "APPR-OTHER-COMMIT"};

	for (size_t i = 0; i < sizeof(signed_codes) / sizeof(signed_codes[0]); i++)
		if (text_equal(finding->code, signed_codes[i])) {
			fix_signed(judgement, finding, cover, request);
			return;
		}
	if (finding->verdict == UNKNOWN)
		fix_unread(judgement, finding);
	else if (text_equal(cover->code, "APPR-GRADE"))
		fix_grade(judgement, finding, cover);
	else if (text_equal(cover->code, "APPR-UNKNOWN-AUTHOR"))
		finding_fix(judgement, finding,
			    "make the commit again with user.name and user.email set "
			    "(git commit --amend --reset-author)");
	else
		finding_fix(judgement, finding,
			    "ask somebody who wrote none of it to review, and record it as a "
			    "trailer 'Reviewed-by: Name <address>' on the merge or the commit");
}

/* ---- what else is to be said ---- */

static void
note_other_commits(struct judgement *judgement, struct finding *finding, const char *code,
		   const struct approval *approval, const char *how)
{
	if (approval)
		finding_note(judgement, finding, code, "%s reviewed %s, which was %s",
			     person_shown(judgement->arena, &approval->person),
			     short_id(judgement->arena, approval->head), how);
}

static void
note_cover(struct judgement *judgement, struct finding *finding, const struct cover *cover)
{
	if (cover->mutual)
		finding_note(judgement, finding, "APPR-MUTUAL",
			     "an approver also contributed to another commit of this request");
	note_other_commits(judgement, finding, "APPR-SQUASHED", cover->squashed,
			   "squashed to exactly this");
	note_other_commits(judgement, finding, "APPR-REBASED", cover->rebased,
			   "rebased, commit by commit");
	if (cover->bad)
		finding_note(judgement, finding, "SIG-BAD",
			     "the signature under commit %s is bad%s%s",
			     short_id(judgement->arena, cover->bad->id),
			     cover->bad->signature->why ? ": " : "",
			     cover->bad->signature->why
				     ? text_shown(judgement->arena, cover->bad->signature->why)
				     : "");
}

/* ---- by which policy ---- */

enum severity { COVERED, NOT_KNOWN, MISSING };

static enum severity
severity_of(const struct cover *cover)
{
	if (cover->verdict == UNKNOWN)
		return NOT_KNOWN;
	return cover->verdict == FAIL ? MISSING : COVERED;
}

static void
cover_by(struct judgement *judgement, const struct rulings *rulings, const struct policy *policy,
	 const struct change_request *request, struct cover *cover)
{
	struct demand demand = {
		.policy = policy, .rules = &policy->approval, .count = policy->approval.count};

	cover_of_request(judgement, rulings->index, request, &demand, cover);
}

/* The policy by which it is worse, among those in whose scope the request is. */
static const struct policy *
find_worse(struct judgement *judgement, const struct rulings *rulings,
	   const struct change_request *request, struct cover *cover)
{
	bool concerned = concerns_service(judgement, rulings->now, request);
	struct cover before;

	if (concerned)
		cover_by(judgement, rulings, rulings->now, request, cover);
	if (!rulings->before || (concerned && severity_of(cover) == MISSING) ||
	    !concerns_service(judgement, rulings->before, request))
		return rulings->now;
	cover_by(judgement, rulings, rulings->before, request, &before);
	if (concerned && severity_of(&before) <= severity_of(cover))
		return rulings->now;
	*cover = before;
	return rulings->before;
}

static void
rest_on_inheritance(struct judgement *judgement, struct finding *finding,
		    const struct change_request *request, const struct approval_rules *rules)
{
	if (finding->verdict == FAIL || finding->verdict == UNKNOWN)
		note_not_inherited(judgement, finding, request, rules->reverts, rules->backports,
				   "APPR-NOT-INHERITED");
	else if (text_equal(finding->code, "APPR-INHERITED"))
		finding_rests_on(judgement, finding, "%s", inherited_pointer(judgement, request));
}

static void
judge_request(struct judgement *judgement, const struct change_request *request, const void *with)
{
	const struct rulings *rulings = with;
	struct cover cover = {0};
	const struct policy *policy = find_worse(judgement, rulings, request, &cover);
	struct finding *finding = judge_cover(judgement, request, &policy->approval, &cover);

	if (cover.missing)
		fix_cover(judgement, finding, &cover, request);
	if (policy == rulings->before)
		finding_note(judgement, finding, "POLICY-CHANGED",
			     "the policy of the record in place asks for this approval");
	note_cover(judgement, finding, &cover);
	rest_on_inheritance(judgement, finding, request, &policy->approval);
	if (cover.missing)
		rest_on_commit(judgement, finding, cover.missing);
	if (cover.pulled)
		return;
	rest_on_approvals(judgement, finding, rulings->index, request);
	rest_on_signatures(judgement, finding, rulings->index, request);
}

/* A change may not put itself, or what comes with it, out of scope. */
static void
judge_formerly_in_scope(struct judgement *judgement, const struct rulings *rulings)
{
	const struct change *change = &judgement->evidence->change;

	for (size_t i = 0; rulings->before && i < change->requests.count; i++)
		if (!request_is_judged(judgement, &change->requests.at[i]) &&
		    concerns_service(judgement, rulings->before, &change->requests.at[i]))
			judge_request(judgement, &change->requests.at[i], rulings);
}

/* With a forge they are among its facts. */
static bool
lacks_reviews(struct judgement *judgement, const struct policy *policy)
{
	return policy->forge == FORGE_NONE &&
	       is_unavailable(judgement, &judgement->evidence->reviews.availability,
			      "APPR-UNAVAILABLE", "reviews");
}

static void
answer(struct judgement *judgement)
{
	struct rulings rulings;

	if (has_no_commits_to_judge(judgement) || lacks_reviews(judgement, judgement->policy) ||
	    !rulings_build(judgement, &rulings))
		return;
	if (judgement->policy->forge != FORGE_NONE && rulings.before &&
	    lacks_reviews(judgement, rulings.before))
		return;
	judge_each_request(judgement, judge_request, &rulings);
	judge_formerly_in_scope(judgement, &rulings);
	judge_hidden(judgement, &rulings);
	judge_gate(judgement, &rulings);
}

const struct check approval_check_1 = {
	.id = "approval",
	.revision = 1,
	.question = "Did somebody approve every change who did not write it?",
	.answer = answer,
};
