/* SPDX-License-Identifier: Apache-2.0 */
/* Whose certificate stands behind an answer? Read from the connection while the answer arrives. */
#ifndef INTEGRATIONS_HTTP_TLS_H
#define INTEGRATIONS_HTTP_TLS_H

#include "base/arena.h"

struct tls_facts {
	const char *peer; /* subject, as RFC 2253 writes it, made safe; NULL: none */
	const char *spki; /* sha256 of the SubjectPublicKeyInfo, hex; NULL: none */
};

/* `ssl` is OpenSSL's SSL of an established connection. */
void tls_facts_read(struct arena *arena, const void *ssl, struct tls_facts *facts);

/* Subject of a certificate, OpenSSL's X509, as RFC 2253 writes it, made safe; "" if it has none. */
const char *certificate_subject(struct arena *arena, const void *certificate);

#endif
