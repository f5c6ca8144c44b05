/* SPDX-License-Identifier: Apache-2.0 */
/* Are the limits the exact ones, per stratum, and pooled only where that means something? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/evaluation.h"
#include "audit/plan.h"
#include "base/buffer.h"
#include "base/text.h"

struct found {
	int64_t population, size, deviations, not_testable, not_applicable;
};

struct case_ {
	struct arena arena;
	struct sample sample;
	struct results results;
	struct evaluation_request request;
	struct sample_evaluation evaluation;
	const struct attribute_evaluation *attribute; /* the first */
};

static int
outcome_of(const struct found *found, int64_t i)
{
	if (i < found->deviations)
		return OUTCOME_DEVIATION;
	if (i < found->deviations + found->not_testable)
		return OUTCOME_NOT_TESTABLE;
	if (i < found->deviations + found->not_testable + found->not_applicable)
		return OUTCOME_NOT_APPLICABLE;
	return OUTCOME_PASS;
}

static void
begin(struct case_ *it, const struct found *strata, size_t count)
{
	struct attribute_results *attribute;

	memset(it, 0, sizeof(*it));
	it->sample.method = SAMPLE_METHOD;
	attribute = LIST_ADD(&it->arena, &it->results.attributes);
	attribute->name = "A";
	attribute->outcomes = arena_allocate(&it->arena, 10000 * sizeof(int));
	for (size_t i = 0; i < count; i++) {
		const char *name = arena_format(&it->arena, "s%zu", i);

		*LIST_ADD(&it->arena, &it->sample.strata) = (struct stratum){
			.name = name, .population = strata[i].population, .size = strata[i].size};
		for (int64_t j = 0; j < strata[i].size; j++) {
			attribute->outcomes[it->sample.items.count] = outcome_of(&strata[i], j);
			*LIST_ADD(&it->arena, &it->sample.items) =
				(struct sample_item){.stratum = name, .selection = "random"};
		}
	}
	it->request = (struct evaluation_request){.sample = &it->sample,
						  .results = &it->results,
						  .sample_sha256 = "aa",
						  .results_sha256 = "bb",
						  .tool_version = "0.1.0"};
}

static void
evaluate(struct case_ *it)
{
	evaluate_sample(&it->arena, &it->request, &it->evaluation);
	it->attribute = &it->evaluation.attributes.at[0];
}

static void
one_stratum_has_the_exact_limits(void **state)
{
	static const struct found found = {500, 60, 1, 1, 0};
	struct case_ it;
	const struct tested *tested;

	(void)state;
	begin(&it, &found, 1);
	evaluate(&it);
	assert_int_equal(it.evaluation.attributes.count, 1);
	assert_int_equal(it.attribute->strata.count, 1);
	assert_null(it.attribute->pooled);
	assert_null(it.attribute->not_pooled);
	tested = &it.attribute->strata.at[0];
	assert_int_equal(tested->deviations, 2);
	assert_int_equal(tested->not_testable, 1);
	assert_string_equal(tested->rate, "3.4 %");
	assert_int_equal(tested->limits.count, 2);
	assert_int_equal(tested->limits.at[0].confidence, 9000);
	assert_int_equal(tested->limits.at[0].count, 41);
	assert_int_equal(tested->limits.at[1].count, 48);
	assert_string_equal(tested->limits.at[1].count_rate, "9.6 %");
	assert_int_equal(tested->limits.at[1].rate_parts, 1012358950);
	assert_string_equal(tested->limits.at[1].rate, "10.2 %");
	assert_null(tested->limits.at[1].less_tolerable);
	assert_string_equal(it.attribute->projection->deviations, "16.7");
	assert_string_equal(it.attribute->projection->rate, "3.4 %");
	arena_release(&it.arena);
}

static void
a_plan_sets_rate_and_confidence(void **state)
{
	static const struct found found = {3412, 60, 0, 0, 0};
	struct sample_plan plan = {.confidence = 9900, .tolerable = 500};
	struct case_ it;
	const struct tested *tested;

	(void)state;
	begin(&it, &found, 1);
	it.sample.plan = &plan;
	evaluate(&it);
	tested = &it.attribute->strata.at[0];
	assert_int_equal(tested->limits.count, 3);
	assert_int_equal(tested->limits.at[0].count, 127);
	assert_int_equal(tested->limits.at[1].count, 164);
	assert_int_equal(tested->limits.at[2].confidence, 9900);
	assert_int_equal(tested->limits.at[2].rate_parts, 738812719);
	assert_string_equal(tested->limits.at[1].less_tolerable, "-0.1 %");
	assert_string_equal(tested->limits.at[0].less_tolerable, "-1.2 %");
	it.request.tolerable = 300;
	it.request.confidence = 9500;
	evaluate(&it);
	tested = &it.attribute->strata.at[0];
	assert_int_equal(tested->limits.count, 2);
	assert_string_equal(tested->limits.at[1].less_tolerable, "+1.9 %");
	arena_release(&it.arena);
}

