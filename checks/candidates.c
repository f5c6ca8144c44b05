/* SPDX-License-Identifier: Apache-2.0 */
/* Which approvals are to be weighed, and what does each cover? See candidates.h. */
#include "checks/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "checks/signature.h"
#include "checks/subject.h"

bool
is_trailer(const struct approval *approval)
{
	return text_equal(approval->source, "trailer");
}

bool
is_tag(const struct approval *approval)
{
	return text_equal(approval->source, "tag");
}

static bool
is_merge(const struct approval *approval)
{
	return text_equal(approval->source, "merge");
}

static bool
brings_commits(const struct change_request *request)
{
	return request->kind == REQUEST_MERGE;
}

/* ---- is it one at all? ---- */

/* The evidence has what this policy or the one in place lists. */
static bool
is_listed(struct arena *arena, const struct approval_rules *rules, const struct approval *approval)
{
	const char *colon = approval->text ? strchr(approval->text, ':') : NULL;
	const char *key;

	if (!colon)
		return false;
	key = arena_copy(arena, approval->text, (size_t)(colon - approval->text));
	for (size_t i = 0; i < rules->trailers.count; i++)
		if (text_equal_ignoring_case(rules->trailers.at[i], key))
			return true;
	return false;
}

static bool
is_weighed(struct arena *arena, const struct change_request *request,
	   const struct approval_rules *rules, const struct approval *approval)
{
	if (is_trailer(approval))
		return is_listed(arena, rules, approval);
	if (is_merge(approval))
		return brings_commits(request) && text_equal(approval->commit, request->commit);
	return is_tag(approval);
}

/* Files that come with the change must not make somebody one of them. */
static bool
is_asked_for(const struct demand *demand, const struct person *person)
{
	const char *before = person->before_id ? person->before_id : person->id;

	return !demand->among || ((!demand->by_now || texts_contain(demand->among, person->id)) &&
				  (!demand->by_before || texts_contain(demand->among, before)));
}

/* ---- can it count? ---- */

static bool
is_signed(const struct candidate *candidate, bool trusting)
{
	const struct approval *approval = candidate->approval;
	const struct signature *signature = approval->signature;
	const struct signature *under = candidate->named->signature;

	if (trusting && signature_unread(signature))
		return is_tag(approval) || signature_unread(under);
	if (!signature_proves(signature) || !person_equal(signature->signer, &approval->person))
		return false;
	return is_tag(approval) ||
	       (signature_proves(under) && person_equal(under->signer, &approval->person) &&
		text_equal(under->fingerprint, signature->fingerprint));
}

static const struct signature *
signature_to_blame(const struct candidate *candidate)
{
	const struct approval *approval = candidate->approval;

	if (is_merge(approval) && signature_proves(approval->signature) &&
	    person_equal(approval->signature->signer, &approval->person))
		return candidate->named->signature;
	return approval->signature;
}

/*
 * What was squashed or rebased is one commit, and the tag's head is none of the range. A head
 * without the word on how the two compare has lost it.
 */
static bool
names_something(const struct candidate *candidate, const struct change_request *request)
{
	const struct approval *approval = candidate->approval;

	switch (approval->content) {
	case CONTENT_OWN:
		return !approval->head &&
		       (names_request(candidate, request) || candidate->named->parents.count == 2);
	case CONTENT_SQUASHED:
	case CONTENT_REBASED:
		return !brings_commits(request) && approval->head &&
		       text_equal(approval->commit, request->commit);
	default:
		return true;
	}
}

static void
miss(struct candidate *candidate, enum miss miss, const char *why)
{
	candidate->miss = miss;
	candidate->why = why;
}

static void
look_at(struct arena *arena, const struct change_request *request, const struct demand *demand,
	struct candidate *candidate)
{
	const struct approval *approval = candidate->approval;

