/* SPDX-License-Identifier: Apache-2.0 */
/* Who could approve, let off, sign, deploy and go past the rules? From the policies that judged
 * first and last, from what the platform told with each record, from the trust root, and from who
 * did. What nobody recorded is "not recorded". */
#include "audit/access.h"

#include <string.h>

#include "audit/guards.h"
#include "audit/pages.h"
#include "base/text.h"
#include "core/policy.h"

static void
add(struct arena *arena, struct sheet *out, const char *may, const char *who, const char *at_start,
    const char *at_end, const char *source)
{
	PAGE_CELLS(arena, out, SHEET_ROW, may, who, at_start, at_end, source);
}

/* Two lists of names as rows: each name, and when it was among them. */
static void
add_names(struct arena *arena, struct sheet *out, const char *may, const struct texts *before,
	  const struct texts *after, const char *source)
{
	for (size_t i = 0; i < before->count; i++)
		add(arena, out, may, before->at[i], "yes",
		    texts_contain(after, before->at[i]) ? "yes" : "no", source);
	for (size_t i = 0; i < after->count; i++)
		if (!texts_contain(before, after->at[i]))
			add(arena, out, may, after->at[i], "no", "yes", source);
}

static void
name_bots(struct arena *arena, const struct policy *policy, struct texts *out)
{
	for (size_t i = 0; i < policy->approval.bots.count; i++)
		texts_add(arena, out,
			  arena_format(arena, "%s (app %lld)", policy->approval.bots.at[i].app,
				       (long long)policy->approval.bots.at[i].id));
}

static void
name_waivers(struct arena *arena, const struct policy *policy, struct texts *out)
{
	for (size_t i = 0; i < policy->waivers.count; i++)
		texts_add(arena, out,
			  arena_format(arena, "waiver of %s until %s: %s",
				       policy->waivers.at[i].control,
				       page_instant(arena, policy->waivers.at[i].expires),
				       policy->waivers.at[i].reason));
}

static void
add_policies(struct arena *arena, struct sheet *out, const struct policy *before,
	     const struct policy *after, const char *source)
{
	struct texts bots[2] = {{0}, {0}}, waivers[2] = {{0}, {0}};

	name_bots(arena, before, &bots[0]);
	name_bots(arena, after, &bots[1]);
	name_waivers(arena, before, &waivers[0]);
	name_waivers(arena, after, &waivers[1]);
	if (!before->approval.teams.count || !after->approval.teams.count)
		add(arena, out, "approve", "anybody whom the policy's other rules admit",
		    before->approval.teams.count ? "no" : "yes",
		    after->approval.teams.count ? "no" : "yes", source);
	add_names(arena, out, "approve (team)", &before->approval.teams, &after->approval.teams,
		  source);
	add_names(arena, out, "approve changes of the gate", &before->guardians, &after->guardians,
		  source);
	add_names(arena, out, "go without approval (bot)", &bots[0], &bots[1], source);
	add_names(arena, out, "be let off a control", &waivers[0], &waivers[1], source);
}

static const struct period_version *
last_of(const struct period *period, const char *repository)
{
	for (size_t i = period->policies.count; i; i--)
		if (text_equal(period->policies.at[i - 1].repository, repository))
			return &period->policies.at[i - 1];
	return NULL;
}

/* For each repository, the policy that judged first and the one that judged last. */
static void
add_repositories(const struct period *period, struct sheet *out)
{
	struct arena *arena = period->arena;

	for (size_t i = 0; i < period->policies.count; i++) {
		const struct period_version *first = &period->policies.at[i];
		const struct period_version *last = last_of(period, first->repository);
		struct policy before, after;
		struct error err;

		if (period_version_before(period->policies.at, first))
			continue;
		if (policy_read_effective(arena, first->bytes, strlen(first->bytes), &before,
					  &err) &&
		    policy_read_effective(arena, last->bytes, strlen(last->bytes), &after, &err))
			add_policies(arena, out, &before, &after,
				     arena_format(arena, "policy of %s", first->repository));
		else
			add(arena, out, "approve", "not tested: a policy was not read", "", "",
			    first->repository);
	}
}

static void
add_keys(const struct period *period, struct sheet *out)
{
	struct arena *arena = period->arena;

	for (size_t i = 0; i < period->trust->keys.count; i++) {
		const struct trusted_key *key = &period->trust->keys.at[i];

		add(arena, out, key->usage == USAGE_RECORD ? "sign records" : "sign checkpoints",
		    key->fingerprint, "not recorded", key->retired ? "no (retired)" : "yes",
		    "trust root");
	}
}

/* ---- what the platform allowed ---- */

