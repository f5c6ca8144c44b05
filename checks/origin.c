/* SPDX-License-Identifier: Apache-2.0 */
/* What does the origin itself say of a branch? See origin.h. */
#include "checks/origin.h"

#include "base/text.h"
#include "checks/subject.h"

enum matter { DEPLOYED, POLICY };

static bool
has(const struct origin_ref *ref, enum matter matter)
{
	return matter == DEPLOYED ? ref->contains : ref->contains_policy;
}

static const struct forge_branch *
find_branch(const struct forge_facts *forge, const char *branch)
{
	for (size_t i = 0; forge && branch && i < forge->branches.count; i++)
		if (text_equal(forge->branches.at[i].name, branch))
			return &forge->branches.at[i];
	return NULL;
}

static bool
forge_has(const struct forge_branch *branch, enum matter matter)
{
	return matter == DEPLOYED ? branch->contains : branch->contains_policy;
}

/* Where there is a forge its word decides; before a deploy it need not be asked. */
static enum origin_word
word_of_forge(const struct judgement *judgement, const char *branch, enum matter matter)
{
	const struct forge_facts *forge = judgement->evidence->forge;

	if (forge && forge->branches_known.state == NOT_ASKED &&
	    judgement->evidence->change.range.kind == RANGE_REQUEST)
		return ORIGIN_NOT_ASKED;
	if (!forge || forge->availability.state != KNOWN || forge->branches_known.state != KNOWN)
		return ORIGIN_SILENT;
	if (!branch || !find_branch(forge, branch))
		return ORIGIN_DENIES;
	for (size_t i = 0; i < forge->branches.count; i++)
		if (text_equal(forge->branches.at[i].name, branch) &&
		    !forge_has(&forge->branches.at[i], matter))
			return ORIGIN_DENIES;
	return ORIGIN_CONFIRMS;
}

static const struct origin_ref *
find_ref(const struct origin_facts *origin, const char *branch)
{
	for (size_t i = 0; i < origin->refs.count; i++)
		if (text_equal(origin->refs.at[i].name, branch))
			return &origin->refs.at[i];
	return NULL;
}

/* Where the ledger is kept at the origin, it can be asked. */
static bool
is_to_be_asked(const struct policy *policy)
{
	return text_starts_with(policy->ledger.store, "git:") &&
	       !text_starts_with(policy->ledger.store, "git:local:");
}

/* Told twice, it must be told so both times. */
static enum origin_word
word(const struct judgement *judgement, const char *branch, enum matter matter)
{
	const struct origin_facts *origin = &judgement->evidence->environment.origin;

	if (judgement->policy->forge != FORGE_NONE)
		return word_of_forge(judgement, branch, matter);
	if (origin->availability.state == NOT_ASKED && !is_to_be_asked(judgement->policy))
		return ORIGIN_NOT_ASKED;
	if (origin->availability.state != KNOWN)
		return ORIGIN_SILENT;
	if (!origin->remote && !origin->refs.count)
		return ORIGIN_NOT_ASKED;
	if (!branch || !find_ref(origin, branch))
		return ORIGIN_DENIES;
	for (size_t i = 0; i < origin->refs.count; i++)
		if (text_equal(origin->refs.at[i].name, branch) &&
		    !has(&origin->refs.at[i], matter))
			return ORIGIN_DENIES;
	return ORIGIN_CONFIRMS;
}

enum origin_word
origin_on_change(const struct judgement *judgement, const char *branch)
{
	return word(judgement, branch, DEPLOYED);
}

enum origin_word
origin_on_policy(const struct judgement *judgement, const char *branch)
{
	return word(judgement, branch, POLICY);
}

static struct finding *
judge_silent(struct judgement *judgement, const char *subject, const char *ref, const char *what)
{
	const struct origin_facts *origin = &judgement->evidence->environment.origin;
	struct finding *finding;

	finding = judge(
		judgement, subject, UNKNOWN, "GIT-REF-UNKNOWN",
		"%s has %s, and the origin did not say whether its own branch has: %s", ref, what,
		origin->availability.why ? text_shown(judgement->arena, origin->availability.why)
					 : "no reason is known");
	finding_fix(judgement, finding, "see to it that the origin can be reached, then run again");
	finding_rests_on(judgement, finding, "/environment/origin/availability");
	return finding;
}

static struct finding *
judge_by_forge(struct judgement *judgement, const char *subject, const char *ref,
	       const char *branch, const char *what)
{
	const struct forge_facts *forge = judgement->evidence->forge;
	const struct forge_branch *own = find_branch(forge, branch);
	struct arena *arena = judgement->arena;
	bool silent = word_of_forge(judgement, branch, DEPLOYED) == ORIGIN_SILENT;
	const char *shown = text_shown(arena, ref ? ref : "a ref");
	struct finding *finding;

	if (silent)
		finding = judge(judgement, subject, UNKNOWN, "GIT-REF-UNKNOWN",
				"%s has %s, and the forge did not say whether its own branch has",
				shown, what);
	else
		finding = judge(judgement, subject, UNKNOWN, "GIT-REF-CLAIMED",
				"%s has %s; the forge's own %s %s%s", shown, what,
				text_shown(arena, branch ? branch : "branch"),
				own ? "does not, it is at " : "is not there",
				own ? short_id(arena, own->commit) : "");
	finding_fix(judgement, finding,
		    "git fetch origin, and run again; if it stays, the ref was moved by hand");
	finding_rests_on(judgement, finding, silent ? "/forge/branchesKnown" : "/forge/branches");
	return finding;
}

struct finding *
judge_claimed(struct judgement *judgement, const char *subject, const char *ref, const char *branch,
	      const char *what)
{
	const struct origin_facts *origin = &judgement->evidence->environment.origin;
	const struct origin_ref *own = branch ? find_ref(origin, branch) : NULL;
	struct arena *arena = judgement->arena;
	const char *shown = text_shown(arena, ref ? ref : "a ref");
	const char *name = text_shown(arena, branch ? branch : "branch");
	struct finding *finding;

	if (judgement->policy->forge != FORGE_NONE)
		return judge_by_forge(judgement, subject, ref, branch, what);
	if (origin->availability.state != KNOWN)
		return judge_silent(judgement, subject, shown, what);
	if (own)
		finding =
			judge(judgement, subject, UNKNOWN, "GIT-REF-CLAIMED",
			      "%s has %s; the origin's own %s is at %s, which this clone does not "
			      "show to contain it",
			      shown, what, name, short_id(arena, own->commit));
	else
		finding = judge(judgement, subject, UNKNOWN, "GIT-REF-CLAIMED",
				"%s has %s; the origin itself has no branch %s", shown, what, name);
	finding_fix(judgement, finding,
		    "git fetch origin, and run again; if it stays, the ref was moved by hand");
	finding_rests_on(judgement, finding, "/environment/origin/refs");
	return finding;
}
