/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did the holder of an ECDSA or RSA key sign these bytes? For the keys that people have beside
 * those of base/crypto.h: bare points and numbers in, nothing kept. Verification only, pure.
 */
#ifndef BASE_CRYPTO_SSH_H
#define BASE_CRYPTO_SSH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ssh_wire.h"

enum digest { DIGEST_SHA256, DIGEST_SHA384, DIGEST_SHA512 };
enum { DIGEST_BYTES_MAX = 64 };

/* Returns the length: 32, 48 or 64. */
size_t digest_bytes(enum digest digest, const void *bytes, size_t length,
		    uint8_t out[DIGEST_BYTES_MAX]);

enum curve { CURVE_P256, CURVE_P384, CURVE_P521 };

/* An uncompressed point of the curve: 0x04, x, y, both below the field's prime. */
bool curve_has_point(enum curve curve, struct wire point);

/* With the digest of RFC 5656 6.2.1; r and s are contents of DER INTEGERs. */
bool ecdsa_verify(enum curve curve, struct wire point, struct wire r, struct wire s,
		  struct wire message);

/*
 * RSASSA-PKCS1-v1_5 (RFC 8017 8.2). A signature that is shorter than the modulus lacks leading
 * zeros, as some agents make them; modulus and exponent are contents of DER INTEGERs.
 */
bool rsa_verify(struct wire modulus, struct wire exponent, enum digest digest,
		struct wire signature, struct wire message);

#endif
