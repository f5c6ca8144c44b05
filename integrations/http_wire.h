/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does one request go out and its answer come in, among others? libcurl's connections, each
 * kept for the next request, HTTP/2 where the server has it. One attempt only: nothing is repeated,
 * no redirect followed, no answer judged; see http.c.
 */
#ifndef INTEGRATIONS_HTTP_WIRE_H
#define INTEGRATIONS_HTTP_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "integrations/http.h"
#include "integrations/http_header.h"
#include "integrations/http_tls.h"
#include "integrations/route.h"

struct wire;

struct wire *wire_open(void);
void wire_close(struct wire *wire);

struct wire_call {
	const struct http_request *request; /* without NULLs that stand for something */
	const char *url;
	struct route route;
	bool with_token;
	bool once; /* it may do something: over a connection that cannot have ended unseen */
	int64_t total_ms, stall_seconds;
};

struct wire_result {
	bool complete;
	bool transient;      /* not complete: may be so the next time */
	const char *failure; /* not complete: why, in safe words */
	struct http_header header;
	struct buffer body; /* decoded; the caller releases it */
	struct tls_facts tls;
};

bool wire_has_room(const struct wire *wire);

/*
 * Begins one; the result, with texts in the arena, is complete when wire_ended() gives `owner`. The
 * call and all it names must live until then.
 */
void wire_begin(struct arena *arena, struct wire *wire, const struct wire_call *call,
		struct wire_result *result, void *owner);

/* Lets all of them go on, for at most so long or until something happens. */
void wire_wait(struct wire *wire, int64_t longest_ms);

/* The owner of one that has ended since; NULL: none. */
void *wire_ended(struct wire *wire);

#endif
