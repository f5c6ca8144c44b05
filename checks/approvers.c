/* SPDX-License-Identifier: Apache-2.0 */
/* Who approved which commit of a change request, and who of them counts? See approvers.h. */
#include "checks/approvers.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "checks/subject.h"

/* What tells people apart (an address, a name), by number: in common, they may be the same. */
struct traits {
	size_t at[PERSON_KEYS];
	size_t count;
};

struct contributor {
	const struct person *person;
	const struct commit *commit;
	const char *how; /* "wrote", "committed", "co-wrote" */
	struct traits traits;
};

struct candidate {
	const struct approval *approval;
	const struct commit *commit;
	const struct contributor *conflict; /* the first contribution of the request by whoever
					       may be the same */
	struct traits traits;
	bool identified;
	bool told; /* the refusal is in `reasons` */
};

/* Who has a trait: the contributors in their order, and the approvers that were counted. */
struct trait {
	const struct contributor *first;
	const struct contributor *latest; /* the first of the commit that is judged, if of it */
	const struct commit *counted_for;
	bool counted;
};

/* One request at work. */
struct review {
	struct arena *arena;
	const struct change_index *index;
	const struct change_request *request;
	const struct approval_rules *rules;
	LIST(const struct commit *) commits; /* that add content, oldest first */
	LIST(struct contributor) contributors;
	LIST(struct candidate) candidates; /* by commit, then in the order of the evidence */
	struct trait *traits;
	LIST(const struct approval *) counted;
	size_t told;
	const char *reasons;
	const char *code;
	bool mutual;
};

/* ---- contributors ---- */

/* A trivial merge adds nothing: merging is not authoring. */
static bool
adds_content(const struct commit *commit)
{
	return commit->merge != MERGE_TRIVIAL;
}

static void
add_contributor(struct review *review, const struct person *person, const struct commit *commit,
		const char *how)
{
	*LIST_ADD(review->arena, &review->contributors) =
		(struct contributor){.person = person, .commit = commit, .how = how};
}

static void
gather_contributors(struct review *review)
{
	for (size_t i = 0; i < review->request->commits.count; i++) {
		const struct commit *commit =
			change_index_commit(review->index, review->request->commits.at[i]);

		if (!commit || !adds_content(commit))
			continue;
		*LIST_ADD(review->arena, &review->commits) = commit;
		add_contributor(review, &commit->author, commit, "wrote");
		add_contributor(review, &commit->committer, commit, "committed");
		for (size_t c = 0; c < commit->co_authors.count; c++)
			add_contributor(review, &commit->co_authors.at[c], commit, "co-wrote");
	}
}

/* ---- candidates ---- */

/* The evidence has what this policy or the one in place lists. */
static bool
is_listed(const struct review *review, const struct approval *approval)
{
	const struct texts *trailers = &review->rules->trailers;
	const char *colon = approval->text ? strchr(approval->text, ':') : NULL;
	const char *key;

	if (!text_equal(approval->source, "trailer") || !colon)
		return false;
	key = arena_copy(review->arena, approval->text, (size_t)(colon - approval->text));
	for (size_t i = 0; i < trailers->count; i++)
		if (text_equal_ignoring_case(trailers->at[i], key))
			return true;
	return false;
}

static int
compare_candidates(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;

	if (left->commit != right->commit)
		return left->commit < right->commit ? -1 : 1;
	return (left->approval > right->approval) - (left->approval < right->approval);
}

static void
gather_candidates(struct review *review)
{
	const struct reviews *reviews = &review->index->evidence->reviews;
	struct positions positions = change_index_approvals(review->index, review->request);

	for (size_t i = 0; i < positions.count; i++) {
		const struct approval *approval = &reviews->approvals.at[positions.at[i]];

		if (is_listed(review, approval))
			*LIST_ADD(review->arena, &review->candidates) = (struct candidate){
				.approval = approval,
				.commit = change_index_commit(review->index, approval->commit),
				.identified = person_is_identified(&approval->person),
			};
	}
	if (review->candidates.count)
		qsort(review->candidates.at, review->candidates.count,
		      sizeof(*review->candidates.at), compare_candidates);
}

/* ---- traits ---- */

struct bearing {
	const char *key;
	size_t *number;
};

struct bearings {
	LIST(struct bearing) all;
};

static void
add_bearings(struct arena *arena, const struct person *person, struct traits *traits,
	     struct bearings *bearings)
{
	const char *keys[PERSON_KEYS];

	traits->count = person_keys(arena, person, keys);
	for (size_t i = 0; i < traits->count; i++)
		*LIST_ADD(arena, &bearings->all) = (struct bearing){keys[i], &traits->at[i]};
}

static int
compare_bearings(const void *a, const void *b)
{
	return strcmp(((const struct bearing *)a)->key, ((const struct bearing *)b)->key);
}

