/* SPDX-License-Identifier: Apache-2.0 */
/* Do the systems still say what was recorded? R11: what an auditor was answered who asked the forge
 * again (audit/corroboration.h). */
#include "audit/reconcile.h"

#include "base/text.h"

/* Is the record one of those that are compared? */
static struct compared *
find_record(const struct reconciliation *all, const char *record_id)
{
	for (size_t i = 0; i < all->records.count; i++)
		if (all->records.at[i].in_period &&
		    text_equal(all->records.at[i].record_id, record_id))
			return &all->records.at[i];
	return NULL;
}

static void
differs(struct reconciliation *all, const struct compared *record,
	const struct corroborated_fact *fact)
{
	struct arena *arena = all->arena;
	bool gone = fact->state == CORROBORATED_GONE;

	reconcile_differs(
		all, 11,
		&(struct difference){
			.code = gone ? "REC-FACT-GONE" : "REC-FACT-DIFFERS",
			.subject = record->record_id,
			.at = "",
			.service = record->service,
			.environment = record->environment,
			.what = arena_format(arena, "%s, %s: recorded '%s', now '%s'%s%s",
					     fact->subject, fact->fact, fact->recorded, fact->now,
					     fact->why ? "; " : "", fact->why ? fact->why : "")});
}

struct asked {
	int64_t records, compared, silent, elsewhere;
};

static void
compare_facts(struct reconciliation *all, struct asked *asked)
{
	const struct corroboration_file *file = all->corroboration;
	struct compared *record = NULL;
	const char *of = "";

	for (size_t i = 0; i < file->facts.count; i++) {
		const struct corroborated_fact *fact = &file->facts.at[i];

		if (!text_equal(fact->record_id, of))
			record = find_record(all, fact->record_id);
		of = fact->record_id;
		if (!record) {
			asked->elsewhere++;
			continue;
		}
		if (fact->state == CORROBORATED_NOT) {
			asked->silent++;
			continue;
		}
		asked->records += !record->asked_again;
		record->asked_again = true;
		asked->compared++;
		if (fact->state != CORROBORATED_MATCHES)
			differs(all, record, fact);
	}
}

static void
say_rest(struct reconciliation *all, int64_t count, const char *what)
{
	if (count)
		texts_add(all->arena, &all->not_tested,
			  arena_format(all->arena, "R11 %lld facts %s", (long long)count, what));
}

void
reconcile_again(struct reconciliation *all)
{
	struct asked asked = {0};

	if (!all->corroboration)
		return;
	compare_facts(all, &asked);
	/* Where the forge said nothing at all, nothing was tested. */
	if (asked.compared)
		reconcile_tested(all, 11,
				 arena_format(all->arena,
					      "the forge, asked again about %lld records with a "
					      "token of the auditor's",
					      (long long)asked.records))
			->compared = asked.compared;
	say_rest(all, asked.silent,
		 "that records rest on were not answered when they were asked for again");
	say_rest(all, asked.elsewhere,
		 "were asked for again that are of no record of this period and scope");
}
