/* SPDX-License-Identifier: Apache-2.0 */
/* What is at work when a change is judged by the facts of a forge? See pull.h. */
#include "checks/pull.h"

#include <string.h>

#include "base/text.h"

struct pull
pull_begin(struct judgement *judgement, const struct change_request *request,
	   const struct demand *demand, struct pulled *out)
{
	return (struct pull){.judgement = judgement,
			     .arena = judgement->arena,
			     .demand = demand,
			     .policy = demand->policy,
			     .facts = judgement->evidence->forge,
			     .change = request,
			     .approvers = "",
			     .out = out};
}

static int
weight(int verdict)
{
	switch (verdict) {
	case FAIL:
		return 3;
	case UNKNOWN:
		return 2;
	case EXEMPT:
		return 1;
	default:
		return 0;
	}
}

bool
pull_is_worse(int verdict, int than)
{
	return weight(verdict) > weight(than);
}

void
pull_say(struct pull *pull, enum verdict verdict, const char *code, const char *because,
	 const char *fix)
{
	struct pulled *out = pull->out;

	if (out->code && !pull_is_worse((int)verdict, out->verdict))
		return;
	out->verdict = (int)verdict;
	out->code = code;
	out->because = because;
	out->fix = fix;
}

void
pull_note(struct pull *pull, const char *code, const char *text)
{
	*LIST_ADD(pull->arena, &pull->out->notes) = (struct note){code, text};
}

static void
rest_on(struct pull *pull, const char *pointer)
{
	if (!texts_contain(&pull->out->inputs, pointer))
		texts_add(pull->arena, &pull->out->inputs, pointer);
}

static const char *
request_pointer(const struct pull *pull)
{
	return arena_format(pull->arena, "/forge/requests/%zu",
			    (size_t)(pull->request - pull->facts->requests.at));
}

void
pull_rests_on(struct pull *pull, const char *member)
{
	rest_on(pull, arena_format(pull->arena, "%s%s%s", request_pointer(pull),
				   member[0] ? "/" : "", member));
}

void
pull_rests_on_one(struct pull *pull, const char *list, size_t at)
{
	rest_on(pull, arena_format(pull->arena, "%s/%s/%zu", request_pointer(pull), list, at));
}

bool
pull_is_advice(const struct pull *pull)
{
	return pull->judgement->evidence->change.range.kind == RANGE_REQUEST;
}

bool
account_is_known(const struct account *account)
{
	return account && account->id && account->id[0];
}

bool
account_is_human(const struct account *account)
{
	return account_is_known(account) && account->kind == ACCOUNT_HUMAN;
}

bool
pull_is_last_opinion(const struct forge_request *request, const struct forge_review *review)
{
	for (size_t i = 0; i < request->reviews.count; i++) {
		const struct forge_review *other = &request->reviews.at[i];

		if (account_equal(other->author, review->author) &&
		    (other->time > review->time || (other->time == review->time && other > review)))
			return false;
	}
	return true;
}

const char *
account_shown(struct arena *arena, const struct account *account)
{
	if (!account || !account->login || !account->login[0])
		return "somebody without account";
	return text_shown(arena, account->login);
}

const char *
pull_shown(const struct pull *pull, const struct forge_request *request)
{
	return arena_format(pull->arena, "#%lld", (long long)request->number);
}

bool
pull_is_home(const struct policy *policy, const char *repository)
{
	const char *slash = policy->repository ? strchr(policy->repository, '/') : NULL;

	return slash && repository && text_equal_ignoring_case(slash + 1, repository);
}
