/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did the holder of this key sign these bytes? Verification only, pure: making keys and signatures
 * needs randomness and lives in integrations/.
 *
 * ECDSA P-256 with SHA-256, DER signatures (records); Ed25519 (RFC 8032; checkpoints). P-256
 * signatures must be strict DER. High s is accepted: other signers produce it, and identity is the
 * payload's digest, never the signature.
 */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

enum key_algorithm { KEY_ECDSA_P256, KEY_ED25519 };

struct public_key;

/* From the DER of a SubjectPublicKeyInfo (RFC 5280 4.1.2.7), whole; other algorithms are refused.
 */
bool public_key_from_spki(const void *bytes, size_t length, struct public_key **key,
			  struct error *err);
/* From the raw 32 bytes of an Ed25519 key. */
bool public_key_from_ed25519(const uint8_t raw[32], struct public_key **key, struct error *err);

void public_key_free(struct public_key *key);
void public_key_release(struct public_key **key);

enum key_algorithm public_key_algorithm(const struct public_key *key);
void public_key_spki(const struct public_key *key, struct buffer *out); /* appends the DER */
void public_key_ed25519(const struct public_key *key, uint8_t raw[32]);

/* "SHA256:" and 43 base64 characters over the SSH wire form; equals `ssh-keygen -lf`. */
char *public_key_fingerprint(struct arena *arena, const struct public_key *key);
bool public_key_has_fingerprint(const struct public_key *key, const char *fingerprint);

bool public_key_verify(const struct public_key *key, const void *message, size_t message_length,
		       const void *signature, size_t signature_length);

#endif
