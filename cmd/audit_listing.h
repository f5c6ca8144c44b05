/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Are the lists in an auditor's folder still those that the ledger gives? Only their ids are
 * sealed, and whoever keeps the folder can edit the rest of it.
 */
#ifndef CMD_AUDIT_LISTING_H
#define CMD_AUDIT_LISTING_H

#include "audit/population.h"
#include "cmd/place.h"

/* population.json, read, and every file that it tells of as the ledger gave it then. ERROR_LEDGER.
 */
bool audit_listing_read(struct arena *arena, const struct place *place, const char *folder,
			struct population_header *header, struct error *err);

#endif
