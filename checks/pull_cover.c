/* SPDX-License-Identifier: Apache-2.0 */
/* Is a change request covered by what a forge knows of it? See pull_cover.h. */
#include "checks/pull_cover.h"

#include "base/text.h"
#include "checks/inherited.h"
#include "checks/pull_bots.h"
#include "checks/pull_landing.h"
#include "checks/pull_objections.h"
#include "checks/pull_owners.h"
#include "checks/pull_pushers.h"
#include "checks/pull_whole.h"
#include "checks/promoted.h"
#include "checks/subject.h"

/* ---- what the merge itself adds ---- */

/* Nobody reviews at the forge what only the merge has: that takes a signed tag, as without it. */
static void
judge_merge(struct pull *pull, const struct change_index *index, const struct cover *git)
{
	const struct commit *commit = change_index_commit(index, pull->change->commit);
	bool evil;

	if (!commit || !adds_content(commit) || commit->parents.count < 2 || git->named)
		return;
	evil = commit->merge == MERGE_EVIL;
	pull_say(pull, git->unread_naming ? UNKNOWN : FAIL,
		 git->unread_naming ? git->unread_naming
		 : evil             ? "APPR-EVIL-MERGE"
				    : "APPR-RESOLUTION",
		 arena_format(pull->arena, "no review at the forge shows commit %s itself%s",
			      short_id(pull->arena, commit->id), merge_shown(pull->arena, commit)),
		 arena_format(pull->arena,
			      "bring the branch up to date and have it reviewed before it is "
			      "merged, so that the merge adds nothing; or have somebody who wrote "
			      "none of it sign a tag of it with `Approves: %s`",
			      text_shown(pull->arena, commit->id)));
}

/* ---- one request ---- */

static const char *
exemption_shown(const struct pull *pull, const struct bot_rule *rule)
{
	const struct forge_request *request = pull->request;

	return arena_format(pull->arena,
			    "%s is all of the app %s (%lld): %zu signed commit%s, nobody else's "
			    "push, and only files that the policy lists (%s)",
			    pull_shown(pull, request), text_shown(pull->arena, rule->app),
			    (long long)rule->id, request->commits.count,
			    plural(request->commits.count),
			    texts_shown(pull->arena, pull_bot_paths(pull)));
}

/* A guardian is asked for himself. */
static bool
is_exempt(struct pull *pull)
{
	const char *why;
	const struct bot_rule *rule = pull->demand->among ? NULL : pull_bot_rule(pull, &why);

	if (rule) {
		pull_say(pull, EXEMPT, "APPR-BOT", exemption_shown(pull, rule), NULL);
		pull_rests_on(pull, "");
		return true;
	}
	if (!pull->demand->among && why)
		pull_note(pull, "APPR-BOT-VOID",
			  arena_format(pull->arena, "the app's exemption does not hold: %s", why));
	return false;
}

static void
rest_on_promoted(struct pull *pull, const struct promoted *promoted)
{
	for (size_t i = 0; i < promoted->inputs.count; i++)
		texts_add(pull->arena, &pull->out->inputs, promoted->inputs.at[i]);
}

/* Its change was judged where it passed before. A guardian is asked all the same. */
static bool
is_promotion(struct pull *pull, struct promoted *promoted)
{
	*promoted = (struct promoted){.state = PROMOTES_NOTHING};
	if (pull->demand->among)
		return false;
	promoted_by_pull(pull, promoted);
	if (!promoted->because)
		return false;
	rest_on_promoted(pull, promoted);
	if (promoted->state == PROMOTES_NOTHING)
		pull_note(pull, "CHG-PROMOTION-VOID",
			  arena_format(pull->arena, "it is no promotion: %s", promoted->because));
	if (promoted->state != PROMOTES && promoted->state != PROMOTES_LATER)
		return false;
	pull_say(pull, NOT_APPLICABLE,
		 promoted->state == PROMOTES ? "CHG-PROMOTION" : "JUDGED-LATER", promoted->because,
		 NULL);
	return true;
}

