/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How are forges and trackers asked? One client for all of them: requests in parallel over
 * connections that are kept, certificates always checked, every size and time bounded, and one
 * budget of time for everything that a client is asked, so that an outage costs it once.
 *
 * A token reaches one host (and port), and no redirect leads to another one. What was asked, and
 * what stands behind each answer, is kept in a journal for the evidence. Answers can be recorded
 * into a folder and replayed from it without the network.
 *
 * From the environment of the process: HTTPS_PROXY, NO_PROXY (or in lower case; hosts, no
 * networks). Everything else comes in the settings. Not to be used by two threads at once.
 */
#ifndef INTEGRATIONS_HTTP_H
#define INTEGRATIONS_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/node.h"
#include "integrations/secret.h"

struct http;

struct http_settings {
	const char *ca_file;     /* certificates to trust instead of the system's; NULL: those */
	const char *ca_name;     /* of the setting it came from, for messages */
	const char *record;      /* folder into which each answer is written; NULL: not */
	const char *replay;      /* folder that gives all answers; NULL: the network does */
	int64_t budget_ms;       /* for all requests of the client together; 0: 5 minutes */
	int64_t request_seconds; /* for one attempt; 0: 120 */
	int64_t stall_seconds;   /* of less than 100 bytes a second; 0: 30 */
	bool debug;              /* a line per attempt to standard error, without secrets */
};

/* Copies the settings. ERROR_USAGE: they contradict each other; a file or folder is not there. */
bool http_open(const struct http_settings *settings, struct http **out, struct error *err);
void http_close(struct http *http);
void http_release(struct http **http); /* for RELEASED_BY */

struct http_request {
	const char *method; /* NULL: GET */
	const char *url;    /* https only, host and path as they go over the wire; no fragment */
	const char *accept; /* NULL: application/json */
	const char *const *headers; /* "Name: value" of others, no tokens; NULL at the end */
	const char *body;           /* NULL: none */
	size_t body_length;
	const char *content_type; /* of the body; NULL: application/json */
	bool retriable;           /* asks only, though it is no GET (a query of GraphQL) */
	bool divisible;           /* after 502 and 504 the caller asks for less, not again */
	/*
	 * Sent while the host of the request is `token_host` ("api.github.com",
	 * "git.example.org:8443"), and only then: without a token_host never.
	 */
	const struct secret *token;
	const char *token_host;
	const char *token_prefix; /* NULL: "Authorization: Bearer "; others: "PRIVATE-TOKEN: " */
	size_t limit;             /* of the body, decoded; 0: LIMIT_HTTP_BYTES */
	const char *label;        /* for messages, "GET /repos/acme/pay"; NULL: method and URL */
};

struct http_answer {
	/*
	 * The whole answer is here and it is one: any status but 429, 5xx, a redirect that was not
	 * followed, and 403 for asking too often. Else `err` says why, and names the request.
	 */
	bool ok;
	struct error err;         /* ERROR_UNAVAILABLE; ERROR_USAGE: the request itself */
	int status;               /* 0: there is no answer */
	struct buffer body;       /* decoded; what gzip ends with is not compared */
	const char *content_type; /* NULL: not said; so are the others */
	const char *link;         /* several are joined by ", " */
	const char *date;
	int64_t server_time; /* `date` as an instant; -1: none, or not readable */
	int64_t rate_remaining, rate_reset, retry_after; /* instant, seconds; -1: not said */
	int64_t total_count;                             /* X-Total-Count; -1: not said */
	int64_t time;                                    /* by our clock, when it had arrived */
	char sha256[65];                                 /* of `body`; "" without an answer */
	int attempts;                                    /* of the last address asked */
	bool replayed;
	const char *tls_peer; /* subject of its certificate; NULL: no TLS, or replayed */
	const char *tls_spki; /* sha256 of its SubjectPublicKeyInfo (RFC 7469 2.4), hex */
	const char *proxy;    /* host and port it went through; NULL: none */
	const char *ca;       /* who was trusted: "system", or "sha256:<hex>" of the file */
};

/*
 * Asks all of them, LIMIT_HTTP_PARALLEL at once; each answer has its own outcome. Texts of the
 * answers are in the arena; bodies are given back by http_answer_release().
 *
 * GET, HEAD and what is `retriable` are tried again after failures of the connection, 429, 500,
 * 503, 502 and 504 unless it is `divisible`, and 403 for asking too often, as late as the server
 * wants it, while the budget lasts. A GET follows redirects to the same scheme, host and port, five
 * at most.
 */
void http_send(struct arena *arena, struct http *http, const struct http_request *requests,
	       size_t count, struct http_answer *answers);
void http_answer_release(struct http_answer *answer);

/*
 * "GET https://...: status 403: <what the body says>" for an answer whose status the caller does
 * not want; ERROR_UNAVAILABLE, or why there is no answer. Always returns false.
 */
bool http_fail_status(const struct http_request *request, const struct http_answer *answer,
		      struct error *err);

/*
 * The body of an answer with a status 2xx and a JSON type. ERROR_UNAVAILABLE: anything else, such
 * as a login page.
 */
bool http_json(struct arena *arena, const struct http_request *request,
	       const struct http_answer *answer, const struct node **root, struct error *err);

/* What was asked, in order of the ends: one row for each address, redirects too. */
struct http_source {
	const char *method, *host, *path; /* host with a port that is not the usual one; with query
					   */
	char asked_sha256[65];            /* of the request's body; "" without one */
	int status;                       /* 0: there was no answer */
	int64_t time;
	char sha256[65]; /* of the answer's body */
	size_t bytes;    /* of it */
	int attempts;
	bool replayed;
	const char *tls_peer, *tls_spki, *proxy, *ca; /* as in struct http_answer */
};

/* Lent until the next http_send() or http_close(). */
const struct http_source *http_journal(const struct http *http, size_t *count);

#endif
