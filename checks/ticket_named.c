/* SPDX-License-Identifier: Apache-2.0 */
/* Which tickets does a change request name? See ticket_named.h. */
#include "checks/ticket_named.h"

#include "base/text.h"
#include "core/ticket_rules.h"

/* What a tracker confirms is verified, so it is not the mention's grade that counts. */
int
ticket_weigh(const struct judgement *judgement, const struct ticket_reference *reference)
{
	const struct policy *policy = judgement->policy;

	if (!texts_contain(&policy->tickets.sources, reference->source))
		return TICKET_SOURCE;
	if (!ticket_is_of_project(judgement->arena, policy, reference->key))
		return TICKET_PROJECT;
	if (ticket_is_denied(judgement->arena, policy, reference->key))
		return TICKET_DENIED;
	if (policy->tickets.tracker == TRACKER_NONE && reference->grade < policy->tickets.evidence)
		return TICKET_GRADE;
	return TICKET_COUNTS;
}

void
ticket_list_named(struct judgement *judgement, const struct change_index *index,
		  const struct change_request *request, struct named_tickets *out)
{
	const struct tickets *tickets = &judgement->evidence->tickets;
	struct positions named = change_index_tickets(index, request);

	for (size_t i = 0; i < named.count; i++) {
		const struct ticket_reference *reference = &tickets->references.at[named.at[i]];
		struct named_ticket one = {.reference = reference,
					   .at = named.at[i],
					   .miss = ticket_weigh(judgement, reference)};
		size_t k = 0;

		while (k < out->all.count &&
		       !text_equal(out->all.at[k].reference->key, reference->key))
			k++;
		if (k == out->all.count)
			*LIST_ADD(judgement->arena, &out->all) = one;
		else if (one.miss > out->all.at[k].miss)
			out->all.at[k] = one;
	}
}

void
ticket_ask_opinions(struct judgement *judgement, const struct change_index *index,
		    const struct change_request *request, struct named_tickets *named)
{
	struct ticket_side side;

	if (judgement->policy->tickets.tracker == TRACKER_NONE) {
		for (size_t i = 0; i < named->all.count; i++)
			named->all.at[i].opinion.verdict = PASS;
		return;
	}
	ticket_side_of(judgement, index, request, &side);
	for (size_t i = 0; i < named->all.count; i++)
		if (named->all.at[i].miss == TICKET_COUNTS)
			ticket_judge(judgement, &side, named->all.at[i].reference->key,
				     &named->all.at[i].opinion);
}

int
ticket_verdict(const struct named_ticket *named)
{
	return named->miss == TICKET_COUNTS ? named->opinion.verdict : FAIL;
}

/* From a mention that is looked for elsewhere to a ticket that counts. */
static int
rank(const struct named_ticket *named)
{
	if (named->miss != TICKET_COUNTS)
		return named->miss;
	switch (named->opinion.verdict) {
	case PASS:
		return TICKET_COUNTS + 2;
	case UNKNOWN:
		return TICKET_COUNTS + 1;
	default:
		return TICKET_COUNTS;
	}
}

/* UTF-8 is no ticket, whatever the policy wants of all; nor is the number of a change request. */
static bool
is_one_of_all(const struct named_ticket *named)
{
	return named->miss >= TICKET_DENIED && !text_equal(named->opinion.code, "TKT-REQUEST");
}

static bool
is_worse(const struct named_ticket *a, const struct named_ticket *b)
{
	int verdict = ticket_verdict(a), other = ticket_verdict(b);

	return (verdict == FAIL && other != FAIL) || (verdict == UNKNOWN && other == PASS);
}

const struct named_ticket *
ticket_decisive(const struct judgement *judgement, const struct named_tickets *named)
{
	bool all = judgement->policy->tickets.several == TICKETS_ALL;
	const struct named_ticket *best = NULL, *worst = NULL;

	for (size_t i = 0; i < named->all.count; i++) {
		const struct named_ticket *one = &named->all.at[i];

		if (!best || rank(one) > rank(best) ||
		    (rank(one) == rank(best) && one->at < best->at))
			best = one;
		if (is_one_of_all(one) && (!worst || is_worse(one, worst)))
			worst = one;
	}
	return all && worst ? worst : best;
}
