/* SPDX-License-Identifier: Apache-2.0 */
/* How does one request go out and its answer come in? See http_wire.h. */
#include "integrations/http_wire.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/clock.h"
#include "integrations/http_curl.h"

#define SLOW_BYTES 100 /* a second */

struct line { /* one that is under way */
	CURL *easy;
	struct arena *arena;
	const struct wire_call *call; /* NULL: free */
	struct wire_result *result;
	void *owner;
	struct curl_slist *headers;
	bool too_long, header_too_long;
	char message[CURL_ERROR_SIZE];
};

struct wire {
	CURLM *multi;
	struct line lines[LIMIT_HTTP_PARALLEL];
};

/* ---- what arrives ---------------------------------------------------------------------------- */

static void
read_tls(struct line *line)
{
	struct curl_tlssessioninfo *session = NULL;

	if (curl_easy_getinfo(line->easy, CURLINFO_TLS_SSL_PTR, &session) == CURLE_OK && session &&
	    session->backend == CURLSSLBACKEND_OPENSSL && session->internals)
		tls_facts_read(line->arena, session->internals, &line->result->tls);
}

static size_t
take_header(char *bytes, size_t size, size_t count, void *payload)
{
	struct line *line = payload;
	struct http_header *header = &line->result->header;
	size_t length = size * count;

	if (header->bytes == 0)
		read_tls(line); /* while the library still knows the connection */
	line->header_too_long = !http_header_take(line->arena, header, bytes, length, clock_now());
	return line->header_too_long ? 0 : length;
}

static size_t
take_body(char *bytes, size_t size, size_t count, void *payload)
{
	struct line *line = payload;
	struct buffer *body = &line->result->body;
	size_t length = size * count;

	line->too_long = length > line->call->request->limit - body->length;
	if (line->too_long)
		return 0;
	buffer_add(body, bytes, length);
	return length;
}

/* ---- what goes out --------------------------------------------------------------------------- */

static void
add_header(struct line *line, const char *name, const char *value)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};

	buffer_add_format(&text, "%s:%s", name, value);
	http_curl_header(&line->headers, text.bytes);
}

static void
add_token(struct line *line)
{
	const struct http_request *request = line->call->request;
	struct buffer text RELEASED_BY(buffer_release) = {0};

	/* At once, for a growing buffer leaves copies behind. */
	buffer_reserve(&text, strlen(request->token_prefix) + request->token->length);
	buffer_add_text(&text, request->token_prefix);
	buffer_add(&text, request->token->bytes, request->token->length);
	http_curl_header(&line->headers, text.bytes);
	explicit_bzero(text.bytes, text.length);
}

static void
set_headers(struct line *line)
{
	const struct http_request *request = line->call->request;

	add_header(line, "Accept", request->accept);
	add_header(line, "Expect", ""); /* no waiting for "100 Continue" */
	for (const char *const *at = request->headers; at && *at; at++)
		http_curl_header(&line->headers, *at);
	if (request->body)
		add_header(line, "Content-Type", request->content_type);
	if (line->call->with_token)
		add_token(line);
	curl_easy_setopt(line->easy, CURLOPT_HTTPHEADER, line->headers);
	curl_easy_setopt(line->easy, CURLOPT_USERAGENT, "changegate/" CHANGEGATE_VERSION);
}

static void
set_method(const struct line *line)
{
	const struct http_request *request = line->call->request;
	CURL *easy = line->easy;

	if (text_equal(request->method, "HEAD"))
		curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
	if (request->body) {
		curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
				 (curl_off_t)request->body_length);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body);
	}
	curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
}

static void
set_wire(struct line *line)
{
	CURL *easy = line->easy;

	curl_easy_setopt(easy, CURLOPT_URL, line->call->url);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	/* Only TLS tells before the answer whether a connection serves several at once. */
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT, line->call->route.plain ? 0L : 1L);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
	/* The library would send it twice where a kept connection turns out to be closed. */
	curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, line->call->once ? 1L : 0L);
	curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)line->call->request->limit);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, line);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, line);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, line->message);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, line);
}

static struct line *
free_line(struct wire *wire)
{
	for (size_t i = 0; i < LIMIT_HTTP_PARALLEL; i++)
		if (!wire->lines[i].call)
			return &wire->lines[i];
	return NULL;
}

void
wire_begin(struct arena *arena, struct wire *wire, const struct wire_call *call,
	   struct wire_result *result, void *owner)
{
	struct line *line = free_line(wire);

	if (!line)
		abort(); /* see wire_has_room */
	*line = (struct line){
		.easy = line->easy, .arena = arena, .call = call, .result = result, .owner = owner};
	*result = (struct wire_result){0};
	curl_easy_reset(line->easy);
	http_curl_secure(line->easy, &call->route);
	http_curl_times(line->easy, call->total_ms, SLOW_BYTES, call->stall_seconds);
	set_method(line);
	set_headers(line);
	set_wire(line);
	/* It goes out in wire_wait(): what ends here would be noticed only after waiting there. */
	if (curl_multi_add_handle(wire->multi, line->easy) != CURLM_OK)
		abort();
}

