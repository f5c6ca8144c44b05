/* SPDX-License-Identifier: Apache-2.0 */
/* Which changed files can a reviewer of a diff not see? See opaque.h. */
#include "checks/opaque.h"

#include "base/text.h"
#include "checks/subject.h"

#define KINDS (OPAQUE_HIDDEN + 1)
#define MOST_PATHS 3

void
judge_opaque(struct judgement *judgement)
{
	const struct availability *availability = &judgement->evidence->change.opaque.availability;
	struct finding *finding;

	if (availability->state == KNOWN)
		return;
	finding = judge(judgement, "content", UNKNOWN, "CHG-CONTENT-UNKNOWN",
			"nobody knows what diffs of this change do not show: %s",
			availability->why ? text_shown(judgement->arena, availability->why)
					  : "nobody asked");
	finding_fix(judgement, finding, "collect the evidence again, in a full clone");
	finding_rests_on(judgement, finding, "/change/opaque/availability");
}

/* "2 binary, 1 lfs" */
static const char *
counts_shown(struct arena *arena, const struct opaque_changes *opaque)
{
	size_t counts[KINDS] = {0};
	const char *all = "";

	for (size_t i = 0; i < opaque->all.count; i++)
		counts[opaque->all.at[i].kind]++;
	for (size_t kind = 0; kind < KINDS; kind++)
		if (counts[kind])
			all = arena_format(arena, "%s%s%zu %s", all, all[0] ? ", " : "",
					   counts[kind], opaque_names[kind]);
	return all;
}

static const char *
paths_shown(struct arena *arena, const struct opaque_changes *opaque)
{
	struct texts paths = {0};

	for (size_t i = 0; i < opaque->all.count && i < MOST_PATHS; i++)
		texts_add(arena, &paths, opaque->all.at[i].path);
	return texts_shown(arena, &paths);
}

void
note_opaque(struct judgement *judgement, struct finding *finding)
{
	const struct opaque_changes *opaque = &judgement->evidence->change.opaque;

	if (!opaque->all.count)
		return;
	finding_note(judgement, finding, "CHG-OPAQUE",
		     "%zu changed file%s that a diff does not show (%s): %s%s", opaque->all.count,
		     plural(opaque->all.count), counts_shown(judgement->arena, opaque),
		     paths_shown(judgement->arena, opaque),
		     opaque->all.count > MOST_PATHS ? ", and others" : "");
	finding_rests_on(judgement, finding, "/change/opaque");
}
