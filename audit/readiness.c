/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Would a first audit find the control designed? Each item is met, a gap, or unknown, with why and
 * what to do; "if the period started today" is what the last 90 days say.
 */
#include "audit/readiness.h"

#include <string.h>

#include "audit/pages.h"
#include "base/text.h"
#include "core/policy.h"

enum state { MET, OPEN, UNTOLD };

struct item {
	const char *name, *criteria;
	int state; /* enum state */
	const char *why, *fix;
};

struct last_policy { /* that judged last, of one repository */
	const char *repository;
	struct policy policy;
};

struct asking {
	const struct period *period;
	LIST(struct last_policy) policies;
	struct sheet *sheet;
	int64_t gaps, unknown;
};

static void
say(struct asking *asking, const struct item *item)
{
	static const char *const states[] = {"met", "gap", "unknown"};

	asking->gaps += item->state == OPEN;
	asking->unknown += item->state == UNTOLD;
	PAGE_CELLS(asking->period->arena, asking->sheet, SHEET_ROW, item->name, states[item->state],
		   item->why, item->state == MET ? "" : item->fix, item->criteria);
}

static int
met_if(bool met)
{
	return met ? MET : OPEN;
}

static bool
asks_approval(const struct policy *policy)
{
	return policy->approval.count > 0;
}

static bool
asks_independence(const struct policy *policy)
{
	return policy->approval.independence == INDEPENDENCE_CONTRIBUTED_NOTHING;
}

static bool
asks_ticket(const struct policy *policy)
{
	return policy->tickets.projects.count > 0;
}

static bool
asks_tests(const struct policy *policy)
{
	return policy->tests.required.count > 0;
}

static bool
promotes(const struct policy *policy)
{
	for (size_t i = 0; i < policy->environments.count; i++)
		if (policy->environments.at[i].after)
			return true;
	return false;
}

static bool
compares_forge(const struct policy *policy)
{
	for (size_t i = 0; i < policy->environments.count; i++)
		if (policy->environments.at[i].forge_name)
			return true;
	return false;
}

static bool
is_guarded(const struct policy *policy)
{
	return policy->guardians.count > 0;
}

static bool
keeps_ledger_away(const struct policy *policy)
{
	return policy->ledger.store && !text_starts_with(policy->ledger.store, "dir:");
}

static bool
waives_nothing(const struct policy *policy)
{
	return policy->waivers.count == 0;
}

/* What the policy that judged last, of each repository, must ask. */
static const struct question {
	const char *name, *criteria;
	bool (*met)(const struct policy *policy);
	const char *fix;
} questions[] = {
	{"approvals", "CC8.1-POF8", asks_approval, "set approval.count to 1 or more"},
	{"approver is independent", "CC8.1-POF8, POF9", asks_independence,
	 "set approval.independence so that contributors are not counted"},
	{"tickets", "CC8.1-POF2, POF5", asks_ticket, "name the projects whose tickets count"},
	{"tests", "CC8.1-POF7", asks_tests, "name at least one required test"},
	{"an environment before production", "CC6.1; CC8.1-POF9", promotes,
	 "say which environment a change must have passed before production"},
	{"the platform's deployments are compared", "CC8.1-POF9", compares_forge,
	 "name the forge's environment, so that deploys past the gate are seen"},
	{"somebody guards the gate's own files", "CC8.1-POF8", is_guarded,
	 "name who approves changes of policy and trust root"},
	{"the ledger is kept away from the pipeline", "CC2.1", keeps_ledger_away,
	 "keep it at the origin (ledger.store: origin) or on a server"},
	{"no waiver is in force", "CC8.1", waives_nothing,
	 "let waivers run out, or list them in the control's text"},
};

/* A repository whose policy does not ask it makes the item a gap. */
static void
ask(struct asking *asking, const struct question *question)
{
	struct arena *arena = asking->period->arena;
	const char *lacking = NULL;
	size_t count = 0;

	for (size_t i = 0; i < asking->policies.count; i++)
		if (!question->met(&asking->policies.at[i].policy)) {
			lacking = lacking ? lacking : asking->policies.at[i].repository;
			count++;
		}
	say(asking, &(struct item){question->name, question->criteria, met_if(!count),
				   count ? arena_format(arena, "%zu of %zu policies, as of %s",
							count, asking->policies.count, lacking)
					 : arena_format(arena, "by all of %zu policies",
							asking->policies.count),
				   question->fix});
}

/* false: there is none, or one is not of a form that this version reads. */
static bool
read_policies(struct asking *asking)
{
	const struct period *period = asking->period;

	for (size_t i = period->policies.count; i; i--) {
		const struct period_version *version = &period->policies.at[i - 1];
		struct last_policy *added;
		struct error err;
		bool newer = false;

		for (size_t j = 0; j < asking->policies.count; j++)
			newer |= text_equal(asking->policies.at[j].repository, version->repository);
		if (newer)
			continue;
		added = LIST_ADD(period->arena, &asking->policies);
		added->repository = version->repository;
		if (!policy_read_effective(period->arena, version->bytes, strlen(version->bytes),
					   &added->policy, &err))
			return false;
	}
	return asking->policies.count > 0;
}

