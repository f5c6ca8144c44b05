/* SPDX-License-Identifier: Apache-2.0 */
/* Did a guardian approve each change of the gate's own files? See guardians.h. */
#include "checks/guardians.h"

#include "base/text.h"
#include "checks/pull.h"
#include "checks/subject.h"

/* The guardians of one policy. */
struct guard {
	const struct policy *policy;
	struct texts ids;
	struct demand demand;
};

/* One policy judges who somebody is now, the other who that was before; a single one both. */
static void
guard_init(const struct judgement *judgement, const struct rulings *rulings,
	   const struct policy *policy, struct guard *out)
{
	*out = (struct guard){.policy = policy};
	if (!policy)
		return;
	for (size_t i = 0; i < policy->guardians.count; i++)
		texts_add(judgement->arena, &out->ids,
			  address_to_id(judgement->arena, policy->guardians.at[i]));
	out->demand = (struct demand){.policy = policy,
				      .rules = &policy->approval,
				      .count = 1,
				      .among = &out->ids,
				      .by_now = policy == rulings->now,
				      .by_before = policy == rulings->before || !rulings->before};
}

static const char *
gate_shown(struct arena *arena, const struct change_request *request)
{
	size_t more = request->gate.count - 1;

	return more ? arena_format(arena, "%s and %zu more", text_shown(arena, request->gate.at[0]),
				   more)
		    : text_shown(arena, request->gate.at[0]);
}

static struct finding *
say_pulled(struct judgement *judgement, const char *subject, const char *gate,
	   const struct pulled *pulled)
{
	if (pulled->verdict == UNKNOWN)
		return judge(judgement, subject, UNKNOWN, pulled->code, "it changes %s; %s", gate,
			     pulled->because);
	return judge(judgement, subject, FAIL, "POLICY-UNREVIEWED",
		     "it changes %s, and no guardian's approval counts: %s", gate, pulled->because);
}

static struct finding *
say(struct judgement *judgement, const struct change_request *request, const struct cover *cover)
{
	struct arena *arena = judgement->arena;
	const char *subject =
		arena_format(arena, "gate files of %s", subject_of_request(arena, request));
	const char *gate = gate_shown(arena, request);

	if (cover->verdict == PASS)
		return judge(judgement, subject, PASS, "POLICY-REVIEWED",
			     "it changes %s, approved by %s (%s)", gate, cover->approvers,
			     grade_names[cover->grade]);
	if (cover->pulled)
		return say_pulled(judgement, subject, gate, cover->pulled);
	if (cover->unread)
		return judge(judgement, subject, UNKNOWN, cover->unread,
			     "it changes %s; %s, which this version does not verify", gate,
			     cover->unread_what);
	return judge(judgement, subject, FAIL, "POLICY-UNREVIEWED",
		     "it changes %s, and no guardian's approval counts for commit %s%s%s", gate,
		     short_id(arena, cover->missing->id), cover->reasons[0] ? ": " : "",
		     cover->reasons);
}

static bool
is_worse(const struct cover *cover, const struct cover *than)
{
	return pull_is_worse(cover->verdict, than->verdict);
}

/* By the guard by which it is worse; the second is absent, or as good. */
static const struct guard *
find_worse(struct judgement *judgement, const struct rulings *rulings, const struct guard guards[2],
	   const struct change_request *request, struct cover *cover)
{
	const struct guard *worse = NULL;

	for (size_t i = 0; i < 2; i++) {
		struct cover one;

		if (!guards[i].ids.count)
			continue;
		cover_of_request(judgement, rulings->index, request, &guards[i].demand, &one);
		if (worse && !is_worse(&one, cover))
			continue;
		*cover = one;
		worse = &guards[i];
	}
	return worse;
}

static void
judge_one(struct judgement *judgement, const struct rulings *rulings, const struct guard guards[2],
	  const struct change_request *request)
{
	struct cover cover = {0};
	const struct guard *guard = find_worse(judgement, rulings, guards, request, &cover);
	struct finding *finding;

	if (!guard)
		return;
	finding = say(judgement, request, &cover);
	if (finding->verdict == UNKNOWN && cover.pulled)
		finding_fix(judgement, finding, "%s", cover.pulled->fix);
	else if (finding->verdict == UNKNOWN)
		fix_unread(judgement, finding);
	else if (finding->verdict == FAIL)
		finding_fix(judgement, finding,
			    "have one of the guardians (%s) who contributed nothing to it review "
			    "it, and record that as any other approval",
			    texts_shown(judgement->arena, &guard->policy->guardians));
	if (guard->policy == rulings->before)
		finding_note(judgement, finding, "POLICY-CHANGED",
			     "the policy of the record in place names these guardians");
	finding_rests_on(judgement, finding, "/change/changeRequests/%zu/gate",
			 request_position(judgement, request));
	for (size_t i = 0; cover.pulled && i < cover.pulled->inputs.count; i++)
		finding_rests_on(judgement, finding, "%s", cover.pulled->inputs.at[i]);
	if (cover.pulled)
		return;
	rest_on_approvals(judgement, finding, rulings->index, request);
	rest_on_signatures(judgement, finding, rulings->index, request);
}

bool
cover_by_guardians(struct judgement *judgement, const struct rulings *rulings,
		   const struct change_request *request, struct cover *cover)
{
	struct guard guards[2];

	guard_init(judgement, rulings, rulings->now, &guards[0]);
	guard_init(judgement, rulings, rulings->before, &guards[1]);
	return find_worse(judgement, rulings, guards, request, cover) != NULL;
}

void
judge_gate(struct judgement *judgement, const struct rulings *rulings)
{
	const struct change *change = &judgement->evidence->change;
	struct guard guards[2];

	guard_init(judgement, rulings, rulings->now, &guards[0]);
	guard_init(judgement, rulings, rulings->before, &guards[1]);
	for (size_t i = 0; i < change->requests.count; i++)
		if (change->requests.at[i].gate.count)
			judge_one(judgement, rulings, guards, &change->requests.at[i]);
}
