/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose signatures count, for what, and until when? The trust file `changegate.trust/1`: the
 * ledger's origin and the public keys of those who sign records and checkpoints. It comes from
 * outside of the ledger, never from its own copy.
 *
 * The clock of a ledger is its size: a key that is retired at a size counts for what was in the log
 * by then, and for nothing that came later, whatever dates it bears.
 */
#ifndef LEDGER_TRUST_H
#define LEDGER_TRUST_H

#include "base/crypto.h"
#include "base/fields.h"
#include "core/change.h"

#define TRUST_SCHEMA "changegate.trust/1"

enum key_usage { USAGE_RECORD, USAGE_CHECKPOINT, USAGE_PROVENANCE };

/* What a record key may sign; an empty list allows all. */
struct key_scope {
	struct texts repositories;
	struct texts services;
	struct texts environments;
};

struct retirement {
	int64_t size; /* leaves in the log when the key was retired */
	const char *reason;
};

struct trusted_key {
	int usage;     /* enum key_usage */
	int algorithm; /* enum key_algorithm; a checkpoint key is Ed25519 */
	const char *fingerprint;
	const char *public_key; /* base64 of the SubjectPublicKeyInfo */
	struct key_scope scope;
	struct retirement *retired; /* NULL: in use */
	struct public_key *key;     /* the same, read; belongs to the trust */
};

struct trust {
	const char *schema;
	const char *origin;
	int64_t version;      /* from 1 */
	const char *previous; /* sha256 of the file of the version before; NULL for the first */
	LIST(struct trusted_key) keys;
	struct texts timestamp_authorities; /* base64 of DER certificates, for the integrations to
					       read; whose time-stamps of checkpoints count */
};

extern const char *const key_usage_names[];     /* "record", "checkpoint", "provenance" */
extern const char *const key_algorithm_names[]; /* "ecdsa-p256", "ed25519" */
extern const struct fields trust_fields;

/* Strict; algorithms and fingerprints must be those of the keys. Release with trust_release(). */
bool trust_parse(struct arena *arena, const char *bytes, size_t length, struct trust *out,
		 struct error *err);

/* For people to read: indented, ends with a newline. Needs no read keys. */
void trust_write(struct buffer *out, const struct trust *trust);

/* Adds a copy of a key. For keygen and tests. */
bool trust_add(struct arena *arena, struct trust *trust, enum key_usage usage,
	       const struct public_key *key, struct error *err);

/* NULL if there is none. */
const struct trusted_key *trust_find(const struct trust *trust, enum key_usage usage,
				     const char *fingerprint);

/* May the key of a record sign for this chain, at this index of the log (-1: not known)? *code says
 * why not: SIG-OUT-OF-SCOPE or SIG-RETIRED. ERROR_LEDGER. */
bool trust_permits_record(const struct trusted_key *used, const struct key *key, int64_t index,
			  const char **code, struct error *err);

/* May it sign a checkpoint of this size? ERROR_LEDGER. */
bool trust_permits_checkpoint(const struct trusted_key *used, int64_t size, struct error *err);

void trust_release(struct trust *trust);

#endif
