/* SPDX-License-Identifier: Apache-2.0 */
/* Who says since when the ledger's records are there? The authority that the policy names, believed
 * as the trust root says. */
#ifndef CMD_STAMPING_H
#define CMD_STAMPING_H

#include "cmd/world.h"
#include "integrations/tsa.h"
#include "ledger/stamp.h"

/* Time-stamps the checkpoint as it is now, unless it is. ERROR_USAGE where the policy names no
 * authority, or the trust root believes none. */
bool stamping_now(struct world *world, const struct arguments *arguments, struct stamped *out,
		  struct error *err);

#define STAMPING_EVERY 3600 /* seconds: public authorities ask not to be asked for every record */

/*
 * After an append, where the policy names an authority, unless a time-stamp is younger than
 * `every` seconds. What fails is said to standard error and stops nothing: the record counts, and
 * the next time-stamp covers it, too.
 */
void stamping_after(struct world *world, const struct arguments *arguments, int64_t every);

/* The same by a pipeline, which where records are handed in does not write the ledger's files. */
void stamping_after_append(struct world *world, const struct arguments *arguments);

/* Does the authority answer so that it counts? Asks about nothing in particular; the ledger is not
 * looked at. The world's trust root is read if it is not yet. */
bool stamping_try(struct world *world, const struct arguments *arguments, struct timestamp *out,
		  struct error *err);

/* Whom a trust root believes; *out stays NULL where it names nobody, or `trust` is NULL.
 * ERROR_LEDGER. */
bool stamping_believed(const struct trust *trust, struct tsa **out, struct error *err);

#endif
