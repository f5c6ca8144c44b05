/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When did these bytes exist at the latest, by somebody who is neither who deploys nor who keeps
 * the ledger? Time-stamp tokens of RFC 3161, asked for and read by the integrations.
 */
#ifndef CORE_TIMESTAMP_H
#define CORE_TIMESTAMP_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/hash.h"

struct timestamp {
	int64_t time;          /* genTime: the bytes existed then */
	const char *authority; /* subject of the certificate that signed it */
};

/* Believes some authorities. */
struct timestamp_reader {
	void *self;
	/*
	 * Of a whole response (TimeStampResp, DER) about this digest. ERROR_FORMAT: it is none.
	 * ERROR_LEDGER: it is about something else, or not by an authority that is believed.
	 */
	bool (*read)(void *self, struct arena *arena, const void *response, size_t length,
		     const struct sha256 *digest, struct timestamp *out, struct error *err);
};

/* Asks one of them. */
struct timestamp_service {
	void *self;
	/* Appends the response, which the reader of the same authorities has read. ERROR_USAGE;
	 * ERROR_UNAVAILABLE: no answer, or none that counts. */
	bool (*ask)(void *self, struct arena *arena, const struct sha256 *digest,
		    struct buffer *response, struct timestamp *out, struct error *err);
};

#endif
