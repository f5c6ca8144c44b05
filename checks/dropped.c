/* SPDX-License-Identifier: Apache-2.0 */
/* Did fewer tests run than for what is in place? See dropped.h. */
#include "checks/dropped.h"

#include "base/text.h"
#include "core/test_totals.h"

#define DROP_PERCENT 10 /* unless the policy says otherwise */

static bool
fell(const struct judgement *judgement, int64_t before, int64_t now)
{
	int64_t percent = judgement->policy->tests.drop_percent;

	if (percent < 1)
		percent = DROP_PERCENT;
	return before > now && (before - now) * 100 > percent * before;
}

void
note_dropped(struct judgement *judgement, struct finding *finding, const struct test_result *result)
{
	const struct ledger_facts *ledger = &judgement->evidence->ledger;
	const struct test_totals *before = test_totals_find(ledger, result->junit);
	struct test_totals now;

	if (!before || !test_totals_of(result, &now))
		return;
	if (fell(judgement, before->executed, now.executed))
		finding_note(judgement, finding, "TEST-DROPPED",
			     "%s: %lld tests ran, %lld for what is in place",
			     text_shown(judgement->arena, result->junit), (long long)now.executed,
			     (long long)before->executed);
	if (now.skipped > before->skipped)
		finding_note(judgement, finding, "TEST-DROPPED",
			     "%s: %lld tests were skipped, %lld for what is in place",
			     text_shown(judgement->arena, result->junit), (long long)now.skipped,
			     (long long)before->skipped);
	finding_rests_on(judgement, finding, "/ledger/testTotals/%zu",
			 (size_t)(before - ledger->test_totals.at));
}
