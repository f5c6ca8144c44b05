/* SPDX-License-Identifier: Apache-2.0 */
/* Which records does the auditor look at? See sample.h. */
#include "audit/sample.h"

#include <stdlib.h>
#include <string.h>

#include "audit/drawing.h"
#include "audit/plan.h"
#include "audit/recipe.h"
#include "audit/sample_ask.h"
#include "audit/seal.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"

/* ---- what comes on top -------------------------------------------------------------------------
 */

static struct sample_item *
find_item(struct drawing *drawing, const char *id)
{
	for (size_t i = 0; i < drawing->sample.items.count; i++)
		if (text_equal(drawing->sample.items.at[i].record_id, id))
			return &drawing->sample.items.at[i];
	return NULL;
}

/* It must have been drawn before the stage that replaces it. */
static bool
mark_replaced(struct drawing *drawing, struct error *err)
{
	for (size_t i = 0; i < drawing->request->replaced.count; i++) {
		const struct sample_replacement *replaced = &drawing->request->replaced.at[i];
		struct sample_item *item = find_item(drawing, replaced->record_id);

		if (replaced->stage < 2 || replaced->stage > (int64_t)drawing->sample.stages.count)
			return fail(err, ERROR_USAGE, "'%s' is replaced in a stage that is none",
				    text_shown(drawing->arena, replaced->record_id));
		if (!item || item->stage >= replaced->stage)
			return fail(err, ERROR_USAGE,
				    "'%s' was not drawn, so it cannot be replaced",
				    text_shown(drawing->arena, replaced->record_id));
		if (text_equal(item->selection, "replaced"))
			return fail(err, ERROR_USAGE, "'%s' is replaced already", item->record_id);
		item->selection = "replaced";
	}
	return true;
}

/* One that was drawn anyway counts as drawn. */
static bool
add_targeted(struct drawing *drawing, struct error *err)
{
	for (size_t i = 0; i < drawing->request->targeted.count; i++) {
		size_t index;

		if (!drawing_find(drawing, drawing->request->targeted.at[i], &index, err))
			return false;
		if (!drawing->taken[index])
			drawing_add(drawing, index, "", "targeted",
				    (int64_t)drawing->sample.stages.count);
	}
	return true;
}

static int
compare_items(const void *a, const void *b)
{
	return strcmp((*(struct sample_item *const *)a)->record_id,
		      (*(struct sample_item *const *)b)->record_id);
}

static void
number_by_id(struct arena *arena, struct sample *sample)
{
	struct sample_item **sorted =
		arena_allocate(arena, sample->items.count * sizeof(struct sample_item *));

	for (size_t i = 0; i < sample->items.count; i++)
		sorted[i] = &sample->items.at[i];
	qsort(sorted, sample->items.count, sizeof(struct sample_item *), compare_items);
	for (size_t i = 0; i < sample->items.count; i++)
		sorted[i]->position_by_id = (int64_t)i + 1;
}

/* ---- what is told about it ---------------------------------------------------------------------
 */

static const char *
instant_text(struct arena *arena, int64_t instant)
{
	char text[21];

	instant_format(text, instant);
	return arena_text(arena, text);
}

/* The size of the first stage, where it is not named: by rates, or the customary one. */
static bool
fill_plan(struct drawing *drawing, int64_t *size, struct error *err)
{
	struct sample_plan *kept = arena_allocate(drawing->arena, sizeof(*kept));
	const struct frequency *frequency;
	struct plan_request request;
	struct plan plan;

	*kept = *drawing->request->plan;
	drawing->sample.plan = kept;
	if (kept->frequency) {
		frequency = frequency_find(kept->frequency);
		*size = frequency ? frequency->most : 0;
		return frequency || fail(err, ERROR_USAGE,
					 "the frequencies are annual, quarterly, monthly, "
					 "semi-monthly, weekly, daily and per-change");
	}
	request = (struct plan_request){kept->confidence, kept->tolerable, kept->expected,
					strata_sampled_population(&drawing->strata)};
	if (!request.population) {
		*size = 1; /* every stratum is looked at whole */
		return true;
	}
	if (!plan_size(&request, &plan, err))
		return false;
	kept->allowed = plan.allowed;
	*size = plan.size;
	return true;
}

