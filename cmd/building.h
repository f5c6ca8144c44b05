/* SPDX-License-Identifier: Apache-2.0 */
/* How does a ledger become a population? In two passes, and only if it verifies without a problem.
 */
#ifndef CMD_BUILDING_H
#define CMD_BUILDING_H

#include "audit/ipe.h"
#include "audit/unrecorded.h"
#include "base/buffer.h"
#include "cmd/place.h"

struct building {
	struct population population;
	struct buffer csv, jsonl, ids, header;
	struct arena scratch; /* of one record */
	bool with_extras;     /* of the next three; to be set before */
	int64_t until;        /* the ledger as it was at this size, to be set before; 0: as it is */
	struct buffer html, changes;
	int64_t size; /* ours: records that are listed */
	struct ipe ipe;
	/* Takes from the lists as they grow, so that they need not lie in memory whole; NULL: they
	 * do. To be set before. */
	bool (*spill)(void *spiller, struct building *building, struct error *err);
	void *spiller;
	/* Deploys without a record, to be set before; NULL: nothing was reconciled. */
	const struct reconciliation_file *reconciliation;
	const char *reconciliation_sha256;
};

void building_release(struct building *building); /* for RELEASED_BY */

/* The first pass alone: outcomes of every deploy, for when it was. Other leaves are not read. */
bool building_note(struct arena *arena, const struct place *place, struct population *population,
		   struct error *err);

/*
 * The ids alone, from the leaves, which the signed checkpoint vouches for: no record is read, so it
 * says nothing of them. Fills population.header.ids_sha256.
 */
bool building_ids(struct arena *arena, const struct place *place,
		  const struct population_request *request, struct building *building,
		  struct error *err);

bool building_build(struct arena *arena, const struct place *place,
		    const struct population_request *request, struct building *building,
		    struct error *err);

#endif
