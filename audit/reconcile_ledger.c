/* SPDX-License-Identifier: Apache-2.0 */
/* Is the ledger whole, and is everything in it that was ever receipted? R1, R10, R13. */
#include "audit/reconcile.h"
#include "base/time.h"

static void
test_integrity(struct reconciliation *all)
{
	const struct verification *verification = all->verification;
	struct reconcile_test *test = reconcile_tested(
		all, 1,
		verification->anchored ? "every record, and an earlier checkpoint"
				       : "every record; no earlier checkpoint was given, so a "
					 "ledger that was cut and signed again is not tested");

	test->compared = verification->records;
	for (size_t i = 0; i < verification->problems.count; i++)
		reconcile_differs(
			all, 1,
			&(struct difference){.code = verification->problems.at[i].code,
					     .subject = verification->problems.at[i].where,
					     .at = "",
					     .service = "",
					     .environment = "",
					     .what = verification->problems.at[i].text});
	test->differences = verification->problem_count;
	if (!verification->anchored)
		texts_add(all->arena, &all->not_tested,
			  "R1 whether the ledger was cut at its end and signed again: no earlier "
			  "checkpoint from another place was given (--anchor FILE)");
}

/* Counted twice, on two ways: by the verification and by the population. */
static void
test_totals(struct reconciliation *all)
{
	const struct verification *verification = all->verification;
	const struct population_header *population = all->population;
	int64_t judged =
		verification->by_kind[RECORD_DEPLOYMENT] + verification->by_kind[RECORD_BASELINE] +
		verification->by_kind[RECORD_ROLLBACK] + verification->by_kind[RECORD_REDEPLOY] +
		verification->by_kind[RECORD_EMERGENCY];
	int64_t told = population->rows + population->outside_period + population->outside_scope;
	int64_t months = 0;

	reconcile_tested(all, 10, "records as verified, as listed, and by month")->compared =
		judged;
	for (size_t i = 0; i < population->by_month.count; i++)
		months += population->by_month.at[i].rows;
	if (judged != told || months != population->rows)
		reconcile_differs(
			all, 10,
			&(struct difference){
				.code = "REC-TOTALS",
				.subject = "ledger",
				.at = "",
				.service = "",
				.environment = "",
				.what = arena_format(
					all->arena,
					"%lld judged records, %lld in and out of the list, %lld by "
					"month of %lld",
					(long long)judged, (long long)told, (long long)months,
					(long long)population->rows)});
}

static void
test_receipts(struct reconciliation *all)
{
	if (!all->has_receipts)
		return;
	reconcile_tested(all, 13, "each receipt that was given")->compared = all->receipts;
	for (size_t i = 0; i < all->withheld.count; i++) {
		const struct withheld *gone = &all->withheld.at[i];
		char at[21];

		instant_format(at, gone->at);
		reconcile_differs(all, 13,
				  &(struct difference){.code = "REC-WITHHELD",
						       .subject = gone->record_id,
						       .at = arena_text(all->arena, at),
						       .service = gone->key.service,
						       .environment = gone->key.environment,
						       .what = gone->why});
	}
}

void
reconcile_ledger(struct reconciliation *all)
{
	test_integrity(all);
	test_totals(all);
	test_receipts(all);
}
