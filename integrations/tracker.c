/* SPDX-License-Identifier: Apache-2.0 */
/* How is a tracker asked, whichever it is? See tracker.h and tracker_work.h. */
#include "integrations/tracker.h"

#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/ticket_rules.h"
#include "integrations/github_issues.h"
#include "integrations/http_sources.h"
#include "integrations/http_url.h"
#include "integrations/tracker_work.h"

static const struct tracker *const trackers[] = {
	[TRACKER_JIRA_CLOUD] = &jira_cloud_tracker,
	[TRACKER_JIRA_DATA_CENTER] = &jira_data_center_tracker,
	[TRACKER_SERVICENOW] = &servicenow_tracker,
};

/* ---- where, and with which token ------------------------------------------------------------- */

static bool
find_place(struct tracker_work *work, struct error *err)
{
	struct http_url url;
	size_t length;

	if (!http_url_parse(work->arena, work->rules->url, true, &url, err))
		return fail_while(err, "tickets.url");
	length = strlen(url.text);
	while (length && url.text[length - 1] == '/')
		length--;
	work->base = arena_copy(work->arena, url.text, length);
	work->host = url.host;
	return true;
}

/*
 * The policy names the host, and whoever owns the token may bind it to one. A place that no deploy
 * has brought yet, anybody may have written: only the owner's word sends the token there.
 */
static bool
may_go(const struct tracker_work *work, const struct tracker *tracker, struct error *err)
{
	const char *name = arena_format(work->arena, "%s_HOST", tracker->token);
	const char *allowed = getenv(name);

	if (!allowed || !allowed[0])
		return work->question->in_force ||
		       fail(err, ERROR_USAGE,
			    "the policy has the tracker asked at %s, which is not in force yet: "
			    "let %s name that host",
			    text_shown(work->arena, work->host), name);
	if (text_equal_ignoring_case(allowed, work->host))
		return true;
	return fail(err, ERROR_USAGE, "%s goes to %s only, and the tracker is at %s",
		    tracker->token, text_shown(work->arena, allowed),
		    text_shown(work->arena, work->host));
}

/* "user:token" in base64, kept as secretly as the token. */
static void
make_basic(const char *user, struct secret *token)
{
	RELEASED_BY(secret_release) struct secret plain = {0};
	struct buffer text = {0}, basic = {0};
	size_t length = strlen(user) + 1 + token->length;

	buffer_reserve(&text, length + 1);
	buffer_add_format(&text, "%s:%s", user, token->bytes);
	secret_take(&plain, &text);
	buffer_reserve(&basic, length / 3 * 4 + 8);
	base64_encode(&basic, plain.bytes, plain.length);
	secret_take(token, &basic);
}

static bool
take_token(struct tracker_work *work, const struct tracker *tracker, struct error *err)
{
	const char *user = tracker->user ? getenv(tracker->user) : NULL;
	size_t length;

	if (!may_go(work, tracker, err))
		return false;
	if (!secret_read(tracker->token, &work->token, err)) {
		if (err->code == ERROR_ABSENT)
			return fail(err, ERROR_ABSENT, "no token for %s: set %s",
				    text_shown(work->arena, work->host), tracker->token);
		return false;
	}
	/* A file that people write ends with a line break; no token does. */
	for (length = work->token.length; length && strchr("\r\n", work->token.bytes[length - 1]);)
		work->token.bytes[--length] = '\0';
	work->token.length = length;
	if (user && user[0]) {
		make_basic(user, &work->token);
		work->token_prefix = "Authorization: Basic ";
	}
	return true;
}

/* ---- rows ------------------------------------------------------------------------------------ */

void
tracker_leave(struct tracker_work *work, size_t from, size_t to, const char *why)
{
	for (size_t i = from; i < to && i < work->facts->tickets.count; i++) {
		struct tracked_ticket *row = &work->facts->tickets.at[i];

		if (row->state == TRACKED_UNKNOWN && !row->why)
			row->why = why;
	}
}

struct tracked_ticket *
tracker_row(struct tracker_work *work, const char *key)
{
	for (size_t i = 0; i < work->facts->tickets.count; i++)
		if (text_equal(work->facts->tickets.at[i].asked, key))
			return &work->facts->tickets.at[i];
	return NULL;
}

size_t
tracker_part(const struct tracker_work *work, size_t from)
{
	size_t count = work->facts->tickets.count;

	return count - from > LIMIT_TRACKED_AT_ONCE ? from + LIMIT_TRACKED_AT_ONCE : count;
}

static void
begin_rows(struct arena *arena, const struct tracker_question *question,
	   struct tracker_facts *facts)
{
	for (size_t i = 0; i < question->keys.count; i++)
		*LIST_ADD(arena, &facts->tickets) =
			(struct tracked_ticket){.asked = question->keys.at[i]};
	facts->count = (int64_t)facts->tickets.count;
}

static bool
ask(struct tracker_work *work, const struct tracker *tracker, struct evidence *evidence,
    struct error *err)
{
	RELEASED_BY(http_release) struct http *http = NULL;
	size_t told = 0;

	if (!find_place(work, err))
		return false;
	work->facts->host = work->host;
	if (!take_token(work, tracker, err) || !http_open(&work->question->http, &http, err))
		return false;
	work->http = http;
	tracker->ask(work);
	http_sources(work->arena, http, work->facts->kind, &told, evidence);
	return true;
}

void
tracker_ask(struct arena *arena, const struct tracker_question *question,
	    struct tracker_facts *facts, struct evidence *evidence)
{
	struct tracker_work work = {
		.arena = arena, .question = question, .rules = question->rules, .facts = facts};
	int kind = question->rules->tracker;
	struct error err;

	*facts = (struct tracker_facts){.availability.state = KNOWN,
					.kind = tracker_names[kind],
					.url = question->rules->url ? question->rules->url : "",
					.host = ""};
	if (question->keys.count > LIMIT_TRACKED) {
		facts->availability = (struct availability){
			UNAVAILABLE, arena_format(arena, "more than %d different tickets are named",
						  LIMIT_TRACKED)};
		return;
	}
	begin_rows(arena, question, facts);
	if (!question->keys.count)
		return;
	if (kind == TRACKER_GITHUB)
		github_issues_ask(arena, question, facts, evidence);
	else if (!ask(&work, trackers[kind], evidence, &err))
		facts->availability =
			(struct availability){UNAVAILABLE, arena_text(arena, err.message)};
	tracker_leave(&work, 0, facts->tickets.count,
		      facts->availability.why ? facts->availability.why
					      : "the tracker said nothing of it");
	secret_release(&work.token);
}
