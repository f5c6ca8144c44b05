/* SPDX-License-Identifier: Apache-2.0 */
/* How do git's requests travel over https? See git_http.h. */
#include "integrations/git_http.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include <git2/errors.h>
#include <git2/sys/transport.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/git_objects.h"
#include "integrations/http_curl.h"
#include "integrations/route.h"

#define SILENT_SECONDS 60
#define TOTAL_SECONDS 300

/* One repository, one connection: the handle keeps it open from request to request. */
struct connection {
	git_smart_subtransport parent;
	struct http_place *place;
	CURLM *multi;
	CURL *easy;
	struct route route;
	int64_t seconds;
};

struct service {
	const char *path, *asks, *answers; /* content types; asks NULL: GET */
	size_t limit;                      /* of the answer */
};

static const struct service services[] = {
	[GIT_SERVICE_UPLOADPACK_LS] = {"/info/refs?service=git-upload-pack", NULL,
				       "application/x-git-upload-pack-advertisement",
				       LIMIT_REMOTE_REFS_BYTES},
	[GIT_SERVICE_UPLOADPACK] = {"/git-upload-pack", "application/x-git-upload-pack-request",
				    "application/x-git-upload-pack-result", LIMIT_PACK_BYTES},
	[GIT_SERVICE_RECEIVEPACK_LS] = {"/info/refs?service=git-receive-pack", NULL,
					"application/x-git-receive-pack-advertisement",
					LIMIT_REMOTE_REFS_BYTES},
	[GIT_SERVICE_RECEIVEPACK] = {"/git-receive-pack", "application/x-git-receive-pack-request",
				     "application/x-git-receive-pack-result",
				     LIMIT_REMOTE_REFS_BYTES},
};

/* One request and its answer. */
struct request {
	git_smart_subtransport_stream parent;
	struct connection *connection;
	const struct service *service;
	struct curl_slist *headers;
	struct buffer url, sent, received;
	size_t taken, total; /* bytes of the answer: read by the library; arrived */
	bool begun, done, checked;
	CURLcode result;
	char message[CURL_ERROR_SIZE];
};

/* ---- what went wrong ------------------------------------------------------------------------- */

/* The library needs some words, too; ours are in the place. */
static int
failed(void)
{
	git_error_set_str(GIT_ERROR_HTTP, "the request failed");
	return -1;
}

static bool
fail_status(const struct request *request, long status, struct error *err)
{
	if (status == 401 || status == 403)
		return fail(
			err, ERROR_UNAVAILABLE, "was refused (status %ld): %s", status,
			request->connection->place->token
				? "is the token valid, and allowed to read and write there?"
				: "set CHANGEGATE_LEDGER_TOKEN to a token that may write there");
	if (status == 404)
		return fail(err, ERROR_UNAVAILABLE,
			    "there is no such repository, or one that the token may not see "
			    "(status 404)");
	if (status >= 300 && status < 400)
		return fail(err, ERROR_UNAVAILABLE,
			    "answers with a redirect (status %ld), which is never followed; give "
			    "the address that it leads to",
			    status);
	return fail(err, ERROR_UNAVAILABLE, "answers with status %ld", status);
}

static bool
fail_transfer(const struct request *request, struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};
	const char *message = curl_easy_strerror(request->result);
	bool proxy = request->connection->route.proxy[0] != '\0';

	if (request->total > request->service->limit)
		return fail(err, ERROR_UNAVAILABLE, "the answer is longer than %zu bytes",
			    request->service->limit);
	if (request->result == CURLE_OPERATION_TIMEDOUT)
		message = "no answer in time (CHANGEGATE_LEDGER_TIMEOUT gives it more seconds)";
	else if (request->message[0] && !proxy) /* some hold its URL, with the password */
		message = request->message;
	return fail(err, ERROR_UNAVAILABLE, "%s%s", foreign_shown(&shown, message),
		    proxy ? " (HTTPS_PROXY is set)" : "");
}

