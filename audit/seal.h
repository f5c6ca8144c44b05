/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this the population that was frozen? The seal is a record in the ledger; an auditor's seed is
 * made after it, and a sample is drawn only from an id file that fits it.
 */
#ifndef AUDIT_SEAL_H
#define AUDIT_SEAL_H

#include "audit/population.h"

/* What to put on record for this population. The texts are shared. ERROR_USAGE if nothing is in it.
 */
bool population_seal_fill(const struct population_header *header, struct population_seal *seal,
			  struct error *err);

/*
 * Reads a canonical id file that must be the sealed one: same sha256, same number of lines.
 * ERROR_LEDGER if it is another one, ERROR_FORMAT if it is not canonical.
 */
bool population_seal_fits(struct arena *arena, const struct population_seal *seal,
			  const char *bytes, size_t length, struct texts *ids, struct error *err);

/* The header is that of the sealed population: digest, count, period, scope. ERROR_LEDGER. */
bool population_seal_fits_header(const struct population_seal *seal,
				 const struct population_header *header, struct error *err);

#endif
