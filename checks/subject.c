/* SPDX-License-Identifier: Apache-2.0 */
/* What do the checks share? See subject.h. */
#include "checks/subject.h"

#include <string.h>

#include "base/text.h"
#include "core/consistency.h"
#include "core/scope.h"

const char *
short_id(struct arena *arena, const char *id)
{
	size_t length = strlen(id);

	return text_shown(arena, arena_copy(arena, id, length < 12 ? length : 12));
}

const char *
plural(size_t count)
{
	return count == 1 ? "" : "s";
}

const char *
subject_of_request(struct arena *arena, const struct change_request *request)
{
	return arena_format(arena, "change request %s", short_id(arena, request->commit));
}

const char *
merge_shown(struct arena *arena, const struct commit *commit)
{
	const char *paths = texts_shown(arena, &commit->merge_paths);

	switch (commit->merge) {
	case MERGE_RESOLVED:
		return arena_format(arena, " (which resolves conflicts in %s)",
				    paths[0] ? paths : "some files");
	case MERGE_EVIL:
		return arena_format(arena, " (which changes %s beyond what it merges)",
				    paths[0] ? paths : "some files");
	case MERGE_UNVERIFIED:
		return arena_format(arena, " (a merge that was not recomputed%s%s)",
				    commit->merge_why ? ": " : "",
				    commit->merge_why ? text_shown(arena, commit->merge_why) : "");
	default:
		return "";
	}
}

const char *
person_shown(struct arena *arena, const struct person *person)
{
	const char *name = text_shown(arena, person->name ? person->name : "");

	if (!person->id || !person->id[0])
		return arena_format(arena, "%s (no address)", name[0] ? name : "somebody");
	return arena_format(arena, "%s <%s>", name, text_shown(arena, person->id));
}

bool
is_redeploy(const struct evidence *evidence)
{
	const struct placed *in_place = evidence->ledger.in_place;

	return evidence->change.range.kind == RANGE_SAME && in_place &&
	       text_equal(in_place->commit, evidence->change.head) &&
	       text_equal(in_place->artifact, evidence->deployment.artifact);
}

static void
add_not_applicable(struct judgement *judgement)
{
	struct finding *finding;

	switch (judgement->evidence->change.range.kind) {
	case RANGE_FIRST:
		finding = judge(judgement, "change", NOT_APPLICABLE, "CHG-BASELINE",
				"a baseline accepts the history before it without judging it");
		break;
	case RANGE_SAME:
		finding = judge(judgement, "change", NOT_APPLICABLE, "CHANGE-REDEPLOY",
				"no commit is new: judged when it was first deployed");
		finding_rests_on(judgement, finding, "/ledger/inPlace");
		break;
	default:
		finding = judge(judgement, "change", NOT_APPLICABLE, "CHG-ROLLBACK",
				"no commit is new: a rollback rests on its earlier record");
		break;
	}
	finding_rests_on(judgement, finding, "/change/range");
}

bool
has_no_commits_to_judge(struct judgement *judgement)
{
	const char *problem = change_inconsistency(judgement->arena, judgement->evidence);
	int kind = judgement->evidence->change.range.kind;
	struct finding *finding;

	if (problem || kind == RANGE_UNDECLARED) {
		finding = judge(judgement, "change", UNKNOWN, "CHG-INCOMPLETE",
				"the change set cannot be judged: %s",
				problem ? problem : "no history was read");
		finding_fix(judgement, finding, "collect the evidence again");
		finding_rests_on(judgement, finding, "/change/range");
		return true;
	}
	if (kind == RANGE_FORWARD || kind == RANGE_DIVERGED || kind == RANGE_REQUEST)
		return false;
	add_not_applicable(judgement);
	return true;
}

bool
request_is_judged(const struct judgement *judgement, const struct change_request *request)
{
	struct scope scope;

	scope_of_request(judgement->policy, judgement->evidence->change.key.service, request,
			 &scope);
	return scope.inside;
}

void
judge_each_request(struct judgement *judgement,
		   void (*one)(struct judgement *, const struct change_request *, const void *),
		   const void *rules)
{
	const struct change *change = &judgement->evidence->change;
	size_t judged = 0;

	for (size_t i = 0; i < change->requests.count; i++) {
		if (!request_is_judged(judgement, &change->requests.at[i]))
			continue;
		one(judgement, &change->requests.at[i], rules);
		judged++;
	}
	if (!judged)
		finding_rests_on(judgement,
				 judge(judgement, "change", NOT_APPLICABLE, "CHG-OUT-OF-SCOPE",
				       "no change request touches this service"),
				 "/change/changeRequests");
}

const char *
texts_shown(struct arena *arena, const struct texts *texts)
{
	const char *all = "";

	for (size_t i = 0; i < texts->count; i++)
		all = arena_format(arena, "%s%s%s", all, i ? ", " : "",
				   text_shown(arena, texts->at[i]));
	return all;
}

bool
is_unavailable(struct judgement *judgement, const struct availability *availability,
	       const char *code, const char *section)
{
	struct finding *finding;

	if (availability->state == KNOWN)
		return false;
	finding = judge(judgement, section, UNKNOWN, code, "%s could not be read: %s", section,
			availability->why ? text_shown(judgement->arena, availability->why)
					  : "nobody asked");
	finding_fix(judgement, finding, "collect the evidence again");
	finding_rests_on(judgement, finding, "/%s/availability", section);
	return true;
}
