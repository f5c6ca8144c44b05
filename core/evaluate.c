/* SPDX-License-Identifier: Apache-2.0 */
/* May this deploy go ahead? See evaluate.h. */
#include "core/evaluate.h"

#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "core/bearing.h"
#include "core/reported.h"
#include "core/waiver.h"

static bool
blocks(const struct evaluation *evaluation, enum verdict verdict)
{
	for (size_t i = 0; i < evaluation->findings.count; i++)
		if (evaluation->findings.at[i].verdict == (int)verdict)
			return true;
	return false;
}

static int
conclude(const struct evidence *evidence, const struct policy *policy,
	 const struct evaluation *evaluation)
{
	if (evidence->emergency || evidence->retro)
		return bearing_conclude(evidence, policy, evaluation);
	if (blocks(evaluation, FAIL))
		return RESULT_REFUSED;
	if (blocks(evaluation, UNKNOWN) || evaluation->findings.count == 0)
		return RESULT_UNKNOWN;
	/* Advice on a change request can never stand where a deploy was judged. */
	return evidence->change.range.kind == RANGE_REQUEST ? RESULT_ADVISORY : RESULT_ALLOWED;
}

bool
check_applies(const struct check *check, const struct judgement *judgement)
{
	return !check->applies || check->applies(judgement);
}

/* A check that says nothing has not passed. */
static void
ask(struct judgement *judgement, const struct check *check)
{
	size_t before = judgement->evaluation->findings.count;

	judgement->check = check;
	check->answer(judgement);
	if (judgement->evaluation->findings.count == before)
		finding_fix(judgement,
			    judge(judgement, "check", UNKNOWN, "CHECK-SILENT",
				  "the check '%s' said nothing", check->id),
			    "report this as a bug");
}

/* The table lists revisions of one id in ascending order, next to each other. */
static bool
is_newest(const struct check *const *table, size_t at)
{
	return !table[at + 1] || !text_equal(table[at]->id, table[at + 1]->id);
}

/* The same checks by the policy in force; what they find counts as well. */
static void
ask_again(struct judgement *judgement, const struct check *const *asked, size_t count)
{
	const struct previous_policy *previous = judgement->evidence->policy.previous;
	struct policy *policy = arena_allocate(judgement->arena, sizeof(*policy));
	struct evaluation *evaluation = judgement->evaluation;
	size_t first = evaluation->findings.count;
	struct error err;

	if (!policy_read_digested(judgement->arena, previous->digest, previous->bytes, policy,
				  &err))
		return; /* checks/policy.c says UNKNOWN */
	judgement->policy = policy;
	for (size_t i = 0; i < count; i++)
		ask(judgement, asked[i]);
	for (size_t i = first; i < evaluation->findings.count; i++)
		evaluation->findings.at[i].subject =
			arena_format(judgement->arena, "%s, by the policy in force",
				     evaluation->findings.at[i].subject);
}

/* A change may not bring the rules by which it goes ahead as an emergency. */
static void
ask_who_answers(struct judgement *judgement, const struct check *const *asked, size_t count)
{
	const struct policy_facts *facts = &judgement->evidence->policy;

	if (!facts->previous || text_equal(facts->previous->digest, facts->digest))
		return;
	for (size_t i = 0; i < count; i++)
		if (text_equal(asked[i]->id, CHECK_EMERGENCY))
			ask_again(judgement, &asked[i], 1);
}

static void
ask_all(struct judgement *judgement, const struct check *const *asked, size_t count)
{
	const struct policy *now = judgement->policy;

	for (size_t i = 0; i < count; i++)
		ask(judgement, asked[i]);
	if (policy_is_ahead(judgement->evidence))
		ask_again(judgement, asked, count);
	else if (judgement->evidence->emergency)
		ask_who_answers(judgement, asked, count);
	reported_apply(judgement, now);
	waivers_apply(judgement, now);
	judgement->evaluation->result = conclude(judgement->evidence, now, judgement->evaluation);
}

