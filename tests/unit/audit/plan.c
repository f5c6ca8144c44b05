/* SPDX-License-Identifier: Apache-2.0 */
/* Are the sizes and limits the exact ones, those of the published tables, and monotone? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/plan.h"

static int64_t
n_zero(const int64_t *arguments)
{
	return plan_for_allowed(arguments[0], arguments[1], 0, 0);
}

static int64_t
n_given_k(const int64_t *arguments)
{
	return plan_for_allowed(arguments[0], arguments[1], 0, arguments[2]);
}

/* size * 1000 + allowed, as read from "93:1". */
static int64_t
n_plan_ceil(const int64_t *arguments)
{
	struct plan_request request = {.confidence = RATE_ONE - arguments[0],
				       .tolerable = arguments[1],
				       .expected = arguments[2]};
	struct plan plan;
	struct error err;

	if (!plan_size(&request, &plan, &err))
		fail_msg("%s", err.message);
	return plan.size * 1000 + plan.allowed;
}

static int64_t
n_hyper_zero(const int64_t *arguments)
{
	/* columns: risk, population, number of deviations at the tolerable rate */
	for (int64_t n = 1; n <= arguments[1]; n++)
		if (hypergeometric_at_most(0, arguments[1], arguments[2], n) <=
		    (double)arguments[0] / (double)RATE_ONE * (1 + 1e-12))
			return n;
	return 0;
}

static int64_t
udl_binom(const int64_t *arguments)
{
	return limit_rate(arguments[0], arguments[1], arguments[2]);
}

static int64_t
udl_hyper(const int64_t *arguments)
{
	return limit_count(arguments[0], arguments[1], arguments[2], arguments[3]);
}

static const struct function {
	const char *name;
	int count;
	int64_t (*answer)(const int64_t *arguments);
	int64_t rows; /* of the vectors, at least */
} functions[] = {
	{"n_zero", 2, n_zero, 27},          {"n_given_k", 3, n_given_k, 30},
	{"n_plan_ceil", 3, n_plan_ceil, 9}, {"n_hyper_zero", 3, n_hyper_zero, 46},
	{"udl_binom", 3, udl_binom, 58},    {"udl_hyper", 4, udl_hyper, 32},
};
#define FUNCTIONS (sizeof(functions) / sizeof(functions[0]))

/* "45", "93:1" and "0.1129281451" as one integer. */
static int64_t
expected_value(const char *text)
{
	const char *colon = strchr(text, ':');

	if (strncmp(text, "0.", 2) == 0) {
		assert_int_equal(strlen(text), 12);
		return strtoll(text + 2, NULL, 10);
	}
	if (strncmp(text, "1.", 2) == 0)
		return PARTS_ONE;
	return colon ? strtoll(text, NULL, 10) * 1000 + strtoll(colon + 1, NULL, 10)
		     : strtoll(text, NULL, 10);
}

static void
check_row(const struct function *function, char *rest, const char *row)
{
	int64_t arguments[4], expected, answer;

	for (int i = 0; i < function->count; i++)
		arguments[i] = strtoll(strtok_r(NULL, "\t\n", &rest), NULL, 10);
	expected = expected_value(strtok_r(NULL, "\t\n", &rest));
	answer = function->answer(arguments);
	if (answer != expected)
		fail_msg("%s: %lld", row, (long long)answer);
}

static void
every_vector_agrees(void **state)
{
	FILE *file = fopen("tests/vectors/sampling.tsv", "r");
	int64_t seen[FUNCTIONS] = {0};
	char line[256], row[256];

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		char *rest = NULL, *name;
		size_t i = 0;

		memcpy(row, line, sizeof(row));
		name = strtok_r(line, "\t\n", &rest);
		if (!name || *name == '#')
			continue;
		while (i < FUNCTIONS && strcmp(functions[i].name, name) != 0)
			i++;
		assert_true(i < FUNCTIONS);
		check_row(&functions[i], rest, row);
		seen[i]++;
	}
	fclose(file);
	for (size_t i = 0; i < FUNCTIONS; i++)
		assert_int_equal(seen[i], functions[i].rows);
}

static int64_t
planned(int64_t confidence, int64_t tolerable, int64_t expected)
{
	int64_t arguments[] = {RATE_ONE - confidence, tolerable, expected};

	return n_plan_ceil(arguments);
}

