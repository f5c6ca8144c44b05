/* SPDX-License-Identifier: Apache-2.0 */
/* What do the results of a sample say about the population? See evaluation.h. */
#include "audit/evaluation.h"

#include "audit/plan.h"
#include "audit/sample_ask.h"
#include "base/text.h"

#define LEVELS 3

struct evaluating {
	struct arena *arena;
	const struct evaluation_request *request;
	int64_t tolerable;
	int64_t levels[LEVELS]; /* of confidence; 0: none */
};

bool
strata_are_proportional(const struct stratum *strata, size_t count)
{
	int64_t population = 0, size = 0;

	for (size_t i = 0; i < count; i++) {
		population += strata[i].population;
		size += strata[i].size;
	}
	for (size_t i = 0; i < count; i++) {
		int64_t beside = strata[i].size * population - size * strata[i].population;

		if (beside > population || beside < -population)
			return false;
	}
	return true;
}

static bool
is_chosen(const struct sample_item *item)
{
	return text_equal(item->selection, "targeted");
}

static bool
is_deviation(int outcome)
{
	return outcome == OUTCOME_DEVIATION || outcome == OUTCOME_NOT_TESTABLE;
}

static void
count_outcomes(const struct sample *sample, const int *outcomes, struct tested *tested)
{
	for (size_t i = 0; i < sample->items.count; i++) {
		const struct sample_item *item = &sample->items.at[i];

		if (outcomes[i] == OUTCOME_NONE || is_chosen(item) ||
		    !text_equal(item->stratum, tested->stratum))
			continue;
		tested->looked_at++;
		tested->not_applicable += outcomes[i] == OUTCOME_NOT_APPLICABLE;
		tested->deviations += is_deviation(outcomes[i]);
		tested->not_testable += outcomes[i] == OUTCOME_NOT_TESTABLE;
	}
	tested->tested = tested->looked_at - tested->not_applicable;
	tested->limit_size = tested->tested;
}

/* "+2.2 %" or "-0.3 %", rounded up. */
static const char *
less(struct arena *arena, int64_t parts, int64_t rate)
{
	int64_t tenth = PARTS_ONE / 1000, difference = parts - rate * (PARTS_ONE / RATE_ONE);
	int64_t tenths = difference / tenth + (difference > 0 && difference % tenth ? 1 : 0);
	int64_t size = tenths < 0 ? -tenths : tenths;

	return arena_format(arena, "%s%lld.%lld %%", tenths < 0 ? "-" : "+", (long long)(size / 10),
			    (long long)(size % 10));
}

static void
fill_limit(const struct evaluating *evaluating, const struct tested *tested,
	   struct upper_limit *limit)
{
	int64_t risk = RATE_ONE - limit->confidence, n = tested->limit_size;
	int64_t k = tested->deviations < n ? tested->deviations : n;

	limit->rate_parts = limit_rate(risk, n, k);
	limit->rate = parts_text(evaluating->arena, limit->rate_parts);
	/* More deviations than such a sample has records: everything may be one. */
	limit->count = tested->deviations > n ? tested->population
					      : limit_count(risk, tested->population, n, k);
	limit->count_parts =
		tested->population ? parts_of(limit->count, tested->population) : PARTS_ONE;
	limit->count_rate = parts_text(evaluating->arena, limit->count_parts);
	if (evaluating->tolerable)
		limit->less_tolerable =
			less(evaluating->arena, limit->count_parts, evaluating->tolerable);
}

static void
add_limits(const struct evaluating *evaluating, struct tested *tested)
{
	if (text_equal(evaluating->request->sample->method, SAMPLE_IDS))
		return;
	for (size_t i = 0; i < LEVELS; i++) {
		struct upper_limit *limit;

		if (!evaluating->levels[i])
			continue;
		limit = LIST_ADD(evaluating->arena, &tested->limits);
		limit->confidence = evaluating->levels[i];
		fill_limit(evaluating, tested, limit);
	}
}

static void
add_rate(struct arena *arena, struct tested *tested)
{
	if (tested->tested)
		tested->rate = parts_text(arena, parts_of(tested->deviations, tested->tested));
}

static void
test_stratum(const struct evaluating *evaluating, const struct stratum *stratum,
	     struct attribute_evaluation *attribute, const int *outcomes)
{
	struct tested *tested = LIST_ADD(evaluating->arena, &attribute->strata);

	tested->stratum = stratum->name;
	count_outcomes(evaluating->request->sample, outcomes, tested);
	tested->population = stratum->population - stratum->replaced - tested->not_applicable;
	add_rate(evaluating->arena, tested);
	add_limits(evaluating, tested);
}