/* Gives each trait a number: equal ones the same. */
static void
number_traits(struct review *review, struct bearings *bearings)
{
	size_t number = 0;

	if (bearings->all.count)
		qsort(bearings->all.at, bearings->all.count, sizeof(*bearings->all.at),
		      compare_bearings);
	for (size_t i = 0; i < bearings->all.count; i++) {
		if (i > 0 && compare_bearings(&bearings->all.at[i - 1], &bearings->all.at[i]) != 0)
			number++;
		*bearings->all.at[i].number = number;
	}
	review->traits = arena_allocate(review->arena, (number + 1) * sizeof(*review->traits));
}

static void
find_conflict(const struct review *review, struct candidate *candidate)
{
	for (size_t i = 0; i < candidate->traits.count; i++) {
		const struct contributor *first = review->traits[candidate->traits.at[i]].first;

		if (first && (!candidate->conflict || first < candidate->conflict))
			candidate->conflict = first;
	}
}

static void
compare_people(struct review *review)
{
	struct bearings bearings = {0};

	for (size_t i = 0; i < review->contributors.count; i++)
		add_bearings(review->arena, review->contributors.at[i].person,
			     &review->contributors.at[i].traits, &bearings);
	for (size_t i = 0; i < review->candidates.count; i++)
		add_bearings(review->arena, &review->candidates.at[i].approval->person,
			     &review->candidates.at[i].traits, &bearings);
	number_traits(review, &bearings);
	for (size_t i = 0; i < review->contributors.count; i++) {
		const struct contributor *contributor = &review->contributors.at[i];

		for (size_t t = 0; t < contributor->traits.count; t++) {
			struct trait *trait = &review->traits[contributor->traits.at[t]];

			if (!trait->first)
				trait->first = contributor;
		}
	}
	for (size_t i = 0; i < review->candidates.count; i++)
		find_conflict(review, &review->candidates.at[i]);
}

/* ---- does an approval count for a commit? ---- */

/* Marks who contributed to a commit; they stand next to each other, from *at. */
static void
mark_contributors(struct review *review, const struct commit *commit, size_t *at)
{
	for (; *at < review->contributors.count; (*at)++) {
		const struct contributor *contributor = &review->contributors.at[*at];

		if (contributor->commit != commit)
			return;
		for (size_t t = 0; t < contributor->traits.count; t++) {
			struct trait *trait = &review->traits[contributor->traits.at[t]];

			if (!trait->latest || trait->latest->commit != commit)
				trait->latest = contributor;
		}
	}
}

/* The contribution that keeps an approver from counting for this commit, or NULL. */
static const struct contributor *
conflict_with(struct review *review, const struct candidate *candidate, const struct commit *commit)
{
	const struct contributor *conflict = NULL;

	if (review->rules->independence != INDEPENDENCE_COVERS_EACH_AUTHOR || !candidate->conflict)
		return candidate->conflict;
	if (candidate->conflict->commit != commit)
		review->mutual = true;
	for (size_t i = 0; i < candidate->traits.count; i++) {
		const struct contributor *latest = review->traits[candidate->traits.at[i]].latest;

		if (latest && latest->commit == commit && (!conflict || latest < conflict))
			conflict = latest;
	}
	return conflict;
}

/* Is there more to say of this refusal? The first ten are told. */
static bool
is_to_be_told(struct review *review, struct candidate *candidate, const char *code)
{
	review->code = code;
	if (candidate->told)
		return false;
	candidate->told = true;
	review->told++;
	if (review->told == 11)
		review->reasons = arena_format(review->arena, "%s; and others", review->reasons);
	return review->told <= 10;
}

static void
tell(struct review *review, const struct candidate *candidate, const char *why)
{
	review->reasons =
		arena_format(review->arena, "%s%s%s not counted: %s", review->reasons,
			     review->reasons[0] ? "; " : "",
			     person_shown(review->arena, &candidate->approval->person), why);
}

static bool
counts(struct review *review, struct candidate *candidate, const struct commit *commit)
{
	const struct approval *approval = candidate->approval;
	const struct contributor *conflict;

	if (!candidate->identified) {
		if (is_to_be_told(review, candidate, "APPR-UNIDENTIFIED"))
			tell(review, candidate, "no plausible address says who it is");
		return false;
	}
	conflict = conflict_with(review, candidate, commit);
	if (conflict) {
		if (is_to_be_told(review, candidate, "APPR-SELF"))
			tell(review, candidate,
			     arena_format(review->arena, "%s %s", conflict->how,
					  short_id(review->arena, conflict->commit->id)));
		return false;
	}
	if (approval->grade < review->rules->evidence) {
		if (is_to_be_told(review, candidate, "APPR-GRADE"))
			tell(review, candidate,
			     arena_format(review->arena, "only %s, the policy asks for %s",
					  grade_names[approval->grade],
					  grade_names[review->rules->evidence]));
		return false;
	}
	return true;
}

/* ---- how many people approve a commit ---- */

/* Whoever may be somebody that was counted for the commit is not one more. */
static bool
is_new_person(struct review *review, const struct candidate *candidate, const struct commit *commit)
{
	for (size_t i = 0; i < candidate->traits.count; i++)
		if (review->traits[candidate->traits.at[i]].counted_for == commit)
			return false;
	return true;
}

