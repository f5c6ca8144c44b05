/* SPDX-License-Identifier: Apache-2.0 */
/* Is a change request covered by its approvers? See approvers.h. */
#include "checks/approvers.h"

#include "base/text.h"
#include "checks/inherited.h"
#include "checks/pull_cover.h"
#include "checks/signature.h"
#include "checks/subject.h"
#include "checks/weighing.h"

#define MOST_NAMED 5

/* ---- the whole ---- */

static const char *
code_of_missing(const struct weighing *weighing, const struct commit *commit, size_t valid)
{
	static const char *const by_miss[] = {
		[MISS_UNIDENTIFIED] = "APPR-UNIDENTIFIED",
		[MISS_OTHER_COMMIT] = "APPR-OTHER-COMMIT",
		[MISS_SIGNATURE] = "APPR-SIGNATURE",
		[MISS_SELF] = "APPR-SELF",
		[MISS_GRADE] = "APPR-GRADE",
		[MISS_CONTENT] = "APPR-SQUASH-MISMATCH",
		[MISS_SPENT] = "APPR-SPENT",
	};

	if (commit->merge == MERGE_EVIL)
		return "APPR-EVIL-MERGE";
	if (valid)
		return "APPR-TOO-FEW";
	if (weighing->miss != MISS_NONE)
		return by_miss[weighing->miss];
	return commit->merge == MERGE_NONE ? "APPR-MISSING" : "APPR-RESOLUTION";
}

static const char *
approvers_shown(const struct weighing *weighing)
{
	size_t count = weighing->counted.count;
	const char *all = "";

	if (!count)
		return "nobody: it adds no content";
	for (size_t i = 0; i < count && i < MOST_NAMED; i++)
		all = arena_format(weighing->arena, "%s%s%s", all, i ? ", " : "",
				   person_shown(weighing->arena, &weighing->counted.at[i]->person));
	if (count > MOST_NAMED)
		all = arena_format(weighing->arena, "%s and %zu others", all, count - MOST_NAMED);
	return all;
}

static void
summarise(const struct weighing *weighing, struct cover *out)
{
	out->approvers = approvers_shown(weighing);
	out->reasons = weighing->reasons;
	out->grade = weighing->grade;
	out->mutual = weighing->mutual;
	out->unproven = weighing->lacking;
	out->bad = first_signed(&weighing->contributions, SIGNATURE_BAD);
	out->squashed = weighing->squashed;
	out->rebased = weighing->rebased;
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
has_unknown_author(const struct weighing *weighing, struct cover *out)
{
	for (size_t i = 0; i < weighing->contributions.commits.count; i++) {
		const struct commit *commit = weighing->contributions.commits.at[i];
		bool author = !person_is_identified(&commit->author);
		const struct person *person = author ? &commit->author : &commit->committer;

		if (!author && person_is_identified(person))
			continue;
		out->missing = commit;
		out->code = "APPR-UNKNOWN-AUTHOR";
		out->reasons = arena_format(weighing->arena, "its %s has no plausible address: %s",
					    author ? "author" : "committer",
					    raw_shown(weighing->arena, person));
		return true;
	}
	return false;
}

static bool
has_evil_merge(const struct contributions *contributions)
{
	for (size_t i = 0; i < contributions->commits.count; i++)
		if (contributions->commits.at[i]->merge == MERGE_EVIL)
			return true;
	return false;
}

/* Whoever made an evil merge contributed to all: it, and not the first commit, is what is wrong. */
static bool
says_more(const struct commit *commit, const struct commit *missing)
{
	return !missing || (commit->merge == MERGE_EVIL && missing->merge != MERGE_EVIL);
}

static void
judge_commits(struct weighing *weighing, struct cover *out)
{
	size_t count = weighing->contributions.commits.count;
	bool evil = has_evil_merge(&weighing->contributions);

	out->named = count > 0;
	for (size_t i = 0; i < count && (evil || !out->missing); i++) {
		const struct commit *commit = weighing->contributions.commits.at[i];
		size_t valid = weigh_commit(weighing, commit);

		out->named = out->named && weighing->named;
		if ((int64_t)valid >= weighing->demand->count)
			continue;
		out->named = false;
		if (!says_more(commit, out->missing))
			continue;
		out->missing = commit;
		out->valid = valid;
		out->code = code_of_missing(weighing, commit, valid);
	}
}

static void
judge_weighed(struct weighing *weighing, struct cover *out)
{
	*out = (struct cover){0};
	if (has_unknown_author(weighing, out))
		return;
	judge_commits(weighing, out);
	summarise(weighing, out);
}

/* ---- signatures that are not read ---- */

static const char *
unread_of(struct weighing *weighing, const char **what)
{
	const struct commit *commit;

	for (size_t i = 0; i < weighing->counted.count; i++) {
		const struct approval *approval = weighing->counted.at[i];

		if (!signature_unread(approval->signature))
			continue;
		*what = arena_format(weighing->arena, "the %s of %s has an %s signature",
				     is_tag(approval) ? "tag" : "merge",
				     person_shown(weighing->arena, &approval->person),
				     signature_kind(approval->signature));
		return signature_unread(approval->signature);
	}
	commit = first_signed(&weighing->contributions, SIGNATURE_OPENPGP);
	if (!commit)
		commit = first_signed(&weighing->contributions, SIGNATURE_X509);
	if (!commit)
		return NULL;
	*what = arena_format(weighing->arena, "commit %s has an %s signature",
			     short_id(weighing->arena, commit->id),
			     signature_kind(commit->signature));
	return signature_unread(commit->signature);
}

/* Would it do if these were good? Then nobody knows, and nobody did wrong. */
static void
trust_unread(const struct weighing *strict, struct cover *out)
{
	struct demand trusting = *strict->demand;
	struct weighing weighing;
	struct cover cover;

	trusting.trusting = true;
	weigh_request(strict->arena, strict->index, strict->request, &trusting, &weighing);
	judge_weighed(&weighing, &cover);
	if (cover.missing)
		return;
	if (out->missing)
		out->unread = unread_of(&weighing, &out->unread_what);
	if (cover.named)
		out->unread_naming = unread_of(&weighing, &out->unread_what);
}

void
cover_by_git(struct judgement *judgement, const struct change_index *index,
	     const struct change_request *request, const struct demand *demand, struct cover *out)
{
	struct weighing weighing;

	weigh_request(judgement->arena, index, request, demand, &weighing);
	judge_weighed(&weighing, out);
	if ((out->missing || !out->named) &&
	    has_unread_signature(&weighing.candidates, &weighing.contributions))
		trust_unread(&weighing, out);
	if (out->missing)
		out->verdict = out->unread ? UNKNOWN : FAIL;
	out->namers = out->approvers;
}

/* Not of somebody whom nobody knows, and not where others are asked than whoever may approve. */
static void
inherit(const struct change_request *request, const struct demand *demand, struct cover *out)
{
	if (!out->missing || demand->among || text_equal(out->code, "APPR-UNKNOWN-AUTHOR") ||
	    !inherits_approval(demand->rules, request))
		return;
	out->verdict = PASS;
	out->missing = NULL;
	out->inherited = true;
}

void
cover_of_request(struct judgement *judgement, const struct change_index *index,
		 const struct change_request *request, const struct demand *demand,
		 struct cover *out)
{
	bool advice = judgement->evidence->change.range.kind == RANGE_REQUEST;

	if (demand->policy->forge != FORGE_NONE || advice) {
		cover_by_forge(judgement, index, request, demand, out);
		return;
	}
	cover_by_git(judgement, index, request, demand, out);
	inherit(request, demand, out);
}
