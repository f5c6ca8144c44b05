/* SPDX-License-Identifier: Apache-2.0 */
/* What is the SHA-256 of some bytes? See hash.h. */
#include "base/hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"

struct hasher {
	EVP_MD_CTX *state;
};

static EVP_MD *algorithm;
static pthread_once_t algorithm_once = PTHREAD_ONCE_INIT;

/* Lives as long as the process; the first digest pays for it, start-up does not. */
static void
algorithm_fetch(void)
{
	OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
	algorithm = EVP_MD_fetch(NULL, "SHA2-256", NULL);
}

static const EVP_MD *
algorithm_get(void)
{
	if (pthread_once(&algorithm_once, algorithm_fetch) != 0 || !algorithm)
		abort();
	return algorithm;
}

/* SHA-256 of bytes in memory fails only when memory is exhausted: the rule of base/arena.h. */
static void
must(int done)
{
	if (done != 1)
		abort();
}

void
hash_prepare(void)
{
	OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
}

struct hasher *
hasher_new(void)
{
	const EVP_MD *sha = algorithm_get();
	struct hasher *hasher = calloc(1, sizeof(*hasher));

	if (!hasher)
		abort();
	hasher->state = EVP_MD_CTX_new();
	must(hasher->state != NULL);
	must(EVP_DigestInit_ex2(hasher->state, sha, NULL));
	return hasher;
}

void
hasher_add(struct hasher *hasher, const void *bytes, size_t length)
{
	if (length)
		must(EVP_DigestUpdate(hasher->state, bytes, length));
}

void
hasher_finish(struct hasher *hasher, struct sha256 *out)
{
	must(EVP_DigestFinal_ex(hasher->state, out->bytes, NULL));
	must(EVP_DigestInit_ex2(hasher->state, algorithm_get(), NULL));
}

void
hasher_release(struct hasher **hasher)
{
	if (!*hasher)
		return;
	EVP_MD_CTX_free((*hasher)->state);
	free(*hasher);
	*hasher = NULL;
}

void
sha256_of_two(struct sha256 *out, const void *a, size_t a_length, const void *b, size_t b_length)
{
	const EVP_MD *sha = algorithm_get();
	EVP_MD_CTX *state = EVP_MD_CTX_new();

	must(state != NULL);
	must(EVP_DigestInit_ex2(state, sha, NULL));
	if (a_length)
		must(EVP_DigestUpdate(state, a, a_length));
	if (b_length)
		must(EVP_DigestUpdate(state, b, b_length));
	must(EVP_DigestFinal_ex(state, out->bytes, NULL));
	EVP_MD_CTX_free(state);
}

void
sha256(struct sha256 *out, const void *bytes, size_t length)
{
	sha256_of_two(out, bytes, length, NULL, 0);
}

static EVP_MD *old_algorithm;
static pthread_once_t old_algorithm_once = PTHREAD_ONCE_INIT;

static void
old_algorithm_fetch(void)
{
	OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
	old_algorithm = EVP_MD_fetch(NULL, "SHA1", NULL);
}

void
sha1(struct sha1 *out, const void *bytes, size_t length)
{
	EVP_MD_CTX *state = EVP_MD_CTX_new();

	must(state != NULL);
	must(pthread_once(&old_algorithm_once, old_algorithm_fetch) == 0 && old_algorithm);
	must(EVP_DigestInit_ex2(state, old_algorithm, NULL));
	if (length)
		must(EVP_DigestUpdate(state, bytes, length));
	must(EVP_DigestFinal_ex(state, out->bytes, NULL));
	EVP_MD_CTX_free(state);
}

bool
sha256_equal(const struct sha256 *a, const struct sha256 *b)
{
	return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

void
sha256_format(char out[65], const struct sha256 *digest)
{
	hex_encode(out, digest->bytes, sizeof(digest->bytes));
}

char *
sha256_hex(struct arena *arena, const void *bytes, size_t length)
{
	struct sha256 digest;
	char *text = arena_allocate(arena, 65);

	sha256(&digest, bytes, length);
	sha256_format(text, &digest);
	return text;
}

bool
sha256_parse(const char *text, struct sha256 *digest)
{
	struct sha256 parsed;

	if (!hex_decode(parsed.bytes, sizeof(parsed.bytes), text))
		return false;
	*digest = parsed;
	return true;
}
