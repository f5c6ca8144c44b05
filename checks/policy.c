/* SPDX-License-Identifier: Apache-2.0 */
/* Does the policy come from where it must? (controls A0.5, A0.8; CC6.8) */
#include "base/glob.h"
#include "base/text.h"
#include "checks/origin.h"
#include "checks/sources.h"
#include "checks/subject.h"
#include "checks/table.h"
#include "core/evaluate.h"

#define CLOCK_TOLERANCE_SECONDS 120

/*
 * A flag, a variable or a second branch could name a looser policy. So the record in place binds
 * the next one: once a policy came from a protected ref, it must come from a branch which that
 * policy names.
 */
static struct finding *
judge_source(struct judgement *judgement, const struct previous_policy *previous,
	     const struct policy *before)
{
	const struct policy_source *source = &judgement->evidence->policy.source;

	if (previous->source.kind == POLICY_FROM_REF && source->kind == POLICY_FROM_FILE)
		return judge(judgement, "policy", FAIL, "POLICY-SOURCE",
			     "it comes from a file; the record in place had it from %s",
			     previous->source.ref
				     ? text_shown(judgement->arena, previous->source.ref)
				     : "a ref");
	if (source->kind == POLICY_FROM_REF &&
	    (!source->branch || (!text_equal(source->branch, previous->source.branch) &&
				 !texts_contain(&before->branches, source->branch))))
		return judge(judgement, "policy", FAIL, "POLICY-SOURCE",
			     "it comes from %s; the policy in place names %s",
			     source->branch ? text_shown(judgement->arena, source->branch)
					    : "no branch",
			     texts_shown(judgement->arena, &before->branches));
	return NULL;
}

/*
 * A copy of the ledger would say the same of what is in place, and forget what was recorded in the
 * other since; so would one of somebody's own.
 */
static struct finding *
judge_place(struct judgement *judgement, const struct policy *before)
{
	const struct ledger_rules *now = &judgement->policy->ledger;
	const struct ledger_rules *then = &before->ledger;
	bool elsewhere = !text_equal(now->store, then->store);

	if (!elsewhere && text_equal(now->origin, then->origin))
		return NULL;
	return judge(judgement, "policy", FAIL, "LEDGER-MOVED",
		     "ledger.%s is '%s', and '%s' in the policy in force: a ledger cannot be moved",
		     elsewhere ? "store" : "origin",
		     text_shown(judgement->arena, elsewhere ? now->store : now->origin),
		     text_shown(judgement->arena, elsewhere ? then->store : then->origin));
}

static struct finding *
judge_previous(struct judgement *judgement, const struct previous_policy *previous)
{
	struct policy *before = arena_allocate(judgement->arena, sizeof(*before));
	struct finding *finding;
	struct error err;

	if (!policy_read_digested(judgement->arena, previous->digest, previous->bytes, before,
				  &err))
		return judge(judgement, "policy", UNKNOWN, "POLICY-PREVIOUS",
			     "the policy of the record in place cannot be read: %s",
			     text_shown(judgement->arena, err.message));
	finding = judge_source(judgement, previous, before);
	return finding ? finding : judge_place(judgement, before);
}

/*
 * A first record is not compared with anything, so it must not bring a policy of its own: another
 * key could be named by it to start anew. It begins under a policy that was judged elsewhere
 * before.
 */
static struct finding *
judge_first(struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;

	if (evidence->change.range.kind != RANGE_FIRST || !evidence->policy.previous ||
	    text_equal(evidence->policy.digest, evidence->policy.previous->digest))
		return NULL;
	return judge(judgement, "policy", FAIL, "CHG-BASELINE-POLICY",
		     "a first record of another service or environment begins under the policy in "
		     "force (%s), and this is another one",
		     short_id(judgement->arena, evidence->policy.previous->digest));
}

static void
fix(struct judgement *judgement, struct finding *finding)
{
	if (text_equal(finding->code, "POLICY-SOURCE"))
		finding_fix(judgement, finding,
			    "deploy under the policy of the protected branch; to rename that "
			    "branch, first name both under branches:");
	else if (text_equal(finding->code, "LEDGER-MOVED"))
		finding_fix(judgement, finding,
			    "name the ledger of the policy in force; or begin anew in an empty one "
			    "with --baseline");
	else if (text_equal(finding->code, "CHG-BASELINE-POLICY"))
		finding_fix(
			judgement, finding,
			"deploy the change of the policy to a service and environment that is in "
			"place, then run this again");
	else
		finding_fix(judgement, finding, "verify the ledger and collect again");
}

