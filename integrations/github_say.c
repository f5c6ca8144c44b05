/* SPDX-License-Identifier: Apache-2.0 */
/* What is said to GitHub? See github_say.h. */
#include "integrations/github_say.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "integrations/github_client.h"

#define COMMENT_PAGES 10 /* of 100 comments each */

static const char *const rest_headers[] = {"X-GitHub-Api-Version: 2022-11-28", NULL};

/* ---- asking beside github_ask() ---- */

static struct http_request
request_to(struct arena *arena, struct github *github, const char *method, const char *path,
	   const struct buffer *body)
{
	return (struct http_request){
		.method = method,
		.url = arena_format(arena, "%s/repos/%s%s", github->place.rest,
				    github->place.repository, path),
		.accept = "application/vnd.github+json",
		.headers = rest_headers,
		.body = body ? body->bytes : NULL,
		.body_length = body ? body->length : 0,
		.token = &github->token,
		.token_host = github->place.host,
	};
}

static void
take_try(struct arena *arena, const struct http_request *request, const struct http_answer *answer,
	 struct github_try *one)
{
	struct error err = {0};

	one->status = answer->status;
	one->server_time = answer->server_time;
	one->link = answer->link;
	one->root = NULL;
	if (answer->ok && answer->status == 204)
		return;
	if (!http_json(arena, request, answer, &one->root, &err))
		one->why = arena_text(arena, err.message);
}

const char *
github_escaped(struct arena *arena, const char *name)
{
	return github_escape(arena, name);
}

void
github_try_all(struct arena *arena, struct github *github, struct github_try *tries, size_t count)
{
	struct http_request *requests = arena_allocate(arena, count * sizeof(*requests));
	struct http_answer *answers = arena_allocate(arena, count * sizeof(*answers));

	for (size_t i = 0; i < count; i++)
		requests[i] = request_to(arena, github, "GET", tries[i].path, NULL);
	http_send(arena, github->http, requests, count, answers);
	for (size_t i = 0; i < count; i++) {
		take_try(arena, &requests[i], &answers[i], &tries[i]);
		http_answer_release(&answers[i]);
	}
}

/* One that must be answered. */
static bool
get(struct arena *arena, struct github *github, const char *path, struct github_try *one,
    struct error *err)
{
	*one = (struct github_try){.path = path};
	github_try_all(arena, github, one, 1);
	return one->root || fail(err, ERROR_UNAVAILABLE, "%s", one->why ? one->why : "no answer");
}

static bool
put(struct arena *arena, struct github *github, const char *method, const char *path,
    const struct buffer *body, struct error *err)
{
	struct http_request request = request_to(arena, github, method, path, body);
	struct http_answer answer;
	const struct node *root;
	bool done;

	http_send(arena, github->http, &request, 1, &answer);
	done = http_json(arena, &request, &answer, &root, err);
	http_answer_release(&answer);
	return done;
}

static const char *
text_of(const struct node *map, const char *key)
{
	const struct node *node = node_get(map, key);

	return node && node->kind == NODE_TEXT ? node->text : NULL;
}

/* A number as the digits of it, or NULL. */
static const char *
id_of(struct arena *arena, const struct node *map, const char *key)
{
	const struct node *node = node_get(map, key);

	if (!node || node->kind != NODE_INTEGER || node->integer < 1)
		return NULL;
	return arena_format(arena, "%lld", (long long)node->integer);
}

/* ---- who is it? ---- */

static int
kind_of(const char *type)
{
	if (text_equal(type, "User"))
		return ACCOUNT_HUMAN;
	return text_equal(type, "Bot") ? ACCOUNT_BOT : ACCOUNT_UNKNOWN;
}

bool
github_ask_person(struct arena *arena, struct github *github, const char *login,
		  struct github_person *person, struct error *err)
{
	const char *path =
		arena_format(arena, "/collaborators/%s/permission", github_escape(arena, login));
	const struct node *user;
	struct github_try one;
	const char *permission;

	if (!get(arena, github, path, &one, err))
		return false;
	user = node_get(one.root, "user");
	permission = text_of(one.root, "permission");
	person->account = (struct account){.id = id_of(arena, user, "id"),
					   .login = arena_text(arena, text_of(user, "login")),
					   .kind = kind_of(text_of(user, "type"))};
	person->may_push = text_equal(permission, "write") || text_equal(permission, "admin");
	if (!person->account.id || !person->account.login)
		return fail(err, ERROR_UNAVAILABLE, "GitHub does not say who that is");
	return true;
}

/* ---- what waits in the queue? ---- */

static const char *
commit_of(const struct node *entry, const char *key)
{
	const char *id = text_of(node_get(entry, key), "oid");

	return id && text_is_hex(id, 40) ? id : NULL;
}

static void
read_entry(struct arena *arena, const struct node *entry, struct github_queue *queue)
{
	const struct node *number = node_get(node_get(entry, "pullRequest"), "number");
	struct github_queued queued = {.head = commit_of(entry, "headCommit"),
				       .base = commit_of(entry, "baseCommit")};

	if (!number || number->kind != NODE_INTEGER || !queued.head || !queued.base)
		return;
	queued.number = number->integer;
	*LIST_ADD(arena, queue) = queued;
}