static void
ask_keys(struct asking *asking)
{
	const struct trust *trust = asking->period->trust;
	int64_t records = 0, checkpoints = 0, scoped = 0;

	for (size_t i = 0; i < trust->keys.count; i++) {
		const struct trusted_key *key = &trust->keys.at[i];

		if (key->retired)
			continue;
		records += key->usage == USAGE_RECORD;
		checkpoints += key->usage == USAGE_CHECKPOINT;
		scoped += key->usage == USAGE_RECORD &&
			  (key->scope.repositories.count || key->scope.environments.count ||
			   key->scope.services.count);
	}
	say(asking, &(struct item){"keys for records and for checkpoints", "CC6.1",
				   met_if(records && checkpoints), "by the trust root",
				   "run 'changegate keygen'"});
	say(asking,
	    &(struct item){"record keys have a scope", "CC6.1",
			   met_if(records && scoped == records), "by the trust root",
			   "name the repositories and environments that each key may sign"});
}

/* A checkpoint that somebody keeps elsewhere shows more than a time-stamp, and is not seen here. */
static void
ask_stamps(struct asking *asking)
{
	bool stamped = asking->period->trust->timestamp_authorities.count > 0;

	for (size_t i = 0; i < asking->policies.count; i++)
		stamped = stamped && asking->policies.at[i].policy.ledger.timestamp;
	say(asking,
	    &(struct item){"somebody else says since when records are there", "CC2.1",
			   stamped ? MET : UNTOLD,
			   stamped ? "checkpoints are time-stamped, as all policies ask"
				   : "nothing here tells who keeps checkpoints elsewhere",
			   "let the auditor or another team keep checkpoints, and name a "
			   "time-stamping authority (ledger.timestamp, timestampAuthorities "
			   "of the trust root)"});
}

static bool
had_emergency(const struct period *period)
{
	for (size_t i = 0; i < period->records.count; i++)
		if (text_equal(period->records.at[i].type, "emergency"))
			return true;
	return false;
}

static void
ask_practice(struct asking *asking)
{
	const struct period *period = asking->period;
	struct arena *arena = period->arena;
	const struct population_header *population = period->population;

	say(asking,
	    &(struct item){"the ledger verifies", "CC2.1; CC4.1", met_if(!period->problems),
			   arena_format(arena, "%lld problems", (long long)period->problems),
			   "run 'changegate verify'"});
	say(asking, &(struct item){"records of the last 90 days", "CC8.1",
				   met_if(period->records.count > 0),
				   arena_format(arena, "%zu", period->records.count),
				   "let deploys go through the gate"});
	say(asking, &(struct item){"outcomes are recorded", "CC8.1-POF12",
				   !population->rows ? UNTOLD : met_if(!population->from_gate),
				   arena_format(arena, "%lld of %lld rows have none",
						(long long)population->from_gate,
						(long long)population->rows),
				   "run 'changegate outcome' after each deploy"});
	say(asking, &(struct item){"deploys are reconciled with another system", "CC4.1; CC8.1",
				   period->reconciliation ? MET : UNTOLD,
				   period->reconciliation ? period->reconciliation->completeness
							  : "nothing was reconciled in this folder",
				   "run 'changegate audit reconcile' into this folder first"});
	say(asking, &(struct item){"the platform's rules cannot be passed by", "CC6.1; CC8.1-POF9",
				   UNTOLD, "nothing here tells who may bypass them",
				   "run 'changegate doctor', and export the rulesets"});
	say(asking,
	    &(struct item){"emergency path", "CC8.1-POF13", had_emergency(period) ? MET : UNTOLD,
			   had_emergency(period) ? "an emergency is on record"
						 : "no emergency is in these records",
			   "go through one once, and keep its record"});
}

static void
forecast(struct asking *asking)
{
	const struct period *period = asking->period;
	struct arena *arena = period->arena;

	sheet_title(arena, asking->sheet, "If the period started today: what these 90 days say");
	PAGE_CELLS(arena, asking->sheet, SHEET_HEADER, "attribute", "passed", "deviations",
		   "not testable", "rate of deviations", "criteria");
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		struct period_count count;

		period_count(period, i, NULL, NULL, &count);
		PAGE_CELLS(arena, asking->sheet, SHEET_ROW, attributes[i].code,
			   page_number(arena, count.passed), page_number(arena, count.deviations),
			   page_number(arena, count.not_testable),
			   page_percent(arena, count.deviations,
					count.passed + count.deviations + count.not_testable),
			   attributes[i].criteria);
	}
}

void
readiness_sheet(const struct period *period, struct sheet *out, int64_t *gaps, int64_t *unknown)
{
	struct asking asking = {.period = period, .sheet = out};

	out->name = "Readiness";
	PAGE_CELLS(period->arena, out, SHEET_HEADER, "item", "state", "why", "fix", "criteria");
	if (read_policies(&asking))
		for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
			ask(&asking, &questions[i]);
	else
		say(&asking, &(struct item){"policy", "CC8.1", UNTOLD,
					    "no record of these 90 days has one that was read",
					    "let a deploy go through the gate"});
	ask_keys(&asking);
	ask_stamps(&asking);
	ask_practice(&asking);
	forecast(&asking);
	*gaps = asking.gaps;
	*unknown = asking.unknown;
}
