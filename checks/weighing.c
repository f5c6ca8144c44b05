/* SPDX-License-Identifier: Apache-2.0 */
/* Which approvals count for which commit? See weighing.h. */
#include "checks/weighing.h"

#include "checks/signature.h"
#include "checks/subject.h"

#define MOST_TOLD 10

/* ---- who is who ---- */

static void
find_conflict(const struct weighing *weighing, struct candidate *candidate)
{
	for (size_t i = 0; i < candidate->traits.count; i++) {
		const struct contributor *first = weighing->traits[candidate->traits.at[i]].first;

		if (first && (!candidate->conflict || first < candidate->conflict))
			candidate->conflict = first;
	}
}

static void
note_first(struct weighing *weighing, const struct contributor *contributor)
{
	for (size_t i = 0; i < contributor->traits.count; i++) {
		struct trait *trait = &weighing->traits[contributor->traits.at[i]];

		if (!trait->first)
			trait->first = contributor;
	}
}

/* The key of a signature that proves nothing tells nothing. */
static const char *
key_of(const struct approval *approval)
{
	return signature_proves(approval->signature) ? approval->signature->fingerprint : NULL;
}

static void
compare_people(struct weighing *weighing)
{
	struct contributions *contributions = &weighing->contributions;
	struct candidates *candidates = &weighing->candidates;
	struct bearings bearings = {0};

	for (size_t i = 0; i < contributions->people.count; i++) {
		struct contributor *contributor = &contributions->people.at[i];

		traits_add(weighing->arena, &bearings, contributor->person,
			   contributor->fingerprint, &contributor->traits);
	}
	for (size_t i = 0; i < candidates->all.count; i++) {
		struct candidate *candidate = &candidates->all.at[i];

		traits_add(weighing->arena, &bearings, &candidate->approval->person,
			   key_of(candidate->approval), &candidate->traits);
	}
	weighing->traits = arena_allocate(weighing->arena, (traits_number(&bearings) + 1) *
								   sizeof(*weighing->traits));
	for (size_t i = 0; i < contributions->people.count; i++)
		note_first(weighing, &contributions->people.at[i]);
	for (size_t i = 0; i < candidates->all.count; i++)
		find_conflict(weighing, &candidates->all.at[i]);
}

/* Marks who contributed to a commit; they stand next to each other. */
static void
mark_contributors(struct weighing *weighing, const struct commit *commit)
{
	size_t *at = &weighing->next_contributor;

	for (; *at < weighing->contributions.people.count; (*at)++) {
		const struct contributor *contributor = &weighing->contributions.people.at[*at];

		if (contributor->commit != commit)
			return;
		for (size_t t = 0; t < contributor->traits.count; t++) {
			struct trait *trait = &weighing->traits[contributor->traits.at[t]];

			if (!trait->latest || trait->latest->commit != commit)
				trait->latest = contributor;
		}
	}
}

static bool
covers_each_author(const struct weighing *weighing)
{
	return weighing->demand->rules->independence == INDEPENDENCE_COVERS_EACH_AUTHOR;
}

/* The contribution that keeps an approver from counting for this commit, or NULL. */
static const struct contributor *
conflict_with(struct weighing *weighing, const struct candidate *candidate,
	      const struct commit *commit)
{
	const struct contributor *conflict = NULL;

	if (!covers_each_author(weighing) || !candidate->conflict)
		return candidate->conflict;
	if (candidate->conflict->commit != commit)
		weighing->mutual = true;
	for (size_t i = 0; i < candidate->traits.count; i++) {
		const struct contributor *latest = weighing->traits[candidate->traits.at[i]].latest;

		if (latest && latest->commit == commit && (!conflict || latest < conflict))
			conflict = latest;
	}
	return conflict;
}

/* ---- does an approval count for a commit? ---- */

/* The first ten refusals are told, each once. */
static void
refuse(struct weighing *weighing, struct candidate *candidate, enum miss miss, const char *why)
{
	if (miss > weighing->miss)
		weighing->miss = miss;
	if (candidate->told)
		return;
	candidate->told = true;
	weighing->told++;
	if (weighing->told == MOST_TOLD + 1)
		weighing->reasons =
			arena_format(weighing->arena, "%s; and others", weighing->reasons);
	if (weighing->told > MOST_TOLD)
		return;
	weighing->reasons =
		arena_format(weighing->arena, "%s%s%s not counted: %s", weighing->reasons,
			     weighing->reasons[0] ? "; " : "",
			     person_shown(weighing->arena, &candidate->approval->person), why);
}

/*
 * What keeps a signed approval of this commit from being more than claimed, or NULL. What was
 * squashed or rebased is by whoever wrote what it was.
 */
static const struct commit *
unproven_for(const struct weighing *weighing, const struct candidate *candidate,
	     const struct commit *commit)
{
	if (is_of_other_commits(candidate->approval))
		return candidate->approval->authors_verified ? NULL : commit;
	if (!covers_each_author(weighing))
		return weighing->unproven;
	return is_by_its_author(commit, weighing->demand->trusting) ? NULL : commit;
}

/* As evidence, what was not read is claimed: only whoever asks what it were if it was good trusts.
 */
static bool
is_trusted(const struct weighing *weighing, const struct approval *approval)
{
	return weighing->demand->trusting && signature_unread(approval->signature);
}

static int
grade_of(const struct weighing *weighing, const struct candidate *candidate,
	 const struct commit *commit)
{
	if (is_trailer(candidate->approval) || unproven_for(weighing, candidate, commit))
		return GRADE_CLAIMED;
	if (is_trusted(weighing, candidate->approval))
		return GRADE_VERIFIED;
	return candidate->approval->grade;
}