/* Where a program rounds 14.000000000000002 up, or a table prints what is one too few. */
static void
the_published_tables_agree(void **state)
{
	(void)state;
	assert_int_equal(planned(9000, 500, 350), 400014);
	assert_int_equal(planned(9000, 800, 700), 1300091);
	assert_int_equal(planned(9000, 700, 325), 113004);
	assert_int_equal(planned(9000, 700, 350), 113004);
	assert_true(binomial_at_most(4, 112, 0.07) > 0.1007);
	assert_true(binomial_at_most(4, 113, 0.07) < 0.0966);
	assert_int_equal(planned(9500, 500, 100), 93001);
	assert_int_equal(planned(9500, 500, 125), 124002);
	assert_int_equal(planned(9500, 500, 175), 153003);
	assert_int_equal(planned(9500, 200, 100), 590006);
	assert_int_equal(plan_for_allowed(500, 500, 0, 0), 59);
	assert_int_equal(plan_for_allowed(1000, 500, 0, 0), 45);
}

static void
assert_near(double value, double expected, double tolerance)
{
	if (value < expected - tolerance || value > expected + tolerance)
		fail_msg("%.15g instead of %.15g", value, expected);
}

static void
probabilities_are_exact(void **state)
{
	(void)state;
	assert_near(hypergeometric_at_most(0, 100, 5, 45), 35139.0 / 760480, 1e-15);
	assert_near(hypergeometric_at_most(0, 100, 5, 37), 111569.0 / 1195040, 1e-15);
	assert_near(hypergeometric_at_most(1, 200, 10, 40), .369605712758, 1e-12);
	assert_near(hypergeometric_at_most(2, 500, 25, 60), .403416189202, 1e-12);
	assert_near(hypergeometric_at_most(0, 1000, 10, 25), .775429, 1e-6);
	assert_near(hypergeometric_at_most(0, 1000, 10, 60), .537060, 1e-6);
	assert_near(hypergeometric_at_most(0, 3412, 12, 25), .915402, 1e-6);
	assert_near(hypergeometric_at_most(0, 3412, 12, 60), .807959, 1e-6);
	assert_near(hypergeometric_at_most(0, 10, 1, 9), 0.1, 1e-15);
	assert_near(binomial_at_most(0, 59, 0.05), .048495, 1e-6);
	assert_near(binomial_at_most(0, 45, 0.05), .099440, 1e-6);
}

/* Deviations in a sample, or sampled ones among the deviations: the same; and all of it is one. */
static void
hypergeometric_is_symmetric(void **state)
{
	(void)state;
	for (int64_t population = 1; population <= 40; population++)
		for (int64_t d = 0; d <= population; d += 3)
			for (int64_t n = 0; n <= population; n++) {
				double before = 0;

				for (int64_t k = 0; k <= n; k++) {
					double here = hypergeometric_at_most(k, population, d, n);

					assert_near(here,
						    hypergeometric_at_most(k, population, n, d),
						    1e-14);
					assert_true(here >= before && here <= 1);
					before = here;
				}
				assert_near(before, 1, 0);
			}
}

static void
extremes_neither_overflow_nor_vanish(void **state)
{
	(void)state;
	assert_near(binomial_at_most(500000, 1000000, 0.5), 0.5004, 1e-4);
	assert_near(binomial_at_most(10000, 1000000, 0.01), 0.5027, 1e-4);
	assert_near(binomial_at_most(0, 1000000, 0.0001), 0, 1e-20);
	assert_near(hypergeometric_at_most(25000, 1000000, 50000, 500000), 0.5018, 1e-3);
	assert_near(binomial_at_most(-1, 10, 0.5), 0, 0);
	assert_near(binomial_at_most(10, 10, 0.5), 1, 0);
	assert_near(binomial_at_most(3, 10, 0), 1, 0);
	assert_near(binomial_at_most(3, 10, 1), 0, 0);
	assert_near(hypergeometric_at_most(0, 10, 0, 5), 1, 0);
	assert_near(hypergeometric_at_most(4, 10, 10, 5), 0, 0);
	assert_near(hypergeometric_at_most(0, 10, 5, 0), 1, 0);
	assert_int_equal(limit_rate(500, 0, 0), PARTS_ONE);
	assert_int_equal(limit_count(500, 1000, 0, 0), 1000);
	assert_int_equal(limit_count(500, 1000, 1000, 7), 7);
	assert_int_equal(limit_rate(500, 20, 20), PARTS_ONE);
}

