/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who signed this payload? DSSE v1.0.2 envelopes of in-toto statements with exactly one signature,
 * on one line that ends with a newline. Each envelope has one form only: whatever is not byte for
 * byte as dsse_write() would write it is refused, so that no bit of a file is without meaning.
 *
 * Beside the signature an envelope may have a token of the platform, as a member of its own:
 * verifiers ignore what they do not know, and the log's entry covers it.
 */
#ifndef LEDGER_DSSE_H
#define LEDGER_DSSE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/crypto.h"
#include "base/error.h"
#include "base/hash.h"
#include "core/signer.h"

#define PAYLOAD_TYPE "application/vnd.in-toto+json"

struct envelope {
	const char *payload; /* `payload_length` bytes with a NUL behind them */
	size_t payload_length;
	const char *keyid; /* OpenSSH fingerprint of the key: "SHA256:..." */
	const uint8_t *signature;
	size_t signature_length;
	const char *proof; /* token of the platform, made for this payload; NULL: none */
};

/* Appends "DSSEv1 <length> <type> <length> <body>", which is what gets signed. */
void dsse_pae(struct buffer *out, const char *type, const void *body, size_t length);

/* Signs the payload and appends the envelope. */
bool dsse_sign(const void *payload, size_t length, const struct signer *signer,
	       struct buffer *envelope, struct error *err);

/* The same with a token of the platform beside the signature. */
bool dsse_sign_proved(const void *payload, size_t length, const struct signer *signer,
		      const char *proof, struct buffer *envelope, struct error *err);

void dsse_write(struct buffer *out, const struct envelope *envelope);

/* Does not verify. ERROR_FORMAT. */
bool dsse_parse(struct arena *arena, const char *bytes, size_t length, struct envelope *out,
		struct error *err);

/* keyid and signature are those of this key. ERROR_LEDGER. */
bool dsse_verify(const struct envelope *envelope, const struct public_key *key, struct error *err);

#endif
