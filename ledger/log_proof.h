/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which keys has the ledger of an issuer of tokens, and does a record's proof rest on them? Only
 * whoever sequences puts keys in, so that nobody can bring the key that proves him right.
 */
#ifndef LEDGER_LOG_PROOF_H
#define LEDGER_LOG_PROOF_H

#include "core/proof.h"
#include "ledger/log.h"
#include "ledger/unseal.h"

/* The chain in which an issuer's keys are; shares the texts. */
struct key log_issuer_chain(const char *origin, const char *issuer);

/* All keys that were ever logged of it, the newest first. */
bool log_issuer_keys(struct arena *arena, struct log *log, const char *issuer,
		     struct issuer_keys *out, struct error *err);

/*
 * Of a record that is to come next: its proof, if it needs one, holds, and no record of its chain
 * within a day before it rests on the same job. ERROR_LEDGER; *code is then PROOF-..., or NULL
 * where the log could not be read.
 */
bool log_check_proof(struct arena *arena, struct log *log, const struct unsealed *unsealed,
		     const char **code, struct error *err);

#endif
