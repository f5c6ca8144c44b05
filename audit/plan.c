/* SPDX-License-Identifier: Apache-2.0 */
/* How many records must be looked at? See plan.h. */
#include "audit/plan.h"

#include <string.h>

#include "base/text.h"

/* Terms this small, beside the largest, which is 1, change no digit of a sum. */
#define NEGLIGIBLE 1e-30

/* Hypergeometric sums meet the risk exactly (N 10, D 1, n 9: 1/10); rounding must not decide. */
#define TIE 1e-12

/*
 * A distribution over lowest..highest, by the ratio of one term to the one before it. Everything is
 * relative to the term at `middle`, near the largest, so nothing overflows, and what underflows is
 * nothing.
 */
struct terms {
	int64_t lowest, highest, middle;
	double n, odds;            /* binomial */
	double deviations, others; /* hypergeometric */
	double (*ratio)(const struct terms *terms, double i);
};

/* P(i) / P(i - 1). */
static double
binomial_ratio(const struct terms *terms, double i)
{
	return (terms->n - i + 1) / i * terms->odds;
}

static double
hypergeometric_ratio(const struct terms *terms, double i)
{
	return (terms->deviations - i + 1) / i *
	       ((terms->n - i + 1) / (terms->others - terms->n + i));
}

/* Adds the terms of first..last, going away from the middle; those up to `k` also to *few. */
static double
sum_upwards(const struct terms *terms, int64_t k, double *few)
{
	double term = 1, sum = 0;

	for (int64_t i = terms->middle + 1; i <= terms->highest && term > NEGLIGIBLE; i++) {
		term *= terms->ratio(terms, (double)i);
		sum += term;
		if (i <= k)
			*few += term;
	}
	return sum;
}

static double
sum_downwards(const struct terms *terms, int64_t k, double *few)
{
	double term = 1, sum = 0;

	for (int64_t i = terms->middle; i > terms->lowest && term > NEGLIGIBLE; i--) {
		term /= terms->ratio(terms, (double)i);
		sum += term;
		if (i - 1 <= k)
			*few += term;
	}
	return sum;
}

static int64_t
within(int64_t lowest, int64_t value, int64_t highest)
{
	if (value < lowest)
		return lowest;
	return value > highest ? highest : value;
}

static double
at_most(const struct terms *terms, int64_t k)
{
	double few = terms->middle <= k ? 1 : 0, sum = 1;

	if (k < terms->lowest)
		return 0;
	if (k >= terms->highest)
		return 1;
	sum += sum_upwards(terms, k, &few);
	sum += sum_downwards(terms, k, &few);
	return few / sum;
}

double
binomial_at_most(int64_t k, int64_t n, double p)
{
	struct terms terms = {.highest = n, .n = (double)n, .ratio = binomial_ratio};

	if (p <= 0)
		return k >= 0 ? 1 : 0;
	if (p >= 1)
		return k >= n ? 1 : 0;
	terms.odds = p / (1 - p);
	terms.middle = within(0, (int64_t)(((double)n + 1) * p), n);
	return at_most(&terms, k);
}

double
hypergeometric_at_most(int64_t k, int64_t population, int64_t deviations, int64_t n)
{
	int64_t others = population - deviations;
	struct terms terms = {
		.lowest = n > others ? n - others : 0,
		.highest = n < deviations ? n : deviations,
		.n = (double)n,
		.deviations = (double)deviations,
		.others = (double)others,
		.ratio = hypergeometric_ratio,
	};
	double middle = ((double)n + 1) * ((double)deviations + 1) / ((double)population + 2);

	terms.middle = within(terms.lowest, (int64_t)middle, terms.highest);
	return at_most(&terms, k);
}

/* How many deviations are the tolerable rate of this population? Rounded up. */
static int64_t
deviations_at(int64_t rate, int64_t population)
{
	return (population * rate + RATE_ONE - 1) / RATE_ONE;
}