static void
disproportionate_strata_have_no_pooled_limit(void **state)
{
	static const struct found strata[] = {{3000, 45, 0, 0, 0}, {25, 25, 2, 0, 0}};
	struct case_ it;

	(void)state;
	begin(&it, strata, 2);
	evaluate(&it);
	assert_null(it.attribute->pooled);
	assert_non_null(strstr(it.attribute->not_pooled, "not drawn in proportion"));
	assert_int_equal(it.attribute->strata.at[0].limits.at[0].count,
			 limit_count(1000, 3000, 45, 0));
	assert_int_equal(it.attribute->strata.at[1].limits.at[0].count, 2);
	assert_string_equal(it.attribute->projection->deviations, "2.0");
	assert_string_equal(it.attribute->projection->rate, "0.1 %");
	arena_release(&it.arena);
}

/* The sums are those of the strata; a rounded share does not lower the limit. */
static void
proportionate_strata_are_pooled(void **state)
{
	static const struct found strata[] = {
		{3000, 53, 1, 0, 3}, {300, 5, 0, 0, 0}, {100, 2, 0, 0, 0}, {12, 1, 0, 0, 0}};
	struct case_ it;
	const struct tested *pooled;
	struct tested sum = {0};

	(void)state;
	begin(&it, strata, 4);
	evaluate(&it);
	pooled = it.attribute->pooled;
	assert_non_null(pooled);
	for (size_t i = 0; i < 4; i++) {
		const struct tested *tested = &it.attribute->strata.at[i];

		sum.population += tested->population;
		sum.looked_at += tested->looked_at;
		sum.not_applicable += tested->not_applicable;
		sum.tested += tested->tested;
		sum.deviations += tested->deviations;
	}
	assert_int_equal(pooled->population, sum.population);
	assert_int_equal(pooled->population, 3409);
	assert_int_equal(pooled->looked_at, sum.looked_at);
	assert_int_equal(pooled->looked_at, 61);
	assert_int_equal(pooled->not_applicable, sum.not_applicable);
	assert_int_equal(pooled->tested, sum.tested);
	assert_int_equal(pooled->tested, 58);
	assert_int_equal(pooled->deviations, sum.deviations);
	/* 5 of 300 are the fewest for their stratum: those of a sample of 56 */
	assert_int_equal(pooled->limit_size, 56);
	assert_int_equal(pooled->limits.at[1].count, limit_count(500, 3409, 56, 1));
	assert_true(pooled->limits.at[1].count > limit_count(500, 3409, 58, 1));
	arena_release(&it.arena);
}

