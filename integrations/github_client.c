/* SPDX-License-Identifier: Apache-2.0 */
/* How are several questions sent to GitHub at once? See github_client.h and github.h. */
#include "integrations/github_client.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/http_check.h"
#include "integrations/http_sources.h"
#include "integrations/github_token.h"

static const char *const rest_headers[] = {"X-GitHub-Api-Version: 2022-11-28", NULL};

static bool
read_token(const struct github_settings *settings, struct github *github, struct error *err)
{
	github->for_auditor = settings->for_auditor;
	if (settings->for_auditor)
		return github_auditors_token(&github->arena, github->place.host, &github->token,
					     err);
	return github_token(&github->arena, github->place.host, &github->token, err);
}

bool
github_open(const struct github_settings *settings, struct github **out, struct error *err)
{
	RELEASED_BY(github_release) struct github *github = calloc(1, sizeof(*github));

	if (!github)
		abort();
	arena_init(&github->arena);
	if (!github_place(&github->arena, settings->repository, settings->api, &github->place,
			  err) ||
	    !read_token(settings, github, err) || !http_open(&settings->http, &github->http, err))
		return false;
	if (!settings->api)
		github->git_host = arena_copy(&github->arena, settings->repository,
					      strcspn(settings->repository, "/"));
	*out = github;
	github = NULL;
	return true;
}

void
github_release(struct github **github)
{
	if (!*github)
		return;
	http_release(&(*github)->http);
	secret_release(&(*github)->token);
	arena_release(&(*github)->arena);
	free(*github);
	*github = NULL;
}

const char *
github_repository(const struct github *github)
{
	return github->place.repository;
}

const struct secret *
github_git_token(const struct github *github, const char **host)
{
	*host = github->git_host;
	return github->git_host ? &github->token : NULL;
}

const char *
github_host(const struct github *github)
{
	return github->place.host;
}

static void
make_query(struct arena *arena, struct github *github, const struct github_ask *ask,
	   struct http_request *request)
{
	request->method = "POST";
	request->url = github->place.graphql;
	request->body = ask->query->body.bytes;
	request->body_length = ask->query->body.length;
	request->retriable = true;
	request->divisible = ask->divisible;
	request->label = arena_format(arena, "POST %s (%s)", github->place.graphql, ask->name);
}

static void
make_request(struct arena *arena, struct github *github, const struct github_ask *ask,
	     struct http_request *request)
{
	*request = (struct http_request){.token = &github->token, .token_host = github->place.host};
	if (ask->query) {
		make_query(arena, github, ask, request);
		return;
	}
	request->url = arena_format(arena, "%s/repos/%s%s", github->place.rest,
				    github->place.repository, ask->path);
	request->accept = "application/vnd.github+json";
	request->headers = rest_headers;
}

static const char *
hint_for(const struct github *github, const struct github_ask *ask, int status)
{
	static const struct {
		int status;
		const char *hint;
	} hints[] = {
		{401, "the token is wrong or expired: look at CHANGEGATE_GITHUB_TOKEN, GH_TOKEN, "
		      "GITHUB_TOKEN"},
		{403, "the token may not read this: give it `contents: read` and "
		      "`pull-requests: read`"},
		{404, "there is no such thing, or the token may not see it"},
	};

	if (status == 401 && github->for_auditor)
		return "the token is wrong or expired: look at " GITHUB_AUDITORS_TOKEN;
	if (status == 403 && ask->path && strstr(ask->path, "secrets"))
		return "the token may not read this, and that of a workflow never may: give "
		       "CHANGEGATE_GITHUB_TOKEN one with `secrets: read` and `environments: read`";
	if (status == 403 && ask->path &&
	    (text_starts_with(ask->path, "/actions/") ||
	     text_starts_with(ask->path, "/environments/")))
		return "the token may not read this: give it `actions: read`";
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (hints[i].status == status)
			return hints[i].hint;
	return NULL;
}

static bool
read_answer(struct arena *arena, const struct github *github, const struct http_request *request,
	    const struct http_answer *answer, struct github_ask *ask, struct error *err)
{
	const char *hint = hint_for(github, ask, answer->status);

	if (!http_json(arena, request, answer, &ask->root, err)) {
		fail_as(err, ERROR_UNAVAILABLE);
		return hint && fail(err, ERROR_UNAVAILABLE, "%s; %s",
				    arena_text(arena, err->message), hint);
	}
	if (!ask->query || github_read_reply(arena, ask->root, &ask->reply, err))
		return true;
	return fail_while(err, "%s", request->label);
}

const char *
github_why_not(struct arena *arena, const struct github_ask *ask, const char *wrong)
{
	if (!ask->ok)
		return arena_text(arena, ask->err.message);
	return wrong ? arena_format(arena, "%s: %s", ask->label, wrong) : NULL;
}

static void
take_answer(struct arena *arena, const struct github *github, const struct http_request *request,
	    const struct http_answer *answer, struct github_ask *ask)
{
	ask->label = http_request_label(arena, request);
	ask->status = answer->status;
	ask->server_time = answer->server_time;
	ask->link = answer->link;
	ask->ok = read_answer(arena, github, request, answer, ask, &ask->err);
}

void
github_send(struct arena *arena, struct github *github, struct github_ask *asks, size_t count)
{
	struct http_request *requests = arena_allocate(arena, count * sizeof(*requests));
	struct http_answer *answers = arena_allocate(arena, count * sizeof(*answers));

	for (size_t i = 0; i < count; i++)
		make_request(arena, github, &asks[i], &requests[i]);
	http_send(arena, github->http, requests, count, answers);
	for (size_t i = 0; i < count; i++) {
		take_answer(arena, github, &requests[i], &answers[i], &asks[i]);
		http_answer_release(&answers[i]);
	}
}

void
github_sources(struct arena *arena, struct github *github, struct evidence *evidence)
{
	http_sources(arena, github->http, "github", &github->told, evidence);
}

void
github_unavailable(struct arena *arena, const struct github_settings *settings,
		   const struct error *err, struct forge_facts *facts)
{
	struct github_place place;
	struct error ignored;
	bool known = github_place(arena, settings->repository, settings->api, &place, &ignored);

	*facts = (struct forge_facts){.kind = "github",
				      .host = known ? place.host : "",
				      .repository = known ? place.repository : ""};
	facts->availability = (struct availability){UNAVAILABLE, arena_text(arena, err->message)};
}