static bool
fill_stages(struct drawing *drawing, struct error *err)
{
	const struct sample_request *request = drawing->request;
	struct sample *sample = &drawing->sample;
	int64_t size =
		sample_is_list(sample->method) ? (int64_t)request->listed.count : request->size;
	int64_t planned = size;

	if (request->plan && !fill_plan(drawing, &planned, err))
		return fail_while(err, "planning the size");
	for (size_t i = 0; i < request->earlier.count; i++)
		*LIST_ADD(drawing->arena, &sample->stages) = request->earlier.at[i];
	if (!sample->stages.count)
		size = planned;
	*LIST_ADD(drawing->arena, &sample->stages) =
		(struct sample_stage){size, request->reason, request->extends};
	if (request->plan && sample->stages.at[0].size != planned)
		return fail(err, ERROR_USAGE, "the first stage is not of the planned size");
	return true;
}

static void
fill_assurance(struct arena *arena, struct sample *sample)
{
	static const int64_t levels[] = {9000, 9500};

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		struct assurance *assurance = LIST_ADD(arena, &sample->assurance);
		int64_t risk = RATE_ONE - levels[i];

		assurance->confidence = levels[i];
		assurance->upper_rate = parts_text(arena, limit_rate(risk, sample->size, 0));
		assurance->upper_count = limit_count(risk, sample->population, sample->size, 0);
		assurance->upper_count_rate =
			parts_text(arena, parts_of(assurance->upper_count, sample->population));
	}
}

static void
fill_sums(struct drawing *drawing)
{
	struct sample *sample = &drawing->sample;

	sample->population = (int64_t)drawing->ids.count;
	for (size_t i = 0; i < drawing->strata.each.count; i++) {
		*LIST_ADD(drawing->arena, &sample->strata) = drawing->strata.each.at[i];
		sample->size += drawing->strata.each.at[i].size;
	}
	sample->census = sample->size == sample->population;
	if (!sample->strata_by && !sample_is_list(sample->method))
		fill_assurance(drawing->arena, sample);
}

static void
fill_given(struct drawing *drawing)
{
	const struct sample_request *request = drawing->request;
	struct arena *arena = drawing->arena;
	struct sample *sample = &drawing->sample;

	sample->schema = SAMPLE_SCHEMA;
	sample->method = request->method ? arena_text(arena, request->method) : SAMPLE_METHOD;
	sample->tool_version = request->tool_version;
	sample->seed = arena_text(arena, request->seed);
	sample->seed_by = request->seed_by;
	sample->seed_how = request->seed_how;
	sample->seed_time =
		request->seed_time_given ? instant_text(arena, request->seed_time) : NULL;
	sample->sealed_at = instant_text(arena, request->sealed_at);
	sample->seal_record = request->seal_record;
	sample->ids_sha256 = request->seal->ids_sha256;
	sample->strata_by = request->strata_by;
	sample->targeted = request->targeted;
	sample->listed = request->listed;
	for (size_t i = 0; i < request->replaced.count; i++)
		*LIST_ADD(arena, &sample->replaced) = request->replaced.at[i];
}

static bool
divide(struct drawing *drawing, struct error *err)
{
	const struct sample_request *request = drawing->request;
	RELEASED_BY(buffer_release) struct buffer file = {0};

	if (!request->strata_by) {
		strata_begin(drawing->arena, drawing->ids.count, &drawing->strata);
		return true;
	}
	if (!strata_divide(drawing->arena, request->strata_by, request->rows, request->rows_length,
			   &drawing->ids, &drawing->strata, err))
		return false;
	strata_write(&file, &drawing->strata, &drawing->ids);
	drawing->sample.strata_file = arena_copy(drawing->arena, file.bytes, file.length);
	drawing->sample.strata_sha256 = sha256_hex(drawing->arena, file.bytes, file.length);
	return true;
}

static bool
draw(struct drawing *drawing, struct error *err)
{
	fill_given(drawing);
	return divide(drawing, err) && fill_stages(drawing, err) &&
	       drawing_allocate(drawing, err) && drawing_draw(drawing, err) &&
	       mark_replaced(drawing, err) && add_targeted(drawing, err);
}

bool
sample_draw(struct arena *arena, const struct sample_request *request, struct sample *out,
	    struct error *err)
{
	struct drawing drawing = {.arena = arena, .request = request};

	if (!sample_request_check(request, err) ||
	    !population_seal_fits(arena, request->seal, request->ids, request->ids_length,
				  &drawing.ids, err))
		return fail_while(err, "drawing a sample");
	if (!drawing.ids.count)
		return fail(err, ERROR_USAGE, "the population is empty: nothing can be drawn");
	drawing.taken = arena_allocate(arena, drawing.ids.count * sizeof(bool));
	if (!draw(&drawing, err))
		return fail_while(err, "drawing a sample");
	number_by_id(arena, &drawing.sample);
	fill_sums(&drawing);
	sample_add_warnings(arena, request, &drawing.sample);
	recipe_write(arena, &drawing.sample);
	*out = drawing.sample;
	return true;
}