/* One deviation among N, 9 of 10 looked at: missed with exactly 10 percent, which is enough. */
static void
exact_ties_are_not_left_to_rounding(void **state)
{
	(void)state;
	for (int64_t population = 10; population <= 2000; population += 10) {
		int64_t n = population / 10 * 9;

		assert_int_equal(plan_for_allowed(1000, 1, population, 0), n);
		assert_int_equal(limit_count(1000, population, n, 0), 0);
		assert_int_equal(limit_count(1000, population, n - 1, 0), 1);
	}
}

/* More records lower the limit; more deviations, and less risk, raise it. */
static void
limits_are_monotone(void **state)
{
	(void)state;
	for (int64_t n = 1; n < 120; n++)
		for (int64_t k = 0; k < n && k < 12; k++) {
			assert_true(limit_rate(500, n + 1, k) < limit_rate(500, n, k));
			assert_true(limit_rate(500, n, k + 1) > limit_rate(500, n, k));
			assert_true(limit_rate(100, n, k) > limit_rate(500, n, k));
			assert_true(limit_count(500, 300, n + 1, k) <= limit_count(500, 300, n, k));
			assert_true(limit_count(500, 300, n, k + 1) > limit_count(500, 300, n, k));
			assert_true(limit_count(100, 300, n, k) >= limit_count(500, 300, n, k));
			assert_true(limit_count(500, 301, n, k) >= limit_count(500, 300, n, k));
			assert_true(parts_of(limit_count(500, 300, n, k), 300) <=
				    limit_rate(500, n, k));
		}
}

static int64_t
size_of(int64_t confidence, int64_t tolerable, int64_t expected, int64_t population)
{
	struct plan_request request = {confidence, tolerable, expected, population};
	struct plan plan;
	struct error err;

	if (!plan_size(&request, &plan, &err))
		fail_msg("%s", err.message);
	assert_true(plan.size >= 1);
	assert_true(!population || plan.size <= population);
	return plan.size;
}

/* A lower tolerable rate, more confidence, a higher expected rate, a larger population: more. */
static void
sizes_are_monotone(void **state)
{
	static const int64_t populations[] = {0, 40, 400, 4000};

	(void)state;
	for (size_t i = 0; i < 4; i++)
		for (int64_t tolerable = 300; tolerable <= 2000; tolerable += 50) {
			int64_t size = size_of(9000, tolerable, 100, populations[i]);

			assert_true(size_of(9000, tolerable + 50, 100, populations[i]) <= size);
			assert_true(size_of(9500, tolerable, 100, populations[i]) >= size);
			assert_true(size_of(9000, tolerable, 150, populations[i]) >= size);
			assert_true(size_of(9000, tolerable, 0, populations[i]) <= size);
			assert_true(size_of(9000, tolerable, 100, 0) >= size);
		}
	for (int64_t allowed = 0; allowed < 40; allowed++) {
		assert_true(plan_for_allowed(500, 500, 0, allowed + 1) >
			    plan_for_allowed(500, 500, 0, allowed));
		assert_true(plan_for_allowed(500, 500, 5000, allowed + 1) >
			    plan_for_allowed(500, 500, 5000, allowed));
	}
}

/* With the allowed deviations the limit is within the tolerable rate; with one record less, not. */
static void
a_plan_keeps_what_it_promises(void **state)
{
	struct plan_request request = {9500, 500, 0, 0};
	struct plan plan;
	struct error err;

	(void)state;
	for (int64_t expected = 0; expected < 300; expected += 25) {
		request.expected = expected;
		request.population = 0;
		assert_true(plan_size(&request, &plan, &err));
		assert_true(limit_rate(500, plan.size, plan.allowed) <= PARTS_ONE / 20);
		if ((plan.size - 1) * expected > (plan.allowed - 1) * RATE_ONE)
			assert_true(limit_rate(500, plan.size - 1, plan.allowed) > PARTS_ONE / 20);
		request.population = 2000;
		assert_true(plan_size(&request, &plan, &err));
		assert_true(limit_count(500, 2000, plan.size, plan.allowed) < 100);
	}
}

static void
small_populations_are_taken_whole(void **state)
{
	struct plan_request request = {9500, 500, 0, 10};
	struct plan plan;
	struct error err;

	(void)state;
	assert_true(plan_size(&request, &plan, &err));
	assert_int_equal(plan.size, 10);
	assert_true(plan.census);
	request.population = 100;
	assert_true(plan_size(&request, &plan, &err));
	assert_int_equal(plan.size, 45);
	assert_false(plan.census);
	request.expected = 499;
	assert_true(plan_size(&request, &plan, &err));
	assert_true(plan.census);
	assert_int_equal(plan.allowed, 5);
}

