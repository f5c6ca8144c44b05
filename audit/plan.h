/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many records must be looked at, and what does a sample say about all of them? Exact: binomial
 * for a population of unknown size, hypergeometric for N of them, by products of whole ratios (no
 * normal or Poisson approximation, no correction factor). Rates and risks are basis points; the
 * risk is that of relying too much, 10,000 less the confidence.
 */
#ifndef AUDIT_PLAN_H
#define AUDIT_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

#define RATE_ONE INT64_C(10000) /* basis points */
#define LIMIT_FINITE_POPULATION INT64_C(1000000)
#define LIMIT_PLANNED_SIZE INT64_C(20000) /* beyond it a sample is no sample; bounds the time */

/* Parts of 10^10: an upper limit, rounded up. */
#define PARTS_ONE INT64_C(10000000000)

/* P(at most k deviations among n), each a deviation with probability p in [0, 1]; 0 <= n. */
double binomial_at_most(int64_t k, int64_t n, double p);

/* P(at most k of the D deviations among N are in a sample of n); D and n within 0 and N. */
double hypergeometric_at_most(int64_t k, int64_t population, int64_t deviations, int64_t n);

/*
 * The smallest n with at most `risk` of seeing `allowed` deviations or fewer where the rate is
 * `tolerable`. population 0: of unknown size. 0 if no n up to LIMIT_PLANNED_SIZE (or the
 * population, if smaller) is enough.
 */
int64_t plan_for_allowed(int64_t risk, int64_t tolerable, int64_t population, int64_t allowed);

struct plan_request {
	int64_t confidence; /* basis points, 5000 to 9999 */
	int64_t tolerable;  /* basis points, 1 to 9999 */
	int64_t expected;   /* basis points, below tolerable */
	int64_t population; /* 0: of unknown size */
};

struct plan {
	int64_t size;
	int64_t allowed; /* deviations with which the limit still is within the tolerable rate */
	bool census;     /* nothing less than all of them is enough */
};

/*
 * Allowed are n times the expected rate, rounded up, as in the AICPA's tables of sample sizes.
 * ERROR_USAGE for rates that make no sense, and for a size beyond the limits.
 */
bool plan_size(const struct plan_request *request, struct plan *plan, struct error *err);

/*
 * Upper limit of the rate when k of n deviated: the smallest rate with at most `risk` of so few
 * (Clopper-Pearson, one-sided). Parts of 10^10. 0 <= k <= n; everything is possible if n is 0.
 */
int64_t limit_rate(int64_t risk, int64_t n, int64_t k);

/* The same of a finite population: how many of all may be deviations. A census knows: k. */
int64_t limit_count(int64_t risk, int64_t population, int64_t n, int64_t k);

/* part / whole in parts of 10^10, rounded up; both at most 2^53, whole at least 1. */
int64_t parts_of(int64_t part, int64_t whole);

/* "11.3 %": rounded up to a tenth of a percent. */
const char *parts_text(struct arena *arena, int64_t parts);

/* "95 %", "97.5 %", "2.25 %". */
const char *rate_text(struct arena *arena, int64_t rate);

/* "95", "97.5", "2.25", with or without a % behind; false for anything else. Basis points. */
bool rate_parse(const char *text, int64_t *rate);

/* How many do people take who do not plan by risk? Customary, which says nothing about enough. */
struct frequency {
	const char *name; /* "weekly" */
	int64_t fewest, most;
};

extern const struct frequency frequencies[]; /* ends with a row without name */

const struct frequency *frequency_find(const char *name); /* NULL if there is none */

#endif
