/* SPDX-License-Identifier: Apache-2.0 */
/* How does the control read that this policy enforces, and what does it speak for? See report.h. */
#include <string.h>

#include "audit/pages.h"
#include "audit/report.h"
#include "base/text.h"
#include "core/policy.h"

static void
say_rules(struct arena *arena, const struct policy *policy, struct sheet *out)
{
	sheet_text(
		arena, out,
		"Changes are deployed only through the pipeline, which asks the gate before each "
		"deployment and records its answer, signed, in an append-only ledger.");
	sheet_text(
		arena, out,
		arena_format(arena,
			     "Each change names a ticket of %s, and is approved by at least %lld "
			     "%s who %s.",
			     page_joined(arena, &policy->tickets.projects),
			     (long long)policy->approval.count,
			     policy->approval.count == 1 ? "person" : "persons",
			     policy->approval.independence == INDEPENDENCE_CONTRIBUTED_NOTHING
				     ? "contributed nothing to it"
				     : "did not write what is approved"));
	sheet_text(
		arena, out,
		arena_format(arena,
			     "%zu required %s passed on what is deployed, before it is deployed.",
			     policy->tests.required.count,
			     policy->tests.required.count == 1 ? "test" : "tests"));
	for (size_t i = 0; i < policy->environments.count; i++)
		if (policy->environments.at[i].after)
			sheet_text(
				arena, out,
				arena_format(arena, "What is deployed to %s has passed %s before.",
					     text_shown(arena, policy->environments.at[i].name),
					     text_shown(arena, policy->environments.at[i].after)));
}

static void
say_exemptions(struct arena *arena, const struct policy *policy, struct sheet *out)
{
	sheet_title(arena, out, "Classes that are exempt, and belong into the control's text");
	sheet_text(arena, out,
		   "Baseline: the first record of a service and environment is accepted and not "
		   "judged.");
	sheet_text(arena, out,
		   "Redeploy: what is in place is deployed once more and not judged again.");
	sheet_text(
		arena, out,
		arena_format(arena,
			     "Rollback: a version that passed within %lld days is deployed again "
			     "without a new ticket, test or approval.",
			     (long long)(policy->rollback.max_age / 86400)));
	for (size_t i = 0; i < policy->approval.bots.count; i++)
		sheet_text(
			arena, out,
			arena_format(arena,
				     "Bot: changes of %s that touch nothing but %s need no "
				     "approval.",
				     text_shown(arena, policy->approval.bots.at[i].app),
				     text_shown(arena,
						page_joined(arena,
							    &policy->approval.bots.at[i].paths))));
	for (size_t i = 0; i < policy->waivers.count; i++)
		sheet_text(arena, out,
			   arena_format(arena, "Waiver: the control '%s' is waived until %s: %s",
					policy->waivers.at[i].control,
					page_instant(arena, policy->waivers.at[i].expires),
					text_shown(arena, policy->waivers.at[i].reason)));
}

static void
say_mapping(const struct period *period, struct sheet *out)
{
	struct arena *arena = period->arena;

	sheet_title(arena, out, "Criteria (ids only, our mapping: confirm it with the auditor)");
	PAGE_CELLS(arena, out, SHEET_HEADER, "attribute", "wording", "criteria");
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		bool tested = false;

		for (size_t j = 0; j < period->records.count && !tested; j++)
			tested = period->records.at[j].in_frame &&
				 (period->records.at[j].outcomes[i] == OUTCOME_PASS ||
				  period->records.at[j].outcomes[i] == OUTCOME_DEVIATION);
		PAGE_CELLS(arena, out, SHEET_ROW, attributes[i].code, attributes[i].wording,
			   tested ? attributes[i].criteria
				  : "not evidenced by this tool in this period");
	}
}

void
report_control(const struct period *period, struct sheet *out)
{
	struct arena *arena = period->arena;
	struct policy policy;
	struct error err;
	const struct period_version *last =
		period->policies.count ? &period->policies.at[period->policies.count - 1] : NULL;

	out->name = "Control";
	if (!last ||
	    !policy_read_effective(arena, last->bytes, strlen(last->bytes), &policy, &err)) {
		sheet_text(arena, out, "not tested: no policy of this period could be read");
	} else {
		sheet_text(arena, out,
			   arena_format(arena, "As the policy %s of %s enforces it:", last->digest,
					last->repository));
		say_rules(arena, &policy, out);
		say_exemptions(arena, &policy, out);
	}
	say_mapping(period, out);
}