/* The first state and the last one of each setting. */
static void
add_guards(const struct period *period, struct sheet *out)
{
	struct arena *arena = period->arena;
	bool bypass = false;

	for (size_t i = 0; i < period->guards.count; i++) {
		const struct period_guard *first = &period->guards.at[i], *last = first;

		if (guard_before(period, first))
			continue;
		while (guard_behind(period, last))
			last = guard_behind(period, last);
		bypass = bypass || text_equal(first->what, GUARD_BYPASS);
		add(arena, out, first->what, first->who, first->state, last->state,
		    arena_format(arena, "records of %s, environment %s", first->repository,
				 first->environment));
	}
	if (!bypass)
		add(arena, out, GUARD_BYPASS, "not recorded", "not recorded", "not recorded",
		    "export the forge's rulesets and their bypass lists at both dates");
}

static void
add_switched_off(const struct period *period, struct sheet *out)
{
	const struct reconciliation_file *file = period->reconciliation;
	struct arena *arena = period->arena;

	for (size_t i = 0; file && i < file->differences.count; i++) {
		const struct reconciliation_difference *one = &file->differences.at[i];
		const char *at = page_instant(arena, period_instant(one->at));

		if (text_equal(one->code, "REC-GATE-OFF"))
			PAGE_CELLS(arena, out, SHEET_ROW, one->service, one->environment,
				   GUARD_BYPASS, "everybody", one->what, at, at, "", "audit log");
	}
}

/* A state lasts until a record says otherwise; when in between it changed, nobody recorded. */
static void
add_history(const struct period *period, struct sheet *out)
{
	struct arena *arena = period->arena;

	sheet_title(arena, out, "Since when");
	PAGE_CELLS(arena, out, SHEET_HEADER, "repository", "environment", "could", "who", "state",
		   "since", "until", "records", "first_record");
	for (size_t i = 0; i < period->guards.count; i++) {
		const struct period_guard *guard = &period->guards.at[i];
		const struct period_guard *behind = guard_behind(period, guard);

		PAGE_CELLS(arena, out, SHEET_ROW, guard->repository, guard->environment,
			   guard->what, guard->who, guard->state,
			   page_instant(arena, guard->first_at),
			   behind ? page_instant(arena, behind->first_at) : "",
			   page_number(arena, guard->records), guard->first_record);
	}
	add_switched_off(period, out);
}

struct actor {
	const char *name;
	int64_t count, first, last;
};

struct actors {
	LIST(struct actor) all;
};

static void
see_actor(struct arena *arena, struct actors *actors, const char *name, int64_t at)
{
	struct actor *actor = NULL;

	for (size_t i = 0; i < actors->all.count && !actor; i++)
		if (text_equal(actors->all.at[i].name, name))
			actor = &actors->all.at[i];
	if (!actor) {
		actor = LIST_ADD(arena, &actors->all);
		actor->name = name;
		actor->first = at;
	}
	actor->count++;
	actor->last = at;
}

static void
add_actors(struct arena *arena, struct sheet *out, const char *did, const struct actors *actors)
{
	PAGE_CELLS(arena, out, SHEET_HEADER, did, "who", "first", "last", "times");
	for (size_t i = 0; i < actors->all.count; i++)
		PAGE_CELLS(arena, out, SHEET_ROW, did, actors->all.at[i].name,
			   page_instant(arena, actors->all.at[i].first),
			   page_instant(arena, actors->all.at[i].last),
			   page_number(arena, actors->all.at[i].count));
}

static void
add_who_did(const struct period *period, struct sheet *out)
{
	struct actors approved = {0}, deployed = {0};
	struct arena *arena = period->arena;

	for (size_t i = 0; i < period->records.count; i++) {
		const struct period_record *record = &period->records.at[i];

		if (!record->in_frame)
			continue;
		for (size_t j = 0; j < record->approvers.count; j++)
			see_actor(arena, &approved, record->approvers.at[j], record->gate_at);
		see_actor(arena, &deployed,
			  record->deployed_by[0] ? record->deployed_by : "not recorded",
			  record->deployed_at);
	}
	for (size_t i = 0; period->reconciliation && i < period->reconciliation->unrecorded.count;
	     i++) {
		const struct unrecorded *one = &period->reconciliation->unrecorded.at[i];

		see_actor(arena, &deployed,
			  arena_format(arena, "%s, without a record",
				       one->actor[0] ? one->actor : "nobody named"),
			  one->at);
	}
	sheet_title(arena, out, "Who did");
	add_actors(arena, out, "approved", &approved);
	add_actors(arena, out, "deployed", &deployed);
}

void
access_sheet(const struct period *period, struct sheet *out)
{
	struct arena *arena = period->arena;

	out->name = "Access";
	sheet_title(arena, out, "Who could");
	PAGE_CELLS(arena, out, SHEET_HEADER, "could", "who", "at_start", "at_end", "source");
	add_repositories(period, out);
	add_keys(period, out);
	add_guards(period, out);
	add(arena, out, "deploy without the pipeline", "not recorded", "not recorded",
	    "not recorded", "export the cloud's roles at both dates");
	add_history(period, out);
	add_who_did(period, out);
}
