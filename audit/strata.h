/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which records are drawn separately, and how many of each kind? By risk: what went around a rule
 * is rare, so a draw over everything would miss it; each such class of at most STRATUM_CENSUS
 * records is looked at whole, beside the sample. The sample is shared out over the other strata in
 * proportion, by largest remainder, at least one record each.
 */
#ifndef AUDIT_STRATA_H
#define AUDIT_STRATA_H

#include "audit/population.h"

#define STRATUM_CENSUS 25
#define LIMIT_STRATA 200
#define STRATUM_OF_ALL "all"

struct stratum {
	const char *name;
	int64_t population;
	int64_t size;     /* to look at; replacements are not counted */
	int64_t replaced; /* drawn, and replaced by a further one */
	bool census;      /* a class of risk that is looked at whole, beside the sample */
};

struct strata {
	const char *by; /* "risk", "service", ...; NULL: one stratum of all */
	LIST(struct stratum) each;
	int64_t *of_id; /* for each id of the id file, the index of its stratum */
};

/* "risk, service, environment or change-type". */
bool strata_kind_is_known(const char *by);

/* Everything in one stratum. */
void strata_begin(struct arena *arena, size_t ids, struct strata *strata);

/*
 * `rows`: JSON lines of a population that has every one of the `ids`, which are sorted; other rows
 * do no harm. Strata of risk come in the order of their table, others in byte order.
 */
bool strata_divide(struct arena *arena, const char *by, const char *rows, size_t length,
		   const struct texts *ids, struct strata *strata, struct error *err);

/* `seats` over `count` groups in proportion, by largest remainder; ties go to the earlier one. */
void share_out(const int64_t *groups, size_t count, int64_t seats, int64_t *shares);

/* Records outside of the strata that are looked at whole. */
int64_t strata_sampled_population(const struct strata *strata);

/*
 * Sets every stratum's `size` for a sample of `size`, or leaves it where it is larger already: a
 * later stage never gives back what an earlier one drew, although shares by largest remainder may
 * fall as the sample grows.
 */
void strata_allocate(struct arena *arena, struct strata *strata, int64_t size);

/* strata.tsv: record id, number of its stratum from 1, name; in the order of the ids. */
void strata_write(struct buffer *out, const struct strata *strata, const struct texts *ids);

#endif