static void
assert_refused(struct plan_request request, const char *why)
{
	struct plan plan = {.size = -1};
	struct error err;

	assert_false(plan_size(&request, &plan, &err));
	assert_int_equal(plan.size, -1);
	assert_int_equal(err.code, ERROR_USAGE);
	if (!strstr(err.message, why))
		fail_msg("%s", err.message);
}

static void
senseless_rates_are_refused(void **state)
{
	(void)state;
	assert_refused((struct plan_request){10000, 500, 0, 0}, "confidence");
	assert_refused((struct plan_request){4999, 500, 0, 0}, "confidence");
	assert_refused((struct plan_request){9500, 0, 0, 0}, "tolerable");
	assert_refused((struct plan_request){9500, 10000, 0, 0}, "tolerable");
	assert_refused((struct plan_request){9500, 500, 500, 0}, "below");
	assert_refused((struct plan_request){9500, 500, -1, 0}, "below");
	assert_refused((struct plan_request){9500, 500, 0, 1000001}, "population");
	assert_refused((struct plan_request){9500, 500, 499, 0}, "20000");
	assert_refused((struct plan_request){9500, 500, 499, 1000000}, "20000");
	assert_refused((struct plan_request){9500, 1, 0, 0}, "20000");
}

/* What customary sizes are worth, were nothing found. */
static void
customary_sizes_have_a_price(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_string_equal(parts_text(&arena, limit_rate(1000, 25, 0)), "8.8 %");
	assert_string_equal(parts_text(&arena, limit_rate(500, 25, 0)), "11.3 %");
	assert_string_equal(parts_text(&arena, limit_rate(1000, 45, 0)), "5.0 %");
	assert_string_equal(parts_text(&arena, limit_rate(500, 60, 0)), "4.9 %");
	assert_string_equal(parts_text(&arena, limit_rate(500, 25, 1)), "17.7 %");
	assert_string_equal(parts_text(&arena, limit_rate(500, 1, 0)), "95.0 %");
	assert_int_equal(frequency_find("per-change")->most, 60);
	assert_int_equal(frequency_find("annual")->most, 1);
	assert_null(frequency_find("hourly"));
	for (const struct frequency *at = frequencies; at->name; at++)
		assert_true(at->fewest <= at->most);
	arena_release(&arena);
}

static void
rates_are_read_and_told(void **state)
{
	static const struct {
		const char *text;
		int64_t rate;
		const char *told;
	} good[] = {{"95", 9500, "95 %"},  {"97.5", 9750, "97.5 %"}, {"2.25%", 225, "2.25 %"},
		    {"0.05", 5, "0.05 %"}, {"100", 10000, "100 %"},  {"0", 0, "0 %"}};
	static const char *const bad[] = {"",
					  ".5",
					  "5.",
					  "100.01",
					  "1e1",
					  "-5",
					  "5,5",
					  "5.123",
					  " 5",
					  "5 %",
					  "000000005",
					  "5%%",
					  "9223372036854775808"};
	struct arena arena;
	int64_t rate = -1;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(rate_parse(good[i].text, &rate));
		assert_int_equal(rate, good[i].rate);
		assert_string_equal(rate_text(&arena, rate), good[i].told);
	}
	rate = -1;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (rate_parse(bad[i], &rate))
			fail_msg("%s", bad[i]);
	assert_int_equal(rate, -1);
	assert_int_equal(parts_of(1, 3), INT64_C(3333333334));
	assert_int_equal(parts_of(1, 4), INT64_C(2500000000));
	assert_int_equal(parts_of(7, 7), PARTS_ONE);
	assert_int_equal(parts_of(0, 7), 0);
	assert_string_equal(parts_text(&arena, 1), "0.1 %");
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_vector_agrees),
		cmocka_unit_test(the_published_tables_agree),
		cmocka_unit_test(probabilities_are_exact),
		cmocka_unit_test(hypergeometric_is_symmetric),
		cmocka_unit_test(extremes_neither_overflow_nor_vanish),
		cmocka_unit_test(exact_ties_are_not_left_to_rounding),
		cmocka_unit_test(limits_are_monotone),
		cmocka_unit_test(sizes_are_monotone),
		cmocka_unit_test(a_plan_keeps_what_it_promises),
		cmocka_unit_test(small_populations_are_taken_whole),
		cmocka_unit_test(senseless_rates_are_refused),
		cmocka_unit_test(customary_sizes_have_a_price),
		cmocka_unit_test(rates_are_read_and_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
