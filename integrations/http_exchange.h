/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does one request come to its end, by as many attempts and redirects as it needs? The parts
 * of http.c that deal with a single one.
 */
#ifndef INTEGRATIONS_HTTP_EXCHANGE_H
#define INTEGRATIONS_HTTP_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "integrations/http.h"
#include "integrations/http_journal.h"
#include "integrations/http_url.h"
#include "integrations/http_wire.h"

struct pausing { /* a host that was asked too often */
	const char *host;
	int64_t until_ms;
};

struct http {
	struct arena arena;
	struct http_settings settings;
	struct http_journal journal;
	struct wire *wire;
	const char *ca;
	size_t asked;    /* addresses, of LIMIT_HTTP_REQUESTS */
	int64_t left_ms; /* of the budget, between two http_send() */
	int64_t end_ms;  /* of the budget, during one; by pause_now_ms() */
	struct {
		struct pausing *at;
		size_t count;
	} pausing;
};

enum stage { STAGE_WAITING, STAGE_ASKING, STAGE_DONE };

struct exchange { /* one request of http_send() */
	enum stage stage;
	struct http_request request; /* completed */
	struct http_answer *answer;
	struct http_url url;
	int64_t not_before_ms, begun_ms;
	int attempts, redirects;
	struct wire_call call;
	struct wire_result result;
	struct arena arena; /* of one attempt */
};

/* One http_send(). */
struct round {
	struct http *http;
	struct arena *arena; /* of the caller */
	struct exchange *at;
	size_t count, unfinished;
};

/* May it be asked, and which way? */
bool exchange_prepare(struct round *round, struct exchange *exchange, struct error *err);

/* Ends it with what is recorded. */
void exchange_replay(struct round *round, struct exchange *exchange);

/* When it may be begun, by pause_now_ms(). */
int64_t exchange_due_ms(const struct round *round, const struct exchange *exchange);

/* An attempt; the wire must have room. */
void exchange_begin(struct round *round, struct exchange *exchange);

/* Its attempt has ended: that was it, or it waits again. */
void exchange_settle(struct round *round, struct exchange *exchange);

/* The end of one without an answer; why is in answer->err. */
void exchange_fail(struct round *round, struct exchange *exchange);

/* "status 403: <what the body says>"; of a body that repeats the token, nothing. Returns false. */
bool fail_status(struct arena *arena, const struct http_request *request,
		 const struct http_answer *answer, struct error *err);

#endif