/* ": commit 8f3c2d1a9b0c is not signed by its author", or "". */
static const char *
unproven_shown(const struct weighing *weighing, const struct candidate *candidate,
	       const struct commit *unproven)
{
	const struct approval *approval = candidate->approval;

	if (!unproven)
		return "";
	if (is_of_other_commits(approval))
		return arena_format(weighing->arena,
				    ": not every commit of %s is signed by its author",
				    short_id(weighing->arena, approval->head));
	return arena_format(weighing->arena, ": %s", authorship_problem(weighing->arena, unproven));
}

static void
refuse_grade(struct weighing *weighing, struct candidate *candidate, const struct commit *commit)
{
	const struct commit *unproven =
		is_trailer(candidate->approval) ? NULL : unproven_for(weighing, candidate, commit);

	if (unproven && !weighing->lacking)
		weighing->lacking = unproven;
	refuse(weighing, candidate, MISS_GRADE,
	       arena_format(weighing->arena, "only %s, the policy asks for %s%s",
			    grade_names[grade_of(weighing, candidate, commit)],
			    grade_names[weighing->demand->rules->evidence],
			    unproven_shown(weighing, candidate, unproven)));
}

static bool
counts(struct weighing *weighing, struct candidate *candidate, const struct commit *commit)
{
	const struct contributor *conflict;

	if (candidate->miss != MISS_NONE) {
		refuse(weighing, candidate, candidate->miss, candidate->why);
		return false;
	}
	conflict = conflict_with(weighing, candidate, commit);
	if (conflict) {
		refuse(weighing, candidate, MISS_SELF,
		       arena_format(weighing->arena, "%s %s", conflict->how,
				    short_id(weighing->arena, conflict->commit->id)));
		return false;
	}
	if (grade_of(weighing, candidate, commit) < weighing->demand->rules->evidence) {
		refuse_grade(weighing, candidate, commit);
		return false;
	}
	return true;
}

/* ---- how many people approve a commit ---- */

/* Whoever may be somebody that was counted for the commit is not one more. */
static bool
is_new_person(struct weighing *weighing, const struct candidate *candidate,
	      const struct commit *commit)
{
	for (size_t i = 0; i < candidate->traits.count; i++)
		if (weighing->traits[candidate->traits.at[i]].counted_for == commit)
			return false;
	return true;
}

static void
count_person(struct weighing *weighing, const struct candidate *candidate,
	     const struct commit *commit)
{
	int grade = grade_of(weighing, candidate, commit);
	bool counted = false;

	for (size_t i = 0; i < candidate->traits.count; i++)
		counted = counted || weighing->traits[candidate->traits.at[i]].counted;
	for (size_t i = 0; i < candidate->traits.count; i++) {
		struct trait *trait = &weighing->traits[candidate->traits.at[i]];

		trait->counted_for = commit;
		trait->counted = trait->counted || !counted;
	}
	if (!counted)
		*LIST_ADD(weighing->arena, &weighing->counted) = candidate->approval;
	if (grade < weighing->grade)
		weighing->grade = grade;
}

static void
note_what_counts(struct weighing *weighing, const struct candidate *candidate)
{
	const struct approval *approval = candidate->approval;

	if (!is_tag(approval))
		return;
	if (names_request(candidate, weighing->request))
		weighing->named = true;
	if (approval->content == CONTENT_SQUASHED && !weighing->squashed)
		weighing->squashed = approval;
	if (approval->content == CONTENT_REBASED && !weighing->rebased)
		weighing->rebased = approval;
}

/* Those named on `named` that count for `commit`. */
static size_t
count_named(struct weighing *weighing, const struct commit *named, const struct commit *commit)
{
	struct candidates *candidates = &weighing->candidates;
	size_t count = 0;

	for (size_t i = candidates_naming(candidates, named);
	     i < candidates->all.count && candidates->all.at[i].named == named; i++) {
		struct candidate *candidate = &candidates->all.at[i];

		if (!covers(candidate, weighing->request, commit) ||
		    !counts(weighing, candidate, commit))
			continue;
		note_what_counts(weighing, candidate);
		if (!is_new_person(weighing, candidate, commit))
			continue;
		count_person(weighing, candidate, commit);
		count++;
	}
	return count;
}

size_t
weigh_commit(struct weighing *weighing, const struct commit *commit)
{
	const struct change_request *request = weighing->request;
	const struct commit *merge = NULL, *head = NULL;
	size_t count = 0;

	mark_contributors(weighing, commit);
	weighing->miss = MISS_NONE;
	weighing->named = false;
	if (request->kind == REQUEST_MERGE) {
		merge = change_index_commit(weighing->index, request->commit);
		head = change_index_commit(weighing->index, request->head);
	}
	if (merge && merge != commit)
		count += count_named(weighing, merge, commit);
	if (head && head != commit && head != merge)
		count += count_named(weighing, head, commit);
	return count + count_named(weighing, commit, commit);
}

void
weigh_request(struct arena *arena, const struct change_index *index,
	      const struct change_request *request, const struct demand *demand,
	      struct weighing *out)
{
	*out = (struct weighing){.arena = arena,
				 .index = index,
				 .request = request,
				 .demand = demand,
				 .reasons = "",
				 .grade = GRADE_VERIFIED};
	contributions_of_request(arena, index, request, &out->contributions);
	candidates_of_request(arena, index, request, demand, &out->candidates);
	out->unproven = first_unproven(&out->contributions, demand->trusting);
	compare_people(out);
}
