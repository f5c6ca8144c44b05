/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Would a first audit find the control designed? Each item is met, a gap, or unknown, with why and
 * what to do; "if the period started today" is what the last 90 days say.
 */
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

struct asking {
	const struct period *period;
	const struct policy *policy; /* that judged last; NULL: it was not read */
	struct sheet *sheet;
	int64_t gaps, unknown;
};

static void
say(struct asking *asking, const struct item *item)
{
	static const char *const states[] = {"met", "gap", "unknown"};

	asking->gaps += item->state == OPEN;
	asking->unknown += item->state == UNTOLD;
	PAGE_CELLS(asking->period->arena, asking->sheet, SHEET_ROW, item->name,
		   states[item->state], item->why, item->state == MET ? "" : item->fix,
		   item->criteria);
}

static int
met_if(bool met)
{
	return met ? MET : OPEN;
}

static void
ask_policy(struct asking *asking)
{
	const struct policy *policy = asking->policy;
	struct arena *arena = asking->period->arena;
	bool promotes = false, compares = false;

	for (size_t i = 0; i < policy->environments.count; i++) {
		promotes |= policy->environments.at[i].after != NULL;
		compares |= policy->environments.at[i].forge_name != NULL;
	}
	say(asking, &(struct item){"approvals", "CC8.1-POF8", met_if(policy->approval.count > 0),
				   arena_format(arena, "the policy asks for %lld",
						(long long)policy->approval.count),
				   "set approval.count to 1 or more"});
	say(asking,
	    &(struct item){"approver is independent", "CC8.1-POF8, POF9",
			   met_if(policy->approval.independence ==
				  INDEPENDENCE_CONTRIBUTED_NOTHING),
			   "by approval.independence",
			   "set approval.independence so that contributors are not counted"});
	say(asking, &(struct item){"tickets", "CC8.1-POF2, POF5",
				   met_if(policy->tickets.projects.count > 0),
				   "by tickets.projects", "name the projects whose tickets count"});
	say(asking, &(struct item){"tests", "CC8.1-POF7", met_if(policy->tests.required.count > 0),
				   "by tests.required", "name at least one required test"});
	say(asking,
	    &(struct item){"an environment before production", "CC6.1; CC8.1-POF9",
			   met_if(promotes), "by environments.*.after",
			   "say which environment a change must have passed before production"});
	say(asking, &(struct item){"the platform's deployments are compared", "CC8.1-POF9",
				   met_if(compares), "by environments.*.forge-name",
				   "name the forge's environment, so that deploys past the gate are "
				   "seen"});
	say(asking, &(struct item){"somebody guards the gate's own files", "CC8.1-POF8",
				   met_if(policy->guardians.count > 0), "by guardians",
				   "name who approves changes of policy and trust root"});
	say(asking, &(struct item){"the ledger is kept away from the pipeline", "CC2.1",
				   met_if(policy->ledger.store &&
					  !text_starts_with(policy->ledger.store, "dir:")),
				   policy->ledger.store ? policy->ledger.store : "no place is named",
				   "keep it at the origin (ledger.store: origin) or on a server"});
	say(asking, &(struct item){"no waiver is in force", "CC8.1",
				   met_if(policy->waivers.count == 0),
				   arena_format(arena, "%zu in the policy", policy->waivers.count),
				   "let waivers run out, or list them in the control's text"});
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
	say(asking, &(struct item){"record keys have a scope", "CC6.1",
				   met_if(records && scoped == records), "by the trust root",
				   "name the repositories and environments that each key may sign"});
}

static void
ask_practice(struct asking *asking)
{
	const struct period *period = asking->period;
	struct arena *arena = period->arena;
	const struct population_header *population = period->population;

	say(asking, &(struct item){"the ledger verifies", "CC2.1; CC4.1",
				   met_if(!period->problems),
				   arena_format(arena, "%lld problems", (long long)period->problems),
				   "run 'changegate verify'"});
	say(asking, &(struct item){"records of the last 90 days", "CC8.1",
				   met_if(period->records.count > 0),
				   arena_format(arena, "%zu", period->records.count),
				   "let deploys go through the gate"});
	say(asking, &(struct item){"outcomes are recorded", "CC8.1-POF12",
				   !population->rows ? UNTOLD
						     : met_if(population->from_gate <
							      population->rows),
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
	say(asking, &(struct item){"emergency path", "CC8.1-POF13", UNTOLD,
				   "no emergency is in these records",
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
	struct policy policy;
	struct error err;

	out->name = "Readiness";
	PAGE_CELLS(period->arena, out, SHEET_HEADER, "item", "state", "why", "fix", "criteria");
	if (period->policies.count) {
		const char *bytes = period->policies.at[period->policies.count - 1].bytes;

		if (policy_read_effective(period->arena, bytes, strlen(bytes), &policy, &err))
			asking.policy = &policy;
	}
	if (asking.policy)
		ask_policy(&asking);
	else
		say(&asking, &(struct item){"policy", "CC8.1", UNTOLD,
					    "no record of these 90 days has one that was read",
					    "let a deploy go through the gate"});
	ask_keys(&asking);
	ask_practice(&asking);
	forecast(&asking);
	*gaps = asking.gaps;
	*unknown = asking.unknown;
}
