/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a time-stamping authority say, and may it be believed? RFC 3161: requests with SHA-256
 * and a nonce, responses with the certificates in them. A chain is judged at the time of its token,
 * so that it holds when the certificates have long expired; whether one was revoked is not asked.
 */
#ifndef INTEGRATIONS_TSA_H
#define INTEGRATIONS_TSA_H

#include "base/list.h"
#include "core/timestamp.h"
#include "integrations/http.h"

struct tsa; /* the certificates that are believed */

/*
 * `certificates`: base64 of DER, each a root, or an authority's own certificate, which then is
 * believed by itself. ERROR_FORMAT.
 */
bool tsa_open(const struct texts *certificates, struct tsa **out, struct error *err);
void tsa_close(struct tsa *tsa);
void tsa_release(struct tsa **tsa); /* for RELEASED_BY */

/* Lends `tsa`. Not to be used by two threads at once. */
void tsa_reader(struct tsa *tsa, struct timestamp_reader *out);

/* A service at a URL. Belongs to the caller, who keeps it where it is. */
struct tsa_client {
	struct tsa *tsa;
	struct http *http;
	const char *url;
};
void tsa_service(struct tsa_client *client, struct timestamp_service *out);

#endif