/* Would so few deviations be rare enough, were the rate just tolerable? */
static bool
is_enough(int64_t risk, int64_t tolerable, int64_t population, int64_t n, int64_t allowed)
{
	double limit = (double)risk / (double)RATE_ONE * (1 + TIE);

	if (population)
		return hypergeometric_at_most(allowed, population,
					      deviations_at(tolerable, population), n) <= limit;
	return binomial_at_most(allowed, n, (double)tolerable / (double)RATE_ONE) <= limit;
}

/* The smallest of lowest..highest that is enough; `highest` must be. */
static int64_t
smallest_enough(const struct plan_request *request, int64_t lowest, int64_t highest,
		int64_t allowed)
{
	while (lowest < highest) {
		int64_t middle = lowest + (highest - lowest) / 2;

		if (is_enough(RATE_ONE - request->confidence, request->tolerable,
			      request->population, middle, allowed))
			highest = middle;
		else
			lowest = middle + 1;
	}
	return lowest;
}

static int64_t
largest_size(int64_t population)
{
	return population && population < LIMIT_PLANNED_SIZE ? population : LIMIT_PLANNED_SIZE;
}

int64_t
plan_for_allowed(int64_t risk, int64_t tolerable, int64_t population, int64_t allowed)
{
	struct plan_request request = {
		.confidence = RATE_ONE - risk, .tolerable = tolerable, .population = population};
	int64_t highest = largest_size(population);

	if (!is_enough(risk, tolerable, population, highest, allowed))
		return 0;
	return smallest_enough(&request, 1, highest, allowed);
}

static bool
request_is_sensible(const struct plan_request *request, struct error *err)
{
	if (request->confidence < RATE_ONE / 2 || request->confidence >= RATE_ONE)
		return fail(err, ERROR_USAGE, "the confidence must be from 50 to 99.99 percent");
	if (request->tolerable < 1 || request->tolerable >= RATE_ONE)
		return fail(err, ERROR_USAGE,
			    "the tolerable rate must be from 0.01 to 99.99 percent");
	if (request->expected < 0 || request->expected >= request->tolerable)
		return fail(err, ERROR_USAGE,
			    "the expected rate must be below the tolerable rate: no sample could "
			    "show that it is");
	if (request->population < 0 || request->population > LIMIT_FINITE_POPULATION)
		return fail(err, ERROR_USAGE, "the population must have at most %lld records",
			    (long long)LIMIT_FINITE_POPULATION);
	return true;
}

/*
 * Allowed steps up with n, so the sizes with the same number of allowed deviations are one range
 * each; within a range more records are never less enough.
 */
static bool
find_size(const struct plan_request *request, struct plan *plan)
{
	int64_t highest = largest_size(request->population), first = 1;
	int64_t risk = RATE_ONE - request->confidence;

	for (int64_t allowed = request->expected ? 1 : 0; first <= highest; allowed++) {
		int64_t last = request->expected ? allowed * RATE_ONE / request->expected : highest;

		last = last < highest ? last : highest;
		if (first <= last &&
		    is_enough(risk, request->tolerable, request->population, last, allowed)) {
			plan->size = smallest_enough(request, first, last, allowed);
			plan->allowed = allowed;
			return true;
		}
		first = last + 1;
	}
	return false;
}

bool
plan_size(const struct plan_request *request, struct plan *plan, struct error *err)
{
	struct plan found = {0};

	if (!request_is_sensible(request, err))
		return false;
	if (!find_size(request, &found)) {
		if (!request->population || request->population > LIMIT_PLANNED_SIZE)
			return fail(err, ERROR_USAGE,
				    "these rates need more than %lld records: the expected rate is "
				    "too near the tolerable one",
				    (long long)LIMIT_PLANNED_SIZE);
		found.size = request->population;
		found.allowed = request->population * request->tolerable / RATE_ONE;
	}
	found.census = request->population && found.size == request->population;
	*plan = found;
	return true;
}

