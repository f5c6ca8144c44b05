/* SPDX-License-Identifier: Apache-2.0 */
/* What was found for each sampled record? See workpaper.h. */
#include "audit/workpaper.h"

#include <stdlib.h>
#include <string.h>

#include "audit/reconciled.h"
#include "base/text.h"
#include "base/time.h"

static int
compare_ids(const void *a, const void *b)
{
	return strcmp((*(struct workpaper_item *const *)a)->item->record_id,
		      (*(struct workpaper_item *const *)b)->item->record_id);
}

/* A census asks about every record of the ledger. */
static void
sort_items(struct arena *arena, struct workpaper *workpaper)
{
	size_t count = workpaper->items.count;

	workpaper->by_id = arena_allocate(arena, (count + 1) * sizeof(*workpaper->by_id));
	for (size_t i = 0; i < count; i++)
		workpaper->by_id[i] = &workpaper->items.at[i];
	if (count)
		qsort(workpaper->by_id, count, sizeof(*workpaper->by_id), compare_ids);
}

void
workpaper_begin(struct arena *arena, struct workpaper *workpaper)
{
	const struct sample *sample = workpaper->sample;

	for (size_t i = 0; i < sample->items.count; i++) {
		struct workpaper_item *item = LIST_ADD(arena, &workpaper->items);

		item->item = &sample->items.at[i];
		for (size_t j = 0; j < ATTRIBUTE_COUNT; j++)
			item->outcomes[j] = (struct attribute_outcome){OUTCOME_NOT_TESTABLE,
								       "no record in the ledger"};
	}
	sort_items(arena, workpaper);
}

struct workpaper_item *
workpaper_find(const struct workpaper *workpaper, const char *record_id)
{
	size_t low = 0, high = workpaper->items.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(workpaper->by_id[middle]->item->record_id, record_id);

		if (order == 0)
			return workpaper->by_id[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Each code that did not pass, once, in the order of the attributes. */
static const char *
exceptions_of(struct arena *arena, const struct workpaper_item *item)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	struct texts said = {0};

	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		const struct attribute_outcome *outcome = &item->outcomes[i];

		if (outcome->outcome != OUTCOME_DEVIATION || texts_contain(&said, outcome->because))
			continue;
		buffer_add_text(&out, said.count ? "; " : "");
		buffer_add_text(&out, outcome->because);
		texts_add(arena, &said, outcome->because);
	}
	return arena_text(arena, out.length ? out.bytes : "");
}

void
workpaper_fill(struct arena *arena, struct workpaper_item *item,
	       const struct verified_record *verified, const struct deployed *deployed,
	       const struct reconciliation_file *reconciliation, const char *envelope_sha256)
{
	RELEASED_BY(arena_release) struct arena scratch;
	struct population_row row;

	arena_init(&scratch);
	population_row_fill(&scratch, verified, deployed, &row);
	item->service = arena_text(arena, row.service);
	item->environment = arena_text(arena, row.environment);
	item->deployed_at = arena_text(arena, row.deployed_at);
	item->type = arena_text(arena, row.change_type);
	item->policy_digest = arena_text(arena, row.policy_digest);
	item->record_sha256 = arena_text(arena, row.record_sha256);
	attributes_judge(verified, deployed, item->outcomes);
	reconciled_outcomes(reconciliation, verified->record->record_id, item->outcomes);
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		item->outcomes[i].because = text_shown(arena, item->outcomes[i].because);
	item->exceptions = exceptions_of(arena, item);
	item->evidence = arena_format(arena, RECORDS_FOLDER "/%s.json", item->item->record_id);
	item->envelope_sha256 = arena_text(arena, envelope_sha256);
}

void
workpaper_fill_unrecorded(struct arena *arena, struct workpaper_item *item,
			  const struct unrecorded *unrecorded, const char *file,
			  const char *file_sha256)
{
	char *at = arena_allocate(arena, 21);

	instant_format(at, unrecorded->at);
	item->service = text_shown(arena, unrecorded->service);
	item->environment = text_shown(arena, unrecorded->environment);
	item->deployed_at = at;
	item->type = "unrecorded";
	item->policy_digest = item->record_sha256 = "";
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		item->outcomes[i] = (struct attribute_outcome){
			OUTCOME_DEVIATION, "deployed without a record of the gate"};
	item->exceptions = exceptions_of(arena, item);
	item->evidence = file;
	item->envelope_sha256 = file_sha256;
}

static void
add_results(struct arena *arena, const struct workpaper *workpaper, struct results *out,
	    size_t attribute)
{
	struct attribute_results *results = LIST_ADD(arena, &out->attributes);
	size_t count = workpaper->items.count;

	results->name = attribute < ATTRIBUTE_COUNT ? attributes[attribute].code : ATTRIBUTE_ANY;
	results->outcomes = arena_allocate(arena, (count + 1) * sizeof(int));
	for (size_t i = 0; i < count; i++) {
		const struct workpaper_item *item = &workpaper->items.at[i];

		if (text_equal(item->item->selection, "replaced"))
			results->outcomes[i] = OUTCOME_NONE;
		else
			results->outcomes[i] = attribute < ATTRIBUTE_COUNT
						       ? item->outcomes[attribute].outcome
						       : attributes_together(item->outcomes);
	}
}

void
workpaper_results(struct arena *arena, const struct workpaper *workpaper, struct results *out)
{
	*out = (struct results){{0}};
	for (size_t i = 0; i <= ATTRIBUTE_COUNT; i++)
		add_results(arena, workpaper, out, i);
}
