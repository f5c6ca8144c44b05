/* SPDX-License-Identifier: Apache-2.0 */
/* Small records with fixed test keys, for tests of the ledger and of what reads it. */
#ifndef FAKE_SAMPLE_LEDGER_H
#define FAKE_SAMPLE_LEDGER_H

#include "core/record.h"
#include "core/signer.h"
#include "integrations/signer_pem.h"
#include "ledger/sequence.h"
#include "ledger/trust.h"

#define SAMPLE_ORIGIN "example.org/acme/payments/ledger"
#define SAMPLE_REPOSITORY "example.org/acme/payments"

/* PKCS#8, of the keys that the trust has: known to everybody. */
extern const char sample_record_pem[], sample_checkpoint_pem[];

struct sample {
	struct arena arena;
	struct signing_key *record_key, *checkpoint_key, *foreign_key;
	struct signer record_signer, checkpoint_signer;
	struct signer foreign_signer; /* a record key that the trust does not know */
	struct trust trust;
	int64_t size; /* of the log, as the next record's evidence has it */
};

void sample_open(struct sample *sample);
void sample_close(struct sample *sample);

/* A record to be made. */
struct sample_record {
	enum record_kind kind;
	enum record_result result;
	const char *environment; /* NULL: "production" */
	int number;              /* makes record id, time and, unless given, commit */
	int commit;              /* makes the commit */
	const char *artifact;
	const char *attempt;
	const char *about;
	bool forgets;                /* carries on no obligations */
	const struct signer *signer; /* NULL: record_signer */
};

/* 40 hex digits. */
const char *sample_commit(struct arena *arena, int number);
/* 26 characters. */
const char *sample_id(struct arena *arena, int number);

struct key sample_key(const char *environment);

/* The record that continues this state, as a struct, and signed. */
void sample_fill(struct sample *sample, const struct sample_record *wanted,
		 const struct key_state *state, struct record *record);
bool sample_seal(struct sample *sample, const struct sample_record *wanted,
		 const struct key_state *state, struct buffer *envelope, struct error *err);

/* Appends it; true and the receipt if it is in. */
bool sample_append(struct sample *sample, const struct store *store,
		   const struct sample_record *wanted, struct receipt *receipt, struct error *err);

/* Payload digest of an appended record. */
const char *sample_payload(struct sample *sample, const struct receipt *receipt);

#endif
