/* SPDX-License-Identifier: Apache-2.0 */
/* Is what runs what was recorded last, and does the registry know it? R5 and a part of R3. */
#include <stdlib.h>
#include <string.h>

#include "audit/reconcile_pairs.h"
#include "base/text.h"

static bool
is_running(const struct compared *record, const struct outside_line *line)
{
	return (line->commit[0] && text_equal(record->head, line->commit)) ||
	       (line->artifact[0] && text_equal(record->artifact, line->artifact));
}

/* The record that should be running: the newest of its place that nothing undid. */
static const struct compared *
find_newest(const struct pairing *pairing, const struct outside_line *line)
{
	struct compared wanted = {.environment = line->environment,
				  .service = line->service[0] ? line->service : "default",
				  .deployed_at = line->at + 1};
	size_t at = pair_first_place(pairing, &wanted);

	while (at-- > 0) {
		const struct compared *record = pairing->by_place[at];

		if (!text_equal(record->environment, wanted.environment) ||
		    !text_equal(record->service, wanted.service))
			return NULL;
		if (record->in_frame && !text_equal(record->outcome, "failed") &&
		    !text_equal(record->outcome, "rolled-back") &&
		    reconcile_same_repository(record->repository, line->repository))
			return record;
	}
	return NULL;
}

static void
compare_running(const struct pairing *pairing, const struct outside_source *source)
{
	struct reconciliation *all = pairing->all;
	struct reconcile_test *test = reconcile_tested(all, 5, "what runs");

	for (size_t i = 0; i < source->lines.count; i++) {
		const struct outside_line *line = &source->lines.at[i];
		const struct compared *newest;

		if (!pair_of_interest(all, line))
			continue;
		test->compared++;
		newest = find_newest(pairing, line);
		if (newest && is_running(newest, line))
			continue;
		if (!pair_ever_recorded(pairing, line)) {
			pair_unrecorded(pairing, 5, source, line);
			continue;
		}
		reconcile_differs(
			all, 5,
			&(struct difference){
				.code = "REC-RUNNING-OTHER",
				.subject = arena_format(all->arena, "runtime %s", line->id),
				.at = pair_instant(all->arena, line->at),
				.service = line->service,
				.environment = line->environment,
				.what = "what runs was recorded, but is not what was recorded last"});
	}
}

static int
compare_pushed(const void *a, const void *b)
{
	return strcmp(((const struct outside_line *)a)->artifact,
		      ((const struct outside_line *)b)->artifact);
}

static bool
has_artifact(const struct reconciliation *all, const char *artifact)
{
	struct outside_line wanted = {.artifact = artifact};

	for (size_t i = 0; i < all->sources.count; i++)
		if (all->sources.at[i].kind == OUTSIDE_REGISTRY && all->sources.at[i].lines.count &&
		    bsearch(&wanted, all->sources.at[i].lines.at, all->sources.at[i].lines.count,
			    sizeof(wanted), compare_pushed))
			return true;
	return false;
}

/* What was deployed must once have been pushed. */
static void
compare_registry(struct reconciliation *all)
{
	bool any = false;

	for (size_t i = 0; i < all->sources.count; i++) {
		struct outside_source *source = &all->sources.at[i];

		if (source->kind != OUTSIDE_REGISTRY)
			continue;
		any = true;
		if (source->lines.count)
			qsort(source->lines.at, source->lines.count, sizeof(source->lines.at[0]),
			      compare_pushed);
	}
	for (size_t i = 0; any && i < all->records.count; i++) {
		const struct compared *record = &all->records.at[i];

		if (!record->in_period || !record->in_frame || !record->artifact[0])
			continue;
		reconcile_tested(all, 3, "records, deploys and artefacts of the registry")
			->compared++;
		if (!has_artifact(all, record->artifact))
			reconcile_differs(
				all, 3,
				&(struct difference){
					.code = "REC-NOT-IN-REGISTRY",
					.subject = record->record_id,
					.at = pair_instant(all->arena, record->deployed_at),
					.service = record->service,
					.environment = record->environment,
					.what = record->artifact});
	}
}

void
reconcile_running(const struct pairing *pairing)
{
	struct reconciliation *all = pairing->all;

	compare_registry(all);
	for (size_t i = 0; i < all->sources.count; i++)
		if (all->sources.at[i].kind == OUTSIDE_RUNTIME)
			compare_running(pairing, &all->sources.at[i]);
}
