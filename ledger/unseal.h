/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does an envelope hold, if it is what it seems? Everything that can be said of one record
 * without its ledger.
 */
#ifndef LEDGER_UNSEAL_H
#define LEDGER_UNSEAL_H

#include "ledger/dsse.h"
#include "ledger/leaf.h"
#include "ledger/trust.h"

struct unsealed {
	struct envelope envelope;
	struct sha256 file;    /* of the envelope's bytes */
	struct sha256 payload; /* the record's identity */
	struct record record;
	const struct trusted_key *signed_by; /* NULL without trust */
};

/*
 * Envelope, signature by a trusted record key (not asked where `trust` is NULL), statement and
 * record_check(). `index` is where it is in the log, or will be; -1 if that is not known, and then
 * no retired key counts. ERROR_LEDGER; *code is then REC-FORM, SIG-UNKNOWN-KEY, SIG-INVALID,
 * SIG-OUT-OF-SCOPE, SIG-RETIRED or REC-INCONSISTENT.
 */
bool unseal(struct arena *arena, const char *bytes, size_t length, const struct trust *trust,
	    int64_t index, struct unsealed *out, const char **code, struct error *err);

#endif
