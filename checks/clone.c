/* SPDX-License-Identifier: Apache-2.0 */
/* Does the clone show the history that its objects tell? See clone.h. */
#include "checks/clone.h"

#include "base/text.h"
#include "checks/subject.h"

#define MOST_SENTENCES 3

static const char *
sentences_shown(struct arena *arena, const struct texts *sentences)
{
	const char *all = "";

	for (size_t i = 0; i < sentences->count && i < MOST_SENTENCES; i++)
		all = arena_format(arena, "%s%s%s", all, i ? "; " : "",
				   text_shown(arena, sentences->at[i]));
	if (sentences->count > MOST_SENTENCES)
		all = arena_format(arena, "%s; and %zu more", all,
				   sentences->count - MOST_SENTENCES);
	return all;
}

void
judge_clone(struct judgement *judgement)
{
	const struct clone_facts *clone = &judgement->evidence->change.clone;
	struct finding *finding;

	if (clone->availability.state != KNOWN) {
		finding = judge(judgement, "clone", UNKNOWN, "GIT-CLONE-UNKNOWN",
				"the clone was not looked through: %s",
				clone->availability.why
					? text_shown(judgement->arena, clone->availability.why)
					: "nobody asked");
		finding_fix(judgement, finding, "collect the evidence again, in a fresh clone");
	} else if (clone->count || clone->altered.count) {
		finding = judge(judgement, "clone", UNKNOWN, "GIT-CLONE-ALTERED", "%s",
				sentences_shown(judgement->arena, &clone->altered));
		finding_fix(judgement, finding, "clone again, or remove what alters history");
	} else {
		return;
	}
	finding_rests_on(judgement, finding, "/change/clone");
}
