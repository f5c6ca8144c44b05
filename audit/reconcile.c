/* SPDX-License-Identifier: Apache-2.0 */
/* Was there a deploy without a record, or a record without a deploy? See reconcile.h. */
#include "audit/reconcile.h"

#include <string.h>

#include "base/text.h"

static const struct {
	const char *code, *question, *without;
} questions[RECONCILE_TESTS] = {
	{"R0", "What do the sources show that is not in scope?", "no list of deploys was given"},
	{"R1", "Is the ledger whole?", ""},
	{"R2", "Has every deploy a record?",
	 "no list of deploys was given (--source deployments=FILE, cloud=FILE)"},
	{"R3", "Was every record deployed?",
	 "no list of deploys was given (--source deployments=FILE, cloud=FILE)"},
	{"R4", "Does each record go on from the one before, with every commit between?", ""},
	{"R5", "Is what runs what was recorded last?",
	 "nothing told what runs (--source runtime=FILE)"},
	{"R6", "Has every record its ticket, and the ticket its record?",
	 "no export of the tracker was given (--source tickets=FILE)"},
	{"R7", "Do the clocks agree, and did things happen in order?", ""},
	{"R8", "Was the gate ever switched off?",
	 "no audit log of the forge was given (--source rules=FILE)"},
	{"R9", "Is every export as long as its system says?",
	 "no export says how many things its system has"},
	{"R10", "Do the totals add up?", ""},
	{"R11", "Do the systems still say what was recorded?",
	 "facts were not asked for again, with a token of the auditor's (--corroboration FILE)"},
	{"R12", "Did every visit to the gate leave a result?", ""},
	{"R13", "Is every record that somebody has a receipt for in the ledger?",
	 "no receipts were given (--receipts DIR)"},
};

struct reconcile_test *
reconcile_tested(struct reconciliation *reconciliation, int number, const char *by)
{
	struct reconcile_test *test = &reconciliation->tests[number];

	if (test->state == NOT_TESTED)
		test->state = NO_GAP;
	test->by = by;
	return test;
}

void
reconcile_differs(struct reconciliation *reconciliation, int number,
		  const struct difference *difference)
{
	struct difference *added = LIST_ADD(reconciliation->arena, &reconciliation->differences);

	*added = *difference;
	added->test = questions[number].code;
	reconciliation->tests[number].state = GAP;
	reconciliation->tests[number].differences++;
}

const struct outside_source *
reconcile_source(const struct reconciliation *reconciliation, int kind, size_t *from)
{
	for (; *from < reconciliation->sources.count; ++*from)
		if (reconciliation->sources.at[*from].kind == kind)
			return &reconciliation->sources.at[(*from)++];
	return NULL;
}

bool
reconcile_in_period(const struct reconciliation *reconciliation, int64_t at)
{
	return at >= reconciliation->request.from && at <= reconciliation->request.to;
}

static bool
is_among(const struct texts *scope, const char *name)
{
	return !scope->count || !name[0] || texts_contain(scope, name);
}

bool
reconcile_in_scope(const struct reconciliation *reconciliation, const char *service,
		   const char *environment)
{
	return is_among(&reconciliation->request.services, service) &&
	       is_among(&reconciliation->request.environments, environment);
}

/* Ours has the host before it. */
bool
reconcile_same_repository(const char *ours, const char *theirs)
{
	size_t length = strlen(ours), tail = strlen(theirs);

	if (!theirs[0])
		return true;
	return text_ends_with(ours, theirs) && (length == tail || ours[length - tail - 1] == '/');
}

static void
say_not_tested(struct reconciliation *reconciliation)
{
	struct arena *arena = reconciliation->arena;

	for (size_t i = 0; i < RECONCILE_TESTS; i++) {
		struct reconcile_test *test = &reconciliation->tests[i];

		if (test->state != NOT_TESTED)
			continue;
		test->by = questions[i].without;
		texts_add(arena, &reconciliation->not_tested,
			  arena_format(arena, "%s %s %s", test->code, test->question, test->by));
	}
}

/* An independent source may be shorter than the period: what it does not show rests on others. */
static void
say_not_independent(struct reconciliation *reconciliation)
{
	struct arena *arena = reconciliation->arena;
	int64_t count = 0;

	for (size_t i = 0; i < reconciliation->records.count; i++) {
		const struct compared *record = &reconciliation->records.at[i];

		count += record->in_period && record->in_frame && record->matches.count &&
			 !record->seen_independently;
	}
	if (!reconciliation->independent)
		texts_add(arena, &reconciliation->not_tested,
			  "completeness: no source was compared that is independent of whoever "
			  "writes the pipeline, over the whole period");
	else if (count)
		texts_add(arena, &reconciliation->not_tested,
			  arena_format(arena,
				       "completeness: %lld of the records that another system "
				       "shows are in no source that is independent of whoever "
				       "writes the pipeline",
				       (long long)count));
}

void
reconcile(struct reconciliation *reconciliation)
{
	for (size_t i = 0; i < RECONCILE_TESTS; i++)
		reconciliation->tests[i] = (struct reconcile_test){
			questions[i].code, questions[i].question, NOT_TESTED, "", 0, 0};
	reconcile_ledger(reconciliation);
	reconcile_deploys(reconciliation);
	reconcile_history(reconciliation);
	reconcile_runs(reconciliation);
	reconcile_around(reconciliation);
	reconcile_again(reconciliation);
	say_not_tested(reconciliation);
	say_not_independent(reconciliation);
}
