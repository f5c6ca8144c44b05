/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the results of a sample say about the population? Numbers, and no more: deviations, the
 * rate that they project to, and upper limits, exact, per stratum. One limit over several strata is
 * given only where each was drawn in proportion (within one record): over others it would mean
 * nothing. It is that of the largest simple sample in which no stratum would have more records than
 * it has, so a rounded share never makes it look better. Nothing is concluded from chosen records.
 */
#ifndef AUDIT_EVALUATION_H
#define AUDIT_EVALUATION_H

#include "audit/results.h"

#define EVALUATION_SCHEMA "changegate.evaluation/1"

struct upper_limit {
	int64_t confidence; /* basis points */
	const char *rate;   /* of a population of unknown size (binomial), rounded up */
	int64_t rate_parts; /* of 10^10 */
	int64_t count;      /* deviations in this population (hypergeometric) */
	const char *count_rate;
	int64_t count_parts;
	const char *less_tolerable; /* count_rate less the tolerable rate; NULL without one */
};

/* One stratum, or all of them. */
struct tested {
	const char *stratum;
	int64_t population; /* without what is known not to belong to it, or to which it does not
			       apply */
	int64_t looked_at, not_applicable, tested;
	int64_t deviations; /* those that could not be tested are among them */
	int64_t not_testable;
	int64_t limit_size; /* records that the limits are of; fewer than tested where pooled */
	const char *rate;   /* deviations of tested, rounded up; NULL if nothing was tested */
	LIST(struct upper_limit) limits;
};

struct projection {
	const char *deviations; /* "12.3", in the population, each stratum rounded up */
	const char *rate;
};

struct attribute_evaluation {
	const char *name;
	LIST(struct tested) strata;
	struct tested *pooled;         /* NULL: one stratum, or not in proportion */
	const char *not_pooled;        /* why not, where there are several strata */
	struct projection *projection; /* NULL: from chosen records, or a stratum without any */
	int64_t targeted, targeted_deviations; /* beside the sample, not in any number above */
};

struct sample_evaluation {
	const char *schema;
	const char *tool_version;
	const char *sample_sha256;  /* of sample.json */
	const char *results_sha256; /* of the table that was read */
	const char *method;
	int64_t tolerable; /* basis points; 0: not given */
	LIST(struct attribute_evaluation) attributes;
	struct texts warnings;
};

extern const struct fields sample_evaluation_fields;

struct evaluation_request {
	const struct sample *sample;
	const struct results *results;
	const char *sample_sha256, *results_sha256;
	int64_t tolerable;  /* 0: that of the sample's plan, if it has one */
	int64_t confidence; /* 0: that of the sample's plan; always at 90 and 95 percent, too */
	const char *tool_version;
};

/* The sample is one that was drawn again. */
void evaluate_sample(struct arena *arena, const struct evaluation_request *request,
		     struct sample_evaluation *out);

/* Is every stratum within one record of its share? */
bool strata_are_proportional(const struct stratum *strata, size_t count);

void evaluation_write_json(struct buffer *out, const struct sample_evaluation *evaluation);
void evaluation_write_text(struct arena *arena, struct buffer *out,
			   const struct sample_evaluation *evaluation);

#endif
