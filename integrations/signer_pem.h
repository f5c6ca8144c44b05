/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a private key that the program holds itself sign? A PKCS#8 key (RFC 5958, unencrypted),
 * ECDSA P-256 or Ed25519.
 *
 * Taken as PEM; as PEM whose line breaks became spaces or a literal \n on the way through a secret
 * store; or as the base64 of the PEM or of the DER. Nobody is ever asked for a passphrase.
 * No part of the key appears in a message.
 */
#ifndef INTEGRATIONS_SIGNER_PEM_H
#define INTEGRATIONS_SIGNER_PEM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/crypto.h"
#include "base/error.h"
#include "core/signer.h"
#include "integrations/secret.h"

struct signing_key;

/* ERROR_FORMAT: not such a key; ERROR_USAGE: a good key of the other algorithm. */
bool signing_key_from_pem(const struct secret *secret, enum key_algorithm expected,
			  struct signing_key **key, struct error *err);
void signing_key_release(struct signing_key **key);

/* The public half, to be released by the caller. */
bool signing_key_public(const struct signing_key *key, struct public_key **out, struct error *err);

/* Appends the signature (core/signer.h). */
bool signing_key_sign(const struct signing_key *key, const void *message, size_t length,
		      struct buffer *signature, struct error *err);

/* A new key as PKCS#8 PEM, random numbers from the system. */
bool signing_key_generate(enum key_algorithm algorithm, struct secret *pem, struct error *err);

/* Lends the key to a signer. */
void signing_key_signer(struct signing_key *key, struct signer *out);

#endif
