/* SPDX-License-Identifier: Apache-2.0 */
/* How many tests ran for what is in place? See gather_counted.h. */
#include "cmd/gather_counted.h"

#include "base/text.h"
#include "core/test_totals.h"

/*
 * A redeploy, a rollback or an emergency may have been recorded without reports: then the totals
 * that it was held against itself are the newest there are.
 */
static bool
find_totals(const struct evidence *earlier, const char *junit, struct test_totals *totals)
{
	const struct test_totals *older;

	for (size_t i = 0; i < earlier->tests.results.count; i++)
		if (text_equal(earlier->tests.results.at[i].junit, junit) &&
		    test_totals_of(&earlier->tests.results.at[i], totals))
			return true;
	older = test_totals_find(&earlier->ledger, junit);
	if (older)
		*totals = *older;
	return older != NULL;
}

static void
add_totals(struct world *world, const struct evidence *earlier, struct evidence *evidence)
{
	const struct test_rules *rules = &world->policy.tests;

	for (size_t i = 0; i < rules->required.count; i++) {
		const char *junit = rules->required.at[i].junit;
		struct test_totals totals;

		if (!junit || test_totals_find(&evidence->ledger, junit) ||
		    !find_totals(earlier, junit, &totals))
			continue;
		totals.junit = junit;
		*LIST_ADD(world->arena, &evidence->ledger.test_totals) = totals;
	}
}

static bool
asks_for_reports(const struct test_rules *rules)
{
	for (size_t i = 0; i < rules->required.count; i++)
		if (rules->required.at[i].junit)
			return true;
	return false;
}

bool
gather_counted(struct world *world, struct log *log, const struct placed *in_place,
	       struct evidence *evidence, struct error *err)
{
	struct arena scratch RELEASED_BY(arena_release) = {0};
	struct logged logged;

	if (!in_place || !asks_for_reports(&world->policy.tests))
		return true;
	if (!log_read_record(&scratch, log, in_place->index, &logged, err))
		return fail_while(err, "reading the tests of the record in place");
	if (logged.record.evidence)
		add_totals(world, logged.record.evidence, evidence);
	return true;
}