/* Before the first byte of an answer is believed. */
static bool
check_answer(struct request *request, struct error *err)
{
	CURL *easy = request->connection->easy;
	const char *type = NULL;
	long status = 0;

	if (request->done && request->result != CURLE_OK)
		return fail_transfer(request, err);
	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
	if (status != 200)
		return fail_status(request, status, err);
	if (!type || !text_equal(type, request->service->answers))
		return fail(err, ERROR_UNAVAILABLE,
			    "does not speak git's protocol (is the URL that of a repository?)");
	request->checked = true;
	return true;
}

/* ---- one request ----------------------------------------------------------------------------- */

static size_t
take_answer(char *bytes, size_t size, size_t count, void *payload)
{
	struct request *request = payload;
	size_t length = size * count;

	request->total += length;
	if (request->total > request->service->limit)
		return 0;
	buffer_add(&request->received, bytes, length);
	return length;
}

static void
set_token(CURL *easy, const struct secret *token)
{
	if (!token)
		return;
	curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
	curl_easy_setopt(easy, CURLOPT_USERNAME, "x-access-token");
	curl_easy_setopt(easy, CURLOPT_PASSWORD, token->bytes);
}

static void
add_header(struct request *request, const char *name, const char *value)
{
	struct buffer line RELEASED_BY(buffer_release) = {0};

	buffer_add_format(&line, "%s:%s", name, value);
	http_curl_header(&request->headers, line.bytes);
}

static void
set_body(struct request *request)
{
	CURL *easy = request->connection->easy;

	if (!request->service->asks)
		return;
	curl_easy_setopt(easy, CURLOPT_POST, 1L);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->sent.bytes ? request->sent.bytes : "");
	curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->sent.length);
	add_header(request, "Content-Type", request->service->asks);
	add_header(request, "Expect", ""); /* no waiting for "100 Continue" */
}

static void
begin(struct request *request)
{
	struct connection *connection = request->connection;
	CURL *easy = connection->easy;

	curl_easy_reset(easy);
	http_curl_secure(easy, &connection->route);
	http_curl_times(easy, connection->seconds * 1000, 1, SILENT_SECONDS);
	set_token(easy, connection->place->token);
	set_body(request);
	add_header(request, "Accept", request->service->answers);
	curl_easy_setopt(easy, CURLOPT_URL, request->url.bytes);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "git/2.0 (changegate " CHANGEGATE_VERSION ")");
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, request->headers);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_answer);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, request);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, request->message);
	curl_multi_add_handle(connection->multi, easy);
	request->begun = true;
}

static void
notice_end(struct request *request)
{
	int more;
	const CURLMsg *message;

	while ((message = curl_multi_info_read(request->connection->multi, &more)))
		if (message->msg == CURLMSG_DONE) {
			request->done = true;
			request->result = message->data.result;
		}
}

/* Until there is something to read, or the end. */
static void
drive(struct request *request)
{
	CURLM *multi = request->connection->multi;
	int running = 0;

	if (!request->begun)
		begin(request);
	while (!request->done && request->received.length == request->taken) {
		CURLMcode code = curl_multi_perform(multi, &running);

		notice_end(request);
		if (!request->done && request->received.length == request->taken && !code)
			code = curl_multi_poll(multi, NULL, 0, 1000, NULL);
		if (code) {
			request->done = true;
			request->result = CURLE_FAILED_INIT;
		}
	}
}

static int
request_read(git_smart_subtransport_stream *stream, char *bytes, size_t room, size_t *length)
{
	struct request *request = (struct request *)(void *)stream;
	struct error *err = request->connection->place->err;

	*length = 0;
	drive(request);
	if (!request->checked && !check_answer(request, err))
		return failed();
	if (request->received.length == request->taken && request->result != CURLE_OK) {
		fail_transfer(request, err);
		return failed();
	}
	*length = request->received.length - request->taken;
	if (*length > room)
		*length = room;
	if (*length)
		memcpy(bytes, request->received.bytes + request->taken, *length);
	request->taken += *length;
	if (request->taken == request->received.length) {
		buffer_clear(&request->received);
		request->taken = 0;
	}
	return 0;
}

