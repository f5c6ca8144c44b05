/* SPDX-License-Identifier: Apache-2.0 */
/* Is what is deployed on a branch that may be? See separation.h. */
#include "base/glob.h"
#include "base/text.h"
#include "checks/origin.h"
#include "checks/separation.h"
#include "checks/subject.h"

static void
judge_on_branch(struct judgement *judgement, size_t at)
{
	const struct ref_fact *ref = &judgement->evidence->environment.refs.at[at];
	struct finding *finding;

	finding = judge(judgement, "source", PASS, "ENV-SOURCE", "%s is on %s",
			short_id(judgement->arena, judgement->evidence->change.head),
			text_shown(judgement->arena, ref->ref));
	finding_rests_on(judgement, finding, "/environment/refs/%zu", at);
	finding_rests_on(judgement, finding, "/environment/origin");
}

static void
judge_on_no_branch(struct judgement *judgement, const struct texts *allowed)
{
	struct finding *finding;

	finding = judge(judgement, "source", FAIL, "ENV-SOURCE-OTHER", "%s is not on %s",
			short_id(judgement->arena, judgement->evidence->change.head),
			texts_shown(judgement->arena, allowed));
	finding_fix(judgement, finding, "merge it first, then deploy what was merged");
	finding_rests_on(judgement, finding, "/environment/refs");
}

void
judge_source(struct judgement *judgement, const struct environment_rules *rules)
{
	const struct environment_facts *facts = &judgement->evidence->environment;
	const struct texts *allowed =
		rules->refs.count ? &rules->refs : &judgement->policy->branches;
	const struct ref_fact *claimed = NULL;

	for (size_t i = 0; i < facts->refs.count; i++) {
		const struct ref_fact *ref = &facts->refs.at[i];
		enum origin_word word;

		if (!ref->contains || !globs_match(allowed, ref->name))
			continue;
		word = origin_on_change(judgement, ref->name);
		if (word == ORIGIN_NOT_ASKED || word == ORIGIN_CONFIRMS) {
			judge_on_branch(judgement, i);
			return;
		}
		claimed = claimed ? claimed : ref;
	}
	if (claimed)
		judge_claimed(judgement, "source", claimed->ref, claimed->name, "the commit");
	else
		judge_on_no_branch(judgement, allowed);
}