/* Nobody has to approve what may have been judged; nor is it let in so. */
static void
suspend(struct pull *pull, const struct promoted *promoted, const struct pulled *before)
{
	if (promoted->state != PROMOTES_UNKNOWN ||
	    !pull_is_worse(pull->out->verdict, before->verdict))
		return;
	*pull->out = *before;
	pull_say(pull, UNKNOWN, "CHG-PROMOTION-UNKNOWN", promoted->because,
		 "verify the ledger and collect again, or have it approved like any other change");
}

static void
judge_approvers(struct pull *pull)
{
	struct approvers approvers;

	pull_judge_pushers(pull);
	pull_judge_reviews(pull, &approvers);
	pull_judge_owners(pull, &approvers);
}

/*
 * Content that was approved before needs neither reviews nor to know who pushed it. What a request
 * was refused for `before` that stays.
 */
static void
inherit(struct pull *pull, const struct pulled *before)
{
	if (!pull_is_worse(pull->out->verdict, before->verdict) || pull->demand->among ||
	    pull_is_advice(pull) || !inherits_approval(pull->demand->rules, pull->change))
		return;
	*pull->out = *before;
	pull_say(pull, PASS, "APPR-INHERITED",
		 arena_format(pull->arena, "approved as %s",
			      inherited_shown(pull->arena, pull->change)),
		 NULL);
}

static void
judge_request(struct pull *pull)
{
	const char *problem = pull_problem(pull);
	struct promoted promoted;
	struct pulled before;

	pull->more = 0;
	pull->approvers = "";
	if (problem) {
		pull_say_incomplete(pull, arena_format(pull->arena, "of %s, %s",
						       pull_shown(pull, pull->request), problem));
		pull_rests_on(pull, "");
		return;
	}
	pull_find_contributors(pull);
	pull_judge_objections(pull);
	if (is_exempt(pull) || is_promotion(pull, &promoted))
		return;
	pull_judge_authors(pull);
	pull_judge_merger(pull);
	before = *pull->out;
	judge_approvers(pull);
	inherit(pull, &before);
	suspend(pull, &promoted, &before);
}

static void
say_covered(struct pull *pull, const char *approvers)
{
	if (!pull->out->code)
		pull_say(pull, PASS, "APPR-COUNTED",
			 arena_format(pull->arena, "approved by %s (verified)", approvers), NULL);
}

/* "bob at #12, carol at #13" */
static const char *
judge_all(struct pull *pull, const struct brought_by *brought)
{
	const char *approvers = "";

	for (size_t i = 0; i < brought->all.count; i++) {
		pull->request = brought->all.at[i];
		judge_request(pull);
		if (pull->approvers[0])
			approvers = arena_format(pull->arena, "%s%s%s at %s", approvers,
						 approvers[0] ? ", " : "", pull->approvers,
						 pull_shown(pull, pull->request));
	}
	return approvers;
}

/* What is signed for the request by name, by the rules of git alone. */
static void
find_signed(const struct pull *pull, const struct change_index *index, struct cover *out)
{
	*out = (struct cover){0};
	if (pull_is_advice(pull) || pull->judgement->evidence->reviews.availability.state != KNOWN)
		return;
	cover_by_git(pull->judgement, index, pull->change, pull->demand, out);
	out->named = out->named && !out->missing;
}

void
cover_by_forge(struct judgement *judgement, const struct change_index *index,
	       const struct change_request *request, const struct demand *demand, struct cover *out)
{
	struct pulled *pulled = arena_allocate(judgement->arena, sizeof(*pulled));
	struct pull pull = pull_begin(judgement, request, demand, pulled);
	struct brought_by brought = {0};
	const char *approvers = "";
	struct cover git;

	find_signed(&pull, index, &git);
	if (pull_is_whole(&pull)) {
		pull_find_landings(&pull, &brought);
		if (brought.all.count)
			judge_merge(&pull, index, &git);
		approvers = judge_all(&pull, &brought);
		say_covered(&pull, approvers);
	}
	*out = (struct cover){.verdict = pulled->verdict,
			      .pulled = pulled,
			      .code = pulled->code,
			      .reasons = "",
			      .approvers = approvers,
			      .grade = GRADE_VERIFIED,
			      .named = git.named,
			      .namers = git.namers,
			      .unread_naming = git.unread_naming,
			      .unread_what = git.unread_what};
}