static int
request_write(git_smart_subtransport_stream *stream, const char *bytes, size_t length)
{
	struct request *request = (struct request *)(void *)stream;

	if (length > LIMIT_PUSH_BYTES - request->sent.length) {
		fail(request->connection->place->err, ERROR_UNAVAILABLE,
		     "there are more than %u bytes to send at once", LIMIT_PUSH_BYTES);
		return failed();
	}
	buffer_add(&request->sent, bytes, length);
	return 0;
}

/* The rest of an answer (mostly nothing, but its end): else the connection could not be kept. */
static void
drain(struct request *request)
{
	size_t before = request->total;

	while (request->begun && !request->done && request->total - before < 64 * 1024u) {
		request->taken = request->received.length;
		drive(request);
	}
}

static void
request_free(git_smart_subtransport_stream *stream)
{
	struct request *request = (struct request *)(void *)stream;

	if (request->checked)
		drain(request);
	if (request->begun)
		curl_multi_remove_handle(request->connection->multi, request->connection->easy);
	http_curl_headers_release(&request->headers);
	buffer_release(&request->url);
	buffer_release(&request->sent);
	buffer_release(&request->received);
	free(request);
}

/* ---- the connection -------------------------------------------------------------------------- */

static int
connection_action(git_smart_subtransport_stream **stream, git_smart_subtransport *subtransport,
		  const char *url, git_smart_service_t action)
{
	struct connection *connection = (struct connection *)(void *)subtransport;
	struct request *request = calloc(1, sizeof(*request));

	(void)url; /* the library's idea of it; ours was checked */
	if (!request)
		abort();
	request->connection = connection;
	request->service = &services[action];
	request->parent.subtransport = subtransport;
	request->parent.read = request_read;
	request->parent.write = request_write;
	request->parent.free = request_free;
	buffer_add_format(&request->url, "%s%s", connection->place->url, request->service->path);
	*stream = &request->parent;
	return 0;
}

static int
connection_close(git_smart_subtransport *subtransport)
{
	(void)subtransport;
	return 0;
}

static void
connection_free(git_smart_subtransport *subtransport)
{
	struct connection *connection = (struct connection *)(void *)subtransport;

	curl_easy_cleanup(connection->easy);
	curl_multi_cleanup(connection->multi);
	free(connection);
}

bool
remote_seconds(int64_t *seconds, struct error *err)
{
	const char *given = route_variable("CHANGEGATE_LEDGER_TIMEOUT", NULL);
	int64_t number = TOTAL_SECONDS;

	if (given && (!text_to_integer(given, &number) || number < 1 || number > 86400))
		return fail(err, ERROR_USAGE,
			    "CHANGEGATE_LEDGER_TIMEOUT is a number of seconds from 1 to 86400");
	*seconds = number;
	return true;
}

static bool
connection_set_up(struct connection *connection)
{
	const struct http_place *place = connection->place;

	return route_find(place->url, place->plain,
			  route_variable("CHANGEGATE_LEDGER_CA_FILE", NULL),
			  "CHANGEGATE_LEDGER_CA_FILE", &connection->route, place->err) &&
	       remote_seconds(&connection->seconds, place->err);
}

static int
connection_new(git_smart_subtransport **out, git_transport *owner, void *place)
{
	struct connection *connection = calloc(1, sizeof(*connection));

	(void)owner;
	if (!connection)
		abort();
	connection->place = place;
	connection->parent.action = connection_action;
	connection->parent.close = connection_close;
	connection->parent.free = connection_free;
	connection->easy = curl_easy_init();
	connection->multi = curl_multi_init();
	if (!connection->easy || !connection->multi)
		abort();
	*out = &connection->parent;
	if (connection_set_up(connection))
		return 0;
	connection_free(&connection->parent);
	return failed();
}

int
http_transport(git_transport **transport, git_remote *owner, struct http_place *place)
{
	git_smart_subtransport_definition definition = {connection_new, 1, place};

	return git_transport_smart(transport, owner, &definition);
}
