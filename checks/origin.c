/* SPDX-License-Identifier: Apache-2.0 */
/* What does the origin itself say of a branch? See origin.h. */
#include "checks/origin.h"

#include "base/text.h"
#include "checks/subject.h"

static bool
has_deployed(const struct origin_ref *ref)
{
	return ref->contains;
}

static bool
has_policy(const struct origin_ref *ref)
{
	return ref->contains_policy;
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
word(const struct judgement *judgement, const char *branch, bool (*has)(const struct origin_ref *))
{
	const struct origin_facts *origin = &judgement->evidence->environment.origin;

	if (origin->availability.state == NOT_ASKED && !is_to_be_asked(judgement->policy))
		return ORIGIN_NOT_ASKED;
	if (origin->availability.state != KNOWN)
		return ORIGIN_SILENT;
	if (!origin->remote && !origin->refs.count)
		return ORIGIN_NOT_ASKED;
	if (!branch || !find_ref(origin, branch))
		return ORIGIN_DENIES;
	for (size_t i = 0; i < origin->refs.count; i++)
		if (text_equal(origin->refs.at[i].name, branch) && !has(&origin->refs.at[i]))
			return ORIGIN_DENIES;
	return ORIGIN_CONFIRMS;
}

enum origin_word
origin_on_change(const struct judgement *judgement, const char *branch)
{
	return word(judgement, branch, has_deployed);
}

enum origin_word
origin_on_policy(const struct judgement *judgement, const char *branch)
{
	return word(judgement, branch, has_policy);
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