static size_t
table_length(const struct check *const *table)
{
	size_t length = 0;

	while (table[length])
		length++;
	return length;
}

void
evaluate(struct arena *arena, const struct check *const *table, const struct policy *policy,
	 const struct evidence *evidence, struct evaluation *out)
{
	struct judgement judgement = {arena, NULL, policy, evidence, out};
	size_t length = table_length(table), count = 0;
	const struct check **asked = arena_allocate(arena, (length + 1) * sizeof(*asked));

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < length; i++)
		if (is_newest(table, i) && check_applies(table[i], &judgement))
			asked[count++] = table[i];
	ask_all(&judgement, asked, count);
}

static const struct check *
find_revision(const struct check *const *table, const char *id, int64_t revision)
{
	for (size_t i = 0; table[i]; i++)
		if (text_equal(table[i]->id, id) && table[i]->revision == revision)
			return table[i];
	return NULL;
}

/* A record that leaves a control out must not re-perform as if it had none. */
static const char *
find_unasked(const struct check *const *table, const struct judgement *judgement,
	     const struct evaluation *asked)
{
	for (size_t i = 0; table[i]; i++) {
		size_t at = 0;

		while (at < asked->findings.count &&
		       !text_equal(asked->findings.at[at].check, table[i]->id))
			at++;
		if (at == asked->findings.count && check_applies(table[i], judgement))
			return table[i]->id;
	}
	return NULL;
}

static bool
is_asked(const struct check *const *asked, size_t count, const struct check *check)
{
	for (size_t i = 0; i < count; i++)
		if (asked[i] == check)
			return true;
	return false;
}

/* Asks the checks that the recorded findings name, each once, in their order. */
static bool
evaluate_as(struct judgement *judgement, const struct check *const *table,
	    const struct evaluation *recorded, struct error *err)
{
	const char *unasked = find_unasked(table, judgement, recorded);
	size_t count = 0;
	const struct check **asked =
		arena_allocate(judgement->arena, (table_length(table) + 1) * sizeof(*asked));

	if (unasked)
		return fail(err, ERROR_FORMAT, "the record has no finding of the check '%s'",
			    unasked);
	for (size_t i = 0; i < recorded->findings.count; i++) {
		const struct finding *finding = &recorded->findings.at[i];
		const struct check *check = find_revision(table, finding->check, finding->revision);

		if (!check)
			return fail(err, ERROR_UNAVAILABLE,
				    "cannot re-perform: check '%s' revision %lld is not known to "
				    "this version",
				    text_shown(judgement->arena, finding->check),
				    (long long)finding->revision);
		if (!is_asked(asked, count, check))
			asked[count++] = check;
	}
	ask_all(judgement, asked, count);
	return true;
}

bool
policy_read_digested(struct arena *arena, const char *digest, const char *bytes,
		     struct policy *policy, struct error *err)
{
	struct sha256 computed;
	char hex[65];

	sha256(&computed, bytes, strlen(bytes));
	sha256_format(hex, &computed);
	if (!text_equal(hex, digest))
		return fail(err, ERROR_FORMAT, "the policy's bytes do not have its digest");
	return policy_read_effective(arena, bytes, strlen(bytes), policy, err);
}

bool
evaluate_evidence(struct arena *arena, const struct check *const *table,
		  const struct evidence *evidence, const struct evaluation *asked,
		  struct evaluation *out, struct error *err)
{
	struct policy *policy = arena_allocate(arena, sizeof(*policy));
	struct evaluation made = {0};
	struct judgement judgement = {arena, NULL, policy, evidence, &made};

	if (!policy_read_digested(arena, evidence->policy.digest, evidence->policy.bytes, policy,
				  err))
		return fail_while(err, "reading the evidence's policy");
	if (!asked)
		evaluate(arena, table, policy, evidence, &made);
	else if (!evaluate_as(&judgement, table, asked, err))
		return false;
	*out = made;
	return true;
}
