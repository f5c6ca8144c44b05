/* SPDX-License-Identifier: Apache-2.0 */
/* Whose certificate stands behind an answer? See http_tls.h. */
#include "integrations/http_tls.h"

#include <stdlib.h>

#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "base/hash.h"
#include "base/text.h"

static void
certificate_release(X509 **certificate)
{
	X509_free(*certificate);
}

static void
memory_release(BIO **memory)
{
	BIO_free(*memory);
}

const char *
certificate_subject(struct arena *arena, const void *certificate)
{
	BIO *memory RELEASED_BY(memory_release) = BIO_new(BIO_s_mem());
	const X509_NAME *name = X509_get_subject_name(certificate);
	char *bytes = NULL;
	long length;

	if (!memory)
		abort();
	if (X509_NAME_print_ex(memory, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) < 0)
		return "";
	length = BIO_get_mem_data(memory, &bytes);
	if (length <= 0)
		return ""; /* it may be empty: the names are in an extension then */
	return text_shown(arena, arena_copy(arena, bytes, (size_t)length));
}

static const char *
key_digest(struct arena *arena, const X509 *certificate)
{
	unsigned char *bytes = NULL;
	int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &bytes);
	const char *digest;

	if (length <= 0)
		return NULL;
	digest = sha256_hex(arena, bytes, (size_t)length);
	OPENSSL_free(bytes);
	return digest;
}

void
tls_facts_read(struct arena *arena, const void *ssl, struct tls_facts *facts)
{
	X509 *certificate RELEASED_BY(certificate_release) = SSL_get1_peer_certificate(ssl);

	if (!certificate)
		return;
	facts->peer = certificate_subject(arena, certificate);
	facts->spki = key_digest(arena, certificate);
}