static void
count_person(struct review *review, const struct candidate *candidate, const struct commit *commit)
{
	bool counted = false;

	for (size_t i = 0; i < candidate->traits.count; i++)
		counted = counted || review->traits[candidate->traits.at[i]].counted;
	for (size_t i = 0; i < candidate->traits.count; i++) {
		struct trait *trait = &review->traits[candidate->traits.at[i]];

		trait->counted_for = commit;
		trait->counted = trait->counted || !counted;
	}
	if (!counted)
		*LIST_ADD(review->arena, &review->counted) = candidate->approval;
}

static size_t
first_candidate_of(const struct review *review, const struct commit *commit)
{
	size_t low = 0, high = review->candidates.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (review->candidates.at[middle].commit < commit)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Those named on `named` that count for `commit`. */
static size_t
count_named(struct review *review, const struct commit *named, const struct commit *commit)
{
	size_t count = 0;

	for (size_t i = first_candidate_of(review, named);
	     i < review->candidates.count && review->candidates.at[i].commit == named; i++) {
		struct candidate *candidate = &review->candidates.at[i];

		if (!counts(review, candidate, commit) || !is_new_person(review, candidate, commit))
			continue;
		count_person(review, candidate, commit);
		count++;
	}
	return count;
}

/* The number of different people whose approval of this commit counts. */
static size_t
count_approvers(struct review *review, const struct commit *commit)
{
	const struct commit *merge = NULL;
	size_t count = 0;

	if (review->request->kind == REQUEST_MERGE)
		merge = change_index_commit(review->index, review->request->commit);
	if (merge && merge != commit)
		count = count_named(review, merge, commit);
	return count + count_named(review, commit, commit);
}

/* ---- the whole ---- */

static const char *
code_of_missing(const struct review *review, const struct commit *commit, size_t valid)
{
	if (valid)
		return "APPR-TOO-FEW";
	if (review->code)
		return review->code;
	return commit->merge == MERGE_NONE ? "APPR-MISSING" : "APPR-RESOLUTION";
}

static void
summarise(struct review *review, struct cover *out)
{
	out->approvers = "";
	out->grade = GRADE_VERIFIED;
	for (size_t i = 0; i < review->counted.count; i++) {
		const struct approval *approval = review->counted.at[i];

		if (i < 5)
			out->approvers =
				arena_format(review->arena, "%s%s%s", out->approvers, i ? ", " : "",
					     person_shown(review->arena, &approval->person));
		if (approval->grade < out->grade)
			out->grade = approval->grade;
	}
	if (review->counted.count > 5)
		out->approvers = arena_format(review->arena, "%s and %zu others", out->approvers,
					      review->counted.count - 5);
	if (!review->counted.count)
		out->approvers = "nobody: it adds no content";
	out->mutual = review->mutual;
	out->reasons = review->reasons;
}

/* As the commit has it: a mailmap makes nobody known. */
static const char *
raw_shown(struct arena *arena, const struct person *person)
{
	struct person raw = {.id = person->raw_id ? person->raw_id : person->id,
			     .name = person->raw_name ? person->raw_name : person->name};

	return person_shown(arena, &raw);
}

/* Whoever approves could be the author whom nobody knows. */
static bool
has_unknown_author(const struct review *review, struct cover *out)
{
	for (size_t i = 0; i < review->commits.count; i++) {
		const struct commit *commit = review->commits.at[i];
		bool author = !person_is_identified(&commit->author);
		const struct person *person = author ? &commit->author : &commit->committer;

		if (!author && person_is_identified(person))
			continue;
		out->missing = commit;
		out->code = "APPR-UNKNOWN-AUTHOR";
		out->reasons = arena_format(review->arena, "its %s has no plausible address: %s",
					    author ? "author" : "committer",
					    raw_shown(review->arena, person));
		return true;
	}
	return false;
}

static void
judge_commits(struct review *review, struct cover *out)
{
	size_t contributor = 0;

	for (size_t i = 0; i < review->commits.count && !out->missing; i++) {
		const struct commit *commit = review->commits.at[i];

		mark_contributors(review, commit, &contributor);
		review->code = NULL;
		out->valid = count_approvers(review, commit);
		if ((int64_t)out->valid >= review->rules->count)
			continue;
		out->missing = commit;
		out->code = code_of_missing(review, commit, out->valid);
	}
}

void
cover_of_request(struct judgement *judgement, const struct change_index *index,
		 const struct change_request *request, const struct approval_rules *rules,
		 struct cover *out)
{
	struct review review = {.arena = judgement->arena,
				.index = index,
				.request = request,
				.rules = rules,
				.reasons = ""};

	*out = (struct cover){0};
	gather_contributors(&review);
	if (has_unknown_author(&review, out))
		return;
	gather_candidates(&review);
	compare_people(&review);
	judge_commits(&review, out);
	summarise(&review, out);
}
