/* SPDX-License-Identifier: Apache-2.0 */
/* How are forges and trackers asked? See http.h. */
#include "integrations/http.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/clock.h"
#include "integrations/disk.h"
#include "integrations/http_body.h"
#include "integrations/http_check.h"
#include "integrations/http_exchange.h"
#include "integrations/pause.h"

#define BUDGET_MS (INT64_C(300) * 1000)
#define REQUEST_SECONDS 120
#define STALL_SECONDS 30

/* ---- the client ------------------------------------------------------------------------------ */

static bool
read_authorities(struct http *http, struct error *err)
{
	const char *file = http->settings.ca_file;
	struct buffer bytes RELEASED_BY(buffer_release) = {0};

	http->ca = "system";
	if (!file)
		return true;
	if (!disk_read(file, LIMIT_BLOB_BYTES, &bytes, err)) {
		fail_while(err, "%s", http->settings.ca_name);
		return fail_as(err, ERROR_USAGE);
	}
	http->ca = arena_format(&http->arena, "sha256:%s",
				sha256_hex(&http->arena, bytes.bytes, bytes.length));
	return true;
}

static void
take_settings(struct http *http, const struct http_settings *settings)
{
	struct http_settings *own = &http->settings;

	*own = *settings;
	own->ca_file = arena_text(&http->arena, settings->ca_file);
	own->ca_name = arena_text(&http->arena, settings->ca_name ? settings->ca_name
								  : "the file of certificates");
	own->record = arena_text(&http->arena, settings->record);
	own->replay = arena_text(&http->arena, settings->replay);
	if (own->request_seconds <= 0)
		own->request_seconds = REQUEST_SECONDS;
	if (own->stall_seconds <= 0)
		own->stall_seconds = STALL_SECONDS;
	if (own->budget_ms <= 0)
		own->budget_ms = BUDGET_MS;
	http->left_ms = own->budget_ms;
	http->journal.debug = own->debug;
}

bool
http_open(const struct http_settings *settings, struct http **out, struct error *err)
{
	struct http *http;

	if (settings->record && settings->replay)
		return fail(err, ERROR_USAGE,
			    "answers can be recorded, or replayed, but not both at once");
	http = calloc(1, sizeof(*http));
	if (!http)
		abort();
	take_settings(http, settings);
	if (!read_authorities(http, err) ||
	    (settings->record && !disk_make_folders(settings->record, err))) {
		http_close(http);
		return false;
	}
	if (!settings->replay)
		http->wire = wire_open();
	*out = http;
	return true;
}

void
http_close(struct http *http)
{
	if (!http)
		return;
	if (http->wire)
		wire_close(http->wire);
	http_journal_release(&http->journal);
	arena_release(&http->arena);
	free(http);
}

void
http_release(struct http **http)
{
	http_close(*http);
	*http = NULL;
}

const struct http_source *
http_journal(const struct http *http, size_t *count)
{
	*count = http->journal.sources.count;
	return http->journal.sources.at;
}

/* ---- all of them ----------------------------------------------------------------------------- */

static void
start(struct round *round, size_t i, const struct http_request *request, struct http_answer *answer)
{
	struct exchange *exchange = &round->at[i];

	*answer = (struct http_answer){.server_time = -1,
				       .rate_remaining = -1,
				       .rate_reset = -1,
				       .retry_after = -1,
				       .total_count = -1};
	exchange->answer = answer;
	exchange->request = http_request_completed(request);
	exchange->stage = STAGE_WAITING;
	if (!exchange_prepare(round, exchange, &answer->err))
		exchange_fail(round, exchange);
	else if (round->http->settings.replay)
		exchange_replay(round, exchange);
}

/* Begins what is due; says how long nothing else will be. */
static int64_t
begin_due(struct round *round)
{
	struct http *http = round->http;
	int64_t now_ms = pause_now_ms();
	int64_t longest_ms = 1000;

	for (size_t i = 0; i < round->count && wire_has_room(http->wire); i++) {
		struct exchange *exchange = &round->at[i];
		int64_t wait_ms = exchange_due_ms(round, exchange) - now_ms;

		if (exchange->stage != STAGE_WAITING)
			continue;
		if (wait_ms <= 0)
			exchange_begin(round, exchange);
		else if (wait_ms < longest_ms)
			longest_ms = wait_ms;
	}
	return longest_ms;
}

/* Those that are under way end by themselves: their time is bounded by it, too. */
static void
end_of_budget(struct round *round)
{
	for (size_t i = 0; i < round->count; i++) {
		struct exchange *exchange = &round->at[i];

		if (exchange->stage != STAGE_WAITING)
			continue;
		exchange->answer->time = clock_now();
		fail(&exchange->answer->err, ERROR_UNAVAILABLE,
		     "not answered in the %lld s that there are for all requests together "
		     "(CHANGEGATE_HTTP_BUDGET gives more)",
		     (long long)round->http->settings.budget_ms / 1000);
		http_journal_add(&round->http->journal, &exchange->request, &exchange->url,
				 exchange->answer);
		exchange_fail(round, exchange);
	}
}

static void
talk(struct round *round)
{
	struct exchange *ended;

	while (round->unfinished) {
		int64_t longest_ms;

		if (pause_now_ms() >= round->http->end_ms)
			end_of_budget(round);
		longest_ms = begin_due(round);
		if (round->unfinished)
			wire_wait(round->http->wire, longest_ms);
		while ((ended = wire_ended(round->http->wire)))
			exchange_settle(round, ended);
	}
}

void
http_send(struct arena *arena, struct http *http, const struct http_request *requests, size_t count,
	  struct http_answer *answers)
{
	struct round round = {.http = http, .arena = arena, .count = count, .unfinished = count};

	if (count == 0)
		return;
	round.at = calloc(count, sizeof(*round.at));
	if (!round.at)
		abort();
	http->end_ms = pause_now_ms() + http->left_ms;
	for (size_t i = 0; i < count; i++)
		start(&round, i, &requests[i], &answers[i]);
	talk(&round);
	http->left_ms = http->end_ms - pause_now_ms();
	if (http->left_ms < 0)
		http->left_ms = 0;
	for (size_t i = 0; i < count; i++)
		arena_release(&round.at[i].arena);
	free(round.at);
}

void
http_answer_release(struct http_answer *answer)
{
	buffer_release(&answer->body);
}

bool
http_fail_status(const struct http_request *request, const struct http_answer *answer,
		 struct error *err)
{
	struct arena arena RELEASED_BY(arena_release);

	arena_init(&arena);
	if (answer->err.message[0]) {
		*err = answer->err;
		return false;
	}
	fail_status(&arena, request, answer, err);
	return fail_while(err, "%s", http_request_label(&arena, request));
}

static const char *
type_shown(struct arena *arena, const struct http_request *request, const char *type)
{
	if (!type || http_has_token(request, type, strlen(type)))
		return "something of no type";
	return text_shown(arena, type);
}

bool
http_json(struct arena *arena, const struct http_request *request, const struct http_answer *answer,
	  const struct node **root, struct error *err)
{
	if (!answer->ok || answer->status < 200 || answer->status > 299)
		return http_fail_status(request, answer, err);
	if (!http_type_is_json(answer->content_type))
		fail(err, ERROR_UNAVAILABLE,
		     "answers with %s instead of JSON (a login page, or a proxy in between?)",
		     type_shown(arena, request, answer->content_type));
	else if (json_parse(arena, answer->body.bytes, answer->body.length, root, err))
		return true;
	fail_while(err, "%s", http_request_label(arena, request));
	return fail_as(err, ERROR_UNAVAILABLE);
}