	if (!person_is_identified(&approval->person))
		miss(candidate, MISS_UNIDENTIFIED, "no plausible address says who it is");
	else if (is_trailer(approval))
		return;
	else if (!is_signed(candidate, demand->trusting))
		miss(candidate, MISS_SIGNATURE,
		     arena_format(arena, "of the %s, %s", is_tag(approval) ? "tag" : "merge",
				  signature_problem(arena, signature_to_blame(candidate),
						    &approval->person)));
	else if (is_tag(approval) && approval->content == CONTENT_DIFFERS)
		miss(candidate, MISS_CONTENT,
		     arena_format(arena, "the tag approves %s, this commit has something else",
				  approval->head ? short_id(arena, approval->head)
						 : "another commit"));
	else if (is_tag(approval) && approval->content == CONTENT_SPENT)
		miss(candidate, MISS_SPENT,
		     arena_format(arena,
				  "the tag approves %s, which was brought before: it needs a new "
				  "approval",
				  approval->head ? short_id(arena, approval->head)
						 : "another commit"));
	else if (is_tag(approval) && !names_something(candidate, request))
		miss(candidate, MISS_OTHER_COMMIT,
		     arena_format(arena,
				  "the tag names %s, neither the change request nor its head",
				  short_id(arena, approval->commit)));
}

/* ---- all of them ---- */

/* Signed ones first: of two approvals of one person the better one counts. */
static int
compare_candidates(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;
	int difference = is_trailer(left->approval) - is_trailer(right->approval);

	if (left->named != right->named)
		return left->named < right->named ? -1 : 1;
	if (difference)
		return difference;
	return (left->approval > right->approval) - (left->approval < right->approval);
}

static void
sort(struct candidates *candidates)
{
	if (candidates->all.count)
		qsort(candidates->all.at, candidates->all.count, sizeof(*candidates->all.at),
		      compare_candidates);
}

void
candidates_of_request(struct arena *arena, const struct change_index *index,
		      const struct change_request *request, const struct demand *demand,
		      struct candidates *out)
{
	const struct reviews *reviews = &index->evidence->reviews;
	struct positions positions = change_index_approvals(index, request);

	*out = (struct candidates){0};
	for (size_t i = 0; i < positions.count; i++) {
		const struct approval *approval = &reviews->approvals.at[positions.at[i]];
		struct candidate candidate = {.approval = approval};

		candidate.named = change_index_commit(index, approval->commit);
		if (!candidate.named || !is_weighed(arena, request, demand->rules, approval) ||
		    !is_asked_for(demand, &approval->person))
			continue;
		look_at(arena, request, demand, &candidate);
		*LIST_ADD(arena, &out->all) = candidate;
	}
	sort(out);
}

size_t
candidates_naming(const struct candidates *candidates, const struct commit *named)
{
	size_t low = 0, high = candidates->all.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (candidates->all.at[middle].named < named)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ---- what does it cover? ---- */

bool
names_request(const struct candidate *candidate, const struct change_request *request)
{
	const char *named = candidate->named->id;

	return text_equal(named, request->commit) ||
	       (brings_commits(request) && text_equal(named, request->head));
}

/* What merging does not give, or is not shown to: whoever can make that so may hide something. */
static bool
has_own_content(const struct commit *commit)
{
	return commit->merge == MERGE_EVIL || commit->merge == MERGE_UNVERIFIED;
}

/* A trailer was written by whoever made the merge, edits and all: it cannot approve them. */
static bool
trailer_covers(const struct candidate *candidate, const struct change_request *request,
	       const struct commit *commit)
{
	if (has_own_content(commit))
		return false;
	return candidate->named == commit ||
	       (brings_commits(request) && text_equal(candidate->named->id, request->commit));
}

/* All that it brought, or, of the head, all but the merge; of a merge on the way, that merge. */
static bool
tag_covers(const struct candidate *candidate, const struct change_request *request,
	   const struct commit *commit)
{
	if (candidate->named == commit || text_equal(candidate->named->id, request->commit))
		return true;
	return names_request(candidate, request) && !text_equal(commit->id, request->commit);
}

/* Whoever merges sees what each side changed, not what a merge on the way added. */
bool
covers(const struct candidate *candidate, const struct change_request *request,
       const struct commit *commit)
{
	if (is_tag(candidate->approval))
		return tag_covers(candidate, request, commit);
	if (is_trailer(candidate->approval))
		return trailer_covers(candidate, request, commit);
	return !has_own_content(commit);
}

bool
has_unread_signature(const struct candidates *candidates, const struct contributions *contributions)
{
	for (size_t i = 0; i < candidates->all.count; i++)
		if (signature_unread(candidates->all.at[i].approval->signature))
			return true;
	return first_signed(contributions, SIGNATURE_OPENPGP) ||
	       first_signed(contributions, SIGNATURE_X509);
}