/* The largest simple sample in which no stratum would have more records than were tested of it. */
static int64_t
simple_size(const struct attribute_evaluation *attribute, int64_t population)
{
	int64_t size = population;

	for (size_t i = 0; i < attribute->strata.count; i++) {
		const struct tested *tested = &attribute->strata.at[i];
		int64_t here;

		if (!tested->population)
			continue;
		here = tested->tested * population / tested->population;
		size = here < size ? here : size;
	}
	return size;
}

static void
pool(const struct evaluating *evaluating, struct attribute_evaluation *attribute)
{
	const struct sample *sample = evaluating->request->sample;
	struct tested *pooled = arena_allocate(evaluating->arena, sizeof(*pooled));

	if (attribute->strata.count < 2)
		return;
	if (!strata_are_proportional(sample->strata.at, sample->strata.count)) {
		attribute->not_pooled = "the strata were not drawn in proportion: one limit over "
					"them would mean nothing";
		return;
	}
	pooled->stratum = STRATUM_OF_ALL;
	for (size_t i = 0; i < attribute->strata.count; i++) {
		const struct tested *tested = &attribute->strata.at[i];

		pooled->population += tested->population;
		pooled->looked_at += tested->looked_at;
		pooled->not_applicable += tested->not_applicable;
		pooled->tested += tested->tested;
		pooled->deviations += tested->deviations;
		pooled->not_testable += tested->not_testable;
	}
	pooled->limit_size = simple_size(attribute, pooled->population);
	add_rate(evaluating->arena, pooled);
	add_limits(evaluating, pooled);
	attribute->pooled = pooled;
}

/* Each stratum stands for its own records, in whatever proportion it was drawn. */
static void
project(const struct evaluating *evaluating, struct attribute_evaluation *attribute)
{
	int64_t tenths = 0, population = 0, most;

	if (text_equal(evaluating->request->sample->method, SAMPLE_IDS))
		return;
	for (size_t i = 0; i < attribute->strata.count; i++) {
		const struct tested *tested = &attribute->strata.at[i];

		population += tested->population;
		if (!tested->population)
			continue;
		if (!tested->tested)
			return;
		tenths += (tested->population * tested->deviations * 10 + tested->tested - 1) /
			  tested->tested;
	}
	if (!population)
		return;
	most = population * 10;
	attribute->projection = arena_allocate(evaluating->arena, sizeof(*attribute->projection));
	attribute->projection->deviations = arena_format(
		evaluating->arena, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
	attribute->projection->rate =
		parts_text(evaluating->arena, parts_of(tenths < most ? tenths : most, most));
}

static void
count_targeted(const struct sample *sample, const int *outcomes,
	       struct attribute_evaluation *attribute)
{
	for (size_t i = 0; i < sample->items.count; i++)
		if (is_chosen(&sample->items.at[i])) {
			attribute->targeted++;
			attribute->targeted_deviations += is_deviation(outcomes[i]);
		}
}

static void
evaluate_attribute(const struct evaluating *evaluating, const struct attribute_results *results,
		   struct attribute_evaluation *attribute)
{
	const struct sample *sample = evaluating->request->sample;

	attribute->name = results->name;
	for (size_t i = 0; i < sample->strata.count; i++)
		test_stratum(evaluating, &sample->strata.at[i], attribute, results->outcomes);
	pool(evaluating, attribute);
	project(evaluating, attribute);
	count_targeted(sample, results->outcomes, attribute);
}

static void
choose_levels(const struct evaluation_request *request, struct evaluating *evaluating)
{
	const struct sample_plan *plan = request->sample->plan;
	int64_t confidence = request->confidence;

	if (!confidence && plan)
		confidence = plan->confidence;
	evaluating->levels[0] = 9000;
	evaluating->levels[1] = 9500;
	if (confidence != 9000 && confidence != 9500)
		evaluating->levels[2] = confidence;
	evaluating->tolerable = request->tolerable;
	if (!evaluating->tolerable && plan)
		evaluating->tolerable = plan->tolerable;
}

void
evaluate_sample(struct arena *arena, const struct evaluation_request *request,
		struct sample_evaluation *out)
{
	struct evaluating evaluating = {.arena = arena, .request = request};
	struct sample_evaluation evaluation = {.schema = EVALUATION_SCHEMA};

	choose_levels(request, &evaluating);
	evaluation.tool_version = request->tool_version;
	evaluation.sample_sha256 = request->sample_sha256;
	evaluation.results_sha256 = request->results_sha256;
	evaluation.method = request->sample->method;
	evaluation.tolerable = evaluating.tolerable;
	evaluation.warnings = request->sample->warnings;
	for (size_t i = 0; i < request->results->attributes.count; i++)
		evaluate_attribute(&evaluating, &request->results->attributes.at[i],
				   LIST_ADD(arena, &evaluation.attributes));
	*out = evaluation;
}
