/* SPDX-License-Identifier: Apache-2.0 */
/* Has every deploy a record, and every record a deploy? R2, R3 and R5 of reconcile.h. */
#include <stdlib.h>
#include <string.h>

#include "audit/reconcile_pairs.h"
#include "base/text.h"

/* The forge has one list, in however many files; two clouds may show one deploy. */
#define OF_FORGE (1u << 31)

static unsigned
bit_of(const struct outside_source *source, size_t number)
{
	return source->kind == OUTSIDE_DEPLOYMENTS ? OF_FORGE : 1u << (number % 31);
}

static void
note_match(const struct pairing *pairing, const struct outside_source *source,
	   struct outside_line *line, struct compared *found, unsigned bit)
{
	found->matched_by |= bit;
	found->seen_independently |= source->independent;
	if (bit == OF_FORGE)
		found->deployment = line;
	line->match = found->record_id;
	texts_add(
		pairing->all->arena, &found->matches,
		arena_format(pairing->all->arena, "%s %s", outside_names[source->kind], line->id));
}

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
		pairing->all->independent |= source->independent;
		found = pair_find(pairing, line, bit, true);
		if (found)
			note_match(pairing, source, line, found, bit);
		else if (bit != OF_FORGE || !pair_seen_before(pairing, line))
			pair_unrecorded(pairing, 2, source, line);
	}
}

static int
compare_ids(const void *a, const void *b)
{
	return strcmp(((const struct outside_line *)a)->id, ((const struct outside_line *)b)->id);
}

enum said { NOTHING, NO_SUCCESS, SUCCESS };

static enum said
said_of(const struct outside_line *statuses, size_t count, const char *id)
{
	size_t low = 0, high = count;
	enum said said = NOTHING;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(statuses[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < count && text_equal(statuses[low].id, id); low++) {
		said = NO_SUCCESS;
		if (text_equal(statuses[low].state, "success") ||
		    text_equal(statuses[low].state, "inactive"))
			return SUCCESS;
	}
	return said;
}

/* A deploy that its forge never called a success did not happen; without a word it did. */
static void
apply_status(const struct outside_source *statuses, struct outside_line *line)
{
	enum said said = said_of(statuses->lines.at, statuses->lines.count, line->id);

	if (said == SUCCESS)
		line->state = "success";
	else if (said == NO_SUCCESS && !text_equal(line->state, "success"))
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

/* Whoever deploys may say that it failed: it is not compared, and that is told. */
static void
tell_without_success(struct reconciliation *all)
{
	int64_t count = 0;

	for (size_t i = 0; i < all->sources.count; i++)
		for (size_t k = 0; k < all->sources.at[i].lines.count; k++) {
			const struct outside_line *line = &all->sources.at[i].lines.at[k];

			count += text_equal(line->state, "not deployed") &&
				 reconcile_in_period(all, line->at) &&
				 reconcile_in_scope(all, line->service, line->environment);
		}
	if (count)
		texts_add(all->arena, &all->not_tested,
			  arena_format(all->arena,
				       "R2 %lld deployments were not compared: their source tells "
				       "of them, and never of success",
				       (long long)count));
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
	tell_without_success(all);
	for (size_t i = 0; i < all->sources.count; i++) {
		struct outside_source *source = &all->sources.at[i];

		if (source->kind != OUTSIDE_DEPLOYMENTS && source->kind != OUTSIDE_CLOUD)
			continue;
		pair_source(&pairing, source, bit_of(source, i));
		any = true;
	}
	if (any)
		tell_not_deployed(all);
	reconcile_running(&pairing);
}
