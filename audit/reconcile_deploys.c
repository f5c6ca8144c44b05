/* SPDX-License-Identifier: Apache-2.0 */
/* Has every deploy a record, and every record a deploy? R2, R3 and R5 of reconcile.h. */
#include <stdlib.h>
#include <string.h>

#include "audit/reconcile_pairs.h"
#include "base/text.h"

static void
pair_source(const struct pairing *pairing, struct outside_source *source, unsigned bit)
{
	struct reconcile_test *test =
		reconcile_tested(pairing->all, 2, "each deploy of the sources");

	for (size_t i = 0; i < source->lines.count; i++) {
		struct outside_line *line = &source->lines.at[i];
		struct compared *found;

		if (!pair_of_interest(pairing->all, line))
			continue;
		test->compared++;
		found = pair_find(pairing, line, bit, true);
		if (!found) {
			pair_unrecorded(pairing, 2, source, line);
			continue;
		}
		found->matched_by |= bit;
		line->match = found->record_id;
		texts_add(pairing->all->arena, &found->matches,
			  arena_format(pairing->all->arena, "%s %s", outside_names[source->kind],
				       line->id));
	}
}

/* A deploy that its forge never called a success did not happen; without a word it did. */
static int
compare_ids(const void *a, const void *b)
{
	return strcmp(((const struct outside_line *)a)->id, ((const struct outside_line *)b)->id);
}

static bool
was_success(const struct outside_line *statuses, size_t count, const char *id)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(statuses[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < count && text_equal(statuses[low].id, id); low++)
		if (text_equal(statuses[low].state, "success") ||
		    text_equal(statuses[low].state, "inactive"))
			return true;
	return false;
}

static void
apply_status(const struct outside_source *statuses, struct outside_line *line)
{
	if (was_success(statuses->lines.at, statuses->lines.count, line->id))
		line->state = "success";
	else if (!text_equal(line->state, "success"))
		line->state = "not deployed";
}

static void
apply_statuses(struct reconciliation *all)
{
	for (size_t i = 0; i < all->sources.count; i++) {
		struct outside_source *statuses = &all->sources.at[i];

		if (statuses->kind != OUTSIDE_STATUSES)
			continue;
		if (statuses->lines.count)
			qsort(statuses->lines.at, statuses->lines.count,
			      sizeof(statuses->lines.at[0]), compare_ids);
		for (size_t j = 0; j < all->sources.count; j++) {
			struct outside_source *source = &all->sources.at[j];

			if (source->kind != OUTSIDE_DEPLOYMENTS)
				continue;
			for (size_t k = 0; k < source->lines.count; k++)
				apply_status(statuses, &source->lines.at[k]);
		}
	}
}

static void
tell_not_deployed(struct reconciliation *all)
{
	struct reconcile_test *test = reconcile_tested(all, 3, "each record of the frame");

	for (size_t i = 0; i < all->records.count; i++) {
		const struct compared *record = &all->records.at[i];

		if (!record->in_period || !record->in_frame)
			continue;
		test->compared++;
		all->matched += record->matches.count > 0;
		if (record->matches.count || text_equal(record->outcome, "failed"))
			continue;
		reconcile_differs(
			all, 3,
			&(struct difference){.code = "REC-NOT-DEPLOYED",
					     .subject = record->record_id,
					     .at = pair_instant(all->arena, record->deployed_at),
					     .service = record->service,
					     .environment = record->environment,
					     .what = "no source shows a deploy for this record"});
	}
}

void
reconcile_deploys(struct reconciliation *all)
{
	struct pairing pairing;
	bool any = false;

	pair_begin(all, &pairing);
	apply_statuses(all);
	for (size_t i = 0; i < all->sources.count; i++) {
		struct outside_source *source = &all->sources.at[i];

		if (source->kind != OUTSIDE_DEPLOYMENTS && source->kind != OUTSIDE_CLOUD)
			continue;
		pair_source(&pairing, source, 1u << (i % 32));
		all->independent |= source->kind == OUTSIDE_CLOUD;
		any = true;
	}
	if (any)
		tell_not_deployed(all);
	reconcile_running(&pairing);
}
