/* SPDX-License-Identifier: Apache-2.0 */
/* What do other systems say? Reads the exports, clones and receipts that were named. */
#ifndef CMD_RECONCILE_SOURCES_H
#define CMD_RECONCILE_SOURCES_H

#include "audit/reconcile.h"
#include "cmd/arguments.h"
#include "cmd/place.h"

#define LIMIT_SOURCES 31 /* a bit each */
#define LIMIT_RECEIPTS 100000
#define LIMIT_SOURCE_BYTES (64u * 1024 * 1024)

bool reconcile_duration(const struct arguments *arguments, const char *option, int64_t *seconds,
			struct error *err);

/* --source and --column */
bool reconcile_read_sources(struct arena *arena, const struct arguments *arguments,
			    struct reconciliation *all, struct error *err);

/* --clone */
bool reconcile_read_clones(struct arena *arena, const struct arguments *arguments,
			   struct reconciliation *all, struct error *err);

/* --corroboration: of the ledger that is compared, as it was then. */
bool reconcile_read_corroboration(struct arena *arena, const struct arguments *arguments,
				  const struct place *place, struct reconciliation *all,
				  struct error *err);

/* --receipts: those that a trusted key signed, and whose record the ledger has not. */
bool reconcile_read_receipts(struct arena *arena, const struct arguments *arguments,
			     const struct place *place, struct reconciliation *all,
			     struct error *err);

#endif