static int64_t
round_up(double value)
{
	int64_t whole = (int64_t)value;

	return (double)whole < value ? whole + 1 : whole;
}

int64_t
limit_rate(int64_t risk, int64_t n, int64_t k)
{
	double target = (double)risk / (double)RATE_ONE;
	double low, high = 1;

	if (k >= n)
		return PARTS_ONE;
	low = (double)k / (double)n;
	/* 50 halvings are 10^-15: closer than doubles tell rates apart. */
	for (int halving = 0; halving < 50; halving++) {
		double middle = low + (high - low) / 2;

		if (binomial_at_most(k, n, middle) <= target)
			high = middle;
		else
			low = middle;
	}
	/* A limit that is a whole number of parts must not become the next one by rounding. */
	return round_up(high * (double)PARTS_ONE - 1e-3);
}

int64_t
limit_count(int64_t risk, int64_t population, int64_t n, int64_t k)
{
	double target = (double)risk / (double)RATE_ONE * (1 + TIE);
	int64_t low = k, high = population - (n - k);

	/* low is possible: that many were seen; what is above high is not. */
	while (low < high) {
		int64_t middle = low + (high - low + 1) / 2;

		if (hypergeometric_at_most(k, population, middle, n) > target)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

int64_t
parts_of(int64_t part, int64_t whole)
{
	/* Digit by digit: part * 10^10 would not fit. */
	int64_t parts = part / whole, rest = part % whole;

	for (int digit = 0; digit < 10; digit++) {
		rest *= 10;
		parts = parts * 10 + rest / whole;
		rest %= whole;
	}
	return rest ? parts + 1 : parts;
}

const char *
parts_text(struct arena *arena, int64_t parts)
{
	int64_t tenth = PARTS_ONE / 1000;
	int64_t tenths = parts / tenth + (parts % tenth ? 1 : 0);

	return arena_format(arena, "%lld.%lld %%", (long long)(tenths / 10),
			    (long long)(tenths % 10));
}

const char *
rate_text(struct arena *arena, int64_t rate)
{
	long long whole = rate / 100, hundredths = rate % 100;

	if (!hundredths)
		return arena_format(arena, "%lld %%", whole);
	if (hundredths % 10 == 0)
		return arena_format(arena, "%lld.%lld %%", whole, hundredths / 10);
	return arena_format(arena, "%lld.%02lld %%", whole, hundredths);
}

/* Digits at *at as a number; false without any, or with more than five. */
static bool
take_digits(const char **at, int64_t *number, int *digits)
{
	*number = 0;
	for (*digits = 0; byte_is_digit(**at); (*at)++, (*digits)++)
		if (*digits < 6)
			*number = *number * 10 + (**at - '0');
	return *digits > 0 && *digits < 6;
}

bool
rate_parse(const char *text, int64_t *rate)
{
	int64_t whole, hundredths = 0;
	int digits;

	if (!take_digits(&text, &whole, &digits))
		return false;
	if (*text == '.') {
		text++;
		if (!take_digits(&text, &hundredths, &digits) || digits > 2)
			return false;
		hundredths *= digits == 1 ? 10 : 1;
	}
	if (*text == '%')
		text++;
	if (*text || whole * 100 + hundredths > RATE_ONE)
		return false;
	*rate = whole * 100 + hundredths;
	return true;
}

const struct frequency frequencies[] = {
	{"annual", 1, 1},  {"quarterly", 2, 2}, {"monthly", 2, 5},      {"semi-monthly", 3, 8},
	{"weekly", 5, 15}, {"daily", 15, 40},   {"per-change", 25, 60}, {NULL, 0, 0},
};

const struct frequency *
frequency_find(const char *name)
{
	for (const struct frequency *frequency = frequencies; frequency->name; frequency++)
		if (text_equal(frequency->name, name))
			return frequency;
	return NULL;
}