bool
github_ask_queue(struct arena *arena, struct github *github, const char *branch,
		 struct github_queue *queue, struct error *err)
{
	RELEASED_BY(github_query_release) struct github_query query = {0};
	struct github_ask ask = {.query = &query, .name = "Queue"};
	const struct node *nodes;

	github_query_text(&query, 'q', 0, "String", branch);
	github_query_inside(&query, "queue: mergeQueue(branch: $q0) { entries(first: 100) { "
				    "pageInfo { hasNextPage } nodes { headCommit { oid } "
				    "baseCommit { oid } pullRequest { number } } } } ");
	github_query_finish(&query, "Queue", github->place.owner, github->place.name);
	github_send(arena, github, &ask, 1);
	if (!ask.ok) {
		*err = ask.err;
		return false;
	}
	nodes = json_pointer(ask.reply.data, "/repository/queue/entries/nodes");
	if (!nodes || nodes->kind != NODE_LIST || github_problem(&ask.reply, "/repository/queue"))
		return fail(err, ERROR_UNAVAILABLE, "GitHub tells no merge queue of '%s'",
			    text_shown(arena, branch));
	if (nodes->count >= 100)
		return fail(err, ERROR_UNAVAILABLE, "the merge queue has 100 entries or more");
	for (const struct node *entry = nodes->first; entry; entry = entry->next)
		read_entry(arena, entry, queue);
	return true;
}

/* The account of our token: an app's has no REST resource of its own. */
static bool
ask_viewer(struct arena *arena, struct github *github, const char **id, struct error *err)
{
	RELEASED_BY(github_query_release) struct github_query query = {0};
	struct github_ask ask = {.query = &query, .name = "Viewer"};
	const struct node *viewer;

	github_query_beside(&query, "viewer { login databaseId } ");
	github_query_finish(&query, "Viewer", github->place.owner, github->place.name);
	github_send(arena, github, &ask, 1);
	if (!ask.ok) {
		*err = ask.err;
		return false;
	}
	viewer = node_get(ask.reply.data, "viewer");
	*id = id_of(arena, viewer, "databaseId");
	return *id || fail(err, ERROR_UNAVAILABLE, "GitHub does not say whose token this is");
}

/* ---- the comment ---- */

static const char *
find_in_page(struct arena *arena, const struct node *page, const char *viewer, const char *marker)
{
	for (const struct node *comment = page->first; comment; comment = comment->next) {
		const char *author = id_of(arena, node_get(comment, "user"), "id");
		const char *body = text_of(comment, "body");

		if (text_equal(author, viewer) && body && text_starts_with(body, marker))
			return id_of(arena, comment, "id");
	}
	return NULL;
}

/* *id is NULL where there is none. */
static bool
find_comment(struct arena *arena, struct github *github, const struct github_comment *comment,
	     const char *viewer, const char **id, struct error *err)
{
	*id = NULL;
	for (int page = 1; page <= COMMENT_PAGES; page++) {
		struct github_try one;

		if (!get(arena, github,
			 arena_format(arena, "/issues/%lld/comments?per_page=100&page=%d",
				      (long long)comment->number, page),
			 &one, err))
			return false;
		if (one.root->kind != NODE_LIST)
			return fail(err, ERROR_UNAVAILABLE, "comments are no list");
		*id = find_in_page(arena, one.root, viewer, comment->marker);
		if (*id || one.root->count < 100)
			return true;
	}
	return fail(err, ERROR_UNAVAILABLE,
		    "there are more than %d comments: ours was not found among them",
		    COMMENT_PAGES * 100);
}

bool
github_say_comment(struct arena *arena, struct github *github, const struct github_comment *comment,
		   bool only_edit, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer body = {0};
	const char *viewer, *id;

	if (!ask_viewer(arena, github, &viewer, err) ||
	    !find_comment(arena, github, comment, viewer, &id, err))
		return false;
	if (!id && only_edit)
		return true;
	buffer_add_text(&body, "{\"body\":");
	json_write_text(&body, comment->body);
	buffer_add_byte(&body, '}');
	if (id)
		return put(arena, github, "PATCH", arena_format(arena, "/issues/comments/%s", id),
			   &body, err);
	return put(arena, github, "POST",
		   arena_format(arena, "/issues/%lld/comments", (long long)comment->number), &body,
		   err);
}

/* ---- the check run ---- */

static void
add_member(struct buffer *out, const char *name, const char *value)
{
	buffer_add_format(out, "%s\"%s\":", out->bytes[out->length - 1] == '{' ? "" : ",", name);
	json_write_text(out, value);
}

bool
github_say_check(struct arena *arena, struct github *github, const struct github_verdict *verdict,
		 struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer body = {0};

	buffer_add_byte(&body, '{');
	add_member(&body, "name", verdict->name);
	add_member(&body, "head_sha", verdict->commit);
	add_member(&body, "status", verdict->conclusion ? "completed" : "in_progress");
	if (verdict->conclusion)
		add_member(&body, "conclusion", verdict->conclusion);
	buffer_add_text(&body, ",\"output\":{");
	add_member(&body, "title", verdict->title);
	add_member(&body, "summary", verdict->summary);
	buffer_add_text(&body, "}}");
	return put(arena, github, "POST", "/check-runs", &body, err);
}
