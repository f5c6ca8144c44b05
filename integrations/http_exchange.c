/* SPDX-License-Identifier: Apache-2.0 */
/* How does one request come to its end? See http_exchange.h. */
#include "integrations/http_exchange.h"

#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/list.h"
#include "base/text.h"
#include "integrations/clock.h"
#include "integrations/git_plain_http.h"
#include "integrations/http_body.h"
#include "integrations/http_check.h"
#include "integrations/http_record.h"
#include "integrations/http_retry.h"
#include "integrations/pause.h"

/* ---- answers --------------------------------------------------------------------------------- */

void
exchange_fail(struct round *round, struct exchange *exchange)
{
	struct http_answer *answer = exchange->answer;

	fail_while(&answer->err, "%s", http_request_label(round->arena, &exchange->request));
	answer->ok = false;
	answer->attempts = exchange->attempts;
	exchange->stage = STAGE_DONE;
	round->unfinished--;
}

/* As far as it is known: a status, a body, what stands behind them. */
static void
take_answer(struct round *round, struct exchange *exchange, const struct http_header *header,
	    struct buffer *body, int64_t time)
{
	struct http_answer *answer = exchange->answer;
	struct arena *arena = round->arena;
	struct sha256 digest;

	buffer_release(&answer->body); /* of a redirect */
	answer->status = header->status;
	answer->body = *body;
	*body = (struct buffer){0};
	answer->content_type = arena_text(arena, header->content_type);
	answer->link = arena_text(arena, header->link);
	answer->date = arena_text(arena, header->date);
	answer->server_time = -1;
	if (answer->date && !http_date_parse(answer->date, &answer->server_time))
		answer->server_time = -1;
	answer->rate_remaining = header->rate_remaining;
	answer->rate_reset = header->rate_reset;
	answer->retry_after = header->retry_after;
	answer->total_count = header->total_count;
	answer->time = time;
	answer->attempts = exchange->attempts;
	sha256(&digest, answer->body.bytes, answer->body.length);
	sha256_format(answer->sha256, &digest);
}

static struct http_attempt
attempt_of(const struct round *round, const struct exchange *exchange,
	   const struct http_header *header, const struct buffer *body)
{
	const struct http_request *request = &exchange->request;

	return (struct http_attempt){
		.header = header,
		.repeatable = request->retriable || text_equal(request->method, "GET") ||
			      text_equal(request->method, "HEAD"),
		.divisible = request->divisible,
		.says_too_often = http_body_says_too_often(body->bytes, body->length),
		.attempts = exchange->attempts,
		.now = clock_now(),
		.left_ms = round->http->end_ms - pause_now_ms(),
	};
}

bool
fail_status(struct arena *arena, const struct http_request *request,
	    const struct http_answer *answer, struct error *err)
{
	const char *bytes = answer->body.bytes;
	const char *says = http_body_message(arena, bytes, answer->body.length);

	if (says && http_has_token(request, says, strlen(says)))
		says = "(words with the token in them)";
	return fail(err, ERROR_UNAVAILABLE, "status %d%s%s", answer->status, says ? ": " : "",
		    says ? says : "");
}

/* What came of trying again. */
static void
say_patience(const struct round *round, const struct exchange *exchange, enum http_next next,
	     int64_t wait_ms, struct error *err)
{
	struct error said = *err;

	if (next == HTTP_TOO_LATE)
		fail(err, ERROR_UNAVAILABLE,
		     "%s (attempts: %d; to be tried again in %lld s, but the %lld s for all "
		     "requests end before; CHANGEGATE_HTTP_BUDGET gives more)",
		     said.message, exchange->attempts, (long long)(wait_ms + 999) / 1000,
		     (long long)round->http->settings.budget_ms / 1000);
	else if (exchange->attempts > 1)
		fail(err, ERROR_UNAVAILABLE, "%s (attempts: %d)", said.message, exchange->attempts);
}

static bool
keep(struct round *round, const struct exchange *exchange, struct error *err)
{
	const char *folder = round->http->settings.record;
	const struct http_answer *answer = exchange->answer;
	struct http_kept kept = {.header = {.status = answer->status,
					    .content_type = answer->content_type,
					    .link = answer->link,
					    .date = answer->date,
					    .rate_remaining = answer->rate_remaining,
					    .rate_reset = answer->rate_reset,
					    .retry_after = answer->retry_after,
					    .total_count = answer->total_count},
				 .body = answer->body,
				 .time = answer->time};

	if (!folder || http_record_write(folder, &exchange->request, &kept, err))
		return true;
	return fail_while(err, "recording the answer");
}

