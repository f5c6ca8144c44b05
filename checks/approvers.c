/* SPDX-License-Identifier: Apache-2.0 */
/* Who approved which commit of a change request, and who of them counts? See approvers.h. */
#include "checks/approvers.h"

#include <string.h>

#include "base/text.h"
#include "checks/subject.h"

struct contributor {
	struct person person;
	const char *commit;
	const char *how; /* "wrote", "committed", "co-wrote" */
};

/* One request at work. */
struct review {
	struct arena *arena;
	const struct evidence *evidence;
	const struct change_request *request;
	const struct approval_rules *rules;
	LIST(const struct approval *) approvals; /* of this request */
	LIST(struct contributor) contributors;
	LIST(const struct approval *) counted;
	LIST(const struct approval *) told; /* whose refusal is in `reasons` */
	const char *reasons;
	const char *code;
	bool mutual;
};

static void
add_contributor(struct review *review, const struct person *person, const char *commit,
		const char *how)
{
	*LIST_ADD(review->arena, &review->contributors) =
		(struct contributor){*person, commit, how};
}

static void
add_contributors(struct review *review, const struct commit *commit)
{
	add_contributor(review, &commit->author, commit->id, "wrote");
	add_contributor(review, &commit->committer, commit->id, "committed");
	for (size_t i = 0; i < commit->co_authors.count; i++)
		add_contributor(review, &commit->co_authors.at[i], commit->id, "co-wrote");
}

/* A trivial merge adds nothing: merging is not authoring. */
static bool
adds_content(const struct commit *commit)
{
	return commit->merge != MERGE_TRIVIAL;
}

static const struct commit *
commit_at(const struct review *review, size_t i)
{
	int64_t at = change_find_commit(&review->evidence->change, review->request->commits.at[i]);

	return at < 0 ? NULL : &review->evidence->change.commits.at[at];
}

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

static void
gather(struct review *review)
{
	const struct reviews *reviews = &review->evidence->reviews;

	for (size_t i = 0; i < reviews->approvals.count; i++)
		if (texts_contain(&review->request->commits, reviews->approvals.at[i].commit) &&
		    is_listed(review, &reviews->approvals.at[i]))
			*LIST_ADD(review->arena, &review->approvals) = &reviews->approvals.at[i];
	for (size_t i = 0; i < review->request->commits.count; i++) {
		const struct commit *commit = commit_at(review, i);

		if (commit && adds_content(commit))
			add_contributors(review, commit);
	}
}

static bool
concerns(const struct review *review, const struct approval *approval, const struct commit *commit)
{
	return text_equal(approval->commit, commit->id) ||
	       (review->request->kind == REQUEST_MERGE &&
		text_equal(approval->commit, review->request->commit));
}

/* The contribution that keeps an approver from counting for this commit, or NULL. */
static const struct contributor *
find_conflict(struct review *review, const struct person *person, const struct commit *commit)
{
	bool each_author = review->rules->independence == INDEPENDENCE_COVERS_EACH_AUTHOR;

	for (size_t i = 0; i < review->contributors.count; i++) {
		const struct contributor *contributor = &review->contributors.at[i];

		if (!person_may_be(&contributor->person, person))
			continue;
		if (!each_author || text_equal(contributor->commit, commit->id))
			return contributor;
		review->mutual = true;
	}
	return NULL;
}

static void
refuse(struct review *review, const struct approval *approval, const char *code, const char *why)
{
	review->code = code;
	for (size_t i = 0; i < review->told.count; i++)
		if (review->told.at[i] == approval)
			return;
	*LIST_ADD(review->arena, &review->told) = approval;
	if (review->told.count <= 10)
		review->reasons = arena_format(review->arena, "%s%s%s not counted: %s",
					       review->reasons, review->reasons[0] ? "; " : "",
					       person_shown(review->arena, &approval->person), why);
	else if (review->told.count == 11)
		review->reasons = arena_format(review->arena, "%s; and others", review->reasons);
}

static bool
counts(struct review *review, const struct approval *approval, const struct commit *commit)
{
	const struct contributor *conflict;

	if (!approval->person.id || !approval->person.id[0]) {
		refuse(review, approval, "APPR-UNIDENTIFIED", "no address says who it is");
		return false;
	}
	conflict = find_conflict(review, &approval->person, commit);
	if (conflict) {
		refuse(review, approval, "APPR-SELF",
		       arena_format(review->arena, "%s %s", conflict->how,
				    short_id(review->arena, conflict->commit)));
		return false;
	}
	if (approval->grade < review->rules->evidence) {
		refuse(review, approval, "APPR-GRADE",
		       arena_format(review->arena, "only %s, the policy asks for %s",
				    grade_names[approval->grade],
				    grade_names[review->rules->evidence]));
		return false;
	}
	return true;
}

static bool
is_counted_person(const struct approval *const *approvals, size_t count,
		  const struct person *person)
{
	for (size_t i = 0; i < count; i++)
		if (person_may_be(&approvals[i]->person, person))
			return true;
	return false;
}

/* The number of different people whose approval of this commit counts. */
static size_t
count_approvers(struct review *review, const struct commit *commit)
{
	LIST(const struct approval *) here = {0};

	for (size_t i = 0; i < review->approvals.count; i++) {
		const struct approval *approval = review->approvals.at[i];

		if (!concerns(review, approval, commit) || !counts(review, approval, commit) ||
		    is_counted_person(here.at, here.count, &approval->person))
			continue;
		*LIST_ADD(review->arena, &here) = approval;
		if (!is_counted_person(review->counted.at, review->counted.count,
				       &approval->person))
			*LIST_ADD(review->arena, &review->counted) = approval;
	}
	return here.count;
}

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

void
cover_of_request(struct judgement *judgement, const struct change_request *request,
		 const struct approval_rules *rules, struct cover *out)
{
	struct review review = {.arena = judgement->arena,
				.evidence = judgement->evidence,
				.request = request,
				.rules = rules,
				.reasons = ""};

	*out = (struct cover){0};
	gather(&review);
	for (size_t i = 0; i < request->commits.count && !out->missing; i++) {
		const struct commit *commit = commit_at(&review, i);

		if (!commit || !adds_content(commit))
			continue;
		review.code = NULL;
		out->valid = count_approvers(&review, commit);
		if ((int64_t)out->valid >= rules->count)
			continue;
		out->missing = commit;
		out->code = code_of_missing(&review, commit, out->valid);
	}
	summarise(&review, out);
}
