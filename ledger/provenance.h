/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a builder whom the trust root names say that this artefact comes from that commit? Reads
 * SLSA provenance (v0.2 and v1) in a DSSE envelope as builders write it: with any order of keys and
 * with several signatures, of which one has to be by a key of usage `provenance`.
 */
#ifndef LEDGER_PROVENANCE_H
#define LEDGER_PROVENANCE_H

#include "core/provenance.h"
#include "ledger/trust.h"

/* `bytes` ends with a NUL. Never fails: `problem` says what is wrong. */
void provenance_read(struct arena *arena, const char *bytes, size_t length, const struct key *key,
		     const char *artifact, const struct trust *trust, struct provenance *out);

#endif