/* The end of a request that was answered, whatever the answer. */
static void
end_answered(struct round *round, struct exchange *exchange, enum http_next next, int64_t wait_ms)
{
	struct http_answer *answer = exchange->answer;

	http_journal_add(&round->http->journal, &exchange->request, &exchange->url, answer);
	if (next != HTTP_ANSWERED) {
		fail_status(round->arena, &exchange->request, answer, &answer->err);
		say_patience(round, exchange, next, wait_ms, &answer->err);
	}
	answer->ok = next == HTTP_ANSWERED;
	if (!answer->replayed && !keep(round, exchange, &answer->err))
		answer->ok = false;
	if (!answer->ok) {
		exchange_fail(round, exchange);
		return;
	}
	exchange->stage = STAGE_DONE;
	round->unfinished--;
}

/* ---- one attempt ----------------------------------------------------------------------------- */

static struct pausing *
pausing_find(const struct http *http, const char *host)
{
	for (size_t i = 0; i < http->pausing.count; i++)
		if (text_equal(http->pausing.at[i].host, host))
			return &http->pausing.at[i];
	return NULL;
}

/* A host that is asked too often is asked by nobody for that long. */
static void
pausing_set(struct http *http, const char *host, int64_t until_ms)
{
	struct pausing *pausing = pausing_find(http, host);

	if (!pausing) {
		pausing = LIST_ADD(&http->arena, &http->pausing);
		pausing->host = arena_text(&http->arena, host);
	}
	if (pausing->until_ms < until_ms)
		pausing->until_ms = until_ms;
}

int64_t
exchange_due_ms(const struct round *round, const struct exchange *exchange)
{
	const struct pausing *pausing = pausing_find(round->http, exchange->url.host);

	return pausing && pausing->until_ms > exchange->not_before_ms ? pausing->until_ms
								      : exchange->not_before_ms;
}

/* Without its scheme and password. */
static const char *
proxy_shown(struct arena *arena, const char *proxy)
{
	const char *scheme = strstr(proxy, "://");
	const char *sign;

	if (scheme)
		proxy = scheme + strlen("://");
	sign = strrchr(proxy, '@');
	return proxy[0] ? text_shown(arena, sign ? sign + 1 : proxy) : NULL;
}

static bool
find_route(struct round *round, struct exchange *exchange)
{
	const struct http_settings *settings = &round->http->settings;
	struct http_answer *answer = exchange->answer;
	struct route *route = &exchange->call.route;

	if (!route_find(exchange->url.text, exchange->url.plain, settings->ca_file,
			settings->ca_name, route, &answer->err))
		return false;
	/* Decided here and nowhere else, so that what the journal says is true. */
	if (route_is_excepted(exchange->url.text, route->no_proxy))
		route->proxy = "";
	route->no_proxy = "";
	if (exchange->url.plain)
		return true;
	answer->ca = arena_text(round->arena, round->http->ca);
	answer->proxy = proxy_shown(round->arena, route->proxy);
	return true;
}

void
exchange_begin(struct round *round, struct exchange *exchange)
{
	struct http *http = round->http;
	struct wire_call *call = &exchange->call;
	int64_t left_ms = http->end_ms - pause_now_ms();

	call->request = &exchange->request;
	call->url = exchange->url.text;
	call->with_token = http_token_goes_to(round->arena, &exchange->request, &exchange->url);
	call->once = !attempt_of(round, exchange, NULL, &exchange->result.body).repeatable;
	call->total_ms = http->settings.request_seconds * 1000;
	if (call->total_ms > left_ms)
		call->total_ms = left_ms > 1 ? left_ms : 1;
	call->stall_seconds = http->settings.stall_seconds;
	exchange->attempts++;
	exchange->begun_ms = pause_now_ms();
	exchange->stage = STAGE_ASKING;
	arena_release(&exchange->arena);
	wire_begin(&exchange->arena, http->wire, call, &exchange->result, exchange);
}

/* ---- what becomes of it ---------------------------------------------------------------------- */

static bool
find_redirect(struct round *round, const struct exchange *exchange, struct http_url *to,
	      struct error *err)
{
	const struct http_header *header = &exchange->result.header;
	const char *location = header->location;

	if (!text_equal(exchange->request.method, "GET"))
		return fail(err, ERROR_UNAVAILABLE,
			    "answers with a redirect (status %d), which only a GET follows",
			    header->status);
	if (!location || header->many_locations)
		return fail(err, ERROR_UNAVAILABLE,
			    "answers with a redirect (status %d) to nowhere in particular",
			    header->status);
	if (http_has_token(&exchange->request, location, strlen(location)))
		return fail(err, ERROR_UNAVAILABLE, "a redirect has the token in its address");
	if (exchange->redirects >= LIMIT_HTTP_REDIRECTS)
		return fail(err, ERROR_UNAVAILABLE, "more than %d redirects, one after another",
			    LIMIT_HTTP_REDIRECTS);
	return http_url_redirect(round->arena, &exchange->url, location, to, err);
}

