/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drives integrations/http.h from a shell script:
 *
 *   http_get [OPTION=VALUE...] URL...
 *
 * Options, for all that follow: method, body, retriable=yes, accept, limit, prefix, label, header.
 * For the client: budget (ms), seconds, stall (seconds), record, replay, ca, debug=yes, rounds (how
 * often all of them are asked). The token is HTTP_TOKEN, its host TOKEN_HOST.
 *
 * Prints a line for each answer: "ok" or the error's code, status, bytes, sha256, attempts, and
 * what http_json() says of it; the messages go to standard error. Then the journal. Ends with 1 if
 * an answer is not ok.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "integrations/http.h"

#define MOST 64

struct run {
	struct arena arena;
	struct secret token;
	struct http_settings settings;
	struct http_request next; /* what the options say */
	const char *headers[2];
	struct http_request requests[MOST];
	size_t count;
	int64_t rounds;
	bool bad;
};

static int64_t
number(const char *text)
{
	int64_t read = 0;

	if (!text_to_integer(text, &read))
		abort();
	return read;
}

static bool
client_option(struct run *run, const char *name, const char *value)
{
	struct http_settings *settings = &run->settings;

	if (text_equal(name, "budget"))
		settings->budget_ms = number(value);
	else if (text_equal(name, "seconds"))
		settings->request_seconds = number(value);
	else if (text_equal(name, "stall"))
		settings->stall_seconds = number(value);
	else if (text_equal(name, "record"))
		settings->record = value;
	else if (text_equal(name, "replay"))
		settings->replay = value;
	else if (text_equal(name, "ca"))
		settings->ca_file = value;
	else if (text_equal(name, "debug"))
		settings->debug = true;
	else if (text_equal(name, "rounds"))
		run->rounds = number(value);
	else
		return false;
	return true;
}

static bool
request_option(struct run *run, const char *name, const char *value)
{
	if (text_equal(name, "method")) {
		run->next.method = value;
	} else if (text_equal(name, "body")) {
		run->next.body = value;
		run->next.body_length = strlen(value);
	} else if (text_equal(name, "retriable")) {
		run->next.retriable = true;
	} else if (text_equal(name, "accept")) {
		run->next.accept = value;
	} else if (text_equal(name, "limit")) {
		run->next.limit = (size_t)number(value);
	} else if (text_equal(name, "prefix")) {
		run->next.token_prefix = value;
	} else if (text_equal(name, "label")) {
		run->next.label = value;
	} else if (text_equal(name, "header")) {
		run->headers[0] = value;
		run->next.headers = run->headers;
	} else {
		return false;
	}
	return true;
}

static void
take(struct run *run, const char *word)
{
	size_t length = strcspn(word, "=:/@");
	const char *name = arena_copy(&run->arena, word, length);

	if (word[length] == '=' && (client_option(run, name, word + length + 1) ||
				    request_option(run, name, word + length + 1)))
		return;
	if (run->count == MOST)
		abort();
	run->requests[run->count] = run->next;
	run->requests[run->count++].url = word;
}

static void
print_answer(struct run *run, const struct http_request *request, const struct http_answer *answer)
{
	static const char *const codes[] = {"none",   "usage",    "format", "unavailable",
					    "ledger", "conflict", "absent", "bug"};
	const struct node *root;
	struct error err = {0};
	bool json = http_json(&run->arena, request, answer, &root, &err);

	printf("%s %d %zu %s %d %s\n", answer->ok ? "ok" : codes[answer->err.code], answer->status,
	       answer->body.length, answer->sha256[0] ? answer->sha256 : "-", answer->attempts,
	       json ? "json" : "no-json");
	if (!json)
		fprintf(stderr, "%s\n", err.message);
	if (answer->ok == (answer->err.code != ERROR_NONE))
		abort();
	run->bad |= !answer->ok;
}

static void
ask(struct run *run, struct http *http)
{
	struct http_answer answers[MOST];

	http_send(&run->arena, http, run->requests, run->count, answers);
	for (size_t i = 0; i < run->count; i++) {
		print_answer(run, &run->requests[i], &answers[i]);
		http_answer_release(&answers[i]);
	}
}

static const char *
or_dash(const char *text)
{
	return text && text[0] ? text : "-";
}

static void
print_journal(const struct http *http)
{
	size_t count;
	const struct http_source *at = http_journal(http, &count);

	for (size_t i = 0; i < count; i++)
		printf("source %s %s %s %d %s %zu %d %s spki=%s proxy=%s ca=%s peer=%s\n",
		       at[i].method, at[i].host, at[i].path, at[i].status, or_dash(at[i].sha256),
		       at[i].bytes, at[i].attempts, at[i].replayed ? "replayed" : "asked",
		       or_dash(at[i].tls_spki), or_dash(at[i].proxy), or_dash(at[i].ca),
		       or_dash(at[i].tls_peer));
}

int
main(int count, char **arguments)
{
	struct run run = {.rounds = 1, .settings = {.ca_name = "HTTP_GET_CA"}};
	struct http *http RELEASED_BY(http_release) = NULL;
	struct error err = {0};
	bool opened;

	if (secret_read("HTTP_TOKEN", &run.token, &err))
		run.next.token = &run.token;
	run.next.token_host = getenv("TOKEN_HOST");
	for (int i = 1; i < count; i++)
		take(&run, arguments[i]);
	opened = http_open(&run.settings, &http, &err);
	if (!opened)
		fprintf(stderr, "%s\n", err.message);
	for (int64_t i = 0; opened && i < run.rounds; i++)
		ask(&run, http);
	if (opened)
		print_journal(http);
	secret_release(&run.token);
	arena_release(&run.arena);
	return !opened ? 2 : run.bad ? 1 : 0;
}