static void
note_kind(struct judgement *judgement, struct finding *finding)
{
	const struct policy_facts *facts = &judgement->evidence->policy;

	if (facts->source.kind == POLICY_FROM_FILE)
		finding_note(judgement, finding, "POLICY-FILE",
			     "the policy was named on the command line, not read from a "
			     "protected ref");
	if (policy_is_ahead(judgement->evidence))
		finding_note(judgement, finding, "POLICY-AHEAD",
			     "no deploy has brought it yet: the policy in force judges as well");
	else if (facts->previous && !text_equal(facts->previous->digest, facts->digest))
		finding_note(judgement, finding, "POLICY-CHANGED",
			     "it is not the policy of the record in place: approvals are judged "
			     "under both");
}

/* The first policy of a key must at least name its own branch. */
static bool
names_itself(const struct judgement *judgement)
{
	const struct policy_source *source = &judgement->evidence->policy.source;

	return source->kind == POLICY_FROM_FILE ||
	       (source->branch && globs_match(&judgement->policy->branches, source->branch));
}

static struct finding *
judge_in_force(struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;

	if (evidence->policy.previous)
		return judge_previous(judgement, evidence->policy.previous);
	if (evidence->ledger.in_place || evidence->ledger.repository_known)
		return judge(judgement, "policy", UNKNOWN, "POLICY-PREVIOUS",
			     "the evidence lacks the policy in force");
	return NULL;
}

/* Whoever holds the clone could have put the branch on a policy of their own. */
static struct finding *
judge_branch(struct judgement *judgement)
{
	const struct policy_source *source = &judgement->evidence->policy.source;
	enum origin_word word = origin_on_policy(judgement, source->branch);

	if (source->kind == POLICY_FROM_FILE || word == ORIGIN_NOT_ASKED || word == ORIGIN_CONFIRMS)
		return NULL;
	return judge_claimed(judgement, "policy", source->ref, source->branch, "the policy");
}

static struct finding *
judge_read(struct judgement *judgement)
{
	const struct policy_facts *facts = &judgement->evidence->policy;

	return judge(judgement, "policy", PASS, "POLICY-READ", "%s, digest %s",
		     text_shown(judgement->arena,
				facts->source.ref ? facts->source.ref : facts->source.path),
		     short_id(judgement->arena, facts->digest));
}

/* What the policy says is the forge's to tell, git alone does not know. */
static void
judge_forge(struct judgement *judgement)
{
	const struct forge_facts *forge = judgement->evidence->forge;
	struct finding *finding;

	if (judgement->policy->forge == FORGE_NONE || (forge && forge->availability.state == KNOWN))
		return;
	finding = judge(judgement, "forge", UNKNOWN, "FORGE-UNAVAILABLE",
			"the forge could not be asked: %s",
			forge && forge->availability.why
				? text_shown(judgement->arena, forge->availability.why)
				: "the evidence has no answer of it");
	finding_fix(judgement, finding, "try again; if it stays, see `changegate doctor`");
	finding_rests_on(judgement, finding, "/forge");
}

/* What was before what is told by two clocks. */
static void
judge_clocks(struct judgement *judgement)
{
	const struct forge_facts *forge = judgement->evidence->forge;
	struct finding *finding;
	int64_t apart;

	if (judgement->policy->forge == FORGE_NONE || !forge || forge->availability.state != KNOWN)
		return;
	apart = judgement->evidence->now.time - forge->time;
	if (forge->time && apart <= CLOCK_TOLERANCE_SECONDS && -apart <= CLOCK_TOLERANCE_SECONDS)
		return;
	finding = forge->time ? judge(judgement, "clock", UNKNOWN, "TIME-SKEW",
				      "this clock and the forge's are %lld seconds apart",
				      (long long)(apart < 0 ? -apart : apart))
			      : judge(judgement, "clock", UNKNOWN, "TIME-SKEW",
				      "the forge did not say what time it is");
	finding_fix(judgement, finding, "set the clock of this machine");
	finding_rests_on(judgement, finding, "/now");
	finding_rests_on(judgement, finding, "/forge/time");
}

static void
answer(struct judgement *judgement)
{
	struct finding *finding = judge_in_force(judgement);

	if (!finding)
		finding = judge_first(judgement);
	if (!finding && !names_itself(judgement))
		finding = judge(judgement, "policy", FAIL, "POLICY-SOURCE",
				"it comes from a branch that it does not name under branches:");
	if (finding)
		fix(judgement, finding);
	else
		finding = judge_branch(judgement);
	if (!finding)
		finding = judge_read(judgement);
	note_kind(judgement, finding);
	note_sources(judgement, finding);
	finding_rests_on(judgement, finding, "/policy");
	judge_forge(judgement);
	judge_sources(judgement);
	judge_clocks(judgement);
}

const struct check policy_check_1 = {
	.id = "policy",
	.revision = 1,
	.question = "Does the policy come from where it must?",
	.answer = answer,
};