static void
proportion_is_within_one_record(void **state)
{
	static const struct {
		struct stratum strata[3];
		size_t count;
		bool proportional;
	} cases[] = {
		{{{.population = 3000, .size = 45}, {.population = 25, .size = 25}}, 2, false},
		{{{.population = 3000, .size = 45}, {.population = 25, .size = 1}}, 2, true},
		{{{.population = 3000, .size = 45}, {.population = 25, .size = 2}}, 2, false},
		{{{.population = 100, .size = 10}, {.population = 100, .size = 12}}, 2, true},
		{{{.population = 100, .size = 10}, {.population = 100, .size = 13}}, 2, false},
		{{{.population = 180, .size = 22},
		  {.population = 15, .size = 2},
		  {.population = 5, .size = 1}},
		 3,
		 true},
		{{{.population = 50, .size = 50}, {.population = 7, .size = 7}}, 2, true},
		{{{.population = 90, .size = 12},
		  {.population = 90, .size = 9},
		  {.population = 90, .size = 9}},
		 3,
		 false},
		{{{.population = 90, .size = 8},
		  {.population = 90, .size = 11},
		  {.population = 90, .size = 11}},
		 3,
		 false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(strata_are_proportional(cases[i].strata, cases[i].count),
				 cases[i].proportional);
}

/* More deviations than the simple sample has records: nothing is excluded. */
static void
pooling_never_flatters(void **state)
{
	for (int64_t a = 1; a <= 6; a++)
		for (int64_t b = 1; b <= 6; b++)
			for (int64_t k = 0; k <= a; k++) {
				struct found strata[] = {{60, a, k, 0, 0}, {60, b, b, 0, 0}};
				struct case_ it;

				begin(&it, strata, 2);
				evaluate(&it);
				if (it.attribute->pooled)
					for (size_t i = 0; i < 2; i++)
						assert_true(
							it.attribute->pooled->limits.at[i].count >=
							limit_count(i ? 500 : 1000, 120, a + b,
								    k + b));
				else
					assert_true(a > b + 2 || b > a + 2);
				arena_release(&it.arena);
			}
	(void)state;
}

static void
what_does_not_apply_counts_nowhere(void **state)
{
	static const struct found none = {100, 10, 0, 0, 10}, all = {10, 10, 1, 0, 4};
	struct case_ it;

	(void)state;
	begin(&it, &none, 1);
	evaluate(&it);
	assert_int_equal(it.attribute->strata.at[0].population, 90);
	assert_int_equal(it.attribute->strata.at[0].tested, 0);
	assert_null(it.attribute->strata.at[0].rate);
	assert_int_equal(it.attribute->strata.at[0].limits.at[0].count, 90);
	assert_string_equal(it.attribute->strata.at[0].limits.at[0].rate, "100.0 %");
	assert_null(it.attribute->projection);
	arena_release(&it.arena);
	begin(&it, &all, 1);
	evaluate(&it);
	assert_int_equal(it.attribute->strata.at[0].population, 6);
	assert_int_equal(it.attribute->strata.at[0].limits.at[1].count, 1);
	assert_string_equal(it.attribute->projection->deviations, "1.0");
	arena_release(&it.arena);
}

static void
chosen_records_conclude_nothing(void **state)
{
	static const struct found found = {100, 10, 2, 0, 0};
	struct case_ it;

	(void)state;
	begin(&it, &found, 1);
	it.sample.items.at[0].selection = "targeted";
	it.sample.items.at[9].selection = "targeted";
	it.sample.strata.at[0].size = 8;
	evaluate(&it);
	assert_int_equal(it.attribute->targeted, 2);
	assert_int_equal(it.attribute->targeted_deviations, 1);
	assert_int_equal(it.attribute->strata.at[0].tested, 8);
	assert_int_equal(it.attribute->strata.at[0].deviations, 1);
	it.sample.method = SAMPLE_IDS;
	evaluate(&it);
	assert_int_equal(it.attribute->strata.at[0].limits.count, 0);
	assert_null(it.attribute->projection);
	arena_release(&it.arena);
}

static void
it_is_told_in_numbers(void **state)
{
	static const struct found strata[] = {{3000, 45, 1, 0, 0}, {25, 25, 0, 0, 0}};
	RELEASED_BY(buffer_release) struct buffer text = {0};
	RELEASED_BY(buffer_release) struct buffer json = {0};
	struct case_ it;

	(void)state;
	begin(&it, strata, 2);
	it.request.tolerable = 500;
	it.sample.strata.at[0].name = "\x1b[31m";
	for (size_t i = 0; i < 45; i++)
		it.sample.items.at[i].stratum = it.sample.strata.at[0].name;
	evaluate(&it);
	evaluation_write_text(&it.arena, &text, &it.evaluation);
	assert_true(text_starts_with(
		text.bytes,
		"A\n  ?[31m: population 3000, looked at 45, not applicable 0, deviations 1 of 45 "
		"(0 not testable), 2.3 %\n    at 90 % confidence: upper limit 249 deviations, "
		"8.3 % (binomial 8.4 %); tolerable 5 %, difference +3.3 %\n"));
	assert_non_null(strstr(text.bytes, "no limit over the strata"));
	assert_non_null(strstr(text.bytes, "projected: 66.7 deviations, 2.3 %\n"));
	evaluation_write_json(&json, &it.evaluation);
	assert_non_null(strstr(json.bytes, "\"upperCount\": 249"));
	assert_non_null(strstr(json.bytes, "\"sampleSha256\": \"aa\""));
	assert_int_equal(json.bytes[json.length - 1], '\n');
	arena_release(&it.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_stratum_has_the_exact_limits),
		cmocka_unit_test(a_plan_sets_rate_and_confidence),
		cmocka_unit_test(disproportionate_strata_have_no_pooled_limit),
		cmocka_unit_test(proportionate_strata_are_pooled),
		cmocka_unit_test(proportion_is_within_one_record),
		cmocka_unit_test(pooling_never_flatters),
		cmocka_unit_test(what_does_not_apply_counts_nowhere),
		cmocka_unit_test(chosen_records_conclude_nothing),
		cmocka_unit_test(it_is_told_in_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
