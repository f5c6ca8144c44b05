/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who signs? What code without I/O is handed to put a signature under its bytes: a key from a file,
 * an external command, a vault. Public and private half belong to whoever made the signer and must
 * outlive it.
 */
#ifndef CORE_SIGNER_H
#define CORE_SIGNER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/crypto.h"
#include "base/error.h"

struct signer {
	const char *name; /* of the kind, for messages: "pem" */
	void *self;
	const struct public_key *key;

	/*
	 * Appends the signature of the whole message: ECDSA P-256 over its SHA-256, DER; or
	 * Ed25519, 64 bytes (base/crypto.h). false: `signature` is as before.
	 */
	bool (*sign)(void *self, const void *message, size_t length, struct buffer *signature,
		     struct error *err);
};

#endif