static bool
may_ask_one_more(struct http *http, struct error *err)
{
	if (http->asked >= LIMIT_HTTP_REQUESTS)
		return fail(err, ERROR_UNAVAILABLE, "more than %d requests in one run",
			    LIMIT_HTTP_REQUESTS);
	http->asked++;
	return true;
}

static void
follow(struct round *round, struct exchange *exchange)
{
	struct http_answer *answer = exchange->answer;
	struct http_url to;

	http_journal_add(&round->http->journal, &exchange->request, &exchange->url, answer);
	if (!find_redirect(round, exchange, &to, &answer->err) ||
	    !may_ask_one_more(round->http, &answer->err)) {
		exchange_fail(round, exchange);
		return;
	}
	exchange->url = to;
	exchange->redirects++;
	exchange->attempts = 0;
	exchange->stage = STAGE_WAITING;
}

static void
wait_again(struct round *round, struct exchange *exchange, const struct http_attempt *attempt,
	   int64_t wait_ms)
{
	int64_t now_ms = pause_now_ms();

	/* As late as the server wants it, or a little later; else not in step with others. */
	if (http_was_limited(attempt) || attempt->header->retry_after >= 0) {
		exchange->not_before_ms = now_ms + wait_ms + pause_jittered(wait_ms ? 500 : 100);
		if (http_was_limited(attempt))
			pausing_set(round->http, exchange->url.host, exchange->not_before_ms);
	} else {
		exchange->not_before_ms = now_ms + pause_jittered(wait_ms);
	}
	exchange->stage = STAGE_WAITING;
	buffer_release(&exchange->result.body);
}

static void
end_unanswered(struct round *round, struct exchange *exchange, enum http_next next, int64_t wait_ms)
{
	struct http_answer *answer = exchange->answer;

	answer->time = clock_now();
	answer->attempts = exchange->attempts;
	fail(&answer->err, ERROR_UNAVAILABLE, "%s", exchange->result.failure);
	say_patience(round, exchange, next, wait_ms, &answer->err);
	buffer_release(&exchange->result.body);
	http_journal_add(&round->http->journal, &exchange->request, &exchange->url, answer);
	exchange_fail(round, exchange);
}

void
exchange_settle(struct round *round, struct exchange *exchange)
{
	struct wire_result *result = &exchange->result;
	struct http_answer *answer = exchange->answer;
	struct http_attempt attempt;
	int64_t wait_ms = 0;
	enum http_next next;

	http_journal_show(&round->http->journal, &exchange->request, &exchange->url,
			  &result->header, result->failure, result->body.length,
			  pause_now_ms() - exchange->begun_ms);
	if (!result->complete)
		result->header = (struct http_header){.retry_after = -1, .total_count = -1};
	attempt = attempt_of(round, exchange, &result->header, &result->body);
	attempt.transient = result->transient;
	next = http_retry(&attempt, &wait_ms);
	answer->tls_peer = arena_text(round->arena, result->tls.peer);
	answer->tls_spki = arena_text(round->arena, result->tls.spki);
	if (next == HTTP_AGAIN) {
		wait_again(round, exchange, &attempt, wait_ms);
		return;
	}
	if (!result->complete) {
		end_unanswered(round, exchange, next, wait_ms);
		return;
	}
	take_answer(round, exchange, &result->header, &result->body, clock_now());
	if (http_is_redirect(answer->status))
		follow(round, exchange);
	else
		end_answered(round, exchange, next, wait_ms);
}

bool
exchange_prepare(struct round *round, struct exchange *exchange, struct error *err)
{
	return http_request_check(&exchange->request, err) &&
	       http_url_parse(round->arena, exchange->request.url, plain_http_to_loopback,
			      &exchange->url, err) &&
	       may_ask_one_more(round->http, err) && find_route(round, exchange);
}

void
exchange_replay(struct round *round, struct exchange *exchange)
{
	struct http_answer *answer = exchange->answer;
	struct http_kept kept = {0};
	struct http_attempt attempt;
	int64_t wait_ms;

	answer->replayed = true;
	answer->ca = answer->proxy = NULL;
	if (!http_record_read(round->arena, round->http->settings.replay, &exchange->request, &kept,
			      &answer->err)) {
		buffer_release(&kept.body);
		exchange_fail(round, exchange);
		return;
	}
	attempt = attempt_of(round, exchange, &kept.header, &kept.body);
	attempt.repeatable = false; /* it would be the same */
	take_answer(round, exchange, &kept.header, &kept.body, kept.time);
	end_answered(round, exchange, http_retry(&attempt, &wait_ms), 0);
}
