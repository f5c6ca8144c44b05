/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is the SHA-256 of some bytes? OpenSSL behind our own type; the algorithm is fetched once
 * (an implicit fetch per digest is three times slower). OpenSSL's configuration file is not read.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct sha256 {
	uint8_t bytes[32];
};

struct hasher;

/*
 * Keeps OpenSSL from reading the configuration that the environment names, whichever library asks
 * for it first. To be called before any other; cheap, unlike the first digest.
 */
void hash_prepare(void);

void sha256(struct sha256 *out, const void *bytes, size_t length);

/* Two spans as if they were one: a prefix byte and a leaf, two child nodes. */
void sha256_of_two(struct sha256 *out, const void *a, size_t a_length, const void *b,
		   size_t b_length);

struct hasher *hasher_new(void);
void hasher_add(struct hasher *hasher, const void *bytes, size_t length);
void hasher_finish(struct hasher *hasher, struct sha256 *out); /* and starts again */
void hasher_release(struct hasher **hasher);

/* What git ends its files with, against accidents. Proves nothing about who wrote them. */
struct sha1 {
	uint8_t bytes[20];
};

void sha1(struct sha1 *out, const void *bytes, size_t length);

bool sha256_equal(const struct sha256 *a, const struct sha256 *b);
char *sha256_hex(struct arena *arena, const void *bytes, size_t length);
void sha256_format(char out[65], const struct sha256 *digest);
bool sha256_parse(const char *text, struct sha256 *digest); /* 64 lower-case digits */

#endif
