/* SPDX-License-Identifier: Apache-2.0 */
/* How does a judged deploy, an attempt or an outcome become a signed record? */
#ifndef CMD_SEALING_H
#define CMD_SEALING_H

#include "cmd/world.h"
#include "core/record.h"
#include "ledger/log.h"
#include "ledger/sequence.h"

/* Version, and the digest of this executable. */
bool recorder_read(struct recorder *recorder, struct error *err);

/* Checks, serialises and signs. *payload is the record's identity (hex, in the arena). */
bool record_sign(struct world *world, const struct record *record, struct buffer *envelope,
		 const char **payload, struct error *err);

/* The record of a judged deploy; kind by its evidence. */
void record_of_evidence(const struct evidence *evidence, const struct evaluation *evaluation,
			const char *attempt, const struct recorder *recorder,
			struct record *record);

/* How the policy says that records get in; lives as long as the world. */
struct sequencer world_sequencer(struct world *world);

/* Appends an attempt for the key; *payload names it. */
bool append_attempt(struct world *world, const struct key *key, const char *commit,
		    const char *artifact, const char **payload, struct error *err);

/* --output receipt=FILE, the proof of inclusion, and admission=FILE, the record with it behind. */
bool receipts_write(struct arena *arena, const struct arguments *arguments,
		    const struct receipt *receipt, const void *envelope, size_t length,
		    struct error *err);

extern const char *const receipt_outputs[]; /* ends with NULL */

#endif