/* ---- the end --------------------------------------------------------------------------------- */

/* What may go otherwise the next time. */
static bool
is_transient(CURLcode code)
{
	static const CURLcode codes[] = {CURLE_COULDNT_RESOLVE_PROXY,
					 CURLE_COULDNT_RESOLVE_HOST,
					 CURLE_COULDNT_CONNECT,
					 CURLE_PARTIAL_FILE,
					 CURLE_OPERATION_TIMEDOUT,
					 CURLE_SSL_CONNECT_ERROR,
					 CURLE_GOT_NOTHING,
					 CURLE_SEND_ERROR,
					 CURLE_RECV_ERROR,
					 CURLE_HTTP2,
					 CURLE_HTTP2_STREAM};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i] == code)
			return true;
	return false;
}

static const char *
failure_of(const struct line *line, CURLcode code)
{
	bool proxy = line->call->route.proxy[0] != '\0';
	const char *message = curl_easy_strerror(code);

	if (line->too_long || code == CURLE_FILESIZE_EXCEEDED)
		return arena_format(line->arena, "the answer is longer than %zu bytes",
				    line->call->request->limit);
	if (line->header_too_long)
		return "the header of the answer is too long";
	if (code == CURLE_OPERATION_TIMEDOUT)
		message = "no answer in time, or one that trickles";
	else if (code == CURLE_PARTIAL_FILE)
		message = "the answer was cut off";
	else if (line->message[0] && !proxy) /* some hold its URL, with the password */
		message = line->message;
	return arena_format(line->arena, "%s%s", text_shown(line->arena, message),
			    proxy ? " (HTTPS_PROXY is set)" : "");
}

/* HTTP/1 may end an answer by closing the connection, which is what an accident looks like, too. */
static bool
may_be_cut(const struct line *line)
{
	const struct http_header *header = &line->result->header;

	return header->http_1 && !header->bounded && header->status != 204 &&
	       header->status != 304 && !text_equal(line->call->request->method, "HEAD");
}

static void
judge(struct line *line, CURLcode code)
{
	struct wire_result *result = line->result;

	result->complete = code == CURLE_OK && result->header.status && !may_be_cut(line);
	if (result->complete)
		return;
	result->transient = is_transient(code);
	if (code != CURLE_OK)
		result->failure = failure_of(line, code);
	else if (!result->header.status)
		result->failure = "the answer has no status";
	else
		result->failure = "the answer does not say where it ends, so it may be cut off";
}

static void *
end_line(struct wire *wire, struct line *line)
{
	void *owner = line->owner;

	curl_multi_remove_handle(wire->multi, line->easy);
	curl_easy_setopt(line->easy, CURLOPT_HTTPHEADER, NULL);
	http_curl_headers_release(&line->headers);
	line->call = NULL;
	return owner;
}

void *
wire_ended(struct wire *wire)
{
	int more;
	const CURLMsg *message;

	while ((message = curl_multi_info_read(wire->multi, &more))) {
		char *line = NULL;
		CURLcode code = message->data.result;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &line);
		judge((struct line *)(void *)line, code);
		return end_line(wire, (struct line *)(void *)line);
	}
	return NULL;
}

void
wire_wait(struct wire *wire, int64_t longest_ms)
{
	int running = 0;

	if (curl_multi_poll(wire->multi, NULL, 0, (int)longest_ms, NULL) != CURLM_OK ||
	    curl_multi_perform(wire->multi, &running) != CURLM_OK)
		abort(); /* out of memory, or a bug: see base/arena.h */
}

bool
wire_has_room(const struct wire *wire)
{
	for (size_t i = 0; i < LIMIT_HTTP_PARALLEL; i++)
		if (!wire->lines[i].call)
			return true;
	return false;
}

struct wire *
wire_open(void)
{
	struct wire *wire = calloc(1, sizeof(*wire));

	if (!wire)
		abort();
	wire->multi = curl_multi_init();
	if (!wire->multi)
		abort();
	curl_multi_setopt(wire->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)LIMIT_HTTP_PARALLEL);
	curl_multi_setopt(wire->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
	for (size_t i = 0; i < LIMIT_HTTP_PARALLEL; i++) {
		wire->lines[i].easy = curl_easy_init();
		if (!wire->lines[i].easy)
			abort();
	}
	return wire;
}

void
wire_close(struct wire *wire)
{
	for (size_t i = 0; i < LIMIT_HTTP_PARALLEL; i++) {
		if (wire->lines[i].call)
			end_line(wire, &wire->lines[i]);
		curl_easy_cleanup(wire->lines[i].easy);
	}
	curl_multi_cleanup(wire->multi);
	free(wire);
}
